//! Meetings on their way into the index, kept aside until all are read and it is known whom each of them names.

use super::collection::{Collection, IndexError};
use super::record::FileRecord;
use crate::meeting::Meeting;
use std::io::{self, BufRead, BufReader, Seek, Write};
use tempfile::SpooledTempFile;

/// Bytes kept in memory; beyond that a file without a name in the folder of the index takes them.
const IN_MEMORY: usize = 64 << 20;

/// Files with their meetings, given back in the order they came in.
pub struct Spool<'a> {
    collection: &'a Collection,
    file: SpooledTempFile,
}

impl<'a> Spool<'a> {
    /// An empty one beside the index.
    pub fn new(collection: &'a Collection) -> Self {
        Self { collection, file: tempfile::spooled_tempfile_in(IN_MEMORY, collection.directory()) }
    }

    /// Takes a file with its meetings.
    pub fn push(&mut self, file: &FileRecord, meetings: &[Meeting]) -> Result<(), IndexError> {
        let mut line = serde_json::to_vec(&(file, meetings)).expect("meetings have string keys and no failing parts");
        line.push(b'\n');
        self.file.write_all(&line).map_err(|cause| self.fault(cause))
    }

    /// Hands every file with its meetings to `take`.
    pub fn drain(
        mut self,
        mut take: impl FnMut(FileRecord, Vec<Meeting>) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        self.file.rewind().map_err(|cause| self.fault(cause))?;
        let collection = self.collection;
        let fault = |cause| IndexError::Folder { directory: collection.directory().to_owned(), cause };
        let mut reader = BufReader::with_capacity(1 << 20, self.file);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(fault)? > 0 {
            let (file, meetings) = serde_json::from_slice(&line).map_err(|cause| fault(io::Error::from(cause)))?;
            take(file, meetings)?;
            line.clear();
        }
        Ok(())
    }

    fn fault(&self, cause: io::Error) -> IndexError {
        IndexError::Folder { directory: self.collection.directory().to_owned(), cause }
    }
}
