//! Words and sentences of a text, with their byte places.

use std::ops::Range;

/// A stretch between blanks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// As it stands, punctuation included.
    pub raw: &'a str,
    /// Without punctuation at its ends.
    pub word: &'a str,
    pub start: usize,
    pub end: usize,
}

impl Token<'_> {
    /// Whether a comma, dash or other mark closes the token.
    pub(super) fn is_closed(&self) -> bool {
        self.raw.ends_with([',', ';', ':', '.', '?', '!', ')'])
    }

    pub(super) fn starts_upper(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
    }

    pub(super) fn is_lower(&self) -> bool {
        self.word.starts_with(char::is_lowercase)
    }
}

/// The tokens of `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut push = |start: usize, end: usize| {
        if start < end {
            let raw = &text[start..end];
            found.push(Token { raw, word: bare(raw), start, end });
        }
    };
    let mut start = 0;
    // nearly all blanks are ASCII; others are looked for only in words that are not
    for (at, byte) in text.bytes().enumerate().chain([(text.len(), b' ')]) {
        if !matches!(byte, b' ' | b'\t'..=b'\r') {
            continue;
        }
        let raw = &text[start..at];
        if raw.is_ascii() {
            push(start, at);
        } else {
            let mut from = start;
            for (gap, blank) in raw.char_indices().filter(|(_, c)| c.is_whitespace()) {
                push(from, start + gap);
                from = start + gap + blank.len_utf8();
            }
            push(from, at);
        }
        start = at + 1;
    }
    found
}

/// A token without the punctuation at its ends.
fn bare(raw: &str) -> &str {
    match raw.as_bytes() {
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => raw,
        _ => raw.trim_matches(|c: char| !c.is_alphanumeric()),
    }
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 24] = [
    "c.", "e.g.", "i.e.", "Mr.", "Mrs.", "Ms.", "Dr.", "No.", "no.", "St.", "approx.", "vs.", "etc.", "Prof.", "Insp.",
    "Sgt.", "Ch.", "Supt.", "Rev.", "p.", "pp.", "Cllr.", "Mon.", "cf.",
];

/// Token ranges of the sentences of a text.
pub(super) fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        let next = tokens.get(index + 1);
        let ends = token.raw.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '?', '!', '…']);
        if next.is_none() || token.raw == "•" || (ends && !goes_on(token, next)) {
            if index + 1 > start {
                found.push(start..index + 1);
            }
            start = index + 1;
        }
    }
    found
}

/// Whether a full stop ends an initial or an abbreviation, or the next word starts in lower case.
fn goes_on(token: &Token, next: Option<&Token>) -> bool {
    let is_initial = token.raw.ends_with('.') && token.starts_upper() && token.word.chars().count() == 1;
    let is_lower = next.is_some_and(|next| next.raw.starts_with(|c: char| c.is_lowercase() || c == ','));
    is_initial || is_lower || ABBREVIATIONS.contains(&token.raw.trim_start_matches(['(', '"', '“']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        fn check(input: &str, expected: &[&str]) {
            let tokens = tokens(input);
            let got: Vec<&str> = sentences(&tokens)
                .iter()
                .map(|range| &input[tokens[range.start].start..tokens[range.end - 1].end])
                .collect();
            assert_eq!(got, expected);
        }
        check("There are c. 200 more. AB noted it.", &["There are c. 200 more.", "AB noted it."]);
        check("Is it so? Yes. £3.6m is left", &["Is it so?", "Yes.", "£3.6m is left"]);
        check("the local community.it is so", &["the local community.it is so"]);
        check("Mr. Berg and A. Moss spoke.", &["Mr. Berg and A. Moss spoke."]);
    }
}
