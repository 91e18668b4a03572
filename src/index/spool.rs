//! Meetings on their way into the index, kept aside until all are read and it is known whom each of them names.

use super::collection::{Collection, IndexError};
use super::families::{Place, place};
use super::record::FileRecord;
use crate::link::{FactSheet, MeetingFacts, RollEntry};
use crate::meeting::Meeting;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};
use tempfile::SpooledTempFile;

/// Bytes kept in memory; beyond that a file without a name in the folder of the index takes them.
const IN_MEMORY: usize = 16 << 20;

/// Files with their meetings, given back in the order they came in; the facts of each meeting meanwhile by its place.
///
/// A file is a line; the facts of each of its meetings are a line more.
pub struct Spool<'a> {
    collection: &'a Collection,
    file: Mutex<SpooledTempFile>,
    end: u64,
    /// Where the facts of each meeting start, and their length.
    facts: HashMap<Place, (u64, usize)>,
    roll: Vec<RollEntry>,
}

impl<'a> Spool<'a> {
    /// An empty one beside the index.
    pub fn new(collection: &'a Collection) -> Self {
        let file = Mutex::new(tempfile::spooled_tempfile_in(IN_MEMORY, collection.directory()));
        Self { collection, file, end: 0, facts: HashMap::new(), roll: Vec::new() }
    }

    /// Takes a file with its meetings and their facts.
    pub fn push(&mut self, file: &FileRecord, meetings: &[Meeting], sheets: Vec<FactSheet>) -> Result<(), IndexError> {
        let mut lines = serde_json::to_vec(&(file, meetings)).expect("meetings have string keys and no failing parts");
        lines.push(b'\n');
        for FactSheet { entry, facts } in sheets {
            self.facts.insert(place(&entry), (self.end + lines.len() as u64, facts.len()));
            self.roll.push(entry);
            lines.extend_from_slice(facts.as_bytes());
            lines.push(b'\n');
        }
        self.end += lines.len() as u64;
        let written = self.file.get_mut().unwrap_or_else(PoisonError::into_inner).write_all(&lines);
        written.map_err(|cause| fault(self.collection, cause))
    }

    /// Gives away the roll of its meetings.
    pub(super) fn take_roll(&mut self) -> Vec<RollEntry> {
        std::mem::take(&mut self.roll)
    }

    /// The facts of a meeting; none where it is not here.
    pub(super) fn facts(&self, place: &Place) -> io::Result<Option<MeetingFacts>> {
        let Some((start, length)) = self.facts.get(place) else { return Ok(None) };
        let mut written = vec![0; *length];
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(*start))?;
        file.read_exact(&mut written)?;
        drop(file);
        Ok(serde_json::from_slice(&written)?)
    }

    /// Hands every file to `take`, each of its meetings behind its facts as JSON.
    pub fn drain(
        self,
        mut take: impl FnMut(FileRecord, Vec<(String, Meeting)>) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let Spool { collection, file, .. } = self;
        let fault = |cause| fault(collection, cause);
        let mut file = file.into_inner().unwrap_or_else(PoisonError::into_inner);
        file.rewind().map_err(fault)?;
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).map_err(fault)? > 0 {
            let (file, meetings): (FileRecord, Vec<Meeting>) =
                serde_json::from_slice(&line).map_err(|cause| fault(io::Error::from(cause)))?;
            line.clear();
            let mut with_facts = Vec::with_capacity(meetings.len());
            for meeting in meetings {
                let mut facts = String::new();
                reader.read_line(&mut facts).map_err(fault)?;
                facts.truncate(facts.trim_end().len());
                with_facts.push((facts, meeting));
            }
            take(file, with_facts)?;
        }
        Ok(())
    }
}

fn fault(collection: &Collection, cause: io::Error) -> IndexError {
    IndexError::Folder { directory: collection.directory().to_owned(), cause }
}
