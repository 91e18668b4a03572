//! A document as blocks: headings, paragraphs, list items and table rows, each knowing where it stands.

use super::ReadError;
use crate::diagnostic::Diagnostic;
use crate::meeting::{Place, Shortfall};
use std::ops::Range;

/// What a reader makes of one file.
///
/// No word of the file is missing from the blocks and none stands in two of them; mark-up is not text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Number of pages, for formats that have pages.
    pub pages: Option<u32>,
    /// Facts the format states beside the text (front matter, document properties): key in lower case, value.
    pub properties: Vec<(String, String)>,
    /// Content in reading order.
    pub blocks: Vec<Block>,
    /// What is missing or doubtful in it, page by page; its `part` is empty.
    pub shortfall: Shortfall,
    /// What the reader could not do.
    pub diagnostics: Vec<Diagnostic>,
}

/// One piece of a document's flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is and what it says.
    pub body: Body,
    /// 1-based page it starts on, for formats that have pages.
    pub page: Option<u32>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A heading the format marks as such, level 1 to 6.
    Heading {
        /// 1 is the highest.
        level: u8,
        /// Its words.
        text: Text,
    },
    /// A paragraph, or a line of a text that keeps its lines.
    Paragraph(Text),
    /// An entry of a list.
    ListItem {
        /// 0 for a list that stands in no other.
        depth: u8,
        /// Number or letter as a reader sees it (`1.`, `a)`); none for a bullet.
        marker: Option<String>,
        /// Its words; further paragraphs of the entry follow as blocks of their own.
        text: Text,
    },
    /// A row of a table.
    Row {
        /// Number of the table in the document: rows of one table share it, also over pages.
        table: u32,
        /// Cells from left to right; an empty cell is there with no paragraphs.
        cells: Vec<Cell>,
    },
    /// A repeated page header or footer, taken out of the flow and kept findable.
    Furniture(Text),
}

/// A cell of a table row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// 0-based column it starts in.
    pub column: u16,
    /// Whether the format marks it as a column or row head.
    pub is_head: bool,
    /// Its paragraphs, list entries included.
    pub paragraphs: Vec<Text>,
}

/// Bytes that the number of a heading takes at the most (`12.10.3  `); word processors set it without the heading's bold.
const LONGEST_NUMBER: usize = 10;

/// A run of words with the way back to the source.
///
/// White space is collapsed to single blanks, except that a line break the author made is `\n`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text {
    /// The words.
    pub string: String,
    /// Stretches of `string` (byte ranges) printed in bold.
    pub bold: Vec<Range<usize>>,
    /// Its place in a list, for an entry of a list inside a cell.
    pub list: Option<Box<ListEntry>>,
    /// The way back, ascending by `at`; the first has `at` 0 unless `string` is empty.
    marks: Vec<Mark>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// 0 for a list that stands in no other.
    pub depth: u8,
    /// Number or letter as a reader sees it (`1.`, `a)`); none for a bullet.
    pub marker: Option<String>,
}

/// From byte `at` of the string on, text stands at `byte` of the source, in line `line` of page `page`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Mark {
    at: usize,
    byte: usize,
    line: u32,
    page: Option<u32>,
}

impl Text {
    /// Appends `piece`, found at `place` of the source, as it is.
    ///
    /// `place` gives page, line and first byte; a piece does not run over a line end of the source.
    pub fn push(&mut self, piece: &str, place: Place) {
        if piece.is_empty() {
            return;
        }
        self.marks.push(Mark {
            at: self.string.len(),
            byte: place.byte_start,
            line: place.line_start,
            page: place.page,
        });
        self.string.push_str(piece);
    }

    /// Appends the words of `piece`, which starts at `place` and may run over lines, with white space collapsed.
    ///
    /// White space at its end stays as one blank, so that the next piece is a word of its own; see [`Text::trim_end`].
    pub fn push_words(&mut self, piece: &str, mut place: Place) {
        let mut rest = piece;
        loop {
            let blank = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
            if blank > 0 && !self.string.is_empty() && !self.string.ends_with([' ', '\n', '\t']) {
                self.string.push(' ');
            }
            place.line_start += rest[..blank].matches('\n').count() as u32;
            place.byte_start += blank;
            rest = &rest[blank..];
            if rest.is_empty() {
                return;
            }
            let run = single_spaced(rest);
            self.push(&rest[..run], place);
            place.byte_start += run;
            rest = &rest[run..];
        }
    }

    /// Cuts white space off the end.
    pub fn trim_end(&mut self) {
        let length = self.string.trim_end().len();
        if length == self.string.len() {
            return;
        }
        self.string.truncate(length);
        self.marks.retain(|mark| mark.at < length);
        self.bold.iter_mut().for_each(|run| run.end = run.end.min(length));
        self.bold.retain(|run| run.start < run.end);
    }

    /// Places the text from byte `byte` and line `line` on, as it is; gives the number of its lines. Pages stay.
    pub(super) fn set_out(&mut self, line: u32, byte: usize) -> u32 {
        let mut starts = vec![(0, self.marks.first().and_then(|mark| mark.page))];
        for mark in &self.marks {
            if starts.last().is_some_and(|&(_, page)| page != mark.page) {
                starts.push((mark.at, mark.page));
            }
        }
        for (end, _) in self.string.match_indices('\n') {
            let index = starts.partition_point(|&(at, _)| at <= end);
            starts.insert(index, (end + 1, starts[index - 1].1));
        }
        let (mut lines, mut from) = (0, 0);
        self.marks.clear();
        for (at, page) in starts {
            lines += self.string[from..at].matches('\n').count() as u32;
            from = at;
            self.marks.push(Mark { at, byte: byte + at, line: line + lines, page });
        }
        lines + 1
    }

    /// Marks what stands from byte `start` on as bold; a run that ended there, blanks aside, grows.
    pub fn embolden(&mut self, start: usize) {
        let end = self.string.trim_end().len();
        if start >= end || self.string[start..end].trim().is_empty() {
            return;
        }
        match self.bold.last_mut() {
            Some(run) if self.string[run.end.min(start)..start].trim().is_empty() => run.end = end,
            _ => self.bold.push(end - self.string[start..end].trim_start().len()..end),
        }
    }

    /// Appends all of `other`.
    pub fn append(&mut self, other: &Text) {
        let shift = self.string.len();
        self.string.push_str(&other.string);
        self.bold.extend(other.bold.iter().map(|run| run.start + shift..run.end + shift));
        self.marks.extend(other.marks.iter().map(|mark| Mark { at: mark.at + shift, ..*mark }));
    }

    /// Appends characters that stand nowhere in the source, such as a blank for a line end.
    pub fn glue(&mut self, joint: &str) {
        self.string.push_str(joint);
    }

    /// The part of the text within `range` (byte offsets on character bounds), with its way back.
    pub fn slice(&self, range: Range<usize>) -> Text {
        let bold = self
            .bold
            .iter()
            .map(|run| run.start.max(range.start)..run.end.min(range.end))
            .filter(|run| run.start < run.end)
            .map(|run| run.start - range.start..run.end - range.start)
            .collect();
        let first = self.marks.partition_point(|mark| mark.at <= range.start).saturating_sub(1);
        let marks = self.marks[first.min(self.marks.len())..]
            .iter()
            .take_while(|mark| mark.at < range.end)
            .map(|mark| match range.start.checked_sub(mark.at) {
                Some(into) => Mark { at: 0, byte: mark.byte + into, ..*mark },
                None => Mark { at: mark.at - range.start, ..*mark },
            })
            .collect();
        Text { string: self.string[range].to_owned(), bold, marks, list: None }
    }

    /// Where `range` of the string stands in the source.
    pub fn place(&self, range: Range<usize>) -> Place {
        let (start, first) = self.source(range.start);
        let (end, last) = self.source(range.end.saturating_sub(1).max(range.start));
        Place {
            page: first.and_then(|mark| mark.page),
            line_start: first.map_or(0, |mark| mark.line),
            line_end: last.map_or(0, |mark| mark.line),
            byte_start: start,
            byte_end: if range.is_empty() { start } else { end + 1 },
        }
    }

    /// Where the whole text stands in the source.
    pub fn whole(&self) -> Place {
        self.place(0..self.string.len())
    }

    /// Whether all of the text is bold, blanks and the number it begins with aside.
    pub fn is_bold(&self) -> bool {
        let number = self.string.find(char::is_alphabetic).unwrap_or(0).min(LONGEST_NUMBER);
        let starts = self.bold.first().is_some_and(|run| run.start <= number);
        let mut at = if starts { self.bold[0].start } else { 0 };
        for run in &self.bold {
            if !self.string[at..run.start.max(at)].trim().is_empty() {
                return false;
            }
            at = at.max(run.end);
        }
        at > 0 && self.string[at..].trim().is_empty()
    }

    fn source(&self, at: usize) -> (usize, Option<&Mark>) {
        // most texts have one mark, at their start
        let index = if self.marks.len() == 1 { 1 } else { self.marks.partition_point(|mark| mark.at <= at) };
        match index.checked_sub(1).and_then(|index| self.marks.get(index)) {
            Some(mark) => (mark.byte + (at - mark.at), Some(mark)),
            None => (0, None),
        }
    }
}

/// Length of the first stretch of `text` whose words stand one blank apart.
fn single_spaced(text: &str) -> usize {
    let mut blank = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), blank) {
            (true, None) if c == ' ' => blank = Some(at),
            (true, None) => return at,
            (true, Some(start)) => return start,
            (false, _) => blank = None,
        }
    }
    blank.unwrap_or(text.len())
}

impl Document {
    /// Notes a document inside this one that could not be read; what is no document at all is no loss.
    pub(super) fn lose(&mut self, error: &ReadError) {
        if matches!(error, ReadError::Unknown { .. }) {
            self.diagnostics.push(Diagnostic::info(None, error.to_string()));
        } else {
            self.diagnostics.push(Diagnostic::error(None, error.to_string()));
            self.shortfall.needs_password |= matches!(error, ReadError::Encrypted { .. });
            self.shortfall.lost.push(error.to_string());
        }
    }
}

impl Block {
    /// The texts of the block, to change.
    pub(super) fn texts_mut(&mut self) -> Vec<&mut Text> {
        match &mut self.body {
            Body::Heading { text, .. } | Body::ListItem { text, .. } => vec![text],
            Body::Paragraph(text) | Body::Furniture(text) => vec![text],
            Body::Row { cells, .. } => cells.iter_mut().flat_map(|cell| &mut cell.paragraphs).collect(),
        }
    }

    /// The texts of the block in reading order: one, or those of all cells.
    pub fn texts(&self) -> Vec<&Text> {
        match &self.body {
            Body::Heading { text, .. } | Body::ListItem { text, .. } => vec![text],
            Body::Paragraph(text) | Body::Furniture(text) => vec![text],
            Body::Row { cells, .. } => cells.iter().flat_map(|cell| &cell.paragraphs).collect(),
        }
    }
}
