//! Whether a statement puts a question, concern, gap, problem or request on the table.

use super::hold::holds;
use super::words::{self, VerbClass};
use regex::Regex;
use std::sync::LazyLock;

/// Words that name a need, gap or difficulty.
static CONCERN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?-u:\b)(?:concern(?:s|ed|ing)?|need(?:s|ed)? (?:to|for)|a need|gap|lack of|difficult(?:y|ies)?|problem(?:s|atic)?|worr(?:y|ied|ies)|unacceptable|not acceptable|",
        r"not (?:yet )?(?:set up|as quick|been|available)|missing|required|should|requirement|unclear|failure|failing|failed|shortfall|under-?reported|outstanding|overdue|complaints?|",
        r"delay(?:s|ed)?|vulnerab[A-Za-z]+|(?:decrease|reduction|fall|drop) in the (?:solved|detection|satisfaction)|waiting time|awaiting|broken|risk of|danger(?:ous)?|",
        r"issues? with|insufficient|inadequate|unable to|struggl[A-Za-z]+|poor|deteriorat[A-Za-z]+|slow to)(?-u:\b)"
    ))
    .expect("the concern pattern is valid")
});

/// Phrases of information, agreement and good news that take a cue back.
static SETTLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:has been (?:resolved|addressed|completed)|no (?:further )?(?:concerns?|issues?|problems?)|will be (?:able|available)|is being (?:addressed|reviewed|monitored)|improv(?:ed|ing)|should (?:be (?:available|sufficient|reported)|increase|improve|reduce))(?-u:\b)")
        .expect("the pattern is valid")
});

/// `statement` starts at its verb; `before` is what stands before the speaker in the same sentence.
pub(super) fn in_minutes(statement: &str, before: &str) -> bool {
    let first = statement.split_whitespace().next().unwrap_or_default();
    let verb = words::in_lower(words::bare(first));
    let rest = statement[first.len()..].trim_start();
    let answers = || holds(before, "in response") || holds(before, "in answer") || holds(before, "following a query");
    match (&*verb, words::verb(&verb)) {
        ("set", _) => true,
        ("raised" | "raises", _) => true,
        ("invited", _) => true,
        ("wanted" | "wants" | "called" | "calls", _) => true,
        ("moved" | "moves", _) => false,
        (_, Some(VerbClass::Ask)) => true,
        (_, Some(VerbClass::Propose)) => !answers(),
        (_, Some(VerbClass::Raise)) => {
            !holds(rest, "thanks") && !holds(rest, "appreciation") && !holds(rest, "gratitude")
        }
        (_, Some(VerbClass::Formal)) => false,
        ("highlighted" | "highlights" | "stressed" | "emphasised", _) => {
            !rest.starts_with("the importance") && CONCERN.is_match(rest) && !answers()
        }
        (
            "replied" | "replies" | "responded" | "answered" | "confirmed" | "confirms" | "explained" | "explains"
            | "clarified" | "presented" | "thanked",
            _,
        ) => false,
        _ => CONCERN.is_match(rest) && !answers() && !SETTLED.is_match(rest),
    }
}

/// A turn raises something where it asks, or names a concern or request in so many words.
pub(super) fn in_turn(words: &str) -> bool {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:i(?:'m| am) (?:concerned|worried)|my concern|i have a (?:question|concern)|could (?:we|you)|can (?:we|you)|i(?:'d| would) like to (?:ask|raise|request|propose)|i wonder|please can|the problem is|we need to)(?-u:\b)")
            .expect("the pattern is valid")
    });
    let first = words::bare(words.split_whitespace().next().unwrap_or_default());
    let is_told = matches!(words::verb(first), Some(VerbClass::Ask | VerbClass::Propose | VerbClass::Raise));
    // `please put it on the page`, and not `please go ahead`
    let is_request = || {
        let second = words.split_whitespace().nth(1).unwrap_or_default();
        first.eq_ignore_ascii_case("please") && !second.eq_ignore_ascii_case("go")
    };
    is_told && first.starts_with(char::is_lowercase)
        || is_request()
        || memchr::memchr(b'?', words.as_bytes()).is_some()
        || ASKS.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_that_opens_with_please_asks_for_something() {
        assert!(in_turn("please put the map on the page"));
        assert!(!in_turn("Please, go ahead."));
    }
}
