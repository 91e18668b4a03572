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
            columns.push(Some(ColumnTally { name, sums: vec![Sums::NONE; values.num_terms()], values }));
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
            block: Block::default(),
        }))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<Vec<Tally>>>) -> Result<[Tally; N]> {
        let mut tallies: [Tally; N] = std::array::from_fn(|_| Tally::new());
        for segment in segments {
            for (all, here) in tallies.iter_mut().zip(segment?) {
                *all = both(std::mem::take(all), here);
            }
        }
        Ok(tallies.map(by_key))
    }
}

/// What two segments count by spelling, in order as each of them is.
fn both(one: Tally, other: Tally) -> Tally {
    if one.is_empty() {
        return other;
    }
    let mut all = Tally::with_capacity(one.len() + other.len());
    let mut one = one.into_iter().peekable();
    for (value, count) in other {
        all.extend(std::iter::from_fn(|| one.next_if(|(first, _)| *first < value)));
        match one.next_if(|(first, _)| *first == value) {
            Some((value, mut sum)) => {
                sum.add(&count);
                all.push((value, sum));
            }
            None => all.push((value, count)),
        }
    }
    all.extend(one);
    all
}

/// One row for all spellings of a value.
fn by_key(spellings: Tally) -> Tally {
    let mut rows = Tally::with_capacity(spellings.len());
    // How often the best spelling of the last row occurs.
    let mut most = 0;
    for (value, count) in spellings {
        match rows.last_mut() {
            Some((best, sum)) if best.key() == value.key() => {
                sum.add(&count);
                if count.values > most {
                    (*best, most) = (value, count.values);
                }
            }
            _ => {
                most = count.values;
                rows.push((value, count));
            }
        }
    }
    rows
}

/// Counts the hits of one segment.
pub(super) struct SegmentTally {
    segment: SegmentId,
    values: Values,
    columns: Vec<Option<ColumnTally>>,
    places: Places,
    block: Block,
}

/// The values of one column with their counts so far.
struct ColumnTally {
    name: &'static str,
    values: StrColumn,
    sums: Vec<Sums>,
}

/// What is counted of one value, in as little room as it takes.
#[derive(Debug, Clone, Copy)]
struct Sums {
    values: u32,
    raised: u32,
    meetings: u32,
    /// The first and the last day, the wrong way round where none is known.
    first: i32,
    last: i32,
    /// The meeting counted last.
    seen: u64,
}

impl Sums {
    const NONE: Sums = Sums { values: 0, raised: 0, meetings: 0, first: i32::MAX, last: i32::MIN, seen: 0 };

    fn add(&mut self, place: &Place, places: &mut Places) {
        self.values += 1;
        self.raised += place.raises;
        // The passages of a meeting stand together, so that a change of meeting is a new one.
        if self.seen != place.meeting {
            self.seen = place.meeting;
            self.meetings += 1;
            if let Some(day) = places.day(place) {
                (self.first, self.last) = (self.first.min(day), self.last.max(day));
            }
        }
    }

    fn count(&self) -> Count {
        let is_dated = self.first <= self.last;
        Count {
            values: self.values.into(),
            raised: self.raised.into(),
            meetings: self.meetings.into(),
            first: is_dated.then_some(self.first.into()),
            last: is_dated.then_some(self.last.into()),
        }
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
#[derive(Clone, Copy)]
struct Place {
    doc: DocId,
    /// 1 for a statement that raises something.
    raises: u32,
    /// Tells its meeting from others; never 0.
    meeting: u64,
}

impl Places {
    /// That of a document with so many of its meeting before it: a meeting is where it starts, for actions its name.
    fn of(&self, doc: DocId, (before, raises): (u64, u64)) -> Place {
        let name = || self.names.as_ref().and_then(|names| names.ords().first(doc)).unwrap_or_default();
        let meeting = if before > 0 { u64::from(doc) + 1 - before } else { u64::MAX - name() };
        Place { doc, raises: raises as u32, meeting }
    }

    fn day(&mut self, place: &Place) -> Option<i32> {
        if self.day.0 != place.meeting {
            let day = self.days.as_ref().and_then(|days| days.first(place.doc));
            self.day = (place.meeting, day.and_then(|day| i32::try_from(day).ok()));
        }
        self.day.1
    }
}

/// Numbers of a block of hits, in room that is used again for the next.
#[derive(Default)]
struct Block {
    /// Documents of the meeting before each, and whether it raises something.
    told: [Vec<u64>; 2],
    numbers: Vec<Option<u64>>,
    docs: Vec<DocId>,
    /// Places of hits without a value so far.
    left: Vec<Place>,
}

impl Counter for SegmentTally {
    type Fruit = Result<Vec<Tally>>;

    fn count(&mut self, docs: &[DocId]) {
        let Block { told, left, .. } = &mut self.block;
        self.places.layout.statements(docs, told);
        let [before, raises] = told;
        left.clear();
        left.extend(
            docs.iter()
                .zip(before.iter().zip(raises.iter()))
                .map(|(doc, (before, raises))| self.places.of(*doc, (*before, *raises))),
        );
        for column in self.columns.iter_mut().flatten() {
            column.count(&mut self.block, &mut self.places);
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
    /// Counts what is left and has a value, and leaves the rest.
    fn count(&mut self, block: &mut Block, places: &mut Places) {
        let ColumnTally { values, sums, .. } = self;
        let column = values.ords();
        if block.left.is_empty() {
            return;
        }
        if column.get_cardinality() == Cardinality::Multivalued {
            block.left.retain(|place| {
                let ordinals = column.values_for_doc(place.doc);
                ordinals.map(|ordinal| sums[ordinal as usize].add(place, places)).count() == 0
            });
            return;
        }
        let Block { numbers, docs, left, .. } = block;
        docs.clear();
        docs.extend(left.iter().map(|place| place.doc));
        numbers.clear();
        numbers.resize(docs.len(), None);
        column.first_vals(docs, numbers);
        let mut rest = 0;
        for at in 0..left.len() {
            match numbers[at] {
                Some(ordinal) => sums[ordinal as usize].add(&left[at], places),
                None => {
                    left[rest] = left[at];
                    rest += 1;
                }
            }
        }
        left.truncate(rest);
    }

    fn harvest(self, segment: SegmentId, values: &Values) -> Result<Tally> {
        let counted = (0..).zip(self.sums).filter(|(_, sums)| sums.values > 0);
        let (ordinals, counts): (Vec<u64>, Vec<Sums>) = counted.unzip();
        let values = values.of(segment, (self.name, &self.values), &ordinals)?;
        Ok(values.into_iter().zip(counts.iter().map(Sums::count)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values with how often they occur, on the day of that number.
    fn tally(counts: &[(&str, u64)]) -> Tally {
        let count =
            |values: u64| Count { values, first: Some(values as i64), last: Some(values as i64), ..Count::default() };
        counts.iter().map(|(name, values)| (Value::plain(name), count(*values))).collect()
    }

    #[test]
    fn segments_are_counted_together_in_order() {
        let (one, other) = (tally(&[("ash", 2), ("elm", 1)]), tally(&[("ash", 5), ("box", 4), ("fir", 3)]));
        let all = by_key(both(both(Tally::new(), one), other));
        let told: Vec<_> = all.iter().map(|(name, count)| (name.spelling(), count.values, count.first)).collect();
        assert_eq!(told, [("ash", 7, Some(2)), ("box", 4, Some(4)), ("elm", 1, Some(1)), ("fir", 3, Some(3))]);
    }
}
