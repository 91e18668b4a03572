//! Pieces to the blocks other readers deliver too, each word with its line of the extracted text.

use super::line::{Line, Word};
use super::marker::{Marker, marker};
use super::paragraph::{Kind, Para};
use super::piece::{Piece, Row};
use crate::meeting::Place;
use crate::read::{Block, Body, Cell, ListEntry, Text};

/// The extracted text as far as it is written: the lines of all blocks in order.
pub(super) struct Transcript {
    line: u32,
    byte: usize,
}

impl Transcript {
    pub(super) fn new() -> Self {
        Transcript { line: 1, byte: 0 }
    }

    /// The block for `piece`, its lines being the next of the extracted text.
    pub(super) fn block(&mut self, piece: Piece) -> Block {
        let page = Some(piece.page()).filter(|page| *page > 0);
        let body = match piece {
            Piece::Para(para) => self.para(&para),
            Piece::Row(row) => self.row(row),
            Piece::Furniture(line) => Body::Furniture(self.text(&[line], 0)),
        };
        Block { body, page }
    }

    fn para(&mut self, para: &Para) -> Body {
        match &para.kind {
            Kind::Plain => Body::Paragraph(self.text(&para.lines, 0)),
            Kind::Heading(level) => {
                let is_bullet = para.lines.first().is_some_and(|line| marker(line) == Some(Marker::Bullet));
                Body::Heading { level: *level, text: self.text(&para.lines, usize::from(is_bullet)) }
            }
            Kind::Item { marker, depth } => {
                let text = self.text(&para.lines, usize::from(*marker != Marker::Unseen));
                let marker = match marker {
                    Marker::Number(number) => Some(number.clone()),
                    Marker::Bullet | Marker::Unseen => None,
                };
                Body::ListItem { depth: *depth, marker, text }
            }
        }
    }

    fn row(&mut self, row: Row) -> Body {
        let mut cells: Vec<Cell> = Vec::new();
        for cell in row.cells {
            let paragraphs = cell.paras.iter().map(|para| self.cell_para(para)).collect();
            cells.push(Cell { column: cell.column as u16, is_head: cell.is_head, paragraphs });
        }
        Body::Row { table: row.table, cells }
    }

    /// A paragraph of a cell; a number stays part of its words, as it is often that of the item.
    fn cell_para(&mut self, para: &Para) -> Text {
        let Kind::Item { marker: Marker::Bullet, depth } = para.kind else { return self.text(&para.lines, 0) };
        let mut text = self.text(&para.lines, 1);
        text.list = Some(Box::new(ListEntry { depth, marker: None }));
        text
    }

    /// The words of `lines` in one text, without the first `skip` of them.
    fn text(&mut self, lines: &[Line], skip: usize) -> Text {
        let mut text = Text::default();
        let mut skip = skip;
        for (index, line) in lines.iter().enumerate() {
            if index > 0 && !text.string.is_empty() {
                text.glue(joint(&lines[index - 1], line));
            }
            self.line(&mut text, line, skip);
            skip = 0;
        }
        text
    }

    fn line(&mut self, text: &mut Text, line: &Line, skip: usize) {
        let place = Place { page: Some(line.page), line_start: self.line, line_end: self.line, ..Place::default() };
        let printed = line.text();
        let hidden: usize = line.words.iter().take(skip).map(|word| word.text.len() + 1).sum();
        let start = text.string.len();
        if let Some(piece) = printed.get(hidden..) {
            text.push(piece, Place { byte_start: self.byte + hidden, byte_end: self.byte + printed.len(), ..place });
        }
        let mut at = start;
        for word in line.words.iter().skip(skip) {
            let end = at + word.text.len();
            if word.is_bold {
                match text.bold.last_mut() {
                    // The blank between two bold words is bold.
                    Some(run) if at <= run.end + 1 => run.end = end,
                    _ => text.bold.push(at..end),
                }
            }
            at = end + 1;
        }
        self.line += 1;
        self.byte += printed.len() + 1;
    }
}

/// What stands between two lines of a paragraph: nothing within a word that was broken.
fn joint(last: &Line, next: &Line) -> &'static str {
    let (Some(word), Some(first)) = (last.words.last(), next.words.first()) else { return " " };
    let is_hyphenated = last.is_hyphenated() && first.text.starts_with(char::is_alphanumeric);
    if is_hyphenated || !last.ends_blank && is_address(word, first) { "" } else { " " }
}

/// Whether a web address runs over the line end.
fn is_address(last: &Word, next: &Word) -> bool {
    let marks = ['/', '=', '&', '?', '%', '_', '#'];
    last.text.contains("://") && (last.text.ends_with(marks) || next.text.contains(marks) || next.text.contains(".htm"))
}
