//! The parser: precedence, from loose to tight, is OR, AND (or nothing), NOT.

use super::complaint::{Complaint, nearest};
use super::lexer::{Kind, Token, tokens};
use super::{Field, Node, Pattern, Period};
use std::ops::Range;

/// Deeper brackets than this are a mistake, and a danger to the stack.
const MAX_DEPTH: usize = 50;
/// Bytes of a query: more is a text, and would be told of in every answer.
const LONGEST: usize = 20_000;
/// Words and values of a query, those in quotes among them; each is looked up, and counts in the ranking.
const MOST: usize = 300;
/// Letters of a word that is searched for in any spelling: the machine that tells them apart grows with each.
const LONGEST_FUZZY: usize = 40;
/// Letters of a pattern of paths.
const LONGEST_PATH: usize = 1000;
/// The states an action can have.
pub const STATES: [&str; 4] = ["open", "complete", "carried_forward", "other"];

/// Reads a query; what cannot be read is refused, nothing is dropped.
pub fn parse(query: &str) -> Result<Node, Complaint> {
    bounded(query)?;
    let mut parser = Parser { query, tokens: tokens(query)?, next: 0, depth: 0 };
    if parser.tokens.is_empty() {
        return Ok(Node::All);
    }
    let node = parser.any(None)?;
    match parser.take() {
        Some(token) => Err(parser.complaint(token.span, "no bracket was opened before this", BRACKET)),
        None => Ok(node),
    }
}

/// Reads a query as words only, without operators; only too long a query is refused.
pub fn plain(query: &str) -> Result<Node, Complaint> {
    bounded(query)?;
    Ok(Node::and(query.split_whitespace().map(|word| Node::Text(Pattern::Word(word.to_owned()))).collect()))
}

/// Refuses what is longer than a question can be.
fn bounded(query: &str) -> Result<(), Complaint> {
    let complaint = |start: usize, message: String| {
        let end = start + query[start..].chars().next().map_or(0, char::len_utf8);
        let hint = "search for less at a time; many questions go into a file for --queries";
        Err(Complaint { query: query.to_owned(), span: start..end, message, hint: Some(hint.to_owned()) })
    };
    if query.len() > LONGEST {
        return complaint(query.floor_char_boundary(LONGEST), format!("a query may have {LONGEST} bytes"));
    }
    let is_joint = |letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '"' | '“' | '”' | '„');
    let mut words = query.split(is_joint).filter(|word| !word.is_empty());
    match words.nth(MOST) {
        Some(word) => complaint(word.as_ptr().addr() - query.as_ptr().addr(), format!("a query may have {MOST} words")),
        None => Ok(()),
    }
}

const BRACKET: &str = "open and close brackets in pairs, or search with --plain to take them as characters";

struct Parser<'a> {
    query: &'a str,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

/// A word outside quotes.
struct Bare {
    text: String,
    /// The same with what was escaped hidden.
    mask: String,
    span: Range<usize>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.next).map(|token| &token.kind)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += usize::from(token.is_some());
        token
    }

    fn complaint(&self, span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Complaint {
        Complaint { query: self.query.to_owned(), span, message: message.into(), hint: Some(hint.into()) }
    }

    /// `a OR b`
    fn any(&mut self, field: Option<Field>) -> Result<Node, Complaint> {
        let mut nodes = vec![self.all(field)?];
        while self.peek() == Some(&Kind::Or) {
            self.take();
            nodes.push(self.all(field)?);
        }
        Ok(Node::or(nodes))
    }

    /// `a b`, `a AND b`
    fn all(&mut self, field: Option<Field>) -> Result<Node, Complaint> {
        let mut nodes = vec![self.one(field)?];
        loop {
            match self.peek() {
                None | Some(Kind::Or | Kind::Close) => break,
                Some(Kind::And) => {
                    self.take();
                }
                Some(_) => {}
            }
            nodes.push(self.one(field)?);
        }
        Ok(Node::and(nodes))
    }

    /// A word, quoted text, a field with its value, a group, or any of them negated.
    fn one(&mut self, field: Option<Field>) -> Result<Node, Complaint> {
        let Some(token) = self.take() else {
            let end = self.query.trim_end().len();
            let last = self.tokens.last().map_or(end..end, |token| token.span.clone());
            return Err(self.complaint(last, "something to search for must follow", "quote the word to search for it"));
        };
        match token.kind {
            Kind::Not => {
                let negated = self.nested(&token.span, |parser| parser.one(field))?;
                Ok(if let Node::Not(inner) = negated { *inner } else { Node::Not(Box::new(negated)) })
            }
            Kind::Open => self.group(&token.span, field),
            Kind::Close if self.depth > 0 => {
                Err(self.complaint(token.span, "something to search for must stand before this", BRACKET))
            }
            Kind::Close => Err(self.complaint(token.span, "no bracket was opened before this", BRACKET)),
            Kind::And | Kind::Or => {
                let hint = "write it in small letters or in quotes to search for the word";
                Err(self.complaint(token.span, "something to search for must stand before this", hint))
            }
            Kind::Field { name, is_whole } => self.field(&name, is_whole, token.span),
            Kind::Quote { text, slop } => {
                let pattern = match slop {
                    None => Pattern::Phrase(text),
                    Some(slop) => Pattern::Near(text, slop),
                };
                self.leaf(field, pattern, token.span)
            }
            Kind::Word { text, mask } => {
                let pattern = self.word(field, &Bare { text, mask, span: token.span.clone() })?;
                self.leaf(field, pattern, token.span)
            }
        }
    }

    fn nested<T>(
        &mut self,
        span: &Range<usize>,
        inner: impl FnOnce(&mut Self) -> Result<T, Complaint>,
    ) -> Result<T, Complaint> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.complaint(span.clone(), "brackets are nested too deep", "simplify the query"));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn group(&mut self, open: &Range<usize>, field: Option<Field>) -> Result<Node, Complaint> {
        if let Some(Kind::Close) = self.peek() {
            return Err(self.complaint(open.clone(), "these brackets are empty", BRACKET));
        }
        let node = self.nested(open, |parser| parser.any(field))?;
        match self.take() {
            Some(Token { kind: Kind::Close, .. }) => Ok(node),
            _ => Err(self.complaint(open.clone(), "this bracket is not closed", BRACKET)),
        }
    }

    fn field(&mut self, name: &str, is_whole: bool, span: Range<usize>) -> Result<Node, Complaint> {
        let Some(field) = Field::named(name) else {
            let place = span.start..span.start + name.len();
            let hint = match nearest(name, Field::ALL.map(Field::name)) {
                Some(known) => format!("did you mean {known}: ? to search for the text itself, put it in quotes"),
                None => {
                    let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
                    format!("fields are {}; to search for the text itself, put it in quotes", known.join(" "))
                }
            };
            return Err(self.complaint(place, format!("unknown field {name}"), hint));
        };
        let touches = self.tokens.get(self.next).is_some_and(|value| value.span.start == span.end);
        let hint = || format!("write {0}:word or {0}:\"some words\"", field.name());
        if !touches {
            return Err(self.complaint(span, "a value must follow directly", hint()));
        }
        match self.take().map(|token| (token.kind, token.span)) {
            Some((Kind::Quote { text, slop: None } | Kind::Word { text, .. }, place)) if is_whole => {
                self.leaf(Some(field), Pattern::Value(text), place)
            }
            Some((Kind::Open, place)) if !is_whole => self.group(&place, Some(field)),
            Some((Kind::Quote { text, slop }, place)) => self.leaf(
                Some(field),
                slop.map_or(Pattern::Phrase(text.clone()), |slop| Pattern::Near(text, slop)),
                place,
            ),
            Some((Kind::Word { text, mask }, place)) => {
                let pattern = self.word(Some(field), &Bare { text, mask, span: place.clone() })?;
                self.leaf(Some(field), pattern, place)
            }
            _ => Err(self.complaint(span, "a value must follow directly", hint())),
        }
    }

    /// The pattern that a bare word stands for.
    fn word(&self, field: Option<Field>, word: &Bare) -> Result<Pattern, Complaint> {
        let Bare { text, mask, span } = word;
        if field == Some(Field::Path) && text.chars().count() > LONGEST_PATH {
            let message = format!("a pattern of paths may have {LONGEST_PATH} letters");
            return Err(self.complaint(span.clone(), message, "name a folder or a part of the file's name"));
        }
        if field == Some(Field::Path) {
            return Ok(Pattern::Word(text.clone()));
        }
        if let Some(tilde) = mask.rfind('~')
            && tilde > 0
            && mask[tilde + 1..].bytes().all(|byte| byte.is_ascii_digit())
        {
            let stem = text[..text.len() - (mask.len() - tilde)].to_owned();
            if stem.chars().count() > LONGEST_FUZZY {
                let message = format!("a word searched for in any spelling may have {LONGEST_FUZZY} letters");
                return Err(self.complaint(span.clone(), message, "write its beginning, as in burglar*"));
            }
            return match &mask[tilde + 1..] {
                "" | "1" => Ok(Pattern::Fuzzy(stem, 1)),
                "2" => Ok(Pattern::Fuzzy(stem, 2)),
                _ => {
                    let place = span.end - (mask.len() - tilde)..span.end;
                    Err(self.complaint(place, "a word may differ by 1 or 2 letters", "write word~1 or word~2"))
                }
            };
        }
        match mask.find('*') {
            None => Ok(Pattern::Word(text.clone())),
            Some(star) if star > 0 && star + 1 == mask.len() => Ok(Pattern::Prefix(text[..text.len() - 1].to_owned())),
            Some(_) => {
                let hint = "write the beginning of the word, as in burglar*; \\* searches for a star";
                Err(self.complaint(span.clone(), "a star may only end a word", hint))
            }
        }
    }

    /// A leaf of the tree, with values checked that can only be right or wrong.
    fn leaf(&self, field: Option<Field>, pattern: Pattern, span: Range<usize>) -> Result<Node, Complaint> {
        let Some(field) = field else { return Ok(Node::Text(pattern)) };
        let written = match &pattern {
            Pattern::Word(text) | Pattern::Phrase(text) | Pattern::Value(text) => text.as_str(),
            _ => "",
        };
        match field {
            Field::Date | Field::Year => match Period::parse(written) {
                Some(Period { from: Some(from), to: Some(to) }) if from > to => {
                    Err(self.complaint(span, "this span ends before it begins", "write the earlier day first"))
                }
                Some(period) => Ok(Node::Date(period)),
                None => Err(self.complaint(
                    span,
                    "this is not a date",
                    "write 2015, 2015-03, 2015-03-26 or a span such as 2014..2016",
                )),
            },
            Field::Status if !STATES.contains(&written) => {
                let hint = match nearest(written, STATES) {
                    Some(state) => format!("did you mean {state}?"),
                    None => format!("states are {}", STATES.join(", ")),
                };
                Err(self.complaint(span, "an action has no such state", hint))
            }
            field => Ok(Node::Field(field, pattern)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &str) {
        let shown = match parse(query) {
            Ok(node) => node.to_string(),
            Err(complaint) => format!("! {} at {:?}", complaint.message, &query[complaint.span]),
        };
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn words_are_all_required() {
        check("", "");
        check("domestic abuse", "domestic abuse");
        check("a AND b", "a b");
        check("a OR b c", "a OR b c");
        check("(a OR b) c", "(a OR b) c");
        check("a -b NOT c", "a -b -c");
        check("NOT NOT a", "a");
        check("a -(b c)", "a -(b c)");
    }

    #[test]
    fn codes_times_and_apostrophes_are_words() {
        check("66/15 13-16/15 CID94 14:30 12:3", "66/15 13-16/15 CID94 14:30 12:3");
        check("PCC's officers' 'quoted'", "PCC's officers' 'quoted'");
        check("£3.6m item(s) Present: https://x.org", "£3.6m item\\(s\\) Present: https://x.org");
        check("and or not", "and or not");
        check("topic://x topic\\://x", "topic://x topic\\://x");
    }

    #[test]
    fn quotes_prefixes_and_misspellings() {
        check("\"street triage\"", "\"street triage\"");
        check("“street triage”", "\"street triage\"");
        check("\"rest breaks\"~5", "\"rest breaks\"~5");
        check("burglar*", "burglar*");
        check("auroora~ aurora~2", "auroora~1 aurora~2");
        check("a~b", "a~b");
        check("\\*x \\-y", "\\*x \\-y");
    }

    #[test]
    fn fields_take_a_word_a_quote_or_a_group() {
        check("raised:HP burglary", "raised:HP burglary");
        check("topic:\"Road safety\"", "topic:\"Road safety\"");
        check("Topic:=\"Road safety\"", "topic:=\"Road safety\"");
        check("topic:(road OR custody)", "topic:road OR topic:custody");
        check("date:2015-03 year:2014..2016", "date:2015-03-01..2015-03-31 date:2014-01-01..2016-12-31");
        check("-topic:x", "-topic:x");
        check("path:2015/*.txt", "path:2015/*.txt");
        check("status:open", "status:open");
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_place() {
        check("tpoic:x", "! unknown field tpoic at \"tpoic\"");
        check("a topic: b", "! a value must follow directly at \"topic:\"");
        check("date:2015-13", "! this is not a date at \"2015-13\"");
        check("status:opne", "! an action has no such state at \"opne\"");
        check("say \"this", "! this quote is not closed at \"\\\"\"");
        check("(a b", "! this bracket is not closed at \"(\"");
        check("a b)", "! no bracket was opened before this at \")\"");
        check("()", "! these brackets are empty at \"(\"");
        check("OR a", "! something to search for must stand before this at \"OR\"");
        check("a AND", "! something to search for must follow at \"AND\"");
        check("*x", "! a star may only end a word at \"*x\"");
        check("a~9", "! a word may differ by 1 or 2 letters at \"~9\"");
        check("\"a b\"~", "! a number of words up to 1000 must follow at \"~\"");
        check(&format!("a OR {}", "b ".repeat(300)), "! a query may have 300 words at \"b\"");
        check(&"é".repeat(20_000), "! a query may have 20000 bytes at \"é\"");
        check(&format!("\"{}\"", "b ".repeat(301)), "! a query may have 300 words at \"b\"");
        let long = "b".repeat(41);
        check(
            &format!("{long}~"),
            &format!("! a word searched for in any spelling may have 40 letters at \"{long}~\""),
        );
        check(&"(".repeat(99), "! brackets are nested too deep at \"(\"");
    }
}
