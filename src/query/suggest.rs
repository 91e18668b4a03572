//! What a query that is being typed may become: topics, people and codes of the archive.

use super::actions::actions;
use super::field::Field;
use super::request::Request;
use super::run::QueryError;
use super::syntax::{Node, Pattern};
use super::topics::topics;
use crate::index::{Collection, key};
use jiff::civil::Date;
use serde::Serialize;

/// A query that what was typed may become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Suggestion {
    /// The whole query.
    pub query: String,
    /// What it adds: `topic`, `person` or `action`.
    pub field: &'static str,
    /// The topic, name or code.
    pub value: String,
}

/// The topics, people and codes of an archive, read once.
pub struct Vocabulary {
    entries: Vec<Entry>,
}

struct Entry {
    /// Folded; what was typed is compared with its beginning and that of each of its words.
    key: String,
    field: Field,
    value: String,
}

/// Words at the end of what was typed that may be the beginning of one thing.
const LONGEST: usize = 5;

impl Vocabulary {
    /// Reads the vocabulary of `collection`: what is discussed most first.
    pub fn of(collection: &Collection) -> Result<Vocabulary, QueryError> {
        let all = Request::new("");
        let mut entries = Vec::new();
        let mut add = |field, value: String| entries.push(Entry { key: key(&value), field, value });
        topics(collection, &all)?.into_iter().for_each(|row| add(Field::Topic, row.topic));
        let mut persons = collection.persons()?;
        persons.sort_by_key(|person| std::cmp::Reverse(person.statements + person.actions));
        persons.into_iter().for_each(|person| add(Field::Person, person.name));
        let mut codes: Vec<String> =
            actions(collection, &all, Date::MAX)?.into_iter().rev().filter_map(|row| row.action.code).collect();
        codes.dedup();
        codes.into_iter().for_each(|code| add(Field::Action, code));
        Ok(Vocabulary { entries })
    }

    /// What `typed` may become, `limit` of them at most.
    pub fn suggestions(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        let starts = typed.char_indices().filter(|(at, letter)| {
            !letter.is_whitespace() && (*at == 0 || typed[..*at].ends_with(char::is_whitespace))
        });
        let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        starts.drain(..starts.len().saturating_sub(LONGEST));
        let mut found: Vec<Suggestion> = Vec::new();
        for start in starts {
            let (before, begun) = typed.split_at(start);
            let wanted = key(begun);
            if wanted.chars().count() < 2 {
                continue;
            }
            for entry in &self.entries {
                let fits = entry.key.starts_with(&wanted)
                    || entry.key.match_indices(&wanted).any(|(at, _)| entry.key[..at].ends_with(' '));
                if fits && found.len() < limit && found.iter().all(|known| known.value != entry.value) {
                    let asked = Node::Field(entry.field, Pattern::Value(entry.value.clone()));
                    let (field, value) = (entry.field.name(), entry.value.clone());
                    found.push(Suggestion { query: format!("{before}{asked}"), field, value });
                }
            }
        }
        found
    }
}
