//! Pages by their tags: the structure tree tells what belongs together, positions tell words and lines.

use super::column;
use super::line::{Line, lines};
use super::marker::Marker;
use super::paragraph::{Frame, Kind, Para, leading, opened};
use super::piece::{Piece, Row, RowCell};
use super::sheet::{Glyph, Sheet};
use super::tree::{Kid, Node, Role};
use std::collections::{HashMap, HashSet};

/// Share of a page's glyphs the tree must name, or it is not trusted.
const TRUSTED: f32 = 0.98;

type Mark = (u32, i32);

/// Whether the tree names nearly all that is drawn on each page, in the order in which it stands there.
pub(super) fn is_trusted(tree: &Node, sheets: &[Sheet]) -> bool {
    let mut starts: HashMap<Mark, f32> = HashMap::new();
    for sheet in sheets {
        for glyph in sheet.glyphs.iter().filter(|glyph| glyph.char != ' ' && !glyph.is_artifact) {
            if let Some(mark) = glyph.mark {
                starts.entry((sheet.page, mark)).or_insert(glyph.base);
            }
        }
    }
    let mut order = Order::default();
    order.visit(tree, &starts);
    let is_named = |sheet: &Sheet| {
        let (mut all, mut found) = (0, 0);
        for glyph in sheet.glyphs.iter().filter(|glyph| glyph.char != ' ' && !glyph.is_artifact) {
            all += 1;
            found += u32::from(glyph.mark.is_some_and(|mark| order.named.contains(&(sheet.page, mark))));
        }
        found as f32 >= TRUSTED * all as f32
    };
    !order.named.is_empty() && order.is_kept() && sheets.iter().all(is_named)
}

/// What a walk through the tree meets.
#[derive(Default)]
struct Order {
    named: HashSet<Mark>,
    /// Page and height of the last mark that opened something.
    last: (u32, f32),
    steps: usize,
    /// Steps back up the page.
    back: usize,
    turns_back: bool,
}

impl Order {
    fn visit(&mut self, node: &Node, starts: &HashMap<Mark, f32>) {
        let mut is_open = false;
        for kid in &node.kids {
            match kid {
                // Cells stand side by side.
                Kid::Node(node) if matches!(node.role, Role::Cell | Role::HeadCell) => {
                    let mut cell = Order { last: self.last, ..Order::default() };
                    cell.visit(node, starts);
                    self.named.extend(cell.named);
                }
                Kid::Node(node) => self.visit(node, starts),
                Kid::Mark { page, number } => {
                    self.named.insert((*page, *number));
                    if let Some(base) = starts.get(&(*page, *number)).filter(|_| !is_open) {
                        is_open = true;
                        self.step(*page, *base);
                    }
                }
            }
        }
    }

    fn step(&mut self, page: u32, base: f32) {
        self.steps += 1;
        self.back += usize::from(page == self.last.0 && base < self.last.1 - 20.0);
        self.turns_back |= page < self.last.0;
        self.last = (page, base);
    }

    fn is_kept(&self) -> bool {
        !self.turns_back && self.back <= 2 + self.steps / 30
    }
}

/// The pieces of all pages in the order of the tree.
pub(super) fn pieces(tree: &Node, sheets: Vec<Sheet>) -> Vec<Piece> {
    let mut walk = Walk::default();
    let mut extras: Vec<Extra> = Vec::new();
    for sheet in sheets {
        let (artifacts, glyphs): (Vec<Glyph>, Vec<Glyph>) =
            sheet.glyphs.into_iter().partition(|glyph| glyph.is_artifact);
        let mut loose = Vec::new();
        for glyph in glyphs {
            match glyph.mark {
                Some(mark) => walk.marks.entry((sheet.page, mark)).or_default().push(glyph),
                None => loose.push(glyph),
            }
        }
        extras.push(Extra::new(sheet.page, sheet.height, lines(artifacts, sheet.page), lines(loose, sheet.page)));
    }
    walk.flow(tree, &Kind::Plain);
    walk.flush(&Kind::Plain);
    // What the tree forgot is read all the same.
    let mut rest: Vec<(Mark, Vec<Glyph>)> = walk.marks.drain().collect();
    rest.sort_by_key(|(mark, _)| *mark);
    for ((page, _), glyphs) in rest {
        if let Some(extra) = extras.iter_mut().find(|extra| extra.page == page) {
            extra.loose.extend(lines(glyphs, page));
        }
    }
    with_extras(walk.done, extras)
}

/// What stands on a page beside the tree.
struct Extra {
    page: u32,
    heads: Vec<Line>,
    feet: Vec<Line>,
    loose: Vec<Line>,
}

impl Extra {
    fn new(page: u32, height: f32, artifacts: Vec<Line>, loose: Vec<Line>) -> Self {
        let (heads, feet) = artifacts.into_iter().partition(|line| line.base < height / 2.0);
        Extra { page, heads, feet, loose }
    }

    fn end(&mut self) -> impl Iterator<Item = Piece> + use<> {
        let loose = std::mem::take(&mut self.loose).into_iter().map(|line| Piece::Para(Para::new(vec![line])));
        loose.chain(std::mem::take(&mut self.feet).into_iter().map(Piece::Furniture))
    }
}

fn with_extras(pieces: Vec<Piece>, extras: Vec<Extra>) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut extras = extras.into_iter().peekable();
    let mut open: Option<Extra> = None;
    for piece in pieces {
        while let Some(mut extra) = extras.next_if(|extra| extra.page <= piece.page()) {
            all.extend(open.iter_mut().flat_map(Extra::end));
            all.extend(std::mem::take(&mut extra.heads).into_iter().map(Piece::Furniture));
            open = Some(extra);
        }
        all.push(piece);
    }
    for mut extra in open.into_iter().chain(extras) {
        all.extend(std::mem::take(&mut extra.heads).into_iter().map(Piece::Furniture));
        all.extend(extra.end());
    }
    all
}

/// A walk down the tree, with what it has put together so far.
#[derive(Default)]
struct Walk {
    marks: HashMap<Mark, Vec<Glyph>>,
    /// Glyphs of the paragraph under way, by page.
    open: Vec<(u32, Vec<Glyph>)>,
    done: Vec<Piece>,
    tables: u32,
}

impl Walk {
    /// Adds what `node` holds; `kind` is what loose words in it make.
    fn flow(&mut self, node: &Node, kind: &Kind) {
        for kid in &node.kids {
            match kid {
                Kid::Mark { page, number } => {
                    if let Some(glyphs) = self.marks.remove(&(*page, *number)) {
                        self.open.push((*page, glyphs));
                    }
                }
                Kid::Node(node) => match node.role {
                    Role::Inline => self.flow(node, kind),
                    Role::Group if is_inline(node) => self.flow(node, kind),
                    // The first paragraph of an entry stands on the line of its marker.
                    Role::Paragraph if is_entry(kind) && self.has_only_marker() => self.block(node, kind),
                    Role::Entry => {
                        self.flush(kind);
                        self.block(node, &Kind::Item { marker: Marker::Unseen, depth: 0 });
                    }
                    Role::Table => {
                        self.flush(kind);
                        self.table(node);
                    }
                    role => {
                        self.flush(kind);
                        self.block(
                            node,
                            &if let Role::Heading(level) = role { Kind::Heading(level) } else { Kind::Plain },
                        );
                    }
                },
            }
        }
    }

    fn block(&mut self, node: &Node, kind: &Kind) {
        self.flow(node, kind);
        self.flush(kind);
    }

    fn has_only_marker(&self) -> bool {
        let letters = self.open.iter().flat_map(|(_, glyphs)| glyphs).filter(|glyph| glyph.char != ' ').count();
        letters <= 6
    }

    /// Ends the paragraph under way.
    fn flush(&mut self, kind: &Kind) {
        let mut all: Vec<Line> = Vec::new();
        let mut pages: Vec<(u32, Vec<Glyph>)> = Vec::new();
        for (page, glyphs) in self.open.drain(..) {
            match pages.last_mut() {
                Some(last) if last.0 == page => last.1.extend(glyphs),
                _ => pages.push((page, glyphs)),
            }
        }
        for (page, glyphs) in pages {
            all.extend(lines(glyphs, page));
        }
        if all.is_empty() {
            return;
        }
        let kind = match (kind, opened(all[0].clone()).kind) {
            (Kind::Heading(level), _) => Kind::Heading(*level),
            (Kind::Item { .. }, Kind::Plain) => Kind::Item { marker: Marker::Unseen, depth: 0 },
            (_, seen) => seen,
        };
        match (&kind, self.tabbed(&all)) {
            (Kind::Plain, Some(row)) => {
                if let Some(Piece::Para(para)) = self.done.last_mut()
                    && let Some(above) = column::at_edges(para, &row)
                {
                    self.done.pop();
                    self.done.push(Piece::Row(above));
                }
                self.done.push(Piece::Row(row));
            }
            _ => self.done.push(Piece::Para(Para { kind, ..Para::new(all) })),
        }
    }

    /// The lines of a paragraph as a row, if a tab stop parts them; such rows in succession are one table.
    fn tabbed(&mut self, lines: &[Line]) -> Option<Row> {
        let edge = |far: fn(f32, f32) -> f32, of: fn(&Line) -> f32| lines.iter().map(of).reduce(far).unwrap_or(0.0);
        let frame = Frame { left: edge(f32::min, Line::x0), right: edge(f32::max, Line::x1), leading: leading(lines) };
        let mut pieces = column::pieces(lines.to_vec(), &frame, &mut 0);
        let Some(Piece::Row(mut row)) = pieces.pop().filter(|_| pieces.is_empty()) else { return None };
        row.table = match self.done.last() {
            Some(Piece::Row(last)) if last.is_aligned(&row) => last.table,
            _ => {
                self.tables += 1;
                self.tables
            }
        };
        Some(row)
    }

    fn table(&mut self, node: &Node) {
        self.tables += 1;
        let table = self.tables;
        let before = std::mem::take(&mut self.done);
        let mut rows: Vec<Vec<RowCell>> = Vec::new();
        self.rows(node, &mut rows);
        let loose = std::mem::replace(&mut self.done, before);
        self.done.extend(loose);
        // A frame around text is no table.
        let is_frame = rows.iter().all(|cells| cells.len() <= 1);
        for cells in rows {
            if is_frame {
                self.done.extend(cells.into_iter().flat_map(|cell| cell.paras).map(Piece::Para));
            } else if cells.iter().any(|cell| !cell.paras.is_empty()) {
                self.done.push(Piece::Row(Row { table, edges: Vec::new(), cells }));
            }
        }
    }

    fn rows(&mut self, node: &Node, rows: &mut Vec<Vec<RowCell>>) {
        for kid in &node.kids {
            match kid {
                Kid::Node(node) if node.role == Role::Row => {
                    let mut cells = Vec::new();
                    let mut column = 0;
                    for kid in &node.kids {
                        let Kid::Node(cell) = kid else { continue };
                        let before = std::mem::take(&mut self.done);
                        self.block(cell, &Kind::Plain);
                        let inner = std::mem::replace(&mut self.done, before);
                        let paras = inner.into_iter().flat_map(flat).collect();
                        cells.push(RowCell { column, is_head: cell.role == Role::HeadCell, paras });
                        column += usize::from(cell.span);
                    }
                    rows.push(cells);
                }
                Kid::Node(node) if node.role == Role::Group => self.rows(node, rows),
                Kid::Node(node) => self.block(node, &Kind::Plain),
                Kid::Mark { .. } => {}
            }
        }
    }
}

/// The paragraphs of a piece, for a place that holds nothing else.
fn flat(piece: Piece) -> Vec<Para> {
    match piece {
        Piece::Para(para) => vec![para],
        Piece::Row(row) => row.cells.into_iter().flat_map(|cell| cell.paras).collect(),
        Piece::Furniture(line) => vec![Para::new(vec![line])],
    }
}

fn is_entry(kind: &Kind) -> bool {
    matches!(kind, Kind::Item { .. })
}

/// Whether a group holds nothing but parts of a line.
fn is_inline(node: &Node) -> bool {
    node.kids.iter().all(|kid| match kid {
        Kid::Mark { .. } => true,
        Kid::Node(node) => node.role == Role::Inline,
    })
}
