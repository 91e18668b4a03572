//! What somebody says of earlier actions by their codes: `Action 12/22 can be closed, and 22/22 goes on to February`.

use super::codes;
use super::hold::{closes, holds};
use super::outline::Outline;
use super::updates::status;
use crate::meeting::{Action, PassageKind, Update};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What running text says of actions set elsewhere; `passage` of each is its piece's position.
pub(super) fn spoken(outline: &Outline, set: &[Action]) -> Vec<Update> {
    let mut updates = Vec::new();
    for (index, piece) in outline.pieces.iter().enumerate() {
        let text = piece.text.string.as_str();
        let may_tell = matches!(piece.kind, PassageKind::Text | PassageKind::Turn) && piece.words.may_hold(b"/");
        if !may_tell || !holds(text, "action") {
            continue;
        }
        for sentence in piece.words.sentences(text) {
            let place = piece.words.place(&sentence);
            let (from, sentence) = (place.start, &text[place]);
            for (place, end) in told(sentence) {
                let note =
                    sentence[place.end..end].trim().trim_end_matches(" and").trim_end_matches([' ', ',', ';', '.']);
                let is_set = |code: &String| set.iter().any(|action| action.code.as_ref() == Some(code));
                for code in codes::expand(&sentence[place.clone()]).into_iter().filter(|code| !is_set(code)) {
                    let (status, origin) = status(note);
                    updates.push(Update {
                        code: Some(code),
                        text: None,
                        status,
                        note: Some(note.to_owned()),
                        passage: Some(index.to_string()),
                        place: piece.text.place(from + place.start..from + end),
                        origin,
                    });
                }
            }
        }
    }
    updates
}

/// The codes that are subjects of a sentence about actions, each with the end of what is said of it.
fn told(sentence: &str) -> Vec<(Range<usize>, usize)> {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s+(?:is|was|has|are|were|have|can|may|goes|go|went|remains?|stays?)(?-u:\b)")
            .expect("the pattern is valid")
    });
    if !sentence.contains('/') || !holds(sentence, "action") {
        return Vec::new();
    }
    let mut places = codes::inside(sentence);
    let Some(first) = places.first() else { return Vec::new() };
    let lead = sentence[..first.start].trim_end();
    let is_asked = || sentence.ends_with('?') || holds(lead, " if ") || holds(lead, "whether ");
    if !(closes(lead, "action") || closes(lead, "actions")) || is_asked() {
        return Vec::new();
    }
    places.retain(|place| SAID.is_match(&sentence[place.end..]));
    let ends: Vec<usize> = places.iter().skip(1).map(|place| place.start).chain([sentence.len()]).collect();
    places.into_iter().zip(ends).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_of_in_running_text() {
        fn check(sentence: &str, expected: &[&str]) {
            let found = told(sentence);
            let found: Vec<&str> = found.iter().map(|(place, end)| sentence[place.start..*end].trim()).collect();
            assert_eq!(found, expected);
        }
        check("Action 12/22 can be closed, all have answered.", &["12/22 can be closed, all have answered."]);
        check(
            "Action 22/22 goes on to May, and 28/22 is half done.",
            &["22/22 goes on to May, and", "28/22 is half done."],
        );
        check("AB asked whether action 12/22 is complete.", &[]);
        check("Is action 12/22 closed?", &[]);
        check("The planning application 12/22 was refused.", &[]);
    }
}
