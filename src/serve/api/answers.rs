//! The routes of the API, each answered by the function that the command of the same name calls.

use super::super::asked::Asked;
use super::super::reply::{Refusal, Reply};
use super::super::routes::Visit;
use super::parameters::{self as understood, Parameter, check};
use super::{Form, Found, HITS, ONE, Page, ROWS, Route, feed, form, layout, next, rows};
use crate::link::{Gap, GapKind};
use crate::present::{self, Typed};
use crate::query::{
    self, AcronymRow, ActionRow, ActionState, Hit, Known, MeetingRow, Period, PeriodRow, PersonRow, Request, Shown,
    Speech, Step, Suggestion, TopicRow, one_of,
};
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;

/// All of them.
pub(in super::super) const ROUTES: &[Route] = &[
    Route {
        path: "/search",
        answer: search,
        summary: "Passages that match, best first, with facet counts.",
        parameters: SEARCH,
        schema: |generator| generator.subschema_for::<Found>(),
        forms: HITS,
    },
    Route {
        path: "/who",
        answer: who,
        summary: "Who spoke on it.",
        parameters: WHO,
        schema: page::<PersonRow>,
        forms: ROWS,
    },
    Route {
        path: "/actions",
        answer: actions,
        summary: "Actions with all that is said of them, as they stood on a day.",
        parameters: ACTIONS,
        schema: page::<ActionRow>,
        forms: ROWS,
    },
    Route {
        path: "/topics",
        answer: topics,
        summary: "Topics, those of most meetings first.",
        parameters: LIST,
        schema: page::<TopicRow>,
        forms: ROWS,
    },
    Route {
        path: "/people",
        answer: people,
        summary: "People, those with most to say first.",
        parameters: LIST,
        schema: page::<PersonRow>,
        forms: ROWS,
    },
    Route {
        path: "/meetings",
        answer: meetings,
        summary: "Meetings, in the order of their days.",
        parameters: LIST,
        schema: page::<MeetingRow>,
        forms: ROWS,
    },
    Route {
        path: "/timeline",
        answer: timeline,
        summary: "Hits over time, beside the meetings held.",
        parameters: TIMELINE,
        schema: page::<PeriodRow>,
        forms: ROWS,
    },
    Route {
        path: "/gaps",
        answer: gaps,
        summary: "What is missing or doubtful.",
        parameters: GAPS,
        schema: page::<Gap>,
        forms: ROWS,
    },
    Route {
        path: "/acronyms",
        answer: acronyms,
        summary: "What the letters of the archive stand for.",
        parameters: ACRONYMS,
        schema: page::<AcronymRow>,
        forms: ROWS,
    },
    Route {
        path: "/show/{id}",
        answer: show,
        summary: "One meeting, a passage in its context, the actions of a code, or a person of a name.",
        parameters: &[],
        schema: |generator| generator.subschema_for::<Page<Value>>(),
        forms: ONE,
    },
    Route {
        path: "/suggest",
        answer: suggest,
        summary: "What a query that is being typed may become.",
        parameters: TYPED,
        schema: |generator| generator.subschema_for::<Page<Suggestion>>(),
        forms: ONE,
    },
    Route {
        path: "/status",
        answer: status,
        summary: "What the index holds.",
        parameters: &[],
        schema: |generator| generator.subschema_for::<Status>(),
        forms: ONE,
    },
];

type Understood = &'static [&'static [Parameter]];

const SEARCH: Understood =
    &[understood::QUERY, understood::FILTERS, understood::STATUS, understood::SEARCH, understood::DEPTH];
const LIST: Understood = &[understood::QUERY, understood::FILTERS, understood::STATUS, understood::PAGE];
const WHO: Understood =
    &[understood::QUERY, understood::FILTERS, understood::STATUS, understood::DEPTH, understood::WHO];
const ACTIONS: Understood = &[understood::QUERY, understood::FILTERS, understood::PAGE, understood::ACTIONS];
const TIMELINE: Understood =
    &[understood::QUERY, understood::FILTERS, understood::STATUS, understood::PAGE, understood::TIMELINE];
const GAPS: Understood = &[understood::PAGE, understood::GAPS];
const ACRONYMS: Understood = &[understood::PAGE, understood::WORDS];
const TYPED: Understood = &[understood::TYPED];

fn page<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Page<Typed<T>>>()
}

fn search(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, SEARCH)?;
    let asked = &visit.asked;
    let form = form(asked, HITS)?;
    let mut request = asked.request(&["format", "explain"])?;
    request.explain = asked.is_on("explain")?;
    request.thesaurus = if asked.is_on("exact")? { None } else { visit.site.thesaurus.clone() };
    if form == Form::Atom {
        return feed::feed(visit, request);
    }
    let answer = query::search(&visit.collection, &request)?;
    let mut body = Vec::new();
    match form {
        Form::Csv => present::rows(&mut body, &layout(form), &answer.hits)?,
        Form::Lines => present::answer(&mut body, &layout(form), &answer)?,
        Form::Json | Form::Atom => {
            let behind = request.offset + answer.hits.len();
            let is_more = !answer.hits.is_empty() && (behind as u64) < answer.summary.total;
            return Reply::json(&Found {
                hits: answer.hits.iter().map(|row| Typed { r#type: "hit", row }).collect(),
                facets: answer.facets.iter().map(|row| Typed { r#type: "facet", row }).collect(),
                summary: Typed { r#type: "summary", row: &answer.summary },
                next: is_more.then(|| next(asked, "/search", behind)),
            });
        }
    }
    Ok(Reply::new(form.kind(), body))
}

/// The request of a list, all of whose rows are wanted.
fn listed(asked: &Asked, others: &[&str]) -> Result<Request, Refusal> {
    let others = [others, &["format", "limit", "offset"]].concat();
    asked.set("limit", None).set("offset", None).request(&others)
}

fn who(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, WHO)?;
    let asked = &visit.asked;
    let mut request = listed(asked, &["raised", "examples"])?;
    // A person costs a search; whoever comes behind those asked for is not looked up.
    let (offset, limit) = (asked.number("offset", (0, 10_000))?, asked.number("limit", (20, 100))?);
    request.limit = offset + limit;
    let speech = if asked.is_on("raised")? { Speech::Raised } else { Speech::All };
    let people = query::who(&visit.collection, &request, speech, asked.number("examples", (2, 20))?)?;
    rows(visit, "/who", people)
}

fn actions(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, ACTIONS)?;
    let asked = &visit.asked;
    let request = listed(asked, &["status", "as_of"])?;
    let mut actions = query::actions(&visit.collection, &request, as_of(visit)?)?;
    actions.retain(in_state(asked)?);
    rows(visit, "/actions", actions)
}

/// The day that `as_of` names, or the day it is.
pub(in super::super) fn as_of(visit: &Visit) -> Result<Date, Refusal> {
    let Some(text) = visit.asked.get("as_of") else { return Ok(visit.today) };
    Period::last_day(text).ok_or_else(|| Refusal::bad(format!("\"{text}\" is not a date")))
}

/// Whether an action is in one of the states asked for.
pub(in super::super) fn in_state(asked: &Asked) -> Result<impl Fn(&ActionRow) -> bool + use<>, Refusal> {
    let state = |name| one_of("state", name, &ActionState::ALL).map_err(Refusal::bad);
    let states: Vec<ActionState> = asked.all("status").map(state).collect::<Result<_, _>>()?;
    Ok(move |row: &ActionRow| states.is_empty() || states.iter().any(|state| state.fits(row)))
}

fn topics(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, LIST)?;
    rows(visit, "/topics", query::topics(&visit.collection, &listed(&visit.asked, &[])?)?)
}

fn people(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, LIST)?;
    rows(visit, "/people", query::people(&visit.collection, &listed(&visit.asked, &[])?)?)
}

fn meetings(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, LIST)?;
    rows(visit, "/meetings", query::meetings(&visit.collection, &listed(&visit.asked, &[])?)?)
}

fn timeline(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, TIMELINE)?;
    let request = listed(&visit.asked, &["by"])?;
    rows(visit, "/timeline", query::timeline(&visit.collection, &request, step(&visit.asked)?)?)
}

/// The length of stretches that `by` names.
pub(in super::super) fn step(asked: &Asked) -> Result<Step, Refusal> {
    let all = [("year", Step::Year), ("quarter", Step::Quarter), ("month", Step::Month)];
    one_of("step", asked.get("by").unwrap_or("year"), &all).map_err(Refusal::bad)
}

fn gaps(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, GAPS)?;
    let all = GapKind::ALL.map(|kind| (kind.name(), kind));
    let kind = |name| one_of("kind", name, &all).map_err(Refusal::bad);
    let kinds: Vec<GapKind> = visit.asked.all("kind").map(kind).collect::<Result<_, _>>()?;
    rows(visit, "/gaps", query::gaps(&visit.collection, &kinds, visit.today)?)
}

fn acronyms(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, ACRONYMS)?;
    rows(visit, "/acronyms", query::acronyms(&visit.collection, visit.asked.get("q").unwrap_or_default())?)
}

fn show(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, &[])?;
    form(&visit.asked, ONE)?;
    let mut lines = Vec::new();
    let layout = layout(Form::Lines);
    match query::look_up(&visit.collection, &visit.name, visit.today)? {
        Known::Shown(Shown::Nothing(several)) if !several.is_empty() => {
            let hint = Some(format!("write more of one of {}", several.join(", ")));
            return Err(Refusal { hint, ..Refusal::missing("several meetings begin so") });
        }
        Known::Shown(Shown::Nothing(_)) => {
            return Err(Refusal::missing("no meeting, passage, action or person is called so"));
        }
        Known::Shown(shown) => present::show(&mut lines, &layout, &shown)?,
        Known::Actions(actions) => present::life(&mut lines, &layout, &actions)?,
        Known::Persons(records) => present::persons(&mut lines, &layout, &records)?,
        Known::Speakers(people) => present::people(&mut lines, &layout, &people)?,
    }
    let items = serde_json::Deserializer::from_slice(&lines).into_iter::<Value>().collect::<Result<Vec<_>, _>>();
    let items = items.map_err(|cause| Refusal::failed(cause.to_string()))?;
    Reply::json(&Page { total: items.len(), items, offset: 0, next: None })
}

/// Suggestions shown at a time.
const SUGGESTIONS: usize = 8;

fn suggest(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, TYPED)?;
    form(&visit.asked, ONE)?;
    let items = visit.vocabulary()?.suggestions(visit.asked.get("q").unwrap_or_default(), SUGGESTIONS);
    Reply::json(&Page { total: items.len(), items, offset: 0, next: None })
}

/// What the index holds.
#[derive(Debug, Serialize, JsonSchema)]
struct Status {
    /// Always `status`.
    r#type: &'static str,
    /// Version of the program.
    version: &'static str,
    /// Number of meetings.
    meetings: u64,
    /// Number of passages.
    passages: u64,
    /// Day of the first meeting.
    first: Option<Date>,
    /// Day of the last meeting.
    last: Option<Date>,
}

fn status(visit: &Visit) -> Result<Reply, Refusal> {
    check(visit, &[])?;
    form(&visit.asked, ONE)?;
    let extent = query::extent(&visit.collection)?;
    let (first, last) = extent.held.map_or((None, None), |held| (held.from, held.to));
    let version = env!("CARGO_PKG_VERSION");
    Reply::json(&Status {
        r#type: "status",
        version,
        meetings: extent.meetings,
        passages: extent.passages,
        first,
        last,
    })
}

/// A passage as it is named in a feed.
pub(super) fn heading(hit: &Hit) -> String {
    let parts = [hit.item.heading.as_deref(), hit.topic.as_deref(), hit.meeting.title.as_deref()];
    parts.into_iter().flatten().next().unwrap_or(&hit.path).to_owned()
}
