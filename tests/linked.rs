//! What the fixtures tell together, against the truth about them.

use minutebook::link::{self, Links, MeetingFacts};
use minutebook::pipeline;
use serde_json::Value;
use std::collections::BTreeSet;
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
    link::link(&fixtures())
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
