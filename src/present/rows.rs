//! Rows of one kind in any of the three forms.

use super::style::Layout;
use super::{Format, csv, json, table};
use serde::Serialize;
use std::io::{self, Write};

/// A result that is one row of a table.
pub trait Row: Serialize {
    /// The `type` in JSON.
    const KIND: &'static str;
    /// Names of the columns.
    const COLUMNS: &'static [&'static str];

    /// One cell for each column.
    fn cells(&self) -> Vec<String>;
}

/// Writes `rows` in the form asked for.
pub fn rows<T: Row>(out: &mut dyn Write, layout: &Layout, rows: &[T]) -> io::Result<()> {
    match layout.format {
        Format::Text => table::write(out, layout, rows),
        Format::Json => rows.iter().try_for_each(|row| json::line(out, T::KIND, row)),
        Format::Csv => csv::write(out, rows),
    }
}
