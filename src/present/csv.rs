//! CSV: a line of names, then a line for each row.

use super::rows::Row;
use std::io::{self, Write};

/// Writes `rows` under their column names.
pub(super) fn write<T: Row>(out: &mut dyn Write, rows: &[T]) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(T::COLUMNS)?;
    for row in rows {
        writer.write_record(row.cells())?;
    }
    writer.flush()
}
