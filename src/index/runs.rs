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

/// Runs ahead that are looked at first, then twice as many, and so on.
const NEAR: usize = 4;

/// The meetings, or the agenda items, of a segment. Its column has the number of documents at the first of each run and
/// nothing at the others: it is small, and opened at once however large the segment is.
#[derive(Debug, Clone)]
pub struct Runs {
    lengths: Column<u64>,
    /// All of them in order, once they were walked; none where they are too many.
    all: Option<Arc<OnceLock<All>>>,
    are_few: bool,
}

type All = Arc<[Range<DocId>]>;

impl Runs {
    pub(super) fn open(segment: &SegmentReader, column: &str) -> Result<Runs> {
        let lengths = segment.fast_fields().column_opt(column)?;
        Ok(Runs::told_by(lengths.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())), segment.max_doc()))
    }

    fn told_by(lengths: Column<u64>, documents: u32) -> Runs {
        let count = lengths.values.num_vals();
        let all = (count <= documents / MIDDLING).then(Arc::default);
        Runs { lengths, all, are_few: count <= documents / LONG }
    }

    /// The run that a document stands in; of what stands in none, the document itself.
    pub fn of(&self, doc: DocId) -> Range<DocId> {
        self.around(doc).map_or(doc..doc + 1, |(_, run)| run)
    }

    /// All runs in their order.
    pub(super) fn all(&self) -> impl Iterator<Item = Range<DocId>> {
        self.firsts().zip(self.lengths.values.iter()).map(|(start, length)| start..start + length as DocId)
    }

    /// First documents of all runs.
    pub fn firsts(&self) -> Box<dyn Iterator<Item = DocId> + '_> {
        match &self.lengths.index {
            ColumnIndex::Full => Box::new(0..self.lengths.values.num_vals()),
            ColumnIndex::Optional(firsts) => Box::new(firsts.iter_non_null_docs()),
            ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => Box::new(std::iter::empty()),
        }
    }

    /// The run that a document stands in, and its number, if it stands in one.
    fn around(&self, doc: DocId) -> Option<(u32, Range<DocId>)> {
        let (number, start) = match &self.lengths.index {
            ColumnIndex::Full => (doc, doc),
            ColumnIndex::Optional(firsts) => {
                let number = firsts.rank(doc + 1).checked_sub(1)?;
                let is_short = firsts.num_docs() < SHORT * firsts.num_non_nulls();
                let walked = || (0..=doc).rev().find(|doc| firsts.contains(*doc));
                (number, if is_short { walked()? } else { firsts.select(number) })
            }
            ColumnIndex::Empty { .. } | ColumnIndex::Multivalued(_) => return None,
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
        self.all.as_ref().map(|all| Arc::clone(all.get_or_init(|| self.all().collect())))
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
    let mut from = if all.get(from).is_some_and(|run| run.start <= doc) { from } else { 0 };
    let mut step = NEAR;
    while all.get(from + step).is_some_and(|run| run.end <= doc) {
        (from, step) = (from + step, 2 * step);
    }
    let near = &all[from..all.len().min(from + step + 1)];
    let at = from + near.partition_point(|run| run.end <= doc);
    all.get(at).filter(|run| run.contains(&doc)).map(|run| (at as u32, run.clone()))
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
            }
            // Not only forward.
            for doc in [firsts[firsts.len() / 2], 0, firsts[firsts.len() - 1]] {
                assert_eq!(walk.of(doc), runs.of(doc));
            }
        }
    }
}
