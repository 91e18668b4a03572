//! Speakers that a query names: by their label, their name or a part of it.

use super::asking::is_asking;
use super::evidence::plain;
use crate::index::Fields;
use crate::query::field::Field;
use crate::query::syntax::{Node, Pattern};
use tantivy::query::{PhraseQuery, Query};
use tantivy::{Result, Searcher, Term};

/// Longest name looked for, in words.
const LONGEST: usize = 5;
/// Words before which somebody's speaking is asked for.
const BEFORE: [&str; 10] = ["did", "does", "do", "has", "had", "by", "to", "was", "is", "would"];
/// Words behind which somebody's speaking is asked for.
const BEHIND: [&str; 16] = [
    "say",
    "said",
    "says",
    "think",
    "thought",
    "thinks",
    "suggest",
    "suggested",
    "propose",
    "proposed",
    "ask",
    "asked",
    "raise",
    "raised",
    "explain",
    "explained",
];

/// The speakers a query names.
#[derive(Default)]
pub(super) struct Speakers {
    /// Conditions that they speak.
    pub(super) nodes: Vec<Node>,
    /// The words that name them and nothing else, folded.
    words: Vec<String>,
}

impl Speakers {
    /// The speakers of the archive that `typed` names.
    pub(super) fn named(fields: &Fields, searcher: &Searcher, typed: &str) -> Result<Speakers> {
        let written: Vec<&str> = typed.split_whitespace().collect();
        let folded: Vec<String> = written.iter().map(|word| plain(word)).collect();
        let mut speakers = Speakers::default();
        let mut at = 0;
        while at < written.len() {
            let longest = LONGEST.min(written.len() - at);
            let length = (1..=longest).rev().find_map(|length| {
                let name = &folded[at..at + length];
                let is_subject = is_subject(&written, &folded, at, length);
                let is_capital = written[at..at + length].iter().all(|word| begins_large(word));
                let may_name = is_subject || is_capital && (length > 1 || at > 0);
                let ends_in_asking = is_asking(written[at]) || is_asking(written[at + length - 1]);
                if name.iter().any(String::is_empty)
                    || !may_name
                    || ends_in_asking && !is_capital
                    || length == 1 && is_asking(written[at])
                {
                    return None;
                }
                match speaks(fields, searcher, name) {
                    Ok(true) => Some(Ok((length, is_subject))),
                    Ok(false) => None,
                    Err(cause) => Some(Err(cause)),
                }
            });
            let Some(found) = length else {
                at += 1;
                continue;
            };
            let (length, is_subject) = found?;
            let name = &folded[at..at + length];
            speakers.nodes.push(Node::Field(Field::Said, Pattern::Phrase(name.join(" "))));
            if length > 1 || is_subject {
                speakers.words.extend(name.iter().cloned());
            }
            at += length;
        }
        Ok(speakers)
    }

    /// The tree without the words that only name speakers; as it is where nothing else is asked for.
    pub(super) fn taken_from(&self, tree: Node) -> Node {
        let Node::And(nodes) = &tree else { return tree };
        let is_name =
            |node: &&Node| matches!(node, Node::Text(Pattern::Word(word)) if self.words.contains(&plain(word)));
        let others: Vec<Node> = nodes.iter().filter(|node| !is_name(node)).cloned().collect();
        if others.iter().any(|node| matches!(node, Node::Text(_) | Node::Or(_))) { Node::and(others) } else { tree }
    }
}

/// Whether the name stands where a question names who is to have spoken.
fn is_subject(written: &[&str], folded: &[String], at: usize, length: usize) -> bool {
    let has = |list: &[&str], index: Option<usize>| {
        index.and_then(|index| folded.get(index)).is_some_and(|word| list.contains(&word.as_str()))
    };
    let before = match at.checked_sub(1) {
        Some(before) if folded[before] == "the" => at.checked_sub(2),
        before => before,
    };
    let last = written[at + length - 1];
    let is_possessive = last.ends_with("'s") || last.ends_with("’s");
    has(&BEFORE, before) || has(&BEHIND, Some(at + length)) || is_possessive
}

fn begins_large(word: &str) -> bool {
    word.trim_start_matches(|letter: char| !letter.is_alphanumeric())
        .starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
}

/// Whether anybody of that name speaks in the archive.
fn speaks(fields: &Fields, searcher: &Searcher, name: &[String]) -> Result<bool> {
    let terms: Vec<Term> = name.iter().map(|word| Term::from_field_text(fields.said_by, word)).collect();
    match &terms[..] {
        [term] => Ok(searcher.doc_freq(term)? > 0),
        _ => Ok(PhraseQuery::new(terms).count(searcher)? > 0),
    }
}
