//! Exact facet counts in one pass over the hits, from the ordinals of fast columns.

use super::block::{Blocks, Counter};
use super::field::Field;
use crate::index::{Collection, Numbered, Runs, Values, Walk, Whole};
use tantivy::collector::Collector;
use tantivy::columnar::column_index::{MultiValueIndex, OptionalIndex};
use tantivy::columnar::{Cardinality, Column, ColumnIndex, ColumnValues, RowId, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, SegmentOrdinal, SegmentReader};

/// Values shown of each facet.
pub(super) const SHOWN: usize = 20;

/// The most frequent values of one facet and those that are selected, with their counts, most frequent first.
pub(super) type Counts = Vec<(String, u64)>;

/// A facet to be counted.
#[derive(Debug, Clone)]
pub(super) struct Facet {
    pub(super) field: Field,
    /// Values given at most, beside those selected.
    pub(super) most: usize,
    /// Keys of values that are counted out of turn.
    pub(super) selected: Vec<String>,
}

/// Counts hits, and for each facet the hits that have each of its values.
pub(super) struct FacetCollector<'a> {
    pub(super) facets: &'a [Facet],
    pub(super) collection: &'a Collection,
}

/// Number of hits and, by facet, the values by their numbers with their counts.
pub(super) struct SegmentCounts {
    pub(super) total: u64,
    pub(super) facets: Vec<Vec<(u32, u64)>>,
}

impl Collector for FacetCollector<'_> {
    type Fruit = (u64, Vec<Counts>);
    type Child = Blocks<SegmentCounter>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child> {
        let values = self.collection.values();
        let open = |facet: &Facet| ValueCounts::open(facet.field, segment, values);
        let columns = self.facets.iter().map(open).collect::<Result<Vec<_>>>()?;
        let has_meetings = columns.iter().flatten().any(|column| column.of_meetings);
        let meetings = has_meetings.then(|| self.collection.layouts().meetings(segment)).transpose()?.map(Runs::walk);
        let (segment, values) = (segment.segment_id(), values.clone());
        Ok(Blocks::of(SegmentCounter { segment, values, total: 0, columns, meetings, block: Block::default() }))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<SegmentCounts>>) -> Result<Self::Fruit> {
        let mut total = 0;
        let mut all: Vec<Vec<(u32, u64)>> = vec![Vec::new(); self.facets.len()];
        for segment in segments {
            let segment = segment?;
            total += segment.total;
            all.iter_mut().zip(segment.facets).for_each(|(all, here)| all.extend(here));
        }
        let names = self.collection.values().names();
        let counts = all.into_iter().zip(self.facets).map(|(all, facet)| by_count(&names, &all, facet));
        Ok((total, counts.collect()))
    }
}

/// A value under all its spellings.
struct Counted {
    /// The number of the most frequent spelling, and how often it occurs.
    best: (u32, u64),
    total: u64,
}

impl Counted {
    const NONE: Counted = Counted { best: (0, 0), total: 0 };

    fn add(&mut self, names: &Numbered, (value, count): (u32, u64)) {
        self.total += count;
        let is_first = || names.value(value) < names.value(self.best.0);
        if count > self.best.1 || count == self.best.1 && is_first() {
            self.best = (value, count);
        }
    }
}

/// Most frequent first, then by name; each value in its most frequent spelling.
fn by_count(names: &Numbered, values: &[(u32, u64)], facet: &Facet) -> Counts {
    let mut sums: Vec<u64> = vec![0; names.count()];
    values.iter().for_each(|(value, count)| sums[*value as usize] += count);
    let mut counted: Vec<Counted> = std::iter::repeat_with(|| Counted::NONE).take(names.count()).collect();
    for (value, _) in values {
        // What several segments have is added once.
        let count = std::mem::take(&mut sums[*value as usize]);
        if count > 0 {
            counted[names.key(*value) as usize].add(names, (*value, count));
        }
    }
    counted.retain(|value| value.total > 0);
    let spelling = |value: &Counted| names.value(value.best.0).spelling();
    let order =
        |one: &Counted, other: &Counted| other.total.cmp(&one.total).then_with(|| spelling(one).cmp(spelling(other)));
    let most = facet.most.min(counted.len());
    if most < counted.len() {
        counted.select_nth_unstable_by(most, order);
    }
    let mut others = counted.split_off(most);
    others.retain(|value| facet.selected.iter().any(|key| key == names.value(value.best.0).key()));
    counted.sort_unstable_by(order);
    others.sort_unstable_by(order);
    let shown = |value: &Counted| (spelling(value).to_owned(), value.total);
    counted.iter().chain(&others).map(shown).collect()
}

/// The values of one facet in one segment with a counter each.
struct ValueCounts {
    column: Column<u64>,
    /// Where they are numbers of names.
    names: Option<(&'static str, StrColumn)>,
    /// The value that stands for none.
    none: Option<u64>,
    /// Whether whole meetings have them, so that they are written at the first document of each.
    of_meetings: bool,
    /// The value that is counted first.
    first: u64,
    counts: Vec<u32>,
}

impl ValueCounts {
    fn open(facet: Field, segment: &SegmentReader, values: &Values) -> Result<Option<ValueCounts>> {
        let of_meetings = facet.whole() == Some(Whole::Meeting);
        if facet == Field::Year {
            let Some(column) = segment.fast_fields().column_opt::<u64>("year")? else { return Ok(None) };
            let (first, last) = (column.min_value(), column.max_value());
            let span = usize::try_from(last.saturating_sub(first)).unwrap_or_default().min(10_000);
            return Ok(Some(ValueCounts {
                column,
                names: None,
                none: None,
                of_meetings,
                first,
                counts: vec![0; span + 1],
            }));
        }
        let name = facet.facet().unwrap_or_default();
        let Some((names, none)) = values.column_and_none(segment, name)? else { return Ok(None) };
        let (column, counts) = (names.ords().clone(), vec![0; names.num_terms()]);
        Ok(Some(ValueCounts { column, names: Some((name, names)), none, of_meetings, first: 0, counts }))
    }

    fn count(&mut self, docs: &[DocId], block: &mut Block) {
        let ValueCounts { column, first, counts, .. } = self;
        let mut add = |value: u64, hits: u32| counts[(value - *first) as usize] += hits;
        if self.of_meetings {
            let Block { meetings, hits, found } = block;
            found.find(column, meetings);
            let mut all = meetings.iter().zip(hits);
            for (value, doc) in found.values.iter().zip(&found.docs) {
                // Some meetings may have no value.
                if let Some((_, hits)) = all.find(|(meeting, _)| *meeting == doc) {
                    add(*value, *hits);
                }
            }
            return;
        }
        let block = &mut block.found;
        block.find(column, docs);
        if column.get_cardinality() != Cardinality::Multivalued {
            block.values.iter().for_each(|value| add(*value, 1));
            return;
        }
        let mut rest = block.values.as_slice();
        for same in block.docs.chunk_by(|one, other| one == other) {
            let (values, others) = rest.split_at(same.len());
            rest = others;
            let is_new = |(at, value): &(usize, &u64)| !values[..*at].contains(value);
            values.iter().enumerate().filter(is_new).for_each(|(_, value)| add(*value, 1));
        }
    }

    fn harvest(self, segment: SegmentId, values: &Values) -> Result<Vec<(u32, u64)>> {
        let all = (self.first..).zip(self.counts).filter(|(value, count)| *count > 0 && Some(*value) != self.none);
        let (found, counts): (Vec<u64>, Vec<u64>) = all.map(|(value, count)| (value, u64::from(count))).unzip();
        let numbers = match &self.names {
            Some((name, names)) => values.numbers(segment, (name, names), &found)?,
            None => found.iter().map(|year| values.number(&format!("{year:04}"))).collect(),
        };
        Ok(numbers.into_iter().zip(counts).collect())
    }
}

/// Counts the hits of one segment.
pub(super) struct SegmentCounter {
    segment: SegmentId,
    values: Values,
    total: u64,
    /// Those of the facets; none where the segment has no values of it.
    columns: Vec<Option<ValueCounts>>,
    /// The meetings, if values of theirs are counted.
    meetings: Option<Walk>,
    block: Block,
}

/// What is looked up of a block of hits, in room that is used again for the next.
#[derive(Default)]
struct Block {
    /// The meetings they stand in, by their first documents, and how many hits each has.
    meetings: Vec<DocId>,
    hits: Vec<u32>,
    found: Found,
}

impl Block {
    fn find_meetings(&mut self, docs: &[DocId], meetings: &mut Walk) {
        self.meetings.clear();
        self.hits.clear();
        for doc in docs {
            let start = meetings.of(*doc).start;
            match self.hits.last_mut() {
                Some(hits) if self.meetings.last() == Some(&start) => *hits += 1,
                _ => {
                    self.meetings.push(start);
                    self.hits.push(1);
                }
            }
        }
    }
}

/// The values of many documents, each with its document and the row of the column it is written in.
#[derive(Default)]
struct Found {
    values: Vec<u64>,
    docs: Vec<DocId>,
    rows: Vec<RowId>,
    /// Of documents with several values, the first rows and those behind the last.
    several: Vec<DocId>,
    ranks: Vec<RowId>,
    starts: Vec<RowId>,
    ends: Vec<RowId>,
}

impl Found {
    fn find(&mut self, column: &Column<u64>, docs: &[DocId]) {
        self.docs.clear();
        self.rows.clear();
        match &column.index {
            ColumnIndex::Multivalued(MultiValueIndex::MultiValueIndexV2(index)) => {
                self.find_several(&index.optional_index, &*index.start_index_column, docs);
            }
            _ => column.row_ids_for_docs(docs, &mut self.docs, &mut self.rows),
        }
        self.values.resize(self.rows.len(), 0);
        column.values.get_vals(&self.rows, &mut self.values);
    }

    /// Of a column with several values a document: the engine asks for the rows of one after the other.
    fn find_several(&mut self, with_values: &OptionalIndex, firsts: &dyn ColumnValues<RowId>, docs: &[DocId]) {
        self.several.clear();
        self.ranks.clear();
        with_values.rank_if_exists_batch(docs, &mut self.several, &mut self.ranks);
        self.starts.resize(self.ranks.len(), 0);
        self.ends.resize(self.ranks.len(), 0);
        firsts.get_vals(&self.ranks, &mut self.starts);
        self.ranks.iter_mut().for_each(|rank| *rank += 1);
        firsts.get_vals(&self.ranks, &mut self.ends);
        for (doc, (start, end)) in self.several.iter().zip(self.starts.iter().zip(&self.ends)) {
            self.rows.extend(*start..*end);
            self.docs.resize(self.rows.len(), *doc);
        }
    }
}

impl Counter for SegmentCounter {
    type Fruit = Result<SegmentCounts>;

    fn count(&mut self, docs: &[DocId]) {
        self.total += docs.len() as u64;
        if let Some(meetings) = &mut self.meetings {
            self.block.find_meetings(docs, meetings);
        }
        for column in self.columns.iter_mut().flatten() {
            column.count(docs, &mut self.block);
        }
    }

    fn harvest(self) -> Self::Fruit {
        let harvest = |column: Option<ValueCounts>| match column {
            Some(column) => column.harvest(self.segment, &self.values),
            None => Ok(Vec::new()),
        };
        let facets = self.columns.into_iter().map(harvest).collect::<Result<_>>()?;
        Ok(SegmentCounts { total: self.total, facets })
    }
}
