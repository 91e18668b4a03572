//! Meetings to the index on disk: schema, analyzers, writer, manifest, opening.

mod analyzer;
mod collection;

mod fold;
mod manifest;
mod record;
mod schema;
mod unit;
mod words;
mod writer;

pub use analyzer::{Stems, facet_entry, key_term};
pub use collection::{Collection, IndexError};
pub use fold::{is_hyphen, is_invisible, key};
pub use manifest::Manifest;
pub use record::{FileRecord, FileStatus, ItemName, MeetingName, MeetingRecord, PassageRecord, Reader};
pub use schema::{FILE, FORMAT_VERSION, Fields, MEETING, PASSAGE};
pub use unit::{day_number, day_of, meeting_id, status_name};
pub use words::{Form, Word, words};
pub use writer::{Writer, remove};
