//! The one table of formats: name, version, extensions, how bytes tell it, and its reader.

use super::{Document, Input, Part, ReadError};
use super::{archive, csv, doc, docx, html, mail, markdown, odt, pdf, rtf, sniff, text, xlsx};

/// A format Minutebook reads.
#[derive(Debug)]
pub struct Format {
    /// Short name, as in results and filters.
    pub name: &'static str,
    /// Grows when the reader gives other blocks for the same bytes, or the parser other facts of them, so that files are read
    /// again.
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
        version: 4,
        extensions: &["docx", "docm", "dotx"],
        is_told_by: sniff::is_docx,
        reader: Reader::Document(docx::read),
    },
    Format {
        name: "doc",
        version: 4,
        extensions: &["doc", "dot"],
        is_told_by: doc::is_doc,
        reader: Reader::Document(doc::read),
    },
    Format {
        name: "odt",
        version: 4,
        extensions: &["odt", "ott"],
        is_told_by: sniff::is_odt,
        reader: Reader::Document(odt::read),
    },
    Format {
        name: "xlsx",
        version: 4,
        extensions: &["xlsx", "xlsm"],
        is_told_by: sniff::is_xlsx,
        reader: Reader::Document(xlsx::read),
    },
    Format {
        name: "zip",
        version: 4,
        extensions: &["zip"],
        is_told_by: archive::is_archive,
        reader: Reader::Container(archive::read),
    },
    Format {
        name: "rtf",
        version: 4,
        extensions: &["rtf"],
        is_told_by: sniff::is_rtf,
        reader: Reader::Document(rtf::read),
    },
    Format {
        name: "pdf",
        version: 4,
        extensions: &["pdf"],
        is_told_by: sniff::is_pdf,
        reader: Reader::Document(pdf::read),
    },
    Format {
        name: "mail",
        version: 4,
        extensions: &["eml"],
        is_told_by: mail::is_mail,
        reader: Reader::Container(mail::read),
    },
    Format {
        name: "html",
        version: 4,
        extensions: &["html", "htm", "xhtml"],
        is_told_by: sniff::is_html,
        reader: Reader::Document(html::read),
    },
    Format {
        name: "markdown",
        version: 4,
        extensions: &["md", "markdown", "mdown", "mkd"],
        is_told_by: sniff::never,
        reader: Reader::Document(markdown::read),
    },
    Format {
        name: "csv",
        version: 4,
        extensions: &["csv"],
        is_told_by: sniff::never,
        reader: Reader::Document(csv::read),
    },
    Format {
        name: "text",
        version: 4,
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
    /// The file holds documents.
    Container(fn(&Input) -> Result<Vec<Part>, ReadError>),
}

impl Format {
    /// Whether it has pages that can be pictures.
    pub fn has_pages(&self) -> bool {
        self.name == "pdf"
    }

    /// Whether it only holds other documents and says nothing itself.
    pub fn is_archive(&self) -> bool {
        self.name == "zip"
    }

    pub(super) fn read(&'static self, input: &Input) -> Result<Vec<Part>, ReadError> {
        match self.reader {
            Reader::Document(read) => Ok(vec![Part { name: String::new(), format: self, document: read(input)? }]),
            Reader::Container(read) => read(input),
        }
    }
}

/// The format called `name`, which is in the table.
pub(super) fn named(name: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.name == name).expect("a reader knows its own name in the table")
}
