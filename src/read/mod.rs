//! Any format to blocks: what a file says, in reading order, with its place.

mod archive;
mod composer;
mod csv;
mod doc;
mod document;
mod docx;
mod encoding;
mod error;
mod flow;
mod format;
mod html;
mod lines;
mod mail;
mod markdown;
mod marker;
mod numbering;
mod odt;
mod ordinal;
#[cfg(test)]
mod outline;
mod package;
mod pdf;
mod rtf;
mod sniff;
mod table;
mod text;
mod wrap;
mod xlsx;
mod xml;

pub use document::{Block, Body, Cell, Document, ListEntry, Text};
pub use error::ReadError;
pub use format::{FORMATS, Format};
pub use pdf::recognition;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// What the user may say about all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Top-level domain of the country the archive is from (`uk`): tells legacy encodings apart.
    pub region: String,
    /// Which pages are read by optical character recognition.
    pub ocr: Ocr,
    /// Their languages as tesseract names them (`eng`, `eng+cym`).
    pub ocr_languages: String,
    /// Folder in which recognised pages are kept by the content of their picture; none keeps nothing.
    pub ocr_cache: Option<PathBuf>,
    /// Passwords to try on encrypted files, in this order.
    pub passwords: Vec<String>,
}

/// Which pages are read by optical character recognition, where `tesseract` is on the machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ocr {
    /// Those with a picture and no text.
    #[default]
    Auto,
    /// None.
    Off,
    /// Those with a picture, whatever text they have.
    Force,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            region: "uk".to_owned(),
            ocr: Ocr::Auto,
            ocr_languages: "eng".to_owned(),
            ocr_cache: None,
            passwords: Vec::new(),
        }
    }
}

/// One document found in a file: the file itself, or what a container such as a mail or ZIP archive holds.
#[derive(Debug, Clone)]
pub struct Part {
    /// Path inside the file, with `/` between folders; empty for the file itself.
    pub name: String,
    /// The format it was read as.
    pub format: &'static Format,
    /// What it says.
    pub document: Document,
}

/// Reads a file of any format; `name` is its path as the user sees it.
///
/// The format is told from the bytes, and from the extension only where bytes cannot tell. A file that is no
/// container gives exactly one part. A reader that panics costs this file only.
pub fn read(bytes: &[u8], name: &str, options: &Options) -> Result<Vec<Part>, ReadError> {
    read_input(&Input { bytes, name, options, depth: 0 })
}

/// The text of a file of a format that is text, decoded as its reader decodes it, so that line numbers agree.
pub fn text(bytes: &[u8], options: &Options) -> String {
    encoding::decode(bytes, None, &options.region).text
}

/// What a reader is given.
struct Input<'a> {
    bytes: &'a [u8],
    name: &'a str,
    options: &'a Options,
    /// Number of containers around it.
    depth: usize,
}

impl Input<'_> {
    fn region(&self) -> &str {
        &self.options.region
    }

    /// Reads `bytes` found in this container as `member`.
    fn read_member(&self, bytes: &[u8], member: &str) -> Result<Vec<Part>, ReadError> {
        let name = format!("{}/{member}", self.name);
        if self.depth >= archive::DEEPEST {
            let limit = format!("more than {} containers in one another", archive::DEEPEST);
            return Err(ReadError::TooLarge { name, format: "zip", limit });
        }
        let mut parts = read_input(&Input { bytes, name: &name, options: self.options, depth: self.depth + 1 })?;
        for part in &mut parts {
            let inner = std::mem::take(&mut part.name);
            part.name = if inner.is_empty() { member.to_owned() } else { format!("{member}/{inner}") };
        }
        Ok(parts)
    }

    fn damaged(&self, format: &'static str, cause: impl Display) -> ReadError {
        ReadError::Damaged { name: self.name.to_owned(), format, cause: cause.to_string().to_lowercase() }
    }

    fn encrypted(&self, format: &'static str) -> ReadError {
        ReadError::Encrypted { name: self.name.to_owned(), format }
    }

    fn too_large(&self, format: &'static str, limit: String) -> ReadError {
        ReadError::TooLarge { name: self.name.to_owned(), format, limit }
    }
}

fn read_input(input: &Input) -> Result<Vec<Part>, ReadError> {
    let format = sniff::format(input).ok_or_else(|| ReadError::Unknown { name: input.name.to_owned() })?;
    match catch_unwind(AssertUnwindSafe(|| format.read(input))) {
        Ok(parts) => parts,
        Err(_) => Err(ReadError::Crashed { name: input.name.to_owned(), format: format.name }),
    }
}
