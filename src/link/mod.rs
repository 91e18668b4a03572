//! Facts that span meetings, out of the facts of each: who is who, what became of each action, topics, acronyms, gaps.

mod acronyms;
mod action;
mod answers;
mod codes;
mod corrections;
mod duplicates;
mod facts;
mod families;
mod gaps;
mod identity;
mod ledger;
mod mentions;
mod names;
mod people;
mod phrases;
mod references;
mod resolve;
mod roll;
mod series;
mod spelling;
mod standing;
mod text;
mod topics;

pub use acronyms::{Acronym, AcronymSource};
pub use action::{Event, EventKind, LedgerAction, MeetingName, Owner, State};
pub use corrections::{ActionCorrection, Apart, Corrections, PersonCorrection};
pub use facts::{Definition, Heading, MeetingFacts, Speaker, facts};
pub use families::{Family, FamilyLinks, FamilySummary, Linking, Relations, Together};
pub use gaps::{Gap, GapKind};
pub use names::{Named, Names};
pub use people::{LinkedPerson, Post};
pub use references::{Referred, Report};
pub use roll::{FactSheet, RollEntry};
pub use standing::{Standing, standing};
pub use topics::LinkedTopic;

use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

/// What the meetings of an archive tell together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    /// Whom each meeting names, by the id of the meeting.
    pub names: BTreeMap<String, Names>,
    /// Everybody, by name.
    pub persons: Vec<LinkedPerson>,
    /// The action ledger: by family, in the order in which actions come up.
    pub actions: Vec<LedgerAction>,
    /// What goes by several headings, by name.
    pub topics: Vec<LinkedTopic>,
    /// What is missing or doubtful.
    pub gaps: Vec<Gap>,
    /// What the archive says its acronyms stand for.
    pub acronyms: Vec<Acronym>,
    /// Corrections that match nothing, each in a sentence.
    pub unmatched: Vec<String>,
}

/// Links the facts of all meetings of an archive, as corrected; their order does not matter.
pub fn link(meetings: Vec<MeetingFacts>, corrections: &Corrections) -> Links {
    let roll = meetings.iter().map(|facts| RollEntry::of(&facts.path, facts, roll::digest(facts))).collect();
    let relations = Relations::of(roll, corrections);
    let families = relations.families();
    let facts: HashMap<(&str, &str), &MeetingFacts> =
        meetings.iter().map(|facts| ((facts.path.as_str(), facts.id.as_str()), facts)).collect();
    let read = |entry: &RollEntry| Ok(facts[&(entry.path.as_str(), entry.id.as_str())]);
    let link = |family| {
        let linking: Result<Linking, Infallible> = relations.link(family, read);
        linking.unwrap_or_else(|never| match never {})
    };
    let linking: Vec<Linking> = families.par_iter().map(link).collect();
    let holds = relations.holding(linking.iter().map(Linking::summary));
    let linked: Vec<FamilyLinks> = linking.into_par_iter().map(|linking| relations.finish(linking, &holds)).collect();
    let summaries: Vec<_> = families.iter().zip(&linked).map(|(family, links)| (family, &links.summary)).collect();
    let Together { persons, topics, acronyms, unmatched } = relations.together(&summaries);
    let mut links = Links { persons, topics, acronyms, unmatched, ..Links::default() };
    for (family, linked) in families.iter().zip(linked) {
        let ids = family.members.iter().map(|at| relations.meeting(*at).id.clone());
        links.names.extend(ids.zip(linked.names).filter(|(_, names)| !names.0.is_empty()));
        links.actions.extend(linked.actions);
        links.gaps.extend(linked.gaps);
    }
    links.gaps.sort();
    links.gaps.dedup();
    links
}
