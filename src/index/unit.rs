//! From a meeting to the documents of the engine: one for the meeting, one for its file, and those of its passages.

use super::day::day_number;
use super::heading::Headings;
use super::place::{Placing, alone};
use super::record::{FileRecord, MeetingRecord};
use super::schema::{FILE, Fields, MEETING};
use super::whole::Rest;
use crate::crawl;
use crate::link::{MeetingName, Names};
use crate::meeting::{Action, Attendance, Meeting, Statement, Status, Update};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;
use tantivy::TantivyDocument;

/// Length of a meeting's id: enough for millions of meetings, short enough to type.
const ID_LENGTH: usize = 10;

/// The id of the meeting that stands `number`th in a file of this content: a moved file keeps it.
pub fn meeting_id(sha256: &str, number: usize) -> String {
    crawl::sha256(format!("{sha256}:{number}").as_bytes())[..ID_LENGTH].to_owned()
}

/// The row of the manifest.
pub(super) fn file_document(fields: &Fields, file: &FileRecord) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.kind, FILE);
    document.add_text(fields.id, row_id(&file.file.path));
    document.add_text(fields.file, &file.file.path);
    document.add_text(fields.record, json(file));
    alone(fields, document)
}

/// The id of a row of the manifest, by which the row alone is replaced.
pub(super) fn row_id(path: &str) -> String {
    format!("file:{path}")
}

/// A meeting as it is written.
#[derive(Debug)]
pub struct Filed {
    /// The meeting.
    pub meeting: Meeting,
    /// Whom its documents name.
    pub names: Names,
    /// Its facts for linking, as JSON.
    pub facts: String,
}

/// The documents of the `number`th meeting of a file: the meeting first, then its passages.
pub(super) fn meeting_documents(
    fields: &Fields,
    file: &FileRecord,
    filed: &Filed,
    number: usize,
) -> Vec<TantivyDocument> {
    let Filed { meeting, names, facts } = filed;
    let name = MeetingName {
        id: meeting_id(&file.file.sha256, number),
        title: meeting.title.clone(),
        body: meeting.body.clone(),
        date: meeting.date,
    };
    let statements = by_passage(&meeting.statements, |statement| &statement.passage);
    let actions = by_passage(&meeting.actions, |action| &action.passage);
    let updates = by_passage(&meeting.action_updates, |update| &update.passage);
    let unit = Unit { fields, file, meeting, name, names, statements, actions, updates };
    let mut documents = vec![unit.meeting(facts)];
    let (mut placing, headings) = (Placing::default(), Headings::of(&meeting.passages));
    placing.place(fields, &mut documents, None);
    for (at, passage) in meeting.passages.iter().enumerate() {
        unit.add_passage((at, passage), &headings, &mut documents);
        placing.place(fields, &mut documents, Some(passage));
    }
    placing.end(fields, &mut documents);
    documents
}

/// A meeting on its way into the index.
pub(super) struct Unit<'a> {
    pub(super) fields: &'a Fields,
    pub(super) file: &'a FileRecord,
    pub(super) meeting: &'a Meeting,
    pub(super) name: MeetingName,
    /// Whom its documents name.
    pub(super) names: &'a Names,
    /// Facts by the passage they stand in.
    pub(super) statements: ByPassage<'a, Statement>,
    pub(super) actions: ByPassage<'a, Action>,
    pub(super) updates: ByPassage<'a, Update>,
}

/// Facts of one kind by the passage they stand in.
pub(super) type ByPassage<'a, Fact> = HashMap<&'a str, Vec<&'a Fact>>;

fn by_passage<Fact>(facts: &[Fact], passage: impl Fn(&Fact) -> &Option<String>) -> ByPassage<'_, Fact> {
    let mut all = ByPassage::new();
    for fact in facts {
        if let Some(passage) = passage(fact) {
            all.entry(passage.as_str()).or_default().push(fact);
        }
    }
    all
}

impl<'a> Unit<'a> {
    /// The meeting, and whom it names.
    pub(super) fn named(&self) -> (&'a Meeting, &'a Names) {
        (self.meeting, self.names)
    }

    /// What every document of the meeting has; all else that holds for the whole of it stands at its first.
    pub(super) fn common(&self, kind: &str) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.fields.kind, kind);
        add_day(self.fields, self.name.date, &mut document);
        document
    }

    /// The whole meeting, without its passages, which are documents of their own.
    fn meeting(&self, facts: &str) -> TantivyDocument {
        let source = &self.meeting.source;
        let mut document = at_meeting(self.fields, &self.name, (&source.path, &source.format));
        document.add_text(self.fields.kind, MEETING);
        document.add_text(self.fields.file, &self.file.file.path);
        document.add_text(self.fields.id, &self.name.id);
        let meeting = self.meeting;
        let present = meeting.people.iter().filter(|person| person.attendance == Attendance::Present).count();
        let record = MeetingRecord {
            name: self.name.clone(),
            path: meeting.source.path.clone(),
            format: meeting.source.format.clone(),
            passages: meeting.passages.len(),
            present,
            statements: meeting.statements.len(),
            actions: meeting.actions.len(),
        };
        document.add_text(self.fields.record, json(&record));
        document.add_text(self.fields.whole, json(&Rest::of(&self.file.file.path, meeting)));
        document.add_text(self.fields.facts, facts);
        document
    }
}

/// A document that is found by its meeting, and by the path and format of the file that stands in.
pub(super) fn at_meeting(fields: &Fields, name: &MeetingName, (path, format): (&str, &str)) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.meeting, &name.id);
    document.add_text(fields.path, path);
    document.add_text(fields.format, format);
    if let Some(body) = &name.body {
        document.add_text(fields.body, body);
    }
    if let Some(day) = name.date {
        for length in [4, 7, 10] {
            document.add_text(fields.date, &day.to_string()[..length]);
        }
        document.add_u64(fields.year, u64::try_from(day.year()).unwrap_or_default());
    }
    add_day(fields, name.date, &mut document);
    document
}

/// The column of a day.
fn add_day(fields: &Fields, day: Option<Date>, document: &mut TantivyDocument) {
    if let Some(day) = day {
        document.add_i64(fields.day, day_number(day));
    }
}

/// The word for a state in the index, in filters and in JSON.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Complete => "complete",
        Status::CarriedForward => "carried_forward",
        Status::Open => "open",
        Status::Other => "other",
    }
}

pub(super) fn json(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("records have string keys and no failing parts")
}
