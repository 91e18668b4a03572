//! Puts a document together from what a format says in order: words, breaks, headings, list entries, tables.

use super::document::{Block, Body, Cell, Document, Text};
use super::marker;
use super::table::{Span, Table};
use crate::meeting::Place;
use std::ops::Range;

/// Tables within tables beyond this many are read as the text of the cell they stand in.
const DEEPEST_TABLE: usize = 24;

/// A document in the making; words gather in a block until something ends it.
#[derive(Default)]
pub(super) struct Composer {
    document: Document,
    text: Text,
    kind: Kind,
    /// Number of the heading that begins, which the source does not hold.
    number: Option<String>,
    /// Where the last piece stood.
    last: Place,
    bold: usize,
    aside: usize,
    tables: Vec<Table>,
    /// Open tables beyond [`DEEPEST_TABLE`].
    too_deep: usize,
    table_count: u32,
    page: Option<u32>,
    /// For formats whose source has no lines of its own.
    written: Option<Written>,
    tabbed: Option<u32>,
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

/// Where the next block of a text without lines of its own will stand.
#[derive(Clone, Copy)]
struct Written {
    line: u32,
    byte: usize,
}

impl Composer {
    /// A composer for formats whose source has no lines: each block, line break included, takes a line of its own.
    pub(super) fn writing() -> Self {
        Self { written: Some(Written { line: 1, byte: 0 }), ..Self::default() }
    }

    /// Adds the words of `piece`, which stands at `place` of the source.
    pub(super) fn words(&mut self, piece: &str, place: Place) {
        let place = Place { page: self.page, ..place };
        self.last = place;
        if let Some(number) = self.number.take_if(|_| !piece.trim().is_empty()) {
            self.text.push(&format!("{number} "), place);
        }
        let start = self.text.string.len();
        self.text.push_words(piece, place);
        if self.bold > 0 {
            self.text.embolden(start);
        }
    }

    /// Adds the words of `piece` as the next text of a format whose source has no lines; hard hyphens become plain ones.
    pub(super) fn write(&mut self, piece: &str) {
        match piece.contains('\u{2011}') {
            true => self.words(&piece.replace('\u{2011}', "-"), Place::default()),
            false => self.words(piece, Place::default()),
        }
    }

    /// Goes to the next tab stop: in a paragraph of its own, words on both sides of it are cells of a row.
    pub(super) fn tab(&mut self) {
        self.text.trim_end();
        self.text.glue("\t");
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

    /// Begins a heading; the number of a list entry that has just begun is the heading's.
    pub(super) fn begin_heading(&mut self, level: u8) {
        self.end_block();
        let before = std::mem::replace(&mut self.kind, Kind::Heading(level.clamp(1, 6)));
        self.number = if let Kind::Item { marker, .. } = before { marker } else { None };
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
        if let Some(written) = &mut self.written {
            written.line += text.set_out(written.line, written.byte);
            written.byte += text.string.len() + 1;
        }
        let page = text.whole().page.or(self.page);
        let kind = std::mem::take(&mut self.kind);
        if matches!(kind, Kind::Paragraph) && self.aside == 0 && self.tables.is_empty() && self.add_row(&text, page) {
            return;
        }
        text.string = text.string.replace('\t', " ");
        let body = match kind {
            _ if self.aside > 0 => Body::Furniture(text),
            Kind::Heading(level) => Body::Heading { level, text },
            Kind::Item { depth, marker } => Body::ListItem { depth, marker, text },
            Kind::Paragraph => Body::Paragraph(text),
        };
        self.add(Block { body, page });
    }

    /// Ends the block and forgets a heading or list entry that got no words; in a cell, an entry's number is its words.
    pub(super) fn end_element(&mut self) {
        self.end_block();
        let kind = std::mem::take(&mut self.kind);
        self.number = None;
        if let (Kind::Item { marker: Some(number), .. }, false) = (kind, self.tables.is_empty()) {
            self.text.push(&number, self.last);
            self.end_block();
        }
    }

    fn add(&mut self, block: Block) {
        self.tabbed = None;
        match self.tables.last_mut() {
            Some(table) => table.add(block),
            None => self.document.blocks.push(block),
        }
    }

    /// Adds a paragraph with tabs between words as a row; rows that follow one another are one table.
    fn add_row(&mut self, text: &Text, page: Option<u32>) -> bool {
        let Some(cells) = tabbed_cells(text) else { return false };
        let table = self.tabbed.unwrap_or(self.table_count);
        self.table_count = self.table_count.max(table + 1);
        self.add(Block { body: Body::Row { table, cells }, page });
        self.tabbed = Some(table);
        true
    }

    /// Adds all blocks of a part read on its own; its tables get numbers of this document.
    pub(super) fn add_part(&mut self, part: Document) {
        self.end_block();
        let first = self.table_count;
        for mut block in part.blocks {
            if self.aside > 0 {
                self.add_asides(&block);
                continue;
            }
            if let Body::Row { table, .. } = &mut block.body {
                *table += first;
                self.table_count = self.table_count.max(*table + 1);
            }
            self.set_out(&mut block);
            self.add(block);
        }
    }

    /// Gives the texts of a block from elsewhere their lines here, where the source has none.
    fn set_out(&mut self, block: &mut Block) {
        let Some(written) = &mut self.written else { return };
        for text in block.texts_mut() {
            written.line += text.set_out(written.line, written.byte);
            written.byte += text.string.len() + 1;
        }
    }

    fn add_asides(&mut self, block: &Block) {
        for text in block.texts() {
            self.text = text.clone();
            self.end_block();
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

    fn table(&mut self) -> Option<&mut Table> {
        if self.too_deep > 0 { None } else { self.tables.last_mut() }
    }
}

/// The cells of a paragraph whose words stand at tab stops, if it has more than one; a number and its words are one.
fn tabbed_cells(text: &Text) -> Option<Vec<Cell>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for stretch in text.string.split('\t') {
        let range = start..start + stretch.len();
        start = range.end + 1;
        match stretches.last_mut() {
            _ if stretch.trim().is_empty() => {}
            Some(last) if marker::is_alone(&text.string[last.clone()]) => last.end = range.end,
            _ => stretches.push(range),
        }
    }
    let cells = stretches.into_iter().enumerate().map(|(column, range)| {
        let mut paragraph = text.slice(range);
        paragraph.string = paragraph.string.replace('\t', " ");
        Cell { column: column as u16, is_head: false, paragraphs: vec![paragraph] }
    });
    Some(cells.collect()).filter(|cells: &Vec<Cell>| cells.len() > 1)
}
