//! Puts a document together from what a format says in order: words, breaks, headings, list entries, tables.

use super::document::{Block, Body, Document, Text};
use super::table::{Span, Table};
use crate::meeting::Place;

/// Tables within tables beyond this many are read as the text of the cell they stand in.
const DEEPEST_TABLE: usize = 24;

/// A document in the making; words gather in a block until something ends it.
#[derive(Default)]
pub(super) struct Composer {
    document: Document,
    text: Text,
    kind: Kind,
    bold: usize,
    aside: usize,
    tables: Vec<Table>,
    /// Open tables beyond [`DEEPEST_TABLE`].
    too_deep: usize,
    table_count: u32,
    page: Option<u32>,
    written: Written,
}

/// What the block being gathered will be.
#[derive(Default)]
enum Kind {
    #[default]
    Paragraph,
    Heading(u8),
    Item {
        depth: u8,
        marker: Option<String>,
    },
}

/// How much text was written of formats whose source has no lines: the next piece's line and byte.
struct Written {
    line: u32,
    byte: usize,
}

impl Default for Written {
    fn default() -> Self {
        Self { line: 1, byte: 0 }
    }
}

#[allow(dead_code)] // all of it is used once the readers of office formats are in
impl Composer {
    /// Adds the words of `piece`, which stands at `place` of the source.
    pub(super) fn words(&mut self, piece: &str, place: Place) {
        let start = self.text.string.len();
        self.text.push_words(piece, Place { page: self.page, ..place });
        if self.bold > 0 {
            self.text.embolden(start);
        }
    }

    /// Adds the words of `piece` as the next text of a format whose source has no lines of its own.
    pub(super) fn write(&mut self, piece: &str) {
        let place = Place { line_start: self.written.line, byte_start: self.written.byte, ..Place::default() };
        self.words(&piece.replace(['\n', '\r'], " "), place);
        self.written.byte += piece.len();
    }

    /// Adds signs that stand nowhere in the source, such as the number of a list entry.
    pub(super) fn glue(&mut self, joint: &str) {
        self.text.glue(joint);
    }

    /// Breaks the line within the block.
    pub(super) fn break_line(&mut self) {
        self.text.trim_end();
        if !self.text.string.is_empty() {
            self.text.glue("\n");
            self.next_line();
        }
    }

    /// Goes to the page after this one; the first call says that page 1 has ended.
    pub(super) fn break_page(&mut self) {
        self.page = Some(self.page.unwrap_or(1) + 1);
    }

    /// States that the format has pages and that the first one begins.
    pub(super) fn begin_pages(&mut self) {
        self.page = Some(1);
    }

    /// What follows is bold, until as many [`Composer::end_bold`].
    pub(super) fn begin_bold(&mut self) {
        self.bold += 1;
    }

    /// Ends what [`Composer::begin_bold`] began.
    pub(super) fn end_bold(&mut self) {
        self.bold = self.bold.saturating_sub(1);
    }

    /// What follows is page furniture, until as many [`Composer::end_aside`].
    pub(super) fn begin_aside(&mut self) {
        self.end_block();
        self.aside += 1;
    }

    /// Ends what [`Composer::begin_aside`] began.
    pub(super) fn end_aside(&mut self) {
        self.end_block();
        self.aside = self.aside.saturating_sub(1);
    }

    /// Begins a heading.
    pub(super) fn begin_heading(&mut self, level: u8) {
        self.end_block();
        self.kind = Kind::Heading(level.clamp(1, 6));
    }

    /// Begins a list entry.
    pub(super) fn begin_item(&mut self, depth: usize, marker: Option<String>) {
        self.end_block();
        self.kind = Kind::Item { depth: depth.min(usize::from(u8::MAX)) as u8, marker };
    }

    /// Ends the block, if it has any words; the next words are a paragraph unless something else begins.
    pub(super) fn end_block(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        text.trim_end();
        if text.string.is_empty() {
            return;
        }
        self.next_line();
        let kind = std::mem::take(&mut self.kind);
        let body = match kind {
            _ if self.aside > 0 => Body::Furniture(text),
            Kind::Heading(level) => Body::Heading { level, text },
            Kind::Item { depth, marker } => Body::ListItem { depth, marker, text },
            Kind::Paragraph => Body::Paragraph(text),
        };
        let page = text_page(&body).or(self.page);
        self.add(Block { body, page });
    }

    /// Ends the block and forgets a heading or list entry that got no words.
    pub(super) fn end_element(&mut self) {
        self.end_block();
        self.kind = Kind::Paragraph;
    }

    fn add(&mut self, block: Block) {
        match self.tables.last_mut() {
            Some(table) => table.add(block),
            None => self.document.blocks.push(block),
        }
    }

    /// Adds all blocks of a part read on its own; its tables get numbers of this document.
    pub(super) fn add_part(&mut self, part: Document) {
        self.end_block();
        let first = self.table_count;
        for mut block in part.blocks {
            if let Body::Row { table, .. } = &mut block.body {
                *table += first;
                self.table_count = self.table_count.max(*table + 1);
            }
            self.add(block);
        }
    }

    /// Begins a table.
    pub(super) fn begin_table(&mut self) {
        self.end_element();
        if self.tables.len() < DEEPEST_TABLE {
            self.tables.push(Table::default());
        } else {
            self.too_deep += 1;
        }
    }

    /// Says that the table only arranges the page.
    pub(super) fn mark_layout(&mut self) {
        if let Some(table) = self.table() {
            table.mark_layout();
        }
    }

    /// Begins a row of the innermost table.
    pub(super) fn begin_row(&mut self) {
        self.end_element();
        if let Some(table) = self.table() {
            table.begin_row();
        }
    }

    /// Begins a cell of the innermost row.
    pub(super) fn begin_cell(&mut self, span: Span) {
        self.end_element();
        if let Some(table) = self.table() {
            table.begin_cell(span);
        }
    }

    /// Ends the row of the innermost table.
    pub(super) fn end_row(&mut self) {
        self.end_element();
        if let Some(table) = self.table() {
            table.end_row();
        }
    }

    /// Ends the innermost table.
    pub(super) fn end_table(&mut self) {
        self.end_element();
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(table) = self.tables.pop() else { return };
        let blocks = table.blocks(self.table_count);
        if blocks.iter().any(|block| matches!(block.body, Body::Row { .. })) {
            self.table_count += 1;
        }
        blocks.into_iter().for_each(|block| self.add(block));
    }

    /// The document, with everything ended that is still open.
    pub(super) fn finish(mut self) -> Document {
        self.end_block();
        self.too_deep = 0;
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.document.pages = self.page;
        self.document
    }

    /// The document so far, for its properties and remarks.
    pub(super) fn document(&mut self) -> &mut Document {
        &mut self.document
    }

    fn table(&mut self) -> Option<&mut Table> {
        if self.too_deep > 0 { None } else { self.tables.last_mut() }
    }

    fn next_line(&mut self) {
        self.written.line += 1;
        self.written.byte += 1;
    }
}

fn text_page(body: &Body) -> Option<u32> {
    match body {
        Body::Heading { text, .. } | Body::ListItem { text, .. } => text.whole().page,
        Body::Paragraph(text) | Body::Furniture(text) => text.whole().page,
        Body::Row { .. } => None,
    }
}
