//! The manifest: which files the index knows, in which state, out of the same commit as their passages.

use super::collection::{Collection, IndexError};
use super::record::FileRecord;
use super::schema::FILE;
use std::collections::BTreeMap;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{TantivyDocument, Term};

/// The files of an index by the path they are known by.
#[derive(Debug, Default)]
pub struct Manifest {
    /// Rows by path.
    pub files: BTreeMap<String, FileRecord>,
}

impl Manifest {
    /// Reads the manifest of `collection`.
    pub fn load(collection: &Collection) -> Result<Self, IndexError> {
        let fields = collection.fields();
        let searcher = collection.searcher();
        let query = TermQuery::new(Term::from_field_text(fields.kind, FILE), IndexRecordOption::Basic);
        let rows = searcher.search(&query, &DocSetCollector).map_err(|cause| collection.fault(cause))?;
        let mut addresses: Vec<_> = rows.into_iter().collect();
        addresses.sort_unstable();
        let mut files = BTreeMap::new();
        for address in addresses {
            let document: TantivyDocument = searcher.doc(address).map_err(|cause| collection.fault(cause))?;
            let record = document.get_first(fields.record).and_then(|value| value.as_bytes());
            if let Some(file) = record.and_then(|bytes| serde_json::from_slice::<FileRecord>(bytes).ok()) {
                files.insert(file.file.path.clone(), file);
            }
        }
        Ok(Self { files })
    }
}
