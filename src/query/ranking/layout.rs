//! Where passages stand: meetings and items as runs of documents, told by columns.

use tantivy::columnar::Column;
use tantivy::{DocId, Result, SegmentReader};

/// The columns that tell where the documents of a segment stand.
pub(in crate::query) struct Layout {
    words: Column<u64>,
    item_at: Column<u64>,
    meeting_at: Column<u64>,
    documents: DocId,
}

impl Layout {
    pub(in crate::query) fn open(segment: &SegmentReader) -> Result<Layout> {
        let columns = segment.fast_fields();
        Ok(Layout {
            words: columns.u64("words")?,
            item_at: columns.u64("item_at")?,
            meeting_at: columns.u64("meeting_at")?,
            documents: segment.max_doc(),
        })
    }

    /// First document of the meeting.
    pub(in crate::query) fn start_of_meeting(&self, doc: DocId) -> DocId {
        doc - at(&self.meeting_at, doc) as DocId
    }

    /// First document of the agenda item.
    pub(in crate::query) fn start_of_item(&self, doc: DocId) -> DocId {
        doc - at(&self.item_at, doc) as DocId
    }

    /// The passage that a statement stands in: the last document with words, as statements follow theirs.
    pub(in crate::query) fn passage_of(&self, statement: DocId) -> DocId {
        (self.start_of_meeting(statement)..=statement).rev().find(|doc| self.words(*doc) > 0).unwrap_or(statement)
    }

    /// Words of a passage; 0 for whatever is none.
    pub(super) fn words(&self, doc: DocId) -> u64 {
        at(&self.words, doc)
    }

    /// Whether both stand in one item; the second may be beyond the last document.
    pub(super) fn is_same_item(&self, one: DocId, other: DocId) -> bool {
        other < self.documents && self.start_of_item(one) == self.start_of_item(other)
    }
}

fn at(column: &Column<u64>, doc: DocId) -> u64 {
    column.first(doc).unwrap_or_default()
}
