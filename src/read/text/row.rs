//! Rows of tables whose cells stand between tabs.

use super::stretch::{Line, Piece, paragraphs};
use crate::meeting::Place;
use crate::read::document::{Block, Body, Cell};
use crate::read::marker;

/// Cells that begin within so many columns of one another stand in one.
const NEAR: usize = 3;

/// Which table the next row belongs to.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Columns of the open table.
    open: Option<usize>,
    has_gap: bool,
    /// Number of the next table.
    next: u32,
}

impl Rows {
    /// The row a line holds; it goes on with the open table if that has about as many columns.
    pub(super) fn row(&mut self, line: &Line) -> Block {
        let columns = line.text.matches('\t').count() + 1;
        let is_pair = |columns: usize| columns == 2;
        let is_like = |open: usize| {
            is_pair(open) == is_pair(columns) && (!self.has_gap || open.abs_diff(columns) <= 1)
                || !self.has_gap && is_shortened(line.text)
        };
        if !self.open.is_some_and(is_like) {
            self.next += 1;
            self.open = Some(columns);
        }
        self.has_gap = false;
        Block { body: Body::Row { table: self.next - 1, cells: cells(line) }, page: line.place.page }
    }

    /// The rows of a table of its own whose cells stand below one another.
    pub(super) fn columns(&mut self, lines: &[Line]) -> Vec<Block> {
        let mut starts: Vec<usize> = lines.iter().flat_map(|line| line.cells()).map(|cell| cell.column).collect();
        starts.sort_unstable();
        starts.dedup_by(|next, start| *next - *start < NEAR);
        let row = |line: &Line| {
            let cell = |cell: Piece| Cell {
                column: (starts.partition_point(|start| *start <= cell.column).max(1) - 1).min(usize::from(u16::MAX))
                    as u16,
                is_head: false,
                paragraphs: paragraphs(cell.text, Place { byte_start: line.byte_of(cell.text), ..line.place }),
            };
            let cells = line.cells().map(cell).collect();
            Block { body: Body::Row { table: self.next, cells }, page: line.place.page }
        };
        let rows = lines.iter().map(row).collect();
        self.next += 1;
        self.open = None;
        rows
    }

    /// A blank or ruled line stands between rows.
    pub(super) fn see_gap(&mut self) {
        self.has_gap = true;
    }

    /// Other text ends the table.
    pub(super) fn end_table(&mut self) {
        self.open = None;
    }
}

/// A row of two cells of which the first is blank or a number has lost the blank cells at its end.
fn is_shortened(row: &str) -> bool {
    let is_lead = |first: &str| first.trim().is_empty() || marker::is_alone(first);
    row.split_once('\t').is_some_and(|(first, rest)| is_lead(first) && !rest.contains('\t'))
}

fn cells(line: &Line) -> Vec<Cell> {
    let mut byte = line.place.byte_start;
    let mut cells = Vec::new();
    for (column, cell) in line.text.split('\t').enumerate() {
        let column = column.min(usize::from(u16::MAX)) as u16;
        cells.push(Cell {
            column,
            is_head: false,
            paragraphs: paragraphs(cell, Place { byte_start: byte, ..line.place }),
        });
        byte += cell.len() + 1;
    }
    cells
}
