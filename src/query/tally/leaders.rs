//! Everything counted of the values that have most hits; of all others the hits alone, as fast as the engine can.

use super::super::block::{Blocks, Counter};
use super::{Block, Counted, Row, SegmentTally, Sums, Tally, TallyCollector};
use crate::index::Numbered;
use std::cmp::Reverse;
use tantivy::collector::Collector;
use tantivy::columnar::Cardinality;
use tantivy::{DocId, Result, SegmentOrdinal, SegmentReader};

/// Counts hits like [`TallyCollector`]; of the first column, which has no gaps, only the values with most of them.
pub(in crate::query) struct LeaderCollector<'a> {
    pub(in crate::query) tally: TallyCollector<'a, 2>,
    /// How many values there may be of the first column.
    pub(in crate::query) most: usize,
    /// Whether those lead that have most hits which raise something.
    pub(in crate::query) by_raised: bool,
}

/// The hits of one segment, each with the ordinal of its value in the first column.
pub(in crate::query) struct SegmentHits {
    tally: SegmentTally<2>,
    by_raised: bool,
    /// By ordinal, how many hits count for the lead.
    counts: Vec<u32>,
    docs: Vec<DocId>,
    ordinals: Vec<u32>,
}

impl Collector for LeaderCollector<'_> {
    type Fruit = [Tally; 2];
    type Child = Blocks<SegmentHits>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child> {
        let tally = self.tally.segment(segment)?;
        let counts = tally.columns[0].as_ref().map_or_else(Vec::new, |column| vec![0; column.sums.len()]);
        let (docs, ordinals) = (Vec::new(), Vec::new());
        Ok(Blocks::of(SegmentHits { tally, by_raised: self.by_raised, counts, docs, ordinals }))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<SegmentHits>>) -> Result<[Tally; 2]> {
        let segments: Vec<SegmentHits> = segments.into_iter().collect::<Result<_>>()?;
        let numbered: Vec<Vec<(u64, u32)>> = segments.iter().map(SegmentHits::numbered).collect::<Result<_>>()?;
        let values = self.tally.collection.values();
        let is_leader = leaders(&values.names(), &segments, &numbered, self.most);
        let mut columns = [Vec::new(), Vec::new()];
        for (segment, numbered) in segments.into_iter().zip(&numbered) {
            let ordinals =
                numbered.iter().filter(|(_, number)| is_leader[*number as usize]).map(|(ordinal, _)| *ordinal);
            let here = segment.counted_of(ordinals)?;
            columns.iter_mut().zip(here).for_each(|(column, here)| column.push(here));
        }
        let names = values.names();
        Ok(columns.map(|segments| Tally::of(&names, &segments)))
    }
}

/// Of each number, whether its value leads, under whatever spelling.
fn leaders(names: &Numbered, segments: &[SegmentHits], numbered: &[Vec<(u64, u32)>], most: usize) -> Vec<bool> {
    let counted = |(segment, numbered): (&SegmentHits, &Vec<(u64, u32)>)| -> Counted {
        let sums = |ordinal: u64| Sums { values: segment.counts[ordinal as usize], ..Sums::NONE };
        numbered.iter().map(|(ordinal, number)| (*number, sums(*ordinal))).collect()
    };
    let counted: Vec<Counted> = segments.iter().zip(numbered).map(counted).collect();
    let mut rows = Tally::of(names, &counted).rows;
    if most < rows.len() {
        let order = |row: &Row| (Reverse(row.count.values), names.value(row.name).spelling());
        rows.select_nth_unstable_by(most, |one, other| order(one).cmp(&order(other)));
        rows.truncate(most);
    }
    let mut is_leader = vec![false; names.count()];
    rows.iter().for_each(|row| is_leader[row.key as usize] = true);
    (0..names.count()).map(|number| is_leader[names.key(number as u32) as usize]).collect()
}

impl Counter for SegmentHits {
    type Fruit = Result<SegmentHits>;

    fn count(&mut self, docs: &[DocId]) {
        let SegmentTally { columns, places, block, .. } = &mut self.tally;
        let Some(column) = columns[0].as_ref().map(|column| column.values.ords()) else {
            return self.tally.count(docs);
        };
        debug_assert_eq!(column.get_cardinality(), Cardinality::Full);
        let Block { all, raises, .. } = block;
        all.resize(docs.len(), 0);
        column.values.get_vals(docs, all);
        self.docs.extend_from_slice(docs);
        self.ordinals.extend(all.iter().map(|ordinal| *ordinal as u32));
        if self.by_raised {
            raises.resize(docs.len(), 0);
            places.raises.values.get_vals(docs, raises);
            all.iter().zip(raises).for_each(|(ordinal, raises)| self.counts[*ordinal as usize] += *raises as u32);
        } else {
            all.iter().for_each(|ordinal| self.counts[*ordinal as usize] += 1);
        }
    }

    fn harvest(self) -> Self::Fruit {
        Ok(self)
    }
}

impl SegmentHits {
    /// The ordinals of values that were counted, each with the number of its value.
    fn numbered(&self) -> Result<Vec<(u64, u32)>> {
        let SegmentTally { segment, values, columns, .. } = &self.tally;
        let Some(column) = &columns[0] else { return Ok(Vec::new()) };
        let is_counted = |(ordinal, count): &(u64, &u32)| **count > 0 && Some(*ordinal) != column.none;
        let ordinals: Vec<u64> = (0..).zip(&self.counts).filter(is_counted).map(|(ordinal, _)| ordinal).collect();
        let numbers = values.numbers(*segment, (column.name, &column.values), &ordinals)?;
        Ok(ordinals.into_iter().zip(numbers).collect())
    }

    /// What is counted of the values at these ordinals, and by the second column of what has no value in the first.
    fn counted_of(self, leaders: impl Iterator<Item = u64>) -> Result<Vec<Counted>> {
        let SegmentHits { mut tally, docs, ordinals, counts, .. } = self;
        let mut is_leader = vec![false; counts.len()];
        leaders.for_each(|ordinal| is_leader[ordinal as usize] = true);
        let SegmentTally { columns: [Some(first), second], places, block, .. } = &mut tally else {
            return tally.harvest();
        };
        block.left.clear();
        for (doc, ordinal) in docs.into_iter().zip(ordinals) {
            if is_leader[ordinal as usize] {
                let raises = places.raises.values.get_val(doc);
                first.sums[ordinal as usize].add(&places.of(doc, raises));
            } else if first.none == Some(u64::from(ordinal)) {
                block.left.push(places.of(doc, 0));
            }
        }
        second.iter_mut().for_each(|second| second.count(block));
        tally.harvest()
    }
}
