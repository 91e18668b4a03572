//! What the user knows better: names, people that are one, headings that are no topics, actions that are closed.

use super::action::{Event, EventKind, LedgerAction};
use super::codes::code_key;
use super::facts::MeetingFacts;
use super::series::Series;
use super::spelling::Spelling;
use super::text::fold;
use crate::meeting::Status;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

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

/// The families of the meetings of a body; all of them where none is named.
pub(super) fn families(body: Option<&str>, meetings: &[MeetingFacts], series: &Series) -> BTreeSet<usize> {
    let wanted = body.map(fold);
    let is_of = |meeting: &MeetingFacts| wanted.is_none() || meeting.body.as_deref().map(fold) == wanted;
    meetings.iter().zip(&series.family).filter(|(meeting, _)| is_of(meeting)).map(|(_, family)| *family).collect()
}

impl Corrections {
    /// Whether a heading may be a topic.
    pub(super) fn is_topic(&self, heading: &str) -> bool {
        self.not_a_topic.is_empty() || !self.not_a_topic.iter().any(|other| fold(other) == fold(heading))
    }

    /// Closes the actions that are closed; what matches none, or several bodies' actions, is told.
    pub(super) fn close(&self, actions: &mut [LedgerAction]) -> Vec<String> {
        let mut told = Vec::new();
        for correction in &self.action {
            let (code, body) = (code_key(&correction.code), correction.body.as_deref().map(fold));
            let is_meant = |action: &&mut LedgerAction| {
                action.code.as_deref().map(code_key).as_deref() == Some(code.as_str())
                    && (body.is_none() || action.meeting.body.as_deref().map(fold) == body)
            };
            let mut meant: Vec<&mut LedgerAction> = actions.iter_mut().filter(is_meant).collect();
            let [action] = meant.as_mut_slice() else {
                let what = if meant.is_empty() { "no action has it" } else { "several actions have it: name the body" };
                told.push(format!("action {}: {what}", correction.code));
                continue;
            };
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
        told
    }

    /// Headings that are said to be no topics and are no headings either.
    pub(super) fn unknown_headings(&self, meetings: &[MeetingFacts]) -> Vec<String> {
        let unknown = self.not_a_topic.iter().filter(|heading| {
            let wanted = fold(heading);
            !meetings.iter().flat_map(|meeting| &meeting.headings).any(|known| fold(&known.text) == wanted)
        });
        unknown.map(|heading| format!("not_a_topic {heading}: no heading is called so")).collect()
    }
}
