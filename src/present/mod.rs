//! Results to bytes, onto a writer that is given: text, JSON Lines, CSV.

mod answer;
mod bench;
mod csv;
mod json;
mod life;
mod lists;
mod people;
mod person;
mod rows;
mod show;
mod snippet;
mod style;
mod table;
mod timeline;

pub use answer::answer;
pub use bench::bench;
pub use json::{Typed, line};
pub use life::life;
pub use people::people;
pub use person::persons;
pub use rows::{Row, rows};
pub use show::show;
pub use snippet::{Piece, pieces};
pub use style::{Layout, Marks, visible, visible_line};
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
