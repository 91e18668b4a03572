//! Where passages stand: meetings and items as runs of documents, told by columns.

use super::place::told;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, Searcher, SegmentReader};

/// The layouts of segments opened so far: opening a column reads a line for every few hundred documents.
#[derive(Debug, Clone, Default)]
pub struct Layouts {
    starts: Opened<Starts>,
    /// Apart, as most searches ask for no lengths and no days.
    words: Opened<Column<u64>>,
    days: Opened<Option<Column<i64>>>,
}

type Opened<T> = Arc<Mutex<HashMap<SegmentId, T>>>;

impl Layouts {
    /// That of a segment.
    pub fn of(&self, segment: &SegmentReader) -> Result<Layout> {
        let words = opened(&self.words, segment, || segment.fast_fields().u64("words"))?;
        Ok(Layout { words, starts: self.starts(segment)?, documents: segment.max_doc() })
    }

    /// Where the meetings and items of a segment start.
    pub fn starts(&self, segment: &SegmentReader) -> Result<Starts> {
        opened(&self.starts, segment, || Starts::open(segment))
    }

    /// The days of the documents of a segment, as days since 1970-01-01.
    pub fn days(&self, segment: &SegmentReader) -> Result<Option<Column<i64>>> {
        opened(&self.days, segment, || segment.fast_fields().column_opt("day"))
    }

    /// Those of all segments in their order.
    pub fn all(&self, searcher: &Searcher) -> Result<Vec<Layout>> {
        searcher.segment_readers().iter().map(|segment| self.of(segment)).collect()
    }

    /// Forgets what was opened: other segments may be in use from now on.
    pub(super) fn clear(&self) {
        self.starts.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.words.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.days.lock().unwrap_or_else(PoisonError::into_inner).clear();
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

/// The columns that tell where meetings and agenda items start.
#[derive(Debug, Clone)]
pub struct Starts {
    item_at: Column<u64>,
    meeting_at: Column<u64>,
}

impl Starts {
    fn open(segment: &SegmentReader) -> Result<Starts> {
        let columns = segment.fast_fields();
        Ok(Starts { item_at: columns.u64("item_at")?, meeting_at: columns.u64("meeting_at")? })
    }

    /// First document of the meeting; of what stands in no meeting, the document itself.
    pub fn start_of_meeting(&self, doc: DocId) -> DocId {
        doc - told(at(&self.meeting_at, doc)).0 as DocId
    }

    /// For each of `docs`, what `told` makes out; every document has that, so that its number is its place in the column.
    pub fn meeting_at(&self, docs: &[DocId], meeting_at: &mut Vec<u64>) {
        meeting_at.resize(docs.len(), 0);
        self.meeting_at.values.get_vals(docs, meeting_at);
    }

    /// First documents of the meetings of `docs`, which ascend, each with the number of `docs` that stand in it.
    pub fn meetings_of(&self, docs: &[DocId], meeting_at: &mut Vec<u64>, meetings: &mut Vec<(DocId, u32)>) {
        self.meeting_at(docs, meeting_at);
        meetings.clear();
        for (doc, meeting_at) in docs.iter().zip(meeting_at) {
            let start = doc - told(*meeting_at).0 as DocId;
            match meetings.last_mut() {
                Some((last, count)) if *last == start => *count += 1,
                _ => meetings.push((start, 1)),
            }
        }
    }

    /// First document of the agenda item.
    pub fn start_of_item(&self, doc: DocId) -> DocId {
        doc - at(&self.item_at, doc) as DocId
    }
}

/// The columns that tell where the documents of a segment stand, and how long passages are.
#[derive(Debug, Clone)]
pub struct Layout {
    starts: Starts,
    words: Column<u64>,
    documents: DocId,
}

impl Deref for Layout {
    type Target = Starts;

    fn deref(&self) -> &Starts {
        &self.starts
    }
}

impl Layout {
    /// The passage that a statement stands in: the last document with words, as statements follow theirs.
    pub fn passage_of(&self, statement: DocId) -> DocId {
        (self.start_of_meeting(statement)..=statement).rev().find(|doc| self.words(*doc) > 0).unwrap_or(statement)
    }

    /// Words of a passage; 0 for whatever is none.
    pub fn words(&self, doc: DocId) -> u64 {
        at(&self.words, doc)
    }

    /// Whether both stand in one item; the second may be beyond the last document.
    pub fn is_same_item(&self, one: DocId, other: DocId) -> bool {
        other < self.documents && self.start_of_item(one) == self.start_of_item(other)
    }
}

fn at(column: &Column<u64>, doc: DocId) -> u64 {
    column.first(doc).unwrap_or_default()
}
