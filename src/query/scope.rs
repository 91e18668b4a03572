//! Words that may stand apart: in one agenda item, or anywhere in one meeting.

use super::request::Scope;
use crate::index::{Layouts, Walk};
use std::sync::Arc;
use tantivy::columnar::{Cardinality, Column, ColumnValues};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Result, Score, SegmentReader, TERMINATED, TantivyError, Term};

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
            Scope::Item => Runs::Items(without_gaps(self.layouts.in_item(segment)?)),
            Scope::Meeting => Runs::Meetings(self.layouts.meetings(segment)?.walk()),
        };
        let part = |scorer| Part::of(scorer, runs.clone(), self.is_scored);
        let parts = self.parts.iter().map(|weight| weight.scorer(segment, boost).map(part)).collect::<Result<_>>()?;
        let mut scorer = ScopeScorer { parts, found: Vec::new(), at: 0 };
        scorer.next_run();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("document {doc} is explained by its parts")))
    }
}

/// The values of a column that every document has, which are looked up without asking where its gaps are.
fn without_gaps(column: Column<u64>) -> Arc<dyn ColumnValues<u64>> {
    match column.get_cardinality() {
        Cardinality::Full => column.values,
        _ => column.first_or_default_col(0),
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
    /// First documents of the runs that `docs` stand in; `before` is room to use.
    fn starts(&mut self, docs: &[DocId], starts: &mut Vec<DocId>, before: &mut Vec<u64>) {
        starts.clear();
        match self {
            Runs::Documents => starts.extend_from_slice(docs),
            Runs::Items(in_item) => {
                before.resize(docs.len(), 0);
                in_item.get_vals(docs, before);
                starts.extend(docs.iter().zip(before).map(|(doc, before)| doc - *before as DocId));
            }
            Runs::Meetings(meetings) => starts.extend(docs.iter().map(|doc| meetings.of(*doc).start)),
        }
    }
}

/// One of the parts, on its way through the runs; its documents are read many at a time where no scores are asked for.
struct Part {
    scorer: Box<dyn Scorer>,
    runs: Runs,
    is_scored: bool,
    /// Documents that were read, the first ones of their runs, and which is at hand.
    docs: Vec<DocId>,
    starts: Vec<DocId>,
    at: usize,
    before: Vec<u64>,
}

impl Part {
    fn of(scorer: Box<dyn Scorer>, runs: Runs, is_scored: bool) -> Part {
        let (docs, starts, before) = (Vec::new(), Vec::new(), Vec::new());
        let mut part = Part { scorer, runs, is_scored, docs, starts, at: 0, before };
        part.read();
        part
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// The first document of the run that the one at hand stands in.
    fn start(&self) -> DocId {
        self.starts.get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Reads on from where the scorer stands; it goes on standing there where its score may be asked for.
    fn read(&mut self) {
        self.at = 0;
        self.docs.clear();
        if self.is_scored {
            self.docs.extend(Some(self.scorer.doc()).filter(|doc| *doc != TERMINATED));
        } else {
            let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
            let length = self.scorer.fill_buffer(&mut block);
            self.docs.extend_from_slice(&block[..length]);
        }
        self.runs.starts(&self.docs, &mut self.starts, &mut self.before);
    }

    fn advance(&mut self) {
        self.at += 1;
        if self.at >= self.docs.len() {
            if self.is_scored {
                self.scorer.advance();
            }
            self.read();
        }
    }

    /// Moves on to the run that begins at `start`, or beyond it.
    fn reach(&mut self, start: DocId) {
        // Mostly it is one of the next; behind a longer way, all that was read is left behind at once.
        let is_near = self.starts.last().is_some_and(|last| *last >= start);
        if is_near {
            while self.starts[self.at] < start {
                self.at += 1;
            }
        } else if self.start() < start {
            if self.scorer.doc() < start {
                self.scorer.seek(start);
            }
            self.read();
        }
    }

    fn score(&mut self) -> Score {
        if self.is_scored { self.scorer.score() } else { 0.0 }
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
        while let Some(start) = self.parts.iter().map(Part::start).max()
            && start != TERMINATED
        {
            self.parts.iter_mut().for_each(|part| part.reach(start));
            if self.parts.iter().all(|part| part.start() == start) {
                self.collect(start);
                return;
            }
        }
    }

    /// Takes up what the parts find in the run, in the order of documents.
    fn collect(&mut self, start: DocId) {
        let of_run = |part: &Part| Some(part.doc()).filter(|_| part.start() == start);
        while let Some(doc) = self.parts.iter().filter_map(of_run).min() {
            let mut score = 0.0;
            for part in self.parts.iter_mut().filter(|part| part.doc() == doc) {
                score += part.score();
                part.advance();
            }
            self.found.push((doc, score));
        }
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
