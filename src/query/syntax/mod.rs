//! The query language: text to a plain tree and back, pure.

mod complaint;
mod lexer;
mod parser;
mod print;

pub use complaint::{Complaint, nearest};
pub use parser::{STATES, parse, plain};

use super::field::Field;
use super::period::Period;

/// A query as a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Everything.
    All,
    /// A pattern found in the text.
    Text(Pattern),
    /// A pattern found in a field.
    Field(Field, Pattern),
    /// A day within the period.
    Date(Period),
    /// All of them; at least two.
    And(Vec<Node>),
    /// Any of them; at least two.
    Or(Vec<Node>),
    /// What does not match.
    Not(Box<Node>),
}

/// What a text is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pattern {
    /// A word as typed, in any of its forms.
    Word(String),
    /// A word that begins so.
    Prefix(String),
    /// A word that differs by at most so many letters.
    Fuzzy(String, u8),
    /// Exactly these words, one after the other.
    Phrase(String),
    /// Exactly these words, with at most so many places between or out of order.
    Near(String, u32),
    /// The whole value of a field.
    Value(String),
}

impl Pattern {
    /// The text that is compared.
    pub(super) fn text(&self) -> &str {
        match self {
            Pattern::Word(text)
            | Pattern::Prefix(text)
            | Pattern::Fuzzy(text, _)
            | Pattern::Phrase(text)
            | Pattern::Near(text, _)
            | Pattern::Value(text) => text,
        }
    }
}

impl Node {
    /// What the text may have, from first to last; what is excluded is none of it.
    pub(super) fn patterns(&self) -> Vec<&Pattern> {
        match self {
            Node::Text(pattern) => vec![pattern],
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().flat_map(Node::patterns).collect(),
            Node::All | Node::Field(..) | Node::Date(_) | Node::Not(_) => Vec::new(),
        }
    }

    /// All of `nodes`, flattened.
    pub fn and(nodes: Vec<Node>) -> Node {
        let mut all = Vec::new();
        for node in nodes {
            match node {
                Node::And(inner) => all.extend(inner),
                Node::All => {}
                node => all.push(node),
            }
        }
        if all.len() > 1 { Node::And(all) } else { all.pop().unwrap_or(Node::All) }
    }

    /// Any of `nodes`, flattened.
    pub fn or(nodes: Vec<Node>) -> Node {
        let mut any = Vec::new();
        for node in nodes {
            match node {
                Node::Or(inner) => any.extend(inner),
                node => any.push(node),
            }
        }
        if any.len() > 1 { Node::Or(any) } else { any.pop().unwrap_or(Node::All) }
    }
}
