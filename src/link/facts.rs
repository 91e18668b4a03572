//! What linking needs of one meeting: its facts without its text.

use super::references::{self, Referred, Report};
use super::{acronyms, mentions};
use crate::diagnostic::Diagnostic;
use crate::meeting::{Action, Meeting, NextMeeting, Person, Place, Update};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The facts of one meeting that other meetings may have to do with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MeetingFacts {
    /// Id of the meeting.
    pub id: String,
    /// Path of its file as shown.
    pub path: String,
    /// Name of its format.
    pub format: String,
    /// Title as printed.
    pub title: Option<String>,
    /// Series it belongs to, as its minutes tell.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<Date>,
    /// Everybody named.
    pub people: Vec<Person>,
    /// Who speaks, once for each way of writing, with counts.
    pub speakers: Vec<Speaker>,
    /// What else the text calls people in passing: letters that may be initials, titles with names.
    pub mentions: Vec<String>,
    /// Actions set.
    pub actions: Vec<Action>,
    /// What is said of earlier actions.
    pub updates: Vec<Update>,
    /// Headings, items and topics alike, in document order.
    pub headings: Vec<Heading>,
    /// Acronyms that the text explains.
    pub definitions: Vec<Definition>,
    /// Earlier meetings whose minutes or actions it takes up.
    pub referred: Vec<Referred>,
    /// What it reports of earlier matters without their codes.
    pub reports: Vec<Report>,
    /// Lines that announce a list of actions with nothing behind them.
    pub empty_lists: Vec<u32>,
    /// The meeting announced to come next.
    pub next_meeting: Option<NextMeeting>,
    /// What the parser and the reader had to say.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of passages.
    pub passages: usize,
}

/// A way of writing a speaker, and how often it speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// As written.
    pub written: String,
    /// Full name, where the meeting itself tells it.
    pub person: Option<String>,
    /// Number of statements.
    pub statements: u64,
    /// Those that put something on the table.
    pub raised: u64,
}

/// A heading of the minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// Number as printed.
    pub number: Option<String>,
    /// As written.
    pub text: String,
    /// First line.
    pub line: u32,
}

/// An acronym and what the text says it stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The letters.
    pub acronym: String,
    /// What they stand for, as written.
    pub meaning: String,
    /// The passage that says so.
    pub passage: String,
    /// Where that passage stands.
    #[serde(flatten)]
    pub place: Place,
}

/// The facts of `meeting`, which has this id.
pub fn facts(id: &str, meeting: &Meeting) -> MeetingFacts {
    let mut headings = Vec::new();
    for item in &meeting.items {
        if let Some(text) = &item.heading {
            headings.push(Heading { number: item.number.clone(), text: text.clone(), line: item.place.line_start });
        }
        headings.extend(item.topics.iter().map(|topic| Heading {
            number: topic.number.clone(),
            text: topic.heading.clone(),
            line: topic.place.line_start,
        }));
    }
    MeetingFacts {
        id: id.to_owned(),
        path: meeting.source.path.clone(),
        format: meeting.source.format.clone(),
        title: meeting.title.clone(),
        body: meeting.body.clone(),
        date: meeting.date,
        people: meeting.people.clone(),
        speakers: speakers(meeting),
        mentions: mentions::mentions(meeting),
        actions: meeting.actions.clone(),
        updates: meeting.action_updates.clone(),
        headings,
        definitions: acronyms::definitions(meeting),
        referred: references::referred(meeting),
        reports: references::reports(meeting),
        empty_lists: references::empty_lists(meeting),
        next_meeting: meeting.next_meeting.clone(),
        diagnostics: meeting.diagnostics.clone(),
        passages: meeting.passages.len(),
    }
}

fn speakers(meeting: &Meeting) -> Vec<Speaker> {
    let mut counts: BTreeMap<(&str, Option<&str>), (u64, u64)> = BTreeMap::new();
    for statement in &meeting.statements {
        let (said, raised) = counts.entry((&statement.speaker, statement.person.as_deref())).or_default();
        *said += 1;
        *raised += u64::from(statement.raises);
    }
    let speaker = |((written, person), (statements, raised)): ((&str, Option<&str>), (u64, u64))| Speaker {
        written: written.to_owned(),
        person: person.map(str::to_owned),
        statements,
        raised,
    };
    counts.into_iter().map(speaker).collect()
}
