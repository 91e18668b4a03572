//! The walk through one source.

use super::selection::Selection;
use super::{CrawlError, Skip, Source, SourceFile};
use ignore::{DirEntry, WalkBuilder};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A file a walk came upon.
#[derive(Debug)]
pub(super) struct Walked {
    pub(super) file: SourceFile,
    /// Whether its content is not looked at.
    pub(super) is_too_large: bool,
}

/// What the walks so far have come upon.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files, not yet hashed.
    pub(super) files: Vec<Walked>,
    /// What was seen and not taken.
    pub(super) skipped: Vec<Skip>,
    /// Files by their real paths, so that sources which overlap give each file once.
    seen: HashSet<PathBuf>,
}

/// Adds the files of `source` to `found`.
pub(super) fn walk(source: &Source, found: &mut Found) -> Result<(), CrawlError> {
    let unreachable = |cause| CrawlError::Unreachable { path: shown(&source.path, Path::new("")), cause };
    let root = source.path.canonicalize().map_err(unreachable)?;
    let selection = Selection::of(source)?;
    let (filter, base) = (selection.clone(), root.clone());
    let entries = WalkBuilder::new(&root)
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .sort_by_file_name(OsStr::cmp)
        .filter_entry(move |entry| entry.depth() == 0 || !filter.leaves_out(relative(entry.path(), &base)))
        .build();
    for entry in entries {
        match entry {
            Ok(entry) => {
                let way = relative(entry.path(), &root);
                if entry.depth() == 0 || is_folder(&entry) || selection.takes(way) {
                    found.add(&entry, shown(&source.path, way), source.largest);
                }
            }
            Err(error) => found.skipped.push(failure(&error, source, &root)),
        }
    }
    Ok(())
}

impl Found {
    fn add(&mut self, entry: &DirEntry, path: String, largest: Option<u64>) {
        let kind = entry.file_type();
        let reason = match entry.metadata() {
            _ if is_folder(entry) => return,
            _ if kind.is_some_and(|kind| kind.is_symlink()) => "a link, and links are not followed".to_owned(),
            _ if !kind.is_some_and(|kind| kind.is_file()) => "not a regular file".to_owned(),
            Err(error) => error.to_string(),
            Ok(metadata) => return self.add_file(entry.path(), path, (&metadata, largest)),
        };
        self.skipped.push(Skip { path, reason });
    }

    fn add_file(&mut self, absolute: &Path, path: String, (metadata, largest): (&Metadata, Option<u64>)) {
        if self.seen.insert(absolute.to_owned()) {
            let (absolute, size, modified) = (absolute.to_owned(), metadata.len(), modified(metadata));
            let file = SourceFile { path, absolute, size, modified, sha256: String::new() };
            self.files.push(Walked { file, is_too_large: largest.is_some_and(|largest| size > largest) });
        }
    }
}

/// The path as the user sees it: `given` and `way` with `/` between folders.
pub fn shown(given: &Path, way: &Path) -> String {
    let mut shown = String::new();
    for component in given.components().chain(way.components()) {
        if matches!(component, Component::CurDir) {
            continue;
        }
        if !shown.is_empty() && !shown.ends_with('/') {
            shown.push('/');
        }
        match component {
            Component::RootDir => shown.push('/'),
            _ => push_name(&mut shown, component.as_os_str()),
        }
    }
    shown
}

fn push_name(shown: &mut String, name: &OsStr) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02X}")));
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn relative<'p>(path: &'p Path, root: &Path) -> &'p Path {
    path.strip_prefix(root).unwrap_or(path)
}

pub(super) fn modified(metadata: &Metadata) -> i64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

/// A folder or rule file that could not be read.
fn failure(error: &ignore::Error, source: &Source, root: &Path) -> Skip {
    let mut at = root;
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                at = path;
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        }
    }
    Skip { path: shown(&source.path, relative(at, root)), reason: inner.to_string() }
}
