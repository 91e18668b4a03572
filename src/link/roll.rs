//! The roll: of every meeting just what tells which meetings and people belong together, so that the rest is read of few.

use super::acronyms;
use super::facts::{self, MeetingFacts};
use super::text::fold;
use crate::meeting::{Attendance, Meeting};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// A meeting as all others need to know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollEntry {
    /// The file it comes from, by which it is replaced.
    pub file: String,
    /// Id of the meeting.
    pub id: String,
    /// Path of its document as shown.
    pub path: String,
    /// Series it belongs to, as its minutes tell.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// Names on its lists, and whether each is a row of whoever came or sent apologies.
    pub people: Vec<(String, bool)>,
    /// Names of those who speak, each once.
    pub speakers: BTreeSet<String>,
    /// Names of organisations, folded.
    pub organisations: BTreeSet<String>,
    /// Tells these facts from others of the same meeting.
    pub digest: String,
}

/// The facts of a meeting as they are kept, with its entry in the roll.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FactSheet {
    /// The entry.
    pub entry: RollEntry,
    /// Its `MeetingFacts` as JSON: they are many, and read family by family.
    pub facts: String,
}

impl FactSheet {
    /// That of the meeting with this id of `file`.
    pub fn of(file: &str, id: &str, meeting: &Meeting) -> FactSheet {
        let facts = facts::facts(id, meeting);
        let written = serde_json::to_string(&facts).expect("facts have string keys and no failing parts");
        FactSheet { entry: RollEntry::of(file, &facts, short(written.as_bytes())), facts: written }
    }
}

impl RollEntry {
    /// The entry of a meeting of `file`, by its facts and what tells them from others.
    pub(super) fn of(file: &str, facts: &MeetingFacts, digest: String) -> RollEntry {
        let people = facts.people.iter().map(|row| (row.name.clone(), row.attendance != Attendance::Mentioned));
        let speakers = facts.speakers.iter().map(|speaker| speaker.person.as_ref().unwrap_or(&speaker.written));
        RollEntry {
            file: file.to_owned(),
            id: facts.id.clone(),
            path: facts.path.clone(),
            body: facts.body.clone(),
            date: facts.date,
            people: people.collect(),
            speakers: speakers.cloned().collect(),
            organisations: organisations(facts),
            digest,
        }
    }

    /// All names in it; whoever came is told from those only spoken of.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, bool)> {
        let people = self.people.iter().map(|(name, attends)| (name.as_str(), *attends));
        people.chain(self.speakers.iter().map(|name| (name.as_str(), false)))
    }
}

/// Names of organisations, which lists of people are full of.
fn organisations(facts: &MeetingFacts) -> BTreeSet<String> {
    let rows = facts.people.iter().flat_map(|row| row.organisation.as_deref());
    let explained = facts.definitions.iter().filter(|definition| !acronyms::is_person(definition, facts));
    let names = rows.chain(explained.map(|definition| definition.meaning.as_str()));
    names.map(|name| fold(name.split('(').next().unwrap_or_default())).collect()
}

/// A short name for whatever is written so.
pub(super) fn digest(value: &impl Serialize) -> String {
    short(&serde_json::to_vec(value).expect("facts have string keys and no failing parts"))
}

fn short(written: &[u8]) -> String {
    Sha256::digest(written).iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}
