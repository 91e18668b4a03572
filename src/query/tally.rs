//! Everything counted by the values of columns in one pass: passages or statements, meetings, first and last day.

use crate::index::facet_entry;
use std::collections::HashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Result, Score, SegmentOrdinal, SegmentReader};

/// Counts hits by the values of each of some columns.
pub(super) struct TallyCollector<const N: usize> {
    pub(super) columns: [&'static str; N],
}

/// The counts of one value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// How often hits have the value.
    pub(super) values: u64,
    /// Meetings with such hits.
    pub(super) meetings: u64,
    /// First day, as a number.
    pub(super) first: Option<i64>,
    /// Last day, as a number.
    pub(super) last: Option<i64>,
    /// The meeting counted last, plus one.
    seen: u64,
}

impl Count {
    fn add(&mut self, other: &Count) {
        self.values += other.values;
        self.meetings += other.meetings;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

/// The counts by value, each in its most frequent spelling.
pub(super) type Tally = Vec<(String, Count)>;

/// By key: the counts, and how often each spelling occurs.
type Merged = HashMap<String, (Count, HashMap<String, u64>)>;

impl<const N: usize> Collector for TallyCollector<N> {
    type Fruit = [Tally; N];
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<SegmentTally> {
        let mut columns = Vec::with_capacity(N);
        for name in self.columns {
            let values = segment.fast_fields().str(name)?;
            let counts = vec![Count::default(); values.as_ref().map_or(0, |values| values.num_terms())];
            columns.push(ColumnTally { values, counts });
        }
        let meetings = segment.fast_fields().str("meeting")?;
        let days = segment.fast_fields().column_opt::<i64>("day")?;
        Ok(SegmentTally { columns, meetings, days })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<Vec<Tally>>>) -> Result<[Tally; N]> {
        let mut all: [Merged; N] = std::array::from_fn(|_| HashMap::new());
        for segment in segments {
            for (merged, counts) in all.iter_mut().zip(segment?) {
                for (entry, count) in counts {
                    let (key, spelling) = facet_entry(&entry);
                    let (sum, spellings) = merged.entry(key.to_owned()).or_default();
                    sum.add(&count);
                    *spellings.entry(spelling.to_owned()).or_default() += count.values;
                }
            }
        }
        let shown = |(count, spellings): (Count, HashMap<String, u64>)| {
            let best = spellings.into_iter().max_by(|left, right| left.1.cmp(&right.1).then(right.0.cmp(&left.0)));
            best.map(|(spelling, _)| (spelling, count))
        };
        Ok(all.map(|merged| merged.into_values().filter_map(shown).collect()))
    }
}

/// Counts the hits of one segment.
pub(super) struct SegmentTally {
    columns: Vec<ColumnTally>,
    meetings: Option<StrColumn>,
    days: Option<Column<i64>>,
}

/// The values of one column with their counts so far.
struct ColumnTally {
    values: Option<StrColumn>,
    counts: Vec<Count>,
}

impl SegmentCollector for SegmentTally {
    type Fruit = Result<Vec<Tally>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let meetings = self.meetings.as_ref();
        let meeting = meetings.and_then(|meetings| meetings.ords().first(doc)).map_or(0, |ordinal| ordinal + 1);
        for column in &mut self.columns {
            let Some(values) = &column.values else { continue };
            for ordinal in values.ords().values_for_doc(doc) {
                let count = &mut column.counts[ordinal as usize];
                count.values += 1;
                // The passages of a meeting stand together, so that a change of meeting is a new one.
                if count.seen != meeting {
                    let day = self.days.as_ref().and_then(|days| days.first(doc));
                    count.seen = meeting;
                    count.meetings += 1;
                    count.first = [count.first, day].into_iter().flatten().min();
                    count.last = count.last.max(day);
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.columns.into_iter().map(ColumnTally::harvest).collect()
    }
}

impl ColumnTally {
    fn harvest(self) -> Result<Tally> {
        let Some(values) = &self.values else { return Ok(Vec::new()) };
        let counted: Vec<(usize, Count)> =
            self.counts.into_iter().enumerate().filter(|(_, count)| count.values > 0).collect();
        let ordinals: Vec<u64> = counted.iter().map(|(ordinal, _)| *ordinal as u64).collect();
        let mut named = Vec::with_capacity(counted.len());
        values.dictionary().sorted_ords_to_term_cb(&ordinals, |entry| {
            named.push((String::from_utf8_lossy(entry).into_owned(), counted[named.len()].1));
        })?;
        Ok(named)
    }
}
