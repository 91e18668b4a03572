//! A document's blocks as one flow of paragraphs, table columns told apart and cut sentences joined.

mod join;
mod rows;

use super::hold::trimmed;
use super::numbers::{self, Number};
use super::spans::Span;
use super::table;
use super::tokens::{Words, expected};
use super::wording::Wording;
use super::words::Column;
use crate::read::{Block, Body, Cell, Document, Text};
use rustc_hash::FxHashMap;

/// What a paragraph is by its layout.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Heading(u8),
    Plain,
    Item { depth: u8 },
    Cell(Column),
    Furniture,
}

/// One paragraph on its way through the parser.
#[derive(Debug, Clone)]
pub(super) struct Para<'a> {
    pub text: Wording<'a>,
    /// The words of its text.
    pub words: Words<'a>,
    pub kind: Kind,
    /// Number printed in a cell of its own before this paragraph.
    pub number: Option<Box<Text>>,
    /// Number of this entry in its list.
    pub marker: Option<Box<Text>>,
    /// Table and row it stands in.
    pub row: Option<(u32, u32)>,
    /// Whether it opens its cell (always, outside tables).
    pub opens: bool,
    /// Whether a page or a row bound cut the text before it.
    pub is_cut: bool,
}

impl<'a> Para<'a> {
    fn new(text: impl Into<Wording<'a>>, kind: Kind) -> Self {
        let text = text.into();
        Self { text, words: Words::default(), kind, number: None, marker: None, row: None, opens: true, is_cut: false }
    }

    /// The words.
    pub(super) fn string(&self) -> &str {
        &self.text.string
    }

    /// The number it opens with: of its list, which is no part of its text (length 0), or in its words.
    pub(super) fn leading_number(&self) -> Option<Number<'_>> {
        match &self.marker {
            Some(marker) => numbers::number(&marker.string).map(|number| Number { length: 0, ..number }),
            None => numbers::number(self.string()),
        }
    }

    /// What is printed before its words: the number's cell, the number of the list.
    pub(super) fn printed_number(&self) -> Option<Box<Text>> {
        let mut text = self.number.clone().or_else(|| self.marker.clone())?;
        if let (Some(_), Some(marker)) = (&self.number, &self.marker) {
            text.glue(" ");
            text.append(marker);
        }
        Some(text)
    }

    /// Depth in lists: 0 outside.
    pub(super) fn depth(&self) -> u8 {
        match &self.kind {
            Kind::Item { depth, .. } => depth + 1,
            _ => 0,
        }
    }
}

/// The flow of a document; its words are to be found.
pub(super) fn paras(document: &Document) -> Vec<Para<'_>> {
    let shapes = shapes(&document.blocks);
    let mut lines = Vec::with_capacity(document.blocks.iter().map(size).sum());
    let mut cells = Vec::new();
    let mut rows: FxHashMap<u32, u32> = FxHashMap::default();
    for block in &document.blocks {
        match &block.body {
            Body::Heading { level, text } => {
                split_lines(Para::new(text, Kind::Heading(*level)), &mut lines);
            }
            Body::Paragraph(text) => split_lines(Para::new(text, Kind::Plain), &mut lines),
            Body::ListItem { depth, marker, text } => {
                let marker = marker_text(marker.as_deref(), text);
                let entry = Para { marker, ..Para::new(text, Kind::Item { depth: *depth }) };
                split_lines(entry, &mut lines);
            }
            Body::Furniture(text) => split_lines(Para::new(text, Kind::Furniture), &mut lines),
            Body::Row { table, cells: row } => {
                let number = rows.entry(*table).or_default();
                rows::push_row(&mut cells, row, &shapes[table], (*table, *number));
                cells.drain(..).for_each(|cell| split_lines(cell, &mut lines));
                *number += 1;
            }
        }
    }
    lines.retain(|para| !trimmed(para.string()).is_empty() || para.number.is_some());
    join::join(&mut lines);
    lines
}

/// Finds the words of all paragraphs, which are kept in one list.
pub(super) fn find_words<'a>(paras: &mut [Para<'a>], list: &'a mut Vec<Span>) {
    list.reserve(paras.iter().map(|para| expected(para.string())).sum());
    let mut ends = Vec::with_capacity(paras.len());
    for para in &mut *paras {
        para.words = Words::find(para.string(), list);
        ends.push(list.len());
    }
    let mut start = 0;
    for (para, end) in paras.iter_mut().zip(ends) {
        para.words.take(&list[start..end]);
        start = end;
    }
}

/// How many paragraphs a block gives at the most, as a rule.
fn size(block: &Block) -> usize {
    match &block.body {
        Body::Row { cells, .. } => cells.iter().map(|cell| cell.paragraphs.len()).sum::<usize>() + 1,
        _ => 1,
    }
}

/// A line break that the author made starts a paragraph of its own, but in a heading.
fn split_lines<'a>(para: Para<'a>, lines: &mut Vec<Para<'a>>) {
    if let Some(starts) = turn_lines(&para) {
        for (position, &start) in starts.iter().enumerate() {
            let end = starts.get(position + 1).copied().unwrap_or(para.string().len());
            let range = trimmed_range(para.string(), start..end);
            let marker = para.marker.clone().filter(|_| position == 0);
            lines.push(Para { text: para.text.slice(range).into(), marker, opens: position == 0, ..para.clone() });
        }
        return;
    }
    if let Some(starts) = bullets(&para) {
        for (position, &start) in starts.iter().enumerate() {
            let end = starts.get(position + 1).copied().unwrap_or(para.string().len());
            let mark = if para.string()[start..].starts_with(['•', 'o']) {
                para.string()[start..].chars().next().map_or(0, char::len_utf8)
            } else {
                0
            };
            let depth = u8::from(para.string()[start..].starts_with("o "));
            let kind = if mark > 0 { Kind::Item { depth } } else { para.kind.clone() };
            let range = trimmed_range(para.string(), start + mark..end);
            lines.push(Para {
                kind,
                opens: para.opens && position == 0,
                row: para.row,
                ..Para::new(para.text.slice(range), Kind::Plain)
            });
        }
        return;
    }
    if matches!(para.kind, Kind::Heading(_)) || memchr::memchr(b'\n', para.string().as_bytes()).is_none() {
        lines.push(para);
        return;
    }
    let mut at = 0;
    for line in para.string().split_inclusive('\n') {
        let end = at + line.trim_end().len();
        let number = if at == 0 { para.number.clone() } else { None };
        if end > at || number.is_some() {
            lines.push(Para {
                number,
                marker: para.marker.clone().filter(|_| at == 0),
                row: para.row,
                opens: para.opens && at == 0,
                is_cut: para.is_cut,
                ..Para::new(para.text.slice(at..end), para.kind.clone())
            });
        }
        at += line.len();
    }
}

/// The number of a list's entry, placed where the entry starts; a bullet is none.
fn marker_text(marker: Option<&str>, entry: &Text) -> Option<Box<Text>> {
    let mut text = Text::default();
    text.push(marker.filter(|marker| marker.contains(char::is_alphanumeric))?, entry.place(0..0));
    Some(Box::new(text))
}

fn shapes(blocks: &[Block]) -> FxHashMap<u32, table::Shape> {
    let mut tables: FxHashMap<u32, Vec<&[Cell]>> = FxHashMap::default();
    for block in blocks {
        if let Body::Row { table, cells } = &block.body {
            tables.entry(*table).or_default().push(cells);
        }
    }
    tables.into_iter().map(|(table, rows)| (table, table::shape(&rows))).collect()
}

/// Whether a text is an item number and nothing else: `4`, `3.1`, `12.`, `a)`, `57/21`.
pub(super) fn is_item_number(text: &str) -> bool {
    let text = trimmed(text);
    if !text.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '(') {
        return false;
    }
    let text = text.trim_start_matches('(').trim_end_matches(['.', ')', ':', ' ']);
    let short = !text.is_empty() && text.len() <= 8;
    let digits = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | 'a'..='h'));
    let letter = text.len() == 1 && text.chars().all(|c| c.is_ascii_lowercase());
    short && (digits || letter)
}

/// Whether a paragraph's last sentence is still open.
pub(super) fn is_unfinished(text: &str) -> bool {
    let text = trimmed(text).trim_end_matches(['”', '"', '’', '\'', ')']);
    !text.is_empty() && !text.ends_with(['.', '!', '?', ':', ';', '…'])
}

fn starts_lower(text: &str) -> bool {
    let text = text.trim_start();
    let is_marker = text.chars().nth(1).is_some_and(|c| matches!(c, ')' | '.'));
    text.starts_with(|c: char| c.is_lowercase()) && !is_marker
}

/// Starts of the speaker turns (`ABC: ...`) that open a line of the source inside one paragraph, its own start first.
fn turn_lines(para: &Para) -> Option<Vec<usize>> {
    let text = para.string();
    if para.kind != Kind::Plain || memchr::memchr(b':', text.as_bytes()).is_none() {
        return None;
    }
    let whole = para.text.whole();
    if whole.line_end == whole.line_start {
        return None;
    }
    let mut starts = Vec::new();
    for colon in memchr::memchr_iter(b':', text.as_bytes()).filter(|colon| text[colon + 1..].starts_with(' ')) {
        let label = text[..colon].rsplit(' ').next().unwrap_or_default();
        let start = colon - label.len();
        let is_label = (2..=4).contains(&label.len()) && label.bytes().all(|letter| letter.is_ascii_uppercase());
        if !is_label || start == 0 {
            continue;
        }
        let before = text[..start].trim_end().len();
        let line = |at: usize| para.text.place(at..at + 1).line_start;
        if before > 0 && text.is_char_boundary(before - 1) && line(start) > line(before - 1) {
            if starts.is_empty() {
                starts.push(0);
            }
            starts.push(start);
        }
    }
    (!starts.is_empty()).then_some(starts)
}

/// Starts of the bullets that run on in one paragraph (`• one • two`, `o one o two`), the text before them first.
fn bullets(para: &Para) -> Option<Vec<usize>> {
    if !matches!(para.kind, Kind::Plain) {
        return None;
    }
    let text = para.string();
    let is_bullet = |at: &usize| text.as_bytes()[*at..].starts_with("• ".as_bytes());
    let mut starts: Vec<usize> = memchr::memchr_iter("•".as_bytes()[0], text.as_bytes()).filter(is_bullet).collect();
    if text.starts_with("o ") {
        starts = text
            .match_indices(" o ")
            .map(|(at, _)| at + 1)
            .filter(|at| text[at + 2..].starts_with(char::is_uppercase))
            .collect();
        starts.insert(0, 0);
    }
    if starts.len() < 2 {
        return None;
    }
    if starts[0] > 0 {
        starts.insert(0, 0);
    }
    Some(starts)
}

fn trimmed_range(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let part = &text[range.clone()];
    let lead = part.len() - part.trim_start().len();
    range.start + lead..range.start + lead.max(part.trim_end().len())
}
