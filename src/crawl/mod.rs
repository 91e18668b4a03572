//! Which files: folders walked by their ignore rules, and what is new, changed, moved or gone since last time.

mod comparison;
mod content;
pub mod exact;
mod folder;
mod hash;
mod selection;

pub use comparison::{Crawl, Move};
pub use content::{Content, content};
pub use folder::shown;
pub use hash::sha256;

use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use thiserror::Error;

/// A folder or file to read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Its path as the user gave it.
    pub path: PathBuf,
    /// Globs of files to take; all if empty. A glob without `/` speaks of names at any depth.
    pub include: Vec<String>,
    /// Globs of files and folders to leave out.
    pub exclude: Vec<String>,
    /// Bytes of the largest file whose content is looked at; any, where none is named.
    pub largest: Option<u64>,
}

/// A file and what it is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The source's path as given and the way from there, with `/` between folders; bytes that are no text as `\xNN`.
    pub path: String,
    /// Where to open it.
    #[serde(with = "exact")]
    pub absolute: PathBuf,
    /// Bytes.
    pub size: u64,
    /// Last change, in nanoseconds since 1970.
    pub modified: i64,
    /// SHA-256 of its bytes, lower-case hex; empty where it is larger than is looked at.
    pub sha256: String,
}

/// A file that was seen and not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// Its path, as in [`SourceFile::path`].
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Sources that cannot be walked at all.
#[derive(Debug, Error)]
pub enum CrawlError {
    /// The path is not there, or not to be seen.
    #[error("{path}: {cause}")]
    Unreachable {
        /// The source's path as given.
        path: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// An include or exclude pattern is none.
    #[error("bad glob {glob:?}: {cause}")]
    BadGlob {
        /// The pattern as given.
        glob: String,
        /// What is wrong with it.
        cause: globset::ErrorKind,
    },
}

/// Walks `sources` and compares what is there with the files `known` from last time.
///
/// Hidden files and those named by `.gitignore` or `.ignore` inside a source are left out; links are not followed.
/// The content of a file is read only where size or time of change differ from what is known. Every list comes in
/// the order of paths.
pub fn walk(sources: &[Source], known: &[SourceFile]) -> Result<Crawl, CrawlError> {
    let mut found = folder::Found::default();
    for source in sources {
        folder::walk(source, &mut found)?;
    }
    Ok(comparison::compare(found, sources, known))
}

#[cfg(test)]
mod tests;
