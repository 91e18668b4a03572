//! What styles say of bold and hidden text, titles and lists.

use crate::read::xml::{attribute, child};
use roxmltree::Node;
use std::collections::HashMap;

/// Longest chain of styles based on one another that is followed.
const LONGEST_CHAIN: usize = 24;

/// The styles of a document, automatic ones included.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<(Family, String), Style>,
}

/// What a style is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Paragraph,
    Text,
}

/// How heavy text is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Weight {
    #[default]
    Plain,
    Bold,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    weight: Option<Weight>,
    is_hidden: Option<bool>,
    is_title: bool,
}

impl Styles {
    /// The styles in the trees of content and styles; the first of a name counts.
    pub(super) fn of<'a, 'x: 'a>(roots: impl Iterator<Item = Node<'a, 'x>>) -> Self {
        let mut styles = HashMap::new();
        for node in roots.flat_map(|root| root.descendants()).filter(|node| node.tag_name().name() == "style") {
            let family = match attribute(node, "family") {
                Some("paragraph") => Family::Paragraph,
                Some("text") => Family::Text,
                _ => continue,
            };
            if let Some(name) = attribute(node, "name") {
                styles.entry((family, name.to_owned())).or_insert_with(|| Style::of(node));
            }
        }
        Self { styles }
    }

    /// The weight of text of a style, where the style or one it is based on states it.
    pub(super) fn weight(&self, family: Family, name: Option<&str>) -> Option<Weight> {
        self.chain(family, name).find_map(|style| style.weight)
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, family: Family, name: Option<&str>) -> bool {
        self.chain(family, name).find_map(|style| style.is_hidden).unwrap_or(false)
    }

    /// Whether paragraphs of a style are the document's title.
    pub(super) fn is_title(&self, name: Option<&str>) -> bool {
        name == Some("Title") || self.chain(Family::Paragraph, name).any(|style| style.is_title)
    }

    fn chain(&self, family: Family, name: Option<&str>) -> impl Iterator<Item = &Style> {
        let get = move |name: &str| self.styles.get(&(family, name.to_owned()));
        std::iter::successors(name.and_then(get), move |style| style.parent.as_deref().and_then(get))
            .take(LONGEST_CHAIN)
    }
}

impl Weight {
    fn of(value: &str) -> Self {
        let is_bold = value == "bold" || value.parse().is_ok_and(|weight: u32| weight >= 600);
        if is_bold { Weight::Bold } else { Weight::Plain }
    }
}

impl Style {
    fn of(node: Node) -> Self {
        let text = child(node, "text-properties");
        let weight = text.and_then(|text| attribute(text, "font-weight"));
        let parent = attribute(node, "parent-style-name");
        Self {
            parent: parent.map(str::to_owned),
            weight: weight.map(Weight::of),
            is_hidden: text.and_then(|text| attribute(text, "display")).map(|display| display == "none"),
            is_title: parent == Some("Title"),
        }
    }
}
