//! `minutebook doctor`: whether the index is sound, and making it so.

use super::failure::{Failure, Outcome};
use super::index::take_up;
use super::reading::ReadingArguments;
use super::settings::{Settings, source};
use super::terminal::Terminal;
use crate::crawl::Source;
use crate::doctor::{Finding, FindingKind, examine};
use crate::index::{Collection, IndexError, Manifest};
use crate::present::{self, Row};

/// Check the index: checksums, and that files, meetings, passages and links agree
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Remove what is left over, and build anew from the sources what is damaged
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    reading: ReadingArguments,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let opened = Collection::open(&settings.index);
    let findings = match &opened {
        Ok(collection) => examine(collection).unwrap_or_else(|error| vec![unreadable(&error)]),
        Err(error @ IndexError::Engine { .. }) => vec![unreadable(error)],
        Err(_) => return Err(opened.err().map_or_else(|| unreachable!("it is an error"), Failure::from)),
    };
    let (out, layout) = terminal.results();
    present::rows(out, layout, &findings)?;
    let Some(worst) = findings.iter().map(|finding| finding.kind).max() else {
        terminal.note("the index is sound");
        return Ok(Outcome::Done);
    };
    if !arguments.repair {
        terminal.note(&format!("{} findings; {}", findings.len(), worst.remedy()));
        return Ok(Outcome::Partly);
    }
    if let (FindingKind::Leftover, Ok(collection)) = (worst, &opened) {
        drop(collection.begin_run()?);
        terminal.note("removed what was left over");
        return Ok(Outcome::Done);
    }
    let extractor = settings.extractor(&arguments.reading)?;
    if let Ok(collection) = &opened {
        settings.keep_withheld(collection, &extractor)?;
    }
    let sources = sources(opened.ok(), settings);
    if sources.is_empty() {
        let hint = "run `minutebook index --rebuild FOLDER` with the folder of your archive";
        return Err(Failure::new("the index does not tell its sources any more", hint));
    }
    let outcome = take_up(&sources, true, (settings, &extractor), terminal)?;
    terminal.note("built the index anew");
    Ok(outcome)
}

fn unreadable(error: &IndexError) -> Finding {
    Finding { kind: FindingKind::Bytes, detail: error.to_string() }
}

/// Where everything in the index comes from: its last sources, the configured ones, and files known from elsewhere.
fn sources(collection: Option<Collection>, settings: &Settings) -> Vec<Source> {
    let mut sources = settings.sources.clone();
    let Some(collection) = collection else { return sources };
    sources.extend(collection.sources().iter().cloned().map(source));
    let roots: Vec<_> = sources.iter().filter_map(|source| source.path.canonicalize().ok()).collect();
    let files = Manifest::load(&collection).map(|manifest| manifest.files).unwrap_or_default();
    let elsewhere = files.into_values().map(|row| row.file.absolute);
    sources.extend(
        elsewhere.filter(|path| path.is_file() && !roots.iter().any(|root| path.starts_with(root))).map(source),
    );
    sources
}

impl Row for Finding {
    const KIND: &'static str = "finding";
    const COLUMNS: &'static [&'static str] = &["kind", "detail"];

    fn cells(&self) -> Vec<String> {
        vec![self.kind.name().to_owned(), self.detail.clone()]
    }
}
