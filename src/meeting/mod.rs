//! The shared noun: plain data for one meeting and every fact taken from its minutes.

mod fact;
mod place;
#[cfg(test)]
mod schema;
mod shortfall;

pub use fact::{
    Action, Attendance, Decision, DecisionKind, Item, NextMeeting, Passage, PassageKind, Person, Source, Statement,
    Status, Topic, Update, Votes,
};
pub use place::{Origin, Place};
pub use shortfall::Shortfall;

use crate::diagnostic::Diagnostic;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One meeting as its minutes tell it; keys and their order are those of `docs/json.md`.
///
/// Absent is `None` or empty, never a guess. Every passage covers text of its own: together the
/// passages hold each word of the document exactly once, in reading order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Meeting {
    /// The file the minutes were read from.
    pub source: Source,
    /// Title as printed, without date, time and venue.
    pub title: Option<String>,
    /// The recurring series the meeting belongs to ("Force Performance Scrutiny").
    pub body: Option<String>,
    /// Day of the meeting, not of its publication.
    pub date: Option<Date>,
    /// Start as `HH:MM`, 24 hours.
    pub start_time: Option<String>,
    /// Place of the meeting as printed.
    pub venue: Option<String>,
    /// The meeting announced to come next.
    pub next_meeting: Option<NextMeeting>,
    /// Everybody named: attendance first, in the order of the document.
    pub people: Vec<Person>,
    /// Agenda items in document order, with the topics inside each.
    pub items: Vec<Item>,
    /// A partition of the document's text.
    pub passages: Vec<Passage>,
    /// Who said what: one row per reporting verb or speaker turn.
    pub statements: Vec<Statement>,
    /// Actions set at this meeting.
    pub actions: Vec<Action>,
    /// What these minutes say of earlier actions.
    pub action_updates: Vec<Update>,
    /// Resolutions, motions and agreements.
    pub decisions: Vec<Decision>,
    /// How the document was understood and what is doubtful.
    pub diagnostics: Vec<Diagnostic>,
}
