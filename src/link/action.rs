//! An action of the ledger: what is to be done, what was said of it, and its state on a day.

use crate::meeting::{Origin, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An action of the ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct LedgerAction {
    /// Code as printed.
    pub code: Option<String>,
    /// What is to be done; empty where no meeting of the archive sets it.
    pub text: String,
    /// Who is to do it.
    pub owners: Vec<Owner>,
    /// Day of the meeting that set it; none where it is only mentioned.
    pub set_on: Option<Date>,
    /// Due date as written.
    pub due_text: Option<String>,
    /// Due date, where it can be told.
    pub due_date: Option<Date>,
    /// Path of the file that sets it, or mentions it first.
    pub path: String,
    /// Format of that file.
    pub format: String,
    /// First line.
    pub line_start: u32,
    /// 1-based page, for formats that have pages.
    pub page: Option<u32>,
    /// Id of the passage it stands in.
    pub passage: String,
    /// The meeting that sets it, or mentions it first.
    pub meeting: MeetingName,
    /// Number of the item it stands under.
    pub item: Option<String>,
    /// Heading of that item.
    pub item_heading: Option<String>,
    /// The nearest heading above.
    pub topic: Option<String>,
    /// All that is said of it, in the order of time; the setting comes first.
    pub history: Vec<Event>,
}

/// The owner of an action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Owner {
    /// As written, usually initials.
    pub as_written: String,
    /// Full name, where the archive tells it.
    pub person: Option<String>,
    /// Inferred where other meetings tell it.
    pub origin: Origin,
    /// Organisation as listed at that meeting.
    pub organisation: Option<String>,
}

/// A meeting by what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MeetingName {
    /// Id, made from the content of its file.
    pub id: String,
    /// Title as printed.
    pub title: Option<String>,
    /// Series it belongs to.
    pub body: Option<String>,
    /// Its day.
    pub date: Option<Date>,
}

/// What one meeting says of an action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Event {
    /// Day of the meeting.
    pub date: Option<Date>,
    /// How it comes up.
    pub kind: EventKind,
    /// State of the action after it.
    pub status: Status,
    /// What is said, where it is more than the state.
    pub note: Option<String>,
    /// Path of the file.
    pub path: String,
    /// 1-based page, for formats that have pages.
    pub page: Option<u32>,
    /// First line.
    pub line_start: u32,
    /// Id of the passage.
    pub passage: String,
}

/// How an action comes up at a meeting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It is set.
    #[default]
    Set,
    /// It is listed again, still to be done.
    Listed,
    /// Something is said of it.
    Update,
    /// A list of all ongoing actions no longer has it, and nothing is said of it.
    Unlisted,
    /// A correction of the user closes it.
    Correction,
}

/// The state of an action on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct State {
    /// What was last said of it.
    pub status: Status,
    /// Whether it is still to be done past its due date.
    pub is_overdue: bool,
    /// Days since it was set, until it was done.
    pub age_days: Option<i32>,
}

impl LedgerAction {
    /// The state on `day`; none where nothing was known of it yet.
    pub fn state(&self, day: Date) -> Option<State> {
        let last = self.history.iter().rfind(|event| event.date.is_none_or(|date| date <= day))?;
        let is_done = last.status == Status::Complete;
        let until = if is_done { last.date.unwrap_or(day) } else { day };
        Some(State {
            status: last.status,
            is_overdue: !is_done && self.due_date.is_some_and(|due| due < day),
            age_days: self.set_on.map(|set| (until - set).get_days()),
        })
    }

    /// The state after all that is said of it.
    pub fn status(&self) -> Status {
        self.history.last().map(|event| event.status).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_that_of_the_day() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let event = |date: &str, status| Event { date: Some(day(date)), status, ..Event::default() };
        let action = LedgerAction {
            set_on: Some(day("2021-02-25")),
            due_date: Some(day("2021-04-01")),
            history: vec![
                event("2021-02-25", Status::Open),
                event("2021-06-24", Status::CarriedForward),
                event("2021-09-01", Status::Complete),
            ],
            ..LedgerAction::default()
        };
        let state = |text: &str| action.state(day(text));
        assert_eq!(state("2021-02-01"), None);
        assert_eq!(state("2021-03-01"), Some(State { status: Status::Open, is_overdue: false, age_days: Some(4) }));
        assert_eq!(
            state("2021-07-01"),
            Some(State { status: Status::CarriedForward, is_overdue: true, age_days: Some(126) })
        );
        assert_eq!(
            state("2022-01-01"),
            Some(State { status: Status::Complete, is_overdue: false, age_days: Some(188) })
        );
    }
}
