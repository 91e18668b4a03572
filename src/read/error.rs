//! Why a file could not be read.

use thiserror::Error;

/// A file that gave no document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Neither bytes nor extension belong to a known format.
    #[error("{name}: not a document of a known format")]
    Unknown {
        /// The file.
        name: String,
    },
    /// The file breaks the rules of its format.
    #[error("{name}: damaged {format} file: {cause}")]
    Damaged {
        /// The file.
        name: String,
        /// What it was read as.
        format: &'static str,
        /// What is wrong with it.
        cause: String,
    },
    /// The file is encrypted.
    #[error("{name}: {format} file needs a password")]
    Encrypted {
        /// The file.
        name: String,
        /// What it was read as.
        format: &'static str,
    },
    /// The file goes beyond a limit set against files made to harm.
    #[error("{name}: {format} file goes beyond a limit: {limit}")]
    TooLarge {
        /// The file.
        name: String,
        /// What it was read as.
        format: &'static str,
        /// Which limit, with its value.
        limit: String,
    },
    /// The reader met a fault of its own.
    #[error("{name}: the {format} reader failed on this file")]
    Crashed {
        /// The file.
        name: String,
        /// What it was read as.
        format: &'static str,
    },
}
