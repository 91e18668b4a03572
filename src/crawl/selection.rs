//! Which files of a source its include and exclude globs take.

use super::{CrawlError, Source};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::Path;

/// The globs of a source, ready to match.
#[derive(Debug, Clone)]
pub(super) struct Selection {
    include: Option<GlobSet>,
    exclude: GlobSet,
}

impl Selection {
    /// The globs of `source`.
    pub(super) fn of(source: &Source) -> Result<Self, CrawlError> {
        let include = if source.include.is_empty() { None } else { Some(set(&source.include)?) };
        Ok(Self { include, exclude: set(&source.exclude)? })
    }

    /// Whether the file or folder at `relative` is left out.
    pub(super) fn leaves_out(&self, relative: &Path) -> bool {
        self.exclude.is_match(relative)
    }

    /// Whether the file at `relative` is to be taken, if nothing leaves it out.
    pub(super) fn takes(&self, relative: &Path) -> bool {
        self.include.as_ref().is_none_or(|include| include.is_match(relative))
    }
}

fn set(globs: &[String]) -> Result<GlobSet, CrawlError> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(parsed(glob).map_err(|error| bad(glob, &error))?);
    }
    set.build().map_err(|error| bad(&globs.join(" "), &error))
}

/// As in an ignore file: a glob without a slash speaks of names at any depth, a slash at its end of a folder.
fn parsed(glob: &str) -> Result<Glob, globset::Error> {
    let name = glob.trim_end_matches('/');
    let pattern = match name.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if name.contains('/') => name.to_owned(),
        None => format!("**/{name}"),
    };
    GlobBuilder::new(&pattern).literal_separator(true).build()
}

fn bad(glob: &str, error: &globset::Error) -> CrawlError {
    CrawlError::BadGlob { glob: glob.to_owned(), cause: error.kind().clone() }
}
