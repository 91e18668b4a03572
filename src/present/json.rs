//! JSON Lines: one object a line, each with its `type`.

use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Typed<'a, T> {
    r#type: &'a str,
    #[serde(flatten)]
    row: &'a T,
}

/// Writes `row` as one line.
pub fn line(out: &mut dyn Write, kind: &str, row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Typed { r#type: kind, row })?;
    out.write_all(b"\n")
}
