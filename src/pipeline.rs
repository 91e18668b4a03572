//! From sources to the index: crawl, read, parse and index joined, with a report of what came of each file.

use crate::crawl::{self, Crawl, CrawlError, Source, SourceFile};
use crate::index::{
    Applied, Collection, FileRecord, FileStatus, IndexError, Manifest, Reader, Spool, StoredFacts, Writer, meeting_id,
};
use crate::link::{self, Corrections, Links, MeetingFacts, Names};
use crate::meeting::{self, Meeting};
use crate::parse;
use crate::read::{self, FORMATS, ReadError};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files read and parsed at a time; bounds the memory that meetings on their way take.
const BATCH: usize = 64;

/// Why a run cannot start or finish.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The sources cannot be walked.
    #[error("{0}")]
    Crawl(#[from] CrawlError),
    /// A document cannot be opened.
    #[error("{path}: {cause}")]
    Open {
        /// Its path as given.
        path: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A document cannot be read.
    #[error("{0}")]
    Read(#[from] ReadError),
    /// The sources hold nothing to read.
    #[error("no documents in {0}")]
    Empty(String),
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
    /// Corrections that match nothing.
    pub unmatched: Vec<String>,
}

/// Is told how far a run has come.
pub trait Progress: Sync {
    /// `total` files are going to be read.
    fn begin(&self, total: usize);
    /// One more was read.
    fn advance(&self, path: &str);
}

/// Brings the index up to date with `sources`.
pub fn update(
    collection: &Collection,
    (sources, corrections): (&[Source], &Corrections),
    progress: &dyn Progress,
) -> Result<Report, PipelineError> {
    let known = known(collection, sources)?;
    let crawl = crawl::walk(sources, &known.values().map(|known| known.file.clone()).collect::<Vec<_>>())?;
    let Crawl { new, changed, unchanged, moved, gone, elsewhere, skipped } = crawl;
    let is_empty = [&new, &changed, &unchanged, &elsewhere].iter().all(|files| files.is_empty());
    if is_empty && moved.is_empty() && gone.is_empty() {
        let paths: Vec<_> = sources.iter().map(|source| source.path.display().to_string()).collect();
        return Err(PipelineError::Empty(paths.join(", ")));
    }
    let mut report = Report { moved: moved.len(), gone: gone.len(), ..Report::default() };
    report.skipped = skipped.into_iter().map(|skip| Rejected { path: skip.path, reason: skip.reason }).collect();

    let mut removed: Vec<&str> = gone.iter().map(|file| known[&file.path].row.file.path.as_str()).collect();
    removed.extend(moved.iter().map(|moved| known[&moved.from].row.file.path.as_str()));
    let mut touched: Vec<FileRecord> = Vec::new();
    let mut wanted: Vec<SourceFile> = new.into_iter().chain(moved.into_iter().map(|moved| moved.file)).collect();
    for file in changed {
        removed.push(&known[&file.path].row.file.path);
        wanted.push(file);
    }
    for file in unchanged {
        let row = &known[&file.path].row;
        if !is_current(row) {
            removed.push(&row.file.path);
            wanted.push(file);
            continue;
        }
        report.take(row);
        report.unchanged += usize::from(row.status == FileStatus::Read);
        if file.modified != row.file.modified {
            let file = SourceFile { path: row.file.path.clone(), ..file };
            touched.push(FileRecord { file, ..row.clone() });
        }
    }
    wanted.sort_by(|one, other| one.path.cmp(&other.path));
    let paths: Vec<PathBuf> = sources.iter().map(|source| source.path.clone()).collect();
    let applied = collection.applied();
    let is_idle = wanted.is_empty() && removed.is_empty() && touched.is_empty();
    if is_idle && collection.sources() == paths && applied.corrections == *corrections {
        report.unmatched.clone_from(&applied.unmatched);
        return Ok(report);
    }

    let writer = Writer::open(collection, wanted.len())?;
    removed.iter().try_for_each(|path| writer.remove(path))?;
    touched.iter().try_for_each(|row| writer.touch(row))?;
    progress.begin(wanted.len());
    let mut spool = Spool::new(collection);
    let mut facts: Vec<MeetingFacts> = Vec::new();
    let relocated = report.moved;
    for batch in wanted.chunks(BATCH) {
        let loaded: Vec<(FileRecord, Vec<Meeting>)> = batch.par_iter().map(|file| load(file, progress)).collect();
        for (row, meetings) in &loaded {
            report.take(row);
            report.read += usize::from(row.status == FileStatus::Read);
            report.meetings += meetings.len();
            report.passages += meetings.iter().map(|meeting| meeting.passages.len()).sum::<usize>();
            facts.extend(row.meetings.iter().zip(meetings).map(|(id, meeting)| link::facts(id, meeting)));
            spool.push(row, meetings)?;
        }
    }
    report.read = report.read.saturating_sub(relocated);

    let mut replaced: BTreeSet<&str> = removed.into_iter().collect();
    replaced.extend(wanted.iter().map(|file| file.path.as_str()));
    let mut kept = collection.facts()?;
    kept.retain(|known| !replaced.contains(known.file.as_str()));
    facts.extend(kept.iter().map(|known| known.facts.clone()));
    let links = link::link(facts, corrections);
    spool.drain(|row, meetings| writer.replace(&row, &named(&row, meetings, &links)))?;
    let rows: BTreeMap<&str, &FileRecord> =
        known.values().map(|known| (known.row.file.path.as_str(), &known.row)).collect();
    rename(&writer, (collection, &rows), &kept, &links)?;
    writer.write_links(&links)?;
    report.unmatched.clone_from(&links.unmatched);
    writer.commit(&paths, Applied { corrections: corrections.clone(), unmatched: links.unmatched })?;
    Ok(report)
}

/// Writes those files anew whose meetings name people otherwise than before.
fn rename(
    writer: &Writer,
    (collection, rows): (&Collection, &BTreeMap<&str, &FileRecord>),
    kept: &[StoredFacts],
    links: &Links,
) -> Result<(), IndexError> {
    let nobody = Names::default();
    let is_changed = |known: &&StoredFacts| *links.names.get(&known.facts.id).unwrap_or(&nobody) != known.names;
    let changed: BTreeSet<&str> = kept.iter().filter(is_changed).map(|known| known.file.as_str()).collect();
    for row in changed.into_iter().filter_map(|file| rows.get(file)) {
        writer.replace(row, &named(row, collection.meetings_of(&row.file.path)?, links))?;
    }
    Ok(())
}

/// The meetings of a file, each with whom it names.
fn named(row: &FileRecord, meetings: Vec<Meeting>, links: &Links) -> Vec<(Meeting, Names)> {
    let names = row.meetings.iter().map(|id| links.names.get(id).cloned().unwrap_or_default());
    meetings.into_iter().zip(names).collect()
}

/// A file of the index and what it would be called by the sources of this run.
struct Known {
    file: SourceFile,
    row: FileRecord,
}

/// The files of the index by the path under which the sources would find them.
///
/// The same folder can be given in several ways; a file keeps the path it was first known by.
fn known(collection: &Collection, sources: &[Source]) -> Result<BTreeMap<String, Known>, PipelineError> {
    let roots: Vec<(PathBuf, &Source)> =
        sources.iter().filter_map(|source| Some((source.path.canonicalize().ok()?, source))).collect();
    let mut known = BTreeMap::new();
    for (path, row) in Manifest::load(collection)?.files {
        let within = |(root, source): &(PathBuf, &Source)| {
            let way = row.file.absolute.strip_prefix(root).ok()?;
            Some(crawl::shown(&source.path, way))
        };
        let path = roots.iter().find_map(within).unwrap_or(path);
        known.insert(path.clone(), Known { file: SourceFile { path, ..row.file.clone() }, row });
    }
    Ok(known)
}

/// The meetings of one document, without an index.
pub fn extract(path: &Path) -> Result<Vec<Meeting>, PipelineError> {
    let name = crawl::shown(path, Path::new(""));
    let bytes = std::fs::read(path).map_err(|cause| PipelineError::Open { path: name.clone(), cause })?;
    let sha256 = crawl::sha256(&bytes);
    Ok(meetings(&bytes, &name, &sha256)?.1)
}

fn load(file: &SourceFile, progress: &dyn Progress) -> (FileRecord, Vec<Meeting>) {
    let loaded = match std::fs::read(&file.absolute) {
        Err(cause) => Err(FileStatus::Failed(cause.to_string())),
        Ok(bytes) => meetings(&bytes, &file.path, &file.sha256).map_err(|error| match &error {
            ReadError::Unknown { .. } => FileStatus::Skipped(reason(&file.path, &error)),
            _ => FileStatus::Failed(reason(&file.path, &error)),
        }),
    };
    progress.advance(&file.path);
    let (reader, meetings, status) = match loaded {
        Ok((reader, meetings)) => (reader, meetings, FileStatus::Read),
        Err(status) => (all_readers(), Vec::new(), status),
    };
    let ids = (0..meetings.len()).map(|number| meeting_id(&file.sha256, number)).collect();
    (FileRecord { file: file.clone(), reader, status, meetings: ids }, meetings)
}

fn meetings(bytes: &[u8], name: &str, sha256: &str) -> Result<(Reader, Vec<Meeting>), ReadError> {
    let mut reader = None;
    let mut meetings = Vec::new();
    for part in read::read(bytes, name, &read::Options::default())? {
        let format = part.format.name.to_owned();
        reader.get_or_insert(Reader { name: Some(format.clone()), version: part.format.version });
        let path = if part.name.is_empty() { name.to_owned() } else { format!("{name}/{}", part.name) };
        for mut meeting in parse::parse(&part.document, &path) {
            let (path, sha256) = (path.clone(), sha256.to_owned());
            meeting.source = meeting::Source { path, format: format.clone(), sha256, pages: part.document.pages };
            meetings.push(meeting);
        }
    }
    Ok((reader.unwrap_or_else(all_readers), meetings))
}

/// Whether a file would be read the same way today.
fn is_current(row: &FileRecord) -> bool {
    match &row.reader.name {
        None => row.reader == all_readers(),
        Some(name) => FORMATS.iter().any(|format| format.name == name && format.version == row.reader.version),
    }
}

/// All readers as one, whose version changes with any of theirs.
fn all_readers() -> Reader {
    Reader { name: None, version: FORMATS.iter().map(|format| format.version + 1).sum() }
}

/// The error without the name of the file, which the report says anyway.
fn reason(path: &str, error: &ReadError) -> String {
    let message = error.to_string();
    message.strip_prefix(path).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&message).to_owned()
}

impl Report {
    /// Notes a file that gave no meetings.
    fn take(&mut self, row: &FileRecord) {
        let rejected = |reason: &String| Rejected { path: row.file.path.clone(), reason: reason.clone() };
        match &row.status {
            FileStatus::Read => {}
            FileStatus::Skipped(reason) => self.skipped.push(rejected(reason)),
            FileStatus::Failed(reason) => self.failed.push(rejected(reason)),
        }
    }
}
