//! Decisions: resolutions, motions with mover, seconder and votes, agreements.

use super::clause::{subject_at, written};
use super::outline::Outline;
use super::roster::Roster;
use super::tokens::{Token, sentences, tokens};
use crate::meeting::{Decision, DecisionKind, PassageKind, Votes};
use regex::Regex;
use std::sync::LazyLock;

/// The decisions of a meeting; `passage` of each is its piece's position.
pub(super) fn read(outline: &Outline, roster: &Roster) -> Vec<Decision> {
    let mut decisions: Vec<Decision> = Vec::new();
    for (index, piece) in outline.pieces.iter().enumerate() {
        if !matches!(piece.kind, PassageKind::Text | PassageKind::Turn) {
            continue;
        }
        let string = &piece.text.string;
        if !speaks_of_decision(string) {
            continue;
        }
        let tokens = tokens(string);
        for sentence in sentences(&tokens) {
            let (start, end) = (tokens[sentence.start].start, tokens[sentence.end - 1].end);
            let text = &string[start..end];
            let Some(kind) = kind(text) else {
                if let (Some(last), Some(votes)) = (
                    decisions.last_mut().filter(|last| last.passage.as_deref() == Some(index.to_string().as_str())),
                    votes(text),
                ) {
                    last.votes.get_or_insert(votes);
                }
                continue;
            };
            let words = &tokens[sentence.clone()];
            decisions.push(Decision {
                kind,
                text: text.trim().to_owned(),
                mover: person(words, &["proposed", "moved", "prop", "mover"], roster),
                seconder: person(words, &["seconded", "seconder", "sec"], roster),
                votes: votes(text),
                item: outline.number(piece),
                passage: Some(index.to_string()),
                place: piece.text.place(start..end),
            });
        }
    }
    decisions
}

fn speaks_of_decision(text: &str) -> bool {
    static CUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)resolv|agreed|proposed|seconded|carried|motion|approved|conclusion|consensus")
            .expect("the cue pattern is valid")
    });
    CUE.is_match(text)
}

fn kind(text: &str) -> Option<DecisionKind> {
    static RESOLUTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\W*(?:it was |was |unanimously )?resolved(?-u:\b)|(?-u:\b)RESOLVED(?-u:\b)|^\W*(?:resolution|conclusion)s?\s*:|(?-u:\b)it was resolved(?-u:\b)").expect("the pattern is valid")
    });
    static MOTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:proposed (?:by|that|acceptance|approval|and seconded)|proposed\.? (?:cllr|mr|mrs)|moved (?:by|that|to|the)|seconded by|set (?:a )?motion|motion (?:to|for|was|carried|passed|that)|MOTION:)").expect("the pattern is valid")
    });
    static AGREEMENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)it was (?:\w+ly )?(?:also |further )?agreed(?-u:\b)|^\W*agreed(?-u:\b)|(?-u:\b)(?:committee|council|board|members|panel|meeting|councillors|group|parish council|trustees) (?:\w+ly )?(?:also )?agreed(?-u:\b)|(?-u:\b)(?:were|was) (?:\w+ )?(?:agreed|approved|accepted|adopted)(?-u:\b)").expect("the pattern is valid")
    });
    if RESOLUTION.is_match(text) {
        Some(DecisionKind::Resolution)
    } else if MOTION.is_match(text) {
        Some(DecisionKind::Motion)
    } else {
        AGREEMENT.is_match(text).then_some(DecisionKind::Agreement)
    }
}

/// Who stands behind `proposed by`, `Seconded Cllr`, or before `proposed that`.
fn person(tokens: &[Token], marks: &[&str], roster: &Roster) -> Option<String> {
    for (at, token) in tokens.iter().enumerate() {
        if !marks.contains(&token.word.to_lowercase().as_str()) {
            continue;
        }
        let behind =
            tokens.get(at + 1).map_or(at + 1, |next| if matches!(next.word, "by" | "By") { at + 2 } else { at + 1 });
        if let Some(subject) = subject_at(tokens, behind, roster) {
            return Some(written(tokens, &subject));
        }
        let before = (at.saturating_sub(4)..at)
            .find_map(|from| subject_at(tokens, from, roster).filter(|subject| subject.end == at));
        if let Some(subject) = before {
            return Some(written(tokens, &subject));
        }
    }
    None
}

fn votes(text: &str) -> Option<Votes> {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?P<n>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:votes?\s+)?(?:were |was |in )?(?P<side>for|favour|against|abstain(?:ed|ing)?|abstentions?)(?-u:\b)").expect("the pattern is valid")
    });
    static OUTCOME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:carried(?: unanimously)?|unanimously (?:agreed|approved|carried|passed)|all (?:were )?(?:agreed|in favour)|nem\.? con\.?|motion passed|passed unanimously|unanimous(?:ly)?|lost|defeated)(?-u:\b)").expect("the pattern is valid")
    });
    let mut votes = Votes::default();
    for found in COUNT.captures_iter(text) {
        let count = number(&found["n"]);
        match found["side"].to_lowercase().as_str() {
            "for" | "favour" => votes.yes = votes.yes.or(count),
            "against" => votes.no = votes.no.or(count),
            _ => votes.abstain = votes.abstain.or(count),
        }
    }
    votes.as_written = OUTCOME.find(text).map(|found| found.as_str().to_owned());
    (votes != Votes::default()).then_some(votes)
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    word.parse().ok().or_else(|| WORDS.iter().position(|other| *other == word.to_lowercase()).map(|at| at as u32))
}
