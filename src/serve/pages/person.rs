//! The page of a person: posts over time, what was said and raised, actions owned.

use super::super::link;
use super::super::plot;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::actions::table;
use super::{Frame, count, days, hit, page};
use crate::query::{self, Field, PersonRecord, Request, Step};
use maud::{Markup, html};

pub(super) fn person(visit: &Visit) -> Result<Reply, Refusal> {
    let name = &visit.name;
    let records = query::persons(&visit.collection, name, visit.today)?;
    if records.is_empty() {
        // Spoken of by initials or a post alone: what was said under it is all there is.
        let mut request = Request::new("");
        request.filters.values.push((Field::Person, vec![name.clone()]));
        let found = query::search(&visit.collection, &Request { limit: 1, ..request })?;
        if found.summary.total > 0 {
            return Ok(Reply::elsewhere(link::filtered("person", name)));
        }
        return Err(Refusal::missing(format!("nobody in the archive is called {name}")));
    }
    let mut years = Vec::new();
    for record in &records {
        let mut request = Request::new("");
        request.filters.values.push((Field::Said, vec![record.person.name.clone()]));
        years.push(query::timeline(&visit.collection, &request, Step::Year)?);
    }
    let body = html! {
        @if records.len() > 1 { p.remark { (count(records.len() as u64, "person")) " could be meant." } }
        @for (record, years) in records.iter().zip(&years) {
            (whole(record))
            @if record.person.statements > 0 { (plot::timeline("Passages by year", years)) }
        }
    };
    let title = if let [record] = records.as_slice() { &record.person.name } else { name };
    Ok(page(&Frame { title, place: "/people", query: Some(""), feed: None }, &body).into())
}

fn whole(record: &PersonRecord) -> Markup {
    let person = &record.person;
    html! {
        h1 { (person.name) }
        p.facts {
            @if !person.also.is_empty() { "Also " (person.also.join(", ")) ". " }
            @if !person.initials.is_empty() { "Initials " (person.initials.join(", ")) ". " }
            (days(person.first, person.last))
            @if !person.bodies.is_empty() { "; " @for (at, body) in person.bodies.iter().enumerate() { @if at > 0 { ", " } a href=(link::filtered("body", body)) { (body) } } }
        }
        ul.figures {
            li { strong { (person.attended) } " attended" }
            li { strong { (person.apologies) } " apologies" }
            li { a href=(link::filtered("said_by", &person.name)) { strong { (person.statements) } " statements" } }
            li { a href=(link::filtered("raised_by", &person.name)) { strong { (person.raised) } " raised" } }
            li { a href=(link::filtered("owner", &person.name)) { strong { (person.actions) } " actions" } }
        }
        @if person.inferred > 0 { p.remark { (count(person.inferred, "statement")) " by initials that other meetings explain." } }
        @if !person.posts.is_empty() {
            section {
                h2 { "Posts" }
                ol.plain {
                    @for post in &person.posts {
                        @let names: Vec<&str> = [&post.role, &post.organisation].into_iter().flatten().map(String::as_str).collect();
                        li { (days(post.first, post.last)) ": " (names.join(", ")) }
                    }
                }
            }
        }
        @if !record.owned.is_empty() { section { h2 { "Actions owned" } (table(&record.owned, &format!("Actions of {}", person.name))) } }
        @if !record.examples.is_empty() {
            section { h2 { "Some of what was said" } (hit::grouped(&record.examples, "")) }
        }
    }
}
