//! The numbers of list entries, which stand nowhere in the text.

use crate::read::ordinal::Ordinal;
use crate::read::xml::{attribute, number};
use roxmltree::Node;
use std::collections::HashMap;

/// Levels a list can have.
const LEVELS: usize = 10;

/// Counts of a list by level.
type Counts = [Option<i64>; LEVELS];

/// The list styles of a document and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: HashMap<String, HashMap<usize, Level>>,
    by_id: HashMap<String, Counts>,
    by_style: HashMap<String, Counts>,
    here: Here,
}

/// The list being read: its levels, outermost first, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Here {
    open: Vec<Open>,
    counts: Counts,
}

/// An open level of a list.
#[derive(Debug)]
struct Open {
    id: Option<String>,
    style: Option<String>,
}

/// How entries of one level are numbered; without a format they are not.
#[derive(Debug, Default)]
struct Level {
    is_bullet: bool,
    ordinal: Option<Ordinal>,
    prefix: String,
    suffix: String,
    shown_levels: usize,
    start: i64,
}

/// What stands before an entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    Number(String),
    /// The level has neither.
    None,
}

impl Lists {
    /// The list styles in the trees of content and styles.
    pub(super) fn of<'a, 'x: 'a>(roots: impl Iterator<Item = Node<'a, 'x>>) -> Self {
        let mut styles: HashMap<String, HashMap<usize, Level>> = HashMap::new();
        for node in roots.flat_map(|root| root.descendants()).filter(|node| node.tag_name().name() == "list-style") {
            let levels = node.children().filter_map(|level| Some((level_number(level)?, Level::of(level))));
            if let Some(name) = attribute(node, "name") {
                styles.entry(name.to_owned()).or_insert_with(|| levels.collect());
            }
        }
        Self { styles, ..Self::default() }
    }

    /// Goes into a list, inside another or of its own.
    pub(super) fn begin(&mut self, list: Node) {
        let id = attribute(list, "id").map(str::to_owned);
        let style = attribute(list, "style-name").map(str::to_owned);
        let style = style.or_else(|| self.here.open.last().and_then(|open| open.style.clone()));
        if self.here.open.is_empty() {
            let continued = attribute(list, "continue-list").and_then(|id| self.by_id.get(id));
            let goes_on = attribute(list, "continue-numbering") == Some("true");
            let same = style.as_ref().filter(|_| goes_on).and_then(|style| self.by_style.get(style));
            self.here.counts = continued.or(same).copied().unwrap_or_default();
        }
        self.here.open.push(Open { id, style });
    }

    /// Leaves the innermost list.
    pub(super) fn end(&mut self) {
        let Some(open) = self.here.open.pop() else { return };
        if self.here.open.is_empty() {
            self.by_id.extend(open.id.map(|id| (id, self.here.counts)));
            self.by_style.extend(open.style.map(|style| (style, self.here.counts)));
        }
    }

    /// How many lists stand in one another here.
    pub(super) fn depth(&self) -> usize {
        self.here.open.len()
    }

    /// Changes the lists being read for others: for none as a cell or box begins, for those before as it ends.
    pub(super) fn change(&mut self, here: Here) -> Here {
        std::mem::replace(&mut self.here, here)
    }

    /// Counts an entry and says what stands before it; `start` is the number it states itself.
    pub(super) fn next(&mut self, start: Option<i64>) -> Marker {
        let Some(at) = self.here.open.len().checked_sub(1).map(|at| at.min(LEVELS - 1)) else { return Marker::None };
        let levels =
            self.here.open.last().and_then(|open| open.style.as_ref()).and_then(|style| self.styles.get(style));
        let Some(level) = levels.and_then(|levels| levels.get(&at)) else { return Marker::Bullet };
        let next = self.here.counts[at].map_or(level.start, |count| count.saturating_add(1));
        self.here.counts[at] = Some(start.unwrap_or(next));
        self.here.counts[at + 1..].fill(None);
        if level.is_bullet {
            return Marker::Bullet;
        }
        let first = (at + 1).saturating_sub(level.shown_levels);
        let shown = (first..=at).filter_map(|at| {
            let level = levels.and_then(|levels| levels.get(&at))?;
            Some(level.ordinal?.show(self.here.counts[at].unwrap_or(level.start)))
        });
        let shown = shown.collect::<Vec<_>>().join(".");
        if shown.is_empty() {
            return Marker::None;
        }
        Marker::Number(format!("{}{shown}{}", level.prefix, level.suffix).trim().to_owned())
    }
}

fn level_number(level: Node) -> Option<usize> {
    let at = usize::try_from(number(level, "level")? - 1).ok()?;
    (at < LEVELS).then_some(at)
}

impl Level {
    fn of(node: Node) -> Self {
        let ordinal = match attribute(node, "num-format").unwrap_or_default() {
            "" => None,
            "a" => Some(Ordinal::Letters),
            "A" => Some(Ordinal::Capitals),
            "i" => Some(Ordinal::Roman),
            "I" => Some(Ordinal::RomanCapitals),
            _ => Some(Ordinal::Figures),
        };
        let text = |name| attribute(node, name).unwrap_or_default().to_owned();
        Self {
            is_bullet: node.tag_name().name() != "list-level-style-number",
            ordinal,
            prefix: text("num-prefix"),
            suffix: text("num-suffix"),
            shown_levels: number(node, "display-levels").and_then(|shown| usize::try_from(shown).ok()).unwrap_or(1),
            start: number(node, "start-value").unwrap_or(1),
        }
    }
}
