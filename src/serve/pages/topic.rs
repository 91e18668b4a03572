//! The dossier of a topic: by year, who raised it, what was decided, what is to be done, what was said last.

use super::super::asked::Asked;
use super::super::dossier::{Dossier, NAMES};
use super::super::link;
use super::super::plot;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::actions::last;
use super::hit::{self, person, short};
use super::lists::{also, under};
use super::{Frame, count, day, days, page};
use crate::query::ActionState;
use maud::{Markup, html};

/// Decisions shown.
const DECISIONS: usize = 60;

pub(super) fn topic(visit: &Visit) -> Result<Reply, Refusal> {
    let Some(dossier) = Dossier::of(&visit.collection, &visit.name, visit.today)? else {
        let hint = Some("the list of topics has all that are".to_owned());
        return Err(Refusal { hint, ..Refusal::missing(format!("nothing stands under a heading {}", visit.name)) });
    };
    let all = under(&Asked::default(), &dossier.row, "/");
    let board = |states: &[&str]| {
        let asked = states.iter().fold(Asked::default(), |asked, state| asked.with("status", state));
        under(&asked, &dossier.row, "/actions")
    };
    let feed = format!("/api/v1/search?format=atom&{}", all.trim_start_matches("/?"));
    let row = &dossier.row;
    let (open, closed): (Vec<_>, Vec<_>) = dossier.actions.iter().cloned().partition(|row| ActionState::Open.fits(row));
    let body = html! {
        h1 { (row.topic) }
        p.facts {
            a href=(all) { (count(row.passages, "passage")) } " in " (count(row.meetings, "meeting")) ", " (days(row.first, row.last))
            @if !row.also.is_empty() { "; also headed " (also(&row.also)) }
        }
        (plot::timeline("Passages by year", &dossier.years))
        div.cards {
            (names("Raised by", &dossier.raised.iter().map(|row| (row.name.as_str(), row.raised)).collect::<Vec<_>>()))
            (names("Spoke on it", &dossier.spoke.iter().map(|row| (row.name.as_str(), row.statements)).collect::<Vec<_>>()))
        }
        @if !dossier.decisions.is_empty() {
            section {
                h2 { "Decided" }
                ol.plain.decisions {
                    @for decided in dossier.decisions.iter().take(DECISIONS) {
                        li { a href=(link::passage(&decided.passage, "")) { (day(decided.date)) } " " (short(&decided.text)) @if let Some(votes) = &decided.votes { " (" (votes) ")" } }
                    }
                }
            }
        }
        @if !open.is_empty() { section { h2 { "To be done" } (last(&open, "To be done", &board(&["open"]))) } }
        @if !closed.is_empty() {
            @let title = "Done, or nothing more known";
            section { h2 { (title) } (last(&closed, title, &board(&["complete", "unknown"]))) }
        }
        section { h2 { "Said last" } (hit::grouped(&dossier.last, "")) p { a href=(all) { "All " (count(row.passages, "passage")) } " · " a href=(feed) { "Feed of what is new" } } }
    };
    Ok(page(&Frame { title: &row.topic, place: "/topics", query: Some(""), feed: Some(&feed) }, &body).into())
}

fn names(title: &str, people: &[(&str, u64)]) -> Markup {
    html! {
        @if !people.is_empty() {
            section {
                h2 { (title) }
                ul.plain { @for (name, number) in people.iter().take(NAMES) { li { (person(name)) " " span.count { (number) } } } }
            }
        }
    }
}
