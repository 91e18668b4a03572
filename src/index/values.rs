//! Columns and their values by ordinals: each is opened and read from its dictionary once, as segments never change.
//! A value has one number in all segments, by which counts are put together without comparing names.

use super::analyzer::{NO_VALUE, facet_entry};
use ahash::RandomState;
use hashbrown::HashTable;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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

/// All values read so far, each with its number.
#[derive(Debug, Default)]
pub struct Numbered {
    values: Vec<Value>,
    /// Of each value, the number of the first one with the same key.
    keys: Vec<u32>,
    /// Of each value, the number of another one with the same key, until there is none left.
    others: Vec<Option<u32>>,
    /// The first value with each key, by the hash of the key.
    first: HashTable<u32>,
    hashing: RandomState,
}

impl Numbered {
    /// How many there are; numbers count from 0.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// The value of that number.
    pub fn value(&self, number: u32) -> &Value {
        &self.values[number as usize]
    }

    /// The number that all spellings of the value have in common.
    pub fn key(&self, number: u32) -> u32 {
        self.keys[number as usize]
    }

    /// Makes room for as many values in all, so that they are not moved about while they come: of those of a segment, most
    /// are known from others.
    fn reserve(&mut self, count: usize) {
        let more = count.saturating_sub(self.count());
        self.values.reserve(more);
        self.keys.reserve(more);
        self.others.reserve(more);
        let hash = |number: &u32| self.hashing.hash_one(self.values[*number as usize].key());
        self.first.reserve(more, hash);
    }

    /// The number of the value of an entry.
    fn number(&mut self, entry: &str) -> u32 {
        let key = facet_entry(entry).0;
        let hash = self.hashing.hash_one(key);
        let first = self.first.find(hash, |number| self.values[*number as usize].key() == key).copied();
        let mut same = first;
        while let Some(known) = same {
            if *self.values[known as usize].entry == *entry {
                return known;
            }
            same = self.others[known as usize];
        }
        let number = self.values.len() as u32;
        self.values.push(Value::of(entry.into()));
        match first {
            Some(first) => {
                let others = self.others[first as usize].replace(number);
                self.others.push(others);
            }
            None => {
                let hash_of = |number: &u32| self.hashing.hash_one(self.values[*number as usize].key());
                self.first.insert_unique(hash, number, hash_of);
                self.others.push(None);
            }
        }
        self.keys.push(first.unwrap_or(number));
        number
    }
}

#[cfg(test)]
impl<'a> FromIterator<&'a str> for Numbered {
    fn from_iter<I: IntoIterator<Item = &'a str>>(entries: I) -> Numbered {
        let mut names = Numbered::default();
        for entry in entries {
            names.number(entry);
        }
        names
    }
}

/// Number of a value that was not read yet.
const UNREAD: u32 = u32::MAX;

/// A column of a segment, and the numbers of its values by their ordinals.
#[derive(Debug)]
struct Opened {
    column: StrColumn,
    numbers: Vec<u32>,
    /// The ordinal of the value that stands for none.
    none: Option<u64>,
}

impl Opened {
    fn of(column: &StrColumn) -> Result<Opened> {
        let none = column.dictionary().term_ord(NO_VALUE)?;
        Ok(Opened { column: column.clone(), numbers: vec![UNREAD; column.num_terms()], none })
    }
}

/// The columns opened so far, with their values.
#[derive(Debug, Clone, Default)]
pub struct Values {
    opened: Arc<Mutex<HashMap<(SegmentId, &'static str), Opened>>>,
    names: Arc<Mutex<Numbered>>,
    kept: Arc<Mutex<HashMap<Undeleted, Arc<Counted>>>>,
}

/// A segment by what is not deleted of it, and the name of a facet.
type Undeleted = (SegmentId, u32, &'static str);

/// Number of passages, and of those with each value by its number.
pub type Counted = (u64, Vec<(u32, u64)>);

impl Values {
    /// The column of that name, where the segment has one.
    pub fn column(&self, segment: &SegmentReader, name: &'static str) -> Result<Option<StrColumn>> {
        Ok(self.column_and_none(segment, name)?.map(|(column, _)| column))
    }

    /// The column, and the ordinal in it that stands for no value: a column without gaps is read faster.
    pub fn column_and_none(
        &self,
        segment: &SegmentReader,
        name: &'static str,
    ) -> Result<Option<(StrColumn, Option<u64>)>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = opened.get(&(segment.segment_id(), name)) {
            return Ok(Some((known.column.clone(), known.none)));
        }
        let Some(column) = segment.fast_fields().str(name)? else { return Ok(None) };
        let known = Opened::of(&column)?;
        let none = known.none;
        opened.insert((segment.segment_id(), name), known);
        Ok(Some((column, none)))
    }

    /// All values read so far; nobody else gets at them meanwhile.
    pub fn names(&self) -> MutexGuard<'_, Numbered> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a value that is its own key.
    pub fn number(&self, value: &str) -> u32 {
        self.names().number(value)
    }

    /// The numbers of the values of a column of a segment at these ordinals, which ascend.
    pub fn numbers(
        &self,
        segment: SegmentId,
        (name, column): (&'static str, &StrColumn),
        ordinals: &[u64],
    ) -> Result<Vec<u32>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        let Opened { column, numbers, .. } = match opened.entry((segment, name)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Opened::of(column)?),
        };
        let missing: Vec<u64> =
            ordinals.iter().copied().filter(|ordinal| numbers[*ordinal as usize] == UNREAD).collect();
        if !missing.is_empty() {
            let (mut names, mut at) = (self.names(), missing.iter());
            names.reserve(missing.len());
            column.dictionary().sorted_ords_to_term_cb(&missing, |entry| {
                if let Some(ordinal) = at.next() {
                    numbers[*ordinal as usize] = match std::str::from_utf8(entry) {
                        Ok(entry) => names.number(entry),
                        Err(_) => names.number(&String::from_utf8_lossy(entry)),
                    };
                }
            })?;
        }
        Ok(ordinals.iter().map(|ordinal| numbers[*ordinal as usize]).collect())
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

    /// Forgets columns and counts: other segments may be in use from now on. Numbers stay what they are.
    pub(super) fn clear(&self) {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
