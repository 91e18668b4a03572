//! An index built anew beside the one that is there, and put into its place when it is whole.

use super::collection::{Collection, IndexError, create_private};
use super::lock::{RunLock, is_of_segment};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Folder inside that of the index where the new one is built.
pub(super) const NEXT: &str = ".next";

/// An index on its way; until it takes the place of the other one, that one answers.
#[derive(Debug)]
pub struct Anew {
    directory: PathBuf,
    _run: RunLock,
}

impl Anew {
    /// Begins an index for `directory`, whatever is there: no run writes there meanwhile.
    pub fn begin(directory: &Path) -> Result<Anew, IndexError> {
        let anew = Anew { directory: directory.to_owned(), _run: Self::lock(directory)? };
        match fs::remove_dir_all(anew.next()) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(anew.fault(cause)),
            _ => Ok(anew),
        }
    }

    fn lock(directory: &Path) -> Result<RunLock, IndexError> {
        let fault = |cause| IndexError::Folder { directory: directory.to_owned(), cause };
        create_private(directory).map_err(fault)?;
        RunLock::take(directory)
    }

    /// The new index, empty at first.
    pub fn collection(&self) -> Result<Collection, IndexError> {
        Collection::open_or_create(&self.next())
    }

    /// From now on the index is the new one, whose run has been committed.
    ///
    /// Segments have names of their own and are moved beside the old ones; the list of segments is replaced in one step.
    /// Whatever a kill leaves behind belongs to no commit, and the next run removes it.
    pub fn take_place(self) -> Result<(), IndexError> {
        let fault = |cause| self.fault(cause);
        for entry in fs::read_dir(self.next()).map_err(fault)? {
            let name = entry.map_err(fault)?.file_name();
            if name.to_str().is_some_and(is_of_segment) {
                self.put(Path::new(&name)).map_err(fault)?;
            }
        }
        self.put(Path::new(".managed.json")).map_err(fault)?;
        self.settle().map_err(fault)?;
        self.put(Path::new("meta.json")).map_err(fault)?;
        self.settle().map_err(fault)?;
        Collection::open(&self.directory)?.sweep()
    }

    fn put(&self, name: &Path) -> io::Result<()> {
        fs::rename(self.next().join(name), self.directory.join(name))
    }

    /// Names are on the disk before those that depend on them.
    fn settle(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.directory)?.sync_all() } else { Ok(()) }
    }

    fn next(&self) -> PathBuf {
        self.directory.join(NEXT)
    }

    fn fault(&self, cause: io::Error) -> IndexError {
        IndexError::Folder { directory: self.directory.clone(), cause }
    }
}
