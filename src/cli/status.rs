//! `minutebook status`: what the index holds.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::Terminal;
use crate::index::{Collection, FORMAT_VERSION, Manifest};
use crate::present::{self, Row};
use crate::query;
use serde::Serialize;

/// Tell what the index holds and where it is
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let collection = Collection::open(&settings.index)?;
    let files = Manifest::load(&collection)?.files;
    let extent = query::extent(&collection)?;
    let bytes = std::fs::read_dir(&settings.index).map_or(0, |entries| {
        entries.flatten().filter_map(|entry| entry.metadata().ok()).map(|entry| entry.len()).sum()
    });
    let shortfalls = || files.values().flat_map(|file| &file.shortfalls);
    let status = Status {
        index: settings.index.display().to_string(),
        format: FORMAT_VERSION,
        bytes,
        sources: collection.sources().iter().map(|source| source.display().to_string()).collect(),
        files: files.len(),
        failed: files.values().filter(|file| file.failure().is_some()).count(),
        pictures: shortfalls().map(|shortfall| shortfall.pictures.len()).sum(),
        garbled: shortfalls().map(|shortfall| shortfall.garbled.len()).sum(),
        meetings: extent.meetings,
        passages: extent.passages,
        first: extent.held.and_then(|held| held.from).map(|day| day.to_string()),
        last: extent.held.and_then(|held| held.to).map(|day| day.to_string()),
    };
    let (out, layout) = terminal.results();
    match layout.format {
        present::Format::Text => {
            for (name, value) in Status::COLUMNS.iter().zip(status.cells()) {
                writeln!(out, "{name:<10}{}", present::visible_line(&value))?;
            }
        }
        _ => present::rows(out, layout, &[status])?,
    }
    Ok(Outcome::Done)
}

/// What an index holds.
#[derive(Debug, Serialize)]
struct Status {
    index: String,
    format: u32,
    bytes: u64,
    sources: Vec<String>,
    files: usize,
    failed: usize,
    /// Pages that are pictures and gave no text.
    pictures: usize,
    /// Pages whose text is no language.
    garbled: usize,
    meetings: u64,
    passages: u64,
    first: Option<String>,
    last: Option<String>,
}

impl Row for Status {
    const KIND: &'static str = "status";
    const COLUMNS: &'static [&'static str] = &[
        "index", "format", "bytes", "sources", "files", "failed", "pictures", "garbled", "meetings", "passages",
        "first", "last",
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.index.clone(),
            self.format.to_string(),
            self.bytes.to_string(),
            self.sources.join("; "),
            self.files.to_string(),
            self.failed.to_string(),
            self.pictures.to_string(),
            self.garbled.to_string(),
            self.meetings.to_string(),
            self.passages.to_string(),
            self.first.clone().unwrap_or_default(),
            self.last.clone().unwrap_or_default(),
        ]
    }
}
