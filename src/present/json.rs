//! JSON Lines: one object a line, each with its `type`.

use serde::Serialize;
use std::io::{self, Write};

/// A row that says what kind it is of.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[schemars(rename = "Typed{T}")]
pub struct Typed<'a, T> {
    /// What kind of object this is.
    pub r#type: &'a str,
    /// The row itself.
    #[serde(flatten)]
    pub row: &'a T,
}

/// Writes `row` as one line.
pub fn line(out: &mut dyn Write, kind: &str, row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Typed { r#type: kind, row })?;
    out.write_all(b"\n")
}
