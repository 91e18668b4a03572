//! The life of an action: set, listed, reported on, done, each with the minutes that say so.

use super::super::link;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::hit::person;
use super::minutes::state;
use super::{Frame, count, day, page};
use crate::index::status_name;
use crate::link::{Event, EventKind};
use crate::meeting::Status;
use crate::query::{self, ActionRow, Field, Request, Shown};
use maud::{Markup, html};

pub(super) fn action(visit: &Visit) -> Result<Reply, Refusal> {
    let rows = named(visit)?;
    if rows.is_empty() {
        return Err(Refusal::missing(format!("no action has the code {}", visit.name)));
    }
    let title = rows[0].action.code.as_deref().map_or_else(|| "An action".to_owned(), |code| format!("Action {code}"));
    let body = html! {
        h1 { (title) }
        @if rows.len() > 1 { p.remark { (count(rows.len() as u64, "action")) " of this code." } }
        @for row in &rows { (life(row)) }
    };
    Ok(page(&Frame { title: &title, place: "/actions", query: Some(""), feed: None }, &body).into())
}

/// The actions of a code, or those that stand in a passage.
fn named(visit: &Visit) -> Result<Vec<ActionRow>, Refusal> {
    let of = |field, value: &str| {
        let mut request = Request::new("");
        request.filters.values.push((field, vec![value.to_owned()]));
        query::actions(&visit.collection, &request, visit.today)
    };
    if let Shown::Passage { passage, .. } = query::show(&visit.collection, &visit.name)? {
        let mut rows = of(Field::Path, &passage.path)?;
        rows.retain(|row| row.action.passage == passage.id);
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Ok(of(Field::Action, &visit.name)?)
}

fn life(row: &ActionRow) -> Markup {
    let action = &row.action;
    html! {
        section.life {
            p.task { @if action.text.is_empty() { "Set by no meeting of the archive." } @else { (action.text) } }
            ul.figures {
                li { (state(row)) }
                @for owner in &action.owners {
                    li { "Owner " (person(owner.person.as_deref().unwrap_or(&owner.as_written))) }
                }
                @if let Some(due) = action.due_date { li { "Due " (day(Some(due))) } }
                @else if let Some(due) = &action.due_text { li { "Due " (due) } }
                @if let Some(days) = row.state.age_days {
                    li { @if row.state.status == Status::Complete { "Took " } @else { "Age " } (count(days.unsigned_abs(), "day")) }
                }
            }
            p.facts {
                @if let Some(body) = action.meeting.body.as_deref().or(action.meeting.title.as_deref()) { a href=(link::meeting(&action.meeting.id)) { (body) } }
                @if let Some(topic) = &action.topic { " › " a href=(link::topic(topic)) { (topic) } }
            }
            ol.events { @for event in &action.history { (told(event)) } }
        }
    }
}

fn told(event: &Event) -> Markup {
    let what = match event.kind {
        EventKind::Set => "Set",
        EventKind::Listed => "Listed again",
        EventKind::Unlisted => "No longer listed",
        EventKind::Correction => "Corrected",
        EventKind::Update => match status_name(event.status) {
            "complete" => "Complete",
            "carried_forward" => "Carried forward",
            "open" => "Still open",
            _ => "Spoken of",
        },
    };
    html! {
        li class=(status_name(event.status)) {
            (day(event.date)) " " strong { (what) }
            @if let Some(note) = &event.note { " – " (note) }
            p.source {
                @if event.passage.is_empty() { (event.path) }
                @else { a href=(link::passage(&event.passage, "")) { "Read it in the minutes" } " " span.path { (event.path) ":" (event.line_start) } }
            }
        }
    }
}
