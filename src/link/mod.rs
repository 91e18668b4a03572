//! Facts that span meetings, out of the facts of each: who is who, what became of each action, topics, acronyms, gaps.

mod acronyms;
mod facts;
mod names;
mod text;

pub use acronyms::{Acronym, AcronymSource};
pub use facts::{Definition, Heading, MeetingFacts, Speaker, facts};
pub use names::{Named, Names};

use std::collections::BTreeMap;

/// What the meetings of an archive tell together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    /// Whom each meeting names, by the id of the meeting.
    pub names: BTreeMap<String, Names>,
    /// What the archive says its acronyms stand for.
    pub acronyms: Vec<Acronym>,
}

/// Links the facts of all meetings of an archive; their order does not matter.
pub fn link(meetings: &[MeetingFacts]) -> Links {
    Links { names: BTreeMap::new(), acronyms: acronyms::acronyms(meetings) }
}
