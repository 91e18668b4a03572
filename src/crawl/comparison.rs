//! What is there against what was there.

use super::folder::{Found, Walked, shown};
use super::{Skip, Source, SourceFile, hash};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;

/// What a walk found; every known file and every file found is in exactly one list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crawl {
    /// Files not known before.
    pub new: Vec<SourceFile>,
    /// Known files with other content.
    pub changed: Vec<SourceFile>,
    /// Known files with the same content; the time of change may be another.
    pub unchanged: Vec<SourceFile>,
    /// Files of known content whose old place is empty.
    pub moved: Vec<Move>,
    /// Known files that are no longer in their source.
    pub gone: Vec<SourceFile>,
    /// Known files of sources that were not walked this time.
    pub elsewhere: Vec<SourceFile>,
    /// Files not taken, with the reason; a known one among them is neither gone nor unchanged.
    pub skipped: Vec<Skip>,
}

/// A file that went to another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The path it was known by.
    pub from: String,
    /// Where and what it is now.
    pub file: SourceFile,
}

/// Compares `found` with what is `known`; files are hashed on all cores.
pub(super) fn compare(found: Found, sources: &[Source], known: &[SourceFile]) -> Crawl {
    let before: HashMap<&str, &SourceFile> = known.iter().map(|file| (file.path.as_str(), file)).collect();
    let mut crawl = Crawl { skipped: found.skipped, ..Crawl::default() };
    let hashed: Vec<_> = found.files.into_par_iter().map(|file| hashed(file, &before)).collect();
    let mut seen = HashSet::new();
    for file in hashed {
        match file {
            Err(skip) => crawl.skipped.push(skip),
            Ok(file) => {
                seen.insert(file.path.clone());
                match before.get(file.path.as_str()) {
                    None => crawl.new.push(file),
                    Some(known) if is_same(known, &file) => crawl.unchanged.push(file),
                    Some(_) => crawl.changed.push(file),
                }
            }
        }
    }
    let roots: Vec<String> = sources.iter().map(|source| shown(&source.path, Path::new(""))).collect();
    for file in known.iter().filter(|file| !seen.contains(&file.path)) {
        if !roots.iter().any(|root| is_within(&file.path, root)) {
            crawl.elsewhere.push(file.clone());
        } else if !crawl.skipped.iter().any(|skip| is_within(&file.path, &skip.path)) {
            crawl.gone.push(file.clone());
        }
    }
    pair_moves(&mut crawl);
    sort(&mut crawl);
    crawl
}

/// Whether both have the same content, as far as it is looked at.
fn is_same(known: &SourceFile, file: &SourceFile) -> bool {
    known.sha256 == file.sha256 && (!file.sha256.is_empty() || known.size == file.size)
}

/// The file with its hash, which is the known one if size and time of change are.
fn hashed(Walked { file, is_too_large }: Walked, known: &HashMap<&str, &SourceFile>) -> Result<SourceFile, Skip> {
    if is_too_large {
        return Ok(file);
    }
    let same = known
        .get(file.path.as_str())
        .filter(|known| (known.size, known.modified) == (file.size, file.modified) && !known.sha256.is_empty());
    let sha256 = match same {
        Some(known) => Ok(known.sha256.clone()),
        None => hash::of_file(&file.absolute),
    };
    match sha256 {
        Ok(sha256) => Ok(SourceFile { sha256, ..file }),
        Err(error) => Err(Skip { path: file.path, reason: error.to_string() }),
    }
}

/// New files with the content of gone ones have moved.
fn pair_moves(crawl: &mut Crawl) {
    let mut gone: HashMap<String, VecDeque<SourceFile>> = HashMap::new();
    let (hashed, other): (Vec<_>, Vec<_>) = crawl.gone.drain(..).partition(|file| !file.sha256.is_empty());
    for file in hashed {
        gone.entry(file.sha256.clone()).or_default().push_back(file);
    }
    for file in std::mem::take(&mut crawl.new) {
        match gone.get_mut(&file.sha256).and_then(VecDeque::pop_front) {
            Some(old) => crawl.moved.push(Move { from: old.path, file }),
            None => crawl.new.push(file),
        }
    }
    crawl.gone = gone.into_values().flatten().chain(other).collect();
}

fn sort(crawl: &mut Crawl) {
    for files in [&mut crawl.new, &mut crawl.changed, &mut crawl.unchanged, &mut crawl.gone, &mut crawl.elsewhere] {
        files.sort_by(|one, other| one.path.cmp(&other.path));
    }
    crawl.moved.sort_by(|one, other| one.file.path.cmp(&other.file.path));
    crawl.skipped.sort_by(|one, other| one.path.cmp(&other.path));
}

/// Whether `path` is `root` or lies in it; an empty root is the working directory.
fn is_within(path: &str, root: &str) -> bool {
    if root.is_empty() {
        return !path.starts_with('/') && !path.starts_with("../");
    }
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || root.ends_with('/') || rest.starts_with('/'))
}
