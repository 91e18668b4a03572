//! Where passages stand: meetings and items as runs of documents, told by columns.

use std::ops::Range;
use tantivy::columnar::Column;
use tantivy::{DocId, Result, SegmentReader};

/// The columns that tell where the documents of a segment stand.
pub(in crate::query) struct Layout {
    words: Column<u64>,
    item_at: Column<u64>,
    meeting_at: Column<u64>,
    standing: Column<u64>,
    documents: DocId,
}

/// A passage of a meeting.
#[derive(Default)]
pub(super) struct Passage {
    pub(super) doc: DocId,
    pub(super) words: u64,
    /// First document of its item.
    pub(super) item: DocId,
    /// Its words, if every meeting has such a passage.
    pub(super) standing: u64,
    /// Its words, if somebody speaks in it whom the query names.
    pub(super) said: u64,
}

impl Layout {
    pub(in crate::query) fn open(segment: &SegmentReader) -> Result<Layout> {
        let columns = segment.fast_fields();
        Ok(Layout {
            words: columns.u64("words")?,
            item_at: columns.u64("item_at")?,
            meeting_at: columns.u64("meeting_at")?,
            standing: columns.u64("standing")?,
            documents: segment.max_doc(),
        })
    }

    /// The documents of the meeting that `doc` belongs to.
    pub(super) fn meeting(&self, doc: DocId) -> Range<DocId> {
        let start = self.start_of_meeting(doc);
        let next = |doc: &DocId| *doc == self.documents || self.start_of_meeting(*doc) != start;
        let end = (doc + 1..=self.documents).find(next).unwrap_or(self.documents);
        start..end
    }

    /// First document of the meeting.
    pub(in crate::query) fn start_of_meeting(&self, doc: DocId) -> DocId {
        doc - at(&self.meeting_at, doc) as DocId
    }

    /// First document of the agenda item.
    pub(in crate::query) fn start_of_item(&self, doc: DocId) -> DocId {
        doc - at(&self.item_at, doc) as DocId
    }

    /// Words of a passage; 0 for whatever is none.
    pub(super) fn words(&self, doc: DocId) -> u64 {
        at(&self.words, doc)
    }

    /// Whether both stand in one item; the second may be beyond the last document.
    pub(super) fn is_same_item(&self, one: DocId, other: DocId) -> bool {
        other < self.documents && self.start_of_item(one) == self.start_of_item(other)
    }

    pub(super) fn passages(&self, run: Range<DocId>) -> Vec<Passage> {
        let mut passages = Vec::with_capacity(run.len());
        for doc in run {
            let words = self.words(doc);
            if words > 0 {
                let standing = words * at(&self.standing, doc);
                passages.push(Passage { doc, words, item: self.start_of_item(doc), standing, said: 0 });
            }
        }
        passages
    }
}

fn at(column: &Column<u64>, doc: DocId) -> u64 {
    column.first(doc).unwrap_or_default()
}
