//! One run at a time: a lock that the system takes back when its process ends, however it ends.

use super::anew::NEXT;
use super::collection::{Collection, IndexError};
use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use tantivy::Directory;
use tantivy::directory::META_LOCK;
use tantivy::index::{SegmentComponent, SegmentMeta};

/// Name of the file that is locked; it stays where it is, as another process may be waiting at it.
const NAME: &str = ".minutebook.lock";
/// How the names of files begin that the engine writes aside before it puts them into their place.
const ASIDE: &str = ".tmp";

/// Held while a run looks at the sources and writes the index.
#[derive(Debug)]
pub struct RunLock {
    _file: File,
}

impl RunLock {
    /// Takes the lock of the index in `directory`, which is there.
    pub fn take(directory: &Path) -> Result<RunLock, IndexError> {
        let fault = |cause: io::Error| IndexError::Folder { directory: directory.to_owned(), cause };
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(false).open(directory.join(NAME)).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(RunLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Locked(directory.to_owned())),
            Err(TryLockError::Error(cause)) => Err(fault(cause)),
        }
    }
}

impl Collection {
    /// Begins a run: no other one is on its way, and what the last one left behind when it was stopped is removed.
    pub fn begin_run(&self) -> Result<RunLock, IndexError> {
        let lock = RunLock::take(self.directory())?;
        self.sweep()?;
        self.reload()?;
        Ok(lock)
    }

    /// Removes what belongs to no commit.
    pub(super) fn sweep(&self) -> Result<(), IndexError> {
        for path in self.leftovers().map_err(|cause| self.fault(cause))? {
            // What cannot be removed now is removed by a later run.
            let _ = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
        }
        Ok(())
    }

    /// Files of no segment of the last commit, those that were being written aside, and an index on its way.
    ///
    /// They are more than waste: the engine counts its operations from the last commit on, and gives up where a file that
    /// it is about to write is there already.
    pub fn leftovers(&self) -> tantivy::Result<Vec<PathBuf>> {
        // Nobody is between reading the list of segments and opening their files.
        let _meta = self.index.directory().acquire_lock(&META_LOCK)?;
        let segments = self.index.load_metas()?.segments;
        let known: HashSet<PathBuf> = segments.iter().flat_map(files).collect();
        let mut left = Vec::new();
        for entry in std::fs::read_dir(self.directory()).into_iter().flatten().flatten() {
            let name = PathBuf::from(entry.file_name());
            let is_one = |name: &str| is_of_segment(name) || name.starts_with(ASIDE) || name == NEXT;
            let is_ours = name.to_str().is_some_and(is_one);
            if is_ours && !known.contains(&name) {
                left.push(entry.path());
            }
        }
        left.sort();
        Ok(left)
    }
}

/// The files a segment may have.
pub(super) fn files(segment: &SegmentMeta) -> impl Iterator<Item = PathBuf> {
    use SegmentComponent::{Delete, FastFields, FieldNorms, Positions, Postings, Store, TempStore, Terms};
    let all = [Postings, Positions, FastFields, FieldNorms, Terms, Store, TempStore, Delete];
    all.into_iter().map(|component| segment.relative_path(component))
}

/// Whether a file is called as those of a segment are.
pub(super) fn is_of_segment(name: &str) -> bool {
    let is_id = |id: &str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split_once('.').is_some_and(|(id, _)| is_id(id))
}
