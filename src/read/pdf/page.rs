//! One page without tags: ruled tables by their lines, all else by position.

use super::column;
use super::grid::{Area, Grid, grids};
use super::line::{Line, Word, lines};
use super::paragraph::{Frame, leading, paragraphs, tight_leading};
use super::piece::{Piece, Row, RowCell};
use super::sheet::{Glyph, Sheet};

/// A page taken apart: what stands in tables and what does not.
pub(super) struct Page {
    /// Lines outside of tables, running heads included.
    pub flow: Vec<Line>,
    tables: Vec<Table>,
}

struct Table {
    grid: Grid,
    /// For each cell its lines.
    cells: Vec<Vec<Line>>,
}

impl Page {
    /// Sorts the glyphs of a sheet into cells and flow.
    pub(super) fn new(sheet: Sheet) -> Page {
        let mut grids = grids(&sheet.rules);
        // A table within a cell of another is looked at first.
        let mut inner_first: Vec<usize> = (0..grids.len()).collect();
        inner_first.sort_by(|a, b| grids[*a].area().total_cmp(&grids[*b].area()));
        let mut cells: Vec<Vec<Vec<Glyph>>> = grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
        let mut flow = Vec::new();
        for glyph in sheet.glyphs {
            let place = inner_first.iter().find_map(|grid| Some((*grid, grids[*grid].cell_of(&glyph)?)));
            match place {
                Some((grid, cell)) => cells[grid][cell].push(glyph),
                None => flow.push(glyph),
            }
        }
        let page = sheet.page;
        let tables = grids
            .drain(..)
            .zip(cells)
            .map(|(grid, cells)| Table { grid, cells: cells.into_iter().map(|glyphs| lines(glyphs, page)).collect() })
            .filter(|table| table.cells.iter().any(|lines| !lines.is_empty()))
            .collect();
        Page { flow: lines(flow, page), tables }
    }

    /// The page as pieces in reading order; `frame` is where its flow is set, `table` counts tables.
    pub(super) fn pieces(self, frame: &Frame, table: &mut u32) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut flow = self.flow;
        for Table { grid, cells } in self.tables {
            let below = flow.partition_point(|line| line.base <= grid.top() + 0.5 * line.size);
            let rest = flow.split_off(below);
            pieces.extend(column::pieces(std::mem::replace(&mut flow, rest), frame, table));
            if grid.xs.len() == 2 {
                pieces.extend(boxed(&grid, cells, table));
            } else {
                *table += 1;
                pieces.extend(rows(&grid, cells, *table));
            }
        }
        pieces.extend(column::pieces(flow, frame, table));
        pieces
    }
}

/// The rows of a ruled table.
fn rows(grid: &Grid, cells: Vec<Vec<Line>>, table: u32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut top = None;
    let mut row: Vec<RowCell> = Vec::new();
    let tight = tight_leading(cells.iter().map(Vec::as_slice));
    let mut close = |row: &mut Vec<RowCell>| {
        let cells = std::mem::take(row);
        if cells.iter().any(|cell| !cell.paras.is_empty()) {
            let edges = grid.xs[..grid.xs.len() - 1].to_vec();
            pieces.push(Piece::Row(Row { table, edges, cells }));
        }
    };
    for (area, lines) in grid.cells.iter().zip(cells) {
        if top != Some(area.top) {
            close(&mut row);
            top = Some(area.top);
        }
        for (area, lines) in split(grid, area, lines) {
            let frame = cell_frame(grid, &area, &lines);
            let frame = Frame { leading: tight.unwrap_or(frame.leading).min(frame.leading), ..frame };
            row.push(RowCell { column: area.left, is_head: false, paras: paragraphs(lines, &frame) });
        }
    }
    close(&mut row);
    pieces
}

/// The cells a cell over several columns stands for, if its words keep to them: the line between was not drawn.
fn split(grid: &Grid, area: &Area, lines: Vec<Line>) -> Vec<(Area, Vec<Line>)> {
    let edges = &grid.xs[area.left + 1..area.right];
    let column = |word: &Word| edges.iter().filter(|edge| **edge <= (word.x0 + word.x1) / 2.0).count();
    let words = || lines.iter().flat_map(|line| &line.words);
    let crosses = words().any(|word| edges.iter().any(|edge| word.x0 < edge - 1.0 && word.x1 > edge + 1.0))
        || lines.iter().any(|line| {
            line.words
                .windows(2)
                .any(|pair| column(&pair[0]) != column(&pair[1]) && pair[1].x0 - pair[0].x1 < 0.6 * line.size)
        });
    let is_one = edges.is_empty() || crosses || words().all(|word| column(word) == 0);
    if is_one {
        return vec![(area.clone(), lines)];
    }
    let mut cells: Vec<(Area, Vec<Line>)> =
        (area.left..area.right).map(|left| (Area { left, right: left + 1, ..*area }, Vec::new())).collect();
    for line in lines {
        for (index, (_, lines)) in cells.iter_mut().enumerate() {
            let words: Vec<Word> = line.words.iter().filter(|word| column(word) == index).cloned().collect();
            if !words.is_empty() {
                lines.push(Line { words, ..line });
            }
        }
    }
    cells
}

/// Text framed in one column: rows where gaps part it into columns, paragraphs otherwise.
fn boxed(grid: &Grid, cells: Vec<Vec<Line>>, table: &mut u32) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (area, lines) in grid.cells.iter().zip(cells) {
        let frame = cell_frame(grid, area, &lines);
        column::append(&mut pieces, column::pieces(lines, &frame, table));
    }
    pieces
}

/// The room in a cell: the padding on the right is taken to be that on the left.
fn cell_frame(grid: &Grid, area: &Area, lines: &[Line]) -> Frame {
    let (x0, x1) = (grid.xs[area.left], grid.xs[area.right]);
    let left = lines.iter().map(Line::x0).fold(x1, f32::min);
    let text = lines.iter().map(Line::x1).fold(x0, f32::max);
    let padding = (left - x0).clamp(0.0, 8.0);
    Frame { left, right: (x1 - padding).max(text), leading: leading(lines) }
}

/// The room the flow of all pages is set in.
pub(super) fn frame(pages: &[Page]) -> Frame {
    let lines: Vec<&Line> = pages.iter().flat_map(|page| &page.flow).collect();
    let tables = pages.iter().flat_map(|page| &page.tables).filter_map(|table| table.grid.xs.last().copied());
    let mut gaps: Vec<f32> = pages.iter().filter(|page| page.flow.len() > 3).map(|page| leading(&page.flow)).collect();
    gaps.sort_by(f32::total_cmp);
    Frame {
        left: lines.iter().map(|line| line.x0()).fold(f32::MAX, f32::min),
        right: lines.iter().map(|line| line.x1()).chain(tables).fold(0.0, f32::max),
        leading: gaps.get(gaps.len() / 2).copied().unwrap_or(1.25),
    }
}

/// What a page says that is set in another direction than the rest; a slanting stamp is no part of the text.
pub(super) fn aside(sheet: Sheet) -> Vec<Piece> {
    let page = sheet.page;
    let is_stamp = sheet.glyphs.first().is_some_and(|glyph| glyph.turn % 90 != 0);
    let lines = lines(sheet.glyphs, page);
    if is_stamp {
        return lines.into_iter().map(Piece::Furniture).collect();
    }
    let frame = Frame {
        left: lines.iter().map(Line::x0).fold(f32::MAX, f32::min),
        right: lines.iter().map(Line::x1).fold(f32::MIN, f32::max),
        leading: leading(&lines),
    };
    paragraphs(lines, &frame).into_iter().map(Piece::Para).collect()
}
