//! Hits over time beside the meetings held, as a plot and as its table.

use super::super::api::step;
use super::super::plot;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::{Frame, box_for, command, facets, page};
use crate::query;
use maud::html;

pub(super) fn timeline(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let request = asked.request(&["by"])?;
    let by = asked.get("by").unwrap_or("year");
    let rows = query::timeline(&visit.collection, &request, step(asked)?)?;
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
        (plot::timeline(&title, &rows))
        p.note { "On the command line: " code { (command("timeline", &request)) @if by != "year" { " --by " (by) } } }
    };
    Ok(page(&Frame { title: &title, place: "/timeline", ..Frame::default() }, &body).into())
}
