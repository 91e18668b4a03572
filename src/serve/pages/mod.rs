//! The pages: every one a function of the question, in the frame that all share.

mod action;
mod actions;
mod at;
mod facets;
mod gaps;
mod hit;
mod home;
mod lists;
mod meeting;
mod minutes;
mod person;
mod search;
mod source;
mod timeline;
mod topic;

pub(super) use hit::{count, day, days};

use super::asked::Asked;
use super::assets::address;
use super::reply::Refusal;
use super::routes::Draw;
use crate::query::{Matching, Request, Scope};
use axum::http::StatusCode;
use maud::{DOCTYPE, Markup, html};

/// Where each page is.
pub(super) const ROUTES: &[(&str, Draw)] = &[
    ("/", search::search),
    ("/meeting/{id}", meeting::meeting),
    ("/source/{id}", source::source),
    ("/meetings", lists::meetings),
    ("/topic/{name}", topic::topic),
    ("/topics", lists::topics),
    ("/person/{name}", person::person),
    ("/people", lists::people),
    ("/action/{code}", action::action),
    ("/actions", actions::actions),
    ("/timeline", timeline::timeline),
    ("/acronyms", lists::acronyms),
    ("/gaps", gaps::gaps),
    ("/at", at::at),
];

/// What stands in the head of every page, with its address.
const PLACES: [(&str, &str); 7] = [
    ("/", "Search"),
    ("/meetings", "Meetings"),
    ("/topics", "Topics"),
    ("/people", "People"),
    ("/actions", "Actions"),
    ("/timeline", "Over time"),
    ("/gaps", "Gaps"),
];

/// The frame of a page.
#[derive(Debug, Default)]
struct Frame<'a> {
    title: &'a str,
    /// The entry of the head that the page belongs to.
    place: &'a str,
    /// The query in the box of the head; none where the page has a box of its own.
    query: Option<&'a str>,
    /// Where its feed is.
    feed: Option<&'a str>,
}

/// A whole page.
fn page(frame: &Frame, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (frame.title) @if frame.title != "Minutebook" { " – Minutebook" } }
                link rel="stylesheet" href=(address("style.css"));
                link rel="icon" type="image/svg+xml" href=(address("icon.svg"));
                script defer src=(address("script.js")) {}
                @if let Some(feed) = frame.feed {
                    link rel="alternate" type="application/atom+xml" title="What is new in this search" href=(feed);
                }
            }
            body {
                a.skip href="#main" { "Skip to content" }
                header.top {
                    a.brand href="/" { "Minutebook" }
                    nav aria-label="Main" {
                        ul {
                            @for (path, name) in PLACES {
                                li { a href=(path) aria-current=[(path == frame.place).then_some("page")] { (name) } }
                            }
                        }
                    }
                    @if let Some(query) = frame.query {
                        form.quick action="/" role="search" {
                            label.hidden for="q" { "Search the minutes" }
                            input #q type="search" name="q" value=(query) maxlength="1000" list="suggestions" autocomplete="off" placeholder="Search the minutes";
                            datalist #suggestions {}
                            button { "Search" }
                        }
                    }
                }
                main #main tabindex="-1" { (body) }
                footer {
                    p {
                        a href="/acronyms" { "Acronyms" } " · "
                        a href="/api/v1/openapi.json" { "API" } " · "
                        a href="/api/v1/status" { "Status" }
                    }
                    p { "Minutebook " (env!("CARGO_PKG_VERSION")) ". What was inferred is marked; the source decides." }
                }
            }
        }
    }
}

/// A page that says why there is no other.
pub(super) fn refusal(refusal: &Refusal, reason: &str) -> Markup {
    let title = match (&refusal.query, refusal.status) {
        (Some(_), _) => "This query cannot be read",
        (None, StatusCode::BAD_REQUEST) => "This cannot be read",
        (None, StatusCode::NOT_FOUND) => "Not in the archive",
        (None, StatusCode::GONE) => "No longer there",
        (None, StatusCode::SERVICE_UNAVAILABLE) => "Too much at once",
        _ => reason,
    };
    let body = html! {
        h1 { (title) }
        @if let Some(query) = &refusal.query { (box_for("/", "Search the minutes", query, &[])) }
        // A complaint about a query points at its place by columns.
        @if refusal.message.contains('\n') { pre.complaint role="alert" { (refusal.message) } }
        @else { p role="alert" { (refusal.message) } }
        @if let Some(hint) = &refusal.hint { p { (hint) } }
        p { a href="/" { "Search" } " · " a href="/topics" { "Topics" } " · " a href="/meetings" { "Meetings" } }
    };
    let query = if refusal.query.is_some() { None } else { Some("") };
    page(&Frame { title, query, ..Frame::default() }, &body)
}

/// The box of a page that lists what a query finds, with what else the page asks as hidden inputs.
fn box_for(path: &str, label: &str, query: &str, hidden: &[(String, String)]) -> Markup {
    html! {
        form.box action=(path) role="search" {
            label for="q" { (label) }
            div.line {
                input #q type="search" name="q" value=(query) maxlength="1000" list="suggestions" autocomplete="off";
                datalist #suggestions {}
                button { "Search" }
            }
            @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
        }
    }
}

/// Links to the pages of a list before and after the one that begins behind `offset` rows.
fn pages(label: &str, (asked, path): (&Asked, &str), (offset, shown, total): (usize, usize, usize)) -> Markup {
    let at = |offset: usize| asked.set("offset", (offset > 0).then(|| offset.to_string()).as_deref()).url(path);
    html! {
        @if offset > 0 || offset + shown < total {
            nav.pages aria-label=(label) {
                @if offset > 0 { a rel="prev" href=(at(offset.saturating_sub(shown))) { "← Previous" } }
                @if offset + shown < total { a rel="next" href=(at(offset + shown)) { "Next →" } }
            }
        }
    }
}

/// How a request is read, as a command line would say it.
fn command(name: &str, request: &Request) -> String {
    let mut words = vec![format!("minutebook {name}")];
    if !request.query.is_empty() {
        words.push(quoted(&request.query));
    }
    if request.matching == Matching::Any {
        words.push("--any".to_owned());
    }
    match request.scope {
        Scope::Item => {}
        Scope::Statement => words.push("--scope statement".to_owned()),
        Scope::Meeting => words.push("--scope meeting".to_owned()),
    }
    for (field, values) in &request.filters.values {
        let flag = match field.facet().unwrap_or(field.name()) {
            "format" => "format-of".to_owned(),
            name => name.replace('_', "-"),
        };
        words.extend(values.iter().map(|value| format!("--{flag} {}", quoted(value))));
    }
    words.extend(request.filters.periods.iter().map(|period| format!("--year {period}")));
    words.extend(request.filters.from.map(|day| format!("--from {day}")));
    words.extend(request.filters.to.map(|day| format!("--to {day}")));
    words.join(" ")
}

/// A word as a shell takes it for one.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | ':' | '/');
    if !word.starts_with('-') && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
