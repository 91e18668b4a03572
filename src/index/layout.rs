//! Where passages stand: meetings and items as runs of documents, told by columns.

use super::place::told;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, Searcher, SegmentReader};

/// The layouts of segments opened so far: opening a column reads a line for every few hundred documents.
#[derive(Debug, Clone, Default)]
pub struct Layouts {
    opened: Arc<Mutex<HashMap<SegmentId, Layout>>>,
    /// Apart, as most searches ask for no day.
    days: Arc<Mutex<HashMap<SegmentId, Option<Column<i64>>>>>,
}

impl Layouts {
    /// That of a segment.
    pub fn of(&self, segment: &SegmentReader) -> Result<Layout> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(layout) = opened.get(&segment.segment_id()) {
            return Ok(layout.clone());
        }
        let layout = Layout::open(segment)?;
        opened.insert(segment.segment_id(), layout.clone());
        Ok(layout)
    }

    /// The days of the documents of a segment, as days since 1970-01-01.
    pub fn days(&self, segment: &SegmentReader) -> Result<Option<Column<i64>>> {
        let mut opened = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(days) = opened.get(&segment.segment_id()) {
            return Ok(days.clone());
        }
        let days = segment.fast_fields().column_opt("day")?;
        opened.insert(segment.segment_id(), days.clone());
        Ok(days)
    }

    /// Those of all segments in their order.
    pub fn all(&self, searcher: &Searcher) -> Result<Vec<Layout>> {
        let segments = searcher.segment_readers();
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let is_current = |id: &SegmentId| segments.iter().any(|segment| segment.segment_id() == *id);
        opened.retain(|id, _| is_current(id));
        drop(opened);
        self.days.lock().unwrap_or_else(PoisonError::into_inner).retain(|id, _| is_current(id));
        segments.iter().map(|segment| self.of(segment)).collect()
    }
}

/// The columns that tell where the documents of a segment stand.
#[derive(Debug, Clone)]
pub struct Layout {
    words: Column<u64>,
    item_at: Column<u64>,
    meeting_at: Column<u64>,
    documents: DocId,
}

impl Layout {
    fn open(segment: &SegmentReader) -> Result<Layout> {
        let columns = segment.fast_fields();
        Ok(Layout {
            words: columns.u64("words")?,
            item_at: columns.u64("item_at")?,
            meeting_at: columns.u64("meeting_at")?,
            documents: segment.max_doc(),
        })
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
