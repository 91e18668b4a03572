//! What the fixtures tell together, against the truth about them.

use minutebook::link::{self, Corrections, Links, MeetingFacts};
use minutebook::meeting::{Action, Update};
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
    link::link(fixtures(), &Corrections::default())
}

/// Precision and recall of the acronyms, each with its meaning and source.
pub(crate) fn acronyms() -> (f64, f64) {
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
    compared(&found, &wanted)
}

#[test]
fn acronyms_are_learnt_with_their_sources() {
    let (precision, recall) = acronyms();
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

/// F1 of the pairs of mentions that mean one person.
pub(crate) fn people() -> f64 {
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
    2.0 * good / (found + wanted)
}

#[test]
fn people_are_one_across_meetings() {
    let f1 = people();
    assert!(f1 >= 0.98, "F1 {f1:.4}");
}

/// Histories without the setting: day's meeting and state.
fn history(action: &link::LedgerAction) -> Vec<(String, String)> {
    let later = action.history.iter().filter(|event| event.kind != link::EventKind::Set);
    later
        .map(|event| (stem(&event.path), serde_json::to_value(event.status).unwrap().as_str().unwrap().to_owned()))
        .collect()
}

/// The facts with actions and updates as the annotations of each document have them.
fn annotated() -> Vec<MeetingFacts> {
    let option = |row: &Value, key: &str| row[key].as_str().map(str::to_owned);
    let status = |row: &Value| serde_json::from_value(row["status"].clone()).ok();
    let mut all = fixtures();
    for facts in &mut all {
        let path = format!("fixtures/gold/{}.json", facts.id);
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let rows = |key: &str| gold[key].as_array().unwrap().clone();
        let action = |row: Value| Action {
            code: option(&row, "code"),
            text: text(&row, "text"),
            owners: serde_json::from_value(row["owners"].clone()).unwrap(),
            ..Action::default()
        };
        let update = |row: Value| Update {
            code: option(&row, "code"),
            text: option(&row, "text"),
            status: status(&row).unwrap(),
            note: option(&row, "note"),
            ..Update::default()
        };
        facts.actions = rows("actions").into_iter().map(action).collect();
        facts.updates = rows("updates").into_iter().map(update).collect();
    }
    all
}

/// Actions whose history is that of the truth, and all actions of the truth.
fn exact_histories(links: &Links) -> (usize, usize) {
    let truth = truth();
    let (mut good, mut all) = (0, 0);
    for wanted in truth["actions"].as_array().unwrap() {
        let events = wanted["history"].as_array().unwrap();
        // Prose that reports on an action without its code may be found or not.
        let is_told = |event: &&Value| event["without_code"].as_bool() != Some(true);
        let told = |event: &Value| (text(event, "stem"), text(event, "status"));
        let expected: Vec<(String, String)> = events.iter().filter(is_told).map(told).collect();
        let free: Vec<(String, String)> = events.iter().filter(|event| !is_told(event)).map(told).collect();
        let is_it = |action: &&link::LedgerAction| {
            let is_set = action.history[0].kind == link::EventKind::Set;
            let is_here = match wanted["set_in"].as_str() {
                Some(set_in) => is_set && stem(&action.path) == set_in,
                None => !is_set && expected.first().is_some_and(|first| stem(&action.path) == first.0),
            };
            let is_named = action.code.is_some() || action.text.get(..10) == text(wanted, "text").get(..10);
            is_here && is_named && action.code.as_deref() == wanted["code"].as_str()
        };
        let mut found: Vec<Vec<(String, String)>> = links.actions.iter().filter(is_it).map(history).collect();
        found.iter_mut().for_each(|events| events.retain(|event| !free.contains(event)));
        all += 1;
        if found.len() == 1 && found[0] == expected {
            good += 1;
        } else {
            println!("{} {} {}: {found:?}, should be {expected:?}", wanted["body"], wanted["code"], wanted["text"]);
        }
    }
    (good, all)
}

/// Share of actions whose history is that of the truth, out of the annotations of each document or the documents.
pub(crate) fn histories(is_annotated: bool) -> f64 {
    let facts = if is_annotated { annotated() } else { fixtures() };
    let (good, all) = exact_histories(&link::link(facts, &Corrections::default()));
    good as f64 / all as f64
}

#[test]
fn actions_have_their_whole_history() {
    assert_eq!(histories(true), 1.0);
    assert_eq!(histories(false), 1.0);
}

/// Gaps as the truth has them: what is missing, by kind and family of bodies.
#[test]
fn gaps_are_named() {
    let (truth, links) = (truth(), link::link(annotated(), &Corrections::default()));
    let family = |name: &str| if name.contains("Scrutiny") { "scrutiny" } else { "council" };
    for kind in ["announced_meeting_missing", "minutes_referred_to_missing", "code_skipped", "update_without_action"] {
        let row = |body: &str, detail: &str| {
            let what = detail.split([',', ':', ' ']).next().unwrap();
            (family(body), what.to_owned())
        };
        let gaps = truth["gaps"].as_array().unwrap().iter().filter(|gap| gap["kind"] == kind);
        let wanted: BTreeSet<_> = gaps.map(|gap| row(&text(gap, "body"), &text(gap, "detail"))).collect();
        let gaps = links.gaps.iter().filter(|gap| gap.kind.name() == kind);
        let found: BTreeSet<_> = gaps
            .map(|gap| {
                let body = if gap.path.as_deref().unwrap().contains("scrutiny/") { "Scrutiny" } else { "" };
                let codes = match gap.codes.as_slice() {
                    [] => gap.date.unwrap().to_string(),
                    [code] => code.clone(),
                    [first, .., last] => format!("{}-{last}", first.split('/').next().unwrap()),
                };
                row(body, &codes)
            })
            .collect();
        compared(&found, &wanted);
        assert_eq!(found, wanted, "{kind}");
    }
}
