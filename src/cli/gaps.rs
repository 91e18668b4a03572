//! `minutebook gaps`: what is missing or doubtful.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::{Terminal, today};
use crate::link::GapKind;
use crate::present;
use crate::query;

/// Report what is missing or doubtful: meetings, action codes, texts, duplicates
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Kinds of gap; all by default
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Vec<GapKind>,
}

fn kind(name: &str) -> Result<GapKind, String> {
    let named = GapKind::ALL.into_iter().find(|kind| kind.name() == name);
    let names = GapKind::ALL.map(GapKind::name).join(", ");
    named.ok_or_else(|| format!("there is no such kind; kinds are {names}"))
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let collection = settings.asked_once(terminal)?;
    let rows = query::gaps(&collection, &arguments.kind, today())?;
    let (out, layout) = terminal.results();
    present::rows(out, layout, &rows)?;
    Ok(Outcome::of(rows.len()))
}
