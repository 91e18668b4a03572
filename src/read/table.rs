//! A table in the making: rows and cells as they come, spans, and tables that only arrange a page.

use super::document::{Block, Body, Cell, ListEntry, Text};

/// Empty cells set for others that reach down over rows, in one table; a bound against absurd spans.
const MOST_COVERED: usize = 100_000;

/// How far a cell reaches, and whether it is a head.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// Columns it takes.
    pub(super) columns: u16,
    /// Rows it takes.
    pub(super) rows: u16,
    /// Whether the format marks it as a head.
    pub(super) is_head: bool,
}

impl Default for Span {
    fn default() -> Self {
        Self { columns: 1, rows: 1, is_head: false }
    }
}

/// Columns a table can have; cells beyond stand in the last one.
const MOST_COLUMNS: u16 = 1000;

/// A table whose rows are still coming.
#[derive(Default)]
pub(super) struct Table {
    entries: Vec<Entry>,
    /// For each column, whether a cell above reaches into the rows to come.
    reach: Vec<Reach>,
    next_column: u16,
    is_row_open: bool,
    is_layout: bool,
    covered: usize,
}

/// What a table holds, in source order.
enum Entry {
    Row(Vec<Part>),
    /// Text between rows, such as a caption.
    Loose(Block),
}

/// A cell and its blocks.
struct Part {
    column: u16,
    is_head: bool,
    blocks: Vec<Block>,
}

/// How many more rows a cell takes of a column, and the column it starts in.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    rows: u16,
    from: u16,
}

impl Table {
    pub(super) fn mark_layout(&mut self) {
        self.is_layout = true;
    }

    pub(super) fn begin_row(&mut self) {
        self.end_row();
        self.entries.push(Entry::Row(Vec::new()));
        self.next_column = 0;
        self.is_row_open = true;
    }

    pub(super) fn begin_cell(&mut self, span: Span) {
        if !self.is_row_open {
            self.begin_row();
        }
        self.skip_covered();
        let column = self.next_column.min(MOST_COLUMNS - 1);
        let end = column.saturating_add(span.columns.max(1)).min(MOST_COLUMNS);
        if span.rows > 1 {
            self.reach.resize(self.reach.len().max(usize::from(end)), Reach::default());
            self.reach[usize::from(column)..usize::from(end)].fill(Reach { rows: span.rows, from: column });
        }
        self.next_column = end;
        self.push(Part { column, is_head: span.is_head, blocks: Vec::new() });
    }

    pub(super) fn end_row(&mut self) {
        if self.is_row_open {
            self.skip_covered();
            self.reach.iter_mut().for_each(|reach| reach.rows = reach.rows.saturating_sub(1));
        }
        self.is_row_open = false;
    }

    /// Adds a block to the cell that began last, or between the rows.
    pub(super) fn add(&mut self, block: Block) {
        match self.entries.pop() {
            Some(Entry::Row(mut parts)) if self.is_row_open => match parts.last_mut() {
                Some(part) => {
                    part.blocks.push(block);
                    self.entries.push(Entry::Row(parts));
                }
                None => self.entries.extend([Entry::Loose(block), Entry::Row(parts)]),
            },
            last => self.entries.extend(last.into_iter().chain([Entry::Loose(block)])),
        }
    }

    /// The rows as blocks; those of a table that only arranges the page, as if it were not there.
    pub(super) fn blocks(mut self, number: u32) -> Vec<Block> {
        self.end_row();
        let is_layout = self.is_layout || self.arranges();
        let mut blocks = Vec::new();
        for entry in self.entries {
            match entry {
                Entry::Loose(block) => blocks.push(block),
                Entry::Row(parts) if is_layout => blocks.extend(parts.into_iter().flat_map(|part| part.blocks)),
                Entry::Row(parts) if parts.iter().all(|part| part.blocks.is_empty()) => {}
                Entry::Row(parts) => blocks.push(row(number, parts)),
            }
        }
        blocks
    }

    /// A table of one column, or one with a table inside and hardly any row of its own, holds no data.
    fn arranges(&self) -> bool {
        let rows =
            || self.entries.iter().filter_map(|entry| if let Entry::Row(parts) = entry { Some(parts) } else { None });
        let is_row = |block: &Block| matches!(block.body, Body::Row { .. });
        let is_nested = rows().flatten().any(|part| part.blocks.iter().any(is_row));
        let data = rows().filter(|parts| parts.iter().filter(|part| !part.blocks.is_empty()).count() > 1).count();
        rows().all(|parts| parts.len() <= 1) || (is_nested && data < 3)
    }

    /// Sets an empty cell where a cell above reaches into this row.
    fn skip_covered(&mut self) {
        while let Some(reach) = self.reach.get(usize::from(self.next_column)).copied().filter(|reach| reach.rows > 0) {
            let column = self.next_column;
            let same = |other: &&Reach| other.rows > 0 && other.from == reach.from;
            self.next_column += self.reach[usize::from(column)..].iter().take_while(same).count() as u16;
            if self.covered < MOST_COVERED {
                self.covered += 1;
                self.push(Part { column, is_head: false, blocks: Vec::new() });
            }
        }
    }

    fn push(&mut self, part: Part) {
        if let Some(Entry::Row(parts)) = self.entries.last_mut() {
            parts.push(part);
        }
    }
}

fn row(table: u32, parts: Vec<Part>) -> Block {
    let page = parts.iter().flat_map(|part| &part.blocks).find_map(|block| block.page);
    let cells = parts.into_iter().map(|part| Cell {
        column: part.column,
        is_head: part.is_head,
        paragraphs: part.blocks.into_iter().flat_map(paragraphs).collect(),
    });
    Block { body: Body::Row { table, cells: cells.collect() }, page }
}

fn paragraphs(block: Block) -> Vec<Text> {
    match block.body {
        Body::ListItem { depth, marker, mut text } => {
            text.list = Some(Box::new(ListEntry { depth, marker }));
            vec![text]
        }
        Body::Heading { text, .. } | Body::Paragraph(text) | Body::Furniture(text) => vec![text],
        Body::Row { cells, .. } => cells.into_iter().flat_map(|cell| cell.paragraphs).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(table: Table) -> Vec<Vec<u16>> {
        let cells = |block: &Block| match &block.body {
            Body::Row { cells, .. } => cells.iter().map(|cell| cell.column).collect(),
            _ => Vec::new(),
        };
        table.blocks(0).iter().map(cells).collect()
    }

    fn fill(table: &mut Table, span: Span) {
        table.begin_cell(span);
        table.add(Block { body: Body::Paragraph(Text::default()), page: None });
    }

    #[test]
    fn a_cell_that_reaches_down_leaves_an_empty_one_below() {
        let mut table = Table::default();
        table.begin_row();
        fill(&mut table, Span { columns: 2, rows: 2, is_head: false });
        fill(&mut table, Span::default());
        table.begin_row();
        fill(&mut table, Span::default());
        table.begin_row();
        fill(&mut table, Span::default());
        fill(&mut table, Span::default());
        assert_eq!(columns(table), [vec![0, 2], vec![0, 2], vec![0, 1]]);
    }

    #[test]
    fn a_row_without_words_is_none() {
        let mut table = Table::default();
        table.begin_row();
        table.begin_cell(Span::default());
        assert!(columns(table).is_empty());
    }
}
