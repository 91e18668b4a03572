//! The meetings that a query finds something in, and what the index holds as a whole.

use super::compile::{Compiler, Unit};
use super::days;
use super::period::Period;
use super::request::Request;
use super::run::{QueryError, narrowed};
use super::stored::{stored, term, with_term};
use super::syntax::Node;
use crate::index::{Collection, IndexError, Layouts, MEETING, MeetingRecord, PASSAGE, Walk};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::HashSet;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::Query;
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentOrdinal, SegmentReader, TantivyDocument};

/// A meeting as a row of a list.
#[derive(Debug, Clone, PartialEq, serde::Serialize, schemars::JsonSchema)]
pub struct MeetingRow {
    /// What it is called, where it stands, how much it holds.
    #[serde(flatten)]
    pub meeting: MeetingRecord,
    /// Passages that match, where something was asked for.
    pub hits: Option<u64>,
}

/// What an index holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Number of meetings.
    pub meetings: u64,
    /// Number of passages.
    pub passages: u64,
    /// From the first day to the last.
    pub held: Option<Period>,
}

/// The meetings with passages that match `request`, in order of their day; all of them where nothing is asked for.
pub fn meetings(collection: &Collection, request: &Request) -> Result<Vec<MeetingRow>, QueryError> {
    let tree = narrowed(&request.tree()?, &request.filters, None);
    let fault = |cause| collection.fault(cause);
    let searcher = collection.searcher();
    let mut rows = if tree == Node::All {
        let all = with_term(&searcher, collection.fields().kind, MEETING).map_err(fault)?;
        let rows = all.into_iter().map(|address| row(collection, &searcher, address, None));
        rows.collect::<tantivy::Result<Vec<_>>>().map_err(fault)?
    } else {
        matching(collection, &searcher, &tree).map_err(fault)?
    };
    rows.sort_by_cached_key(MeetingRow::order);
    Ok(rows)
}

/// Of all meetings, newest first, `limit` behind the first `offset`.
pub fn latest(collection: &Collection, offset: usize, limit: usize) -> Result<Vec<MeetingRow>, QueryError> {
    let fault = |cause| collection.fault(cause);
    let searcher = collection.searcher();
    let all = with_term(&searcher, collection.fields().kind, MEETING).map_err(fault)?;
    let mut all = days::of(&searcher, all).map_err(fault)?;
    all.sort_by_key(|(day, _)| Reverse(*day));
    let Some((first, _)) = all.get(offset) else { return Ok(Vec::new()) };
    let (last, _) = all[(offset + limit).clamp(1, all.len()) - 1];
    // Only the records tell the order of those of one day.
    let from = all.partition_point(|(day, _)| day > first);
    let to = all.partition_point(|(day, _)| *day >= last);
    let rows = all[from..to].iter().map(|(_, address)| row(collection, &searcher, *address, None));
    let mut rows = rows.collect::<tantivy::Result<Vec<_>>>().map_err(fault)?;
    rows.sort_by_cached_key(|row| Reverse(row.order()));
    rows.drain(..offset - from);
    rows.truncate(limit);
    Ok(rows)
}

impl MeetingRow {
    /// By what lists are in order.
    fn order(&self) -> (Option<Date>, String, String) {
        (self.meeting.name.date, self.meeting.path.clone(), self.meeting.name.id.clone())
    }
}

/// What the index holds.
pub fn extent(collection: &Collection) -> Result<Extent, IndexError> {
    let fault = |cause| collection.fault(cause);
    let searcher = collection.searcher();
    let count = |name| term(collection.fields().kind, name).count(&searcher).map(|count| count as u64);
    Ok(Extent {
        meetings: count(MEETING).map_err(fault)?,
        passages: count(PASSAGE).map_err(fault)?,
        held: days::held(&searcher).map_err(fault)?,
    })
}

fn matching(collection: &Collection, searcher: &Searcher, tree: &Node) -> tantivy::Result<Vec<MeetingRow>> {
    let query = Compiler::new(collection, searcher, Unit::Passage).compile(tree)?;
    let counts = searcher.search(&query, &ByMeeting(collection.layouts()))?;
    counts.into_iter().map(|(meeting, hits)| row(collection, searcher, meeting, Some(hits))).collect()
}

/// Number of meetings with passages that match; copies of one are one.
pub(super) fn held(collection: &Collection, searcher: &Searcher, query: &dyn Query) -> tantivy::Result<u64> {
    let mut ids: HashSet<String> = HashSet::new();
    for (meeting, _) in searcher.search(query, &ByMeeting(collection.layouts()))? {
        let segment = searcher.segment_reader(meeting.segment_ord);
        let Some(column) = collection.values().column(segment, "meeting")? else { continue };
        let mut id = String::new();
        if let Some(ordinal) = column.ords().first(meeting.doc_id) {
            column.ord_to_str(ordinal, &mut id)?;
        }
        ids.insert(id);
    }
    Ok(ids.len() as u64)
}

/// Counts passages by the document of their meeting, which is the first of its run of documents.
struct ByMeeting<'a>(&'a Layouts);

impl Collector for ByMeeting<'_> {
    type Fruit = Vec<(DocAddress, u64)>;
    type Child = OfSegment;

    fn for_segment(&self, segment_ord: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        Ok(OfSegment { segment_ord, meetings: self.0.meetings(segment)?.walk(), counts: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Self::Fruit>) -> tantivy::Result<Self::Fruit> {
        Ok(segments.concat())
    }
}

struct OfSegment {
    segment_ord: SegmentOrdinal,
    meetings: Walk,
    counts: Vec<(DocAddress, u64)>,
}

impl SegmentCollector for OfSegment {
    type Fruit = Vec<(DocAddress, u64)>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let meeting = DocAddress::new(self.segment_ord, self.meetings.of(doc).start);
        match self.counts.last_mut() {
            Some((last, count)) if *last == meeting => *count += 1,
            _ => self.counts.push((meeting, 1)),
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.counts
    }
}

fn row(
    collection: &Collection,
    searcher: &Searcher,
    address: DocAddress,
    hits: Option<u64>,
) -> tantivy::Result<MeetingRow> {
    let document: TantivyDocument = searcher.doc(address)?;
    let meeting = stored(&document, collection.fields().record).unwrap_or_default();
    Ok(MeetingRow { meeting, hits })
}
