//! Speakers that a query names: by their label, their name or a part of it.

use super::asking::is_asking;
use super::evidence::plain;
use crate::index::Fields;
use crate::query::compile::union;
use tantivy::query::{PhraseQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Result, Searcher, Term};

/// Longest name looked for, in words.
const LONGEST: usize = 5;
/// Words before which somebody's speaking is asked for.
const BEFORE: [&str; 10] = ["did", "does", "do", "has", "had", "by", "to", "was", "is", "would"];
/// Words behind which somebody's speaking is asked for.
const BEHIND: [&str; 16] = [
    "say", "said", "says", "think", "thought", "thinks", "suggest", "suggested", "propose", "proposed", "ask", "asked", "raise",
    "raised", "explain", "explained",
];

/// The speakers a query names.
#[derive(Default)]
pub(super) struct Speakers {
    /// Passages in which they speak.
    pub(super) query: Option<Box<dyn Query>>,
    /// The words that name them and nothing else.
    pub(super) words: Vec<String>,
}

pub(super) fn speakers(fields: &Fields, searcher: &Searcher, typed: &str) -> Result<Speakers> {
    let written: Vec<&str> = typed.split_whitespace().collect();
    let folded: Vec<String> = written.iter().map(|word| plain(word)).collect();
    let mut queries: Vec<Box<dyn Query>> = Vec::new();
    let mut names = Vec::new();
    let mut at = 0;
    while at < written.len() {
        let longest = LONGEST.min(written.len() - at);
        let mut taken = 1;
        for length in (1..=longest).rev() {
            let name = &folded[at..at + length];
            if name.iter().any(String::is_empty) || (is_asking(written[at]) && length == 1) || is_asking(written[at + length - 1]) && length > 1 {
                continue;
            }
            let is_capital = written[at..at + length].iter().all(|word| begins_large(word));
            let is_subject = is_subject(&written, &folded, at, length);
            if !(is_subject || is_capital && (length > 1 || at > 0)) {
                continue;
            }
            let query = spoken(fields, name);
            if query.count(searcher)? == 0 {
                continue;
            }
            queries.push(query);
            if length > 1 || is_subject {
                names.extend(name.iter().cloned());
            }
            taken = length;
            break;
        }
        at += taken;
    }
    Ok(Speakers { query: union(queries), words: names })
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
    word.trim_start_matches(|letter: char| !letter.is_alphanumeric()).starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric())
}

fn spoken(fields: &Fields, name: &[String]) -> Box<dyn Query> {
    let terms: Vec<Term> = name.iter().map(|word| Term::from_field_text(fields.said_by, word)).collect();
    match &terms[..] {
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}
