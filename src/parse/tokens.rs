//! Words and sentences of a text, with their byte places.

use super::known::{Known, Sort};
use super::spans::{self, Marks, Span, Spans};
use super::words::bare;
use std::borrow::Cow;
use std::ops::Range;

/// A stretch between blanks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    /// As it stands, punctuation included.
    pub raw: &'a str,
    /// Without punctuation at its ends.
    pub word: &'a str,
    pub start: usize,
    /// What the word tables say of it.
    pub known: Known,
}

impl Token<'_> {
    /// What of the token stands from byte `start` on, which is inside it.
    fn from(self, start: usize) -> Self {
        let raw = &self.raw[start - self.start..];
        let word = bare(raw);
        Token { raw, word, start, known: spans::known_of(raw, word) }
    }

    /// The two parts of the token, the second from byte `at` of it on.
    pub(super) fn split_at(self, at: usize) -> [Self; 2] {
        let raw = &self.raw[..at];
        let word = bare(raw);
        [Token { raw, word, known: spans::known_of(raw, word), ..self }, self.from(self.start + at)]
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.raw.len()
    }

    /// Whether a comma, dash or other mark closes the token.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.raw.as_bytes(), [.., b',' | b';' | b':' | b'.' | b'?' | b'!' | b')'])
    }

    /// Whether the token is a word of a sort, without any mark.
    pub(super) fn is_bare(&self, sort: Sort) -> bool {
        self.known.is(sort) && self.raw.len() == self.word.len()
    }

    pub(super) fn starts_upper(&self) -> bool {
        starts_upper(self.word)
    }

    /// Whether it may be part of a post with capitals: `Head of Parks and Trees`.
    pub(super) fn may_name_post(&self) -> bool {
        self.starts_upper() || matches!(self.raw, "of" | "and" | "&" | "for")
    }

    pub(super) fn is_lower(&self) -> bool {
        match self.word.as_bytes() {
            [first, ..] if first.is_ascii() => first.is_ascii_lowercase(),
            _ => self.word.starts_with(char::is_lowercase),
        }
    }
}

/// Whether a text starts with a capital.
pub(super) fn starts_upper(text: &str) -> bool {
    match text.as_bytes() {
        [first, ..] if first.is_ascii() => first.is_ascii_uppercase(),
        _ => text.starts_with(char::is_uppercase),
    }
}

/// The words of a text, found and looked up once; tokens are made of them wherever they are needed.
#[derive(Debug, Clone, Default)]
pub(super) struct Words<'a> {
    spans: Cow<'a, [Span]>,
    /// Where the text starts in the one that the places of the spans are counted in.
    from: u32,
    /// What is known of any of them.
    known: Known,
    marks: Marks,
}

impl<'a> Words<'a> {
    /// Finds the words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut spans = Vec::with_capacity(expected(text));
        let found = Self::find(text, &mut spans);
        Self { spans: Cow::Owned(spans), ..found }
    }

    /// Adds the words of a text to a list; gives what is known of them, without the words themselves.
    pub(super) fn find(text: &str, list: &mut Vec<Span>) -> Self {
        let mut found = Spans::of(text);
        found.add_to(list);
        Self { spans: Cow::default(), from: 0, known: found.known, marks: found.marks }
    }

    /// Takes from a list the words that were added to it.
    pub(super) fn take(&mut self, list: &'a [Span]) {
        self.spans = Cow::Borrowed(list);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether the first of the words is of a sort.
    pub(super) fn open_with(&self, sort: Sort) -> bool {
        self.spans.first().is_some_and(|span| span.known.is(sort))
    }

    /// Whether one of the words is of a sort.
    pub(super) fn have(&self, sort: Sort) -> bool {
        self.known.is(sort)
    }

    /// Whether one of some marks may stand in the text; nearly always one that may, does.
    pub(super) fn may_hold(&self, marks: &[u8]) -> bool {
        self.marks.may_hold(marks)
    }

    /// The token at `at`.
    pub(super) fn token<'t>(&self, text: &'t str, at: usize) -> Option<Token<'t>> {
        self.spans.get(at).map(|span| span.token(text, self.from))
    }

    /// The positions of the words of a sort.
    pub(super) fn of_sort(&self, sort: Sort) -> impl Iterator<Item = usize> {
        let known = if self.have(sort) { &self.spans[..] } else { &[] };
        known.iter().enumerate().filter(move |(_, span)| span.known.is(sort)).map(|(at, _)| at)
    }

    /// The tokens from the one at `at` on, so many at the most.
    pub(super) fn some_from<'t>(&self, text: &'t str, at: usize, most: usize) -> Vec<Token<'t>> {
        self.spans.iter().skip(at).take(most).map(|span| span.token(text, self.from)).collect()
    }

    /// The text with its words one blank apart.
    pub(super) fn single_spaced(&self, text: &str) -> String {
        if !self.marks.has_odd_blank() && !text.starts_with(' ') && !text.ends_with(' ') {
            return text.to_owned();
        }
        let mut spaced = String::with_capacity(text.len());
        for span in &*self.spans {
            if !spaced.is_empty() {
                spaced.push(' ');
            }
            spaced.push_str(span.token(text, self.from).raw);
        }
        spaced
    }

    /// The sentences that the words make.
    pub(super) fn sentences(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let spans = &self.spans[..];
        let ends = |at: usize| {
            spans[at].known.is(Sort::Closes)
                && ends_sentence(&spans[at].token(text, self.from), self.token(text, at + 1).as_ref())
        };
        let mut start = 0;
        std::iter::from_fn(move || {
            let last = (start..spans.len()).find(|&at| ends(at));
            let sentence = start..last.map_or(spans.len(), |last| last + 1);
            start = sentence.end;
            Some(sentence).filter(|sentence| !sentence.is_empty())
        })
    }

    /// Where some of the words stand in the text.
    pub(super) fn place(&self, words: &Range<usize>) -> Range<usize> {
        let (first, last) = (&self.spans[words.start], &self.spans[words.end - 1]);
        (first.token.0 - self.from) as usize..(last.token.1 - self.from) as usize
    }

    /// Whether some of the words are of a sort.
    pub(super) fn some_are(&self, words: &Range<usize>, sort: Sort) -> bool {
        self.spans[words.clone()].iter().any(|span| span.known.is(sort))
    }

    /// What is known of any of some words.
    pub(super) fn known_of(&self, words: &Range<usize>) -> Known {
        self.spans[words.clone()].iter().fold(Known::default(), |all, span| all.or(span.known))
    }

    /// The tokens of some of the words.
    pub(super) fn tokens_of<'t>(&self, text: &'t str, words: Range<usize>) -> impl Iterator<Item = Token<'t>> {
        self.spans[words].iter().map(|span| span.token(text, self.from))
    }

    /// The tokens from byte `start` on, a cut word's rest first.
    pub(super) fn tokens_from<'t>(&self, text: &'t str, start: usize) -> impl Iterator<Item = Token<'t>> {
        let before = self.spans.partition_point(|span| (span.token.1 - self.from) as usize <= start);
        self.spans[before..].iter().map(move |span| {
            let token = span.token(text, self.from);
            if token.start < start { token.from(start) } else { token }
        })
    }

    /// The same words, not copied.
    pub(super) fn whole(&'a self) -> Self {
        Self { spans: Cow::Borrowed(&self.spans), ..*self }
    }

    /// The words of the part `range` of the text.
    pub(super) fn slice(&'a self, text: &str, range: Range<usize>) -> Self {
        let place = |byte: u32| (byte - self.from) as usize;
        let first = self.spans.partition_point(|span| place(span.token.1) <= range.start);
        let last = self.spans.partition_point(|span| place(span.token.0) < range.end);
        let inside = self.spans.get(first..last).unwrap_or_default();
        let is_cut = |span: &Span| place(span.token.0) < range.start || place(span.token.1) > range.end;
        if inside.first().is_some_and(is_cut) || inside.last().is_some_and(is_cut) {
            return Self::of(&text[range]);
        }
        let known = inside.iter().fold(Known::default(), |all, span| all.or(span.known));
        let from = self.from + range.start as u32;
        Self { spans: Cow::Borrowed(inside), from, known, marks: self.marks }
    }
}

/// How many words a text has, as a rule.
pub(super) fn expected(text: &str) -> usize {
    text.len() / 5 + 1
}

/// The tokens of `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(expected(text));
    for token in each(text) {
        found.push(token);
    }
    found
}

/// The tokens of `text`, one after the other.
pub(super) fn each(text: &str) -> impl Iterator<Item = Token<'_>> {
    Spans::of(text).map(move |span| span.token(text, 0))
}

/// Abbreviations whose full stop ends no sentence.
pub(super) const ABBREVIATIONS: [&str; 38] = [
    "c.", "e.g.", "i.e.", "Mr.", "Mrs.", "Ms.", "Dr.", "No.", "no.", "St.", "approx.", "vs.", "etc.", "Prof.", "Insp.",
    "Sgt.", "Ch.", "Supt.", "Rev.", "p.", "pp.", "Cllr.", "Mon.", "cf.", "Bro.", "Sis.", "Bros.", "Revd.", "Fr.",
    "Col.", "Capt.", "Maj.", "Lt.", "Hon.", "Ald.", "Messrs.", "Cllrs.", "Cr.",
];

/// Token ranges of the sentences of a text.
pub(super) fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(tokens.len() / 16 + 1);
    let mut start = 0;
    while start < tokens.len() {
        let end = sentence_end(tokens, start);
        found.push(start..end);
        start = end;
    }
    found
}

/// Where the sentence that starts at token `start` ends.
pub(super) fn sentence_end(tokens: &[Token], start: usize) -> usize {
    let last = (start..tokens.len()).find(|&at| ends_sentence(&tokens[at], tokens.get(at + 1)));
    last.map_or(tokens.len(), |last| last + 1)
}

fn ends_sentence(token: &Token, next: Option<&Token>) -> bool {
    if !token.known.is(Sort::Closes) {
        return false;
    }
    let mark = || token.raw.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '?', '!', '…']);
    token.raw == "•" || mark() && !goes_on(token, next)
}

/// Whether a full stop ends an initial or an abbreviation, or the next word starts in lower case.
fn goes_on(token: &Token, next: Option<&Token>) -> bool {
    let is_initial = token.raw.ends_with('.') && token.starts_upper() && token.word.chars().count() == 1;
    let is_lower = next.is_some_and(|next| next.raw.starts_with(|c: char| c.is_lowercase() || c == ','));
    let is_abbreviation = || ABBREVIATIONS.contains(&token.raw.trim_start_matches(['(', '"', '“']));
    is_initial || is_lower || token.known.is(Sort::Abbreviation) && is_abbreviation()
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
                .map(|range| &input[tokens[range.start].start..tokens[range.end - 1].end()])
                .collect();
            assert_eq!(got, expected);
        }
        check("There are c. 200 more. AB noted it.", &["There are c. 200 more.", "AB noted it."]);
        check("Is it so? Yes. £3.6m is left", &["Is it so?", "Yes.", "£3.6m is left"]);
        check("the local community.it is so", &["the local community.it is so"]);
        check("Mr. Berg and A. Moss spoke.", &["Mr. Berg and A. Moss spoke."]);
        check("Trees (e.g. Oaks) grow. So it is.", &["Trees (e.g. Oaks) grow.", "So it is."]);
    }
}
