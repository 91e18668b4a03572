//! Word documents of 1997 to 2003, by Microsoft's [MS-DOC].

mod body;
mod bytes;
mod lists;
mod properties;
mod styles;

use super::document::Document;
use super::package::LARGEST_PART;
use super::{Input, ReadError};
use body::Body;
use bytes::{offset, short, slice};
use cfb::CompoundFile;
use std::io::{Cursor, Read};
use styles::Styles;

const FORMAT: &str = "doc";

/// Where the lengths of the document's parts begin, and where the places of its tables do.
const LENGTHS: usize = 0x4c;
const TABLES: usize = 0x9a;

/// Whether the file is a compound file with a Word document, or with one that is encrypted.
pub(super) fn is_doc(bytes: &[u8]) -> bool {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).step_by(2).any(|window| window == name)
    };
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && (holds("WordDocument") || holds("EncryptedPackage"))
}

/// Reads an old Word document.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let damaged = |cause: &str| input.damaged(FORMAT, cause);
    let mut file = CompoundFile::open(Cursor::new(input.bytes)).map_err(|error| input.damaged(FORMAT, error))?;
    if file.is_stream("/EncryptedPackage") {
        return Err(input.encrypted(FORMAT));
    }
    let main = stream(&mut file, "/WordDocument").ok_or_else(|| damaged("no stream WordDocument"))?;
    let flags = short(&main, 0x0a).ok_or_else(|| damaged("the head is cut off"))?;
    if flags & 0x0100 != 0 {
        return Err(input.encrypted(FORMAT));
    }
    let table = stream(&mut file, if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" });
    let table = table.ok_or_else(|| damaged("no table stream; word 95 and older cannot be read"))?;
    let place = |index: usize| offset(&main, TABLES + index * 8).unwrap_or(usize::MAX);
    let part = |index: usize| {
        let length = offset(&main, TABLES + index * 8 + 4).unwrap_or(0);
        slice(&table, place(index), length).unwrap_or_default()
    };
    let pieces = pieces(part(33)).ok_or_else(|| damaged("no table of pieces"))?;
    let styles = Styles::of(part(1));
    let looks = properties::looks(&main, part(12));
    let paragraphs = properties::paragraphs(&main, part(13));
    let numbering = lists::numbering(&table, place(73), place(74));
    let length = |index: usize| offset(&main, LENGTHS + index * 4).unwrap_or(0);
    let mut body = Body::new(&styles, numbering, (paragraphs, looks));
    // Pieces never share bytes unless the file was made to harm.
    let mut characters = pieces.iter().flat_map(|piece| piece.characters(&main)).take(main.len());
    body.text(&mut characters.by_ref().take(length(0)));
    let notes = body.part(&mut characters.by_ref().take(length(1)));
    let margins = body.part(&mut characters.by_ref().take(length(2)));
    // Macros and remarks of reviewers are no text of the document.
    characters.by_ref().take(length(3).saturating_add(length(4))).for_each(drop);
    let endnotes = body.part(&mut characters.by_ref().take(length(5)));
    let boxes = body.part(&mut characters.by_ref().take(length(6)));
    for part in [boxes, notes, endnotes] {
        body.add_end(part);
    }
    body.add_aside(margins);
    Ok(body.finish())
}

fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.take(LARGEST_PART).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A stretch of the text as it was saved.
struct Piece {
    length: usize,
    at: usize,
    /// Bytes of a character.
    width: usize,
}

/// The pieces of the text, in order.
fn pieces(mut table: &[u8]) -> Option<Vec<Piece>> {
    while let Some(1) = table.first() {
        table = table.get(3 + usize::from(short(table, 1)?)..)?;
    }
    let table = slice(table, 5, offset(table, 1)?)?;
    let count = table.len().checked_sub(4)? / 12;
    let piece = |index: usize| {
        let length = offset(table, index * 4 + 4)?.checked_sub(offset(table, index * 4)?)?;
        let place = bytes::long(table, (count + 1) * 4 + index * 8 + 2)?;
        let at = (place & 0x3fff_ffff) as usize;
        let is_narrow = place & 0x4000_0000 != 0;
        Some(if is_narrow { Piece { length, at: at / 2, width: 1 } } else { Piece { length, at, width: 2 } })
    };
    (0..count).map(piece).collect()
}

impl Piece {
    /// Its characters, each with its byte in the file.
    fn characters<'m>(&self, main: &'m [u8]) -> impl Iterator<Item = (usize, u16)> + use<'m> {
        let (at, width) = (self.at, self.width);
        let end = at.saturating_add(self.length.saturating_mul(width)).min(main.len());
        let bytes = main.get(at..end).unwrap_or_default().chunks_exact(width);
        bytes.enumerate().map(move |(index, unit)| {
            let unit = match *unit {
                [low, high] => u16::from_le_bytes([low, high]),
                [narrow] => windows_1252(narrow),
                _ => u16::from(b'?'),
            };
            (at + index * width, unit)
        })
    }
}

fn windows_1252(byte: u8) -> u16 {
    let byte = [byte];
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0;
    text.encode_utf16().next().unwrap_or(0)
}
