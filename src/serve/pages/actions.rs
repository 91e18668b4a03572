//! The board of actions: by state, by owner, by age.

use super::super::api::{as_of, in_state};
use super::super::asked::Asked;
use super::super::link;
use super::super::plot;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::hit::{person, short};
use super::minutes::state;
use super::{Frame, box_for, count, day, page, pages};
use crate::query::{ActionRow, ActionState};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Actions of a page.
const SHOWN: usize = 100;
/// Actions shown of a person or a topic.
const LAST: usize = 50;
/// Owners in the table of owners.
const OWNERS: usize = 15;

pub(super) fn actions(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let request = asked.set("offset", None).request(&["status", "as_of", "sort"])?;
    let all = visit.board(&request, as_of(visit)?)?;
    let is_asked = in_state(asked)?;
    let mut rows: Vec<&ActionRow> = all.iter().filter(|row| is_asked(row)).collect();
    let by_age = asked.get("sort") == Some("age");
    if by_age {
        rows.sort_by_key(|row| std::cmp::Reverse(row.state.age_days));
    } else {
        rows.reverse();
    }
    let total = rows.len();
    let offset = asked.number("offset", (0, usize::MAX))?.min(total);
    let part = &rows[offset..(offset + SHOWN).min(total)];
    let hidden: Vec<(String, String)> =
        asked.pairs().iter().filter(|(name, _)| !matches!(name.as_str(), "q" | "offset" | "as_of")).cloned().collect();
    let body = html! {
        h1 { "Actions" }
        (box_for("/actions", "Words of the action, or owner: topic: body:", &request.query, &hidden))
        form.days action="/actions" {
            label { "As things stood on " input type="date" name="as_of" value=(as_of(visit)?); }
            @for (name, value) in asked.pairs().iter().filter(|(name, _)| !matches!(name.as_str(), "as_of" | "offset")) { input type="hidden" name=(name) value=(value); }
            button { "Apply" }
        }
        (super::facets::chosen("/actions", asked, &request.filters))
        (states(asked, &all))
        p.total role="status" { strong { (count(total as u64, "action")) } @if total > part.len() && !part.is_empty() { ", " (offset + 1) "–" (offset + part.len()) " shown" } }
        ul.sort aria-label="Order" {
            li { a href=(asked.set("sort", None).set("offset", None).url("/actions")) aria-current=[(!by_age).then_some("true")] { "Newest first" } }
            li { a href=(asked.set("sort", Some("age")).set("offset", None).url("/actions")) aria-current=[by_age.then_some("true")] { "Oldest age first" } }
        }
        (table(part, "Actions"))
        (pages("Pages of actions", (asked, "/actions"), (offset, SHOWN, total)))
        (owners(asked, &all))
        (plot::ages(&all))
    };
    Ok(page(&Frame { title: "Actions", place: "/actions", ..Frame::default() }, &body).into())
}

/// States with their counts, each a link that adds or takes it away.
fn states(asked: &Asked, all: &[ActionRow]) -> Markup {
    html! {
        ul.states aria-label="State" {
            @for (name, state) in ActionState::ALL {
                @let is_on = asked.all("status").any(|known| known == name);
                @let changed = if is_on { asked.without("status", name) } else { asked.with("status", name) };
                li {
                    a.on[is_on] href=(changed.url("/actions")) rel="nofollow" {
                        span.hidden { @if is_on { "Remove " } @else { "Add " } }
                        (name.replace('_', " ")) " " span.count { (all.iter().filter(|row| state.fits(row)).count()) }
                    }
                }
            }
        }
    }
}

/// The last of the actions of something, and where all of them are.
pub(super) fn last(rows: &[ActionRow], label: &str, all: &str) -> Markup {
    let shown: Vec<&ActionRow> = rows[rows.len().saturating_sub(LAST)..].iter().collect();
    html! {
        (table(&shown, label))
        @if shown.len() < rows.len() {
            p { "The last " (shown.len()) " of " a href=(all) { (count(rows.len() as u64, "action")) } "." }
        }
    }
}

/// Actions as a table called `label`.
fn table(rows: &[&ActionRow], label: &str) -> Markup {
    html! {
        @if rows.is_empty() { p.nothing { "No actions." } } @else {
            div.wide tabindex="0" role="region" aria-label=(label) {
                table.board {
                    thead { tr { th scope="col" { "Code" } th scope="col" { "Action" } th scope="col" { "Owners" } th scope="col" { "Set" } th scope="col" { "Due" } th.number scope="col" { "Age, days" } th scope="col" { "State" } } }
                    tbody {
                        @for row in rows {
                            @let action = &row.action;
                            tr {
                                th scope="row" { a href=(link::action(action.code.as_deref().unwrap_or(&action.passage))) { (action.code.as_deref().unwrap_or("no code")) } }
                                td { @if action.text.is_empty() { em { "set by no meeting of the archive" } } @else { (short(&action.text)) } }
                                td { @for (at, owner) in action.owners.iter().enumerate() { @if at > 0 { ", " } (person(owner.person.as_deref().unwrap_or(&owner.as_written))) } }
                                td.day { @if action.set_on.is_some() { a href=(link::passage(&action.passage, "")) { (day(action.set_on)) } } }
                                td.day { @if action.due_date.is_some() { (day(action.due_date)) } @else { (action.due_text.as_deref().unwrap_or_default()) } }
                                td.number { @if let Some(days) = row.state.age_days { (days) } }
                                td { (state(row)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who owns what is still to be done.
fn owners(asked: &Asked, all: &[ActionRow]) -> Markup {
    let mut owners: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in all.iter().filter(|row| ActionState::Open.fits(row)) {
        for owner in &row.action.owners {
            let count = owners.entry(owner.person.as_deref().unwrap_or(&owner.as_written)).or_default();
            count.0 += 1;
            count.1 += usize::from(row.state.is_overdue);
        }
    }
    let mut owners: Vec<(&str, (usize, usize))> = owners.into_iter().collect();
    owners.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    html! {
        @if !owners.is_empty() {
            section {
                h2 { "Still to be done, by owner" }
                table.counts {
                    thead { tr { th scope="col" { "Owner" } th.number scope="col" { "Open" } th.number scope="col" { "Overdue" } } }
                    tbody {
                        @for (name, (open, overdue)) in owners.iter().take(OWNERS) {
                            tr { th scope="row" { a href=(asked.with("owner", name).url("/actions")) { (name) } } td.number { (open) } td.number { (overdue) } }
                        }
                    }
                }
            }
        }
    }
}
