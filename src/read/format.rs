//! The one table of formats: name, version, extensions, how bytes tell it, and its reader.

use super::{Document, Input, Part, ReadError, docx, html, markdown, odt, pdf, rtf, sniff, text};

/// A format Minutebook reads.
#[derive(Debug)]
pub struct Format {
    /// Short name, as in results and filters.
    pub name: &'static str,
    /// Grows when the reader gives other blocks for the same bytes, so that files are read again.
    pub version: u32,
    /// Extensions in lower case, without dot.
    pub extensions: &'static [&'static str],
    pub(super) is_told_by: fn(&[u8]) -> bool,
    reader: Reader,
}

/// Every format, those told by their bytes first.
pub static FORMATS: &[Format] = &[
    Format {
        name: "docx",
        version: 1,
        extensions: &["docx", "docm", "dotx"],
        is_told_by: sniff::is_docx,
        reader: Reader::Document(docx::read),
    },
    Format {
        name: "odt",
        version: 1,
        extensions: &["odt", "ott"],
        is_told_by: sniff::is_odt,
        reader: Reader::Document(odt::read),
    },
    Format {
        name: "rtf",
        version: 1,
        extensions: &["rtf"],
        is_told_by: sniff::is_rtf,
        reader: Reader::Document(rtf::read),
    },
    Format {
        name: "pdf",
        version: 1,
        extensions: &["pdf"],
        is_told_by: sniff::is_pdf,
        reader: Reader::Document(pdf::read),
    },
    Format {
        name: "html",
        version: 1,
        extensions: &["html", "htm", "xhtml"],
        is_told_by: sniff::is_html,
        reader: Reader::Document(html::read),
    },
    Format {
        name: "markdown",
        version: 1,
        extensions: &["md", "markdown", "mdown", "mkd"],
        is_told_by: sniff::never,
        reader: Reader::Document(markdown::read),
    },
    Format {
        name: "text",
        version: 1,
        extensions: &["txt", "text", "tsv", "tab", "asc"],
        is_told_by: sniff::never,
        reader: Reader::Document(text::read),
    },
];

/// How a format is read.
#[derive(Debug)]
enum Reader {
    /// The file is one document.
    Document(fn(&Input) -> Result<Document, ReadError>),
}

impl Format {
    pub(super) fn read(&'static self, input: &Input) -> Result<Vec<Part>, ReadError> {
        match self.reader {
            Reader::Document(read) => Ok(vec![Part { name: String::new(), format: self, document: read(input)? }]),
        }
    }
}

/// The format called `name`.
pub(super) fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
