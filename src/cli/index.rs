//! `minutebook index`: brings the index up to date with the archive.

use super::failure::{Failure, Outcome};
use super::follow::Follow;
use super::progress::Bar;
use super::reading::{ReadingArguments, hints};
use super::settings::{Private, Settings, source};
use super::terminal::Terminal;
use crate::crawl::Source;
use crate::extract::Extractor;
use crate::index::{Anew, Collection, IndexError};
use crate::pipeline::{self, Report};
use crate::present::visible_line;
use std::path::PathBuf;

/// Bring the index up to date: what is new, what changed, what is gone
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Folders and files to crawl, instead of the configured sources
    paths: Vec<PathBuf>,
    /// Build the index anew; the one that is there answers until the new one takes its place
    #[arg(long)]
    rebuild: bool,
    /// Stay, and take up whatever changes in the sources
    #[arg(long)]
    watch: bool,
    #[command(flatten)]
    reading: ReadingArguments,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let extractor = settings.extractor(&arguments.reading)?;
    let mut sources = settings.sources.clone();
    if !arguments.paths.is_empty() {
        sources = arguments.paths.into_iter().map(source).collect();
    }
    if sources.is_empty() {
        match Collection::open(&settings.index) {
            Ok(collection) => sources = collection.sources().iter().cloned().map(source).collect(),
            Err(IndexError::Missing(_)) => {}
            Err(error) if !arguments.rebuild => return Err(error.into()),
            Err(_) => {}
        }
    }
    if sources.is_empty() {
        let hint = "run `minutebook index FOLDER`, or write sources = [\"FOLDER\"] into minutebook.toml";
        return Err(Failure::new("no sources to index", hint));
    }
    // Watched from before the first run, so that nothing that changes meanwhile is missed.
    let follow = arguments.watch.then(|| Follow::of(&sources, &settings.index)).transpose()?;
    let mut is_anew = arguments.rebuild;
    loop {
        let outcome = match take_up(&sources, is_anew, (settings, &extractor), terminal) {
            // What is in the way may be gone with the next change: another run, a folder that is empty yet.
            Err(Failure::Error { message, .. }) if follow.is_some() => {
                terminal.note(&message);
                Outcome::Partly
            }
            outcome => {
                is_anew = false;
                outcome?
            }
        };
        if !follow.as_ref().is_some_and(Follow::wait) {
            return Ok(outcome);
        }
    }
}

/// One look at the sources, and what is new in them taken up, or all of them for an index built anew.
pub(super) fn take_up(
    sources: &[Source],
    is_anew: bool,
    (settings, extractor): (&Settings, &Extractor),
    terminal: &mut Terminal,
) -> Result<Outcome, Failure> {
    let _private = Private::begin();
    let anew = is_anew.then(|| Anew::begin(&settings.index)).transpose()?;
    let collection = match &anew {
        Some(anew) => anew.collection()?,
        None => Collection::open_or_create(&settings.index)?,
    };
    settings.keep_withheld(&collection, extractor)?;
    let report = pipeline::update(&collection, (sources, &settings.corrections), extractor, &Bar::new(terminal))?;
    drop(collection);
    anew.map_or(Ok(()), Anew::take_place)?;
    summarise(&report, terminal);
    hints(&report, extractor).iter().for_each(|hint| terminal.note(hint));
    Ok(if report.failed.is_empty() { Outcome::Done } else { Outcome::Partly })
}

/// Says on stderr what came of the files.
fn summarise(report: &Report, terminal: &mut Terminal) {
    let counts = [
        (report.read, "read"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.gone, "gone"),
        (report.skipped.len(), "skipped"),
        (report.failed.len(), "failed"),
    ];
    let told: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    let found = format!("{} meetings, {} passages", report.meetings, report.passages);
    let is_idle = report.read + report.moved + report.gone == 0 && report.failed.is_empty();
    let found = if is_idle { "nothing to do".to_owned() } else { found };
    terminal.note(&format!("{}; {found}", told.join(", ")));
    if report.withheld + report.unnamed > 0 {
        let files = match report.unnamed {
            0 => String::new(),
            unnamed => format!(", and {unnamed} files for their names"),
        };
        terminal.note(&format!("withheld: {} places{files}", report.withheld));
    }
    for correction in &report.unmatched {
        terminal.note(&format!("correction without effect: {correction}"));
    }
    for rejected in &report.skipped {
        terminal.note(&format!("skipped {}: {}", visible_line(&rejected.path), visible_line(&rejected.reason)));
    }
    for rejected in &report.failed {
        terminal.note(&format!("failed {}: {}", visible_line(&rejected.path), visible_line(&rejected.reason)));
    }
}
