//! What the index stores: documents found by a term, and the records in them.

pub(super) use crate::index::stored;
use crate::index::{Collection, PASSAGE, Whole, WithinQuery};
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocAddress, Result, Searcher, Term};

/// The documents with the term, in the order they were written in.
pub(super) fn with_term(searcher: &Searcher, column: Column, text: &str) -> Result<Vec<DocAddress>> {
    in_order(searcher, &term(column, text))
}

/// The passages of a meeting in their order, those of each of its copies for themselves.
pub(super) fn copies(collection: &Collection, searcher: &Searcher, meeting: &str) -> Result<Vec<Vec<DocAddress>>> {
    let fields = collection.fields();
    let of_meeting = WithinQuery::new(Box::new(term(fields.meeting, meeting)), Whole::Meeting, collection.layouts());
    let both: Vec<Box<dyn Query>> = vec![Box::new(of_meeting), Box::new(term(fields.kind, PASSAGE))];
    let passages = in_order(searcher, &BooleanQuery::intersection(both))?;
    let layouts = collection.layouts().all(searcher)?;
    let start = |at: &DocAddress| (at.segment_ord, layouts[at.segment_ord as usize].meetings.of(at.doc_id).start);
    Ok(passages.chunk_by(|one, other| start(one) == start(other)).map(<[DocAddress]>::to_vec).collect())
}

/// The place among the passages of a meeting that a number names, as ids have it.
pub(super) fn place(number: &str) -> Option<usize> {
    number.parse::<usize>().ok().filter(|at| at.to_string() == number)
}

/// All documents that match, in the order they were written in.
pub(super) fn in_order(searcher: &Searcher, query: &dyn Query) -> Result<Vec<DocAddress>> {
    let mut addresses: Vec<DocAddress> = searcher.search(query, &DocSetCollector)?.into_iter().collect();
    addresses.sort_unstable();
    Ok(addresses)
}

/// A term that is neither scored nor asked for its places.
pub(super) fn term(column: Column, text: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::Basic)
}
