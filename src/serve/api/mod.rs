//! The HTTP API: the rows of the command line as JSON, JSON Lines or CSV, a page of them at a time.

mod answers;
mod feed;
mod openapi;
mod parameters;

pub use feed::feed_of_hits as feed;
pub(super) use openapi::document;

use super::asked::{Asked, DEEPEST, MOST_HITS};
use super::reply::{JSON, Refusal, Reply};
use super::routes::{Draw, Visit};
use crate::present::{self, Format, Layout, Marks, Row, Typed};
use crate::query::{FacetCount, Hit, Summary, one_of};
use parameters::Parameter;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

/// Where the API begins.
pub(super) const ROOT: &str = "/api/v1";

/// A route of the API: what answers it, and what its description is made of.
pub(super) struct Route {
    /// Behind the root.
    pub(super) path: &'static str,
    pub(super) answer: Draw,
    /// What it is for, in a sentence.
    summary: &'static str,
    parameters: &'static [&'static [Parameter]],
    /// The schema of its JSON.
    schema: fn(&mut SchemaGenerator) -> Schema,
    /// Other forms than JSON.
    forms: &'static [(&'static str, Form)],
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Lines,
    Csv,
    Atom,
}

impl Form {
    /// The media type.
    pub(super) fn kind(self) -> &'static str {
        match self {
            Form::Json => JSON,
            Form::Lines => "application/jsonl",
            Form::Csv => "text/csv; charset=utf-8; header=present",
            Form::Atom => "application/atom+xml; charset=utf-8",
        }
    }
}

/// The forms that rows come in.
const ROWS: &[(&str, Form)] = &[("json", Form::Json), ("jsonl", Form::Lines), ("csv", Form::Csv)];
/// The forms that hits come in.
const HITS: &[(&str, Form)] = &[("json", Form::Json), ("jsonl", Form::Lines), ("csv", Form::Csv), ("atom", Form::Atom)];
/// The form of what is no table.
const ONE: &[(&str, Form)] = &[("json", Form::Json)];

pub(super) use answers::{ROUTES, as_of, in_state, step};

/// A page of rows.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Page{T}")]
struct Page<T> {
    /// The rows.
    items: Vec<T>,
    /// Number of rows on all pages.
    total: usize,
    /// Rows before this page.
    offset: usize,
    /// The next page, where there is one.
    next: Option<String>,
}

/// The answer to a search.
#[derive(Debug, Serialize, JsonSchema)]
struct Found<'a> {
    /// The passages, best first.
    hits: Vec<Typed<'a, Hit>>,
    /// Counts of the facets asked for.
    facets: Vec<Typed<'a, FacetCount>>,
    /// The answer as a whole.
    summary: Typed<'a, Summary>,
    /// The next page, where there is one.
    next: Option<String>,
}

fn form(asked: &Asked, forms: &[(&str, Form)]) -> Result<Form, Refusal> {
    asked.get("format").map_or(Ok(Form::Json), |name| one_of("format", name, forms).map_err(Refusal::bad))
}

/// The part of `rows` that is asked for in the form asked for: all of them where no `limit` is given.
fn rows<T: Row>(visit: &Visit, route: &str, rows: Vec<T>) -> Result<Reply, Refusal> {
    let asked = &visit.asked;
    let form = form(asked, ROWS)?;
    let offset = asked.number("offset", (0, usize::MAX))?;
    let limit = asked.get("limit").map(|_| asked.number("limit", (0, MOST_HITS))).transpose()?.unwrap_or(usize::MAX);
    let total = rows.len();
    let part = &rows[offset.min(total)..offset.saturating_add(limit).min(total)];
    if form == Form::Json {
        let items = part.iter().map(|row| Typed { r#type: T::KIND, row }).collect();
        let is_more = !part.is_empty() && offset + part.len() < total;
        let next = is_more.then(|| next(asked, route, offset + part.len()));
        return Reply::json(&Page::<Typed<T>> { items, total, offset, next });
    }
    let mut body = Vec::new();
    present::rows(&mut body, &layout(form), part)?;
    Ok(Reply::new(form.kind(), body))
}

/// The address of the page that begins behind `offset` rows.
fn next(asked: &Asked, route: &str, offset: usize) -> String {
    asked.set("offset", Some(&offset.to_string())).url(&format!("{ROOT}{route}"))
}

/// How rows are laid out for programs.
fn layout(form: Form) -> Layout {
    let format = if form == Form::Csv { Format::Csv } else { Format::Json };
    Layout { format, marks: Marks::Brackets, width: None }
}

/// Deepest page of hits, for the description.
const DEEPEST_PAGE: usize = DEEPEST;
