//! Everything counted by the values of columns in one pass: passages or statements, meetings, first and last day.
//! A document counts by the first of the columns that it has values in.

use crate::index::{Collection, Layout, Value, Values};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, Score, SegmentOrdinal, SegmentReader};

/// Counts hits by the values of some columns, each by those of the first that it has any in.
pub(super) struct TallyCollector<'a, const N: usize> {
    pub(super) columns: [&'static str; N],
    pub(super) collection: &'a Collection,
}

/// The counts of one value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// How often hits have the value.
    pub(super) values: u64,
    /// Those of them that are statements which raise something.
    pub(super) raised: u64,
    /// Meetings with such hits.
    pub(super) meetings: u64,
    /// First day, as a number.
    pub(super) first: Option<i64>,
    /// Last day, as a number.
    pub(super) last: Option<i64>,
}

impl Count {
    fn add(&mut self, other: &Count) {
        self.values += other.values;
        self.raised += other.raised;
        self.meetings += other.meetings;
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

/// The counts by value, each in its most frequent spelling, in the order of keys.
pub(super) type Tally = Vec<(Value, Count)>;

impl<const N: usize> Collector for TallyCollector<'_, N> {
    type Fruit = [Tally; N];
    type Child = SegmentTally;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<SegmentTally> {
        let mut columns = Vec::with_capacity(N);
        for name in self.columns {
            let Some(values) = self.collection.values().column(segment, name)? else {
                columns.push(None);
                continue;
            };
            columns.push(Some(ColumnTally { name, counters: vec![Counter::default(); values.num_terms()], values }));
        }
        let numbers = segment.fast_fields();
        Ok(SegmentTally {
            segment: segment.segment_id(),
            values: self.collection.values().clone(),
            layout: self.collection.layouts().of(segment)?,
            columns,
            meeting: numbers.str("meeting")?,
            day: numbers.column_opt("day")?,
            raises: numbers.column_opt("raises")?,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<Vec<Tally>>>) -> Result<[Tally; N]> {
        let mut all: [Tally; N] = std::array::from_fn(|_| Vec::new());
        let several = segments.len() > 1;
        for segment in segments {
            all.iter_mut().zip(segment?).for_each(|(all, here)| all.extend(here));
        }
        Ok(all.map(|mut counts| {
            if several {
                // Each segment is in order, so that this merges runs.
                counts.sort_by(|one, other| one.0.cmp(&other.0));
            }
            merged(&counts)
        }))
    }
}

/// One row for all spellings of a value.
fn merged(counts: &[(Value, Count)]) -> Tally {
    let mut rows: Tally = Vec::with_capacity(counts.len());
    for same in counts.chunk_by(|one, other| one.0.key() == other.0.key()) {
        let mut best = (&same[0].0, 0);
        let mut sum = Count::default();
        for spelling in same.chunk_by(|one, other| one.0 == other.0) {
            let before = sum.values;
            spelling.iter().for_each(|(_, count)| sum.add(count));
            if sum.values - before > best.1 {
                best = (&spelling[0].0, sum.values - before);
            }
        }
        rows.push((best.0.clone(), sum));
    }
    rows
}

/// Counts the hits of one segment.
pub(super) struct SegmentTally {
    segment: SegmentId,
    values: Values,
    columns: Vec<Option<ColumnTally>>,
    layout: Layout,
    meeting: Option<StrColumn>,
    day: Option<Column<i64>>,
    raises: Option<Column<u64>>,
}

/// The values of one column with their counts so far.
struct ColumnTally {
    name: &'static str,
    values: StrColumn,
    counters: Vec<Counter>,
}

/// What is counted of one value, in as little room as it takes.
#[derive(Debug, Clone, Copy, Default)]
struct Counter {
    values: u32,
    raised: u32,
    meetings: u32,
    /// The meeting counted last.
    seen: u64,
    first: Option<i32>,
    last: Option<i32>,
}

impl Counter {
    fn see(&mut self, meeting: u64, day: Option<i32>) {
        self.seen = meeting;
        self.meetings += 1;
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
    }
}

impl SegmentTally {
    /// 1 for a statement that raises something.
    fn raises(&self, doc: DocId) -> u32 {
        u32::from(self.raises.as_ref().and_then(|raises| raises.first(doc)) == Some(1))
    }

    /// Tells the meeting of a document from others: where it starts, or for actions its name; never 0.
    fn meeting(&self, doc: DocId) -> u64 {
        let name = || self.meeting.as_ref().and_then(|names| names.ords().first(doc)).unwrap_or_default();
        self.layout.meeting(doc).map_or_else(|| u64::MAX - name(), |start| u64::from(start) + 1)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = Result<Vec<Tally>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        let mut columns = std::mem::take(&mut self.columns);
        for doc in docs {
            // What the document is besides is read for those with a value only.
            let mut beside = None;
            for column in columns.iter_mut().flatten() {
                for ordinal in column.values.ords().values_for_doc(*doc) {
                    let (meeting, raises) = *beside.get_or_insert_with(|| (self.meeting(*doc), self.raises(*doc)));
                    let counter = &mut column.counters[ordinal as usize];
                    counter.values += 1;
                    counter.raised += raises;
                    // The passages of a meeting stand together, so that a change of meeting is a new one.
                    if counter.seen != meeting {
                        let day = self.day.as_ref().and_then(|day| day.first(*doc));
                        counter.see(meeting, day.and_then(|day| i32::try_from(day).ok()));
                    }
                }
                if beside.is_some() {
                    break;
                }
            }
        }
        self.columns = columns;
    }

    fn harvest(self) -> Self::Fruit {
        let harvest = |column: Option<ColumnTally>| match column {
            Some(column) => column.harvest(self.segment, &self.values),
            None => Ok(Vec::new()),
        };
        self.columns.into_iter().map(harvest).collect()
    }
}

impl ColumnTally {
    fn harvest(self, segment: SegmentId, values: &Values) -> Result<Tally> {
        let counted = |(_, counter): &(u64, Counter)| counter.values > 0;
        let counted: Vec<(u64, Counter)> = (0..).zip(self.counters).filter(counted).collect();
        let ordinals: Vec<u64> = counted.iter().map(|(ordinal, _)| *ordinal).collect();
        let values = values.of(segment, (self.name, &self.values), &ordinals)?;
        let count = |(_, counter): (u64, Counter)| Count {
            values: counter.values.into(),
            raised: counter.raised.into(),
            meetings: counter.meetings.into(),
            first: counter.first.map(i64::from),
            last: counter.last.map(i64::from),
        };
        Ok(values.into_iter().zip(counted.into_iter().map(count)).collect())
    }
}
