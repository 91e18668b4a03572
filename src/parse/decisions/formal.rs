//! The words in which minutes move, second and count: `Moved Anna Berg`, `Piet seconded`, `Yes 3 No 0`.

use super::number;
use crate::parse::hold::{closes, opens, trimmed};
use crate::parse::tokens::Token;
use regex::Regex;
use std::sync::LazyLock;

/// `Moved: Anna Berg`, `Proposed: Anna Berg, Treasurer; ...`: a line that gives the mover alone.
pub(super) fn moves(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = ["moved", "proposed"].iter().find(|word| opens(text, word)).map(|word| &text[word.len()..]);
    let name = rest.filter(|rest| rest.starts_with([':', ' '])).map(|rest| rest.trim_start_matches([':', ' ']));
    name.is_some_and(|name| {
        let is_brief = text.contains(':') || name.split_whitespace().nth(3).is_none();
        is_brief && name.starts_with(char::is_uppercase)
    })
}

/// Whether a sentence speaks of a motion: what somebody moved to do is one, where they moved to is none.
pub(super) fn is_told(text: &str) -> bool {
    static FORMAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)motion|second(?:ed|s|er)(?-u:\b)|2nd|proposed|moved (?:by|that)(?-u:\b)|",
            r"moved to (?:accept|adopt|adjourn|amend|appoint|approve|authori[sz]e|close|delete|dismiss|elect|end|endorse|enter|extend|",
            r"nominate|note|open|postpone|ratify|receive|recommend|refer|remove|send|support|suspend|table)(?-u:\b)"
        ))
        .expect("the pattern is valid")
    });
    // neither is a table that can be moved by two, nor what we have moved that far
    let is_other = |before: &str| before.ends_with(" be ") || before.ends_with("e have ");
    FORMAL.find_iter(text).any(|found| !is_other(&text[..found.start()]) || !opens(found.as_str(), "moved"))
}

/// `Piet seconded`, `Piet Hale seconds.`: who seconded what stands before it, and nothing else.
pub(super) fn only_seconds(text: &str, words: usize) -> bool {
    let text = trimmed(text).trim_end_matches('.');
    (2..=4).contains(&words) && (closes(text, " seconded") || closes(text, " seconds"))
}

/// A name without what became of the motion behind it: `Piet PASSED`.
pub(super) fn without_outcome(name: &str) -> &str {
    let outcomes = ["passed", "carried", "approved", "accepted", "agreed", "failed", "lost"];
    match name.rsplit_once(' ') {
        Some((before, last)) if outcomes.iter().any(|outcome| last.eq_ignore_ascii_case(outcome)) => before,
        _ => name,
    }
}

/// The last `by` before who seconds.
pub(super) fn by(tokens: &[Token]) -> Option<usize> {
    let end = tokens.iter().position(|token| token.raw.ends_with(';') || opens(token.word, "second"));
    let end = end.map_or(tokens.len(), |end| end + 1);
    tokens[..end].iter().rposition(|token| token.raw == "by")
}

static TALLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?P<side>yes|yeas?|ayes?|for|no|noes|nays?|against|abstain(?:ed)?|abstentions?)\s?[:–-]?\s?(?P<count>[0-9]{1,3})(?-u:\b)")
        .expect("the pattern is valid")
});

/// `Yes 3 No 0 Abstain 0`: whether a text is nothing but such a count.
pub(super) fn is_tally(text: &str) -> bool {
    let is_brief = text.len() < 60 && text.bytes().any(|byte| byte.is_ascii_digit());
    is_brief && TALLY.find_iter(text).nth(1).is_some() && !TALLY.replace_all(text, "").contains(char::is_alphanumeric)
}

/// Each side of a count and how many were on it.
pub(super) fn tally(text: &str, mut add: impl FnMut(&str, Option<u32>)) {
    for found in TALLY.captures_iter(text) {
        add(&found["side"].to_lowercase(), number(&found["count"]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_moved_is_no_motion() {
        assert!(is_told("Ida Berg moved that the gate be painted"));
        assert!(is_told("The adoption was moved by Ida Berg"));
        assert!(!is_told("The bench can be moved by two members"));
        assert!(!is_told("I think we have moved that as far as it goes"));
    }
}
