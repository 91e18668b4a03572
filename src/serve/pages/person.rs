//! The page of a person: posts over time, what was said and raised, actions owned.

use super::super::asked::Asked;
use super::super::link;
use super::super::plot;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::actions::last;
use super::{Frame, count, days, hit, page};
use crate::link::LinkedPerson;
use crate::query::{self, Field, PersonRecord, Request, Step};
use maud::{Markup, html};

/// Persons named where several could be meant.
const SEVERAL: usize = 100;

pub(super) fn person(visit: &Visit) -> Result<Reply, Refusal> {
    let name = &visit.name;
    let persons = query::called(&visit.collection, name)?;
    if persons.is_empty() {
        // Spoken of by initials or a post alone: what was said under it is all there is.
        let mut request = Request::new("");
        request.filters.values.push((Field::Person, vec![name.clone()]));
        let found = query::search(&visit.collection, &Request { limit: 1, ..request })?;
        if found.summary.total > 0 {
            return Ok(Reply::elsewhere(link::filtered("person", name)));
        }
        return Err(Refusal::missing(format!("nobody in the archive is called {name}")));
    }
    let first = persons[0].name.clone();
    if persons.iter().any(|person| person.name != first) {
        let body = several(name, &persons);
        return Ok(page(&Frame { title: name, place: "/people", query: Some(""), feed: None }, &body).into());
    }
    let mut request = Request::new("");
    request.filters.values.push((Field::Said, vec![first.clone()]));
    let years = query::timeline(&visit.collection, &request, Step::Year)?;
    let record = |person| query::record(&visit.collection, person, visit.today);
    let records: Vec<PersonRecord> = persons.into_iter().map(record).collect::<Result<_, _>>()?;
    let body = html! {
        @for record in &records {
            (whole(record))
            @if record.person.statements > 0 { (plot::timeline("Passages by year", &years)) }
        }
    };
    Ok(page(&Frame { title: &first, place: "/people", query: Some(""), feed: None }, &body).into())
}

/// The persons who could be meant.
fn several(name: &str, persons: &[LinkedPerson]) -> Markup {
    html! {
        h1 { (name) }
        p.remark { (count(persons.len() as u64, "person")) " could be meant." }
        ul.plain {
            @for person in persons.iter().take(SEVERAL) {
                li {
                    (hit::person(&person.name)) " "
                    span.facts { (days(person.first, person.last)) ", " (count(person.statements, "statement")) ", " (count(person.actions, "action")) }
                }
            }
        }
    }
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
        @if !record.owned.is_empty() {
            @let all = Asked::default().with("owner", &person.name).url("/actions");
            section { h2 { "Actions owned" } (last(&record.owned, &format!("Actions of {}", person.name), &all)) }
        }
        @if !record.examples.is_empty() {
            section { h2 { "Some of what was said" } (hit::grouped(&record.examples, "")) }
        }
    }
}
