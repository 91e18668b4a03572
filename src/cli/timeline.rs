//! `minutebook timeline`: hits over time, beside the meetings held.

use super::failure::{Failure, Outcome};
use super::filters::QueryArguments;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::present;
use crate::query;
use crate::query::Step;

/// Draw hits over time, with the number of meetings held in each year, quarter or month
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    query: QueryArguments,
    /// Length of the stretches
    #[arg(long, value_name = "STEP", default_value = "year")]
    by: By,
}

/// Length of the stretches of a timeline.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum By {
    /// Years
    Year,
    /// Quarters
    Quarter,
    /// Months
    Month,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let step = match arguments.by {
        By::Year => Step::Year,
        By::Quarter => Step::Quarter,
        By::Month => Step::Month,
    };
    let request = arguments.query.request()?;
    let collection = settings.asked_once(terminal)?;
    let rows = query::timeline(&collection, &request, step)?;
    let (out, layout) = terminal.results();
    present::timeline(out, layout, &rows)?;
    Ok(Outcome::of(rows.iter().filter(|row| row.hits > 0).count()))
}
