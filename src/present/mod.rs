//! Results to bytes, onto a writer that is given: text, JSON Lines, CSV.

mod answer;
mod csv;
mod json;
mod lists;
mod people;
mod rows;
mod show;
mod snippet;
mod style;
mod table;
mod timeline;

pub use answer::answer;
pub use json::line;
pub use people::people;
pub use rows::{Row, rows};
pub use show::show;
pub use style::{Layout, Marks, visible};
pub use timeline::timeline;

/// The form results are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For readers.
    #[default]
    Text,
    /// One JSON object a line, each with its `type`.
    Json,
    /// A table as RFC 4180 has it.
    Csv,
}
