//! Where passages stand: meetings and items as runs of documents, told by columns.

use super::runs::Runs;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, Searcher, SegmentReader};

/// The layouts of segments opened so far.
#[derive(Debug, Clone, Default)]
pub struct Layouts {
    meetings: Opened<Runs>,
    items: Opened<Runs>,
    /// Apart, as most searches ask for no lengths and no days: opening such a column reads a line for every few hundred
    /// documents.
    words: Opened<Column<u64>>,
    raises: Opened<Column<u64>>,
    in_item: Opened<Column<u64>>,
    days: Opened<Option<Column<i64>>>,
    days_of_meetings: Opened<Arc<[Option<i32>]>>,
}

type Opened<T> = Arc<Mutex<HashMap<SegmentId, T>>>;

impl Layouts {
    /// That of a segment.
    pub fn of(&self, segment: &SegmentReader) -> Result<Layout> {
        let words = opened(&self.words, segment, || segment.fast_fields().u64("words"))?;
        let (meetings, items) = (self.meetings(segment)?, self.items(segment)?);
        Ok(Layout { words, meetings, items })
    }

    /// The meetings of a segment.
    pub fn meetings(&self, segment: &SegmentReader) -> Result<Runs> {
        opened(&self.meetings, segment, || Runs::open(segment, "meeting_run"))
    }

    /// The agenda items of a segment.
    pub fn items(&self, segment: &SegmentReader) -> Result<Runs> {
        opened(&self.items, segment, || Runs::open(segment, "item_run"))
    }

    /// 1 for each statement of a segment that raises something.
    pub fn raises(&self, segment: &SegmentReader) -> Result<Column<u64>> {
        opened(&self.raises, segment, || segment.fast_fields().u64("raises"))
    }

    /// How many documents of its agenda item stand before each of a segment.
    pub fn in_item(&self, segment: &SegmentReader) -> Result<Column<u64>> {
        opened(&self.in_item, segment, || segment.fast_fields().u64("in_item"))
    }

    /// The days of the documents of a segment, as days since 1970-01-01.
    pub fn days(&self, segment: &SegmentReader) -> Result<Option<Column<i64>>> {
        opened(&self.days, segment, || segment.fast_fields().column_opt("day"))
    }

    /// The days of the meetings of a segment by their numbers, as days since 1970-01-01.
    pub fn days_of_meetings(&self, segment: &SegmentReader) -> Result<Arc<[Option<i32>]>> {
        let (meetings, days) = (self.meetings(segment)?, self.days(segment)?);
        let day = |first: DocId| days.as_ref()?.first(first)?.try_into().ok();
        opened(&self.days_of_meetings, segment, || Ok(meetings.firsts().map(day).collect()))
    }

    /// Those of all segments in their order.
    pub fn all(&self, searcher: &Searcher) -> Result<Vec<Layout>> {
        searcher.segment_readers().iter().map(|segment| self.of(segment)).collect()
    }

    /// Forgets what was opened: other segments may be in use from now on.
    pub(super) fn clear(&self) {
        self.meetings.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.items.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.words.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.in_item.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.raises.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.days.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.days_of_meetings.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What was opened of a segment before, or is now.
fn opened<T: Clone>(known: &Opened<T>, segment: &SegmentReader, open: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    match known.entry(segment.segment_id()) {
        Entry::Occupied(known) => Ok(known.get().clone()),
        Entry::Vacant(place) => Ok(place.insert(open()?).clone()),
    }
}

/// The columns that tell where the documents of a segment stand, and how long passages are.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Its meetings.
    pub meetings: Runs,
    /// Its agenda items.
    pub items: Runs,
    words: Column<u64>,
}

impl Layout {
    /// The passage that a statement stands in: the last document with words, as statements follow theirs.
    pub fn passage_of(&self, statement: DocId) -> DocId {
        let start = self.meetings.of(statement).start;
        (start..=statement).rev().find(|doc| self.words(*doc) > 0).unwrap_or(statement)
    }

    /// Words of a passage; 0 for whatever is none.
    pub fn words(&self, doc: DocId) -> u64 {
        self.words.first(doc).unwrap_or_default()
    }
}
