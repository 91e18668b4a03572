//! `minutebook who`: the people who spoke on something.

use super::failure::{Failure, Outcome};
use super::filters::QueryArguments;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::present;
use crate::query;
use crate::query::{Request, Speech};

/// Find who spoke on something, with counts and the best passages of each
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    query: QueryArguments,
    /// Count only statements that put a question, concern, problem or request on the table
    #[arg(long)]
    raised: bool,
    /// Number of people
    #[arg(long, short = 'n', default_value_t = 20, value_name = "N")]
    limit: usize,
    /// Passages shown of each
    #[arg(long, default_value_t = 2, value_name = "N")]
    examples: usize,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let request = Request { limit: arguments.limit, ..arguments.query.request()? };
    let speech = if arguments.raised { Speech::Raised } else { Speech::All };
    let collection = settings.asked_once(terminal)?;
    let rows = query::who(&collection, &request, speech, arguments.examples)?;
    let (out, layout) = terminal.results();
    present::people(out, layout, &rows)?;
    Ok(Outcome::of(rows.len()))
}
