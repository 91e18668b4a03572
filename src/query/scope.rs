//! Words that may stand apart: in one agenda item, or anywhere in one meeting.

use super::request::Scope;
use crate::index::{Layouts, Walk};
use std::sync::Arc;
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Result, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Matches passages that have any of the parts and stand where all of them are found.
#[derive(Debug)]
pub(super) struct ScopeQuery {
    parts: Vec<Box<dyn Query>>,
    scope: Scope,
    layouts: Layouts,
}

impl ScopeQuery {
    /// All of `parts` within `scope`.
    pub(super) fn new(parts: Vec<Box<dyn Query>>, scope: Scope, layouts: Layouts) -> Self {
        Self { parts, scope, layouts }
    }
}

impl Clone for ScopeQuery {
    fn clone(&self) -> Self {
        Self {
            parts: self.parts.iter().map(|part| part.box_clone()).collect(),
            scope: self.scope,
            layouts: self.layouts.clone(),
        }
    }
}

impl Query for ScopeQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let parts = self.parts.iter().map(|part| part.weight(scoring)).collect::<Result<_>>()?;
        let is_scored = scoring.is_scoring_enabled();
        Ok(Box::new(ScopeWeight { parts, scope: self.scope, layouts: self.layouts.clone(), is_scored }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().for_each(|part| part.query_terms(visitor));
    }
}

struct ScopeWeight {
    parts: Vec<Box<dyn Weight>>,
    scope: Scope,
    layouts: Layouts,
    /// Whether anybody asks for scores.
    is_scored: bool,
}

impl Weight for ScopeWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let runs = match self.scope {
            Scope::Statement => Runs::Documents,
            Scope::Item => Runs::Items(self.layouts.in_item(segment)?.first_or_default_col(0)),
            Scope::Meeting => Runs::Meetings(self.layouts.meetings(segment)?.walk()),
        };
        let parts = self.parts.iter().map(|part| Ok(Part::of(part.scorer(segment, boost)?, runs.clone())));
        let parts = parts.collect::<Result<_>>()?;
        let mut scorer = ScopeScorer { parts, is_scored: self.is_scored, found: Vec::new(), at: 0 };
        scorer.next_run();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("document {doc} is explained by its parts")))
    }
}

/// What all parts are to be found in.
#[derive(Clone)]
enum Runs {
    Documents,
    /// Told by how many documents of its item stand before each.
    Items(Arc<dyn ColumnValues<u64>>),
    Meetings(Walk),
}

impl Runs {
    /// First document of the run that `doc` stands in.
    fn start(&mut self, doc: DocId) -> DocId {
        match self {
            Runs::Documents => doc,
            Runs::Items(before) => doc - before.get_val(doc) as DocId,
            Runs::Meetings(meetings) => meetings.of(doc).start,
        }
    }
}

/// One of the parts, on its way through the runs.
struct Part {
    scorer: Box<dyn Scorer>,
    runs: Runs,
    /// The document it stands on, and the first one of its run.
    doc: DocId,
    start: DocId,
}

impl Part {
    fn of(scorer: Box<dyn Scorer>, runs: Runs) -> Part {
        let doc = scorer.doc();
        let mut part = Part { scorer, runs, doc, start: doc };
        part.stand_on(doc);
        part
    }

    fn stand_on(&mut self, doc: DocId) {
        self.doc = doc;
        self.start = if doc == TERMINATED { doc } else { self.runs.start(doc) };
    }

    fn advance(&mut self) {
        let next = self.scorer.advance();
        self.stand_on(next);
    }

    /// Moves on to the run that begins at `start`, or beyond it.
    fn reach(&mut self, start: DocId) {
        if self.start < start {
            let next = self.scorer.seek(start);
            self.stand_on(next);
        }
    }
}

/// Goes from one item or meeting that has all parts to the next.
struct ScopeScorer {
    parts: Vec<Part>,
    is_scored: bool,
    /// The passages of the run at hand that have any of the parts.
    found: Vec<(DocId, Score)>,
    at: usize,
}

impl ScopeScorer {
    /// Moves on to the next run that has all parts.
    fn next_run(&mut self) {
        self.found.clear();
        self.at = 0;
        while let Some(start) = self.parts.iter().map(|part| part.start).max()
            && start != TERMINATED
        {
            self.parts.iter_mut().for_each(|part| part.reach(start));
            if self.parts.iter().all(|part| part.start == start) {
                self.collect(start);
                return;
            }
        }
    }

    /// Takes up what the parts find in the run.
    fn collect(&mut self, start: DocId) {
        for part in &mut self.parts {
            while part.start == start {
                let score = if self.is_scored { part.scorer.score() } else { 0.0 };
                self.found.push((part.doc, score));
                part.advance();
            }
        }
        self.found.sort_unstable_by_key(|(doc, _)| *doc);
        self.found.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            first.1 += if is_same { next.1 } else { 0.0 };
            is_same
        });
    }
}

impl DocSet for ScopeScorer {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        if self.at >= self.found.len() {
            self.next_run();
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.found.get(self.at).map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        self.parts.iter().map(|part| part.scorer.size_hint()).min().unwrap_or_default()
    }
}

impl Scorer for ScopeScorer {
    fn score(&mut self) -> Score {
        self.found.get(self.at).map_or(0.0, |(_, score)| *score)
    }
}
