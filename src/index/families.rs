//! Families of bodies as an index keeps them: what every run reads of each, and what only a run that links it anew.

use super::collection::{Collection, IndexError};
use super::place::alone;
use super::schema::{FAMILY, Fields, TOGETHER};
use super::unit::json;
use super::whole::{addresses, stored, term};
use crate::link::{FamilySummary, MeetingFacts, Names, RollEntry};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tantivy::{DocAddress, Searcher, TantivyDocument, TantivyError};

/// A meeting by its file and its id: copies share the id.
pub(super) type Place = (String, String);

/// What every run reads of a family.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct FamilyRecord<Entry = RollEntry> {
    pub(super) fingerprint: String,
    /// Its meetings in their order.
    pub(super) roll: Vec<Entry>,
    pub(super) summary: FamilySummary,
}

/// What is read of a family only where it is linked anew.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct FamilyNotes {
    /// Whom each of its meetings names.
    pub(super) names: Vec<Names>,
    /// Ids of the documents of its actions and gaps.
    pub(super) documents: Vec<String>,
}

/// What is kept of that which spans families.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct TogetherRecord {
    /// Which corrections of actions hold.
    pub(super) holds: Vec<bool>,
    /// Ids of the documents of persons, topics and acronyms.
    pub(super) documents: Vec<String>,
}

/// A family of the index.
pub(super) struct Known {
    pub(super) record: FamilyRecord,
    address: DocAddress,
}

impl Known {
    /// Its meetings.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        self.record.roll.iter().map(place)
    }
}

/// The document of a family.
pub(super) fn family_document(
    fields: &Fields,
    record: &FamilyRecord<&RollEntry>,
    notes: &FamilyNotes,
) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.kind, FAMILY);
    document.add_text(fields.id, family_id(&record.fingerprint));
    document.add_text(fields.record, json(record));
    document.add_text(fields.facts, json(notes));
    alone(fields, document)
}

/// The id of the document of a family.
pub(super) fn family_id(fingerprint: &str) -> String {
    format!("{FAMILY}:{fingerprint}")
}

pub(super) fn place(entry: &RollEntry) -> Place {
    (entry.file.clone(), entry.id.clone())
}

impl Collection {
    /// Whom each meeting names by what is written, by file and id.
    pub fn names(&self) -> Result<BTreeMap<(String, String), Names>, IndexError> {
        let searcher = self.searcher();
        let read = || -> tantivy::Result<BTreeMap<Place, Names>> {
            let mut names = BTreeMap::new();
            for known in self.families(&searcher)? {
                names.extend(known.places().zip(self.notes(&searcher, &known)?.names));
            }
            Ok(names)
        };
        read().map_err(|cause| self.fault(cause))
    }

    pub(super) fn families(&self, searcher: &Searcher) -> tantivy::Result<Vec<Known>> {
        let fields = self.fields();
        let all = addresses(searcher, vec![term(fields.kind, FAMILY)])?;
        let read = |address| -> tantivy::Result<Known> {
            let record = stored(&searcher.doc(address)?, fields.record).ok_or_else(|| damaged("a family"))?;
            Ok(Known { record, address })
        };
        all.into_par_iter().map(read).collect()
    }

    pub(super) fn notes(&self, searcher: &Searcher, known: &Known) -> tantivy::Result<FamilyNotes> {
        let document: TantivyDocument = searcher.doc(known.address)?;
        stored(&document, self.fields().facts).ok_or_else(|| damaged("a family"))
    }

    pub(super) fn together(&self, searcher: &Searcher) -> tantivy::Result<TogetherRecord> {
        let fields = self.fields();
        let all = addresses(searcher, vec![term(fields.kind, TOGETHER)])?;
        let Some(address) = all.first() else { return Ok(TogetherRecord::default()) };
        stored(&searcher.doc(*address)?, fields.record).ok_or_else(|| damaged("what spans families"))
    }

    /// The facts of a meeting of the index.
    pub(super) fn facts_at(&self, searcher: &Searcher, (file, id): &Place) -> tantivy::Result<MeetingFacts> {
        let fields = self.fields();
        for address in addresses(searcher, vec![term(fields.id, id), term(fields.file, file)])? {
            let facts: Option<MeetingFacts> = stored(&searcher.doc(address)?, fields.facts);
            if let Some(facts) = facts {
                return Ok(facts);
            }
        }
        Err(damaged(&format!("meeting {id} of {file}")))
    }
}

fn damaged(what: &str) -> TantivyError {
    TantivyError::InternalError(format!("{what} is not stored as it should be: `index --rebuild` makes the index anew"))
}
