//! Writing: all documents of a file are replaced together, and a run becomes visible in one commit.

use super::collection::{Applied, Collection, IndexError, Note};
use super::merge::{self, LARGE, MEMORY};
use super::queue::{Queue, Queued};
use super::record::FileRecord;
use super::schema::FORMAT_VERSION;
use super::unit::{Filed, file_document, meeting_documents, row_id};
use super::whole::term;
use super::within::{Whole, WithinQuery};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyDocument, Term};

/// Documents that are given to the engine at a time.
pub(super) const BATCH: usize = 1_000;
/// Runs of fewer files than this are written by one thread, which leaves one segment.
const SMALL: usize = 500;
/// Segments of about one size that the engine merges behind the runs that add little.
const SEGMENTS: usize = 8;

/// The one writer of an index; a second one is refused while it lives.
pub struct Writer<'a> {
    pub(super) collection: &'a Collection,
    writer: IndexWriter<Queued>,
    queue: Queue,
    /// Documents written so far.
    written: AtomicUsize,
}

impl<'a> Writer<'a> {
    /// Opens `collection` for writing about `files` files.
    pub fn open(collection: &'a Collection, files: usize) -> Result<Self, IndexError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if files < SMALL { 1 } else { cores.min(4) };
        // Segments that are merged are in memory whole, so that they are merged one group after the other.
        let options = IndexWriterOptions::builder().num_worker_threads(threads).num_merge_threads(1);
        let writer = collection.index.writer_with_options(options.memory_budget_per_thread(MEMORY / threads).build());
        let writer = writer.map_err(|cause| collection.fault(cause))?;
        if threads > 1 {
            // Much is merged once, in the end, when nothing else is in memory.
            writer.set_merge_policy(Box::new(NoMergePolicy));
        } else {
            let mut policy = LogMergePolicy::default();
            policy.set_max_docs_before_merge(LARGE / SEGMENTS);
            writer.set_merge_policy(Box::new(policy));
        }
        // The engine counts what is done from the number of the last commit on. Where it merges segments meanwhile, it takes
        // a removal of that very number for done in those whose removals the commit wrote, and loses it: nothing has it.
        writer.run(Vec::new()).map_err(|cause| collection.fault(cause))?;
        Ok(Self { collection, writer, queue: Queue::default(), written: AtomicUsize::default() })
    }

    /// Adds the `meetings` of a file that the index holds nothing of, or that was removed.
    ///
    /// Its row of the manifest is missing until it is entered.
    pub fn add(&self, file: &FileRecord, meetings: &[Filed]) -> Result<(), IndexError> {
        let fields = self.collection.fields();
        let documents = |(number, meeting)| meeting_documents(fields, file, meeting, number);
        let documents = meetings.iter().enumerate().flat_map(documents).collect();
        self.write(None, documents).map_err(|cause| self.collection.fault(cause))
    }

    /// Enters files into the manifest; rows that are written together are read together.
    pub fn enter<'f>(&self, files: impl Iterator<Item = &'f FileRecord>) -> Result<(), IndexError> {
        let fields = self.collection.fields();
        let mut rows = files.map(|file| file_document(fields, file)).peekable();
        while rows.peek().is_some() {
            let batch = rows.by_ref().take(BATCH).collect();
            self.write(None, batch).map_err(|cause| self.collection.fault(cause))?;
        }
        Ok(())
    }

    /// Replaces the row of the manifest and leaves the meetings of the file as they are.
    pub fn touch(&self, file: &FileRecord) -> Result<(), IndexError> {
        let fields = self.collection.fields();
        let row = Term::from_field_text(fields.id, &row_id(&file.file.path));
        self.write(Some(row), vec![file_document(fields, file)]).map_err(|cause| self.collection.fault(cause))
    }

    /// Removes everything of the file known by `path`.
    pub fn remove(&self, path: &str) -> Result<(), IndexError> {
        let file = term(self.collection.fields().file, path);
        let of_file = WithinQuery::new(file, Whole::Meeting, self.collection.layouts());
        self.writer.delete_query(Box::new(of_file)).map(drop).map_err(|cause| self.collection.fault(cause))
    }

    /// Removes what has the term, and adds the documents, which stay together and in their order.
    pub(super) fn write(&self, removed: Option<Term>, documents: Vec<TantivyDocument>) -> tantivy::Result<()> {
        self.written.fetch_add(documents.len(), Ordering::Relaxed);
        let mut operations: Vec<UserOperation<Queued>> = removed.into_iter().map(UserOperation::Delete).collect();
        operations.extend(self.queue.line_up(documents).into_iter().map(UserOperation::Add));
        self.writer.run(operations).map(drop)
    }

    /// Removes what has the term.
    pub(super) fn remove_term(&self, term: Term) {
        self.writer.delete_term(term);
    }

    /// Makes the run visible, with the manifest, in one step.
    pub fn commit(mut self, sources: &[PathBuf], applied: Applied) -> Result<(), IndexError> {
        let is_purged = self.collection.applied().redaction != applied.redaction;
        let note = Note {
            format: FORMAT_VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            sources: sources.to_vec(),
            applied,
        };
        let payload = serde_json::to_string(&note).expect("a note has no failing parts");
        let fault = |cause| self.collection.fault(cause);
        let mut commit = self.writer.prepare_commit().map_err(fault)?;
        commit.set_payload(&payload);
        commit.commit().map_err(fault)?;
        // What is being merged must not be merged a second time.
        self.writer.wait_merging_threads().map_err(fault)?;
        let merged = if is_purged {
            merge::all(&self.collection.index, self.collection.directory())
        } else {
            merge::small(&self.collection.index, self.collection.directory(), self.written.into_inner())
        };
        match merged {
            Err(cause) if is_purged => return Err(fault(cause)),
            // The run is committed, and segments that there is no room to merge answer as well.
            Err(cause) => tracing::warn!(%cause, "small segments are not merged"),
            Ok(()) => {}
        }
        self.collection.reload()?;
        self.collection.sweep()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_run_does_first_comes_after_the_last_commit() {
        let folder = tempfile::tempdir().unwrap();
        let collection = Collection::open_or_create(folder.path()).unwrap();
        for _ in 0..2 {
            let writer = Writer::open(&collection, 1).unwrap();
            let committed = collection.index.load_metas().unwrap().opstamp;
            let file = Term::from_field_text(collection.fields().file, "minutes/a.txt");
            assert!(writer.writer.delete_term(file) > committed);
            writer.commit(&[], Applied::default()).unwrap();
        }
    }
}
