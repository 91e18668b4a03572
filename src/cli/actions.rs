//! `minutebook actions`: the action ledger, as it stands today or stood on a day.

use super::failure::{Failure, Outcome};
use super::filters::{FilterArguments, no_date};
use super::settings::Settings;
use super::terminal::{Terminal, today};
use crate::present;
use crate::query::{self, ActionState, Field, Period, Request};

/// List actions: code, owners, when set, when due, state
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Words of the action, or field:values
    query: Vec<String>,
    /// Code of an action, as --action
    #[arg(long)]
    code: Vec<String>,
    /// State: open, overdue, complete, carried_forward, unknown
    #[arg(long, value_name = "STATUS", value_parser = state)]
    status: Vec<ActionState>,
    /// The state on this day; today by default
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    #[command(flatten)]
    filters: FilterArguments,
}

fn state(name: &str) -> Result<ActionState, String> {
    query::one_of("state of an action", name, &ActionState::ALL)
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let day = match &arguments.as_of {
        None => today(),
        Some(day) => Period::last_day(day).ok_or_else(|| no_date("--as-of", day))?,
    };
    let mut filters = arguments.filters.filters()?;
    if !arguments.code.is_empty() {
        filters.values.push((Field::Action, arguments.code));
    }
    let request = Request { filters, ..Request::new(arguments.query.join(" ")) };
    let collection = settings.asked_once(terminal)?;
    let mut rows = query::actions(&collection, &request, day)?;
    if !arguments.status.is_empty() {
        rows.retain(|row| arguments.status.iter().any(|state| state.fits(row)));
    }
    let (out, layout) = terminal.results();
    present::rows(out, layout, &rows)?;
    Ok(Outcome::of(rows.len()))
}
