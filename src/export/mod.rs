//! The archive for other programs: people as Popolo, meetings as OParl, everything as JSON Lines, lists as tables.

mod oparl;
mod popolo;

use crate::index::{Collection, IndexError, key};
use crate::present::{self, Format, Layout, Marks};
use crate::query::{self, QueryError, Request, Shown};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// What an archive is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Every meeting whole, every person and every action: one JSON object a line, as `docs/json.md` has them.
    Lines,
    /// One list as a table.
    Csv(Table),
    /// Persons, organisations, memberships and meetings as Popolo has them.
    Popolo,
    /// Bodies, meetings with their agenda, persons and organisations in the terms of OParl 1.1.
    Oparl,
}

/// The list that a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Actions, as they stand.
    Actions,
    /// Meetings.
    Meetings,
    /// People.
    People,
    /// Topics.
    Topics,
    /// Gaps.
    Gaps,
}

/// Why an archive is not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The index cannot be read.
    #[error("{0}")]
    Query(#[from] QueryError),
    /// It cannot be written.
    #[error("{0}")]
    Write(#[from] io::Error),
}

impl From<IndexError> for ExportError {
    fn from(error: IndexError) -> Self {
        QueryError::from(error).into()
    }
}

/// Writes the archive as it stands on `day`.
pub fn export(out: &mut dyn Write, collection: &Collection, form: Form, day: Date) -> Result<(), ExportError> {
    match form {
        Form::Lines => lines(out, collection, day),
        Form::Csv(table) => self::table(out, collection, table, day),
        Form::Popolo => popolo::write(out, collection),
        Form::Oparl => oparl::write(out, collection),
    }
}

fn lines(out: &mut dyn Write, collection: &Collection, day: Date) -> Result<(), ExportError> {
    let layout = laid_out(Format::Json);
    whole_meetings(collection, |shown| Ok(present::show(out, &layout, &shown)?))?;
    for person in collection.persons()? {
        present::line(out, "person", &person)?;
    }
    Ok(present::rows(out, &layout, &query::actions(collection, &all(), day)?)?)
}

fn table(out: &mut dyn Write, collection: &Collection, table: Table, day: Date) -> Result<(), ExportError> {
    let layout = laid_out(Format::Csv);
    match table {
        Table::Actions => present::rows(out, &layout, &query::actions(collection, &all(), day)?)?,
        Table::Meetings => present::rows(out, &layout, &query::meetings(collection, &all())?)?,
        Table::People => present::rows(out, &layout, &query::people(collection, &all())?)?,
        Table::Topics => present::rows(out, &layout, &query::topics(collection, &all())?)?,
        Table::Gaps => present::rows(out, &layout, &query::gaps(collection, &[], day)?)?,
    }
    Ok(())
}

/// Every meeting with all that is known of it, one after the other.
fn whole_meetings(
    collection: &Collection,
    mut take: impl FnMut(Shown) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    for row in query::meetings(collection, &all())? {
        take(query::show(collection, &row.meeting.name.id)?)?;
    }
    Ok(())
}

fn all() -> Request {
    Request::new("")
}

fn laid_out(format: Format) -> Layout {
    Layout { format, marks: Marks::Brackets, width: None }
}

/// The names of the bodies of the archive.
fn bodies(collection: &Collection) -> Result<Vec<String>, ExportError> {
    let mut names: Vec<String> =
        query::meetings(collection, &all())?.into_iter().filter_map(|row| row.meeting.name.body).collect();
    names.sort();
    names.dedup();
    Ok(names)
}

/// The identifier of something known by its name: the same name, the same identifier, in every export.
fn urn(kind: &str, name: &str) -> String {
    let hash: String = Sha256::digest(key(name)).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("urn:minutebook:{kind}:{hash}")
}
