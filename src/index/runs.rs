//! Runs of documents, told by a column at the first document of each.

use std::ops::Range;
use std::sync::{Arc, OnceLock};
use tantivy::columnar::column_index::Set;
use tantivy::columnar::{Column, ColumnIndex};
use tantivy::{DocId, Result, SegmentReader};

/// Documents in a run, on average, up to which the way back to its first is walked: where first ones are that close, the
/// engine keeps them as bits, among which the n-th is found slowly.
const SHORT: u32 = 12;

/// Documents in a run, on average, from which on runs are few enough to be read all together when they are walked; and from
/// which on they are once so many were asked for one by one.
const LONG: u32 = 64;
const MIDDLING: u32 = 4;
const PATIENCE: u32 = 500;

/// Runs ahead that are looked at one by one; behind them, one of as many more is, then of twice as many, and so on.
const NEAR: usize = 6;

/// The meetings, or the agenda items, of a segment. Its column has the number of documents at the first of each run and
/// nothing at the others: it is small, and opened at once however large the segment is.
#[derive(Debug, Clone)]
pub struct Runs {
    lengths: Column<u64>,
    /// All of them in order, once they were walked; none where they are too many.
    all: Option<Arc<OnceLock<All>>>,
    are_few: bool,
    are_short: bool,
}

type All = Arc<Vec<Range<DocId>>>;

impl Runs {
    pub(super) fn open(segment: &SegmentReader, column: &str) -> Result<Runs> {
        let lengths = segment.fast_fields().column_opt(column)?;
        Ok(Runs::told_by(lengths.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())), segment.max_doc()))
    }

    fn told_by(lengths: Column<u64>, documents: u32) -> Runs {
        let count = lengths.values.num_vals();
        let all = (count <= documents / MIDDLING).then(Arc::default);
        Runs { lengths, all, are_few: count <= documents / LONG, are_short: count > documents / SHORT }
    }

    /// The run that a document stands in; of what stands in none, the document itself.
    pub fn of(&self, doc: DocId) -> Range<DocId> {
        self.around(doc).map_or(doc..doc + 1, |(_, run)| run)
    }

    /// All runs in their order.
    pub(super) fn all(&self) -> Vec<Range<DocId>> {
        let count = self.lengths.values.num_vals();
        let mut firsts: Vec<DocId> = (0..count).collect();
        if let ColumnIndex::Optional(index) = &self.lengths.index {
            index.select_batch(&mut firsts);
        }
        let mut lengths = vec![0; firsts.len()];
        self.lengths.values.get_range(0, &mut lengths);
        firsts.into_iter().zip(lengths).map(|(start, length)| start..start + length as DocId).collect()
    }

    /// First documents of all runs.
    pub fn firsts(&self) -> Box<dyn Iterator<Item = DocId> + '_> {
        match &self.lengths.index {
            ColumnIndex::Full => Box::new(0..self.lengths.values.num_vals()),
            ColumnIndex::Optional(firsts) => Box::new(firsts.iter_non_null_docs()),
            ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => Box::new(std::iter::empty()),
        }
    }

    /// How many runs begin at a document or before it: the same for two that stand in one run, and for no others as long as
    /// both stand in any, as passages do. Told faster than the run.
    pub fn begun(&self, doc: DocId) -> u32 {
        match &self.lengths.index {
            ColumnIndex::Full => doc + 1,
            ColumnIndex::Optional(firsts) => firsts.rank(doc + 1),
            ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => 0,
        }
    }

    /// The run that a document stands in, and its number, if it stands in one.
    fn around(&self, doc: DocId) -> Option<(u32, Range<DocId>)> {
        let number = self.begun(doc).checked_sub(1)?;
        let start = match &self.lengths.index {
            ColumnIndex::Optional(firsts) => {
                let walked = || (0..=doc).rev().find(|doc| firsts.contains(*doc));
                if self.are_short { walked()? } else { firsts.select(number) }
            }
            _ => doc,
        };
        let end = start + self.lengths.values.get_val(number) as DocId;
        (doc < end).then_some((number, start..end))
    }

    /// For many documents in their order.
    pub fn walk(self) -> Walk {
        let all = if self.are_few { self.read() } else { None };
        Walk { runs: self, all, asked: 0, number: None, at: 0..0 }
    }

    fn read(&self) -> Option<All> {
        self.all.as_ref().map(|all| Arc::clone(all.get_or_init(|| Arc::new(self.all()))))
    }
}

/// Runs of documents that are asked for in order, where one mostly stands in the run of the one before.
#[derive(Debug, Clone)]
pub struct Walk {
    runs: Runs,
    all: Option<All>,
    /// How many runs were asked for one by one.
    asked: u32,
    /// The number of the run found last; none where it is a document that stands in none.
    number: Option<u32>,
    at: Range<DocId>,
}

impl Walk {
    /// The run that a document stands in; of what stands in none, the document itself.
    pub fn of(&mut self, doc: DocId) -> Range<DocId> {
        self.number(doc);
        self.at.clone()
    }

    /// The number of the run that a document stands in, if it stands in one; runs count from 0 in each segment.
    pub fn number(&mut self, doc: DocId) -> Option<u32> {
        if !self.at.contains(&doc) {
            if self.all.is_none() {
                self.asked += 1;
                if self.asked == PATIENCE {
                    self.all = self.runs.read();
                }
            }
            let run = match &self.all {
                Some(all) => ahead(all, self.number.unwrap_or_default() as usize, doc),
                None => self.runs.around(doc),
            };
            self.number = run.as_ref().map(|(number, _)| *number);
            self.at = run.map_or(doc..doc + 1, |(_, run)| run);
        }
        self.number
    }
}

/// The run that a document stands in, and its number, mostly not far from the one of number `from`.
fn ahead(all: &[Range<DocId>], from: usize, doc: DocId) -> Option<(u32, Range<DocId>)> {
    let from = if all.get(from).is_some_and(|run| run.start <= doc) { from } else { 0 };
    let near = all[from..].iter().take(NEAR).position(|run| doc < run.end);
    let at = near.map_or_else(|| far_ahead(all, from, doc), |near| from + near);
    all.get(at).filter(|run| run.contains(&doc)).map(|run| (at as u32, run.clone()))
}

/// The number of the first run that ends behind a document.
fn far_ahead(all: &[Range<DocId>], mut from: usize, doc: DocId) -> usize {
    let mut step = NEAR;
    while all.get(from + step).is_some_and(|run| run.end <= doc) {
        (from, step) = (from + step, 2 * step);
    }
    from + all[from..all.len().min(from + step + 1)].partition_point(|run| run.end <= doc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::columnar::column_index::OptionalIndex;

    /// Runs of so many documents, each behind so many that stand alone.
    fn runs(runs: &[(u32, u32)]) -> (Runs, Vec<Option<Range<DocId>>>) {
        let (mut firsts, mut lengths, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
        for (alone, length) in runs {
            wanted.extend((0..*alone).map(|_| None));
            let start = wanted.len() as u32;
            firsts.push(start);
            lengths.push(u64::from(*length));
            wanted.extend((0..*length).map(|_| Some(start..start + length)));
        }
        wanted.extend([None, None]);
        let index = OptionalIndex::for_test(wanted.len() as u32, &firsts);
        let values = tantivy::columnar::column_values::VecColumn::from(lengths);
        (Runs::told_by(Column { index: index.into(), values: Arc::new(values) }, wanted.len() as u32), wanted)
    }

    #[test]
    fn a_document_stands_in_the_run_that_began_last_and_has_not_ended() {
        let long: Vec<(u32, u32)> = (0..400).map(|at| (at % 3, 40 + at % 90)).collect();
        let middling: Vec<(u32, u32)> = (0..400).map(|at| (at % 3, 10 + at % 30)).collect();
        let short: Vec<(u32, u32)> = (0..20_000).map(|at| (at % 2, 1 + at % 9)).collect();
        for lengths in [&long[..], &middling[..], &short[..], &[(3, 2)], &[(0, 1)]] {
            let (runs, wanted) = runs(lengths);
            assert_eq!(runs.are_few, lengths.len() == 400 && lengths[0].1 == 40);
            let firsts: Vec<DocId> = runs.firsts().collect();
            let mut walk = runs.clone().walk();
            for (doc, wanted) in (0..).zip(wanted) {
                assert_eq!(runs.of(doc), wanted.clone().unwrap_or(doc..doc + 1), "{doc}");
                assert_eq!(walk.of(doc), wanted.clone().unwrap_or(doc..doc + 1), "{doc}");
                assert_eq!(walk.number(doc).map(|number| firsts[number as usize]), wanted.map(|run| run.start));
                assert_eq!(runs.begun(doc) as usize, firsts.iter().filter(|first| **first <= doc).count());
            }
            // Not only forward.
            for doc in [firsts[firsts.len() / 2], 0, firsts[firsts.len() - 1]] {
                assert_eq!(walk.of(doc), runs.of(doc));
            }
        }
    }
}
