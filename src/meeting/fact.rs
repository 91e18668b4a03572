//! The kinds of fact taken from minutes.

use super::place::{Origin, Place};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The file a meeting was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Source {
    /// Path as given, with `/` between folders.
    pub path: String,
    /// Name of the reader that took it (`text`, `html`, `pdf`, ...).
    pub format: String,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// Number of pages, for formats that have pages.
    pub pages: Option<u32>,
    /// 1-based page the meeting starts on; a file may hold several meetings.
    #[serde(default)]
    pub first_page: Option<u32>,
    /// 1-based page the meeting ends on.
    #[serde(default)]
    pub last_page: Option<u32>,
}

/// The meeting announced to come next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NextMeeting {
    /// Its day.
    pub date: Option<Date>,
    /// Its start as `HH:MM`.
    pub start_time: Option<String>,
    /// Its end as `HH:MM`.
    pub end_time: Option<String>,
    /// Its place as printed.
    pub venue: Option<String>,
    /// Where it is announced.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when the year is not printed.
    pub origin: Origin,
}

/// How somebody took part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Attendance {
    /// On the attendance list (part attendance included).
    Present,
    /// Sent apologies.
    Apologies,
    /// Introduced in the text with initials or as presenter, or listed as absent.
    Other,
    /// Named in the text only.
    #[default]
    Mentioned,
}

/// Somebody named in the minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Person {
    /// Name without rank or title; the initials where nothing else is printed.
    pub name: String,
    /// Initials as used in this document, in Latin letters.
    pub initials: Option<String>,
    /// Rank and post as written, organisation left out.
    pub role: Option<String>,
    /// Organisation as written.
    pub organisation: Option<String>,
    /// How the person took part.
    pub attendance: Attendance,
    /// Where the entry stands.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when the initials were concluded from their use.
    pub origin: Origin,
}

/// An agenda item: a heading of the first level and the topics under it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Item {
    /// Number as printed, without its full stop.
    pub number: Option<String>,
    /// Heading as written, without number and final colon; none where topics stand before any item.
    pub heading: Option<String>,
    /// Topics in document order.
    pub topics: Vec<Topic>,
    /// Where the heading stands.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when layout and grammar, not a number, tell it is a heading.
    pub origin: Origin,
}

/// A heading inside an item, also one the layout ran into the text that follows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Topic {
    /// Number as printed.
    pub number: Option<String>,
    /// Heading as written, without final colon.
    pub heading: String,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when it is run into the text.
    pub origin: Origin,
}

/// What part of the minutes a passage is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PassageKind {
    /// Title block: title, date, time, venue.
    Header,
    /// Attendance and apologies.
    Attendance,
    /// Heading on a line of its own.
    Heading,
    /// Discussion.
    #[default]
    Text,
    /// One turn of a speaker.
    Turn,
    /// Action cell, line or list entry.
    Action,
    /// Repeated page header or footer, column heads, other furniture.
    Furniture,
}

/// A stretch of the document that is found and shown as one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Passage {
    /// Number of the passage in its document, counted from 0.
    pub id: String,
    /// What part of the minutes it is.
    pub kind: PassageKind,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Number of the item it stands under.
    pub item: Option<String>,
    /// Heading of the item it stands under.
    pub item_heading: Option<String>,
    /// The nearest heading above, topic or item.
    pub topic: Option<String>,
    /// Text, white space collapsed; ` | ` stands between the cells of a row.
    pub text: String,
}

/// A person as the subject of a reporting verb, or a speaker's turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Statement {
    /// Speaker as written ("LW", "The PCC", "She").
    pub speaker: String,
    /// Full name, where this document tells it.
    pub person: Option<String>,
    /// Reporting verb as written; `said` for turns.
    pub verb: String,
    /// Whether it puts a question, concern, gap, problem or request on the table.
    pub raises: bool,
    /// The statement, from the speaker (or from the verb, in a coordinated one) to the end of its sentence.
    pub text: String,
    /// The nearest heading above.
    pub heading: Option<String>,
    /// Number of the passage it stands in.
    pub passage: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when the person was resolved from a pronoun or post.
    pub origin: Origin,
}

/// An action set at the meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Action {
    /// Code as printed ("66/15").
    pub code: Option<String>,
    /// What is to be done, code removed.
    pub text: String,
    /// Owners as written, usually initials.
    pub owners: Vec<String>,
    /// Due date as written.
    pub due_text: Option<String>,
    /// Due date, where a full date can be told for certain.
    pub due_date: Option<Date>,
    /// Number of the item it stands under.
    pub item: Option<String>,
    /// The nearest heading above.
    pub heading: Option<String>,
    /// Number of the passage it stands in.
    pub passage: Option<String>,
    /// State the same minutes already print beside it ("done").
    pub status: Option<Status>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when text or owners were paired over torn columns.
    pub origin: Origin,
}

/// What became of an action.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Said to be done, or reported as done.
    Complete,
    /// Put off in so many words.
    CarriedForward,
    /// Still to be done, or work going on.
    Open,
    /// Anything else that is said of it.
    #[default]
    Other,
}

/// What the minutes say of an earlier action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Update {
    /// Code as printed; ranges are expanded to one update each.
    pub code: Option<String>,
    /// What the update speaks of, where no code is printed.
    pub text: Option<String>,
    /// State of the action after this meeting.
    pub status: Status,
    /// What is said, as written; none for a bare "complete".
    pub note: Option<String>,
    /// Number of the passage it stands in.
    pub passage: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
    /// Inferred when the status was concluded from prose.
    pub origin: Origin,
}

/// What kind of decision was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DecisionKind {
    /// "RESOLVED", a resolution or conclusion.
    Resolution,
    /// A motion with mover or seconder.
    Motion,
    /// "It was agreed", "AGREED".
    #[default]
    Agreement,
}

/// A count of votes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Votes {
    /// Votes in favour.
    pub yes: Option<u32>,
    /// Votes against.
    pub no: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// The outcome as written ("all agreed", "carried unanimously").
    pub as_written: Option<String>,
}

/// A decision of the meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Decision {
    /// What kind it is.
    pub kind: DecisionKind,
    /// What was decided, as written.
    pub text: String,
    /// Who moved or proposed it, as written.
    pub mover: Option<String>,
    /// Who seconded it, as written.
    pub seconder: Option<String>,
    /// Votes, where printed.
    pub votes: Option<Votes>,
    /// Number of the item it stands under.
    pub item: Option<String>,
    /// Number of the passage it stands in.
    pub passage: Option<String>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}
