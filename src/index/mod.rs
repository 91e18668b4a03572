//! Meetings to the index on disk: schema, analyzers, writer, manifest, opening.

mod analyzer;
mod collection;
mod day;
mod fold;
mod heading;
mod layout;
mod ledger;
mod linked;
mod manifest;
mod named;
mod passage;
mod passages;
mod place;
mod record;
mod schema;
mod spool;
mod standing;
mod unit;
mod whole;
mod words;
mod writer;

pub use crate::link::MeetingName;
pub use analyzer::{LOW, LOW_LENGTH, Stems, facet_entry, key_term};
pub use collection::{Applied, Collection, IndexError};
pub use day::{day_number, day_of};
pub use fold::{is_hyphen, is_invisible, key};
pub use layout::{Layout, Layouts};
pub use manifest::Manifest;
pub use passages::{Passage, Passages};
pub use record::{FileRecord, FileStatus, ItemName, MeetingRecord, PassageRecord, Reader};
pub use schema::{ACRONYM, ACTION, FILE, FORMAT_VERSION, Fields, GAP, MEETING, PASSAGE, PERSON, STATEMENT, TOPIC};
pub use spool::Spool;
pub use unit::{meeting_id, status_name};
pub use whole::StoredFacts;
pub use words::{Form, Word, words};
pub use writer::{Writer, remove};
