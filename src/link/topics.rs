//! What the archive calls its topics: headings brought together where that is sure.

use super::facts::MeetingFacts;
use super::text::fold;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What may stand before or behind the name of a topic without changing what it is.
const BEFORE: &[&str] =
    &["update on", "report on", "discussion of", "discussion on", "review of", "improving", "reducing", "tackling"];
const BEHIND: &[&str] = &["update", "updates", "report", "discussion", "review"];

/// A topic that goes by several headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedTopic {
    /// Its most frequent heading.
    pub topic: String,
    /// Other headings that are surely the same.
    pub also: Vec<String>,
}

/// Counts how often each heading stands in a meeting.
pub(super) fn count(meeting: &MeetingFacts, headings: &mut BTreeMap<String, usize>) {
    for heading in &meeting.headings {
        match headings.get_mut(&heading.text) {
            Some(times) => *times += 1,
            None => drop(headings.insert(heading.text.clone(), 1)),
        }
    }
}

/// The topics that go by several of the headings, by name.
pub(super) fn topics(headings: &HashMap<&str, usize>) -> Vec<LinkedTopic> {
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for (heading, times) in headings {
        let key = fold(heading);
        if key.chars().any(char::is_alphabetic) {
            *spellings.entry(key).or_default().entry(heading).or_default() += times;
        }
    }
    let mut groups: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    let singulars: HashMap<String, &String> = spellings.keys().rev().map(|key| (singular(key), key)).collect();
    for (key, written) in &spellings {
        let base = base(key, written, &spellings, &singulars);
        groups.entry(base).or_default().push(key);
    }
    let mut topics: Vec<LinkedTopic> = groups.into_values().map(|keys| topic(&keys, &spellings)).collect();
    topics.retain(|topic| !topic.also.is_empty());
    topics.sort_by(|one, other| fold(&one.topic).cmp(&fold(&other.topic)).then_with(|| one.topic.cmp(&other.topic)));
    topics
}

/// The heading that a heading is a spelling of, itself where there is no other.
fn base(
    key: &str,
    written: &BTreeMap<&str, usize>,
    spellings: &BTreeMap<String, BTreeMap<&str, usize>>,
    singulars: &HashMap<String, &String>,
) -> String {
    let mut stripped = vec![singular(key)];
    for start in BEFORE {
        stripped.extend(key.strip_prefix(start).map(|rest| singular(rest.trim_start())));
    }
    for end in BEHIND {
        stripped.extend(key.strip_suffix(end).map(|rest| singular(rest.trim_end())));
    }
    // `Road safety – 20 mph in Mill Street` goes on with a heading that stands alone elsewhere.
    for heading in written.keys() {
        for mark in [" – ", " - ", ": ", " (", ", "] {
            stripped.extend(heading.split_once(mark).map(|(head, _)| singular(&fold(head))));
        }
    }
    let found = stripped.into_iter().rev().find_map(|form| singulars.get(&form).filter(|other| other.as_str() != key));
    match found {
        Some(other) if other.len() < key.len() && spellings.contains_key(*other) => (*other).clone(),
        _ => (*singulars.get(&singular(key)).map_or(&key.to_owned(), |first| *first)).clone(),
    }
}

/// The words in the singular, as far as a final `s` tells.
fn singular(key: &str) -> String {
    let word = |word: &str| match word.strip_suffix('s') {
        Some(stem) if stem.chars().count() > 3 && !stem.ends_with('s') => stem.to_owned(),
        _ => word.to_owned(),
    };
    key.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn topic(keys: &[&String], spellings: &BTreeMap<String, BTreeMap<&str, usize>>) -> LinkedTopic {
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys {
        spellings[*key].iter().for_each(|(heading, count)| *written.entry(heading).or_default() += count);
    }
    let rank = |(heading, count): &(&&str, &usize)| (**count, std::cmp::Reverse(heading.len()));
    let best = written.iter().max_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| other.0.cmp(one.0)));
    let name = best.map(|(heading, _)| (*heading).to_owned()).unwrap_or_default();
    LinkedTopic {
        also: written.keys().filter(|heading| **heading != name).map(|heading| (*heading).to_owned()).collect(),
        topic: name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_topic_are_one_where_that_is_sure() {
        let headings = [
            ("Road Safety", 1),
            ("Footpaths", 2),
            ("Custody update", 1),
            ("Road safety", 1),
            ("Footpath", 1),
            ("Custody", 1),
            ("Playing fields", 1),
            ("Road safety – 20 mph in Mill Street", 1),
            ("Improving road safety", 1),
            ("Roads", 1),
        ];
        let topics = topics(&headings.into());
        let shown: Vec<(&str, usize)> = topics.iter().map(|topic| (topic.topic.as_str(), topic.also.len())).collect();
        assert_eq!(shown, [("Custody", 1), ("Footpaths", 1), ("Road Safety", 3)]);
    }
}
