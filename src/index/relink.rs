//! Linking at the end of a run: families that something changes for are linked anew and written, the others are kept.

use super::collection::IndexError;
use super::families::{FamilyNotes, FamilyRecord, Known, Place, TogetherRecord, family_document, family_id, place};
use super::linked::{Fact, family_facts, shared_facts};
use super::place::alone;
use super::schema::TOGETHER;
use super::spool::Spool;
use super::unit::json;
use super::writer::{BATCH, Writer};
use crate::link::{
    Corrections, Family, FamilyLinks, FamilySummary, Linking, MeetingFacts, Names, Relations, RollEntry,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use tantivy::{Searcher, TantivyDocument, Term};

/// What a run has linked.
pub struct Relinked {
    /// Number of families linked anew.
    pub families: usize,
    /// Corrections that match nothing, each in a sentence.
    pub unmatched: Vec<String>,
    /// Files, not replaced by this run, whose meetings name people otherwise than before.
    pub renamed: BTreeSet<String>,
    /// Whom each meeting of a family linked anew names, as JSON: a fraction of the memory, while all files are written.
    names: HashMap<Place, String>,
    kept: Vec<Known>,
}

/// A family that was linked, and what of it is needed still.
struct Linked {
    at: usize,
    summary: FamilySummary,
    /// As JSON, by meeting.
    names: Vec<String>,
    documents: Vec<String>,
}

/// Families linked so far.
#[derive(Default)]
struct Done<'a> {
    linked: Vec<Linked>,
    /// Those with actions that the user corrects: whether the correction holds is known when all are linked.
    waiting: Vec<(usize, Linking<'a>)>,
}

impl Done<'_> {
    fn summaries(&self) -> impl Iterator<Item = &FamilySummary> {
        let linked = self.linked.iter().map(|family| &family.summary);
        linked.chain(self.waiting.iter().map(|(_, linking)| linking.summary()))
    }
}

impl Writer<'_> {
    /// Links the meetings of the index without those of the files that are replaced, and with the new ones; writes what
    /// is told across meetings and the index does not hold, and removes what is no longer told.
    ///
    /// Of families that nothing changes for little is read.
    pub fn relink(
        &self,
        replaced: &BTreeSet<&str>,
        new: &mut Spool,
        corrections: &Corrections,
    ) -> Result<Relinked, IndexError> {
        self.link_families(replaced, new, corrections).map_err(|cause| self.collection.fault(cause))
    }

    fn link_families(
        &self,
        replaced: &BTreeSet<&str>,
        new: &mut Spool,
        corrections: &Corrections,
    ) -> tantivy::Result<Relinked> {
        let searcher = self.collection.searcher();
        let known = self.collection.families(&searcher)?;
        let mut roll = new.take_roll();
        let entries = known.iter().flat_map(|known| &known.record.roll);
        roll.extend(entries.filter(|entry| !replaced.contains(entry.file.as_str())).cloned());
        let relations = Relations::of(roll, corrections);
        let families = relations.families();

        let current: HashMap<&str, usize> =
            families.iter().map(|family| family.fingerprint.as_str()).zip(0..).collect();
        let mut kept: BTreeMap<usize, Known> = BTreeMap::new();
        let mut stale = Vec::new();
        for known in known {
            match current.get(known.record.fingerprint.as_str()) {
                Some(at) => drop(kept.insert(*at, known)),
                None => stale.push(known),
            }
        }
        let before = self.collection.together(&searcher)?;
        let mut run = Run {
            writer: self,
            searcher: &searcher,
            relations: &relations,
            families: &families,
            new,
            documents: before.documents.into_iter().collect(),
            names: HashMap::new(),
        };
        run.give_up(&stale)?;
        let mut done = Done::default();
        run.link((0..families.len()).filter(|at| !kept.contains_key(at)).collect(), &mut done)?;
        // A correction of an action holds as long as it means one of all families: another that comes up opens it again.
        let summaries = kept.values().map(|known| &known.record.summary);
        let holds = relations.holding(summaries.chain(done.summaries()));
        let is_closed_otherwise =
            |(_, known): &(&usize, &Known)| known.record.summary.is_closed_otherwise(&holds, &before.holds);
        let reopened: Vec<usize> = kept.iter().filter(is_closed_otherwise).map(|(at, _)| *at).collect();
        let opened: Vec<Known> = reopened.iter().filter_map(|at| kept.remove(at)).collect();
        run.give_up(&opened)?;
        run.link(reopened, &mut done)?;
        let Done { mut linked, waiting } = done;
        let finish = |(at, linking)| run.finish(at, linking, &holds);
        linked.par_extend(waiting.into_par_iter().map(finish).collect::<tantivy::Result<Vec<_>>>()?);

        let told: BTreeMap<usize, &FamilySummary> = kept
            .iter()
            .map(|(at, known)| (*at, &known.record.summary))
            .chain(linked.iter().map(|family| (family.at, &family.summary)))
            .collect();
        let told: Vec<(&Family, &FamilySummary)> =
            told.into_iter().map(|(at, summary)| (&families[at], summary)).collect();
        let together = relations.together(&told);
        let shared = run.add(shared_facts(&together))?;
        let listed: HashSet<&String> = linked.iter().flat_map(|family| &family.documents).chain(&shared).collect();
        run.documents.iter().filter(|id| !listed.contains(id)).for_each(|id| self.delete(id));
        drop(listed);
        self.write_together(TogetherRecord { holds, documents: shared })?;

        let before = std::mem::take(&mut run.names);
        let mut relinked = Relinked {
            families: linked.len(),
            unmatched: together.unmatched,
            renamed: BTreeSet::new(),
            names: HashMap::new(),
            kept: kept.into_values().collect(),
        };
        for family in linked {
            let members = families[family.at].members.iter().map(|at| place(relations.meeting(*at)));
            relinked.names.extend(members.zip(family.names));
        }
        for (place, names) in before.into_iter().filter(|(place, _)| !replaced.contains(place.0.as_str())) {
            if relinked.names.get(&place).is_some_and(|now| *now != json(&names)) {
                relinked.renamed.insert(place.0);
            }
        }
        Ok(relinked)
    }

    fn write_together(&self, record: TogetherRecord) -> tantivy::Result<()> {
        let fields = self.collection.fields();
        self.delete(TOGETHER);
        let mut document = TantivyDocument::default();
        document.add_text(fields.kind, TOGETHER);
        document.add_text(fields.id, TOGETHER);
        document.add_text(fields.record, json(&record));
        self.write(None, vec![alone(fields, document)])
    }

    fn delete(&self, id: &str) {
        self.remove_term(Term::from_field_text(self.collection.fields().id, id));
    }

    /// Whom a meeting names after the run.
    pub fn names_after(&self, relinked: &Relinked, file: &str, id: &str) -> Result<Names, IndexError> {
        let place = (file.to_owned(), id.to_owned());
        if let Some(names) = relinked.names.get(&place) {
            return Ok(serde_json::from_str(names).expect("names are written as they are read"));
        }
        let searcher = self.collection.searcher();
        for known in &relinked.kept {
            if let Some(at) = known.places().position(|known| known == place) {
                let notes = self.collection.notes(&searcher, known);
                return Ok(notes.map_err(|cause| self.collection.fault(cause))?.names.swap_remove(at));
            }
        }
        Ok(Names::default())
    }
}

/// What linking families takes, and what the index held of those that are linked anew.
struct Run<'a> {
    writer: &'a Writer<'a>,
    searcher: &'a Searcher,
    relations: &'a Relations<'a>,
    families: &'a [Family],
    /// The facts of new meetings.
    new: &'a Spool<'a>,
    /// Ids of documents that the index holds and that may not be told any more.
    documents: HashSet<String>,
    /// Whom meetings named before.
    names: HashMap<Place, Names>,
}

impl<'a> Run<'a> {
    /// Takes up what the index holds of families that are no longer as they were.
    fn give_up(&mut self, stale: &[Known]) -> tantivy::Result<()> {
        for known in stale {
            let notes = self.writer.collection.notes(self.searcher, known)?;
            self.documents.extend(notes.documents);
            self.names.extend(known.places().zip(notes.names));
            self.writer.delete(&family_id(&known.record.fingerprint));
        }
        Ok(())
    }

    /// Links families and writes those that no correction of an action means.
    fn link(&self, wanted: Vec<usize>, done: &mut Done<'a>) -> tantivy::Result<()> {
        let link = |at: usize| -> tantivy::Result<Result<Linked, (usize, Linking)>> {
            let linking = self.relations.link(&self.families[at], |entry| self.facts(entry))?;
            if linking.summary().is_corrected() {
                return Ok(Err((at, linking)));
            }
            Ok(Ok(self.finish(at, linking, &[])?))
        };
        for outcome in wanted.into_par_iter().map(link).collect::<tantivy::Result<Vec<_>>>()? {
            match outcome {
                Ok(family) => done.linked.push(family),
                Err(waits) => done.waiting.push(waits),
            }
        }
        Ok(())
    }

    fn facts(&self, entry: &RollEntry) -> tantivy::Result<MeetingFacts> {
        match self.new.facts(&place(entry))? {
            Some(facts) => Ok(facts),
            None => self.writer.collection.facts_at(self.searcher, &place(entry)),
        }
    }

    /// Writes a family with its actions and gaps.
    fn finish(&self, at: usize, linking: Linking, holds: &[bool]) -> tantivy::Result<Linked> {
        let family = &self.families[at];
        let links = self.relations.finish(linking, holds);
        let FamilyLinks { names, actions, gaps, summary } = links;
        let documents = self.add(family_facts(actions, gaps))?;
        let roll = family.members.iter().map(|at| self.relations.meeting(*at)).collect();
        let record = FamilyRecord { fingerprint: family.fingerprint.clone(), roll, summary };
        let notes = FamilyNotes { names, documents };
        let document = family_document(self.writer.collection.fields(), &record, &notes);
        self.writer.write(None, vec![document])?;
        let names = notes.names.iter().map(json).collect();
        Ok(Linked { at, summary: record.summary, names, documents: notes.documents })
    }

    /// Adds those facts that the index does not hold, and gives the ids of all.
    fn add(&self, facts: impl Iterator<Item = Fact>) -> tantivy::Result<Vec<String>> {
        let (mut ids, mut batch) = (Vec::new(), Vec::new());
        for fact in facts {
            ids.push(fact.id.clone());
            if !self.documents.contains(&fact.id) {
                batch.push(fact.document(self.writer.collection.fields()));
            }
            if batch.len() == BATCH {
                self.writer.write(None, std::mem::take(&mut batch))?;
            }
        }
        self.writer.write(None, batch)?;
        Ok(ids)
    }
}
