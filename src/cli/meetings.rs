//! `minutebook meetings`: the meetings of the archive, or the files that gave none.

use super::failure::{Failure, Outcome};
use super::filters::QueryArguments;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::index::Manifest;
use crate::present::{self, Row};
use crate::query;
use serde::Serialize;

/// List meetings; a query or filters narrow to those with passages that match
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    query: QueryArguments,
    /// List the files that could not be read, and why
    #[arg(long)]
    failed: bool,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let collection = settings.asked_once(terminal)?;
    if arguments.failed {
        let files = Manifest::load(&collection)?.files.into_values();
        let rows: Vec<FailedFile> = files
            .filter_map(|file| Some(FailedFile { reason: file.failure()?.to_owned(), path: file.file.path }))
            .collect();
        let (out, layout) = terminal.results();
        present::rows(out, layout, &rows)?;
        return Ok(Outcome::of(rows.len()));
    }
    let rows = query::meetings(&collection, &arguments.query.request()?)?;
    let (out, layout) = terminal.results();
    present::rows(out, layout, &rows)?;
    Ok(Outcome::of(rows.len()))
}

/// A file that could not be read.
#[derive(Debug, Serialize)]
struct FailedFile {
    path: String,
    reason: String,
}

impl Row for FailedFile {
    const KIND: &'static str = "failed";
    const COLUMNS: &'static [&'static str] = &["path", "reason"];

    fn cells(&self) -> Vec<String> {
        vec![self.path.clone(), self.reason.clone()]
    }
}
