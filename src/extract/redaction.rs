//! People and phrases that are kept out of everything, and where a text has them.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::ops::Range;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Stands where something is withheld.
pub const WITHHELD: &str = "[withheld]";
/// Letters up to which a line in capitals is an acronym or initials, and matches in capitals only.
const SHORT: usize = 5;

/// What is withheld: a line each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    phrases: Vec<String>,
}

impl Redaction {
    /// Reads a list: a name or a phrase a line; empty lines and those that begin with `#` say nothing.
    pub fn parse(list: &str) -> Redaction {
        let lines = list.trim_start_matches('\u{feff}').lines().map(str::trim);
        let said = lines.filter(|line| !line.starts_with('#') && line.contains(char::is_alphanumeric));
        let mut phrases: Vec<String> = said.map(str::to_owned).collect();
        phrases.sort();
        phrases.dedup();
        Redaction { phrases }
    }

    /// Whether nothing is withheld.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// What the list is known by; none for an empty one.
    pub fn digest(&self) -> Option<String> {
        let digest = Sha256::digest(self.phrases.join("\n"));
        (!self.is_empty()).then(|| digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub(super) fn phrases(&self) -> &[String] {
        &self.phrases
    }

    /// Whether a text has anything of the list; in a path, signs stand for blanks.
    pub fn touches(&self, text: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let spaced: String = text.chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
        let patterns = Patterns::of(&self.phrases);
        !patterns.find(text).is_empty() || !patterns.find(&spaced).is_empty()
    }
}

/// Phrases ready to be looked for.
pub(super) struct Patterns {
    machine: Option<AhoCorasick>,
    /// For each: its letters with their case, where that counts.
    cased: Vec<Option<String>>,
}

impl Patterns {
    pub(super) fn of(phrases: &[String]) -> Patterns {
        let mut folded = Vec::new();
        let mut cased = Vec::new();
        for phrase in phrases {
            folded.push(Folded::of(phrase, true).text);
            let is_short = phrase.chars().count() <= SHORT && !phrase.contains(char::is_lowercase);
            cased.push(is_short.then(|| Folded::of(phrase, false).text));
        }
        let machine = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&folded);
        // More phrases than a machine holds are millions.
        Patterns { machine: machine.ok().filter(|_| !folded.is_empty()), cased }
    }

    /// Where `text` has any of the phrases as whole words: bytes, in order, apart from each other.
    pub(super) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let Some(machine) = &self.machine else { return Vec::new() };
        let folded = Folded::of(text, true);
        let mut found: Vec<Range<usize>> = Vec::new();
        for hit in machine.find_overlapping_iter(&folded.text) {
            let ends_word = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
            let is_whole = ends_word(folded.text[..hit.start()].chars().next_back())
                && ends_word(folded.text[hit.end()..].chars().next());
            let range = folded.places[hit.start()]..folded.places[hit.end()];
            let is_cased = match &self.cased[hit.pattern().as_usize()] {
                Some(cased) => Folded::of(&text[range.clone()], false).text == *cased,
                None => true,
            };
            if is_whole && is_cased {
                found.push(range);
            }
        }
        found.sort_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

/// A text in which case, accents, kinds of blanks, dashes and apostrophes, and what cannot be seen make no difference.
struct Folded {
    text: String,
    /// For each byte of `text`, and its end, where that stands in the source.
    places: Vec<usize>,
}

impl Folded {
    fn of(source: &str, is_caseless: bool) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(source.len()), places: Vec::with_capacity(source.len() + 1) };
        let mut end = 0;
        for (at, letter) in source.char_indices() {
            if letter.is_whitespace() {
                // The blanks after one are a part of it, and a source begins with none.
                if !folded.text.is_empty() && !folded.text.ends_with(' ') {
                    folded.push(' ', at);
                }
                continue;
            }
            decompose_compatible(letter, |part| match part {
                mark if is_combining_mark(mark) || is_unseen(mark) => {}
                '’' | '‘' | 'ʼ' | '`' | '´' => folded.push('\'', at),
                '\u{2010}'..='\u{2015}' => folded.push('-', at),
                part if is_caseless => part.to_lowercase().for_each(|lower| folded.push(lower, at)),
                part => folded.push(part, at),
            });
            end = at + letter.len_utf8();
        }
        let last = if folded.text.ends_with(' ') { source.len() } else { end };
        folded.places.push(last);
        folded
    }

    fn push(&mut self, letter: char, at: usize) {
        self.text.push(letter);
        self.places.resize(self.text.len(), at);
    }
}

fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(list: &str, text: &str, expected: &[&str]) {
        let found = Patterns::of(&Redaction::parse(list).phrases).find(text);
        assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expected, "{list} in {text}");
    }

    #[test]
    fn phrases_are_found_however_they_are_written() {
        check("Ada Birch", "ADA  BIRCH and Ada\nBirch's, not Ada Birchwood", &["ADA  BIRCH", "Ada\nBirch"]);
        check("Zoë O'Hara", "Zoe O’Hara, Zo\u{eb} O'Ha\u{ad}ra", &["Zoe O’Hara", "Zo\u{eb} O'Ha\u{ad}ra"]);
        check("one-off", "a one–off, a one‑off", &["one–off", "one‑off"]);
        check("a b\nb c", "a b c", &["a b c"]);
        check("# a\n\n  \n-", "a -", &[]);
    }

    #[test]
    fn short_capitals_are_found_in_capitals() {
        check("AB", "AB asked about ab and Ab", &["AB"]);
        check("66/15", "66/15: AB, 166/15", &["66/15"]);
    }

    #[test]
    fn a_path_is_touched_whatever_joins_its_words() {
        let redaction = Redaction::parse("Ada Birch");
        assert!(redaction.touches("2021/ada-birch_notes.txt") && !redaction.touches("2021/adab.txt"));
        assert!(redaction.digest().is_some() && Redaction::default().digest().is_none());
    }
}
