//! The analyzers of the index: how each kind of field turns its text into terms.

use super::fold;
use super::words::{Form, Word, words};
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
/// Stands between a value and further words by which it is found (initials, the name as written).
const ALIAS: char = '\u{1f}';
/// Instead of a text: makes its passage so long that it ranks below others with the same words.
pub const LOW: &str = "\u{2}";
/// How long.
pub const LOW_LENGTH: usize = 300;
/// Distance between a value and its aliases, so that no phrase runs over both.
const GAP: usize = 100;

/// The analyzers of indexed fields by name.
pub(super) fn analyzers() -> TokenizerManager {
    let stem = || Stemmer::new(Language::English);
    let manager = TokenizerManager::default();
    manager.register(STEMMED, TextAnalyzer::builder(WordTokenizer::Stemmed).filter(stem()).build());
    manager.register(EXACT, TextAnalyzer::from(WordTokenizer::Exact));
    manager.register(LABEL, TextAnalyzer::builder(WordTokenizer::Value).filter(stem()).build());
    manager.register(NAME, TextAnalyzer::from(WordTokenizer::Value));
    manager
}

/// The analyzers of fast columns by name.
pub(super) fn column_analyzers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(FACET, TextAnalyzer::from(WordTokenizer::Facet));
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
    entry.split_once(SPELLING).unwrap_or((entry, entry))
}

/// Finds the stem of a word, as the index does.
pub struct Stems(TextAnalyzer);

impl Default for Stems {
    fn default() -> Self {
        Self(TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build())
    }
}

impl Stems {
    /// The stem of a folded word.
    pub fn of(&mut self, word: &str) -> String {
        let mut stream = self.0.token_stream(word);
        stream.next().map_or_else(String::new, |token| token.text.clone())
    }
}

/// Which terms are made of a text.
#[derive(Clone, Copy)]
enum WordTokenizer {
    Stemmed,
    Exact,
    Value,
    Facet,
}

impl WordTokenizer {
    fn tokens(self, text: &str) -> Vec<Token> {
        match self {
            // All at one place, which takes no room in the index.
            Self::Stemmed | Self::Exact if text == LOW => {
                let filler = Token { text: LOW.to_owned(), position: 0, ..Token::default() };
                vec![filler; LOW_LENGTH]
            }
            Self::Stemmed => words(text).into_iter().filter(|word| word.form != Form::Possessive).map(token).collect(),
            Self::Exact => words(text).into_iter().map(token).collect(),
            Self::Value => {
                let mut tokens = Vec::new();
                let mut start = 0;
                for (index, value) in text.split(ALIAS).enumerate() {
                    if index == 0 {
                        tokens.push(Token {
                            text: key_term(value),
                            offset_to: value.len(),
                            position: 0,
                            ..Token::default()
                        });
                    }
                    let aliases = words(value).into_iter().map(|mut word| {
                        word.position += index * GAP;
                        word.range = word.range.start + start..word.range.end + start;
                        token(word)
                    });
                    tokens.extend(aliases);
                    start += value.len() + ALIAS.len_utf8();
                }
                tokens
            }
            Self::Facet => {
                let value = text.split(ALIAS).next().unwrap_or(text);
                let spelling = value.split_whitespace().collect::<Vec<_>>().join(" ");
                let text = format!("{}{SPELLING}{spelling}", fold::key(value));
                vec![Token { text, offset_to: value.len(), position: 0, ..Token::default() }]
            }
        }
    }
}

fn token(word: Word) -> Token {
    Token {
        offset_from: word.range.start,
        offset_to: word.range.end,
        position: word.position,
        text: word.text,
        position_length: word.length,
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        Tokens { tokens: self.tokens(text), next: 0 }
    }
}

/// The terms of one text, handed out one by one.
struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
