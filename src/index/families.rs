//! Linking by family: what an index keeps of each, and which have to be linked anew when meetings come and go.

use super::collection::{Collection, IndexError};
use super::schema::{FAMILY, TOGETHER};
use super::whole::{addresses, stored, term};
use crate::link::{
    Corrections, Family, FamilyLinks, FamilySummary, Linking, MeetingFacts, Names, Relations, RollEntry, Together,
};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tantivy::{DocAddress, Searcher, TantivyDocument, TantivyError};

/// A meeting by its file and its id: copies share the id.
pub(super) type Place = (String, String);

/// What every run reads of a family.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct FamilyRecord {
    pub(super) fingerprint: String,
    /// Its meetings in their order.
    pub(super) roll: Vec<RollEntry>,
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
    fn places(&self) -> impl Iterator<Item = Place> {
        self.record.roll.iter().map(|entry| (entry.file.clone(), entry.id.clone()))
    }
}

/// The links of an archive after a run, as far as they differ from those of the index.
pub struct Relinked {
    /// Families linked anew, with their meetings and their links.
    pub(super) linked: Vec<(FamilyRecord, FamilyLinks)>,
    /// What all families tell together.
    pub(super) together: Together,
    /// Which corrections of actions hold.
    pub(super) holds: Vec<bool>,
    /// Families of the index that are no longer as they were.
    pub(super) stale: Vec<Known>,
    kept: Vec<Known>,
    names: HashMap<Place, Names>,
}

impl Relinked {
    /// Number of families linked anew.
    pub fn families(&self) -> usize {
        self.linked.len()
    }

    /// Corrections that match nothing, each in a sentence.
    pub fn unmatched(&self) -> &[String] {
        &self.together.unmatched
    }
}

impl Collection {
    /// Links the meetings of the index without those of the files that are replaced, and with the new ones.
    ///
    /// Only families that something changes for are read.
    pub fn relink(
        &self,
        replaced: &BTreeSet<&str>,
        new: Vec<(String, MeetingFacts)>,
        corrections: &Corrections,
    ) -> Result<Relinked, IndexError> {
        self.link_families(replaced, new, corrections).map_err(|cause| self.fault(cause))
    }

    fn link_families(
        &self,
        replaced: &BTreeSet<&str>,
        new: Vec<(String, MeetingFacts)>,
        corrections: &Corrections,
    ) -> tantivy::Result<Relinked> {
        let searcher = self.searcher();
        let mut known = self.families(&searcher)?;
        let entries = known.iter().flat_map(|known| &known.record.roll);
        let mut roll: Vec<RollEntry> =
            entries.filter(|entry| !replaced.contains(entry.file.as_str())).cloned().collect();
        roll.par_extend(new.par_iter().map(|(file, facts)| RollEntry::of(file, facts)));
        let relations = Relations::of(roll, corrections);
        let families = relations.families();

        let current: BTreeMap<&str, usize> =
            families.iter().map(|family| family.fingerprint.as_str()).zip(0..).collect();
        let mut kept: BTreeMap<usize, Known> = BTreeMap::new();
        let mut stale = Vec::new();
        for known in known.drain(..) {
            match current.get(known.record.fingerprint.as_str()) {
                Some(at) => drop(kept.insert(*at, known)),
                None => stale.push(known),
            }
        }
        let mut new: HashMap<Place, MeetingFacts> =
            new.into_iter().map(|(file, facts)| ((file, facts.id.clone()), facts)).collect();
        let mut link = |wanted: Vec<usize>| -> tantivy::Result<Vec<(usize, Linking)>> {
            let mut facts = Vec::with_capacity(wanted.len());
            for at in &wanted {
                let places = families[*at].members.iter().map(|at| place(relations.meeting(*at)));
                facts.push(places.map(|place| (new.remove(&place), place)).collect::<Vec<_>>());
            }
            let link = |(at, facts): (usize, Vec<(Option<MeetingFacts>, Place)>)| {
                let facts = facts.into_iter().map(|(facts, place)| match facts {
                    Some(facts) => Ok(facts),
                    None => self.facts_at(&searcher, &place),
                });
                Ok((at, relations.link(&families[at], facts.collect::<tantivy::Result<_>>()?)))
            };
            wanted.into_par_iter().zip(facts).map(link).collect()
        };
        let mut linking = link((0..families.len()).filter(|at| !kept.contains_key(at)).collect())?;
        // Actions closed by the user are told apart across families: a code that comes up again elsewhere opens them.
        let before = self.together(&searcher)?;
        let known_summaries = kept.values().map(|known| &known.record.summary);
        let holds = relations.holding(linking.iter().map(|(_, linking)| linking.summary()).chain(known_summaries));
        let is_closed_otherwise =
            |(_, known): &(&usize, &Known)| known.record.summary.is_closed_otherwise(&holds, &before.holds);
        let reopened: Vec<usize> = kept.iter().filter(is_closed_otherwise).map(|(at, _)| *at).collect();
        stale.extend(reopened.iter().filter_map(|at| kept.remove(at)));
        linking.extend(link(reopened)?);

        let finish = |(at, linking): (usize, Linking)| {
            let links = relations.finish(linking, &holds);
            let family = &families[at];
            let roll = family.members.iter().map(|at| relations.meeting(*at).clone()).collect();
            let fingerprint = family.fingerprint.clone();
            (at, FamilyRecord { fingerprint, roll, summary: links.summary.clone() }, links)
        };
        let linked: Vec<(usize, FamilyRecord, FamilyLinks)> = linking.into_par_iter().map(finish).collect();
        let fresh = linked.iter().map(|(at, record, _)| (&families[*at], &record.summary));
        let all: BTreeMap<&str, (&Family, &FamilySummary)> = kept
            .iter()
            .map(|(at, known)| (&families[*at], &known.record.summary))
            .chain(fresh)
            .map(|(family, summary)| (family.fingerprint.as_str(), (family, summary)))
            .collect();
        let together = relations.together(&all.into_values().collect::<Vec<_>>());
        let mut names = HashMap::new();
        for (_, record, links) in &linked {
            names.extend(record.roll.iter().map(place).zip(links.names.iter().cloned()));
        }
        let linked = linked.into_iter().map(|(_, record, links)| (record, links)).collect();
        Ok(Relinked { linked, together, holds, stale, kept: kept.into_values().collect(), names })
    }

    /// The files of the index, without those replaced, whose meetings name people otherwise than before.
    pub fn renamed(&self, relinked: &Relinked, replaced: &BTreeSet<&str>) -> Result<BTreeSet<String>, IndexError> {
        let searcher = self.searcher();
        let mut renamed = BTreeSet::new();
        for known in &relinked.stale {
            let notes = self.notes(&searcher, known).map_err(|cause| self.fault(cause))?;
            for (place, names) in known.places().zip(notes.names) {
                if !replaced.contains(place.0.as_str()) && relinked.names.get(&place).is_some_and(|new| *new != names) {
                    renamed.insert(place.0);
                }
            }
        }
        Ok(renamed)
    }

    /// Whom a meeting names after the run.
    pub fn names_after(&self, relinked: &Relinked, file: &str, id: &str) -> Result<Names, IndexError> {
        let place = (file.to_owned(), id.to_owned());
        if let Some(names) = relinked.names.get(&place) {
            return Ok(names.clone());
        }
        let searcher = self.searcher();
        for known in &relinked.kept {
            if let Some(at) = known.places().position(|known| known == place) {
                let mut notes = self.notes(&searcher, known).map_err(|cause| self.fault(cause))?;
                return Ok(notes.names.swap_remove(at));
            }
        }
        Ok(Names::default())
    }

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

    fn families(&self, searcher: &Searcher) -> tantivy::Result<Vec<Known>> {
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

    fn facts_at(&self, searcher: &Searcher, (file, id): &Place) -> tantivy::Result<MeetingFacts> {
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

fn place(entry: &RollEntry) -> Place {
    (entry.file.clone(), entry.id.clone())
}

fn damaged(what: &str) -> TantivyError {
    TantivyError::InternalError(format!("{what} is not stored as it should be: `index --rebuild` makes the index anew"))
}
