//! What the user knows better: names, people that are one, headings that are no topics, actions that are closed.

use super::action::{Event, EventKind, LedgerAction};
use super::codes::code_key;
use super::facts::MeetingFacts;
use super::roll::RollEntry;
use super::series::Series;
use super::spelling::Spelling;
use super::text::fold;
use crate::meeting::Status;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};

/// Corrections as `corrections.toml` has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Corrections {
    /// Names and who is meant by them.
    pub person: Vec<PersonCorrection>,
    /// Names of people who are not one.
    pub apart: Vec<Apart>,
    /// Headings that are no topics.
    pub not_a_topic: Vec<String>,
    /// Actions that are closed.
    pub action: Vec<ActionCorrection>,
}

/// This name is that person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonCorrection {
    /// The name or the initials as written.
    pub name: String,
    /// The name of the person.
    pub is: String,
    /// The series of meetings it is so written in; all where none is named.
    pub body: Option<String>,
}

/// These names are two people.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apart {
    /// One name and the other.
    pub names: [String; 2],
}

impl Apart {
    /// Both names by their words.
    pub(super) fn spellings(&self) -> Option<[Spelling; 2]> {
        Some([Spelling::of(&self.names[0])?, Spelling::of(&self.names[1])?])
    }
}

/// This action is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionCorrection {
    /// Its code.
    pub code: String,
    /// The series of meetings that set it; needed where several set the same code.
    pub body: Option<String>,
    /// The day it was closed; the day it was last spoken of where none is named.
    pub closed_on: Option<Date>,
    /// Why.
    pub note: Option<String>,
}

impl ActionCorrection {
    fn means(&self, action: &LedgerAction) -> bool {
        let body = self.body.as_deref().map(fold);
        action.code.as_deref().map(code_key) == Some(code_key(&self.code))
            && (body.is_none() || action.meeting.body.as_deref().map(fold) == body)
    }
}

/// The families of the meetings of a body; all of them where none is named.
pub(super) fn families(body: Option<&str>, meetings: &[RollEntry], series: &Series) -> BTreeSet<usize> {
    let wanted = body.map(fold);
    let bodies = meetings.iter().map(|meeting| meeting.body.as_deref());
    let known: HashSet<(Option<&str>, usize)> = bodies.zip(series.family.iter().copied()).collect();
    let is_of = |body: &Option<&str>| wanted.is_none() || body.map(fold) == wanted;
    known.into_iter().filter(|(body, _)| is_of(body)).map(|(_, family)| family).collect()
}

impl Corrections {
    /// Whether a heading may be a topic.
    pub(super) fn is_topic(&self, heading: &str) -> bool {
        self.not_a_topic.is_empty() || !self.not_a_topic.iter().any(|other| fold(other) == fold(heading))
    }

    /// For each correction of a person, whether the meeting has the name.
    pub(super) fn used<'c>(&'c self, meeting: &'c MeetingFacts) -> impl Iterator<Item = bool> + 'c {
        self.person.iter().map(|correction| {
            meeting.speakers.iter().any(|speaker| speaker.written == correction.name)
                || meeting.actions.iter().any(|action| action.owners.contains(&correction.name))
                || meeting.mentions.contains(&correction.name)
        })
    }

    /// For each correction of a person, whether it is of one of these meetings.
    pub(super) fn of(&self, roll: &[&RollEntry]) -> Vec<bool> {
        let is_of = |correction: &PersonCorrection| {
            let wanted = correction.body.as_deref().map(fold);
            roll.iter().any(|entry| wanted.is_none() || entry.body.as_deref().map(fold) == wanted)
        };
        self.person.iter().map(is_of).collect()
    }

    /// For each correction of an action, how many of these it means.
    pub(super) fn meant(&self, actions: &[LedgerAction]) -> Vec<usize> {
        self.action.iter().map(|correction| actions.iter().filter(|action| correction.means(action)).count()).collect()
    }

    /// Closes the actions that are closed by those corrections that hold.
    pub(super) fn close(&self, actions: &mut [LedgerAction], holds: &[bool]) {
        for (correction, _) in self.action.iter().zip(holds).filter(|(_, holds)| **holds) {
            let Some(action) = actions.iter_mut().find(|action| correction.means(action)) else { continue };
            let Some(last) = action.history.last() else { continue };
            let event = Event {
                kind: EventKind::Correction,
                status: Status::Complete,
                date: correction.closed_on.or(last.date),
                note: correction.note.clone(),
                ..last.clone()
            };
            action.history.push(event);
            action.history.sort_by_key(|event| event.date);
        }
    }
}
