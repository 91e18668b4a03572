//! `minutebook topics`: what the archive discusses.

use super::failure::{Failure, Outcome};
use super::filters::QueryArguments;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::present;
use crate::query;

/// List topics, those of most meetings first; a query or filters narrow them
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    query: QueryArguments,
    /// Number of topics; all by default
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let request = arguments.query.request()?;
    let collection = settings.asked_once(terminal)?;
    let mut rows = query::topics(&collection, &request)?;
    rows.truncate(arguments.limit.unwrap_or(usize::MAX));
    let (out, layout) = terminal.results();
    present::rows(out, layout, &rows)?;
    Ok(Outcome::of(rows.len()))
}
