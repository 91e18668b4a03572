//! What a search gives back: plain data, named as in `docs/json.md`.

use crate::index::{ItemName, MeetingName, PassageRecord};
use crate::meeting::PassageKind;
use serde::Serialize;

/// Why a hit ranks where it does: the terms its score is the sum of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Why {
    /// Its own words.
    pub words: f32,
    /// The heading above.
    pub heading: f32,
    /// What stands before and after in its item.
    pub around: f32,
    /// Who speaks in it.
    pub speaker: f32,
    /// What else its meeting says.
    pub meeting: f32,
    /// What it means, by the model given.
    pub meaning: f32,
}

impl Why {
    /// The score.
    pub fn score(&self) -> f32 {
        self.words + self.heading + self.around + self.speaker + self.meeting + self.meaning
    }
}

/// A passage that matches, or a run of them.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Hit {
    /// The query it answers, in a batch.
    pub query_id: Option<String>,
    /// 1 for the best.
    pub rank: usize,
    /// How well it matches; comparable within one answer.
    pub score: f32,
    /// Id of the passage, or of the one that a run begins with.
    pub id: String,
    /// Ids of the passages of a run.
    pub passages: Vec<String>,
    /// Why it ranks where it does, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// Path of the file.
    pub path: String,
    /// 1-based page, for formats that have pages.
    pub page: Option<u32>,
    /// First line.
    pub line_start: u32,
    /// Last line, included.
    pub line_end: u32,
    /// The meeting it belongs to.
    pub meeting: MeetingName,
    /// The agenda item it stands under.
    pub item: ItemName,
    /// The nearest heading above.
    pub topic: Option<String>,
    /// What part of the minutes it is.
    pub kind: PassageKind,
    /// Who speaks in it or owns an action in it.
    pub people: Vec<String>,
    /// Who raises something in it.
    pub raised_by: Vec<String>,
    /// Codes of actions set or reported on in it.
    pub actions: Vec<String>,
    /// Its text.
    pub text: String,
    /// Stretches of the text that match, in characters.
    pub highlights: Vec<[usize; 2]>,
}

impl Hit {
    pub(super) fn new(record: PassageRecord, text: String) -> Hit {
        Hit {
            query_id: None,
            rank: 0,
            score: 0.0,
            passages: vec![record.id.clone()],
            why: None,
            id: record.id,
            path: record.path,
            page: record.place.page,
            line_start: record.place.line_start,
            line_end: record.place.line_end,
            meeting: record.meeting,
            item: record.item,
            topic: record.topic,
            kind: record.kind,
            people: record.people,
            raised_by: record.raised_by,
            actions: record.actions,
            text,
            highlights: Vec::new(),
        }
    }

    /// Neighbouring passages as one; it is called by the first of them.
    pub(super) fn joined(passages: Vec<Hit>) -> Option<Hit> {
        let mut passages = passages.into_iter();
        let mut hit = passages.next()?;
        for passage in passages {
            hit.line_end = hit.line_end.max(passage.line_end);
            hit.passages.extend(passage.passages);
            hit.text.push('\n');
            hit.text.push_str(&passage.text);
            let lists = [
                (&mut hit.people, passage.people),
                (&mut hit.raised_by, passage.raised_by),
                (&mut hit.actions, passage.actions),
            ];
            for (list, others) in lists {
                for other in others {
                    if !list.contains(&other) {
                        list.push(other);
                    }
                }
            }
        }
        Some(hit)
    }
}

/// A value of a facet with the number of passages that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FacetCount {
    /// The query it answers, in a batch.
    pub query_id: Option<String>,
    /// Name of the facet.
    pub field: &'static str,
    /// The value in its most frequent spelling.
    pub value: String,
    /// Number of passages.
    pub count: u64,
    /// Whether a filter asks for it.
    pub selected: bool,
    /// The query that adds this value, or takes it away where it is selected.
    pub query: String,
}

/// An answer as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// The query it answers, in a batch.
    pub query_id: Option<String>,
    /// Number of passages that match.
    pub total: u64,
    /// Time taken, in microseconds.
    pub took_us: u64,
    /// How the query was read, if that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<String>,
    /// Words that only ask, which were not searched for.
    pub set_aside: Vec<String>,
    /// Words that were widened, and to what.
    pub expanded: Vec<Expansion>,
    /// How the query was taken where that is not plain.
    pub warnings: Vec<String>,
}

/// A word that was searched for in other words too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Expansion {
    /// The word as typed.
    pub word: String,
    /// What else was searched for.
    pub to: Vec<String>,
}

/// All that a search gives back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The passages, best first.
    pub hits: Vec<Hit>,
    /// Counts of the facets asked for, in that order, most frequent first.
    pub facets: Vec<FacetCount>,
    /// The answer as a whole.
    pub summary: Summary,
}
