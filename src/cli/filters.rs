//! The filters that every searching command has.

use super::failure::Failure;
use crate::query::{Field, Filters, Matching, Period, Reading, Request, STATES, nearest};

const HEADING: &str = "Filters (repeatable: any of one, all of the different ones)";

/// Filters: any of the values of one, and all of the different ones.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = HEADING)]
pub(super) struct FilterArguments {
    /// Nearest heading above
    #[arg(long)]
    topic: Vec<String>,
    /// Who speaks or owns an action
    #[arg(long, value_name = "NAME")]
    person: Vec<String>,
    /// Who speaks
    #[arg(long, value_name = "NAME")]
    said_by: Vec<String>,
    /// Who puts a question, concern, problem or request on the table
    #[arg(long, value_name = "NAME")]
    raised_by: Vec<String>,
    /// Who owns an action
    #[arg(long, value_name = "NAME")]
    owner: Vec<String>,
    /// Code of an action
    #[arg(long, value_name = "CODE")]
    action: Vec<String>,
    /// Series of meetings
    #[arg(long)]
    body: Vec<String>,
    /// Organisation of who speaks or owns an action
    #[arg(long)]
    org: Vec<String>,
    /// Year of the meeting, or years as in 2014..2016
    #[arg(long)]
    year: Vec<String>,
    /// First day: 2015, 2015-03 or 2015-03-26
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Last day: 2015, 2015-03 or 2015-03-26
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Format of the file: text, html, pdf, ...
    #[arg(long, value_name = "FORMAT")]
    format_of: Vec<String>,
    /// Path of the file: a glob, or a part of it
    #[arg(long, value_name = "GLOB")]
    path: Vec<String>,
}

impl FilterArguments {
    pub(super) fn filters(self) -> Result<Filters, Failure> {
        let values = [
            (Field::Topic, self.topic),
            (Field::Person, self.person),
            (Field::Said, self.said_by),
            (Field::Raised, self.raised_by),
            (Field::Owner, self.owner),
            (Field::Action, self.action),
            (Field::Body, self.body),
            (Field::Org, self.org),
            (Field::Format, self.format_of),
            (Field::Path, self.path),
        ];
        let periods = self.year.iter().map(|year| Period::parse(year).ok_or_else(|| no_date("--year", year)));
        Ok(Filters {
            values: values.into_iter().filter(|(_, values)| !values.is_empty()).collect(),
            periods: periods.collect::<Result<_, _>>()?,
            from: self.from.map(|day| Period::first_day(&day).ok_or_else(|| no_date("--from", &day))).transpose()?,
            to: self.to.map(|day| Period::last_day(&day).ok_or_else(|| no_date("--to", &day))).transpose()?,
        })
    }
}

pub(super) fn no_date(flag: &str, value: &str) -> Failure {
    Failure::new(format!("{flag} {value}: this is not a date"), "write 2015, 2015-03 or 2015-03-26")
}

/// A query and how to read it.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct QueryArguments {
    /// Words, "phrases", field:values, AND, OR, NOT; see docs/query-syntax.md
    query: Vec<String>,
    /// Make words optional: what covers most of them ranks first
    #[arg(long)]
    any: bool,
    /// Take the query as words only, without operators
    #[arg(long)]
    plain: bool,
    /// State of an action: open, complete, carried_forward, other
    #[arg(long, help_heading = HEADING, value_parser = state)]
    status: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
}

fn state(name: &str) -> Result<String, String> {
    match nearest(name, STATES) {
        Some(state) if state == name => Ok(name.to_owned()),
        Some(state) => Err(format!("an action has no such state; did you mean {state}?")),
        None => Err(format!("an action has no such state; states are {}", STATES.join(", "))),
    }
}

impl QueryArguments {
    /// The request these arguments make.
    pub(super) fn request(self) -> Result<Request, Failure> {
        let mut filters = self.filters.filters()?;
        if !self.status.is_empty() {
            filters.values.push((Field::Status, self.status));
        }
        Ok(Request {
            filters,
            matching: if self.any { Matching::Any } else { Matching::All },
            reading: if self.plain { Reading::Plain } else { Reading::Language },
            ..Request::new(self.query.join(" "))
        })
    }
}
