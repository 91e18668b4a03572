//! The page of a search: the box, what it found by meeting, and the panel that narrows and widens.

use super::super::asked::{Asked, DEEPEST};
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::{Frame, command, count, facets, hit, home, page};
use crate::query::{self, Answer, Field, Matching, Request, Scope, Sort};
use maud::{Markup, html};

pub(super) fn search(visit: &Visit) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let mut request = asked.request(&[])?;
    if request.query.is_empty() && request.filters == query::Filters::default() {
        return home::home(visit);
    }
    request.facets = facets::PANEL.iter().map(|(field, _)| *field).chain([Field::Year]).collect();
    request.thesaurus = if asked.is_on("exact")? { None } else { visit.site.thesaurus.clone() };
    let answer = query::search(&visit.collection, &request)?;
    let feed = asked.set("format", Some("atom")).set("offset", None).url("/api/v1/search");
    let title = if request.query.is_empty() { "Passages" } else { &request.query };
    let frame = Frame { title, place: "/", query: None, feed: Some(&feed) };
    let body = html! {
        h1.hidden { "Results for " (title) }
        (form(asked, &request))
        div.columns {
            section.results aria-label="Results" {
                (facets::chosen("/", asked, &request.filters))
                (told(asked, &request, &answer))
                @if answer.hits.is_empty() { p.nothing { "Nothing found." } }
                (hit::grouped(&answer.hits, &request.query))
                (pages(asked, &request, &answer))
                (elsewhere(asked, &request, &feed))
            }
            @if !answer.facets.is_empty() {
                aside.panel aria-label="Narrow and widen" {
                    details open {
                        summary { h2 { "Narrow and widen" } }
                        (facets::time(asked, &answer.facets, &request.filters))
                        (facets::panel(asked, &answer.facets))
                    }
                }
            }
        }
    };
    Ok(page(&frame, &body).into())
}

/// The box, with the filters that hold as hidden inputs.
pub(super) fn form(asked: &Asked, request: &Request) -> Markup {
    let own = ["q", "any", "scope", "offset"];
    html! {
        form.box action="/" role="search" {
            label for="q" { "Search the minutes" }
            div.line {
                input #q type="search" name="q" value=(request.query) maxlength="1000" list="suggestions" autocomplete="off";
                datalist #suggestions {}
                button { "Search" }
            }
            div.options {
                label { input type="checkbox" name="any" value="true" checked[request.matching == Matching::Any]; " any of the words" }
                label {
                    "together in one "
                    select name="scope" {
                        @for (scope, name, shown) in [(Scope::Item, "item", "agenda item"), (Scope::Statement, "statement", "paragraph"), (Scope::Meeting, "meeting", "meeting")] {
                            option value=(name) selected[request.scope == scope] { (shown) }
                        }
                    }
                }
                (help())
            }
            @for (name, value) in asked.pairs().iter().filter(|(name, _)| !own.contains(&name.as_str())) {
                input type="hidden" name=(name) value=(value);
            }
        }
    }
}

/// The query language in a nutshell.
fn help() -> Markup {
    let rows = [
        ("hedge cutting", "both words, in any form"),
        ("\"street light\"", "these words, one after the other"),
        ("hedge OR verge -grass", "either, but not the third"),
        ("raised:garrity", "what somebody put on the table; also said: owner: person: org:"),
        ("topic:hedges", "under a heading with the word; also item: body:"),
        ("action:14/21 status:open", "an action by its code, or by its state"),
        ("date:2022-09..2023", "within a span of days, months or years"),
        ("burgl* burglery~1", "words that begin so; words a letter away"),
    ];
    html! {
        details.help {
            summary { "What can be asked" }
            table {
                tbody { @for (example, meaning) in rows { tr { td { code { (example) } } td { (meaning) } } } }
            }
        }
    }
}

/// How many were found, how the query was taken, and the order.
fn told(asked: &Asked, request: &Request, answer: &Answer) -> Markup {
    let summary = &answer.summary;
    let usual = if request.query.is_empty() { Sort::Newest } else { Sort::Relevance };
    let sort = request.sort.unwrap_or(usual);
    html! {
        div.told {
            p.total role="status" {
                strong { (count(summary.total, "passage")) }
                @if let (Some(first), Some(last)) = (answer.hits.first(), answer.hits.last())
                    && summary.total > answer.hits.len() as u64 { ", " (first.rank) "–" (last.rank) " shown" }
            }
            ul.sort aria-label="Order" {
                @for (order, name, shown) in [(Sort::Relevance, "relevance", "Best match"), (Sort::Newest, "newest", "Newest"), (Sort::Oldest, "oldest", "Oldest")] {
                    li { a href=(asked.set("sort", Some(name)).set("offset", None).url("/")) aria-current=[(order == sort).then_some("true")] { (shown) } }
                }
            }
        }
        @for warning in &summary.warnings { p.remark { (warning) } }
        @if !summary.set_aside.is_empty() { p.remark { "Not searched for: " (summary.set_aside.join(" ")) } }
        @for expansion in &summary.expanded {
            p.remark {
                strong { (expansion.word) } " is also " (expansion.to.join(", ")) ". "
                a href=(asked.set("exact", Some("true")).url("/")) { "Take words as they are" }
            }
        }
    }
}

fn pages(asked: &Asked, request: &Request, answer: &Answer) -> Markup {
    let before = request.offset.checked_sub(request.limit.max(1));
    let behind = request.offset + answer.hits.len();
    let is_more = !answer.hits.is_empty() && (behind as u64) < answer.summary.total && behind <= DEEPEST;
    let at = |offset: usize| asked.set("offset", (offset > 0).then(|| offset.to_string()).as_deref()).url("/");
    html! {
        @if request.offset > 0 || is_more {
            nav.pages aria-label="Pages of results" {
                @if request.offset > 0 { a rel="prev" href=(at(before.unwrap_or(0))) { "← Previous" } }
                @if is_more { a rel="next" href=(at(behind)) { "Next →" } }
            }
        }
    }
}

/// The same question to the other pages and in other forms.
fn elsewhere(asked: &Asked, request: &Request, feed: &str) -> Markup {
    let asked = asked.set("offset", None).set("sort", None).set("scope", None).set("exact", None);
    html! {
        section.elsewhere aria-label="The same question elsewhere" {
            h2 { "The same question" }
            ul {
                li { a href=(asked.url("/timeline")) { "Over time" } }
                li { a href=(asked.url("/people")) { "Who spoke on it" } }
                li { a href=(asked.url("/topics")) { "Under which topics" } }
                li { a href=(asked.url("/meetings")) { "In which meetings" } }
                @if asked.get("status").is_none() && asked.get("any").is_none() { li { a href=(asked.url("/actions")) { "Actions" } } }
                li { a href=(feed) { "Feed of what is new" } }
                li { a href=(asked.set("format", Some("csv")).set("limit", Some("1000")).url("/api/v1/search")) { "As a table (CSV)" } }
            }
            p { "On the command line: " code { (command("search", request)) } }
        }
    }
}
