//! Whether a statement puts a question, concern, gap, problem or request on the table.

use super::hold::{holds, unindented};
use super::known::Sort;
use super::outline::Piece;
use super::tokens::Token;
use super::words::{self, VerbClass};
use regex::Regex;
use std::sync::LazyLock;

/// Words that name a need, gap or difficulty; `words/concerns.txt` has a word of each.
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

/// `rest` stands behind the verb, and `before` before the speaker in the same sentence. `may_concern` tells whether a word
/// of the statement is of `Sort::Concerns`.
pub(super) fn in_minutes(verb: &Token, rest: &str, before: &str, may_concern: impl Fn() -> bool) -> bool {
    let rest = unindented(rest);
    let concerns = || may_concern() && CONCERN.is_match(rest);
    let answers = || holds(before, "in response") || holds(before, "in answer") || holds(before, "following a query");
    match (&*words::in_lower(verb.word), verb.known.verb()) {
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
            !rest.starts_with("the importance") && concerns() && !answers()
        }
        (
            "replied" | "replies" | "responded" | "answered" | "confirmed" | "confirms" | "explained" | "explains"
            | "clarified" | "presented" | "thanked",
            _,
        ) => false,
        _ => concerns() && !answers() && !SETTLED.is_match(rest),
    }
}

/// What one who speaks asks for or is worried about; `words/asking.txt` has a word of each.
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:i(?:'m| am) (?:concerned|worried)|my concern|i have a (?:question|concern)|could (?:we|you)|can (?:we|you)|i(?:'d| would) like to (?:ask|raise|request|propose)|i wonder|please can|the problem is|we need to)(?-u:\b)")
        .expect("the pattern is valid")
});

/// A turn, whose words start at byte `body` of its piece, raises something where it asks, or names a concern or request in
/// so many words.
pub(super) fn in_turn(piece: &Piece, body: usize) -> bool {
    let text = piece.text.string.as_str();
    let said = &text[body..];
    let first = words::bare(said.split_whitespace().next().unwrap_or_default());
    let is_told = matches!(words::verb(first), Some(VerbClass::Ask | VerbClass::Propose | VerbClass::Raise));
    // such a phrase has at the most so many words before and behind the one of its sort
    let asks = |at: usize| {
        let around = piece.words.place(&(at.saturating_sub(3)..(at + 3).min(piece.words.len())));
        around.end > body && ASKS.is_match(&text[around.start.max(body)..around.end])
    };
    is_told && first.starts_with(char::is_lowercase)
        || requests(said)
        || memchr::memchr(b'?', said.as_bytes()).is_some()
        || piece.words.of_sort(Sort::Asks).any(asks)
}

/// `please put it on the page`, and not `please go ahead`.
fn requests(said: &str) -> bool {
    let mut said = said.split_whitespace();
    let first = words::bare(said.next().unwrap_or_default());
    first.eq_ignore_ascii_case("please") && said.next().is_none_or(|second| !second.eq_ignore_ascii_case("go"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tokens::Words;

    #[test]
    fn a_word_of_the_tables_stands_in_whatever_the_patterns_fit() {
        fn check(pattern: &Regex, sort: Sort, phrases: &str) {
            for phrase in phrases.split(", ") {
                assert!(pattern.is_match(phrase) && Words::of(phrase).have(sort), "{phrase}");
            }
        }
        check(
            &CONCERN,
            Sort::Concerns,
            "concerning, needs to, a need, gap, lack of, difficulties, problematic, worries",
        );
        check(
            &CONCERN,
            Sort::Concerns,
            "unacceptable, not yet set up, missing, required, should, requirement, unclear",
        );
        check(&CONCERN, Sort::Concerns, "failing, shortfall, under-reported, outstanding, overdue, complaint, delayed");
        check(
            &CONCERN,
            Sort::Concerns,
            "vulnerability, drop in the detection, waiting time, awaiting, broken, risk of",
        );
        check(&CONCERN, Sort::Concerns, "dangerous, issues with, insufficient, inadequate, unable to, struggled, poor");
        check(&CONCERN, Sort::Concerns, "deteriorating, slow to");
        check(
            &ASKS,
            Sort::Asks,
            "I'm worried, I am concerned, my concern, I have a question, could you, can we, I wonder",
        );
        check(&ASKS, Sort::Asks, "I'd like to ask, I would like to propose, please can, the problem is, we need to");
    }

    #[test]
    fn a_turn_that_opens_with_please_asks_for_something() {
        assert!(requests("please put the map on the page"));
        assert!(!requests("Please, go ahead."));
    }
}
