//! Everything counted by the values of columns in one pass: passages or statements, meetings, first and last day.
//! A document counts by the first of the columns that it has values in.

mod leaders;

pub(super) use leaders::LeaderCollector;

use super::block::{Blocks, Counter};
use crate::index::{Collection, Numbered, Values, Walk};
use std::sync::Arc;
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

/// One value under all its spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// The number of its most frequent spelling.
    pub(super) name: u32,
    /// The number that its spellings have in common.
    pub(super) key: u32,
    pub(super) count: Count,
}

/// The counts by value, in no order.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) rows: Vec<Row>,
    /// Where the row of a key is.
    at: Vec<u32>,
}

/// Place of what has none.
const NOWHERE: u32 = u32::MAX;

impl Tally {
    /// Puts together what segments count of values, by their numbers.
    fn of(names: &Numbered, segments: &[Counted]) -> Tally {
        let mut at = vec![NOWHERE; names.count()];
        let most = segments.iter().map(Vec::len).sum::<usize>().min(names.count());
        let mut spellings: Vec<(u32, Count)> = Vec::with_capacity(most);
        for (name, sums) in segments.iter().flatten() {
            match place(&mut at, *name, spellings.len()) {
                Some(known) => spellings[known].1.add(&sums.count()),
                None => spellings.push((*name, sums.count())),
            }
        }
        at.fill(NOWHERE);
        // How often the best spelling of each row occurs.
        let mut most: Vec<u64> = Vec::with_capacity(spellings.len());
        let mut rows: Vec<Row> = Vec::with_capacity(spellings.len());
        for (name, count) in spellings {
            let key = names.key(name);
            let Some(known) = place(&mut at, key, rows.len()) else {
                rows.push(Row { name, key, count });
                most.push(count.values);
                continue;
            };
            let row = &mut rows[known];
            row.count.add(&count);
            let is_first = || names.value(name) < names.value(row.name);
            if count.values > most[known] || count.values == most[known] && is_first() {
                (row.name, most[known]) = (name, count.values);
            }
        }
        Tally { rows, at }
    }

    /// The counts of what has the key.
    pub(super) fn of_key(&self, key: u32) -> Option<&Count> {
        let at = self.at.get(key as usize).filter(|at| **at != NOWHERE)?;
        Some(&self.rows[*at as usize].count)
    }
}

/// The place of `number`, if it has one; else the next is its own from now on.
fn place(at: &mut [u32], number: u32, next: usize) -> Option<usize> {
    let place = &mut at[number as usize];
    if *place == NOWHERE {
        *place = next as u32;
        return None;
    }
    Some(*place as usize)
}

impl<const N: usize> TallyCollector<'_, N> {
    fn segment(&self, segment: &SegmentReader) -> Result<SegmentTally<N>> {
        let values = self.collection.values();
        let mut columns = [const { None }; N];
        for (place, name) in columns.iter_mut().zip(self.columns) {
            *place = values.column_and_none(segment, name)?.map(|(values, none)| {
                let sums = vec![Sums::NONE; values.num_terms()];
                ColumnTally { name, values, none, sums }
            });
        }
        let layouts = self.collection.layouts();
        Ok(SegmentTally {
            segment: segment.segment_id(),
            values: values.clone(),
            columns,
            places: Places {
                meetings: layouts.meetings(segment)?.walk(),
                raises: layouts.raises(segment)?,
                days: layouts.days_of_meetings(segment)?,
                names: values.column(segment, "meeting")?,
                days_alone: layouts.days(segment)?,
            },
            block: Block::default(),
        })
    }
}

impl<const N: usize> Collector for TallyCollector<'_, N> {
    type Fruit = [Tally; N];
    type Child = Blocks<SegmentTally<N>>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child> {
        self.segment(segment).map(Blocks::of)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<Vec<Counted>>>) -> Result<[Tally; N]> {
        let mut columns: [Vec<Counted>; N] = std::array::from_fn(|_| Vec::new());
        for segment in segments {
            columns.iter_mut().zip(segment?).for_each(|(column, here)| column.push(here));
        }
        let names = self.collection.values().names();
        Ok(columns.map(|segments| Tally::of(&names, &segments)))
    }
}

/// What a segment counts of the values of a column, by their numbers.
pub(super) type Counted = Vec<(u32, Sums)>;

/// Counts the hits of one segment.
pub(super) struct SegmentTally<const N: usize> {
    segment: SegmentId,
    values: Values,
    columns: [Option<ColumnTally>; N],
    places: Places,
    block: Block,
}

/// The values of one column with their counts so far.
struct ColumnTally {
    name: &'static str,
    values: StrColumn,
    /// The value that stands for none.
    none: Option<u64>,
    sums: Vec<Sums>,
}

/// What is counted of one value, in as little room as it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sums {
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

    fn add(&mut self, place: &Place) {
        self.values += 1;
        self.raised += place.raises;
        // The passages of a meeting stand together, so that a change of meeting is a new one.
        if self.seen != place.meeting {
            self.seen = place.meeting;
            self.meetings += 1;
            if let Some(day) = place.day {
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
    meetings: Walk,
    /// The days of meetings by their numbers.
    days: Arc<[Option<i32>]>,
    /// 1 for a statement that raises something.
    raises: Column<u64>,
    /// Of actions, which stand alone, the names of their meetings and the days.
    names: Option<StrColumn>,
    days_alone: Option<Column<i64>>,
}

/// Where a document stands.
#[derive(Clone, Copy)]
struct Place {
    doc: DocId,
    /// 1 for a statement that raises something.
    raises: u32,
    /// Tells its meeting from others; never 0.
    meeting: u64,
    day: Option<i32>,
}

impl Places {
    fn of(&mut self, doc: DocId, raises: u64) -> Place {
        let raises = raises as u32;
        if let Some(number) = self.meetings.number(doc) {
            return Place { doc, raises, meeting: u64::from(number) + 1, day: self.days[number as usize] };
        }
        let name = self.names.as_ref().and_then(|names| names.ords().first(doc)).unwrap_or_default();
        let day = self.days_alone.as_ref().and_then(|days| days.first(doc)?.try_into().ok());
        Place { doc, raises, meeting: u64::MAX - name, day }
    }
}

/// Numbers of a block of hits, in room that is used again for the next.
#[derive(Default)]
struct Block {
    /// The column of that name.
    raises: Vec<u64>,
    /// Ordinals, in a column with gaps and in one without.
    some: Vec<Option<u64>>,
    all: Vec<u64>,
    /// Places of hits without a value so far, and what stands there.
    left: Vec<Place>,
    docs: Vec<DocId>,
}

impl<const N: usize> Counter for SegmentTally<N> {
    type Fruit = Result<Vec<Counted>>;

    fn count(&mut self, docs: &[DocId]) {
        let Block { raises, left, .. } = &mut self.block;
        raises.resize(docs.len(), 0);
        self.places.raises.values.get_vals(docs, raises);
        left.clear();
        let mut columns = self.columns.iter_mut().flatten().peekable();
        match columns.next_if(|column| column.values.ords().get_cardinality() == Cardinality::Full) {
            Some(column) => column.count_all(docs, &mut self.block, &mut self.places),
            None => left.extend(docs.iter().zip(raises).map(|(doc, raises)| self.places.of(*doc, *raises))),
        }
        columns.for_each(|column| column.count(&mut self.block));
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
    /// Counts what has a value, in a column without gaps, and leaves the rest.
    fn count_all(&mut self, docs: &[DocId], block: &mut Block, places: &mut Places) {
        let Block { raises, all, left, .. } = block;
        all.resize(docs.len(), 0);
        self.values.ords().values.get_vals(docs, all);
        let none = self.none.unwrap_or(u64::MAX);
        for ((doc, raises), ordinal) in docs.iter().zip(raises).zip(all) {
            let place = places.of(*doc, *raises);
            match *ordinal == none {
                true => left.push(place),
                false => self.sums[*ordinal as usize].add(&place),
            }
        }
    }

    /// Counts what is left and has a value, and leaves the rest.
    fn count(&mut self, block: &mut Block) {
        let ColumnTally { values, none, sums, .. } = self;
        let column = values.ords();
        let Block { some, docs, left, .. } = block;
        docs.clear();
        docs.extend(left.iter().map(|place| place.doc));
        if docs.is_empty() {
            return;
        }
        let mut add = |place: &Place, ordinal: u64| sums[ordinal as usize].add(place);
        match column.get_cardinality() {
            Cardinality::Full | Cardinality::Optional => {
                some.clear();
                some.resize(docs.len(), None);
                column.first_vals(docs, some);
                let mut ordinals = some.iter().map(|ordinal| ordinal.filter(|ordinal| Some(*ordinal) != *none));
                left.retain(|place| ordinals.next().flatten().map(|ordinal| add(place, ordinal)).is_none());
            }
            Cardinality::Multivalued => {
                left.retain(|place| column.values_for_doc(place.doc).map(|ordinal| add(place, ordinal)).count() == 0);
            }
        }
    }

    fn harvest(self, segment: SegmentId, values: &Values) -> Result<Counted> {
        let counted = (0..).zip(self.sums).filter(|(_, sums)| sums.values > 0);
        let (ordinals, sums): (Vec<u64>, Vec<Sums>) = counted.unzip();
        let numbers = values.numbers(segment, (self.name, &self.values), &ordinals)?;
        Ok(numbers.into_iter().zip(sums).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_counted_together_by_key_in_the_best_spelling() {
        let names: Numbered = ["ash\u{1}Ash", "elm\u{1}elm", "ash\u{1}ash", "box\u{1}box"].into_iter().collect();
        let sums = |name, values| (name, Sums { values, first: values as i32, last: values as i32, ..Sums::NONE });
        let tally = Tally::of(&names, &[vec![sums(0, 2), sums(1, 1)], vec![sums(2, 3), sums(3, 4), sums(0, 2)]]);
        let told = |row: &Row| (names.value(row.name).spelling(), row.count.values, row.count.first, row.count.last);
        let told: Vec<_> = tally.rows.iter().map(told).collect();
        assert_eq!(told, [("Ash", 7, Some(2), Some(3)), ("elm", 1, Some(1), Some(1)), ("box", 4, Some(4), Some(4))]);
        assert_eq!(tally.of_key(2), None);
        assert_eq!(tally.of_key(3).map(|count| count.values), Some(4));
    }
}
