//! One thing in full: a meeting, or a passage in its context.

use super::hits::fetch;
use super::results::Hit;
use super::run::QueryError;
use super::stored::{copies, place, with_term};
use crate::index::Collection;
use crate::meeting::Meeting;
use tantivy::Searcher;

/// Passages shown before and after the one asked for.
const CONTEXT: usize = 2;

/// What an id stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// A meeting, whole.
    Meeting {
        /// Its id.
        id: String,
        /// All that is known of it.
        meeting: Box<Meeting>,
    },
    /// A passage.
    Passage {
        /// What stands before it.
        before: Vec<Hit>,
        /// The passage.
        passage: Box<Hit>,
        /// What stands after it.
        after: Vec<Hit>,
    },
    /// Nothing; ids that begin so, if there are several.
    Nothing(Vec<String>),
}

/// What `id` stands for: the id of a meeting or passage, or the beginning of one that no other has.
pub fn show(collection: &Collection, id: &str) -> Result<Shown, QueryError> {
    let fault = |cause| collection.fault(cause);
    let show = Show { collection, searcher: &collection.searcher() };
    show.show(&id.to_lowercase()).map_err(|cause| fault(cause).into())
}

struct Show<'a> {
    collection: &'a Collection,
    searcher: &'a Searcher,
}

impl Show<'_> {
    fn show(&self, id: &str) -> tantivy::Result<Shown> {
        let (prefix, passage) = id.split_once('-').map_or((id, None), |(meeting, number)| (meeting, Some(number)));
        let mut meetings = self.meetings(prefix)?;
        if meetings.len() != 1 {
            return Ok(Shown::Nothing(meetings));
        }
        let meeting = meetings.remove(0);
        match passage {
            None => self.meeting(meeting),
            Some(number) => self.passage(&meeting, number),
        }
    }

    /// Up to a handful of ids of meetings that begin with `prefix`.
    fn meetings(&self, prefix: &str) -> tantivy::Result<Vec<String>> {
        let mut found: Vec<String> = Vec::new();
        if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(found);
        }
        for segment in self.searcher.segment_readers() {
            let terms = segment.inverted_index(self.collection.fields().meeting)?;
            let mut stream = terms.terms().range().ge(prefix).into_stream()?;
            while stream.advance() && stream.key().starts_with(prefix.as_bytes()) && found.len() < 10 {
                let id = String::from_utf8_lossy(stream.key()).into_owned();
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        Ok(found)
    }

    fn meeting(&self, id: String) -> tantivy::Result<Shown> {
        let fields = self.collection.fields();
        let Some(address) = with_term(self.searcher, fields.id, &id)?.first().copied() else {
            return Ok(Shown::Nothing(Vec::new()));
        };
        let meeting = self.collection.meeting_at(self.searcher, address)?;
        Ok(Shown::Meeting { id, meeting: Box::new(meeting.unwrap_or_default()) })
    }

    fn passage(&self, meeting: &str, number: &str) -> tantivy::Result<Shown> {
        let copies = copies(self.collection, self.searcher, meeting)?;
        let Some(addresses) = copies.first() else { return Ok(Shown::Nothing(Vec::new())) };
        let Some(at) = place(number).filter(|at| *at < addresses.len()) else {
            return Ok(Shown::Nothing(Vec::new()));
        };
        let fetched = |range: std::ops::Range<usize>| -> tantivy::Result<Vec<Hit>> {
            addresses[range].iter().map(|address| fetch(self.collection, self.searcher, *address)).collect()
        };
        Ok(Shown::Passage {
            before: fetched(at.saturating_sub(CONTEXT)..at)?,
            passage: Box::new(fetch(self.collection, self.searcher, addresses[at])?),
            after: fetched(at + 1..(at + 1 + CONTEXT).min(addresses.len()))?,
        })
    }
}
