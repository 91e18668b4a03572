//! What the tools are asked with, and what they answer: rows with their places, and the count of what was left out.

use crate::query::{Filters, Matching, Request, Scope, Sort};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rows of an answer unless more are asked for.
const USUAL: usize = 10;
/// Most rows of an answer.
const MOST: usize = 100;

/// What hits must have besides: any of the values of one, and all of the different ones.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Narrow {
    /// Nearest heading above.
    topic: Vec<String>,
    /// Who speaks or owns an action.
    person: Vec<String>,
    /// Who speaks.
    said_by: Vec<String>,
    /// Who puts a question, concern, problem or request on the table.
    raised_by: Vec<String>,
    /// Who owns an action.
    owner: Vec<String>,
    /// Code of an action.
    action: Vec<String>,
    /// Series of meetings.
    body: Vec<String>,
    /// Organisation of who speaks or owns an action.
    org: Vec<String>,
    /// Year of the meeting, or years as in 2014..2016.
    year: Vec<String>,
    /// Path of the file: a glob, or a part of it.
    path: Vec<String>,
    /// First day: 2015, 2015-03 or 2015-03-26.
    from: Option<String>,
    /// Last day: 2015, 2015-03 or 2015-03-26.
    to: Option<String>,
}

impl Narrow {
    fn filters(self) -> Result<Filters, String> {
        let mut filters = Filters::default();
        let lists = [
            ("topic", self.topic),
            ("person", self.person),
            ("said_by", self.said_by),
            ("raised_by", self.raised_by),
            ("owner", self.owner),
            ("action", self.action),
            ("body", self.body),
            ("org", self.org),
            ("year", self.year),
            ("path", self.path),
            ("from", self.from.into_iter().collect()),
            ("to", self.to.into_iter().collect()),
        ];
        for (name, values) in lists.into_iter().filter(|(_, values)| !values.is_empty()) {
            filters.set(name, values)?;
        }
        Ok(filters)
    }
}

/// A query, how it is read, and what narrows it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Asked {
    /// The query: words (all required, in any form), "phrases", field:value (topic person said raised owner action status
    /// body org year date path), AND OR NOT, prefix*, misspelled~. Empty: everything the filters let through.
    pub(super) query: String,
    /// Make words optional: what covers most of them ranks first. Best for questions in plain language.
    pub(super) any: bool,
    /// What hits must have besides.
    pub(super) filters: Narrow,
    /// Number of rows; 10 unless said otherwise, 100 at most.
    pub(super) limit: Option<usize>,
    /// Rows to leave out before.
    pub(super) offset: usize,
    /// search: order of the passages, `relevance`, `newest` or `oldest`.
    pub(super) sort: Option<String>,
    /// search: how far apart required words may stand, `statement`, `item` or `meeting`.
    pub(super) scope: Option<String>,
}

impl Asked {
    pub(super) fn limit(&self) -> usize {
        limit(self.limit)
    }

    pub(super) fn request(self) -> Result<Request, String> {
        let limit = self.limit();
        Ok(Request {
            matching: if self.any { Matching::Any } else { Matching::All },
            filters: self.filters.filters()?,
            sort: self.sort.as_deref().map(Sort::named).transpose()?,
            scope: self.scope.as_deref().map(Scope::named).transpose()?.unwrap_or_default(),
            limit,
            offset: self.offset.min(10_000),
            ..Request::new(self.query)
        })
    }
}

/// The number of rows asked for, within bounds.
pub(super) fn limit(asked: Option<usize>) -> usize {
    asked.unwrap_or(USUAL).min(MOST)
}

/// Who spoke on something.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Who {
    /// What was spoken on, as in `search`.
    pub(super) query: String,
    /// Count only what puts a question, concern, problem or request on the table.
    pub(super) raised: bool,
    /// What statements must have besides.
    pub(super) filters: Narrow,
    /// Number of people.
    pub(super) limit: Option<usize>,
}

impl Who {
    pub(super) fn asked(self) -> Asked {
        Asked { query: self.query, filters: self.filters, limit: self.limit, ..Asked::default() }
    }
}

/// Which actions.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Actions {
    /// Words of the action, or field:value; empty for all.
    pub(super) query: String,
    /// What actions must have besides.
    pub(super) filters: Narrow,
    /// States, any of them: `open`, `overdue`, `complete`, `carried_forward`, `unknown`.
    pub(super) status: Vec<String>,
    /// The state on this day, 2015, 2015-03 or 2015-03-26; today unless said otherwise.
    pub(super) as_of: Option<String>,
    /// Number of actions.
    pub(super) limit: Option<usize>,
    /// Actions to leave out before.
    pub(super) offset: usize,
}

/// Hits over time.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Timeline {
    /// The query, as in `search`.
    pub(super) query: String,
    /// What hits must have besides.
    pub(super) filters: Narrow,
    /// Length of the stretches: `year`, `quarter` or `month`; a year unless said otherwise.
    pub(super) by: Option<String>,
}

/// One thing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// Id of a meeting or passage (its beginning will do), code of an action, or name of a person.
    pub(super) id: String,
    /// Of a meeting: number of passages to leave out before.
    #[serde(default)]
    pub(super) offset: usize,
    /// Of a meeting: number of passages.
    #[serde(default)]
    pub(super) limit: Option<usize>,
}

/// Which gaps.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Gaps {
    /// Kinds of gap, such as `announced_meeting_missing` or `never_mentioned_again`; all where none is named.
    pub(super) kind: Vec<String>,
    /// Number of gaps.
    pub(super) limit: Option<usize>,
    /// Gaps to leave out before.
    pub(super) offset: usize,
}

/// An answer.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Answer{T}")]
pub(super) struct Answer<T> {
    /// The rows; `path`, `page` and `line_start` say where each stands in the sources, `id` or `passage` is what `show` takes.
    pub(super) rows: Vec<T>,
    /// Number of rows that there are.
    pub(super) total: u64,
    /// Number of rows that are not in this answer; ask for more with `limit` and `offset`.
    pub(super) left_out: u64,
    /// How the question was taken, where that is not plain.
    pub(super) remarks: Vec<String>,
}

impl<T> Answer<T> {
    /// The rows from `offset` on, as many as are asked for.
    pub(super) fn part(rows: Vec<T>, offset: usize, limit: usize) -> Answer<T> {
        let total = rows.len() as u64;
        let rows: Vec<T> = rows.into_iter().skip(offset).take(limit).collect();
        Answer { left_out: total - rows.len() as u64, rows, total, remarks: Vec::new() }
    }
}
