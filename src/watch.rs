//! What is new in the answer to a query since it was last asked: the meetings told then are kept in a file.

use crate::index::Collection;
use crate::query::{self, Field, Hit, QueryError, Request, Sort};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Passages told of one file that is new.
const MOST: usize = 1000;

/// Why nothing can be told.
#[derive(Debug, thiserror::Error)]
pub enum WatchError {
    /// The index cannot be asked.
    #[error("{0}")]
    Query(#[from] QueryError),
    /// What was told before cannot be read or kept.
    #[error("{}: {cause}", .path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
}

/// What was told before: for each query the ids of the meetings that had passages for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    queries: BTreeMap<String, BTreeSet<String>>,
}

impl Told {
    /// Reads the file at `path`; nothing was told where there is none.
    pub fn read(path: &Path) -> Result<Told, WatchError> {
        let fault = |cause| WatchError::State { path: path.to_owned(), cause };
        match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|cause| fault(cause.into())),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Told::default()),
            Err(cause) => Err(fault(cause)),
        }
    }

    /// Keeps it at `path`, whole or not at all.
    pub fn keep(&self, path: &Path) -> Result<(), WatchError> {
        let fault = |cause| WatchError::State { path: path.to_owned(), cause };
        let folder = path.parent().unwrap_or(Path::new("."));
        let file = tempfile::NamedTempFile::new_in(folder).map_err(fault)?;
        serde_json::to_writer(&file, self).map_err(|cause| fault(cause.into()))?;
        file.persist(path).map(drop).map_err(|cause| fault(cause.error))
    }

    /// The passages for `request` in meetings that had none when it was last asked, oldest first; they count as told.
    ///
    /// Minutes that changed are new minutes: all of their passages are told again.
    pub fn news(&mut self, collection: &Collection, request: &Request) -> Result<Vec<Hit>, QueryError> {
        let found = query::meetings(collection, request)?;
        let told = self.queries.entry(request.query.clone()).or_default();
        let now: BTreeSet<String> = found.iter().map(|row| row.meeting.name.id.clone()).collect();
        let mut news = Vec::new();
        for row in found.into_iter().filter(|row| !told.contains(&row.meeting.name.id)) {
            let mut of_file = Request { sort: Some(Sort::Oldest), limit: MOST, ..request.clone() };
            of_file.filters.values.push((Field::Path, vec![row.meeting.path]));
            let hits = query::search(collection, &of_file)?.hits;
            news.extend(hits.into_iter().filter(|hit| hit.meeting.id == row.meeting.name.id));
        }
        for (at, hit) in news.iter_mut().enumerate() {
            hit.rank = at + 1;
        }
        *told = now;
        Ok(news)
    }
}
