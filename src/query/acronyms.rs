//! The acronyms of the archive, with their meanings and where each is explained.

use crate::index::{Collection, IndexError, key};
use crate::link::Acronym;
use jiff::civil::Date;
use serde::Serialize;

/// An acronym with one of its meanings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct AcronymRow {
    /// Letters, meaning, bodies and sources.
    #[serde(flatten)]
    pub acronym: Acronym,
    /// Meetings that explain it.
    pub meetings: usize,
    /// First of them.
    pub first: Option<Date>,
    /// Last of them.
    pub last: Option<Date>,
}

/// The acronyms whose letters or meaning hold the words of `query`, all of them where there are none.
pub fn acronyms(collection: &Collection, query: &str) -> Result<Vec<AcronymRow>, IndexError> {
    let wanted = key(query);
    let mut rows = Vec::new();
    for acronym in collection.acronyms()? {
        let (letters, meaning) = (key(&acronym.acronym), key(&acronym.meaning));
        let has = |word: &str| letters == word || meaning.contains(word);
        if !wanted.split(' ').all(has) {
            continue;
        }
        let dates = || acronym.sources.iter().filter_map(|source| source.date);
        let (meetings, first, last) = (acronym.sources.len(), dates().min(), dates().max());
        rows.push(AcronymRow { acronym, meetings, first, last });
    }
    Ok(rows)
}
