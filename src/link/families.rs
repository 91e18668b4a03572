//! Families of bodies, linked one by one: what was told of a family holds until something of it changes.

use super::acronyms::{self, Acronym, Explained};
use super::action::LedgerAction;
use super::corrections::Corrections;
use super::duplicates::{self, Repeat, Repeats};
use super::facts::MeetingFacts;
use super::gaps::{self, Gap, Noticed};
use super::identity::{Identities, Told};
use super::ledger::Ledger;
use super::names::Names;
use super::people::{self, Called, Gathering, LinkedPerson, People};
use super::resolve::Resolver;
use super::roll::{RollEntry, digest};
use super::series::{self, Series};
use super::text::fold;
use super::topics::{self, LinkedTopic};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Raised with every change of what linking tells, so that no family is left as it was linked before.
const VERSION: u32 = 1;

/// Meetings of a family whose facts are kept from being read first.
const KEPT: usize = 1_000;

/// How all meetings belong together: bodies, families, and who is who.
pub struct Relations<'a> {
    roll: Vec<RollEntry>,
    corrections: &'a Corrections,
    series: Series,
    copies: Vec<Option<Repeat>>,
    identities: Identities,
    called: Called,
    told: Told,
}

/// Bodies that share people, and so initials and action codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its meetings by their places in the roll, oldest first.
    pub members: Vec<usize>,
    /// Tells all that its links are made of: as long as it is the same, they are.
    pub fingerprint: String,
    number: usize,
}

/// What the meetings of a family tell together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FamilyLinks {
    /// Whom each of its meetings names, in the order of its members.
    pub names: Vec<Names>,
    /// Its actions, in the order in which they come up.
    pub actions: Vec<LedgerAction>,
    /// What is missing or doubtful in it.
    pub gaps: Vec<Gap>,
    /// What it has to say of what spans families.
    pub summary: FamilySummary,
}

/// What a family has to say of people, topics and acronyms that others may know, too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilySummary {
    persons: Vec<LinkedPerson>,
    headings: BTreeMap<String, usize>,
    acronyms: Vec<Explained>,
    /// For each correction of a person, whether the name is used.
    used: Vec<bool>,
    /// For each correction of an action, how many it means.
    meant: Vec<usize>,
}

impl FamilySummary {
    /// Whether the user corrects an action of it.
    pub fn is_corrected(&self) -> bool {
        self.meant.iter().any(|meant| *meant > 0)
    }

    /// Whether a correction of an action means one of the family's that holds otherwise than `before`.
    pub fn is_closed_otherwise(&self, holds: &[bool], before: &[bool]) -> bool {
        let changes = holds.iter().zip(before).map(|(now, before)| now != before);
        self.meant.iter().zip(changes).any(|(meant, changes)| *meant > 0 && changes)
    }
}

/// A family on its way to its links: only the corrections of its actions are still to be made.
pub struct Linking<'a> {
    links: FamilyLinks,
    roll: Vec<&'a RollEntry>,
    series: Series,
    repeats: Vec<Option<Repeat>>,
    noticed: Noticed,
}

impl Linking<'_> {
    /// What it has to say of what spans families.
    pub fn summary(&self) -> &FamilySummary {
        &self.links.summary
    }
}

/// What all families tell together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Together {
    /// Everybody, by name.
    pub persons: Vec<LinkedPerson>,
    /// What goes by several headings, by name.
    pub topics: Vec<LinkedTopic>,
    /// What the archive says its acronyms stand for.
    pub acronyms: Vec<Acronym>,
    /// Corrections that match nothing, each in a sentence.
    pub unmatched: Vec<String>,
}

impl<'a> Relations<'a> {
    /// Those of all meetings of an archive, as corrected; their order does not matter.
    pub fn of(mut roll: Vec<RollEntry>, corrections: &'a Corrections) -> Self {
        // One order for the same meetings, so that the same meetings give the same links.
        roll.par_sort_by(|one, other| {
            let day = |entry: &RollEntry| (entry.date.is_none(), entry.date);
            let place = (&one.path, &one.id, &one.file).cmp(&(&other.path, &other.id, &other.file));
            day(one).cmp(&day(other)).then(place)
        });
        let series = series::series(&roll);
        let (identities, told) = Identities::of(&roll, &series, corrections);
        let called = Called::of(&roll, &series, &identities);
        let copies = duplicates::copies(&roll);
        Relations { roll, corrections, series, copies, identities, called, told }
    }

    /// The meeting at a place of the roll.
    pub fn meeting(&self, at: usize) -> &RollEntry {
        &self.roll[at]
    }

    /// All families, each with what tells whether it has to be linked anew.
    pub fn families(&self) -> Vec<Family> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, family) in self.series.family.iter().enumerate() {
            members.entry(*family).or_default().push(at);
        }
        let corrections = digest(self.corrections);
        let family = |(number, members): (usize, Vec<usize>)| Family {
            fingerprint: self.fingerprint(number, &members, &corrections),
            members,
            number,
        };
        members.into_par_iter().map(family).collect()
    }

    fn fingerprint(&self, number: usize, members: &[usize], corrections: &str) -> String {
        // Numbers of bodies and persons change with what other families hold: they count in the order they come up.
        let mut bodies: HashMap<usize, usize> = HashMap::new();
        let mut persons: HashMap<usize, usize> = HashMap::new();
        let mut known: HashSet<&str> = HashSet::new();
        let mut names = Vec::new();
        let mut meetings = Vec::new();
        for at in members {
            let (entry, count) = (&self.roll[*at], bodies.len());
            let body = *bodies.entry(self.series.body[*at]).or_insert(count);
            meetings.push((&entry.file, &entry.path, &entry.id, &entry.digest, body, &self.copies[*at]));
            for (name, _) in entry.names().filter(|(name, _)| known.insert(name)) {
                for person in self.identities.persons(name, number) {
                    let count = persons.len();
                    names.push((name, *persons.entry(person).or_insert(count), self.called.name(person)));
                }
            }
        }
        digest(&(VERSION, env!("CARGO_PKG_VERSION"), corrections, meetings, names))
    }

    /// Links a family by the facts of its members as `read` gives them.
    ///
    /// They are gone through twice, as whom a meeting means is told by its neighbours; those of a large family are read
    /// twice, so that not all of them are there at a time.
    pub fn link<F: Borrow<MeetingFacts>, E>(
        &self,
        family: &Family,
        read: impl Fn(&RollEntry) -> Result<F, E>,
    ) -> Result<Linking<'_>, E> {
        let series = self.series.of(&family.members);
        let roll: Vec<&RollEntry> = family.members.iter().map(|at| &self.roll[*at]).collect();
        let mut resolver = Resolver::new(&series, &self.identities);
        let mut repeats = Repeats::new(family.members.iter().map(|at| self.copies[*at].clone()).collect());
        let mut kept = Vec::new();
        for (at, entry) in roll.iter().enumerate() {
            let facts = read(entry)?;
            resolver.meet(&resolver.here(at, facts.borrow()));
            repeats.meet(at, series.body[at], facts.borrow());
            if at < KEPT {
                kept.push(facts);
            }
        }
        let repeats = repeats.told();
        let people = People::new(resolver, &self.called);
        let mut ledger = Ledger::new(&roll, &series, &people);
        let (mut gathering, mut acronyms, mut noticed) =
            (Gathering::default(), acronyms::Rows::new(), Noticed::default());
        let (mut headings, mut names) = (BTreeMap::new(), Vec::with_capacity(roll.len()));
        let mut used = vec![false; self.corrections.person.len()];
        let mut kept = kept.into_iter();
        for (at, entry) in roll.iter().enumerate() {
            let facts = kept.next().map_or_else(|| read(entry), Ok)?;
            let here = people.here(at, facts.borrow());
            if repeats[at].is_none() {
                ledger.take(&here);
                topics::count(here.facts, &mut headings);
            }
            people.gather(&here, &mut gathering);
            acronyms::explain(here.facts, &mut acronyms);
            used.iter_mut().zip(self.corrections.used(here.facts)).for_each(|(used, here)| *used |= here);
            noticed.take(at, entry, here.facts);
            names.push(people.names(&here));
        }
        used.iter_mut().zip(self.corrections.of(&roll)).for_each(|(used, is_of)| *used &= is_of);
        let actions = ledger.actions();
        let mut owned: BTreeMap<String, u64> = BTreeMap::new();
        for person in actions.iter().flat_map(|action| &action.owners).filter_map(|owner| owner.person.clone()) {
            *owned.entry(person).or_default() += 1;
        }
        let summary = FamilySummary {
            persons: people.persons(gathering, &owned),
            headings,
            acronyms: acronyms.into_values().collect(),
            used,
            meant: self.corrections.meant(&actions),
        };
        drop(people);
        let links = FamilyLinks { names, actions, gaps: Vec::new(), summary };
        Ok(Linking { links, roll, series, repeats, noticed })
    }

    /// Which corrections of actions hold: those that mean just one.
    pub fn holding<'s>(&self, families: impl Iterator<Item = &'s FamilySummary>) -> Vec<bool> {
        self.meant(families).into_iter().map(|meant| meant == 1).collect()
    }

    fn meant<'s>(&self, families: impl Iterator<Item = &'s FamilySummary>) -> Vec<usize> {
        let mut meant = vec![0; self.corrections.action.len()];
        for summary in families {
            meant.iter_mut().zip(&summary.meant).for_each(|(all, here)| *all += here);
        }
        meant
    }

    /// Closes what is corrected and looks for gaps.
    pub fn finish(&self, linking: Linking, holds: &[bool]) -> FamilyLinks {
        let Linking { mut links, roll, series, repeats, noticed } = linking;
        self.corrections.close(&mut links.actions, holds);
        links.gaps = gaps::gaps(&roll, (&series, &repeats), noticed, &links.actions);
        links
    }

    /// Brings together what the families have to say.
    pub fn together(&self, families: &[(&Family, &FamilySummary)]) -> Together {
        let mut headings: HashMap<&str, usize> = HashMap::new();
        for (heading, times) in families.iter().flat_map(|(_, summary)| &summary.headings) {
            *headings.entry(heading).or_default() += times;
        }
        let unmatched = self.unmatched(families, &headings);
        headings.retain(|heading, _| self.corrections.is_topic(heading));
        let persons = families.iter().map(|(family, summary)| (family.number, summary.persons.as_slice()));
        let explained = families.iter().flat_map(|(_, summary)| &summary.acronyms);
        Together {
            persons: people::everybody(persons, &self.identities, &self.called),
            topics: topics::topics(&headings),
            acronyms: acronyms::acronyms(explained),
            unmatched,
        }
    }

    /// Corrections that match nothing, each in a sentence.
    fn unmatched(&self, families: &[(&Family, &FamilySummary)], headings: &HashMap<&str, usize>) -> Vec<String> {
        let is_used = |at: usize| families.iter().any(|(_, summary)| summary.used.get(at) == Some(&true));
        let persons = self.corrections.person.iter().enumerate();
        let persons = persons.filter(|(at, _)| !self.told.joined[*at] && !is_used(*at));
        let mut told: Vec<String> =
            persons.map(|(_, person)| format!("person {}: nobody is called so", person.name)).collect();
        told.extend(self.told.unknown.iter().map(|name| format!("apart {name}: nobody is called so")));
        if !self.corrections.not_a_topic.is_empty() {
            let known: BTreeSet<String> = headings.keys().map(|heading| fold(heading)).collect();
            let unknown = self.corrections.not_a_topic.iter().filter(|heading| !known.contains(&fold(heading)));
            told.extend(unknown.map(|heading| format!("not_a_topic {heading}: no heading is called so")));
        }
        let meant = self.meant(families.iter().map(|(_, summary)| *summary));
        for (correction, meant) in self.corrections.action.iter().zip(meant).filter(|(_, meant)| *meant != 1) {
            let what = if meant == 0 { "no action has it" } else { "several actions have it: name the body" };
            told.push(format!("action {}: {what}", correction.code));
        }
        told
    }
}
