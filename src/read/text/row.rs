//! Rows of tables whose cells stand between tabs.

use super::stretch::{Line, paragraphs};
use crate::meeting::Place;
use crate::read::document::{Block, Body, Cell};

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
        let goes_on = self
            .open
            .is_some_and(|open| is_pair(open) == is_pair(columns) && (!self.has_gap || open.abs_diff(columns) <= 1));
        if !goes_on {
            self.next += 1;
            self.open = Some(columns);
        }
        self.has_gap = false;
        Block { body: Body::Row { table: self.next - 1, cells: cells(line) }, page: line.place.page }
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
