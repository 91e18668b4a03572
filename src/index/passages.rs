//! The passages of a segment by where they stand: read once from its columns, which never change.

use super::collection::Collection;
use super::layout::Layout;
use super::runs::Runs;
use std::collections::HashMap;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::index::SegmentId;
use tantivy::{DocId, Result, SegmentReader};

/// A passage by where it stands and what it weighs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its document.
    pub doc: DocId,
    /// First document of its agenda item.
    pub item: DocId,
    /// Number of words, at least one.
    pub words: u32,
    /// Whether every meeting has such a passage.
    pub is_standing: bool,
}

/// All passages of a segment with words, in order.
#[derive(Debug, Default)]
pub struct Passages {
    all: Vec<Passage>,
    meetings: Vec<Run>,
}

/// A meeting: its documents, and which of the passages are its own.
#[derive(Debug)]
struct Run {
    docs: Range<DocId>,
    passages: Range<usize>,
}

impl Passages {
    fn read(segment: &SegmentReader, layout: &Layout) -> Result<Passages> {
        let standing = segment.fast_fields().u64("standing")?;
        let runs = |runs: &Runs| runs.all().into_iter().peekable();
        let (mut meetings, mut items) = (runs(&layout.meetings), runs(&layout.items));
        let mut read = Passages::default();
        for doc in 0..segment.max_doc() {
            let words = layout.words(doc);
            if words == 0 {
                continue;
            }
            let (start, item) = (start(&mut meetings, doc), start(&mut items, doc));
            let is_standing = standing.first(doc) == Some(1);
            let at = read.all.len();
            read.all.push(Passage { doc, item, words: u32::try_from(words).unwrap_or(u32::MAX), is_standing });
            match read.meetings.last_mut() {
                Some(run) if run.docs.start == start => (run.docs.end, run.passages.end) = (doc + 1, at + 1),
                _ => read.meetings.push(Run { docs: start..doc + 1, passages: at..at + 1 }),
            }
        }
        Ok(read)
    }

    /// The first meeting that ends behind `doc`: its documents and its passages.
    pub fn meeting(&self, doc: DocId) -> Option<(Range<DocId>, &[Passage])> {
        let at = self.meetings.partition_point(|run| run.docs.end <= doc);
        let run = self.meetings.get(at)?;
        Some((run.docs.clone(), &self.all[run.passages.clone()]))
    }
}

/// The first document of the run that `doc` stands in, of `runs` from there on.
fn start(runs: &mut Peekable<impl Iterator<Item = Range<DocId>>>, doc: DocId) -> DocId {
    while runs.next_if(|run| run.end <= doc).is_some() {}
    runs.peek().filter(|run| run.start <= doc).map_or(doc, |run| run.start)
}

/// What was read of segments so far.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<SegmentId, Arc<Passages>>>);

impl Collection {
    /// The passages of `segment`, read when they are first asked for.
    pub fn passages(&self, segment: &SegmentReader) -> Result<Arc<Passages>> {
        let mut known = self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(passages) = known.get(&segment.segment_id()) {
            return Ok(Arc::clone(passages));
        }
        let searcher = self.searcher();
        let is_current = |id: &SegmentId| searcher.segment_readers().iter().any(|reader| reader.segment_id() == *id);
        known.retain(|id, _| is_current(id));
        let passages = Arc::new(Passages::read(segment, &self.layouts().of(segment)?)?);
        known.insert(segment.segment_id(), Arc::clone(&passages));
        Ok(passages)
    }
}
