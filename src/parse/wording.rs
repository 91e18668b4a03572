//! The text of a paragraph or piece: one of the document as it is, or one made of it.

use crate::read::Text;
use std::ops::Deref;

/// A text, kept as one pointer: paragraphs and pieces are many, and gone through often.
#[derive(Debug, Clone)]
pub(super) enum Wording<'a> {
    Of(&'a Text),
    Own(Box<Text>),
}

impl Wording<'_> {
    /// The text, to change: its own one from here on.
    pub(super) fn to_mut(&mut self) -> &mut Text {
        if let Self::Of(text) = *self {
            *self = Self::Own(Box::new(text.clone()));
        }
        match self {
            Self::Own(text) => text,
            Self::Of(_) => unreachable!("the text was made its own"),
        }
    }
}

impl Deref for Wording<'_> {
    type Target = Text;

    fn deref(&self) -> &Text {
        match self {
            Self::Of(text) => text,
            Self::Own(text) => text,
        }
    }
}

impl<'a> From<&'a Text> for Wording<'a> {
    fn from(text: &'a Text) -> Self {
        Self::Of(text)
    }
}

impl From<Text> for Wording<'_> {
    fn from(text: Text) -> Self {
        Self::Own(Box::new(text))
    }
}
