//! What the index stores beside the terms: the facts a hit shows, and the rows of the manifest.

use crate::crawl::SourceFile;
use crate::link::MeetingName;
use crate::meeting::{PassageKind, Place, Shortfall};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What is stored with a passage besides its text.
#[derive(Debug, Clone, Default, PartialEq)]
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
    pub text: Option<String>,
    /// First line of the headings directly above, whose text is found with it.
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

/// A passage as it is stored: a list without names, in which what neighbours have in common stands first, so that it packs
/// to little. Of its id it has the number alone.
#[derive(Serialize, Deserialize)]
struct Row<Text, Texts>(
    (Text, Text, Option<Text>, Option<Text>, Option<Date>),
    (Option<Text>, Option<Text>, Option<Text>),
    PassageKind,
    (Text, Option<u32>, u32, u32, usize, usize, Option<u32>),
    Option<Text>,
    Texts,
    Texts,
    Texts,
);

impl Serialize for PassageRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let PassageRecord { place, meeting, item, .. } = self;
        let number = self.id.rsplit('-').next().unwrap_or_default();
        Row(
            (self.path.as_str(), meeting.id.as_str(), meeting.title.as_deref(), meeting.body.as_deref(), meeting.date),
            (item.number.as_deref(), item.heading.as_deref(), self.topic.as_deref()),
            self.kind,
            (number, place.page, place.line_start, place.line_end, place.byte_start, place.byte_end, self.heading_line),
            self.text.as_deref(),
            self.people.as_slice(),
            self.raised_by.as_slice(),
            self.actions.as_slice(),
        )
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for PassageRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Row(of_meeting, of_item, kind, at, text, people, raised_by, actions) =
            Row::<String, Vec<String>>::deserialize(deserializer)?;
        let (path, meeting, title, body, date) = of_meeting;
        let (number, heading, topic) = of_item;
        let (passage, page, line_start, line_end, byte_start, byte_end, heading_line) = at;
        Ok(PassageRecord {
            id: format!("{meeting}-{passage}"),
            kind,
            path,
            place: Place { page, line_start, line_end, byte_start, byte_end },
            text,
            heading_line,
            meeting: MeetingName { id: meeting, title, body, date },
            item: ItemName { number, heading },
            topic,
            people,
            raised_by,
            actions,
        })
    }
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
