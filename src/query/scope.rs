//! Words that may stand apart: in one agenda item, or anywhere in one meeting.

use super::request::Scope;
use crate::index::{Layouts, Runs, Walk};
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
        Ok(Box::new(ScopeWeight { parts, scope: self.scope, layouts: self.layouts.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.parts.iter().for_each(|part| part.query_terms(visitor));
    }
}

struct ScopeWeight {
    parts: Vec<Box<dyn Weight>>,
    scope: Scope,
    layouts: Layouts,
}

impl Weight for ScopeWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let runs = match self.scope {
            Scope::Statement => None,
            Scope::Item => Some(self.layouts.items(segment)?),
            Scope::Meeting => Some(self.layouts.meetings(segment)?),
        };
        let parts = self.parts.iter().map(|part| {
            let scorer = part.scorer(segment, boost)?;
            Ok(Part { scorer, runs: runs.clone().map(Runs::walk) })
        });
        let parts = parts.collect::<Result<_>>()?;
        let mut scorer = ScopeScorer { parts, found: Vec::new(), at: 0 };
        scorer.next_run();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("document {doc} is explained by its parts")))
    }
}

/// One of the parts, on its way through the items or meetings; without them, each document is one.
struct Part {
    scorer: Box<dyn Scorer>,
    runs: Option<Walk>,
}

impl Part {
    fn is_ended(&self) -> bool {
        self.scorer.doc() == TERMINATED
    }

    /// First document of the item or meeting it stands in.
    fn start(&mut self) -> DocId {
        let doc = self.scorer.doc();
        self.runs.as_mut().map_or(doc, |runs| runs.of(doc).start)
    }
}

/// Goes from one item or meeting that has all parts to the next.
struct ScopeScorer {
    parts: Vec<Part>,
    /// The passages of the run at hand that have any of the parts.
    found: Vec<(DocId, Score)>,
    at: usize,
}

impl ScopeScorer {
    /// Moves on to the next run that has all parts.
    fn next_run(&mut self) {
        self.found.clear();
        self.at = 0;
        loop {
            let mut start = 0;
            for part in &mut self.parts {
                if part.is_ended() {
                    return;
                }
                start = start.max(part.start());
            }
            for part in self.parts.iter_mut().filter(|part| part.scorer.doc() < start) {
                part.scorer.seek(start);
            }
            if self.parts.iter_mut().all(|part| !part.is_ended() && part.start() == start) {
                self.collect(start);
                return;
            }
        }
    }

    fn collect(&mut self, start: DocId) {
        for part in &mut self.parts {
            while !part.is_ended() && part.start() == start {
                self.found.push((part.scorer.doc(), part.scorer.score()));
                part.scorer.advance();
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
