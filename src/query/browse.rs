//! The meetings of an archive over time.

use super::meetings::meetings;
use super::request::{Filters, Request};
use super::run::QueryError;
use crate::index::Collection;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PeriodRow {
    /// `2015`, `2015-Q3` or `2015-09`.
    pub period: String,
    /// Passages that match.
    pub hits: u64,
    /// Meetings with such passages.
    pub matching: u64,
    /// Meetings held, whether or not anything matches.
    pub held: u64,
}

/// Length of the stretches of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A year.
    Year,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
}

impl Step {
    /// Number of the stretch a day is in.
    fn index(self, day: Date) -> i32 {
        let (year, month) = (i32::from(day.year()), i32::from(day.month()) - 1);
        match self {
            Step::Year => year,
            Step::Quarter => year * 4 + month / 3,
            Step::Month => year * 12 + month,
        }
    }

    fn name(self, index: i32) -> String {
        match self {
            Step::Year => format!("{index:04}"),
            Step::Quarter => format!("{:04}-Q{}", index.div_euclid(4), index.rem_euclid(4) + 1),
            Step::Month => format!("{:04}-{:02}", index.div_euclid(12), index.rem_euclid(12) + 1),
        }
    }
}

/// Hits over time, from the first meeting held to the last, beside the number of meetings held.
///
/// Only body, dates and path narrow what counts as held; everything narrows the hits.
pub fn timeline(collection: &Collection, request: &Request, step: Step) -> Result<Vec<PeriodRow>, QueryError> {
    let of_meetings =
        |field: &super::Field| matches!(field, super::Field::Body | super::Field::Path | super::Field::Format);
    let mut filters: Filters = request.filters.clone();
    filters.values.retain(|(field, _)| of_meetings(field));
    let held = meetings(collection, &Request { query: String::new(), filters, ..request.clone() })?;
    let mut periods: BTreeMap<i32, PeriodRow> = BTreeMap::new();
    let mut at = |day: Date| -> i32 {
        let index = step.index(day);
        periods.entry(index).or_insert_with(|| PeriodRow { period: step.name(index), hits: 0, matching: 0, held: 0 });
        index
    };
    let held: Vec<i32> = held.iter().filter_map(|row| row.meeting.name.date).map(&mut at).collect();
    for index in held {
        periods.entry(index).and_modify(|row| row.held += 1);
    }
    for row in meetings(collection, request)? {
        if let Some(period) = row.meeting.name.date.and_then(|day| periods.get_mut(&step.index(day))) {
            period.hits += row.hits.unwrap_or_default();
            period.matching += 1;
        }
    }
    // Stretches without a meeting are shown, so that a gap is seen as one.
    if let (Some(first), Some(last)) = (periods.keys().next().copied(), periods.keys().last().copied()) {
        for index in first..=last {
            let empty = || PeriodRow { period: step.name(index), hits: 0, matching: 0, held: 0 };
            periods.entry(index).or_insert_with(empty);
        }
    }
    Ok(periods.into_values().collect())
}
