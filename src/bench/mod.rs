//! Speed of queries over an archive: questions from its own words, timed as the product answers them.

mod bare;
mod baseline;
mod cold;
mod figures;
mod floor;
mod mix;
mod ordinals;
mod question;
mod run;
mod subject;

pub use baseline::{Baseline, compare};
pub use figures::{Figures, Report, Size, Times};
pub use question::{Class, Part};
pub use run::{Plan, run};

use crate::index::{Collection, IndexError};
use crate::query::QueryError;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A question cannot be answered.
    #[error("{0}")]
    Query(#[from] QueryError),
    /// A file cannot be read or written.
    #[error("{}: {cause}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file has no figures of this command.
    #[error("{}:{line}: not a line of figures: {cause}", .path.display())]
    Baseline {
        /// The file.
        path: PathBuf,
        /// 1-based line.
        line: usize,
        /// What is wrong with it.
        cause: serde_json::Error,
    },
    /// The archive has no words to make questions of.
    #[error("the index in {} holds too little text to make questions of", .0.display())]
    Empty(PathBuf),
}

impl From<IndexError> for BenchError {
    fn from(error: IndexError) -> Self {
        BenchError::Query(error.into())
    }
}

/// The failure of the engine as one of `collection`.
fn fault(collection: &Collection) -> impl Fn(tantivy::TantivyError) -> BenchError {
    |cause| collection.fault(cause).into()
}

/// What the system said about a file.
fn file(path: &Path) -> impl FnOnce(io::Error) -> BenchError {
    |cause| BenchError::File { path: path.to_owned(), cause }
}
