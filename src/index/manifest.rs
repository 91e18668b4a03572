//! The manifest: which files the index knows, in which state, out of the same commit as their passages.

use super::collection::{Collection, IndexError};
use super::record::FileRecord;
use super::schema::FILE;
use super::whole::{addresses, stored, term};
use rayon::prelude::*;
use std::collections::BTreeMap;
use tantivy::DocAddress;

/// The files of an index by the path they are known by.
#[derive(Debug, Default)]
pub struct Manifest {
    /// Rows by path.
    pub files: BTreeMap<String, FileRecord>,
}

impl Manifest {
    /// Reads the manifest of `collection`.
    pub fn load(collection: &Collection) -> Result<Self, IndexError> {
        Self::read(collection).map_err(|cause| collection.fault(cause))
    }

    fn read(collection: &Collection) -> tantivy::Result<Self> {
        let fields = collection.fields();
        let searcher = collection.searcher();
        let rows = addresses(&searcher, vec![term(fields.kind, FILE)])?;
        let read = |address: DocAddress| Ok(stored(&searcher.doc(address)?, fields.record));
        let rows = rows.into_par_iter().filter_map(|address| read(address).transpose());
        let rows: Vec<FileRecord> = rows.collect::<tantivy::Result<_>>()?;
        Ok(Self { files: rows.into_iter().map(|file| (file.file.path.clone(), file)).collect() })
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
