//! What the index stores beside the terms: the facts a hit shows, and the rows of the manifest.

use crate::crawl::SourceFile;
use crate::link::MeetingName;
use crate::meeting::{PassageKind, Place, Shortfall};
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

/// What a list of meetings shows of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
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
    /// How its pictures were read, where it is of a format that has pages of pictures.
    #[serde(default)]
    pub recognition: Option<String>,
    /// The limits it was read under, where it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
    /// What is missing or doubtful in its documents.
    #[serde(default)]
    pub shortfalls: Vec<Shortfall>,
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
    /// It could not be read, as none of the passwords opens it.
    Encrypted(String),
}

impl FileRecord {
    /// Why it could not be read, where it could not.
    pub fn failure(&self) -> Option<&str> {
        match &self.status {
            FileStatus::Failed(reason) | FileStatus::Encrypted(reason) => Some(reason),
            FileStatus::Read | FileStatus::Skipped(_) => None,
        }
    }
}
