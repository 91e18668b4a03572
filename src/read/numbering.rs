//! Lists as word processors count them: levels, shared shapes, numbers begun anew.

use super::ordinal::Ordinal;
use std::collections::{HashMap, HashSet};

/// Levels a list can have.
pub(super) const LEVELS: usize = 9;

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// By the name paragraphs call them.
    pub(super) lists: HashMap<String, List>,
    /// The levels lists share, by name.
    pub(super) shapes: HashMap<String, Vec<Level>>,
    /// By shape: lists of one shape count on from one another.
    counts: HashMap<String, [Option<i64>; LEVELS]>,
    begun: HashSet<String>,
}

/// A list: its shape and what it has otherwise.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Name of its shape.
    pub(super) shape: String,
    /// Levels that begin anew with a number of this list's own.
    pub(super) starts: HashMap<usize, i64>,
    /// Levels that are not those of the shape.
    pub(super) levels: HashMap<usize, Level>,
}

/// How entries of one level are numbered.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: i64,
    /// What stands before an entry.
    pub(super) kind: Kind,
    /// Such as `%1.%2`.
    pub(super) pattern: String,
    /// Whether the numbers of all levels are figures.
    pub(super) is_legal: bool,
}

/// What stands before the entries of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bullet,
    None,
    Counted(Ordinal),
}

/// The list a paragraph belongs to, and its level in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListPlace {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
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
