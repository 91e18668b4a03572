//! The values of columns by their ordinals: each is read from its dictionary once, as segments never change.

use super::analyzer::facet_entry;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::Result;
use tantivy::columnar::StrColumn;
use tantivy::index::SegmentId;

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

/// The values read so far, by their ordinals, of columns of segments.
type Known = HashMap<(SegmentId, &'static str), Vec<Option<Value>>>;

/// The values of columns read so far.
#[derive(Debug, Clone, Default)]
pub struct Values(Arc<Mutex<Known>>);

impl Values {
    /// The values of a column of a segment at these ordinals, which ascend.
    pub fn of(
        &self,
        segment: SegmentId,
        (name, column): (&'static str, &StrColumn),
        ordinals: &[u64],
    ) -> Result<Vec<Value>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry((segment, name)).or_insert_with(|| vec![None; column.num_terms()]);
        let missing: Vec<u64> = ordinals.iter().copied().filter(|ordinal| known[*ordinal as usize].is_none()).collect();
        let mut at = missing.iter();
        column.dictionary().sorted_ords_to_term_cb(&missing, |entry| {
            if let Some(ordinal) = at.next() {
                known[*ordinal as usize] = Some(Value::of(String::from_utf8_lossy(entry).into()));
            }
        })?;
        Ok(ordinals.iter().filter_map(|ordinal| known[*ordinal as usize].clone()).collect())
    }

    /// Forgets all: other segments may be in use from now on.
    pub(super) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
