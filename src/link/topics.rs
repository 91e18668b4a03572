//! What the archive calls its topics: spellings brought together where that is sure, standing items known as such.

use super::duplicates::Again;
use super::facts::MeetingFacts;
use super::standing::standing;
use super::text::fold;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What may stand before or behind the name of a topic without changing what it is.
const BEFORE: &[&str] =
    &["update on", "report on", "discussion of", "discussion on", "review of", "improving", "reducing", "tackling"];
const BEHIND: &[&str] = &["update", "updates", "report", "discussion", "review"];

/// A topic under all its spellings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedTopic {
    /// Its most frequent heading.
    pub topic: String,
    /// Other headings that are surely the same.
    pub also: Vec<String>,
    /// Whether every meeting has it: apologies, minutes, any other business.
    pub is_standing: bool,
    /// Meetings that have it.
    pub meetings: u64,
    /// First of them.
    pub first: Option<Date>,
    /// Last of them.
    pub last: Option<Date>,
    /// Meetings of each year.
    pub years: BTreeMap<i16, u64>,
    /// Bodies that discuss it.
    pub bodies: Vec<String>,
}

/// The topics of all meetings, by name.
pub(super) fn topics(
    meetings: &[MeetingFacts],
    repeats: &[Option<(usize, Again)>],
    is_topic: impl Fn(&str) -> bool,
) -> Vec<LinkedTopic> {
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut held: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, meeting) in meetings.iter().enumerate().filter(|(at, _)| repeats[*at].is_none()) {
        for heading in meeting.headings.iter().filter(|heading| is_topic(&heading.text)) {
            let key = fold(&heading.text);
            if key.chars().any(char::is_alphabetic) {
                *spellings.entry(key.clone()).or_default().entry(&heading.text).or_default() += 1;
                held.entry(key).or_default().insert(at);
            }
        }
    }
    let mut groups: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    let singulars: HashMap<String, &String> = spellings.keys().rev().map(|key| (singular(key), key)).collect();
    for (key, written) in &spellings {
        let base = base(key, written, &spellings, &singulars);
        groups.entry(base).or_default().push(key);
    }
    let row = |keys: Vec<&String>| topic(&keys, &spellings, &held, meetings);
    let mut topics: Vec<LinkedTopic> = groups.into_values().map(row).collect();
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

fn topic(
    keys: &[&String],
    spellings: &BTreeMap<String, BTreeMap<&str, usize>>,
    held: &BTreeMap<String, BTreeSet<usize>>,
    meetings: &[MeetingFacts],
) -> LinkedTopic {
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    let mut at: BTreeSet<usize> = BTreeSet::new();
    for key in keys {
        spellings[*key].iter().for_each(|(heading, count)| *written.entry(heading).or_default() += count);
        at.extend(&held[*key]);
    }
    let rank = |(heading, count): &(&&str, &usize)| (**count, std::cmp::Reverse(heading.len()));
    let best = written.iter().max_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| other.0.cmp(one.0)));
    let name = best.map(|(heading, _)| (*heading).to_owned()).unwrap_or_default();
    let mut years: BTreeMap<i16, u64> = BTreeMap::new();
    let dates: Vec<Date> = at.iter().filter_map(|at| meetings[*at].date).collect();
    dates.iter().for_each(|date| *years.entry(date.year()).or_default() += 1);
    let bodies: BTreeSet<String> = at.iter().filter_map(|at| meetings[*at].body.clone()).collect();
    LinkedTopic {
        also: written.keys().filter(|heading| **heading != name).map(|heading| (*heading).to_owned()).collect(),
        is_standing: standing(&name).is_some(),
        topic: name,
        meetings: at.len() as u64,
        first: dates.iter().min().copied(),
        last: dates.iter().max().copied(),
        years,
        bodies: bodies.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Heading;
    use super::*;

    #[test]
    fn spellings_of_a_topic_are_one_where_that_is_sure() {
        let meeting = |headings: &[&str]| MeetingFacts {
            headings: headings.iter().map(|text| Heading { text: (*text).to_owned(), ..Heading::default() }).collect(),
            ..MeetingFacts::default()
        };
        let meetings = [
            meeting(&["Road Safety", "Footpaths", "Custody update"]),
            meeting(&["Road safety", "Footpath", "Custody", "Playing fields"]),
            meeting(&["Road safety – 20 mph in Mill Street", "Improving road safety", "Roads"]),
        ];
        let topics = topics(&meetings, &[None; 3], |_| true);
        let shown: Vec<(&str, usize)> = topics.iter().map(|topic| (topic.topic.as_str(), topic.also.len())).collect();
        assert_eq!(shown, [("Custody", 1), ("Footpath", 1), ("Playing fields", 0), ("Road Safety", 3), ("Roads", 0)]);
    }
}
