//! The meetings of an archive over time.

use super::compile::{Compiler, Unit};
use super::days::{DayCollector, Days};
use super::request::{Filters, Request};
use super::run::{QueryError, narrowed};
use super::stored::term;
use super::syntax::Node;
use crate::index::{Collection, MEETING, PASSAGE, day_of};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use tantivy::query::Query;

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
    let held = Request { query: String::new(), filters, ..request.clone() };
    let mut periods: BTreeMap<i32, PeriodRow> = BTreeMap::new();
    for (day, (_, held)) in by_day(collection, &held, MEETING)? {
        let Some(index) = day_of(day).map(|day| step.index(day)) else { continue };
        let empty = || PeriodRow { period: step.name(index), hits: 0, matching: 0, held: 0 };
        periods.entry(index).or_insert_with(empty).held += held;
    }
    for (day, (hits, matching)) in by_day(collection, request, PASSAGE)? {
        if let Some(period) = day_of(day).and_then(|day| periods.get_mut(&step.index(day))) {
            period.hits += hits;
            period.matching += matching;
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

/// Hits and meetings by day; documents of the kind `all` where nothing is asked for.
fn by_day(collection: &Collection, request: &Request, all: &str) -> Result<Days, QueryError> {
    let tree = narrowed(&request.tree()?, &request.filters, None);
    let searcher = collection.searcher();
    let fault = |cause| collection.fault(cause);
    let query: Box<dyn Query> = if tree == Node::All {
        Box::new(term(collection.fields().kind, all))
    } else {
        Compiler::new(collection, &searcher, Unit::Passage).compile(&tree).map_err(fault)?
    };
    Ok(searcher.search(query.as_ref(), &DayCollector(collection.layouts())).map_err(fault)?)
}
