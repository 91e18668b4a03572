//! From sources to the index: crawl, read, parse and index joined, with a report of what came of each file.

use crate::crawl::{self, Content, Crawl, CrawlError, Source, SourceFile};
use crate::extract::{Extract, Extractor, File, Refusal};
use crate::index::{
    Applied, Collection, FileRecord, FileStatus, Filed, IndexError, Manifest, Reader, Relinked, Spool, Writer,
    meeting_id,
};
use crate::link::{Corrections, FactSheet};
use crate::meeting::{Meeting, Shortfall};
use crate::progress::{Progress, Step};
use crate::read::{FORMATS, Ocr, Options, recognition};
use crate::withheld;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

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
    #[error("{path}: {refusal}")]
    Refused {
        /// Its path as given.
        path: String,
        /// Why.
        refusal: Refusal,
    },
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
    /// Files that need a password.
    pub encrypted: usize,
    /// Pages that are pictures and gave no text.
    pub picture_pages: usize,
    /// Pages whose text is no language.
    pub garbled_pages: usize,
    /// Meetings found in the files read now.
    pub meetings: usize,
    /// Passages of those meetings.
    pub passages: usize,
    /// Families of bodies whose facts were linked anew.
    pub families: usize,
    /// Corrections that match nothing.
    pub unmatched: Vec<String>,
    /// Places in texts that are withheld.
    pub withheld: usize,
    /// Files left out as their names have what is withheld.
    pub unnamed: usize,
}

/// Brings the index up to date with `sources`.
pub fn update(
    collection: &Collection,
    (sources, corrections): (&[Source], &Corrections),
    extractor: &Extractor,
    progress: &dyn Progress,
) -> Result<Report, PipelineError> {
    let _run = collection.begin_run()?;
    let most = Some(extractor.limits().file_mib << 20);
    let sources: &[Source] =
        &sources.iter().map(|source| Source { largest: most, ..source.clone() }).collect::<Vec<_>>();
    let known = known(collection, sources)?;
    let mut crawl = crawl::walk(sources, &known.values().map(|known| known.file.clone()).collect::<Vec<_>>())?;
    let redaction = extractor.redaction();
    let unnamed = withheld::leave_out(&mut crawl, sources, redaction);
    // Another list is for what was read before as well.
    let is_anew = collection.applied().redaction != redaction.digest();
    let corrections = &withheld::without(corrections, redaction);
    log(&crawl);
    let Crawl { new, changed, unchanged, moved, gone, elsewhere, skipped } = crawl;
    let is_empty = [&new, &changed, &unchanged, &elsewhere].iter().all(|files| files.is_empty());
    if is_empty && moved.is_empty() && gone.is_empty() {
        let paths: Vec<_> = sources.iter().map(|source| source.path.display().to_string()).collect();
        return Err(PipelineError::Empty(paths.join(", ")));
    }
    let mut report = Report { moved: moved.len(), gone: gone.len(), unnamed, ..Report::default() };
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
        if is_anew || !is_current(row, extractor) {
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
    if is_anew {
        removed = known.values().map(|known| known.row.file.path.as_str()).collect();
        wanted.extend(elsewhere.iter().map(|file| known[&file.path].row.file.clone()));
    }
    wanted.sort_by(|one, other| one.path.cmp(&other.path));
    let paths: Vec<PathBuf> = sources.iter().map(|source| source.path.clone()).collect();
    let applied = collection.applied();
    let is_idle =
        !is_anew && applied.unnamed == unnamed && wanted.is_empty() && removed.is_empty() && touched.is_empty();
    if is_idle && collection.sources() == paths && applied.corrections == *corrections {
        report.unmatched.clone_from(&applied.unmatched);
        return Ok(report);
    }

    let writer = Writer::open(collection, wanted.len())?;
    removed.iter().try_for_each(|path| writer.remove(path))?;
    touched.iter().try_for_each(|row| writer.touch(row))?;
    progress.begin(Step::Read, wanted.len());
    let mut spool = Spool::new(collection);
    let mut rows: Vec<FileRecord> = Vec::with_capacity(wanted.len());
    let relocated = report.moved;
    for batch in wanted.chunks(BATCH) {
        let load = |file: &SourceFile| {
            let start = Instant::now();
            let (row, meetings) = load(file, extractor);
            log_document(&row, start);
            let with_ids = row.meetings.iter().zip(&meetings);
            let sheets = with_ids.map(|(id, meeting)| FactSheet::of(&row.file.path, id, meeting)).collect();
            progress.advance(&file.path);
            (row, meetings, sheets)
        };
        let loaded: Vec<(FileRecord, Vec<Meeting>, Vec<FactSheet>)> = batch.par_iter().map(load).collect();
        for (row, meetings, sheets) in loaded {
            report.take(&row);
            report.read += usize::from(row.status == FileStatus::Read);
            report.meetings += meetings.len();
            report.passages += meetings.iter().map(|meeting| meeting.passages.len()).sum::<usize>();
            spool.push(&row, &meetings, sheets)?;
            rows.push(row);
        }
    }
    report.read = report.read.saturating_sub(relocated);

    let mut replaced: BTreeSet<&str> = removed.into_iter().collect();
    replaced.extend(wanted.iter().map(|file| file.path.as_str()));
    let relinked = writer.relink(&replaced, &mut spool, corrections)?;
    let filed = |row: &FileRecord, meetings| filed(row, meetings, (&writer, &relinked));
    let held: HashSet<&str> = known.values().map(|known| known.row.file.path.as_str()).collect();
    progress.begin(Step::Write, rows.len());
    spool.drain(|row, meetings| {
        progress.advance(&row.file.path);
        // To remove what was never there would be looked for in every segment all the same.
        held.get(row.file.path.as_str()).map_or(Ok(()), |path| writer.remove(path))?;
        writer.add(&row, &filed(&row, meetings)?)
    })?;
    // Files whose meetings name people otherwise than before are written anew.
    let is_renamed = |row: &&FileRecord| relinked.renamed.contains(&row.file.path);
    let renamed: Vec<&FileRecord> = known.values().map(|known| &known.row).filter(is_renamed).collect();
    for row in &renamed {
        let meetings = collection.meetings_of(&row.file.path)?.into_iter().zip(&row.meetings);
        let meetings = meetings.map(|(meeting, id)| (FactSheet::of(&row.file.path, id, &meeting).facts, meeting));
        writer.remove(&row.file.path)?;
        writer.add(row, &filed(row, meetings.collect())?)?;
    }
    writer.enter(rows.iter().chain(renamed))?;
    report.families = relinked.families;
    let unmatched = relinked.unmatched;
    report.unmatched.clone_from(&unmatched);
    let applied = Applied { corrections: corrections.clone(), unmatched, redaction: redaction.digest(), unnamed };
    progress.begin(Step::Commit, 0);
    writer.commit(&paths, applied)?;
    tracing::debug!(segments = collection.searcher().segment_readers().len(), "committed");
    Ok(report)
}

/// Tells developers what the walk found, in numbers.
fn log(crawl: &Crawl) {
    let (new, changed, unchanged) = (crawl.new.len(), crawl.changed.len(), crawl.unchanged.len());
    let (moved, gone, skipped) = (crawl.moved.len(), crawl.gone.len(), crawl.skipped.len());
    tracing::debug!(new, changed, unchanged, moved, gone, skipped, "walked the sources");
}

/// Tells developers what became of a document, by its hash: neither its name nor what it says.
fn log_document(row: &FileRecord, start: Instant) {
    let (document, format) = (row.file.sha256.get(..10), row.reader.name.as_deref());
    let outcome = match row.status {
        FileStatus::Read => "read",
        FileStatus::Skipped(_) => "skipped",
        FileStatus::Failed(_) => "failed",
        FileStatus::Encrypted(_) => "encrypted",
    };
    let (bytes, ms) = (row.file.size, start.elapsed().as_millis());
    tracing::debug!(document, format, bytes, meetings = row.meetings.len(), ms, outcome);
}

/// The meetings of a file as they are written.
fn filed(
    row: &FileRecord,
    meetings: Vec<(String, Meeting)>,
    (writer, relinked): (&Writer, &Relinked),
) -> Result<Vec<Filed>, IndexError> {
    let filed = |((facts, meeting), id): ((String, Meeting), &String)| {
        let names = writer.names_after(relinked, &row.file.path, id)?;
        Ok(Filed { meeting, names, facts })
    };
    meetings.into_iter().zip(&row.meetings).map(filed).collect()
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
    extract_by(&Extractor::here(Options::default()), path)
}

/// The meetings of one document as `extractor` reads it, without an index.
pub fn extract_by(extractor: &Extractor, path: &Path) -> Result<Vec<Meeting>, PipelineError> {
    let name = crawl::shown(path, Path::new(""));
    let most = extractor.limits().file_mib << 20;
    let content = path.canonicalize().and_then(|path| crawl::content(&path, most, None));
    let Content { bytes, sha256 } = content.map_err(|cause| PipelineError::Open { path: name.clone(), cause })?;
    let file = File { name: &name, sha256: &sha256.unwrap_or_default(), bytes: &bytes };
    match extractor.extract(file) {
        Ok(extract) => Ok(extract.meetings),
        Err(refusal) => Err(PipelineError::Refused { path: name, refusal }),
    }
}

fn load(file: &SourceFile, extractor: &Extractor) -> (FileRecord, Vec<Meeting>) {
    let mut row = FileRecord {
        file: file.clone(),
        reader: all_readers(),
        status: FileStatus::Read,
        meetings: Vec::new(),
        recognition: None,
        limits: None,
        shortfalls: Vec::new(),
    };
    let extract = match read(&mut row.file, extractor) {
        Ok(extract) => extract,
        Err(refusal) => {
            row.status = match refusal {
                Refusal::Unknown(reason) => FileStatus::Skipped(reason),
                Refusal::Encrypted(reason) => FileStatus::Encrypted(reason),
                Refusal::Failed(reason) => {
                    row.limits = Some(extractor.limits().to_string());
                    FileStatus::Failed(reason)
                }
                Refusal::Disturbed(reason) => {
                    // Without a hash the file is a changed one to the next run.
                    row.file.sha256.clear();
                    FileStatus::Failed(reason)
                }
            };
            return (row, Vec::new());
        }
    };
    if let Some((name, version)) = extract.format {
        row.reader = Reader { name: Some(name), version };
    }
    row.meetings = (0..extract.meetings.len()).map(|number| meeting_id(&row.file.sha256, number)).collect();
    row.recognition = extract.recognition;
    row.shortfalls = extract.shortfalls;
    (row, extract.meetings)
}

/// What a file holds; one that changed since it was found gets the hash of what is there now.
fn read(file: &mut SourceFile, extractor: &Extractor) -> Result<Extract, Refusal> {
    let known = Some((file.size, file.modified)).filter(|_| !file.sha256.is_empty());
    let content = crawl::content(&file.absolute, extractor.limits().file_mib << 20, known);
    let Content { bytes, sha256 } = content.map_err(|cause| match cause.kind() {
        std::io::ErrorKind::FileTooLarge => Refusal::Failed(cause.to_string()),
        _ => Refusal::Disturbed(cause.to_string()),
    })?;
    if let Some(sha256) = sha256 {
        file.sha256 = sha256;
    }
    extractor.extract(File { name: &file.path, sha256: &file.sha256, bytes: &bytes })
}

/// Whether a file would be read the same way today.
fn is_current(row: &FileRecord, extractor: &Extractor) -> bool {
    let is_same_reader = match &row.reader.name {
        None => row.reader == all_readers(),
        Some(name) => FORMATS.iter().any(|format| format.name == name && format.version == row.reader.version),
    };
    let may_open = needs_password(row) && !extractor.options().passwords.is_empty();
    let is_within = row.limits.as_ref().is_none_or(|limits| *limits == extractor.limits().to_string());
    is_same_reader && is_within && !may_open && !is_recognised_otherwise(row, extractor.options())
}

fn needs_password(row: &FileRecord) -> bool {
    matches!(row.status, FileStatus::Encrypted(_)) || row.shortfalls.iter().any(|shortfall| shortfall.needs_password)
}

/// Whether the words of its pictures would be others today.
fn is_recognised_otherwise(row: &FileRecord, options: &Options) -> bool {
    let Some(before) = &row.recognition else { return false };
    let has_pictures = || row.shortfalls.iter().any(Shortfall::has_pictures);
    let is_forced = options.ocr == Ocr::Force || before.starts_with("force");
    (is_forced || has_pictures()) && *before != recognition(options)
}

/// All readers as one, whose version changes with any of theirs.
fn all_readers() -> Reader {
    Reader { name: None, version: FORMATS.iter().map(|format| format.version + 1).sum() }
}

impl Report {
    /// Notes what a file did not give.
    fn take(&mut self, row: &FileRecord) {
        let rejected = |reason: &String| Rejected { path: row.file.path.clone(), reason: reason.clone() };
        let count = |pages: fn(&Shortfall) -> usize| row.shortfalls.iter().map(pages).sum::<usize>();
        self.encrypted += usize::from(needs_password(row));
        self.withheld += count(|shortfall| shortfall.withheld);
        self.picture_pages += count(|shortfall| shortfall.pictures.len());
        self.garbled_pages += count(|shortfall| shortfall.garbled.len());
        for lost in row.shortfalls.iter().flat_map(|shortfall| &shortfall.lost) {
            let (path, reason) = lost.split_once(": ").unwrap_or((&row.file.path, lost));
            self.failed.push(Rejected { path: path.to_owned(), reason: reason.to_owned() });
        }
        match &row.status {
            FileStatus::Read => {}
            FileStatus::Skipped(reason) => self.skipped.push(rejected(reason)),
            FileStatus::Failed(reason) | FileStatus::Encrypted(reason) => self.failed.push(rejected(reason)),
        }
    }
}
