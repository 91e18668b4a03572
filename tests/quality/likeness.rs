//! How alike two readings of one text are, whatever their case, quotes, look-alike letters and punctuation.

use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Cyrillic letters and the Latin ones they are taken for.
const LOOK_ALIKE: (&str, &str) = ("АВЕКМНОРСТХасеорхуівѕј", "ABEKMHOPCTXaceopxyibsj");

static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("</?p>").unwrap());
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\d)\s+(st|nd|rd|th)\b").unwrap());
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\w%£$&/]+").unwrap());

/// The words of a text in one spelling, with one blank between them.
pub(super) fn norm(text: &str) -> String {
    let text: String = text.nfkc().map(latin).collect();
    let text = text.to_lowercase().replace(['’', '‘'], "'");
    let text = TAG.replace_all(&text, " ");
    let text = ORDINAL.replace_all(&text, "$1$2").replace('\'', "");
    WORD.find_iter(&text).map(|word| word.as_str()).collect::<Vec<_>>().join(" ")
}

fn latin(letter: char) -> char {
    let (cyrillic, latin) = LOOK_ALIKE;
    cyrillic.chars().zip(latin.chars()).find(|(known, _)| *known == letter).map_or(letter, |(_, latin)| latin)
}

/// F1 of the words two texts share, from 0 to 1.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (norm(one), norm(other));
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
    if one.is_empty() || other.is_empty() {
        return f64::from(u8::from(one == other));
    }
    let mut rest = other.clone();
    let mut shared = 0;
    for word in &one {
        if let Some(at) = rest.iter().position(|known| known == word) {
            rest.swap_remove(at);
            shared += 1;
        }
    }
    2.0 * f64::from(shared) / (one.len() + other.len()) as f64
}

#[test]
fn spelling_and_punctuation_make_no_difference() {
    assert_eq!(norm("<p>The ТВ’s 29 th “April”</p>"), "the tbs 29th april");
    assert_eq!(likeness("to report: back", "To report back."), 1.0);
    assert_eq!(likeness("", "x"), 0.0);
}
