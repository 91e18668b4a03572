//! Everything counted by the values of columns in one pass: passages or statements, meetings, first and last day.
//! A document counts by the first of the columns that it has values in.

use super::block::{Blocks, Counter};
use crate::index::{Collection, Layout, Value, Values};
use tantivy::collector::Collector;
use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, SegmentOrdinal, SegmentReader};

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
    type Child = Blocks<SegmentTally>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child> {
        let mut columns = Vec::with_capacity(N);
        for name in self.columns {
            let Some(values) = self.collection.values().column(segment, name)? else {
                columns.push(None);
                continue;
            };
            columns.push(Some(ColumnTally { name, sums: vec![Sums::default(); values.num_terms()], values }));
        }
        Ok(Blocks::of(SegmentTally {
            segment: segment.segment_id(),
            values: self.collection.values().clone(),
            columns,
            places: Places {
                layout: self.collection.layouts().of(segment)?,
                names: self.collection.values().column(segment, "meeting")?,
                days: self.collection.layouts().days(segment)?,
                day: (0, None),
            },
        }))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<Vec<Tally>>>) -> Result<[Tally; N]> {
        let segments: Vec<Vec<Tally>> = segments.into_iter().collect::<Result<_>>()?;
        Ok(std::array::from_fn(|column| merged(segments.iter().flat_map(|tallies| &tallies[column]).collect())))
    }
}

/// One row for all spellings of a value.
fn merged(mut counts: Vec<&(Value, Count)>) -> Tally {
    // Each segment is in order, so that this merges runs.
    counts.sort_by(|one, other| one.0.cmp(&other.0));
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
    places: Places,
}

/// The values of one column with their counts so far.
struct ColumnTally {
    name: &'static str,
    values: StrColumn,
    sums: Vec<Sums>,
}

/// What is counted of one value, in as little room as it takes.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    values: u32,
    raised: u32,
    meetings: u32,
    /// The meeting counted last.
    seen: u64,
    first: Option<i32>,
    last: Option<i32>,
}

impl Sums {
    fn see(&mut self, meeting: u64, day: Option<i32>) {
        self.seen = meeting;
        self.meetings += 1;
        self.first = [self.first, day].into_iter().flatten().min();
        self.last = self.last.max(day);
    }
}

/// Tells where documents stand.
struct Places {
    layout: Layout,
    /// Names of meetings.
    names: Option<StrColumn>,
    days: Option<Column<i64>>,
    /// The meeting whose day was read last, and that day.
    day: (u64, Option<i32>),
}

/// Where a document stands.
struct Place {
    doc: DocId,
    /// Tells its meeting from others; never 0.
    meeting: u64,
    /// 1 for a statement that raises something.
    raises: u32,
}

impl Places {
    /// Those of `docs`: a meeting is where it starts, for actions its name.
    fn of(&self, docs: &[DocId]) -> Vec<Place> {
        let name = |doc| self.names.as_ref().and_then(|names| names.ords().first(doc)).unwrap_or_default();
        let place = |(doc, (start, raises))| {
            let meeting = if start < doc { u64::from(start) + 1 } else { u64::MAX - name(doc) };
            Place { doc, meeting, raises: u32::from(raises) }
        };
        docs.iter().copied().zip(self.layout.statements(docs)).map(place).collect()
    }

    fn day(&mut self, place: &Place) -> Option<i32> {
        if self.day.0 != place.meeting {
            let day = self.days.as_ref().and_then(|days| days.first(place.doc));
            self.day = (place.meeting, day.and_then(|day| i32::try_from(day).ok()));
        }
        self.day.1
    }
}

impl Counter for SegmentTally {
    type Fruit = Result<Vec<Tally>>;

    fn count(&mut self, docs: &[DocId]) {
        let mut places = self.places.of(docs);
        for column in self.columns.iter_mut().flatten() {
            column.count(&mut places, &mut self.places);
        }
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
    /// Counts the documents that have a value, and leaves the others in `places`.
    fn count(&mut self, places: &mut Vec<Place>, days: &mut Places) {
        let ColumnTally { values, sums, .. } = self;
        let mut add = |ordinal: u64, place: &Place| {
            let sums = &mut sums[ordinal as usize];
            sums.values += 1;
            sums.raised += place.raises;
            // The passages of a meeting stand together, so that a change of meeting is a new one.
            if sums.seen != place.meeting {
                sums.see(place.meeting, days.day(place));
            }
        };
        let column = values.ords();
        if column.get_cardinality() == Cardinality::Multivalued {
            places.retain(|place| {
                let ordinals = column.values_for_doc(place.doc);
                ordinals.map(|ordinal| add(ordinal, place)).count() == 0
            });
        } else {
            let docs: Vec<DocId> = places.iter().map(|place| place.doc).collect();
            let mut ordinals = vec![None; docs.len()];
            column.first_vals(&docs, &mut ordinals);
            let mut ordinals = ordinals.into_iter();
            places.retain(|place| ordinals.next().flatten().map(|ordinal| add(ordinal, place)).is_none());
        }
    }

    fn harvest(self, segment: SegmentId, values: &Values) -> Result<Tally> {
        let counted = |(_, sums): &(u64, Sums)| sums.values > 0;
        let counted: Vec<(u64, Sums)> = (0..).zip(self.sums).filter(counted).collect();
        let ordinals: Vec<u64> = counted.iter().map(|(ordinal, _)| *ordinal).collect();
        let values = values.of(segment, (self.name, &self.values), &ordinals)?;
        let count = |(_, sums): (u64, Sums)| Count {
            values: sums.values.into(),
            raised: sums.raised.into(),
            meetings: sums.meetings.into(),
            first: sums.first.map(i64::from),
            last: sums.last.map(i64::from),
        };
        Ok(values.into_iter().zip(counted.into_iter().map(count)).collect())
    }
}
