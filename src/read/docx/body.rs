//! The flow of a Word document: paragraphs, runs, tables, boxes and notes.

use super::styles::{Styles, list_place, outline_level};
use crate::read::composer::Composer;
use crate::read::document::Document;
use crate::read::numbering::{ListPlace, Marker, Numbering};
use crate::read::table::Span;
use crate::read::xml::{at, attribute, child, children, number};
use roxmltree::{Document as Xml, Node};
use std::collections::{HashMap, HashSet};

/// Elements within elements beyond this many are read as plain words.
const DEEPEST: usize = 160;

/// A Word document in the making.
pub(super) struct Body<'s, 'x> {
    composer: Composer,
    styles: &'s Styles,
    numbering: Numbering,
    notes: Notes<'s, 'x>,
    /// Text boxes anchored in the paragraph being read.
    boxes: Vec<Node<'s, 'x>>,
    margins: HashSet<String>,
    depth: usize,
}

/// Footnotes and endnotes, and those referred to so far.
#[derive(Default)]
pub(super) struct Notes<'s, 'x> {
    notes: HashMap<(&'static str, &'s str), Node<'s, 'x>>,
    cited: Vec<Node<'s, 'x>>,
}

impl<'s, 'x> Notes<'s, 'x> {
    /// The notes of the trees of footnotes and endnotes.
    pub(super) fn of(trees: [Option<&'s Xml<'x>>; 2]) -> Self {
        let mut notes = HashMap::new();
        for (tree, kind) in trees.into_iter().zip(["footnote", "endnote"]) {
            let nodes = tree.into_iter().flat_map(|tree| children(tree.root_element(), kind));
            notes.extend(nodes.filter_map(|node| Some(((kind, attribute(node, "id")?), node))));
        }
        Self { notes, cited: Vec::new() }
    }

    fn cite(&mut self, kind: &'static str, reference: Node<'s, 'x>) {
        let note = attribute(reference, "id").and_then(|id| self.notes.remove(&(kind, id)));
        self.cited.extend(note);
    }
}

impl<'s, 'x> Body<'s, 'x> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering, notes: Notes<'s, 'x>) -> Self {
        let (composer, boxes, margins) = (Composer::writing(), Vec::new(), HashSet::new());
        Self { composer, styles, numbering, notes, boxes, margins, depth: 0 }
    }

    pub(super) fn begin_pages(&mut self) {
        self.composer.begin_pages();
    }

    pub(super) fn finish(self) -> Document {
        self.composer.finish()
    }

    /// Adds the notes that were referred to.
    pub(super) fn notes(&mut self) {
        for note in std::mem::take(&mut self.notes.cited) {
            self.blocks(note);
        }
    }

    /// Adds a header or footer, unless one of the same words was added.
    pub(super) fn margin(&mut self, root: Node) {
        let words: String =
            root.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text()).collect();
        if self.margins.insert(words) {
            let mut margin = Body::new(self.styles, Numbering::default(), Notes::default());
            margin.blocks(root);
            self.composer.begin_aside();
            self.composer.add_part(margin.finish());
            self.composer.end_aside();
        }
    }

    /// Reads the paragraphs and tables in `parent`.
    pub(super) fn blocks(&mut self, parent: Node<'s, 'x>) {
        self.depth += 1;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node),
                "tbl" if self.depth < DEEPEST => self.table(node),
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "tcPr" | "Fallback" => {}
                _ if self.depth < DEEPEST => self.blocks(node),
                _ => self.words(node),
            }
        }
        self.depth -= 1;
    }

    fn paragraph(&mut self, node: Node<'s, 'x>) {
        let properties = child(node, "pPr");
        let style =
            properties.and_then(|properties| child(properties, "pStyle")).and_then(|style| attribute(style, "val"));
        let level = properties.and_then(outline_level).or_else(|| self.styles.level(style)).filter(|&level| level <= 9);
        let marker = self.marker(properties, style);
        self.composer.end_element();
        if let Some(marker) = marker {
            self.composer.begin_item(marker.level.max(self.styles.depth(style)), marker.number);
        }
        if let Some(level) = level {
            self.composer.begin_heading(level);
        }
        self.inline(node, style);
        self.composer.end_element();
        for content in std::mem::take(&mut self.boxes) {
            self.blocks(content);
        }
    }

    /// The list a paragraph belongs to by itself, or else by its style; list 0 takes it out of any.
    fn marker(&mut self, properties: Option<Node>, style: Option<&str>) -> Option<Marker> {
        let own = properties.and_then(list_place);
        let by_style = self.styles.place(style);
        let place = match (own, by_style) {
            (Some(own), by_style) => ListPlace {
                list: own.list.or_else(|| by_style.as_ref().and_then(|place| place.list.clone())),
                level: own.level.or_else(|| by_style.and_then(|place| place.level)),
            },
            (None, by_style) => by_style?,
        };
        self.numbering.next(&place)
    }

    /// Reads what stands within a paragraph; what was deleted is not there.
    fn inline(&mut self, parent: Node<'s, 'x>, style: Option<&str>) {
        self.depth += 1;
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "r" => self.run(node, style),
                "del" | "moveFrom" | "pPr" | "sdtPr" | "rt" => {}
                "txbxContent" => self.boxes.push(node),
                "AlternateContent" => self.alternatives(node, style),
                _ if self.depth < DEEPEST => self.inline(node, style),
                _ => self.words(node),
            }
        }
        self.depth -= 1;
    }

    fn run(&mut self, run: Node<'s, 'x>, style: Option<&str>) {
        let look = self.styles.look(child(run, "rPr"), style);
        if look.hidden == Some(true) {
            return;
        }
        if look.bold == Some(true) {
            self.composer.begin_bold();
        }
        for node in run.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "t" => self.composer.write(node.text().unwrap_or_default()),
                "tab" | "ptab" => self.composer.tab(),
                "br" if attribute(node, "type").is_some_and(|kind| kind != "textWrapping") => self.composer.write(" "),
                "br" | "cr" => self.composer.break_line(),
                "noBreakHyphen" => self.composer.write("-"),
                "lastRenderedPageBreak" => self.composer.break_page(),
                "footnoteReference" => self.notes.cite("footnote", node),
                "endnoteReference" => self.notes.cite("endnote", node),
                "rPr" | "instrText" | "delText" | "delInstrText" | "fldData" | "fldChar" => {}
                "AlternateContent" => self.alternatives(node, style),
                _ if self.depth < DEEPEST => self.inline(node, style),
                _ => self.words(node),
            }
        }
        if look.bold == Some(true) {
            self.composer.end_bold();
        }
    }

    /// Word keeps a text box twice, for new and for old programs; the first it offers is read.
    fn alternatives(&mut self, node: Node<'s, 'x>, style: Option<&str>) {
        if let Some(choice) = child(node, "Choice").or_else(|| child(node, "Fallback")) {
            self.inline(choice, style);
        }
    }

    fn table(&mut self, table: Node<'s, 'x>) {
        self.composer.begin_table();
        self.rows(table);
        self.composer.end_table();
    }

    fn rows(&mut self, parent: Node<'s, 'x>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tr" if at(node, &["trPr", "del"]).is_none() => self.row(node),
                "sdt" | "sdtContent" | "ins" | "customXml" | "moveTo" => self.rows(node),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: Node<'s, 'x>) {
        let properties = child(row, "trPr");
        let is_head = properties.and_then(|properties| child(properties, "tblHeader")).is_some();
        self.composer.begin_row();
        let before =
            properties.and_then(|properties| child(properties, "gridBefore")).and_then(|node| number(node, "val"));
        if let Some(columns) = before.filter(|&columns| columns > 0) {
            self.composer.begin_cell(Span { columns: columns.min(1000) as u16, ..Span::default() });
        }
        self.cells(row, Span { is_head, ..Span::default() });
        self.composer.end_row();
    }

    /// Reads the cells in `parent`, each like `plain` as far as it says nothing else.
    fn cells(&mut self, parent: Node<'s, 'x>, plain: Span) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "tc" => {
                    let span = at(node, &["tcPr", "gridSpan"]).and_then(|span| number(span, "val")).unwrap_or(1);
                    self.composer.begin_cell(Span { columns: span.clamp(1, 1000) as u16, ..plain });
                    self.blocks(node);
                }
                "sdt" | "sdtContent" | "ins" | "customXml" | "moveTo" => self.cells(node, plain),
                _ => {}
            }
        }
    }

    /// The words of what is nested too deep to be read for its structure.
    fn words(&mut self, node: Node) {
        for text in node.descendants().filter(|node| node.tag_name().name() == "t") {
            self.composer.write(text.text().unwrap_or_default());
            self.composer.write(" ");
        }
    }
}
