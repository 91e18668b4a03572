//! Merging: what a run leaves in many segments becomes few, as every question opens each segment and goes through it.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::NoMergePolicy;
use tantivy::{Directory, HasLen, Index, IndexWriter};
use tantivy_common::file_slice::WrapFile;

/// Memory for documents waiting to be written, in bytes, of all threads that write: the more it is, the fewer segments are left.
pub(super) const MEMORY: usize = 80 << 20;
/// Documents that one segment is made of at most: their columns and dictionaries are in memory meanwhile, some 50 bytes a document.
pub(super) const LARGE: usize = 6_000_000;
/// How many documents a run may write anew for each that it brought.
const ANEW: usize = 4;

/// Merges the segments in `folder` that are small for a run that brought so many documents.
pub(super) fn small(index: &Index, folder: &Path, brought: usize) -> tantivy::Result<()> {
    let mut groups = groups(smallest(index.searchable_segment_metas()?, ANEW * brought), documents);
    groups.retain(|group| group.len() > 1);
    merge(folder, &groups)
}

/// Writes all segments in `folder` anew, be it one: what was deleted stays in its segment until then.
pub(super) fn all(index: &Index, folder: &Path) -> tantivy::Result<()> {
    merge(folder, &groups(index.searchable_segment_metas()?, documents))
}

/// The smallest of the segments, of so many documents together at most.
fn smallest(mut segments: Vec<SegmentMeta>, most: usize) -> Vec<SegmentMeta> {
    segments.retain(|segment| documents(segment) <= LARGE / 2);
    segments.sort_unstable_by_key(documents);
    let mut sum = 0;
    segments.retain(|segment| {
        sum += documents(segment);
        sum <= most
    });
    segments
}

/// Which segments, by their documents, become one: groups of about the same size, none larger than it may be by more than
/// one of them.
fn groups<Segment>(segments: Vec<Segment>, documents: impl Fn(&Segment) -> usize) -> Vec<Vec<Segment>> {
    let sum: usize = segments.iter().map(&documents).sum();
    let count = sum.div_ceil(LARGE).max(1);
    let mut groups: Vec<Vec<Segment>> = std::iter::repeat_with(Vec::new).take(count).collect();
    let mut before = 0;
    for segment in segments {
        let group = before * count / sum.max(1);
        before += documents(&segment);
        groups[group.min(count - 1)].push(segment);
    }
    groups
}

fn documents(segment: &SegmentMeta) -> usize {
    segment.num_docs() as usize
}

/// Makes one segment of each group.
fn merge(folder: &Path, groups: &[Vec<SegmentMeta>]) -> tantivy::Result<()> {
    let groups: Vec<_> = groups.iter().filter(|group| !group.is_empty()).collect();
    if groups.is_empty() {
        return Ok(());
    }
    let index = Index::open(Folder { mapped: MmapDirectory::open(folder)?, path: folder.to_owned() })?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for group in groups {
        let segments: Vec<SegmentId> = group.iter().map(SegmentMeta::id).collect();
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()
}

/// The folder of an index as a merge reads it: from the first byte to the last. What is mapped into memory would stay there
/// until the end; of the larger files a window is.
#[derive(Debug, Clone)]
struct Folder {
    mapped: MmapDirectory,
    path: PathBuf,
}

/// Stored records, lists of passages and places of words: most of an index.
const LARGER_FILES: [&str; 3] = ["store", "idx", "pos"];
/// Bytes that are read of a larger file at a time.
const WINDOW: usize = 256 << 10;

/// A file of which the bytes read last are kept.
#[derive(Debug)]
struct Window {
    file: WrapFile,
    /// Where they begin.
    read: Mutex<(usize, OwnedBytes)>,
}

impl FileHandle for Window {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        if range.len() > WINDOW {
            return self.file.read_bytes(range);
        }
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if range.start < read.0 || range.end > read.0 + read.1.len() {
            *read = (range.start, self.file.read_bytes(range.start..self.len().min(range.start + WINDOW))?);
        }
        Ok(read.1.slice(range.start - read.0..range.end - read.0))
    }
}

impl HasLen for Window {
    fn len(&self) -> usize {
        self.file.len()
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !LARGER_FILES.iter().any(|larger| path.extension().is_some_and(|extension| extension == *larger)) {
            return self.mapped.get_file_handle(path);
        }
        let fault = |cause| OpenReadError::wrap_io_error(cause, path.to_owned());
        let file = File::open(self.path.join(path)).and_then(WrapFile::new).map_err(fault)?;
        Ok(Arc::new(Window { file, read: Mutex::new((0, OwnedBytes::empty())) }))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.mapped.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_gives_the_bytes_of_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..3 * WINDOW + 100).map(|at| (at % 251) as u8).collect();
        std::fs::write(folder.path().join("a.idx"), &bytes).unwrap();
        let directory = Folder { mapped: MmapDirectory::open(folder.path()).unwrap(), path: folder.path().to_owned() };
        let file = directory.get_file_handle(Path::new("a.idx")).unwrap();
        assert_eq!(file.len(), bytes.len());
        let ends = [10, 20, 20, WINDOW + 10, WINDOW + 20, 3 * WINDOW, bytes.len()];
        for range in
            ends.windows(2).map(|ends| ends[0]..ends[1]).chain([0..bytes.len(), 5..15, 2 * WINDOW - 5..2 * WINDOW + 5])
        {
            assert_eq!(file.read_bytes(range.clone()).unwrap().as_slice(), &bytes[range]);
        }
    }

    #[test]
    fn what_is_merged_together_is_bounded() {
        let of = |segments: Vec<usize>| groups(segments, |documents| *documents);
        assert_eq!(of(vec![10, 200, 3_000]), [[10, 200, 3_000]]);
        assert_eq!(of(vec![0]), [[0]]);
        assert_eq!(of(vec![]), [Vec::<usize>::new()]);
        let flushed = vec![LARGE / 13; 44];
        let merged = of(flushed.clone());
        assert_eq!(merged.len(), 4);
        assert_eq!(merged.concat(), flushed);
        assert!(merged.iter().all(|group| (LARGE * 4 / 5..=LARGE).contains(&group.iter().sum())), "{merged:?}");
        // What is purged may be large already.
        assert_eq!(of(vec![LARGE - 100_000, LARGE, LARGE - 50_000]).len(), 3);
    }
}
