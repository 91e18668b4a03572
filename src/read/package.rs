//! The ZIP containers office documents are kept in, with limits against files made to harm.

use super::{Input, ReadError};
use roxmltree::{Document as Xml, ParsingOptions};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// Largest part that is unpacked.
pub(super) const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// How many times larger than its packed form a part may be, beyond the first [`SMALL_PART`].
const HIGHEST_RATIO: u64 = 200;

/// Parts up to this size are unpacked whatever their ratio.
const SMALL_PART: u64 = 1024 * 1024;

/// Elements and stretches of text of one XML part.
const MOST_NODES: u32 = 3_000_000;

/// Whether `bytes` are a ZIP container.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether `bytes` are an office container with parts in `folder`; of a damaged one, as far as its first entries tell.
pub(super) fn is_office(bytes: &[u8], folder: &str) -> bool {
    const TYPES: &str = "[Content_Types].xml";
    if !is_zip(bytes) {
        return false;
    }
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => {
            let names: Vec<_> = archive.file_names().flatten().collect();
            names.iter().any(|name| name == TYPES) && names.iter().any(|name| name.starts_with(folder))
        }
        Err(_) => {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
            head.contains(TYPES) && head.contains(folder)
        }
    }
}

/// The content of `file`, within the limits.
fn unpack(mut file: ZipFile<'_, Cursor<&[u8]>>, input: &Input, format: &'static str) -> Result<Vec<u8>, ReadError> {
    let limit = LARGEST_PART.min((file.compressed_size().saturating_mul(HIGHEST_RATIO)).max(SMALL_PART));
    let mut bytes = Vec::new();
    let unpacked = file.by_ref().take(limit + 1).read_to_end(&mut bytes);
    let name = file.name().unwrap_or_default();
    unpacked.map_err(|error| input.damaged(format, format!("{name}: {error}")))?;
    if bytes.len() as u64 > limit {
        return Err(input.too_large(format, format!("{name} unpacks to more than {limit} bytes")));
    }
    Ok(bytes)
}

/// An office document's container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    input: &'a Input<'a>,
    format: &'static str,
}

impl<'a> Package<'a> {
    /// Opens the container of a document of `format`.
    pub(super) fn open(input: &'a Input<'a>, format: &'static str) -> Result<Self, ReadError> {
        match ZipArchive::new(Cursor::new(input.bytes)) {
            Ok(archive) => Ok(Self { archive, input, format }),
            Err(error) => Err(input.damaged(format, error)),
        }
    }

    /// The names of all parts, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.archive.file_names().flatten().map(Cow::into_owned).collect();
        names.sort();
        names
    }

    /// The bytes of the part called `name`; none if there is no such part.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let (input, format) = (self.input, self.format);
        match self.archive.by_name(name) {
            Ok(file) => return unpack(file, input, format).map(Some),
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {}
            Err(error) => return Err(input.damaged(format, format!("{name}: {error}"))),
        }
        for password in &input.options.passwords {
            // A wrong password may fit by chance; then the content is damaged.
            let opened = self.archive.by_name_decrypt(name, password.as_bytes());
            if let Some(bytes) = opened.ok().and_then(|file| unpack(file, input, format).ok()) {
                return Ok(Some(bytes));
            }
        }
        Err(input.encrypted(format))
    }

    /// The text of the XML part called `name`; none if there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let bytes = self.bytes(name)?;
        Ok(bytes.map(|bytes| super::encoding::decode(&bytes, None, self.input.region()).text))
    }

    /// The text of the XML part called `name`, without which there is no document.
    pub(super) fn needed_xml(&mut self, name: &str) -> Result<String, ReadError> {
        self.xml(name)?.ok_or_else(|| self.input.damaged(self.format, format!("no part {name}")))
    }

    /// The tree of `xml`, the text of the part called `name`.
    pub(super) fn tree<'x>(&self, xml: &'x str, name: &str) -> Result<Xml<'x>, ReadError> {
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        match Xml::parse_with_options(xml, options) {
            Ok(tree) => Ok(tree),
            Err(roxmltree::Error::NodesLimitReached) => {
                Err(self.input.too_large(self.format, format!("{name} has more than {MOST_NODES} nodes")))
            }
            Err(error) => Err(self.input.damaged(self.format, format!("{name}: {error}"))),
        }
    }

    /// The tree of `xml` of a part the document can do without.
    pub(super) fn optional_tree<'x>(&self, xml: &'x Option<String>, name: &str) -> Option<Xml<'x>> {
        xml.as_deref().and_then(|xml| self.tree(xml, name).ok())
    }
}
