//! A search as an Atom feed: what is newest in the archive first, so that a reader of feeds tells what is new.

use super::super::asked::Asked;
use super::super::link;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::Form;
use super::answers::heading;
use crate::present;
use crate::query::{self, Hit, Request, Sort};
use maud::{Markup, PreEscaped, html};

/// The feed of `request`, newest meeting first.
pub(super) fn feed(visit: &Visit, mut request: Request) -> Result<Reply, Refusal> {
    request.sort = request.sort.or(Some(Sort::Newest));
    let answer = query::search(&visit.collection, &request)?;
    let title = if request.query.is_empty() { "Minutebook" } else { &request.query };
    let own = visit.asked.url("/api/v1/search");
    let page = page_of(&visit.asked);
    let feed = feed_of((title, &own, &page), &answer.hits);
    Ok(Reply::new(Form::Atom.kind(), feed.into_string()))
}

/// A feed of hits that were found elsewhere, as `watch` tells them.
pub fn feed_of_hits(title: &str, hits: &[Hit]) -> String {
    feed_of((title, "watch", "/"), hits).into_string()
}

/// The page that shows what the feed tells.
fn page_of(asked: &Asked) -> String {
    asked.set("format", None).set("facets", None).set("explain", None).url("/")
}

/// An Atom feed of hits; the templates escape as XML wants it.
fn feed_of((title, own, page): (&str, &str, &str), hits: &[Hit]) -> Markup {
    let updated = hits.iter().filter_map(|hit| hit.meeting.date).max();
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            title { (xml(title)) }
            id { "urn:minutebook:" (xml(own)) }
            link rel="self" href=(own) {}
            link rel="alternate" type="text/html" href=(page) {}
            updated { (moment(updated)) }
            author { name { "Minutebook" } }
            @for hit in hits {
                entry {
                    title { (xml(&heading(hit))) }
                    id { "urn:minutebook:" (hit.id) }
                    link rel="alternate" type="text/html" href=(link::passage(&hit.id, "")) {}
                    updated { (moment(hit.meeting.date)) }
                    @for person in &hit.people { author { name { (xml(person)) } } }
                    @if let Some(topic) = &hit.topic { category term=(xml(topic)) {} }
                    summary { (xml(&hit.text)) }
                }
            }
        }
    }
}

/// A day as the moment it begins.
fn moment(day: Option<jiff::civil::Date>) -> String {
    day.map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |day| format!("{day}T00:00:00Z"))
}

/// The text without what XML has no way to write.
fn xml(text: &str) -> String {
    present::visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
