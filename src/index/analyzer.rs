//! The analyzers of the index: how each kind of field turns its text into terms.

use super::fold;
use super::words::{Cut, Form};
use ahash::RandomState;
use std::collections::HashMap;
use tantivy::tokenizer::{
    Language, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

/// Text by the stems of its words.
pub(super) const STEMMED: &str = "stemmed";
/// Text by its words as written.
pub(super) const EXACT: &str = "exact";
/// A short value by the stems of its words, and as a whole by its key.
pub(super) const LABEL: &str = "label";
/// A name by its words as written, and as a whole by its key.
pub(super) const NAME: &str = "name";
/// A value's key beside its spelling, for the fast column that facets are counted on.
pub(super) const FACET: &str = "facet";

/// Stands on both sides of the key of a whole value among the terms of a label or name: no word has it, no stemmer cuts it.
const KEY: char = '=';
/// Stands between key and spelling in a facet column.
const SPELLING: char = '\u{1}';
/// The entry of no value at all in a facet column.
pub(super) const NO_VALUE: &str = "\u{1}";
/// Stands between a value and further words by which it is found (initials, the name as written).
const ALIAS: char = '\u{1f}';
/// Instead of a text: makes its passage so long that it ranks below others with the same words.
pub const LOW: &str = "\u{2}";
/// How long.
pub const LOW_LENGTH: usize = 100;
/// Distance between a value and its aliases, so that no phrase runs over both.
const GAP: usize = 100;

/// The analyzers of indexed fields by name.
pub(super) fn analyzers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    let register = |name, made, is_stemmed| {
        manager.register(name, TextAnalyzer::from(WordTokenizer::new(made, is_stemmed)));
    };
    register(STEMMED, Made::Text, true);
    register(EXACT, Made::Text, false);
    register(LABEL, Made::Value, true);
    register(NAME, Made::Value, false);
    manager
}

/// The analyzers of fast columns by name.
pub(super) fn column_analyzers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(FACET, TextAnalyzer::from(WordTokenizer::new(Made::Facet, false)));
    manager
}

/// A value that is also found by `aliases`.
pub(super) fn with_aliases<'a>(value: &str, aliases: impl IntoIterator<Item = &'a str>) -> String {
    let mut all = value.to_owned();
    for alias in aliases.into_iter().filter(|alias| !alias.is_empty() && *alias != value) {
        all.push(ALIAS);
        all.push_str(alias);
    }
    all
}

/// The term of a whole value in a label or name field.
pub fn key_term(value: &str) -> String {
    format!("{KEY}{}{KEY}", fold::key(value))
}

/// Key and spelling of an entry of a facet column.
pub fn facet_entry(entry: &str) -> (&str, &str) {
    match memchr::memchr(SPELLING as u8, entry.as_bytes()) {
        Some(at) => (&entry[..at], &entry[at + SPELLING.len_utf8()..]),
        None => (entry, entry),
    }
}

/// Finds the stem of a word, as the index does.
#[derive(Clone)]
pub struct Stems {
    stemmer: TextAnalyzer,
    /// Stems found before, by the words: most words of a text are among them. Its hash is seeded at random, so that no
    /// document can be made against it.
    known: HashMap<Box<str>, usize, RandomState>,
    stems: Vec<Box<str>>,
}

/// Stems that are remembered.
const MOST_STEMS: usize = 20_000;

impl Default for Stems {
    fn default() -> Self {
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build();
        Self { stemmer, known: HashMap::default(), stems: Vec::new() }
    }
}

impl Stems {
    /// The stem of a folded word.
    pub fn of(&mut self, word: &str) -> &str {
        let at = match self.known.get(word) {
            Some(at) => *at,
            None => self.learn(word),
        };
        &self.stems[at]
    }

    fn learn(&mut self, word: &str) -> usize {
        if self.stems.len() == MOST_STEMS {
            self.known.clear();
            self.stems.clear();
        }
        let at = self.stems.len();
        let mut stream = self.stemmer.token_stream(word);
        self.stems.push(stream.next().map_or("", |token| &token.text).into());
        self.known.insert(word.into(), at);
        at
    }
}

/// What terms are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    /// A text: of its words.
    Text,
    /// A value with its aliases: of its key, and of the words of all.
    Value,
    /// A value: of its key beside its spelling.
    Facet,
}

/// Makes terms; its buffers serve for one text after another.
#[derive(Clone)]
struct WordTokenizer {
    made: Made,
    /// Where stems are terms, and not the words as written.
    stems: Option<Stems>,
    cut: Cut,
    token: Token,
}

impl WordTokenizer {
    fn new(made: Made, is_stemmed: bool) -> Self {
        Self { made, stems: is_stemmed.then(Stems::default), cut: Cut::default(), token: Token::default() }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        let cut = &mut self.cut;
        cut.clear();
        match self.made {
            // All at one place, which takes no room in the index.
            Made::Text if text == LOW => (0..LOW_LENGTH).for_each(|_| cut.push_whole(LOW, 0..text.len())),
            Made::Text => cut.take(text, 0, 0),
            Made::Value if text.is_empty() => {}
            Made::Value => {
                let mut start = 0;
                for (index, value) in text.split(ALIAS).enumerate() {
                    if index == 0 {
                        cut.push_whole(&key_term(value), 0..value.len());
                    }
                    cut.take(value, start, index * GAP);
                    start += value.len() + ALIAS.len_utf8();
                }
            }
            Made::Facet => {
                let value = text.split(ALIAS).next().unwrap_or(text);
                let spelling = value.split_whitespace().collect::<Vec<_>>().join(" ");
                cut.push_whole(&format!("{}{SPELLING}{spelling}", fold::key(value)), 0..value.len());
            }
        }
        Terms { tokenizer: self, next: 0 }
    }
}

/// The terms of one text, handed out one by one.
struct Terms<'a> {
    tokenizer: &'a mut WordTokenizer,
    next: usize,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let WordTokenizer { made, stems, cut, token } = &mut *self.tokenizer;
        while let Some((word, piece)) = cut.word(self.next) {
            self.next += 1;
            // Stems of texts do not tell a word from its possessive.
            if piece.form == Form::Possessive && stems.is_some() && *made == Made::Text {
                continue;
            }
            let term = match stems {
                Some(stems) if !word.starts_with(KEY) && word != LOW => stems.of(word),
                _ => word,
            };
            token.text.clear();
            token.text.push_str(term);
            (token.offset_from, token.offset_to) = (piece.range.start, piece.range.end);
            (token.position, token.position_length) = (piece.position, piece.length);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.tokenizer.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokenizer.token
    }
}
