//! Meetings to the index on disk: schema, analyzers, writer, manifest, opening.

mod analyzer;
mod collection;
mod day;
mod fold;
mod heading;
mod manifest;
mod named;
mod passage;
mod place;
mod record;
mod schema;
mod standing;
mod unit;
mod words;
mod writer;

pub use analyzer::{LOW, LOW_LENGTH, Stems, facet_entry, key_term};
pub use collection::{Collection, IndexError};
pub use day::{day_number, day_of};
pub use fold::{is_hyphen, is_invisible, key};
pub use manifest::Manifest;
pub use record::{
    ActionRecord, FileRecord, FileStatus, ItemName, MeetingName, MeetingRecord, Owner, PassageRecord, Reader,
    StatementRecord,
};
pub use schema::{ACTION, FILE, FORMAT_VERSION, Fields, MEETING, PASSAGE, STATEMENT};
pub use unit::{meeting_id, status_name};
pub use words::{Form, Word, words};
pub use writer::{Writer, remove};
