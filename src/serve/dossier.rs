//! All that the archive has on one topic, and the same as pages that need no server.

use super::assets::STYLE;
use super::pages::{count, day, days};
use super::plot;
use crate::index::{Collection, status_name};
use crate::query::{
    self, ActionRow, Field, Hit, PeriodRow, PersonRow, QueryError, Request, Shown, Sort, Speech, Step, TopicRow,
};
use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

/// People named in a dossier.
pub(super) const NAMES: usize = 12;
/// Meetings whose decisions are looked through, last first.
const MEETINGS: usize = 60;
/// Passages shown last.
const LAST: usize = 10;
/// Passages of the dossier that is written.
const WRITTEN: usize = 2000;

/// What the archive has on a topic.
pub(super) struct Dossier {
    pub(super) row: TopicRow,
    pub(super) years: Vec<PeriodRow>,
    pub(super) raised: Vec<PersonRow>,
    pub(super) spoke: Vec<PersonRow>,
    pub(super) decisions: Vec<Decided>,
    pub(super) actions: Vec<ActionRow>,
    pub(super) last: Vec<Hit>,
}

/// A decision with where it was taken.
pub(super) struct Decided {
    pub(super) date: Option<Date>,
    pub(super) text: String,
    /// Votes as written.
    pub(super) votes: Option<String>,
    /// Id of the passage.
    pub(super) passage: String,
    path: String,
    line: u32,
}

impl Dossier {
    /// The dossier of the topic called `name`; none where nothing is.
    pub(super) fn of(collection: &Collection, name: &str, today: Date) -> Result<Option<Dossier>, QueryError> {
        let request = of_topic(name);
        let mut rows = query::topics(collection, &request)?;
        if rows.is_empty() {
            return Ok(None);
        }
        let mut row = rows.remove(0);
        let mut request = request;
        if !row.also.is_empty() || row.topic != name {
            // The other headings of the topic belong to it, whichever of them was asked for.
            let all = query::topics(collection, &Request::new(""))?;
            if let Some(known) = all.into_iter().find(|known| known.topic == row.topic) {
                row = known;
            }
            let names = std::iter::once(&row.topic).chain(&row.also).cloned().collect();
            request.filters.values = vec![(Field::Topic, names)];
        }
        let people = Request { limit: NAMES, ..request.clone() };
        let hits = Request { sort: Some(Sort::Newest), limit: LAST, ..request.clone() };
        Ok(Some(Dossier {
            years: query::timeline(collection, &request, Step::Year)?,
            raised: query::who(collection, &people, Speech::Raised, 0)?,
            spoke: query::who(collection, &people, Speech::All, 0)?,
            decisions: decisions(collection, &request)?,
            actions: query::actions(collection, &request, today)?,
            last: query::search(collection, &hits)?.hits,
            row,
        }))
    }
}

fn of_topic(name: &str) -> Request {
    let mut request = Request::new("");
    request.filters.values.push((Field::Topic, vec![name.to_owned()]));
    request
}

/// Decisions taken under the headings of the topic, last first.
fn decisions(collection: &Collection, request: &Request) -> Result<Vec<Decided>, QueryError> {
    use crate::index::key;
    let headings: Vec<String> = request.filters.of(Field::Topic).iter().map(|name| key(name)).collect();
    let mut decided = Vec::new();
    for row in query::meetings(collection, request)?.into_iter().rev().take(MEETINGS) {
        let Shown::Meeting { id, meeting } = query::show(collection, &row.meeting.name.id)? else { continue };
        for decision in &meeting.decisions {
            let passage = meeting.passages.iter().find(|passage| Some(&passage.id) == decision.passage.as_ref());
            let Some(passage) = passage else { continue };
            if passage.topic.as_deref().is_some_and(|topic| headings.contains(&key(topic))) {
                decided.push(Decided {
                    date: meeting.date,
                    text: decision.text.clone(),
                    votes: decision.votes.as_ref().and_then(|votes| votes.as_written.clone()),
                    passage: format!("{id}-{}", passage.id),
                    path: meeting.source.path.clone(),
                    line: decision.place.line_start,
                });
            }
        }
    }
    Ok(decided)
}

/// The dossier of `topic` as files by name: a page and its style, without a link to anywhere; none where there is no
/// such topic.
pub fn dossier(
    collection: &Collection,
    topic: &str,
    today: Date,
) -> Result<Option<Vec<(&'static str, String)>>, QueryError> {
    let Some(dossier) = Dossier::of(collection, topic, today)? else { return Ok(None) };
    let mut names = vec![dossier.row.topic.clone()];
    names.extend(dossier.row.also.iter().cloned());
    let mut request = of_topic(topic);
    request.filters.values = vec![(Field::Topic, names)];
    let request = Request { sort: Some(Sort::Oldest), limit: WRITTEN, ..request };
    let said = query::search(collection, &request)?.hits;
    let page = whole(&dossier, &said, today);
    Ok(Some(vec![("index.html", page.into_string()), ("style.css", STYLE.to_owned())]))
}

fn whole(dossier: &Dossier, said: &[Hit], today: Date) -> Markup {
    let row = &dossier.row;
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'";
                title { (row.topic) " – dossier" }
                link rel="stylesheet" href="style.css";
            }
            body {
                main {
                    h1 { (row.topic) }
                    p.facts {
                        (count(row.passages, "passage")) " in " (count(row.meetings, "meeting")) ", " (days(row.first, row.last))
                        @if !row.also.is_empty() { "; also headed " (row.also.join(", ")) }
                        ". As of " (day(Some(today))) "."
                    }
                    (plot::timeline("Passages by year", &dossier.years))
                    (people("Raised by", &dossier.raised, |row| row.raised))
                    (people("Spoke on it", &dossier.spoke, |row| row.statements))
                    @if !dossier.decisions.is_empty() {
                        section {
                            h2 { "Decided" }
                            ol.plain.decisions { @for decided in &dossier.decisions { li { (day(decided.date)) " " (decided.text) " " span.path { (decided.path) ":" (decided.line) } } } }
                        }
                    }
                    @if !dossier.actions.is_empty() { section { h2 { "Actions" } ul.plain { @for row in &dossier.actions { li { (action(row)) } } } } }
                    section {
                        h2 { "All that was said" }
                        @if row.passages > said.len() as u64 { p.remark { "The first " (said.len()) " of " (count(row.passages, "passage")) "." } }
                        @for hit in said {
                            article.meeting {
                                h3 { (day(hit.meeting.date)) " " (hit.meeting.title.as_deref().or(hit.meeting.body.as_deref()).unwrap_or_default()) }
                                @if !hit.raised_by.is_empty() { p.place { "Raised by " (hit.raised_by.join(", ")) } }
                                p { (hit.text) }
                                p.path { (hit.path) ":" (hit.line_start) @if let Some(page) = hit.page { ", page " (page) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn people(title: &str, rows: &[PersonRow], number: fn(&PersonRow) -> u64) -> Markup {
    html! {
        @if !rows.is_empty() { section { h2 { (title) } ul.plain { @for row in rows { li { (row.name) " " span.count { (number(row)) } } } } } }
    }
}

fn action(row: &ActionRow) -> Markup {
    let action = &row.action;
    let owners: Vec<&str> =
        action.owners.iter().map(|owner| owner.person.as_deref().unwrap_or(&owner.as_written)).collect();
    let state = if row.state.is_overdue { "overdue" } else { status_name(row.state.status) };
    html! {
        strong { (action.code.as_deref().unwrap_or("no code")) } " " (action.text) " (" (owners.join(", ")) @if !owners.is_empty() { "; " } (state.replace('_', " ")) ") "
        span.path { (action.path) ":" (action.line_start) }
    }
}
