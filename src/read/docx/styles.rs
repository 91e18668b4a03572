//! What styles say of headings, numbering, bold and hidden text.

use crate::read::numbering::ListPlace;
use crate::read::xml::{at, attribute, child, children, number};
use roxmltree::Node;
use std::collections::HashMap;

/// Longest chain of styles based on one another that is followed.
const LONGEST_CHAIN: usize = 24;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default_paragraph: Option<String>,
    defaults: Look,
}

/// Whether text is bold or hidden, where something says so.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    level: Option<u8>,
    look: Look,
    place: Option<ListPlace>,
    /// How deep lists of this style stand, by its name: `List Bullet 2`.
    depth: usize,
}

impl Styles {
    /// The styles of `styles.xml`.
    pub(super) fn of(root: Node) -> Self {
        let mut styles = Self::default();
        if let Some(properties) = at(root, &["docDefaults", "rPrDefault", "rPr"]) {
            styles.defaults = Look::of(properties);
        }
        for node in children(root, "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            let is_paragraph = attribute(node, "type").is_none_or(|kind| kind == "paragraph");
            if is_paragraph && attribute(node, "default").is_some_and(is_on) {
                styles.default_paragraph = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), Style::of(node));
        }
        styles
    }

    /// The heading level of a style, or of a style it is based on; `Some(None)` says it is none.
    pub(super) fn level(&self, style: Option<&str>) -> Option<u8> {
        self.chain(style).find_map(|style| style.level).filter(|&level| level <= 9)
    }

    /// The list a style puts its paragraphs in.
    pub(super) fn place(&self, style: Option<&str>) -> Option<ListPlace> {
        self.chain(style).find_map(|style| style.place.clone())
    }

    /// How deep the lists of a style stand.
    pub(super) fn depth(&self, style: Option<&str>) -> usize {
        self.chain(style).map(|style| style.depth).max().unwrap_or(0)
    }

    /// The look of text, from its run up to the defaults of the document.
    pub(super) fn look(&self, run: Option<Node>, paragraph_style: Option<&str>) -> Look {
        let direct = run.map(Look::of).unwrap_or_default();
        let run_style = run.and_then(|run| child(run, "rStyle")).and_then(|node| attribute(node, "val"));
        let looks = || {
            let of_run = run_style.is_some().then(|| self.chain(run_style)).into_iter().flatten();
            of_run.chain(self.chain(paragraph_style)).map(|style| style.look).chain([self.defaults])
        };
        Look {
            bold: direct.bold.or_else(|| looks().find_map(|look| look.bold)),
            hidden: direct.hidden.or_else(|| looks().find_map(|look| look.hidden)),
        }
    }

    fn chain(&self, style: Option<&str>) -> impl Iterator<Item = &Style> {
        let first = style.or(self.default_paragraph.as_deref()).and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| style.based_on.as_ref().and_then(|id| self.styles.get(id)))
            .take(LONGEST_CHAIN)
    }
}

impl Style {
    fn of(node: Node) -> Self {
        let paragraph = child(node, "pPr");
        let name = child(node, "name").and_then(|name| attribute(name, "val")).unwrap_or_default().to_lowercase();
        let by_name = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
        let by_name = by_name.or((name == "title").then_some(1));
        let depth =
            name.strip_prefix("list ").and_then(|list| list.rsplit(' ').next()).and_then(|depth| depth.parse().ok());
        Self {
            depth: depth.map_or(0, |depth: usize| depth.saturating_sub(1).min(8)),
            based_on: child(node, "basedOn").and_then(|node| attribute(node, "val")).map(str::to_owned),
            level: paragraph.and_then(outline_level).or(by_name),
            look: child(node, "rPr").map(Look::of).unwrap_or_default(),
            place: paragraph.and_then(list_place),
        }
    }
}

impl Look {
    /// What the properties of a run say themselves.
    fn of(properties: Node) -> Self {
        let flag = |name| child(properties, name).map(|node| attribute(node, "val").is_none_or(is_on));
        Self { bold: flag("b"), hidden: flag("vanish") }
    }
}

/// The list the properties of a paragraph put it in themselves.
pub(super) fn list_place(properties: Node) -> Option<ListPlace> {
    let place = child(properties, "numPr")?;
    let value = |name| child(place, name).and_then(|node| attribute(node, "val"));
    let level = value("ilvl").and_then(|level| level.parse().ok());
    Some(ListPlace { list: value("numId").map(str::to_owned), level })
}

/// The heading level the properties of a paragraph state; above 9 for body text.
pub(super) fn outline_level(properties: Node) -> Option<u8> {
    let level = number(child(properties, "outlineLvl")?, "val")?;
    u8::try_from(level + 1).ok()
}

fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
