//! The flow of an OpenDocument text: paragraphs, lists, tables, frames and notes.

use super::lists::{Here, Lists, Marker};
use super::styles::{Family, Styles, Weight};
use crate::read::composer::Composer;
use crate::read::document::Document;
use crate::read::table::Span;
use crate::read::xml::{attribute, child, number};
use roxmltree::{Node, NodeType};
use std::collections::HashSet;

/// Elements within elements beyond this many are read as plain words.
const DEEPEST: usize = 160;

/// Rows and cells that are stated once and repeated are read at most this often.
const MOST_REPEATED: i64 = 32;

/// Elements whose text is no text of the document, or none of its text now.
const UNSEEN: [&str; 9] = [
    "tracked-changes",
    "annotation",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "forms",
    "number",
    "ruby-text",
    "note-citation",
];

/// An OpenDocument text in the making.
pub(super) struct Body<'s, 'x> {
    composer: Composer,
    styles: &'s Styles,
    lists: Lists,
    /// The number of a list entry whose first paragraph has not come yet.
    marker: Option<Marker>,
    /// Text boxes anchored in the paragraph being read.
    boxes: Vec<Node<'s, 'x>>,
    notes: Vec<Node<'s, 'x>>,
    margins: HashSet<String>,
    depth: usize,
}

impl<'s, 'x> Body<'s, 'x> {
    pub(super) fn new(styles: &'s Styles, lists: Lists) -> Self {
        let (composer, boxes, notes, margins) = (Composer::writing(), Vec::new(), Vec::new(), HashSet::new());
        Self { composer, styles, lists, marker: None, boxes, notes, margins, depth: 0 }
    }

    pub(super) fn begin_pages(&mut self) {
        self.composer.begin_pages();
    }

    pub(super) fn finish(self) -> Document {
        self.composer.finish()
    }

    /// Adds the notes that were referred to.
    pub(super) fn notes(&mut self) {
        for note in std::mem::take(&mut self.notes) {
            self.blocks(note);
        }
    }

    /// Adds a header or footer, unless one of the same words was added.
    pub(super) fn margin(&mut self, node: Node) {
        let words: String = node.descendants().filter_map(|node| node.text()).collect();
        if self.margins.insert(words) {
            let mut margin = Body::new(self.styles, Lists::default());
            margin.blocks(node);
            self.composer.begin_aside();
            self.composer.add_part(margin.finish());
            self.composer.end_aside();
        }
    }

    /// Reads the paragraphs, lists and tables in `parent`.
    pub(super) fn blocks(&mut self, parent: Node<'s, 'x>) {
        self.depth += 1;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" | "h" => self.paragraph(node),
                _ if self.depth > DEEPEST => self.words(node),
                "list" => self.list(node),
                "table" => self.table(node),
                "soft-page-break" => self.composer.break_page(),
                "text-box" => self.apart(node),
                name if UNSEEN.contains(&name) => {}
                _ => self.blocks(node),
            }
        }
        self.depth -= 1;
    }

    fn list(&mut self, list: Node<'s, 'x>) {
        self.lists.begin(list);
        for item in list.children().filter(Node::is_element) {
            let first = item.children().find(Node::is_element).map(|node| node.tag_name().name());
            if item.tag_name().name() == "list-item" && matches!(first, Some("p" | "h")) {
                self.marker = Some(self.lists.next(number(item, "start-value")));
            }
            self.blocks(item);
            self.marker = None;
        }
        self.lists.end();
    }

    fn paragraph(&mut self, node: Node<'s, 'x>) {
        let style = attribute(node, "style-name");
        self.composer.end_element();
        let depth = self.lists.depth().saturating_sub(1);
        match self.marker.take() {
            Some(Marker::Bullet) => self.composer.begin_item(depth, None),
            Some(Marker::Number(number)) => self.composer.begin_item(depth, Some(number)),
            Some(Marker::None) | None => {}
        }
        let level = number(node, "outline-level").filter(|_| node.tag_name().name() == "h");
        if let Some(level) = level.or_else(|| self.styles.is_title(style).then_some(1)) {
            self.composer.begin_heading(level.clamp(1, 6) as u8);
        }
        self.styled(node, (Family::Paragraph, style), Weight::Plain);
        self.composer.end_element();
        for content in std::mem::take(&mut self.boxes) {
            self.apart(content);
        }
    }

    /// Reads a box or cell: lists around it go on behind it.
    fn apart(&mut self, content: Node<'s, 'x>) {
        let (lists, marker) = (self.lists.change(Here::default()), self.marker.take());
        self.blocks(content);
        self.lists.change(lists);
        self.marker = marker;
    }

    /// Reads what stands within a paragraph or span, in its style; without one of its own it is of the weight `around`.
    fn styled(&mut self, node: Node<'s, 'x>, (family, style): (Family, Option<&str>), around: Weight) {
        if self.styles.is_hidden(family, style) {
            return;
        }
        let weight = self.styles.weight(family, style).unwrap_or(around);
        self.depth += 1;
        for node in node.children() {
            if node.node_type() == NodeType::Text {
                self.text(node.text().unwrap_or_default(), weight);
                continue;
            }
            let style = attribute(node, "style-name");
            match node.tag_name().name() {
                "s" => self.composer.write(" "),
                "tab" => self.composer.tab(),
                "line-break" => self.composer.break_line(),
                "soft-page-break" => self.composer.break_page(),
                "note" => self.notes.extend(child(node, "note-body")),
                "frame" | "text-box" | "custom-shape" | "g" | "rect" => self.frame(node),
                name if UNSEEN.contains(&name) || name.starts_with("hidden-") => {}
                _ if self.depth > DEEPEST => self.words(node),
                "span" => self.styled(node, (Family::Text, style), weight),
                _ => self.styled(node, (Family::Text, None), weight),
            }
        }
        self.depth -= 1;
    }

    fn text(&mut self, text: &str, weight: Weight) {
        if weight == Weight::Bold {
            self.composer.begin_bold();
            self.composer.write(text);
            self.composer.end_bold();
        } else {
            self.composer.write(text);
        }
    }

    /// The first text box of a frame; the others are the same for other programs.
    fn frame(&mut self, node: Node<'s, 'x>) {
        match node.tag_name().name() {
            "frame" => self.boxes.extend(node.descendants().find(|node| node.tag_name().name() == "text-box")),
            _ => self.boxes.push(node),
        }
    }

    fn table(&mut self, table: Node<'s, 'x>) {
        self.composer.begin_table();
        self.rows(table, Span::default());
        self.composer.end_table();
    }

    /// Reads the rows in `parent`; their cells are like `plain` as far as they say nothing else.
    fn rows(&mut self, parent: Node<'s, 'x>, plain: Span) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "table-row" => {
                    self.composer.begin_row();
                    self.cells(node, plain);
                    self.composer.end_row();
                }
                "table-header-rows" => self.rows(node, Span { is_head: true, ..plain }),
                "table-rows" | "table-row-group" => self.rows(node, plain),
                "soft-page-break" => self.composer.break_page(),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: Node<'s, 'x>, plain: Span) {
        // Columns the last cell still covers: what is covered from the left has no place, from above it is an empty cell.
        let mut covered = 0;
        for node in row.children().filter(Node::is_element) {
            let columns = number(node, "number-columns-spanned").unwrap_or(1).clamp(1, 1000);
            let repeated = number(node, "number-columns-repeated").unwrap_or(1).clamp(1, MOST_REPEATED);
            match node.tag_name().name() {
                "table-cell" => {
                    for _ in 0..repeated {
                        self.composer.begin_cell(Span { columns: columns as u16, ..plain });
                        self.apart(node);
                    }
                    covered = columns - 1;
                }
                "covered-table-cell" if covered > 0 => covered -= repeated,
                "covered-table-cell" => self.composer.begin_cell(plain),
                _ => {}
            }
        }
    }

    /// The words of what is nested too deep to be read for its structure.
    fn words(&mut self, node: Node) {
        for text in node.descendants().filter(|node| node.is_text()) {
            self.composer.write(text.text().unwrap_or_default());
            self.composer.write(" ");
        }
    }
}
