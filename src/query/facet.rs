//! Exact facet counts in one pass over the hits, from the ordinals of fast columns.

use super::block::{Blocks, Counter};
use super::field::Field;
use crate::index::{Collection, Numbered, Starts, Values, Whole};
use tantivy::collector::Collector;
use tantivy::columnar::{Cardinality, Column, StrColumn};
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
        let has_meetings = columns.iter().any(|column| matches!(column, ValueCounts::OfMeetings { .. }));
        let starts = has_meetings.then(|| self.collection.layouts().starts(segment)).transpose()?;
        let (segment, values) = (segment.segment_id(), values.clone());
        Ok(Blocks::of(SegmentCounter { segment, values, total: 0, columns, starts, block: Block::default() }))
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

/// Most frequent first, then by name; each value in its most frequent spelling.
fn by_count(names: &Numbered, values: &[(u32, u64)], facet: &Facet) -> Counts {
    // Numbers tell what belongs together; names are compared only where they break a tie.
    let mut keyed: Vec<((u32, u32), u64)> =
        values.iter().map(|(value, count)| ((names.key(*value), *value), *count)).collect();
    keyed.sort_unstable_by_key(|(key_and_value, _)| *key_and_value);
    let mut counted: Vec<Counted> = Vec::with_capacity(keyed.len());
    for all in keyed.chunk_by(|((one, _), _), ((other, _), _)| one == other) {
        let spellings = all.chunk_by(|one, other| one.0 == other.0);
        let spellings = spellings.map(|same| (same[0].0.1, same.iter().map(|(_, count)| count).sum::<u64>()));
        let rank = |one: &(u32, u64), other: &(u32, u64)| {
            one.1.cmp(&other.1).then_with(|| names.value(other.0).cmp(names.value(one.0)))
        };
        let total = all.iter().map(|(_, count)| count).sum();
        counted.extend(spellings.max_by(rank).map(|best| Counted { best, total }));
    }
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
enum ValueCounts {
    Names {
        name: &'static str,
        column: StrColumn,
        counts: Vec<u32>,
    },
    /// Values that whole meetings have, written at the first document of each.
    OfMeetings {
        name: &'static str,
        column: StrColumn,
        counts: Vec<u32>,
    },
    Years {
        column: Column<u64>,
        first: u64,
        counts: Vec<u32>,
    },
    None,
}

impl ValueCounts {
    fn open(facet: Field, segment: &SegmentReader, values: &Values) -> Result<ValueCounts> {
        if facet == Field::Year {
            let Some(column) = segment.fast_fields().column_opt::<u64>("year")? else { return Ok(ValueCounts::None) };
            let (first, last) = (column.min_value(), column.max_value());
            let span = usize::try_from(last.saturating_sub(first)).unwrap_or_default().min(10_000);
            return Ok(ValueCounts::Years { column, first, counts: vec![0; span + 1] });
        }
        let name = facet.facet().unwrap_or_default();
        Ok(match values.column(segment, name)?.map(|column| (vec![0; column.num_terms()], column)) {
            Some((counts, column)) if facet.whole() == Some(Whole::Meeting) => {
                ValueCounts::OfMeetings { name, column, counts }
            }
            Some((counts, column)) => ValueCounts::Names { name, column, counts },
            None => ValueCounts::None,
        })
    }

    fn count(&mut self, docs: &[DocId], Block { numbers, meetings, .. }: &mut Block) {
        let (column, first, counts) = match self {
            ValueCounts::Names { column, counts, .. } => (column.ords(), 0, counts),
            ValueCounts::Years { column, first, counts } => (&*column, *first, counts),
            ValueCounts::OfMeetings { column, counts, .. } => {
                for (meeting, hits) in meetings {
                    column.ords().first(*meeting).into_iter().for_each(|value| counts[value as usize] += *hits);
                }
                return;
            }
            ValueCounts::None => return,
        };
        if column.get_cardinality() == Cardinality::Multivalued {
            let mut seen: Vec<u64> = Vec::new();
            for doc in docs {
                seen.clear();
                for value in column.values_for_doc(*doc) {
                    if !seen.contains(&value) {
                        seen.push(value);
                        counts[(value - first) as usize] += 1;
                    }
                }
            }
        } else {
            numbers.clear();
            numbers.resize(docs.len(), None);
            column.first_vals(docs, numbers);
            for value in numbers.iter().flatten() {
                counts[(value - first) as usize] += 1;
            }
        }
    }

    fn harvest(self, segment: SegmentId, values: &Values) -> Result<Vec<(u32, u64)>> {
        let counted = |counts: &[u32]| -> Vec<(u64, u64)> {
            let all = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            all.map(|(value, count)| (value as u64, u64::from(*count))).collect()
        };
        match self {
            ValueCounts::None => Ok(Vec::new()),
            ValueCounts::Years { first, counts, .. } => {
                let year = |(year, count)| (values.number(&format!("{:04}", year + first)), count);
                Ok(counted(&counts).into_iter().map(year).collect())
            }
            ValueCounts::Names { name, column, counts } | ValueCounts::OfMeetings { name, column, counts } => {
                let counted = counted(&counts);
                let ordinals: Vec<u64> = counted.iter().map(|(ordinal, _)| *ordinal).collect();
                let numbers = values.numbers(segment, (name, &column), &ordinals)?;
                Ok(numbers.into_iter().zip(counted).map(|(number, (_, count))| (number, count)).collect())
            }
        }
    }
}

/// Counts the hits of one segment.
pub(super) struct SegmentCounter {
    segment: SegmentId,
    values: Values,
    total: u64,
    columns: Vec<ValueCounts>,
    /// Where meetings begin, if that is asked for.
    starts: Option<Starts>,
    block: Block,
}

/// Numbers of a block of hits, in room that is used again for the next.
#[derive(Default)]
struct Block {
    numbers: Vec<Option<u64>>,
    meeting_at: Vec<u64>,
    /// The meetings they stand in, by their first documents, with the hits of each.
    meetings: Vec<(DocId, u32)>,
}

impl Counter for SegmentCounter {
    type Fruit = Result<SegmentCounts>;

    fn count(&mut self, docs: &[DocId]) {
        self.total += docs.len() as u64;
        if let Some(starts) = &self.starts {
            starts.meetings_of(docs, &mut self.block.meeting_at, &mut self.block.meetings);
        }
        for column in &mut self.columns {
            column.count(docs, &mut self.block);
        }
    }

    fn harvest(self) -> Self::Fruit {
        let harvest = |column: ValueCounts| column.harvest(self.segment, &self.values);
        let facets = self.columns.into_iter().map(harvest).collect::<Result<_>>()?;
        Ok(SegmentCounts { total: self.total, facets })
    }
}
