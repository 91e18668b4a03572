//! From a meeting to the documents of the engine: one for each passage, one for the meeting, one for its file.

use super::analyzer::with_aliases;
use super::fold::key;
use super::record::{FileRecord, ItemName, MeetingName, MeetingRecord, PassageRecord};
use super::schema::{FILE, Fields, MEETING, PASSAGE};
use crate::meeting::{Action, Attendance, Meeting, Passage, Person, Statement, Status, Update};
use jiff::civil::{Date, date};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// Length of a meeting's id: enough for millions of meetings, short enough to type.
const ID_LENGTH: usize = 10;

/// The id of the meeting that stands `number`th in a file of this content: a moved file keeps it.
pub fn meeting_id(sha256: &str, number: usize) -> String {
    let digest = Sha256::digest(format!("{sha256}:{number}"));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..ID_LENGTH].to_owned()
}

/// Days since 1970-01-01.
pub fn day_number(day: Date) -> i64 {
    i64::from((day - date(1970, 1, 1)).get_days())
}

/// The day of that number.
pub fn day_of(number: i64) -> Option<Date> {
    date(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

/// The row of the manifest.
pub(super) fn file_document(fields: &Fields, file: &FileRecord) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.kind, FILE);
    document.add_text(fields.id, row_id(&file.file.path));
    document.add_text(fields.file, &file.file.path);
    document.add_bytes(fields.record, &json(file));
    document
}

/// The id of a row of the manifest, by which the row alone is replaced.
pub(super) fn row_id(path: &str) -> String {
    format!("file:{path}")
}

/// The documents of the `number`th meeting of a file: the meeting first, then its passages.
pub(super) fn meeting_documents(
    fields: &Fields,
    file: &FileRecord,
    meeting: &Meeting,
    number: usize,
) -> Vec<TantivyDocument> {
    let name = MeetingName {
        id: meeting_id(&file.file.sha256, number),
        title: meeting.title.clone(),
        body: meeting.body.clone(),
        date: meeting.date,
    };
    let mut statements: HashMap<&str, Vec<&Statement>> = HashMap::new();
    for statement in &meeting.statements {
        statements.entry(statement.passage.as_deref().unwrap_or_default()).or_default().push(statement);
    }
    let unit = Unit { fields, file, meeting, name, statements };
    let mut documents = vec![unit.meeting()];
    documents.extend(meeting.passages.iter().map(|passage| unit.passage(passage)));
    documents
}

/// A meeting on its way into the index.
struct Unit<'a> {
    fields: &'a Fields,
    file: &'a FileRecord,
    meeting: &'a Meeting,
    name: MeetingName,
    /// By the passage they stand in.
    statements: HashMap<&'a str, Vec<&'a Statement>>,
}

impl Unit<'_> {
    /// The fields that every document of the meeting has.
    fn common(&self, kind: &str, id: &str) -> TantivyDocument {
        let fields = self.fields;
        let mut document = TantivyDocument::default();
        document.add_text(fields.kind, kind);
        document.add_text(fields.file, &self.file.file.path);
        document.add_text(fields.id, id);
        document.add_text(fields.meeting, &self.name.id);
        document.add_text(fields.path, &self.meeting.source.path);
        document.add_text(fields.format, &self.meeting.source.format);
        if let Some(body) = &self.name.body {
            document.add_text(fields.body, body);
        }
        if let Some(day) = self.name.date {
            for length in [4, 7, 10] {
                document.add_text(fields.date, &day.to_string()[..length]);
            }
            document.add_u64(fields.year, u64::try_from(day.year()).unwrap_or_default());
            document.add_i64(fields.day, day_number(day));
        }
        document
    }

    /// The whole meeting, without its passages, which are documents of their own.
    fn meeting(&self) -> TantivyDocument {
        let mut document = self.common(MEETING, &self.name.id);
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
        document.add_bytes(self.fields.record, &json(&record));
        let whole = Meeting { passages: Vec::new(), ..meeting.clone() };
        document.add_bytes(self.fields.whole, &json(&whole));
        document
    }

    fn passage(&self, passage: &Passage) -> TantivyDocument {
        let fields = self.fields;
        let id = format!("{}-{}", self.name.id, passage.id);
        let mut document = self.common(PASSAGE, &id);
        document.add_text(fields.text, &passage.text);
        document.add_text(fields.exact, &passage.text);
        if let Some(topic) = &passage.topic {
            document.add_text(fields.topic, topic);
        }
        let item: Vec<&str> =
            [&passage.item, &passage.item_heading].into_iter().flatten().map(String::as_str).collect();
        if !item.is_empty() {
            document.add_text(fields.item, item.join(" "));
        }

        let here = |place: &Option<String>| place.as_deref() == Some(passage.id.as_str());
        let statements = self.statements.get(passage.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let actions: Vec<&Action> = self.meeting.actions.iter().filter(|fact| here(&fact.passage)).collect();
        let updates: Vec<&Update> = self.meeting.action_updates.iter().filter(|fact| here(&fact.passage)).collect();

        let mut people = Names::default();
        let mut raised_by = Names::default();
        for statement in statements {
            let speaker = self.speaker(statement);
            self.add_name(&mut document, fields.said_by, &speaker);
            if statement.raises {
                self.add_name(&mut document, fields.raised_by, &speaker);
                raised_by.push(speaker.clone());
            }
            people.push(speaker);
        }
        let mut owners = Names::default();
        for written in actions.iter().flat_map(|action| &action.owners) {
            let owner = self.owner(written);
            owners.push(owner.clone());
            people.push(owner);
        }
        for owner in &owners.0 {
            self.add_name(&mut document, fields.owner, owner);
        }
        let mut organisations: Vec<&str> = Vec::new();
        for name in &people.0 {
            self.add_name(&mut document, fields.person, name);
            if let Some(organisation) = name.person.and_then(|person| person.organisation.as_deref())
                && !organisations.contains(&organisation)
            {
                organisations.push(organisation);
                document.add_text(fields.org, organisation);
            }
        }

        let mut codes: Vec<&str> = Vec::new();
        let mut states: Vec<Status> = Vec::new();
        let set = actions.iter().map(|action| (&action.code, action.status.unwrap_or(Status::Open)));
        for (code, status) in set.chain(updates.iter().map(|update| (&update.code, update.status))) {
            if let Some(code) = code.as_deref().filter(|code| !codes.contains(code)) {
                codes.push(code);
                document.add_text(fields.action, code);
            }
            if !states.contains(&status) {
                states.push(status);
                document.add_text(fields.status, status_name(status));
            }
        }

        let record = PassageRecord {
            id,
            kind: passage.kind,
            path: self.meeting.source.path.clone(),
            place: passage.place,
            meeting: self.name.clone(),
            item: ItemName { number: passage.item.clone(), heading: passage.item_heading.clone() },
            topic: passage.topic.clone(),
            people: people.display(),
            raised_by: raised_by.display(),
            actions: codes.into_iter().map(str::to_owned).collect(),
        };
        document.add_bytes(fields.record, &json(&record));
        document
    }

    fn speaker<'a>(&'a self, statement: &'a Statement) -> Name<'a> {
        let shown = statement.person.as_deref().unwrap_or(&statement.speaker);
        let person = self.meeting.people.iter().find(|person| person.name == shown);
        Name { shown, written: &statement.speaker, person }
    }

    fn owner<'a>(&'a self, written: &'a str) -> Name<'a> {
        let named = |person: &&Person| person.initials.as_deref() == Some(written) || person.name == written;
        let mut persons = self.meeting.people.iter().filter(named);
        // Initials that two people share name neither of them.
        let person = persons.next().filter(|_| persons.next().is_none());
        Name { shown: person.map_or(written, |person| &person.name), written, person }
    }

    fn add_name(&self, document: &mut TantivyDocument, field: Field, name: &Name) {
        let initials = name.person.and_then(|person| person.initials.as_deref()).unwrap_or_default();
        document.add_text(field, with_aliases(name.shown, [name.written, initials]));
    }
}

/// Somebody as shown and as written.
#[derive(Clone)]
struct Name<'a> {
    shown: &'a str,
    written: &'a str,
    person: Option<&'a Person>,
}

/// Names in the order of the text, each once.
#[derive(Default)]
struct Names<'a>(Vec<Name<'a>>);

impl<'a> Names<'a> {
    fn push(&mut self, name: Name<'a>) {
        if !self.0.iter().any(|known| key(known.shown) == key(name.shown)) {
            self.0.push(name);
        }
    }

    fn display(&self) -> Vec<String> {
        self.0.iter().map(|name| name.shown.to_owned()).collect()
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

fn json(record: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(record).expect("records have string keys and no failing parts")
}
