//! The lists of `numbering.xml`, whose numbers stand nowhere in a Word document's text.

use super::styles::Styles;
use crate::read::numbering::{Kind, LEVELS, Level, List, Numbering};
use crate::read::ordinal::Ordinal;
use crate::read::xml::{attribute, child, children, number};
use roxmltree::Node;

/// The lists of `numbering.xml`.
pub(super) fn numbering(root: Node, styles: &Styles) -> Numbering {
    let mut numbering = Numbering::default();
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
        numbering.lists.insert(id.to_owned(), list(node, shape));
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

fn list(node: Node, shape: &str) -> List {
    let mut list = List { shape: shape.to_owned(), ..List::default() };
    for other in children(node, "lvlOverride") {
        let at = number(other, "ilvl").and_then(|at| usize::try_from(at).ok()).filter(|&at| at < LEVELS);
        let Some(at) = at else { continue };
        if let Some(start) = child(other, "startOverride").and_then(|start| number(start, "val")) {
            list.starts.insert(at, start);
        }
        if let Some(level) = child(other, "lvl") {
            list.levels.insert(at, self::level(level));
        }
    }
    list
}

fn levels(node: Node) -> Vec<Level> {
    children(node, "lvl").take(LEVELS).map(level).collect()
}

fn level(node: Node) -> Level {
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
    Level {
        start: value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        kind,
        pattern: value("lvlText").unwrap_or_default().to_owned(),
        is_legal: child(node, "isLgl").is_some(),
    }
}
