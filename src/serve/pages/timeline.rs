//! Hits over time beside the meetings held, as a plot and as its table.

use super::super::api::step;
use super::super::plot;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::{Frame, box_for, command, facets, page};
use crate::query::{self, Period, PeriodRow};
use jiff::civil::Date;
use maud::html;

/// Stretches of time in one plot.
const SHOWN: usize = 150;

pub(super) fn timeline(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let request = asked.request(&["by"])?;
    let by = asked.get("by").unwrap_or("year");
    let rows = query::timeline(&visit.collection, &request, step(asked)?)?;
    let shown = &rows[rows.len().saturating_sub(SHOWN)..];
    let hidden: Vec<(String, String)> = asked.pairs().iter().filter(|(name, _)| name != "q").cloned().collect();
    let title =
        if request.query.is_empty() { "Passages over time".to_owned() } else { format!("{} over time", request.query) };
    let body = html! {
        h1 { "Over time" }
        (box_for("/timeline", "Passages with", &request.query, &hidden))
        (facets::chosen("/timeline", asked, &request.filters))
        ul.sort aria-label="By" {
            @for (name, shown) in [("year", "Years"), ("quarter", "Quarters"), ("month", "Months")] {
                li { a href=(asked.set("by", Some(name)).url("/timeline")) aria-current=[(by == name).then_some("true")] { (shown) } }
            }
        }
        (plot::timeline(&title, shown))
        @if let Some(day) = shown.first().filter(|_| shown.len() < rows.len()).and_then(before) {
            p { a href=(asked.set("to", Some(&day.to_string())).url("/timeline")) { "What was before" } }
        }
        p.note { "On the command line: " code { (command("timeline", &request)) @if by != "year" { " --by " (by) } } }
    };
    Ok(page(&Frame { title: &title, place: "/timeline", ..Frame::default() }, &body).into())
}

/// The day before a stretch of time begins.
fn before(row: &PeriodRow) -> Option<Date> {
    let first = match row.period.split_once("-Q") {
        Some((year, quarter)) => format!("{year}-{:02}", quarter.parse::<u8>().ok()? * 3 - 2),
        None => row.period.clone(),
    };
    Period::first_day(&first)?.yesterday().ok()
}
