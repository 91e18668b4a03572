//! The manifest: which files the index knows, in which state, out of the same commit as their passages.

use super::collection::{Collection, IndexError};
use super::record::FileRecord;
use super::schema::FILE;
use rayon::prelude::*;
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
        let read = |address| -> tantivy::Result<Option<FileRecord>> {
            let document: TantivyDocument = searcher.doc(address)?;
            let record = document.get_first(fields.record).and_then(|value| value.as_bytes());
            Ok(record.and_then(|bytes| serde_json::from_slice(bytes).ok()))
        };
        let rows = addresses.into_par_iter().filter_map(|address| read(address).transpose());
        let rows: Vec<FileRecord> = rows.collect::<tantivy::Result<_>>().map_err(|cause| collection.fault(cause))?;
        let files = rows.into_iter().map(|file| (file.file.path.clone(), file)).collect();
        Ok(Self { files })
    }

    /// The file that holds the document with this path: a document inside an archive or mail has the path of that file
    /// before its own.
    pub fn holding(&self, path: &str) -> Option<&FileRecord> {
        let holds = |file: &&FileRecord| {
            path.strip_prefix(file.file.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.files.values().filter(holds).max_by_key(|file| file.file.path.len())
    }
}
