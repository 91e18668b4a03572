//! The days of documents by their column: the bounds of the index, whether one lies within a span, and counts by day.

use super::period::Period;
use crate::index::{Layouts, Walk, day_number, day_of};
use std::collections::BTreeMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocAddress, DocId, DocSet, Result, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, Term};

/// From the first to the last day of a meeting in the index.
pub(super) fn held(searcher: &Searcher) -> Result<Option<Period>> {
    let mut bounds: Option<(i64, i64)> = None;
    for segment in searcher.segment_readers() {
        let Some(days) = segment.fast_fields().column_opt::<i64>("day")? else { continue };
        if days.values.num_vals() == 0 {
            continue;
        }
        let (first, last) = bounds.unwrap_or((i64::MAX, i64::MIN));
        bounds = Some((first.min(days.min_value()), last.max(days.max_value())));
    }
    Ok(bounds.map(|(first, last)| Period { from: day_of(first), to: day_of(last) }))
}

/// The documents, each with the number of its day.
pub(super) fn of(searcher: &Searcher, documents: Vec<DocAddress>) -> Result<Vec<(Option<i64>, DocAddress)>> {
    let columns = searcher.segment_readers().iter().map(|segment| segment.fast_fields().column_opt::<i64>("day"));
    let columns = columns.collect::<Result<Vec<_>>>()?;
    let day = |at: &DocAddress| columns[at.segment_ord as usize].as_ref().and_then(|days| days.first(at.doc_id));
    Ok(documents.into_iter().map(|address| (day(&address), address)).collect())
}

/// Of what another query matches, the documents of the days of a period: it looks at the day of those only, where terms
/// of years, months and days would be gone through whole.
#[derive(Debug)]
pub(super) struct DayQuery {
    inner: Box<dyn Query>,
    first: i64,
    last: i64,
}

impl DayQuery {
    pub(super) fn new(inner: Box<dyn Query>, period: Period) -> Self {
        let (first, last) = (period.from.map(day_number), period.to.map(day_number));
        Self { inner, first: first.unwrap_or(i64::MIN), last: last.unwrap_or(i64::MAX) }
    }
}

impl Clone for DayQuery {
    fn clone(&self) -> Self {
        Self { inner: self.inner.box_clone(), ..*self }
    }
}

impl Query for DayQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let inner = self.inner.weight(scoring)?;
        Ok(Box::new(DayWeight { inner, first: self.first, last: self.last }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.inner.query_terms(visitor);
    }
}

struct DayWeight {
    inner: Box<dyn Weight>,
    first: i64,
    last: i64,
}

impl Weight for DayWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let Some(days) = segment.fast_fields().column_opt::<i64>("day")? else { return Ok(Box::new(EmptyScorer)) };
        if days.max_value() < self.first || days.min_value() > self.last {
            return Ok(Box::new(EmptyScorer));
        }
        let inner = self.inner.scorer(segment, boost)?;
        let mut scorer = DayScorer { inner, days, first: self.first, last: self.last };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> Result<Explanation> {
        self.inner.explain(segment, doc)
    }
}

struct DayScorer {
    inner: Box<dyn Scorer>,
    days: Column<i64>,
    first: i64,
    last: i64,
}

impl DayScorer {
    /// Moves on to the first match from here.
    fn settle(&mut self) -> DocId {
        let mut doc = self.inner.doc();
        while doc != TERMINATED && !self.days.first(doc).is_some_and(|day| (self.first..=self.last).contains(&day)) {
            doc = self.inner.advance();
        }
        doc
    }
}

impl DocSet for DayScorer {
    fn advance(&mut self) -> DocId {
        self.inner.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.inner.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }
}

impl Scorer for DayScorer {
    fn score(&mut self) -> Score {
        self.inner.score()
    }
}

/// Counts hits, and the meetings they are of, by day.
pub(super) struct DayCollector<'a>(pub(super) &'a Layouts);

/// Hits and meetings by the number of their day.
pub(super) type Days = BTreeMap<i64, (u64, u64)>;

impl Collector for DayCollector<'_> {
    type Fruit = Days;
    type Child = SegmentDays;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<SegmentDays> {
        let (day, meetings) = (self.0.days(segment)?, self.0.meetings(segment)?.walk());
        Ok(SegmentDays { day, meetings, seen: None, days: Days::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Days>) -> Result<Days> {
        let mut all = Days::new();
        for (day, (hits, meetings)) in segments.into_iter().flatten() {
            let count = all.entry(day).or_default();
            *count = (count.0 + hits, count.1 + meetings);
        }
        Ok(all)
    }
}

/// Counts the hits of one segment.
pub(super) struct SegmentDays {
    day: Option<Column<i64>>,
    meetings: Walk,
    /// Where the meeting counted last starts.
    seen: Option<DocId>,
    days: Days,
}

impl SegmentCollector for SegmentDays {
    type Fruit = Days;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(day) = self.day.as_ref().and_then(|day| day.first(doc)) else { return };
        let start = self.meetings.of(doc).start;
        // The passages of a meeting stand together, so that a change of meeting is a new one.
        let is_new = self.seen.replace(start) != Some(start);
        let count = self.days.entry(day).or_default();
        *count = (count.0 + 1, count.1 + u64::from(is_new));
    }

    fn harvest(self) -> Days {
        self.days
    }
}
