//! From sources to the index: crawl, read, parse and index joined, with a report of what came of each file.

use crate::crawl::{self, SourceFile};
use crate::index::{Collection, FileRecord, IndexError, Manifest, Reader, Writer};
use crate::meeting::{Meeting, Source};
use crate::parse;
use crate::read::{self, ReadError};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// Files read and parsed at a time; bounds the memory that meetings on their way take.
const BATCH: usize = 64;

/// Why a run cannot start or finish.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// A source is not there.
    #[error("{}: {cause}", .path.display())]
    Source {
        /// The source as given.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The sources hold nothing to read.
    #[error("no documents in {}", .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "))]
    Empty(Vec<PathBuf>),
    /// The index cannot be written.
    #[error("{0}")]
    Index(#[from] IndexError),
}

/// A file that is not in the index, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Path as shown to the user.
    pub path: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files read now.
    pub read: usize,
    /// Files known and the same as before.
    pub unchanged: usize,
    /// Files read before under another path.
    pub moved: usize,
    /// Files that are no longer there.
    pub gone: usize,
    /// Files left out.
    pub skipped: Vec<Rejected>,
    /// Files that could not be read.
    pub failed: Vec<Rejected>,
    /// Meetings found in the files read now.
    pub meetings: usize,
    /// Passages of those meetings.
    pub passages: usize,
}

/// Is told how far a run has come.
pub trait Progress: Sync {
    /// `total` files are going to be read.
    fn begin(&self, total: usize);
    /// One more was read.
    fn advance(&self, path: &str);
}

/// Brings the index up to date with `sources`.
pub fn update(collection: &Collection, sources: &[PathBuf], progress: &dyn Progress) -> Result<Report, PipelineError> {
    let known = Manifest::load(collection)?.files;
    let mut report = Report::default();
    let mut changed: Vec<SourceFile> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut roots: Vec<PathBuf> = Vec::new();
    for source in sources {
        let fault = |cause| PipelineError::Source { path: source.clone(), cause };
        roots.push(source.canonicalize().map_err(fault)?);
        for file in crawl::walk(source) {
            let id = file.absolute.to_string_lossy().into_owned();
            if !seen.insert(id.clone()) {
                continue;
            }
            match known.get(&id) {
                Some(before) if before.sha256 == file.hash && before.path == file.path && is_current(before) => {
                    report.unchanged += 1;
                    report.failed.extend(before.failure.as_ref().map(|reason| rejected(&before.path, reason)));
                }
                _ => changed.push(file),
            }
        }
    }
    if seen.is_empty() && known.is_empty() {
        return Err(PipelineError::Empty(sources.to_vec()));
    }
    let gone: Vec<(&String, &FileRecord)> = known
        .iter()
        .filter(|(id, file)| !seen.contains(*id) && roots.iter().any(|root| file.absolute.starts_with(root)))
        .collect();
    if changed.is_empty() && gone.is_empty() && collection.sources() == sources {
        return Ok(report);
    }

    let mut hashes: HashMap<&str, usize> = HashMap::new();
    for (_, file) in &gone {
        *hashes.entry(&file.sha256).or_default() += 1;
    }
    let writer = Writer::open(collection, changed.len())?;
    for (id, _) in &gone {
        writer.remove(id)?;
    }
    report.gone = gone.len();
    progress.begin(changed.len());
    for batch in changed.chunks(BATCH) {
        let documents: Vec<_> = batch.par_iter().map(|file| (file, load(file, progress))).collect();
        for (file, loaded) in documents {
            let (record, meetings) = record(file, loaded);
            match &record.failure {
                Some(reason) => report.failed.push(rejected(&record.path, reason)),
                None => match hashes.get_mut(file.hash.as_str()).filter(|left| **left > 0) {
                    Some(left) => {
                        *left -= 1;
                        report.moved += 1;
                        report.gone -= 1;
                    }
                    None => report.read += 1,
                },
            }
            report.meetings += meetings.len();
            report.passages += meetings.iter().map(|meeting| meeting.passages.len()).sum::<usize>();
            writer.replace(&record, &meetings)?;
        }
    }
    writer.commit(sources)?;
    Ok(report)
}

/// The meetings of one file, without an index.
pub fn extract(path: &Path) -> Result<Vec<Meeting>, PipelineError> {
    let name = path.to_string_lossy().replace('\\', "/");
    let fault = |cause| PipelineError::Source { path: path.to_owned(), cause };
    let bytes = std::fs::read(path).map_err(fault)?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let invalid = |cause: ReadError| fault(std::io::Error::new(std::io::ErrorKind::InvalidData, cause.to_string()));
    Ok(meetings(&bytes, &name, &sha256).map_err(invalid)?.1)
}

fn load(file: &SourceFile, progress: &dyn Progress) -> Result<(Reader, Vec<Meeting>), String> {
    let loaded = std::fs::read(&file.absolute)
        .map_err(|cause| cause.to_string())
        .and_then(|bytes| meetings(&bytes, &file.path, &file.hash).map_err(|cause| cause.to_string()));
    progress.advance(&file.path);
    loaded
}

fn meetings(bytes: &[u8], name: &str, sha256: &str) -> Result<(Reader, Vec<Meeting>), ReadError> {
    let mut reader = None;
    let mut meetings = Vec::new();
    for part in read::read(bytes, name, &read::Options::default())? {
        reader.get_or_insert(Reader { name: part.format.name.to_owned(), version: part.format.version });
        let path = if part.name.is_empty() { name.to_owned() } else { format!("{name}/{}", part.name) };
        for mut meeting in parse::parse(&part.document, &path) {
            meeting.source = Source {
                path: path.clone(),
                format: part.format.name.to_owned(),
                sha256: sha256.to_owned(),
                pages: part.document.pages,
            };
            meetings.push(meeting);
        }
    }
    Ok((reader.unwrap_or_else(|| Reader { name: String::new(), version: 0 }), meetings))
}

fn record(file: &SourceFile, loaded: Result<(Reader, Vec<Meeting>), String>) -> (FileRecord, Vec<Meeting>) {
    let (reader, meetings, failure) = match loaded {
        Ok((reader, meetings)) => (Some(reader), meetings, None),
        Err(reason) => (None, Vec::new(), Some(reason)),
    };
    let record = FileRecord {
        path: file.path.clone(),
        absolute: file.absolute.clone(),
        size: file.size,
        modified: file.modified,
        sha256: file.hash.clone(),
        reader,
        failure,
        meetings: (0..meetings.len()).map(|number| crate::index::meeting_id(&file.hash, number)).collect(),
    };
    (record, meetings)
}

/// Whether a file would be read the same way today.
fn is_current(file: &FileRecord) -> bool {
    file.reader.as_ref().is_none_or(|reader| {
        read::FORMATS.iter().any(|format| format.name == reader.name && format.version == reader.version)
    })
}

fn rejected(path: &str, reason: &str) -> Rejected {
    // Readers name the file in front of the cause; the report names it anyway.
    let reason = reason.strip_prefix(path).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(reason);
    Rejected { path: path.to_owned(), reason: reason.to_owned() }
}
