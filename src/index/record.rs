//! What the index stores beside the terms: the facts a hit shows, and the rows of the manifest.

use crate::crawl::SourceFile;
use crate::meeting::{PassageKind, Place};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is stored with a passage besides its text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// `<meeting id>-<number>`.
    pub id: String,
    /// What part of the minutes it is.
    pub kind: PassageKind,
    /// Path of its file.
    pub path: String,
    /// Where it stands in the source.
    pub place: Place,
    /// Text of a heading that is found with the passage below it; all others keep theirs in the field `text`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// First line of the headings directly above, whose text is found with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading_line: Option<u32>,
    /// The meeting it belongs to.
    pub meeting: MeetingName,
    /// The agenda item it stands under.
    pub item: ItemName,
    /// The nearest heading above.
    pub topic: Option<String>,
    /// Who speaks in it or owns an action in it.
    pub people: Vec<String>,
    /// Who raises something in it.
    pub raised_by: Vec<String>,
    /// Codes of actions set or reported on in it.
    pub actions: Vec<String>,
}

/// What is stored with a statement: the passage that shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRecord {
    /// Id of the passage it stands in.
    pub passage: String,
}

/// What is stored with an action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionRecord {
    /// Code as printed.
    pub code: Option<String>,
    /// What is to be done.
    pub text: String,
    /// Who is to do it.
    pub owners: Vec<Owner>,
    /// Day of the meeting that set it.
    pub set_on: Option<Date>,
    /// Due date as written.
    pub due_text: Option<String>,
    /// Due date, where it can be told.
    pub due_date: Option<Date>,
    /// State as its own meeting tells it.
    pub status: String,
    /// Path of the file.
    pub path: String,
    /// First line.
    pub line_start: u32,
    /// 1-based page, for formats that have pages.
    pub page: Option<u32>,
    /// Id of the passage it stands in.
    pub passage: String,
    /// The meeting that set it.
    pub meeting: MeetingName,
    /// Number of the item it stands under.
    pub item: Option<String>,
    /// The nearest heading above.
    pub topic: Option<String>,
}

/// The owner of an action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// As written, usually initials.
    pub as_written: String,
    /// Full name, where the meeting tells it.
    pub person: Option<String>,
}

/// A meeting by what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

/// What a list of meetings shows of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRecord {
    /// What it is called.
    #[serde(flatten)]
    pub name: MeetingName,
    /// Path of its file.
    pub path: String,
    /// Format of its file.
    pub format: String,
    /// Number of passages.
    pub passages: usize,
    /// Number of people who were present.
    pub present: usize,
    /// Number of statements.
    pub statements: usize,
    /// Number of actions set.
    pub actions: usize,
}

/// An agenda item by what it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemName {
    /// Number as printed.
    pub number: Option<String>,
    /// Heading as written.
    pub heading: Option<String>,
}

/// A file of the archive: one row of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// What it is known by.
    #[serde(flatten)]
    pub file: SourceFile,
    /// What read it, or would have to.
    pub reader: Reader,
    /// What came of it.
    pub status: FileStatus,
    /// Ids of the meetings found in it.
    pub meetings: Vec<String>,
}

/// A reader by name and version; for a file that gave nothing, all readers as one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Name of the format; none for all readers.
    pub name: Option<String>,
    /// Version of the code that reads it.
    pub version: u32,
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileStatus {
    /// Its meetings are in the index.
    Read,
    /// It is no document of a format we read.
    Skipped(String),
    /// It could not be read.
    Failed(String),
}

impl FileRecord {
    /// Why it could not be read, where it could not.
    pub fn failure(&self) -> Option<&str> {
        match &self.status {
            FileStatus::Failed(reason) => Some(reason),
            FileStatus::Read | FileStatus::Skipped(_) => None,
        }
    }
}
