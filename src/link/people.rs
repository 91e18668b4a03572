//! Persons: everybody under one name, with posts and organisations over time and what they did.

use super::identity::Identities;
use super::names::{Named, Names};
use super::resolve::Resolver;
use super::series::Series;
use super::spelling::{Spelling, bare};
use super::text::fold;
use super::{MeetingFacts, Speaker};
use crate::meeting::{Attendance, Origin};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody, across all meetings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct LinkedPerson {
    /// The name most meetings use.
    pub name: String,
    /// Other spellings of it.
    pub also: Vec<String>,
    /// Letters the person goes by, where meetings explain them.
    pub initials: Vec<String>,
    /// Posts and organisations in the order of time.
    pub posts: Vec<Post>,
    /// Meetings attended.
    pub attended: u64,
    /// Meetings missed with apologies.
    pub apologies: u64,
    /// Statements.
    pub statements: u64,
    /// Those that put something on the table.
    pub raised: u64,
    /// Statements whose speaker was concluded from other meetings.
    pub inferred: u64,
    /// Actions owned.
    pub actions: u64,
    /// Bodies the person is seen in.
    pub bodies: Vec<String>,
    /// First meeting that names the person.
    pub first: Option<Date>,
    /// Last one.
    pub last: Option<Date>,
}

/// A post or organisation that somebody was listed with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Post {
    /// Rank and post as written.
    pub role: Option<String>,
    /// Organisation as written.
    pub organisation: Option<String>,
    /// First meeting that lists it.
    pub first: Option<Date>,
    /// Last one before another is listed.
    pub last: Option<Date>,
    /// Meetings that list it.
    pub meetings: u64,
}

/// Persons by number, and whom each meeting names.
pub(super) struct People<'a> {
    resolver: Resolver<'a>,
    shown: BTreeMap<usize, String>,
    also: BTreeMap<usize, BTreeSet<String>>,
}

impl<'a> People<'a> {
    pub(super) fn of(meetings: &'a [MeetingFacts], series: &'a Series, identities: &'a Identities) -> Self {
        let resolver = Resolver::new(meetings, series, identities);
        let mut spellings: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
        for (at, meeting) in meetings.iter().enumerate() {
            let family = series.family[at];
            let spoken = meeting.speakers.iter().map(|speaker| speaker.person.as_ref().unwrap_or(&speaker.written));
            let names: BTreeSet<&str> =
                meeting.people.iter().map(|row| &row.name).chain(spoken).map(|name| bare(name)).collect();
            for name in names {
                if let Some(person) = identities.person(name, family) {
                    *spellings.entry(person).or_default().entry(name.to_owned()).or_default() += 1;
                }
            }
        }
        let (mut shown, mut also) = (BTreeMap::new(), BTreeMap::new());
        for (person, counts) in spellings {
            let is_full = |name: &str| Spelling::of(name).is_some_and(|spelling| spelling.is_full());
            let rank = |(name, count): &(&String, &usize)| (is_full(name), **count, name.chars().count());
            let best = counts.iter().max_by(|one, other| rank(one).cmp(&rank(other)).then_with(|| other.0.cmp(one.0)));
            let Some((best, _)) = best else { continue };
            let best = &identities.given(person).map_or(best.clone(), str::to_owned);
            let others = counts.keys().filter(|name| fold(name) != fold(best)).cloned().collect();
            shown.insert(person, best.clone());
            also.insert(person, others);
        }
        Self { resolver, shown, also }
    }

    /// The person that `written` means in a meeting.
    pub(super) fn named(&self, at: usize, written: &str) -> Option<Named> {
        let (person, origin) = self.resolver.resolve(at, written)?;
        Some(Named { person: self.shown.get(&person)?.clone(), origin })
    }

    /// The speaker, as the meeting itself tells or as others do.
    fn speaker(&self, at: usize, speaker: &Speaker) -> Option<(usize, Origin)> {
        let family = self.resolver.series.family[at];
        let told = speaker.person.as_deref().and_then(|person| self.resolver.identities.person(person, family));
        told.map(|person| (person, Origin::Written)).or_else(|| self.resolver.resolve(at, &speaker.written))
    }

    /// Whom the meeting names, where that is more than it says itself.
    pub(super) fn names(&self, at: usize) -> Names {
        let meeting = &self.resolver.meetings[at];
        let mut names = Names::default();
        let mut add = |local: &str, person: Option<(usize, Origin)>| {
            let Some((person, origin)) = person else { return };
            let Some(shown) = self.shown.get(&person) else { return };
            if shown != local {
                names.0.insert(local.to_owned(), Named { person: shown.clone(), origin });
            }
        };
        let family = self.resolver.series.family[at];
        for speaker in &meeting.speakers {
            let told = speaker.person.as_deref();
            let known = told.and_then(|told| Some((told, self.resolver.identities.person(told, family)?)));
            match known {
                Some((told, person)) => add(told, Some((person, Origin::Written))),
                None => add(&speaker.written, self.resolver.resolve(at, &speaker.written)),
            }
        }
        for (row, person) in self.resolver.rows(at) {
            add(&row.name, Some((person, Origin::Written)));
        }
        for owner in meeting.actions.iter().flat_map(|action| &action.owners) {
            add(owner, self.resolver.resolve(at, owner));
        }
        let is_acronym = |letters: &str| meeting.definitions.iter().any(|definition| definition.acronym == letters);
        for mention in meeting.mentions.iter().filter(|mention| !is_acronym(mention)) {
            add(mention, self.resolver.resolve(at, mention));
        }
        names
    }

    /// Everybody, by name; `owned` counts the actions of each.
    pub(super) fn persons(&self, owned: &BTreeMap<String, u64>) -> Vec<LinkedPerson> {
        let mut persons: BTreeMap<usize, Gathered> = BTreeMap::new();
        for (at, meeting) in self.resolver.meetings.iter().enumerate() {
            self.gather(at, meeting, &mut persons);
        }
        let mut list: Vec<LinkedPerson> = persons
            .into_iter()
            .filter_map(|(person, gathered)| Some((self.shown.get(&person)?, self.also.get(&person)?, gathered)))
            .map(|(name, also, gathered)| LinkedPerson {
                name: name.clone(),
                also: also.iter().cloned().collect(),
                initials: gathered.initials.into_iter().collect(),
                bodies: gathered.bodies.into_iter().collect(),
                posts: posts(gathered.posts),
                actions: owned.get(name).copied().unwrap_or_default(),
                ..gathered.person
            })
            .collect();
        list.sort_by_key(|person| (fold(&person.name), person.first));
        list
    }

    fn gather(&self, at: usize, meeting: &MeetingFacts, persons: &mut BTreeMap<usize, Gathered>) {
        let family = self.resolver.series.family[at];
        let mut here: BTreeSet<usize> = BTreeSet::new();
        for row in &meeting.people {
            for person in self.resolver.identities.persons(&row.name, family) {
                let gathered = &mut persons.entry(person).or_default().person;
                if here.insert(person) {
                    gathered.attended += u64::from(row.attendance == Attendance::Present);
                    gathered.apologies += u64::from(row.attendance == Attendance::Apologies);
                }
            }
            let Some(person) = self.resolver.identities.person(&row.name, family) else { continue };
            let gathered = persons.entry(person).or_default();
            gathered.initials.extend(row.initials.clone());
            if row.role.is_some() || row.organisation.is_some() {
                gathered.posts.push((meeting.date, row.role.clone(), row.organisation.clone()));
            }
        }
        for speaker in &meeting.speakers {
            let Some((person, origin)) = self.speaker(at, speaker) else { continue };
            here.insert(person);
            let gathered = &mut persons.entry(person).or_default().person;
            gathered.statements += speaker.statements;
            gathered.raised += speaker.raised;
            if origin == Origin::Inferred {
                gathered.inferred += speaker.statements;
            }
        }
        for person in here {
            let gathered = persons.entry(person).or_default();
            gathered.bodies.extend(meeting.body.clone());
            gathered.person.first = [gathered.person.first, meeting.date].into_iter().flatten().min();
            gathered.person.last = gathered.person.last.max(meeting.date);
        }
    }
}

/// What was seen of one person.
#[derive(Default)]
struct Gathered {
    person: LinkedPerson,
    initials: BTreeSet<String>,
    bodies: BTreeSet<String>,
    posts: Vec<(Option<Date>, Option<String>, Option<String>)>,
}

/// Posts over time; the same post in a row is one entry.
fn posts(mut seen: Vec<(Option<Date>, Option<String>, Option<String>)>) -> Vec<Post> {
    seen.sort();
    let mut posts: Vec<Post> = Vec::new();
    let same = |one: &Option<String>, other: &Option<String>| {
        one.as_deref().map(fold) == other.as_deref().map(fold) || one.is_none() || other.is_none()
    };
    for (date, role, organisation) in seen {
        match posts.last_mut() {
            Some(last) if same(&last.role, &role) && same(&last.organisation, &organisation) => {
                last.role = last.role.take().or(role);
                last.organisation = last.organisation.take().or(organisation);
                last.last = last.last.max(date);
                last.meetings += 1;
            }
            _ => posts.push(Post { role, organisation, first: date, last: date, meetings: 1 }),
        }
    }
    posts
}
