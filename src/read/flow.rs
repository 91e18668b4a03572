//! A flow of text as old word processors keep it: marks end paragraphs, cells and rows after the fact.

use crate::read::composer::Composer;
use crate::read::document::Document;
use crate::read::table::Span;

/// Edges of cells nearer than this are one, in twentieths of a point.
const TOLERANCE: i32 = 30;

/// Text of the document, of a box, a note, a header or footer.
pub(super) struct Flow {
    composer: Composer,
    paragraph: Paragraph,
    /// Whether anything of the paragraph was written.
    is_begun: bool,
    row: Row,
    /// Boxes anchored in the paragraph.
    boxes: Vec<Document>,
}

/// What is known of the paragraph to come.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// Heading level.
    pub(super) level: Option<u8>,
    /// Number or bullet before it.
    pub(super) marker: Option<String>,
    /// How deep it stands in a list.
    pub(super) depth: usize,
    /// Whether it stands in a table.
    pub(super) is_in_table: bool,
}

/// The table being read.
#[derive(Debug, Default)]
struct Row {
    is_table_open: bool,
    is_row_open: bool,
    is_cell_open: bool,
    /// Right edges of the row's cells, and whether a cell belongs to the one before.
    edges: Vec<(i32, Merge)>,
    merge: Merge,
    /// Right edges in the table so far, ascending.
    columns: Vec<i32>,
    /// Cells of the row that have ended.
    ended: usize,
}

/// Whether a cell is a part of the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    WithBefore,
}

impl Flow {
    pub(super) fn new() -> Self {
        let (composer, paragraph) = (Composer::writing(), Paragraph::default());
        Self { composer, paragraph, is_begun: false, row: Row::default(), boxes: Vec::new() }
    }

    /// What is known of the paragraph to come, to add to.
    pub(super) fn paragraph(&mut self) -> &mut Paragraph {
        &mut self.paragraph
    }

    /// Forgets what is known, as every paragraph of the file begins with; a number read before stays.
    pub(super) fn reset(&mut self) {
        let marker = self.paragraph.marker.take();
        self.paragraph = Paragraph { marker, ..Paragraph::default() };
    }

    /// The place to write to, with the paragraph begun.
    pub(super) fn text(&mut self) -> &mut Composer {
        self.begin();
        &mut self.composer
    }

    /// Keeps a box until the paragraph ends.
    pub(super) fn add_box(&mut self, content: Document) {
        self.boxes.push(content);
    }

    /// Ends the paragraph.
    pub(super) fn end_paragraph(&mut self) {
        if self.paragraph.marker.is_some() || !self.paragraph.is_in_table {
            self.begin();
        }
        self.composer.end_element();
        self.boxes.drain(..).for_each(|content| self.composer.add_part(content));
        self.paragraph.marker = None;
        self.is_begun = false;
    }

    /// Begins the description of a row.
    pub(super) fn define_row(&mut self) {
        self.row.edges.clear();
        self.row.merge = Merge::None;
    }

    /// Says how the cell described next belongs to the one before.
    pub(super) fn define_merge(&mut self, merge: Merge) {
        self.row.merge = merge;
    }

    /// Ends the description of a cell.
    pub(super) fn define_cell(&mut self, edge: i32) {
        if self.row.edges.len() < 1000 {
            self.row.edges.push((edge, std::mem::take(&mut self.row.merge)));
        }
    }

    /// Ends a cell.
    pub(super) fn end_cell(&mut self) {
        self.paragraph.is_in_table = true;
        self.begin();
        self.begin_cell();
        self.end_paragraph();
        self.row.is_cell_open = false;
        self.row.ended += 1;
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        self.end_paragraph();
        self.composer.end_row();
        self.row.is_row_open = false;
        self.row.is_cell_open = false;
        self.row.ended = 0;
    }

    /// Adds what stands apart, as page furniture.
    pub(super) fn add_aside(&mut self, content: Document) {
        self.end_table();
        self.composer.begin_aside();
        self.composer.add_part(content);
        self.composer.end_aside();
    }

    /// Adds what stands behind the text, such as notes.
    pub(super) fn add_end(&mut self, content: Document) {
        self.end_table();
        self.composer.add_part(content);
    }

    pub(super) fn finish(mut self) -> Document {
        self.end_paragraph();
        self.composer.finish()
    }

    fn begin(&mut self) {
        if self.is_begun {
            return;
        }
        self.is_begun = true;
        if self.paragraph.is_in_table {
            self.begin_cell();
        } else {
            self.end_table();
        }
        if let Some(marker) = self.paragraph.marker.take() {
            let number = Some(marker).filter(|marker| marker.contains(|c: char| c.is_ascii_alphanumeric()));
            self.composer.begin_item(self.paragraph.depth, number.filter(|number| number != "o"));
        }
        if let Some(level) = self.paragraph.level {
            self.composer.begin_heading(level);
        }
    }

    fn begin_cell(&mut self) {
        let row = &mut self.row;
        if !row.is_table_open {
            row.is_table_open = true;
            row.columns.clear();
            self.composer.begin_table();
        }
        if !row.is_row_open {
            row.is_row_open = true;
            row.ended = 0;
            row.learn_columns();
            self.composer.begin_row();
        }
        if !row.is_cell_open {
            row.is_cell_open = true;
            if !matches!(row.edges.get(row.ended), Some((_, Merge::WithBefore))) {
                self.composer.begin_cell(Span { columns: row.span(), ..Span::default() });
            }
        }
    }

    fn end_table(&mut self) {
        if self.row.is_table_open {
            self.composer.end_table();
            self.row = Row { edges: std::mem::take(&mut self.row.edges), ..Row::default() };
        }
    }
}

impl Row {
    fn learn_columns(&mut self) {
        for &(edge, _) in &self.edges {
            if !self.columns.iter().any(|&known| known.abs_diff(edge) <= TOLERANCE as u32) && self.columns.len() < 1000
            {
                let at = self.columns.partition_point(|&known| known < edge);
                self.columns.insert(at, edge);
            }
        }
    }

    /// How many columns the cell that begins takes.
    fn span(&self) -> u16 {
        let Some(&(right, _)) = self.edges.get(self.ended) else { return 1 };
        let left = self.ended.checked_sub(1).map_or(i32::MIN, |before| self.edges[before].0.saturating_add(TOLERANCE));
        let within = self.columns.iter().filter(|&&edge| edge > left && edge <= right.saturating_add(TOLERANCE));
        within.count().clamp(1, 1000) as u16
    }
}
