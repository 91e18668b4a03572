//! What the fixtures tell together, against the truth about them.

use minutebook::link::{self, Links, MeetingFacts};
use minutebook::pipeline;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Facts of the fixtures; the id of a meeting is the stem of its file.
pub(crate) fn fixtures() -> Vec<MeetingFacts> {
    let mut facts = Vec::new();
    for entry in ignore::Walk::new("fixtures/archive").flatten().filter(|entry| entry.path().is_file()) {
        for meeting in pipeline::extract(entry.path()).unwrap() {
            facts.push(link::facts(&stem(&meeting.source.path), &meeting));
        }
    }
    facts
}

fn stem(path: &str) -> String {
    Path::new(path).file_stem().unwrap().to_str().unwrap().to_owned()
}

fn truth() -> Value {
    serde_json::from_str(&std::fs::read_to_string("fixtures/gold/linked.json").unwrap()).unwrap()
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// Precision and recall of two sets.
fn compared<T: Ord + std::fmt::Debug>(found: &BTreeSet<T>, wanted: &BTreeSet<T>) -> (f64, f64) {
    let good = found.intersection(wanted).count() as f64;
    println!("too many: {:?}", found.difference(wanted).collect::<Vec<_>>());
    println!("missing: {:?}", wanted.difference(found).collect::<Vec<_>>());
    (good / found.len() as f64, good / wanted.len() as f64)
}

fn links() -> Links {
    link::link(fixtures())
}

#[test]
fn acronyms_are_learnt_with_their_sources() {
    let row = |acronym: String, meaning: String, stem: String| (acronym, meaning.to_lowercase(), stem);
    let truth = truth();
    let wanted: BTreeSet<_> = truth["acronyms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|wanted| row(text(wanted, "acronym"), text(wanted, "meaning"), text(wanted, "stem")))
        .collect();
    let mut found = BTreeSet::new();
    for acronym in links().acronyms {
        for source in &acronym.sources {
            found.insert(row(acronym.acronym.clone(), acronym.meaning.clone(), stem(&source.path)));
        }
    }
    let (precision, recall) = compared(&found, &wanted);
    assert!(precision >= 0.95 && recall >= 0.95, "precision {precision:.3}, recall {recall:.3}");
}

/// Whom the index would name for a mention: as the meeting itself tells, then as the others do.
fn named(facts: &MeetingFacts, links: &Links, written: &str) -> Option<String> {
    let names = links.names.get(&facts.id).cloned().unwrap_or_default();
    let shown = |local: &str| names.of(local).map_or(local.to_owned(), |named| named.person.clone());
    if let Some(named) = names.of(written) {
        return Some(named.person.clone());
    }
    let speaker = facts.speakers.iter().find(|speaker| speaker.written == written);
    if let Some(person) = speaker.and_then(|speaker| speaker.person.as_deref()) {
        return Some(shown(person));
    }
    let is_meant = |row: &&minutebook::meeting::Person| row.initials.as_deref() == Some(written) || row.name == written;
    if let Some(row) = facts.people.iter().find(is_meant) {
        return Some(shown(&row.name));
    }
    let is_known =
        |person: &&link::LinkedPerson| person.name == written || person.also.iter().any(|name| name == written);
    links.persons.iter().find(is_known).map(|person| person.name.clone())
}

#[test]
fn people_are_one_across_meetings() {
    let (facts, truth, links) = (fixtures(), truth(), links());
    let facts: BTreeMap<&str, &MeetingFacts> = facts.iter().map(|facts| (facts.id.as_str(), facts)).collect();
    // Each mention with the person of the truth and the person found.
    let mut mentions: Vec<(usize, String)> = Vec::new();
    for (person, wanted) in truth["people"].as_array().unwrap().iter().enumerate() {
        for mention in wanted["mentions"].as_array().unwrap() {
            let (stem, written) = (text(mention, "stem"), text(mention, "as_written"));
            let found = named(facts[stem.as_str()], &links, &written);
            if found.as_deref() != wanted["name"].as_str() {
                println!("{stem}: {written} is {found:?}, should be {}", wanted["name"]);
            }
            mentions.push((person, found.unwrap_or(format!("{stem} {written}"))));
        }
    }
    let (mut good, mut found, mut wanted) = (0.0, 0.0, 0.0);
    for (at, one) in mentions.iter().enumerate() {
        for other in &mentions[at + 1..] {
            let (is_wanted, is_found) = (one.0 == other.0, one.1 == other.1);
            wanted += f64::from(is_wanted);
            found += f64::from(is_found);
            good += f64::from(is_wanted && is_found);
        }
    }
    let f1 = 2.0 * good / (found + wanted);
    assert!(f1 >= 0.98, "F1 {f1:.4}");
    let names: BTreeSet<&str> = links.persons.iter().map(|person| person.name.as_str()).collect();
    println!("F1 {f1:.4}; {names:?}");
}
