//! What a page falls into before pages are put together: paragraphs, table rows, running heads.

use super::line::Line;
use super::marker::is_bullet;
use super::paragraph::Para;

/// One piece of a page, in reading order.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    Para(Para),
    Row(Row),
    /// A running head or foot.
    Furniture(Line),
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Rows of one table have one number.
    pub table: u32,
    /// Left edges of the columns of the table.
    pub edges: Vec<f32>,
    pub cells: Vec<RowCell>,
}

/// A cell, with the number of the column it starts in.
#[derive(Debug, Clone, Default)]
pub(super) struct RowCell {
    pub column: usize,
    pub is_head: bool,
    pub paras: Vec<Para>,
}

impl Piece {
    pub(super) fn page(&self) -> u32 {
        match self {
            Piece::Para(para) => para.page(),
            Piece::Row(row) => row.paras().next().map_or(0, Para::page),
            Piece::Furniture(line) => line.page,
        }
    }
}

impl Piece {
    /// Its lines from top to bottom, those of a row cell by cell.
    pub(super) fn lines(&self) -> Vec<&Line> {
        match self {
            Piece::Para(para) => para.lines.iter().collect(),
            Piece::Row(row) => row.paras().flat_map(|para| &para.lines).collect(),
            Piece::Furniture(line) => vec![line],
        }
    }

    /// Whether it is a bullet with nothing behind it.
    pub(super) fn is_lone_bullet(&self) -> bool {
        matches!(self, Piece::Para(para) if para.words().all(|word| is_bullet(&word.text) && word.text != "o"))
    }
}

impl Row {
    /// Whether its columns are those of `other`.
    pub(super) fn is_aligned(&self, other: &Row) -> bool {
        self.edges.len() == other.edges.len() && self.edges.iter().zip(&other.edges).all(|(a, b)| (a - b).abs() < 6.0)
    }

    pub(super) fn paras(&self) -> impl Iterator<Item = &Para> {
        self.cells.iter().flat_map(|cell| &cell.paras)
    }

    /// Its words, to tell whether a row repeats another.
    pub(super) fn words(&self) -> Vec<&str> {
        self.paras().flat_map(|para| para.words()).map(|word| word.text.as_str()).collect()
    }
}
