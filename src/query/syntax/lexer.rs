//! The pieces of a query: words, quoted text, brackets and operators, each with its place.

use super::complaint::Complaint;
use std::ops::Range;

/// One piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word: its text, and the same with every escaped character hidden.
    Word { text: String, mask: String },
    /// Quoted text and the number after its tilde.
    Quote { text: String, slop: Option<u32> },
    /// `name:` with its value directly behind; `=` asks for the whole value.
    Field { name: String, is_whole: bool },
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `NOT` or a leading `-`.
    Not,
}

/// Letters within which brackets inside a word close.
const LONGEST_BRACKET: usize = 200;

/// Stands in the mask of a word for a character that was escaped.
const HIDDEN: char = '\u{0}';

pub(super) fn tokens(query: &str) -> Result<Vec<Token>, Complaint> {
    let mut lexer = Lexer { query, at: 0, tokens: Vec::new() };
    while let Some(next) = lexer.rest().chars().next() {
        match next {
            blank if blank.is_whitespace() => lexer.at += blank.len_utf8(),
            '(' => lexer.single(Kind::Open),
            ')' => lexer.single(Kind::Close),
            quote if is_quote(quote) => lexer.quote(quote)?,
            '-' if lexer.begins_negation() => lexer.single(Kind::Not),
            _ => lexer.word()?,
        }
    }
    Ok(lexer.tokens)
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„')
}

struct Lexer<'a> {
    query: &'a str,
    at: usize,
    tokens: Vec<Token>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.query[self.at..]
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.tokens.push(Token { kind, span: self.at..self.at + length });
        self.at += length;
    }

    fn single(&mut self, kind: Kind) {
        self.push(kind, 1);
    }

    /// A dash negates what stands directly behind it; alone, or as one of several, it is a word.
    fn begins_negation(&self) -> bool {
        self.rest()[1..].starts_with(|next: char| !next.is_whitespace() && !matches!(next, '-' | ')'))
    }

    fn quote(&mut self, open: char) -> Result<(), Complaint> {
        let mut text = String::new();
        let mut letters = self.rest().char_indices().skip(1);
        let mut end = None;
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => text.extend(letters.next().map(|(_, escaped)| escaped)),
                letter if is_quote(letter) => {
                    end = Some(at + letter.len_utf8());
                    break;
                }
                letter => text.push(letter),
            }
        }
        let Some(mut length) = end else {
            return Err(self.complaint(
                self.at..self.at + open.len_utf8(),
                "this quote is not closed",
                "close it, or search with --plain to take it as a character",
            ));
        };
        let digits = self.rest()[length..].strip_prefix('~').map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
            &rest[..end]
        });
        let mut slop = None;
        if let Some(digits) = digits {
            let place = self.at + length..self.at + length + 1 + digits.len();
            slop = digits.parse().ok().filter(|slop| *slop <= 1000);
            if slop.is_none() {
                return Err(self.complaint(place, "a number of words up to 1000 must follow", "write \"two words\"~5"));
            }
            length += 1 + digits.len();
        }
        self.push(Kind::Quote { text, slop }, length);
        Ok(())
    }

    fn word(&mut self) -> Result<(), Complaint> {
        let (mut text, mut mask) = (String::new(), String::new());
        let mut inner = 0;
        let mut length = 0;
        let mut letters = self.rest().char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                blank if blank.is_whitespace() => break,
                quote if is_quote(quote) && (at == 0 || text.is_empty()) => break,
                '"' => break,
                '(' if matches!(mask.as_str(), "AND" | "OR" | "NOT") => break,
                '(' if closes_within_word(&self.rest()[at..]) => inner += 1,
                '(' => break,
                ')' if inner == 0 => break,
                ')' => inner -= 1,
                ':' if inner == 0 && self.is_field(&mask, &self.rest()[at + 1..]) => {
                    let is_whole = self.rest()[at + 1..].starts_with('=');
                    self.push(Kind::Field { name: text, is_whole }, at + 1 + usize::from(is_whole));
                    return Ok(());
                }
                '\\' => {
                    if let Some((at, escaped)) = letters.next() {
                        text.push(escaped);
                        mask.push(HIDDEN);
                        length = at + escaped.len_utf8();
                        continue;
                    }
                }
                _ => {}
            }
            text.push(letter);
            mask.push(letter);
            length = at + letter.len_utf8();
        }
        let kind = match mask.as_str() {
            "AND" => Kind::And,
            "OR" => Kind::Or,
            "NOT" => Kind::Not,
            _ => Kind::Word { text, mask },
        };
        self.push(kind, length);
        Ok(())
    }

    /// Letters, a colon and a value directly behind; not `14:30`, not `Present:`, not `https://`.
    fn is_field(&self, name: &str, value: &str) -> bool {
        let is_name = !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_');
        let is_value = value.starts_with(|next: char| !next.is_whitespace() && next != ')' && next != ':');
        let is_known = super::Field::named(name).is_some();
        let is_scheme = value.starts_with("//");
        is_name && (is_known || (is_value && !is_scheme && value.starts_with(is_value_start)))
    }

    fn complaint(&self, span: Range<usize>, message: &str, hint: &str) -> Complaint {
        Complaint { query: self.query.to_owned(), span, message: message.to_owned(), hint: Some(hint.to_owned()) }
    }
}

fn is_value_start(letter: char) -> bool {
    letter.is_alphanumeric() || is_quote(letter) || matches!(letter, '=' | '(' | '*' | '.' | '/' | '\\' | '£')
}

/// Whether the bracket at the start of `rest` closes before the next blank, as in `item(s)`.
fn closes_within_word(rest: &str) -> bool {
    let mut depth = 0;
    for letter in rest.chars().take(LONGEST_BRACKET).take_while(|letter| !letter.is_whitespace()) {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return true;
        }
    }
    false
}
