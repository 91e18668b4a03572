//! Headings that stand directly above a passage: they are found with the discussion below them.

use crate::meeting::{Passage, PassageKind};

/// Headings below which nothing stands yet.
#[derive(Default)]
pub(super) struct Headings<'a>(Vec<&'a Passage>);

impl<'a> Headings<'a> {
    /// The headings directly above `passage`, which comes next in the order of the document.
    pub(super) fn above(&mut self, passage: &'a Passage) -> Vec<&'a Passage> {
        if passage.kind == PassageKind::Heading {
            self.0.push(passage);
            return Vec::new();
        }
        let mut above = std::mem::take(&mut self.0);
        above.retain(|heading| is_above(heading, passage));
        above
    }
}

/// Whether the heading is that of the passage's topic or of its item.
fn is_above(heading: &Passage, passage: &Passage) -> bool {
    let is_of_item = heading.topic == heading.item_heading;
    heading.item == passage.item
        && heading.item_heading == passage.item_heading
        && (is_of_item || heading.topic == passage.topic)
}
