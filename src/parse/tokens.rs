//! Words and sentences of a text, with their byte places.

use super::known::{Known, Sort};
use super::spans::{Marks, Span, Spans};
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
pub(super) struct Words {
    spans: Vec<Span>,
    /// What is known of any of them.
    known: Known,
    marks: Marks,
}

impl Words {
    /// Finds the words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut spans = Vec::with_capacity(text.len() / 5 + 1);
        let mut found = Spans::of(text);
        spans.extend(&mut found);
        Self { spans, known: found.known, marks: found.marks }
    }

    /// The tokens of the text these are the words of.
    pub(super) fn tokens<'a>(&self, text: &'a str) -> Vec<Token<'a>> {
        self.spans.iter().map(|span| span.token(text)).collect()
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
    pub(super) fn token<'a>(&self, text: &'a str, at: usize) -> Option<Token<'a>> {
        self.spans.get(at).map(|span| span.token(text))
    }

    /// The positions of the words of a sort.
    pub(super) fn of_sort(&self, sort: Sort) -> impl Iterator<Item = usize> {
        let known = if self.have(sort) { &self.spans[..] } else { &[] };
        known.iter().enumerate().filter(move |(_, span)| span.known.is(sort)).map(|(at, _)| at)
    }

    /// The tokens from the one at `at` on, so many at the most.
    pub(super) fn some_from<'a>(&self, text: &'a str, at: usize, most: usize) -> Vec<Token<'a>> {
        self.spans.iter().skip(at).take(most).map(|span| span.token(text)).collect()
    }

    /// The text with its words one blank apart.
    pub(super) fn single_spaced(&self, text: &str) -> String {
        let mut at = 0;
        let is_single = self.spans.iter().all(|span| {
            let follows = span.token.0 == at && (at == 0 || text.as_bytes()[at as usize - 1] == b' ');
            at = span.token.1 + 1;
            follows
        });
        if is_single && at as usize == text.len() + 1 {
            return text.to_owned();
        }
        let mut spaced = String::with_capacity(text.len());
        for span in &self.spans {
            if !spaced.is_empty() {
                spaced.push(' ');
            }
            spaced.push_str(&text[span.token.0 as usize..span.token.1 as usize]);
        }
        spaced
    }

    /// The tokens from byte `start` on, a cut word's rest first.
    pub(super) fn tokens_from<'a>(&self, text: &'a str, start: usize) -> Vec<Token<'a>> {
        let rest = self.spans_from(start);
        let mut tokens = Vec::with_capacity(rest.len());
        if let [first, whole @ ..] = rest {
            tokens.push(first.token_from(text, start));
            tokens.extend(whole.iter().map(|span| span.token(text)));
        }
        tokens
    }

    /// The first of those.
    pub(super) fn first_from<'a>(&self, text: &'a str, start: usize) -> Option<Token<'a>> {
        self.spans_from(start).first().map(|span| span.token_from(text, start))
    }

    fn spans_from(&self, start: usize) -> &[Span] {
        &self.spans[self.spans.partition_point(|span| (span.token.1 as usize) <= start)..]
    }

    /// The words of the part `range` of the text.
    pub(super) fn slice(&self, text: &str, range: Range<usize>) -> Self {
        let first = self.spans.partition_point(|span| (span.token.1 as usize) <= range.start);
        let last = self.spans.partition_point(|span| (span.token.0 as usize) < range.end);
        let inside = self.spans.get(first..last).unwrap_or_default();
        let is_cut = |span: &Span| (span.token.0 as usize) < range.start || (span.token.1 as usize) > range.end;
        if inside.first().is_some_and(is_cut) || inside.last().is_some_and(is_cut) {
            return Self::of(&text[range]);
        }
        let shift = range.start as u32;
        let shifted = |(start, end): (u32, u32)| (start - shift, end - shift);
        let moved = |span: &Span| Span { token: shifted(span.token), word: shifted(span.word), ..*span };
        let known = inside.iter().fold(Known::default(), |all, span| all.or(span.known));
        Self { spans: inside.iter().map(moved).collect(), known, marks: self.marks }
    }
}

/// The tokens of `text`, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    found.extend(each(text));
    found
}

/// The tokens of `text`, one after the other.
pub(super) fn each(text: &str) -> impl Iterator<Item = Token<'_>> {
    Spans::of(text).map(move |span| span.token(text))
}

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 24] = [
    "c.", "e.g.", "i.e.", "Mr.", "Mrs.", "Ms.", "Dr.", "No.", "no.", "St.", "approx.", "vs.", "etc.", "Prof.", "Insp.",
    "Sgt.", "Ch.", "Supt.", "Rev.", "p.", "pp.", "Cllr.", "Mon.", "cf.",
];

/// A text read: its tokens, and which of them make a sentence.
#[derive(Debug, Clone)]
pub(super) struct Reading<'a> {
    pub tokens: Vec<Token<'a>>,
    pub sentences: Vec<Range<usize>>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(tokens: Vec<Token<'a>>) -> Self {
        Self { sentences: sentences(&tokens), tokens }
    }

    /// The reading of the part `range` of the text, which cuts no token; blanks at its ends are left out.
    pub(super) fn part(&self, range: &Range<usize>) -> Self {
        let at = |byte: usize| self.tokens.partition_point(|token| token.start < byte);
        let inside = at(range.start)..at(range.end);
        let from = self.tokens.get(inside.start).map_or(0, |first| first.start);
        let moved = |token: &Token<'a>| Token { start: token.start - from, ..*token };
        Self { tokens: self.tokens[inside.clone()].iter().map(moved).collect(), sentences: self.sentences_in(&inside) }
    }

    /// The sentences that some of the tokens make by themselves.
    pub(super) fn sentences_in(&self, tokens: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.sentences.partition_point(|sentence| sentence.end <= tokens.start);
        let inside = self.sentences[first..].iter().take_while(|sentence| sentence.start < tokens.end);
        let cut = |sentence: &Range<usize>| {
            sentence.start.max(tokens.start) - tokens.start..sentence.end.min(tokens.end) - tokens.start
        };
        inside.map(cut).collect()
    }
}

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
    // most tokens end in a letter or with a comma
    if token.raw.as_bytes().last().is_some_and(|last| last.is_ascii_alphanumeric() || *last == b',') {
        return false;
    }
    let mark = || token.raw.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '?', '!', '…']);
    token.raw == "•" || mark() && !goes_on(token, next)
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
                .map(|range| &input[tokens[range.start].start..tokens[range.end - 1].end()])
                .collect();
            assert_eq!(got, expected);
        }
        check("There are c. 200 more. AB noted it.", &["There are c. 200 more.", "AB noted it."]);
        check("Is it so? Yes. £3.6m is left", &["Is it so?", "Yes.", "£3.6m is left"]);
        check("the local community.it is so", &["the local community.it is so"]);
        check("Mr. Berg and A. Moss spoke.", &["Mr. Berg and A. Moss spoke."]);
    }
}
