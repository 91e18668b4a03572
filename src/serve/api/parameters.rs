//! What the routes of the API understand behind the question mark, for their description and their refusals.

use super::super::asked::{LONGEST_QUERY, MOST_HITS};
use super::super::reply::Refusal;
use super::super::routes::Visit;
use super::DEEPEST_PAGE;
use crate::link::GapKind;
use crate::query::{ActionState, STATES};
use serde_json::{Value, json};

/// One name that a route understands.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) kind: Kind,
}

/// What may stand behind a name.
pub(super) enum Kind {
    /// Any text.
    Text,
    /// A text, several times where several will do.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A number up to another.
    Number(usize),
    /// One of these.
    Choice(fn() -> Vec<&'static str>),
    /// One or several of these, each as a value of its own.
    Choices(fn() -> Vec<&'static str>),
    /// A year, a month or a day.
    Date,
    /// Years, months, days or spans of them, each as a value of its own.
    Periods,
}

const fn parameter(name: &'static str, kind: Kind, about: &'static str) -> Parameter {
    Parameter { name, about, kind }
}

pub(super) const QUERY: &[Parameter] = &[
    parameter("q", Kind::Text, "The query, in the query language; all words are required."),
    parameter("any", Kind::Flag, "Make words optional: what covers most of them ranks first."),
    parameter("plain", Kind::Flag, "Take the query as words only, without operators."),
];

pub(super) const FILTERS: &[Parameter] = &[
    parameter("topic", Kind::Texts, "Nearest heading above."),
    parameter("person", Kind::Texts, "Who speaks or owns an action."),
    parameter("said_by", Kind::Texts, "Who speaks."),
    parameter("raised_by", Kind::Texts, "Who puts a question, concern, problem or request on the table."),
    parameter("owner", Kind::Texts, "Who owns an action."),
    parameter("action", Kind::Texts, "Code of an action set or reported on."),
    parameter("body", Kind::Texts, "Series of meetings."),
    parameter("org", Kind::Texts, "Organisation of who speaks or owns an action."),
    parameter("format_of", Kind::Texts, "Format of the file."),
    parameter("path", Kind::Texts, "Path of the file: a glob, or a part of it."),
    parameter("year", Kind::Periods, "Year of the meeting, or years as in 2014..2016."),
    parameter("from", Kind::Date, "First day."),
    parameter("to", Kind::Date, "Last day."),
];

pub(super) const STATUS: &[Parameter] =
    &[parameter("status", Kind::Choices(|| STATES.to_vec()), "State of an action set or reported on.")];

pub(super) const SEARCH: &[Parameter] = &[
    parameter(
        "scope",
        Kind::Choice(|| vec!["statement", "item", "meeting"]),
        "How far apart required words may stand.",
    ),
    parameter("sort", Kind::Choice(|| vec!["relevance", "newest", "oldest"]), "Order of the hits."),
    parameter("facets", Kind::Text, "Facets to count, with commas between: topic,person,year."),
    parameter("exact", Kind::Flag, "Take words as they are: no acronyms, no thesaurus."),
    parameter("explain", Kind::Flag, "Say how the query was read and why each hit ranks where it does."),
];

pub(super) const DEPTH: &[Parameter] = &[
    parameter("limit", Kind::Number(MOST_HITS), "Number of hits."),
    parameter("offset", Kind::Number(DEEPEST_PAGE), "Hits to leave out before."),
];

pub(super) const PAGE: &[Parameter] = &[
    parameter("limit", Kind::Number(MOST_HITS), "Number of rows; all where it is not given."),
    parameter("offset", Kind::Number(9_007_199_254_740_991), "Rows to leave out before."),
];

pub(super) const WHO: &[Parameter] = &[
    parameter("raised", Kind::Flag, "Count only what puts something on the table."),
    parameter("examples", Kind::Number(20), "Passages of each."),
];

pub(super) const ACTIONS: &[Parameter] = &[
    parameter("status", Kind::Choices(|| ActionState::ALL.map(|(name, _)| name).to_vec()), "State on that day."),
    parameter("as_of", Kind::Date, "The state on this day; today where it is not given."),
];

pub(super) const TIMELINE: &[Parameter] =
    &[parameter("by", Kind::Choice(|| vec!["year", "quarter", "month"]), "Length of the stretches.")];

pub(super) const GAPS: &[Parameter] =
    &[parameter("kind", Kind::Choices(|| GapKind::ALL.map(GapKind::name).to_vec()), "Kinds of gap.")];

pub(super) const WORDS: &[Parameter] = &[parameter("q", Kind::Text, "Letters of an acronym, or words of its meaning.")];

pub(super) const TYPED: &[Parameter] = &[parameter("q", Kind::Text, "What has been typed so far.")];

impl Parameter {
    /// Its schema.
    pub(super) fn schema(&self) -> Value {
        const DATE: &str = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
        let several = |items: Value| json!({"type": "array", "items": items, "maxItems": 20});
        match &self.kind {
            Kind::Text => json!({"type": "string", "maxLength": LONGEST_QUERY}),
            Kind::Texts => several(json!({"type": "string"})),
            Kind::Flag => json!({"type": "boolean"}),
            Kind::Number(most) => json!({"type": "integer", "minimum": 0, "maximum": most}),
            Kind::Choice(names) => json!({"type": "string", "enum": names()}),
            Kind::Choices(names) => several(json!({"type": "string", "enum": names()})),
            Kind::Date => json!({"type": "string", "pattern": DATE}),
            Kind::Periods => several(json!({"type": "string"})),
        }
    }
}

/// Refuses what the route does not understand, so that nothing that was asked is dropped in silence.
pub(super) fn check(visit: &Visit, understood: &[&[Parameter]]) -> Result<(), Refusal> {
    for (name, value) in visit.asked.pairs() {
        let parameter = understood.iter().flat_map(|list| list.iter()).find(|parameter| parameter.name == name);
        let Some(parameter) = parameter else {
            if name == "format" {
                continue;
            }
            let names = understood.iter().flat_map(|list| list.iter()).map(|parameter| parameter.name);
            let near = crate::query::nearest(name, names);
            let hint = near.map(|near| format!("did you mean {near}?"));
            return Err(Refusal { hint, ..Refusal::bad(format!("unknown parameter \"{name}\"")) });
        };
        if let Kind::Choice(names) | Kind::Choices(names) = &parameter.kind
            && !names().contains(&value.as_str())
        {
            let names = names().join(", ");
            return Err(Refusal::bad(format!("\"{name}\" is one of {names}, not \"{value}\"")));
        }
    }
    Ok(())
}
