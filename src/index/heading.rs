//! Headings that stand directly above a passage: they are found with the discussion below them.

use crate::meeting::{Passage, PassageKind};

/// Which headings stand above which passages of a meeting.
pub(super) struct Headings<'a> {
    above: Vec<Vec<&'a Passage>>,
    carried: Vec<bool>,
}

impl<'a> Headings<'a> {
    /// Reads the passages in the order of the document.
    pub(super) fn of(passages: &'a [Passage]) -> Self {
        let mut headings = Headings { above: Vec::new(), carried: vec![false; passages.len()] };
        let mut waiting: Vec<usize> = Vec::new();
        for (at, passage) in passages.iter().enumerate() {
            let mut above = Vec::new();
            if passage.kind == PassageKind::Heading {
                waiting.push(at);
            } else {
                for heading in waiting.drain(..).filter(|heading| is_above(&passages[*heading], passage)) {
                    headings.carried[heading] = true;
                    above.push(&passages[heading]);
                }
            }
            headings.above.push(above);
        }
        headings
    }

    /// The headings directly above the passage.
    pub(super) fn above(&self, at: usize) -> &[&'a Passage] {
        &self.above[at]
    }

    /// Whether the passage is a heading that is found with the one below it.
    pub(super) fn is_carried(&self, at: usize) -> bool {
        self.carried[at]
    }
}

/// Whether the heading is that of the passage's topic or of its item.
fn is_above(heading: &Passage, passage: &Passage) -> bool {
    let is_of_item = heading.topic == heading.item_heading;
    heading.item == passage.item
        && heading.item_heading == passage.item_heading
        && (is_of_item || heading.topic == passage.topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(kind: PassageKind, topic: &str) -> Passage {
        Passage { kind, item_heading: Some("Roads".into()), topic: Some(topic.into()), ..Passage::default() }
    }

    #[test]
    fn headings_belong_to_the_first_passage_below_them() {
        use PassageKind::{Heading, Text};
        let passages = [
            passage(Heading, "Roads"),
            passage(Heading, "Signs"),
            passage(Heading, "Lights"),
            passage(Text, "Lights"),
            passage(Text, "Lights"),
            passage(Heading, "Drains"),
        ];
        let headings = Headings::of(&passages);
        assert_eq!(headings.above(3), [&passages[0], &passages[2]]);
        assert!(headings.above(4).is_empty());
        let carried: Vec<usize> = (0..passages.len()).filter(|at| headings.is_carried(*at)).collect();
        assert_eq!(carried, [0, 2]);
    }
}
