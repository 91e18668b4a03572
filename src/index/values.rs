//! Columns and their values by ordinals: each is opened and read from its dictionary once, as segments never change.

use super::analyzer::facet_entry;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;
use tantivy::{Result, SegmentReader};

/// A value of a facet: its key and one of its spellings, in the order of keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Value {
    entry: Arc<str>,
    /// Length of the key, and where the spelling begins.
    key: usize,
    spelling: usize,
}

impl Value {
    /// One that is its own key.
    pub fn plain(value: &str) -> Value {
        Value::of(value.into())
    }

    fn of(entry: Arc<str>) -> Value {
        let (key, spelling) = facet_entry(&entry);
        let (key, spelling) = (key.len(), entry.len() - spelling.len());
        Value { entry, key, spelling }
    }

    /// What all spellings of the value have in common.
    pub fn key(&self) -> &str {
        &self.entry[..self.key]
    }

    /// The value as written.
    pub fn spelling(&self) -> &str {
        &self.entry[self.spelling..]
    }
}

/// A column of a segment, and the values read so far by their ordinals.
#[derive(Debug)]
struct Opened {
    column: StrColumn,
    values: Vec<Option<Value>>,
}

impl Opened {
    fn of(column: &StrColumn) -> Opened {
        Opened { column: column.clone(), values: vec![None; column.num_terms()] }
    }
}

/// The columns opened so far, with their values.
#[derive(Debug, Clone, Default)]
pub struct Values {
    opened: Arc<Mutex<HashMap<(SegmentId, &'static str), Opened>>>,
    kept: Arc<Mutex<HashMap<Undeleted, Arc<Counted>>>>,
}

/// A segment by what is not deleted of it, and the name of a facet.
type Undeleted = (SegmentId, u32, &'static str);

/// Number of passages, and of those with each value.
pub type Counted = (u64, Vec<(Value, u64)>);

impl Values {
    /// The column of that name, where the segment has one.
    pub fn column(&self, segment: &SegmentReader, name: &'static str) -> Result<Option<StrColumn>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = opened.get(&(segment.segment_id(), name)) {
            return Ok(Some(known.column.clone()));
        }
        let Some(column) = segment.fast_fields().str(name)? else { return Ok(None) };
        opened.insert((segment.segment_id(), name), Opened::of(&column));
        Ok(Some(column))
    }

    /// The values of a column of a segment at these ordinals, which ascend.
    pub fn of(
        &self,
        segment: SegmentId,
        (name, column): (&'static str, &StrColumn),
        ordinals: &[u64],
    ) -> Result<Vec<Value>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let Opened { column, values } = opened.entry((segment, name)).or_insert_with(|| Opened::of(column));
        let missing: Vec<u64> =
            ordinals.iter().copied().filter(|ordinal| values[*ordinal as usize].is_none()).collect();
        let mut at = missing.iter();
        column.dictionary().sorted_ords_to_term_cb(&missing, |entry| {
            if let Some(ordinal) = at.next() {
                values[*ordinal as usize] = Some(Value::of(String::from_utf8_lossy(entry).into()));
            }
        })?;
        Ok(ordinals.iter().filter_map(|ordinal| values[*ordinal as usize].clone()).collect())
    }

    /// What all passages of a segment come to by the values of a facet, where it was counted.
    pub fn kept(&self, segment: &SegmentReader, facet: &'static str) -> Option<Arc<Counted>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(segment.segment_id(), segment.num_docs(), facet)).cloned()
    }

    /// Keeps what all passages of a segment come to.
    pub fn keep(&self, segment: &SegmentReader, facet: &'static str, counted: Counted) {
        let of = (segment.segment_id(), segment.num_docs(), facet);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(of, Arc::new(counted));
    }

    /// Forgets all: other segments may be in use from now on.
    pub(super) fn clear(&self) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
