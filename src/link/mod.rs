//! Facts that span meetings, out of the facts of each: who is who, what became of each action, topics, acronyms, gaps.

mod acronyms;
mod action;
mod answers;
mod codes;
mod corrections;
mod duplicates;
mod facts;
mod gaps;
mod identity;
mod ledger;
mod mentions;
mod names;
mod people;
mod phrases;
mod references;
mod resolve;
mod series;
mod spelling;
mod standing;
mod text;
mod topics;

pub use acronyms::{Acronym, AcronymSource};
pub use action::{Event, EventKind, LedgerAction, MeetingName, Owner, State};
pub use corrections::{ActionCorrection, Apart, Corrections, PersonCorrection};
pub use facts::{Definition, Heading, MeetingFacts, Speaker, facts};
pub use gaps::{Gap, GapKind};
pub use names::{Named, Names};
pub use people::{LinkedPerson, Post};
pub use references::{Referred, Report};
pub use standing::{Standing, standing};
pub use topics::LinkedTopic;

use identity::Identities;
use people::People;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What the meetings of an archive tell together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    /// Whom each meeting names, by the id of the meeting.
    pub names: BTreeMap<String, Names>,
    /// Everybody, by name.
    pub persons: Vec<LinkedPerson>,
    /// The action ledger, in the order in which actions come up.
    pub actions: Vec<LedgerAction>,
    /// What is discussed, by name.
    pub topics: Vec<LinkedTopic>,
    /// What is missing or doubtful.
    pub gaps: Vec<Gap>,
    /// What the archive says its acronyms stand for.
    pub acronyms: Vec<Acronym>,
    /// Corrections that match nothing, each in a sentence.
    pub unmatched: Vec<String>,
}

/// Links the facts of all meetings of an archive, as corrected; their order does not matter.
pub fn link(mut meetings: Vec<MeetingFacts>, corrections: &Corrections) -> Links {
    // One order for the same meetings, so that the same meetings give the same links.
    meetings.sort_by(|one, other| {
        let order = |facts: &MeetingFacts| (facts.date.is_none(), facts.date);
        order(one).cmp(&order(other)).then_with(|| (&one.path, &one.id).cmp(&(&other.path, &other.id)))
    });
    let series = series::series(&meetings);
    let (identities, mut unmatched) = Identities::of(&meetings, &series, corrections);
    let people = People::of(&meetings, &series, &identities);
    unmatched.extend(corrections.unknown_headings(&meetings));
    let repeats = duplicates::repeats(&meetings, &series);
    let names = || {
        let all = (0..meetings.len()).into_par_iter().map(|at| (meetings[at].id.clone(), people.names(at)));
        all.filter(|(_, names)| !names.0.is_empty()).collect()
    };
    let topics = || topics::topics(&meetings, &repeats, |heading| corrections.is_topic(heading));
    let (mut actions, (names, topics)) =
        rayon::join(|| ledger::ledger(&meetings, (&series, &repeats), &people), || rayon::join(names, topics));
    unmatched.extend(corrections.close(&mut actions));
    let mut owned: BTreeMap<String, u64> = BTreeMap::new();
    for person in actions.iter().flat_map(|action| &action.owners).filter_map(|owner| owner.person.clone()) {
        *owned.entry(person).or_default() += 1;
    }
    let (persons, gaps) =
        rayon::join(|| people.persons(&owned), || gaps::gaps(&meetings, (&series, &repeats), &actions));
    Links { names, persons, topics, gaps, actions, acronyms: acronyms::acronyms(&meetings), unmatched }
}
