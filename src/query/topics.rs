//! The topics of an archive: what is discussed most first, what every meeting has last.

use super::compile::{Compiler, Unit};
use super::field::Field;
use super::meetings::held;
use super::request::Request;
use super::run::{QueryError, narrowed};
use super::syntax::{Node, Pattern};
use super::tally::{Count, TallyCollector};
use crate::index::{Collection, Value, day_of, key};
use crate::link::standing;
use jiff::civil::Date;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// A topic of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct TopicRow {
    /// The heading in its most frequent spelling.
    pub topic: String,
    /// Passages under it that match.
    pub passages: u64,
    /// Meetings with such passages.
    pub meetings: u64,
    /// First of them.
    pub first: Option<Date>,
    /// Last of them.
    pub last: Option<Date>,
    /// Other headings of the same topic.
    pub also: Vec<String>,
    /// Whether every meeting has it: apologies, minutes, any other business.
    pub is_standing: bool,
}

/// The topics with passages that match `request`, most discussed first; standing items come behind all others.
pub fn topics(collection: &Collection, request: &Request) -> Result<Vec<TopicRow>, QueryError> {
    let tree = narrowed(&request.tree()?, &request.filters, None);
    let searcher = collection.searcher();
    let fault = |cause| collection.fault(cause);
    let query = |tree: &Node| Compiler::new(collection, &searcher, Unit::Passage).compile(tree);
    // Several headings of one topic are one row under the name that is most frequent in the archive.
    let mut named: HashMap<String, String> = HashMap::new();
    for topic in collection.topics()? {
        named.extend(topic.also.iter().chain([&topic.topic]).map(|heading| (key(heading), topic.topic.clone())));
    }
    // What the user says is no topic is none, though its passages are under it.
    let none: HashSet<String> =
        collection.applied().corrections.not_a_topic.iter().map(|heading| key(heading)).collect();
    let mut rows: HashMap<String, TopicRow> = HashMap::new();
    let tally = TallyCollector { columns: ["topic"], collection };
    let [counted] = query(&tree).and_then(|query| searcher.search(&query, &tally)).map_err(fault)?;
    let names = collection.values().names();
    let mut headings: Vec<(&Value, Count)> =
        counted.rows.iter().map(|row| (names.value(row.name), row.count)).collect();
    headings.sort_by_key(|(heading, _)| *heading);
    for (heading, count) in headings {
        if none.contains(heading.key()) {
            continue;
        }
        let written = heading.spelling();
        let name = named.get(heading.key()).map_or(written, String::as_str);
        match rows.get_mut(&key(name)) {
            Some(row) => row.add(written.to_owned(), &count),
            None => drop(rows.insert(key(name), TopicRow::new(written.to_owned(), &count, name))),
        }
    }
    drop(names);
    for row in rows.values_mut().filter(|row| !row.also.is_empty()) {
        // A meeting with two of the headings counts once.
        let headings = row.also.iter().chain([&row.topic]);
        let any = headings.map(|heading| Node::Field(Field::Topic, Pattern::Value(heading.clone()))).collect();
        let any = query(&Node::and(vec![tree.clone(), Node::or(any)]));
        row.meetings = any.and_then(|any| held(collection, &searcher, &any)).map_err(fault)?;
    }
    let mut rows: Vec<TopicRow> = rows.into_values().collect();
    rows.sort_by(|left, right| {
        let order = |row: &TopicRow| (row.is_standing, Reverse((row.meetings, row.passages)), row.topic.clone());
        order(left).cmp(&order(right))
    });
    Ok(rows)
}

impl TopicRow {
    fn new(heading: String, count: &Count, name: &str) -> TopicRow {
        TopicRow {
            topic: name.to_owned(),
            passages: count.values,
            meetings: count.meetings,
            first: count.first.and_then(day_of),
            last: count.last.and_then(day_of),
            is_standing: standing(name).is_some(),
            also: if key(&heading) == key(name) { Vec::new() } else { vec![heading] },
        }
    }

    fn add(&mut self, heading: String, count: &Count) {
        self.passages += count.values;
        self.meetings += count.meetings;
        self.first = [self.first, count.first.and_then(day_of)].into_iter().flatten().min();
        self.last = self.last.max(count.last.and_then(day_of));
        if key(&heading) != key(&self.topic) {
            self.also.push(heading);
            self.also.sort();
        }
    }
}
