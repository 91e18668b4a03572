//! The numbers Word gives list entries and headings, which stand nowhere in its text.

use super::styles::{ListPlace, Styles};
use crate::read::ordinal::Ordinal;
use crate::read::xml::{attribute, child, children, number};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

/// Levels a list can have.
const LEVELS: usize = 9;

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<String, List>,
    shapes: HashMap<String, Vec<Level>>,
    /// By shape: lists of one shape count on from one another.
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    begun: HashSet<String>,
}

/// A list: its shape and what it has otherwise.
#[derive(Debug, Default)]
struct List {
    shape: String,
    starts: HashMap<usize, i64>,
    levels: HashMap<usize, Level>,
}

/// How entries of one level are numbered.
#[derive(Debug, Clone)]
struct Level {
    start: i64,
    kind: Kind,
    /// Such as `%1.%2`.
    pattern: String,
    is_legal: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bullet,
    None,
    Counted(Ordinal),
}

/// What stands before a paragraph of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    /// 0 for the outermost level.
    pub(super) level: usize,
    /// The number as shown; none for a bullet.
    pub(super) number: Option<String>,
}

impl Numbering {
    /// The lists of `numbering.xml`.
    pub(super) fn of(root: Node, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        let mut linked = Vec::new();
        for node in children(root, "abstractNum") {
            let Some(id) = attribute(node, "abstractNumId") else { continue };
            let link = child(node, "numStyleLink").and_then(|link| attribute(link, "val"));
            linked.extend(link.map(|style| (id.to_owned(), style.to_owned())));
            numbering.shapes.insert(id.to_owned(), levels(node));
        }
        for node in children(root, "num") {
            let shape = child(node, "abstractNumId").and_then(|node| attribute(node, "val"));
            let (Some(id), Some(shape)) = (attribute(node, "numId"), shape) else { continue };
            numbering.lists.insert(id.to_owned(), List::of(node, shape));
        }
        for (id, style) in linked {
            let list = styles.place(Some(&style)).and_then(|place| place.list);
            let shape = list.and_then(|list| numbering.lists.get(&list)).map(|list| list.shape.clone());
            if let Some(levels) = shape.and_then(|shape| numbering.shapes.get(&shape).cloned()) {
                numbering.shapes.insert(id, levels);
            }
        }
        numbering
    }

    /// Counts a paragraph at `place` and says what stands before it.
    pub(super) fn next(&mut self, place: &ListPlace) -> Option<Marker> {
        let id = place.list.as_deref()?;
        let list = self.lists.get(id)?;
        let at = place.level.unwrap_or(0).min(LEVELS - 1);
        let shape = self.shapes.get(&list.shape)?;
        let level = |at: usize| list.levels.get(&at).or_else(|| shape.get(at));
        let counts = self.counts.entry(list.shape.clone()).or_default();
        if self.begun.insert(id.to_owned()) {
            list.starts.iter().for_each(|(&level, &start)| counts[level] = Some(start - 1));
        }
        let this = level(at)?;
        let start = list.starts.get(&at).copied().unwrap_or(this.start);
        counts[at] = Some(counts[at].map_or(start, |count| count.saturating_add(1)));
        counts[at + 1..].fill(None);
        let number = match this.kind {
            Kind::Bullet => None,
            Kind::None => return None,
            Kind::Counted(_) => {
                let shown = |at: usize| {
                    let other = level(at)?;
                    let count = counts[at].unwrap_or(other.start);
                    match other.kind {
                        Kind::Counted(_) if this.is_legal => Some(count.to_string()),
                        Kind::Counted(ordinal) => Some(ordinal.show(count)),
                        _ => None,
                    }
                };
                Some(filled(&this.pattern, shown)).filter(|number| !number.is_empty())
            }
        };
        Some(Marker { level: at, number })
    }
}

impl List {
    fn of(node: Node, shape: &str) -> Self {
        let mut list = Self { shape: shape.to_owned(), ..Self::default() };
        for other in children(node, "lvlOverride") {
            let at = number(other, "ilvl").and_then(|at| usize::try_from(at).ok()).filter(|&at| at < LEVELS);
            let Some(at) = at else { continue };
            if let Some(start) = child(other, "startOverride").and_then(|start| number(start, "val")) {
                list.starts.insert(at, start);
            }
            if let Some(level) = child(other, "lvl") {
                list.levels.insert(at, Level::of(level));
            }
        }
        list
    }
}

fn levels(node: Node) -> Vec<Level> {
    children(node, "lvl").take(LEVELS).map(Level::of).collect()
}

impl Level {
    fn of(node: Node) -> Self {
        let value = |name| child(node, name).and_then(|node| attribute(node, "val"));
        let kind = match value("numFmt").unwrap_or("decimal") {
            "bullet" => Kind::Bullet,
            "none" => Kind::None,
            "lowerLetter" => Kind::Counted(Ordinal::Letters),
            "upperLetter" => Kind::Counted(Ordinal::Capitals),
            "lowerRoman" => Kind::Counted(Ordinal::Roman),
            "upperRoman" => Kind::Counted(Ordinal::RomanCapitals),
            "decimalZero" => Kind::Counted(Ordinal::PaddedFigures),
            _ => Kind::Counted(Ordinal::Figures),
        };
        Self {
            start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
            kind,
            pattern: value("lvlText").unwrap_or_default().to_owned(),
            is_legal: child(node, "isLgl").is_some(),
        }
    }
}

/// `pattern` with `%1` to `%9` replaced by the numbers of the levels.
fn filled(pattern: &str, shown: impl Fn(usize) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut signs = pattern.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek().and_then(|digit| digit.to_digit(10)).filter(|&digit| digit > 0)) {
            ('%', Some(level)) => {
                filled.push_str(&shown(level as usize - 1).unwrap_or_default());
                signs.next();
            }
            _ => filled.push(sign),
        }
    }
    filled.trim().to_owned()
}
