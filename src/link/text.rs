//! Texts compared: one spelling for case and accents, words that carry meaning, likeness of two texts.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that names and titles skip when they are shortened, and that say nothing about a text.
const SMALL: &[&str] = &[
    "a", "an", "and", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "the", "that", "to", "with",
];

/// Whether a folded word carries no meaning of its own.
pub(super) fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// The text without case, accents and surplus blanks; anything but letters and digits is a blank.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // Nearly all texts are: there is nothing to decompose.
        for letter in text.chars().filter(|letter| !is_apostrophe(*letter)) {
            if letter.is_ascii_alphanumeric() {
                folded.push(letter.to_ascii_lowercase());
            } else if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
        folded.truncate(folded.trim_end().len());
        return folded;
    }
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_apostrophe(*letter)) {
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// The words of a text that carry meaning, folded, each once.
pub(super) fn content(text: &str) -> BTreeSet<String> {
    fold(text).split(' ').filter(|word| !word.is_empty() && !is_small(word)).map(str::to_owned).collect()
}

/// Share of words that two texts have in common: 1 for the same words, 0 for none.
pub(super) fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.len() + other.len();
    if all == 0 {
        return 0.0;
    }
    2.0 * one.intersection(other).count() as f64 / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_marks_are_folded() {
        assert_eq!(fold("  Crème – BRÛLÉE’s "), "creme brulees");
        assert_eq!(content("The state of the art"), ["art", "state"].map(str::to_owned).into());
    }
}
