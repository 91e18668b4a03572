//! `minutebook acronyms`: what the letters of the archive stand for.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::Terminal;
use crate::present;
use crate::query;

/// List the acronyms that the archive explains, with their meanings and where each is explained
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Letters of an acronym, or words of its meaning
    query: Vec<String>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let collection = settings.asked_once(terminal)?;
    let rows = query::acronyms(&collection, &arguments.query.join(" "))?;
    let (out, layout) = terminal.results();
    present::rows(out, layout, &rows)?;
    Ok(Outcome::of(rows.len()))
}
