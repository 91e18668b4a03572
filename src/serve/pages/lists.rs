//! The lists: meetings, topics, people and acronyms, whole or as far as a query finds something in them.

use super::super::asked::Asked;
use super::super::link;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::hit::person;
use super::{Frame, box_for, count, day, facets, page, pages};
use crate::query::{self, Field, Filters, PersonRow, Request, TopicRow};
use maud::{Markup, html};

/// Rows of a page.
const SHOWN: usize = 100;
/// Other headings named of a topic.
const ALSO: usize = 5;
/// People and topics of the table of who spoke on what.
const MATRIX: (usize, usize) = (8, 8);

/// A list: where it is, what it is called, and the words above its box.
struct List<'a> {
    path: &'a str,
    title: &'a str,
    label: &'a str,
}

/// The request of a list, all of whose rows are wanted.
fn request(asked: &Asked) -> Result<Request, Refusal> {
    asked.set("limit", None).set("offset", None).request(&[])
}

/// The part of the rows that a page shows.
fn part<'a, T>(asked: &Asked, rows: &'a [T]) -> Result<(usize, &'a [T]), Refusal> {
    let offset = offset(asked, rows.len())?;
    Ok((offset, &rows[offset..(offset + SHOWN).min(rows.len())]))
}

/// Rows before those of a page.
fn offset(asked: &Asked, total: usize) -> Result<usize, Refusal> {
    Ok(asked.number("offset", (0, usize::MAX))?.min(total))
}

fn list(visit: &Visit, list: &List, (request, total): (&Request, usize), table: &Markup) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let offset = offset(asked, total)?;
    let hidden: Vec<(String, String)> =
        asked.pairs().iter().filter(|(name, _)| !matches!(name.as_str(), "q" | "offset")).cloned().collect();
    let body = html! {
        h1 { (list.title) }
        (box_for(list.path, list.label, &request.query, &hidden))
        (facets::chosen(list.path, asked, &request.filters))
        p.total role="status" {
            strong { (total) } " in all"
            @if total > SHOWN { ", " (offset + 1) "–" ((offset + SHOWN).min(total)) " shown" }
        }
        @if total == 0 { p.nothing { "Nothing found." } }
        (table)
        (pages(&format!("Pages of {}", list.title), (asked, list.path), (offset, SHOWN, total)))
    };
    Ok(page(&Frame { title: list.title, place: list.path, ..Frame::default() }, &body).into())
}

/// A filter that the query of a list stands for, as the end of a link to the search.
fn hits(asked: &Asked, name: &str, value: &str) -> String {
    asked.set("offset", None).set("limit", None).with(name, value).url("/")
}

/// The page at `path` for what stands under any of the headings of a topic, besides what is asked.
pub(super) fn under(asked: &Asked, row: &TopicRow, path: &str) -> String {
    let asked = asked.set("offset", None).set("limit", None).set("topic", None);
    std::iter::once(&row.topic).chain(&row.also).fold(asked, |asked, heading| asked.with("topic", heading)).url(path)
}

/// Other headings of a topic, as many as a reader takes in.
pub(super) fn also(headings: &[String]) -> String {
    let (first, rest) = headings.split_at(headings.len().min(ALSO));
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    first.join("; ") + &more
}

pub(super) fn meetings(visit: &Visit) -> Result<Reply, Refusal> {
    let request = request(&visit.asked)?;
    let is_asked = !request.query.is_empty() || request.filters != Filters::default();
    let (shown, total) = if is_asked {
        let mut rows = query::meetings(&visit.collection, &request)?;
        rows.reverse();
        (part(&visit.asked, &rows)?.1.to_vec(), rows.len())
    } else {
        let total = usize::try_from(query::extent(&visit.collection)?.meetings).unwrap_or(usize::MAX);
        (query::latest(&visit.collection, offset(&visit.asked, total)?, SHOWN)?, total)
    };
    let is_counted = shown.iter().any(|row| row.hits.is_some());
    let table = html! {
        div.wide tabindex="0" role="region" aria-label="Meetings" {
            table {
                thead { tr { th scope="col" { "Day" } th scope="col" { "Meeting" } @if is_counted { th.number scope="col" { "Hits" } } th.number scope="col" { "Passages" } th.number scope="col" { "Statements" } th.number scope="col" { "Actions" } th scope="col" { "File" } } }
                tbody {
                    @for row in &shown {
                        @let meeting = &row.meeting;
                        tr {
                            td.day { (day(meeting.name.date)) }
                            th scope="row" { a href=(meeting_at(&meeting.name.id, &request.query)) { (meeting.name.title.as_deref().or(meeting.name.body.as_deref()).unwrap_or("untitled")) } }
                            @if is_counted { td.number { (row.hits.unwrap_or_default()) } }
                            td.number { (meeting.passages) } td.number { (meeting.statements) } td.number { (meeting.actions) }
                            td.path { (meeting.path) }
                        }
                    }
                }
            }
        }
    };
    let about = List { path: "/meetings", title: "Meetings", label: "Meetings in which is found" };
    list(visit, &about, (&request, total), &table)
}

/// A meeting, the words of the query marked.
fn meeting_at(id: &str, query: &str) -> String {
    Asked::default().set("q", Some(query).filter(|query| !query.is_empty())).url(&link::meeting(id))
}

pub(super) fn topics(visit: &Visit) -> Result<Reply, Refusal> {
    let request = request(&visit.asked)?;
    let rows = query::topics(&visit.collection, &request)?;
    let (_, shown) = part(&visit.asked, &rows)?;
    let table = html! {
        div.wide tabindex="0" role="region" aria-label="Topics" {
            table {
                thead { tr { th scope="col" { "Topic" } th.number scope="col" { "Meetings" } th.number scope="col" { "Passages" } th scope="col" { "First" } th scope="col" { "Last" } } }
                tbody {
                    @for row in shown {
                        tr.standing[row.is_standing] {
                            th scope="row" {
                                a href=(link::topic(&row.topic)) { (row.topic) }
                                @if !row.also.is_empty() { span.also { " also " (also(&row.also)) } }
                            }
                            td.number { (row.meetings) }
                            td.number { a href=(under(&visit.asked, row, "/")) { (row.passages) } }
                            td.day { (day(row.first)) } td.day { (day(row.last)) }
                        }
                    }
                }
            }
        }
    };
    let about = List { path: "/topics", title: "Topics", label: "Topics under which is found" };
    list(visit, &about, (&request, rows.len()), &table)
}

pub(super) fn people(visit: &Visit) -> Result<Reply, Refusal> {
    let request = request(&visit.asked)?;
    let rows = query::people(&visit.collection, &request)?;
    let (offset, shown) = part(&visit.asked, &rows)?;
    let table = html! {
        div.wide tabindex="0" role="region" aria-label="People" {
            table {
                thead { tr { th scope="col" { "Name" } th.number scope="col" { "Statements" } th.number scope="col" { "Raised" } th.number scope="col" { "Actions" } th.number scope="col" { "Attended" } th scope="col" { "Last post" } th scope="col" { "First" } th scope="col" { "Last" } } }
                tbody {
                    @for row in shown {
                        tr {
                            th scope="row" { (person(&row.name)) }
                            td.number { a href=(hits(&visit.asked, "said_by", &row.name)) { (row.statements) } }
                            td.number { a href=(hits(&visit.asked, "raised_by", &row.name)) { (row.raised) } }
                            td.number { (row.actions) } td.number { (row.attended) }
                            td { (post(row)) }
                            td.day { (day(row.first)) } td.day { (day(row.last)) }
                        }
                    }
                }
            }
        }
        @if offset == 0 { (matrix(visit, &request, &rows)?) }
    };
    let about = List { path: "/people", title: "People", label: "People who spoke on, or own actions with" };
    list(visit, &about, (&request, rows.len()), &table)
}

fn post(row: &PersonRow) -> String {
    let Some(post) = row.posts.last() else { return String::new() };
    [&post.role, &post.organisation].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Who spoke on what: a table of people and topics, shaded by the passages they share.
fn matrix(visit: &Visit, request: &Request, rows: &[PersonRow]) -> Result<Markup, Refusal> {
    let people: Vec<&PersonRow> = rows.iter().filter(|row| row.statements > 0).take(MATRIX.0).collect();
    let topics = query::topics(&visit.collection, request)?;
    let topics: Vec<&str> =
        topics.iter().filter(|row| !row.is_standing).take(MATRIX.1).map(|row| row.topic.as_str()).collect();
    if people.len() < 2 || topics.len() < 2 {
        return Ok(html! {});
    }
    let mut counts = Vec::new();
    for row in &people {
        let mut filters: Filters = request.filters.clone();
        filters.values.retain(|(field, _)| *field != Field::Said);
        filters.values.push((Field::Said, vec![row.name.clone()]));
        let found = query::topics(&visit.collection, &Request { filters, ..request.clone() })?;
        let hits = |topic: &&str| found.iter().find(|row| row.topic == *topic).map_or(0, |row| row.passages);
        let of_person: Vec<u64> = topics.iter().map(hits).collect();
        counts.push(of_person);
    }
    let most = counts.iter().flatten().copied().max().unwrap_or(0).max(1);
    Ok(html! {
        section {
            h2 { "Who spoke on what" }
            div.wide tabindex="0" role="region" aria-label="Who spoke on what" {
                table.matrix {
                    thead { tr { td {} @for topic in &topics { th scope="col" { a href=(link::topic(topic)) { (topic) } } } } }
                    tbody {
                        @for (row, of_person) in people.iter().zip(&counts) {
                            tr {
                                th scope="row" { (person(&row.name)) }
                                @for hits in of_person { td class={ "number l" ((hits * 5).div_ceil(most)) } { @if *hits > 0 { (hits) } } }
                            }
                        }
                    }
                }
            }
            p.note { "Passages in which somebody speaks, under the topics discussed most" @if !request.query.is_empty() { " with " q { (request.query) } } "." }
        }
    })
}

pub(super) fn acronyms(visit: &Visit) -> Result<Reply, Refusal> {
    let request = request(&visit.asked)?;
    let rows = query::acronyms(&visit.collection, &request.query)?;
    let (_, shown) = part(&visit.asked, &rows)?;
    let table = html! {
        div.wide tabindex="0" role="region" aria-label="Acronyms" {
            table {
                thead { tr { th scope="col" { "Acronym" } th scope="col" { "Meaning" } th.number scope="col" { "Meetings" } th scope="col" { "First" } th scope="col" { "Explained in" } } }
                tbody {
                    @for row in shown {
                        tr {
                            th scope="row" { a href=(link::search(&row.acronym.acronym)) { (row.acronym.acronym) } }
                            td { (row.acronym.meaning) }
                            td.number { (row.meetings) }
                            td.day { (day(row.first)) }
                            td.path { @if let Some(source) = row.acronym.sources.first() { a href=(link::passage(&source.passage, "")) { (source.path) ":" (source.line_start) } } }
                        }
                    }
                }
            }
        }
        @if !rows.is_empty() { p.note { (count(rows.len() as u64, "acronym")) " as the archive itself explains them." } }
    };
    let about = List { path: "/acronyms", title: "Acronyms", label: "Letters, or words of a meaning" };
    list(visit, &about, (&request, rows.len()), &table)
}
