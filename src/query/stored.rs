//! What the index stores: documents found by a term, and the records in them.

use crate::index::Collection;
pub(super) use crate::index::stored;
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{DocAddress, Result, Searcher, Term};

/// The documents with the term, in the order they were written in.
pub(super) fn with_term(searcher: &Searcher, column: Column, text: &str) -> Result<Vec<DocAddress>> {
    in_order(searcher, &term(column, text))
}

/// The passages of a meeting, or whatever else of `kind` belongs to it.
pub(super) fn of_meeting(
    collection: &Collection,
    searcher: &Searcher,
    kind: &str,
    meeting: &str,
) -> Result<Vec<DocAddress>> {
    let fields = collection.fields();
    let both: Vec<Box<dyn Query>> = vec![Box::new(term(fields.meeting, meeting)), Box::new(term(fields.kind, kind))];
    in_order(searcher, &BooleanQuery::intersection(both))
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
