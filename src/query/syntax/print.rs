//! A tree back to a query that reads as that tree.

use super::{Field, Node, Pattern};
use std::fmt::{Display, Formatter, Result};

impl Display for Node {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Node::All => Ok(()),
            Node::Text(pattern) => write!(out, "{pattern}"),
            // A star in a path is part of the pattern and needs no escape.
            Node::Field(Field::Path, Pattern::Word(path)) => write!(out, "path:{}", word(path).replace("\\*", "*")),
            Node::Field(field, pattern) => write!(out, "{}:{pattern}", field.name()),
            Node::Date(period) => write!(out, "date:{period}"),
            Node::And(nodes) => join(out, nodes, " "),
            Node::Or(nodes) => join(out, nodes, " OR "),
            Node::Not(inner) if matches!(**inner, Node::And(_) | Node::Or(_)) => write!(out, "-({inner})"),
            Node::Not(inner) => write!(out, "-{inner}"),
        }
    }
}

fn join(out: &mut Formatter<'_>, nodes: &[Node], joint: &str) -> Result {
    for (index, node) in nodes.iter().enumerate() {
        if index > 0 {
            out.write_str(joint)?;
        }
        if joint == " " && matches!(node, Node::Or(_)) {
            write!(out, "({node})")?;
        } else {
            write!(out, "{node}")?;
        }
    }
    Ok(())
}

impl Display for Pattern {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        match self {
            Pattern::Word(text) => out.write_str(&word(text)),
            Pattern::Prefix(text) => write!(out, "{}*", word(text)),
            Pattern::Fuzzy(text, distance) => write!(out, "{}~{distance}", word(text)),
            Pattern::Phrase(text) => write!(out, "{}", quote(text)),
            Pattern::Near(text, slop) => write!(out, "{}~{slop}", quote(text)),
            Pattern::Value(text) => write!(out, "={}", quote(text)),
        }
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        if matches!(letter, '"' | '“' | '”' | '„' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// The word with every character escaped that would make it something else.
fn word(text: &str) -> String {
    let mut escaped = String::new();
    let is_operator = matches!(text, "AND" | "OR" | "NOT");
    for (at, letter) in text.char_indices() {
        let is_special = match letter {
            '(' | ')' | '"' | '“' | '”' | '„' | '\\' => true,
            '-' | '=' => at == 0,
            '~' | '*' => is_meant(text, at, letter),
            ':' => text[..at].chars().all(|letter| letter.is_ascii_alphabetic() || letter == '_') && at > 0,
            blank => blank.is_whitespace() || (is_operator && at == 0),
        };
        if is_special && !is_harmless_colon(text, at) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Whether a star or tilde here would be taken as an operator.
fn is_meant(text: &str, at: usize, letter: char) -> bool {
    letter == '*' || letter == '~' && text[at + 1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// A colon at the end of a word, or before `//`, starts no value unless a field is named.
fn is_harmless_colon(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let is_unknown = Field::named(&text[..at]).is_none();
    is_unknown && (rest.starts_with("://") || rest == ":")
}
