//! What an outline is made of: items with their topics, and the pieces of text under them.

use crate::diagnostic::Diagnostic;
use crate::meeting::{Item, PassageKind};
use crate::parse::flow::Kind;
use crate::parse::tokens::Words;
use crate::parse::turns::Turn;
use crate::parse::wording::Wording;
use crate::read::Text;

/// A stretch of text under one heading: what a passage is made of.
#[derive(Debug, Clone)]
pub(in crate::parse) struct Piece<'a> {
    pub text: Wording<'a>,
    /// The words of its text.
    pub words: Words<'a>,
    pub kind: PassageKind,
    pub layout: Kind,
    pub row: Option<(u32, u32)>,
    /// Whether it opens its cell, or its paragraph outside tables.
    pub opens: bool,
    /// Item (position in the outline) it stands under.
    pub item: Option<usize>,
    /// Topic inside that item.
    pub topic: Option<usize>,
    /// Number cell printed before it.
    pub number: Option<Box<Text>>,
    /// Speaker's label, for a turn.
    pub turn: Option<Box<Turn>>,
}

/// Items with their topics, and the pieces under them.
#[derive(Debug, Default)]
pub(in crate::parse) struct Outline<'a> {
    pub items: Vec<Item>,
    pub pieces: Vec<Piece<'a>>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Outline<'_> {
    /// The nearest heading above a piece.
    pub(in crate::parse) fn heading(&self, piece: &Piece) -> Option<&str> {
        let item = self.items.get(piece.item?)?;
        match piece.topic.and_then(|topic| item.topics.get(topic)) {
            Some(topic) => Some(&topic.heading),
            None => item.heading.as_deref(),
        }
    }

    /// Number of the item a piece stands under.
    pub(in crate::parse) fn number(&self, piece: &Piece) -> Option<&str> {
        self.items.get(piece.item?)?.number.as_deref()
    }
}
