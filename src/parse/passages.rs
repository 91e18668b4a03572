//! Passages: the pieces of the outline as a partition of the document.

use super::outline::Outline;
use crate::meeting::{Passage, PassageKind};
use regex::Regex;
use std::sync::LazyLock;

/// One passage a piece, in the order of the document.
pub(super) fn read(outline: &Outline) -> Vec<Passage> {
    outline
        .pieces
        .iter()
        .enumerate()
        .map(|(index, piece)| {
            let mut text = piece.words.single_spaced(&piece.text.string);
            let mut place = piece.text.whole();
            if let Some(number) = &piece.number {
                text = [number.string.trim(), " ", &text].concat();
                place = number.whole().to(place);
            }
            let item = piece.item.and_then(|item| outline.items.get(item));
            let heading = outline.heading(piece).map(str::to_owned);
            Passage {
                id: index.to_string(),
                kind: piece.kind,
                place,
                item: item.and_then(|item| item.number.clone()),
                item_heading: item.and_then(|item| item.heading.clone()),
                topic: subject(piece.kind, &text).or(heading),
                text,
            }
        })
        .collect()
}

/// What a paragraph says itself that it is about: `Discussion was held on road safety and ...`.
fn subject(kind: PassageKind, text: &str) -> Option<String> {
    static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:A )?(?:[Bb]rief |[Ff]urther |[Ll]ong )?[Dd]iscussions? (?:was|were|took place|ensued)(?: also)?(?: held| had| undertaken)? (?:on|about|around|regarding|concerning) (?:the )?(?P<subject>[^.;:,]{3,60}?)(?: and| with| which| in | for |[.;:,])")
            .expect("the subject pattern is valid")
    });
    let may_open = matches!(text.as_bytes(), [b'A' | b'B' | b'b' | b'F' | b'f' | b'L' | b'l' | b'D' | b'd', ..]);
    if kind != PassageKind::Text || !may_open || !text[..text.floor_char_boundary(24)].contains("iscussion") {
        return None;
    }
    const LONGEST: usize = 512;
    let subject = ABOUT.captures(&text[..text.floor_char_boundary(LONGEST)])?.name("subject")?.as_str().trim();
    let is_topic = (2..=4).contains(&subject.split_whitespace().count())
        && !subject.starts_with("how")
        && !subject.contains(" of ");
    is_topic.then(|| {
        let mut letters = subject.chars();
        letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
    })
}
