//! Whether a text holds something at all: cheap tests, asked before the dear ones.

/// Whether a text holds some words, in any case; `words` are ASCII in lower case.
pub(super) fn holds(text: &str, words: &str) -> bool {
    place(text, words).is_some()
}

/// Where such words stand first in a text, in any case.
pub(super) fn place(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let is_at = |at: &usize| text.get(*at..at + words.len()).is_some_and(|part| part.eq_ignore_ascii_case(words));
    let first = *words.first()?;
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), text).find(is_at)
}

/// Where some words of ASCII stand first in a text, as they are written; the library's own way sets up a search first.
pub(super) fn find(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    memchr::memchr_iter(*words.last()?, text)
        .filter_map(|last| (last + 1).checked_sub(words.len()))
        .find(|at| text[*at..].starts_with(words))
}

/// A text without white space at its ends: nearly no text has any, which its first and its last byte tell.
pub(super) fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// A text without white space before it, told in the same way.
pub(super) fn unindented(text: &str) -> &str {
    match text.as_bytes() {
        [first, ..] if first.is_ascii_graphic() => text,
        _ => text.trim_start(),
    }
}

/// Whether a text opens with some words, in any case.
pub(super) fn opens(text: &str, words: &str) -> bool {
    text.as_bytes().get(..words.len()).is_some_and(|head| head.eq_ignore_ascii_case(words.as_bytes()))
}

/// Whether a text ends with some words, in any case.
pub(super) fn closes(text: &str, words: &str) -> bool {
    let at = text.len().checked_sub(words.len());
    at.is_some_and(|at| text.as_bytes()[at..].eq_ignore_ascii_case(words.as_bytes()))
}

/// A text without some words that it opens with, however often they stand there; the library's own way sets up a search first.
pub(super) fn without<'a>(mut text: &'a str, opening: &str) -> &'a str {
    while let Some(rest) = text.strip_prefix(opening) {
        text = rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        assert!(holds("We met the PUBLIC today", "public"));
        assert!(!holds("a publ", "public"));
        assert_eq!((find("at a (b (c", " (b"), find("(a b", " (")), (Some(4), None));
        assert!(opens("Action: AB to go", "action") && !opens("An action", "action"));
        assert!(closes("An Action", "action") && !closes("tion", "action"));
        assert_eq!(trimmed("\u{a0} a "), "a");
        assert_eq!((trimmed("a b"), unindented(" a ")), ("a b", "a "));
        assert_eq!(without("The The Clerk", "The "), "Clerk");
    }
}
