//! Persons: everybody under one name, with posts and organisations over time and what they did.

use super::identity::Identities;
use super::names::{Named, Names};
use super::resolve::{Here, Resolver};
use super::roll::RollEntry;
use super::series::Series;
use super::spelling::{Spelling, bare};
use super::text::fold;
use super::{MeetingFacts, Speaker};
use crate::meeting::{Attendance, Origin};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// What persons are called, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Called {
    shown: BTreeMap<usize, String>,
    also: BTreeMap<usize, BTreeSet<String>>,
}

impl Called {
    /// By all names of all meetings.
    pub(super) fn of(meetings: &[RollEntry], series: &Series, identities: &Identities) -> Self {
        // Names come up again and again: each is read once in a family.
        let mut read: HashMap<(usize, &str), Option<(usize, String)>> = HashMap::new();
        let mut spellings: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
        for (meeting, family) in meetings.iter().zip(&series.family) {
            let mut names: BTreeSet<(usize, String)> = BTreeSet::new();
            for (name, _) in meeting.names() {
                let known = read.entry((*family, name)).or_insert_with(|| {
                    let bare = bare(name);
                    Some((identities.person(bare, *family)?, bare.to_owned()))
                });
                names.extend(known.clone());
            }
            for (person, name) in names {
                *spellings.entry(person).or_default().entry(name).or_default() += 1;
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
        Self { shown, also }
    }

    /// What the person is called.
    pub(super) fn name(&self, person: usize) -> Option<&String> {
        self.shown.get(&person)
    }
}

/// Persons by number, and what the meetings of a family tell of them.
pub(super) struct People<'a> {
    resolver: Resolver<'a>,
    called: &'a Called,
}

impl<'a> People<'a> {
    pub(super) fn new(resolver: Resolver<'a>, called: &'a Called) -> Self {
        Self { resolver, called }
    }

    /// The meeting at this place of the family.
    pub(super) fn here<'m>(&self, at: usize, facts: &'m MeetingFacts) -> Here<'m> {
        self.resolver.here(at, facts)
    }

    /// The person that `written` means here.
    pub(super) fn named(&self, here: &Here, written: &str) -> Option<Named> {
        let (person, origin) = self.resolver.resolve(here, written)?;
        Some(Named { person: self.called.name(person)?.clone(), origin })
    }

    /// The speaker, as the meeting itself tells or as others do.
    fn speaker(&self, here: &Here, speaker: &Speaker) -> Option<(usize, Origin)> {
        let told = speaker.person.as_deref().and_then(|person| self.resolver.identities.person(person, here.family));
        told.map(|person| (person, Origin::Written)).or_else(|| self.resolver.resolve(here, &speaker.written))
    }

    /// Whom the meeting names, where that is more than it says itself.
    pub(super) fn names(&self, here: &Here) -> Names {
        let meeting = here.facts;
        let mut names = Names::default();
        let mut add = |local: &str, person: Option<(usize, Origin)>| {
            let Some((person, origin)) = person else { return };
            let Some(shown) = self.called.name(person) else { return };
            if shown != local {
                names.0.insert(local.to_owned(), Named { person: shown.clone(), origin });
            }
        };
        for speaker in &meeting.speakers {
            let told = speaker.person.as_deref();
            let known = told.and_then(|told| Some((told, self.resolver.identities.person(told, here.family)?)));
            match known {
                Some((told, person)) => add(told, Some((person, Origin::Written))),
                None => add(&speaker.written, self.resolver.resolve(here, &speaker.written)),
            }
        }
        for (row, person) in here.rows() {
            add(&row.name, Some((person, Origin::Written)));
        }
        for owner in meeting.actions.iter().flat_map(|action| &action.owners) {
            add(owner, self.resolver.resolve(here, owner));
        }
        let is_acronym = |letters: &str| meeting.definitions.iter().any(|definition| definition.acronym == letters);
        for mention in meeting.mentions.iter().filter(|mention| !is_acronym(mention)) {
            add(mention, self.resolver.resolve(here, mention));
        }
        names
    }

    /// Everybody gathered, as far as the family tells; `owned` counts the actions of each.
    pub(super) fn persons(&self, Gathering(persons): Gathering, owned: &BTreeMap<String, u64>) -> Vec<LinkedPerson> {
        let named = persons.into_iter().filter_map(|(person, gathered)| Some((self.called.name(person)?, gathered)));
        let person = |(name, gathered): (&String, Gathered)| LinkedPerson {
            name: name.clone(),
            initials: gathered.initials.into_iter().collect(),
            bodies: gathered.bodies.into_iter().collect(),
            posts: in_order(gathered.posts),
            actions: owned.get(name).copied().unwrap_or_default(),
            ..gathered.person
        };
        named.map(person).collect()
    }

    /// Takes up what a meeting tells of people.
    pub(super) fn gather(&self, here: &Here, Gathering(persons): &mut Gathering) {
        let (meeting, family) = (here.facts, here.family);
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for row in &meeting.people {
            for person in self.resolver.identities.persons(&row.name, family) {
                let gathered = &mut persons.entry(person).or_default().person;
                if seen.insert(person) {
                    gathered.attended += u64::from(row.attendance == Attendance::Present);
                    gathered.apologies += u64::from(row.attendance == Attendance::Apologies);
                }
            }
            let Some(person) = self.resolver.identities.person(&row.name, family) else { continue };
            let gathered = persons.entry(person).or_default();
            gathered.initials.extend(row.initials.clone());
            if row.role.is_some() || row.organisation.is_some() {
                gathered.posts.push(Post {
                    role: row.role.clone(),
                    organisation: row.organisation.clone(),
                    first: meeting.date,
                    last: meeting.date,
                    meetings: 1,
                });
            }
        }
        for speaker in &meeting.speakers {
            let Some((person, origin)) = self.speaker(here, speaker) else { continue };
            seen.insert(person);
            let gathered = &mut persons.entry(person).or_default().person;
            gathered.statements += speaker.statements;
            gathered.raised += speaker.raised;
            if origin == Origin::Inferred {
                gathered.inferred += speaker.statements;
            }
        }
        for person in seen {
            let gathered = persons.entry(person).or_default();
            gathered.bodies.extend(meeting.body.clone());
            gathered.person.first = [gathered.person.first, meeting.date].into_iter().flatten().min();
            gathered.person.last = gathered.person.last.max(meeting.date);
        }
    }
}

/// Everybody, by name, out of what each family tells; families are numbered as in `identities`.
pub(super) fn everybody<'a>(
    families: impl Iterator<Item = (usize, &'a [LinkedPerson])>,
    identities: &Identities,
    called: &Called,
) -> Vec<LinkedPerson> {
    let mut persons: BTreeMap<usize, LinkedPerson> = BTreeMap::new();
    for (family, parts) in families {
        for part in parts {
            let Some(person) = identities.person(&part.name, family) else { continue };
            match persons.entry(person) {
                Entry::Vacant(place) => drop(place.insert(part.clone())),
                Entry::Occupied(known) => known.into_mut().add(part),
            }
        }
    }
    let mut list: Vec<LinkedPerson> = persons
        .into_iter()
        .filter_map(|(person, known)| {
            let also = called.also.get(&person)?.iter().cloned().collect();
            Some(LinkedPerson { name: called.name(person)?.clone(), also, ..known })
        })
        .collect();
    list.sort_by_key(|person| (fold(&person.name), person.first));
    list
}

impl LinkedPerson {
    /// Takes up what another family tells of the same person.
    fn add(&mut self, part: &LinkedPerson) {
        let both = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter().chain(other).cloned().collect::<BTreeSet<String>>().into_iter().collect()
        };
        self.initials = both(&self.initials, &part.initials);
        self.bodies = both(&self.bodies, &part.bodies);
        self.posts = in_order(self.posts.iter().chain(&part.posts).cloned().collect());
        self.attended += part.attended;
        self.apologies += part.apologies;
        self.statements += part.statements;
        self.raised += part.raised;
        self.inferred += part.inferred;
        self.actions += part.actions;
        self.first = [self.first, part.first].into_iter().flatten().min();
        self.last = self.last.max(part.last);
    }
}

/// What was seen of persons so far, by their numbers.
#[derive(Default)]
pub(super) struct Gathering(BTreeMap<usize, Gathered>);

/// What was seen of one person.
#[derive(Default)]
struct Gathered {
    person: LinkedPerson,
    initials: BTreeSet<String>,
    bodies: BTreeSet<String>,
    posts: Vec<Post>,
}

/// Posts over time; the same post in a row is one entry.
fn in_order(mut seen: Vec<Post>) -> Vec<Post> {
    let order = |post: &Post| (post.first, post.role.clone(), post.organisation.clone());
    seen.sort_by_cached_key(order);
    let mut posts: Vec<Post> = Vec::new();
    let same = |one: &Option<String>, other: &Option<String>| {
        one.as_deref().map(fold) == other.as_deref().map(fold) || one.is_none() || other.is_none()
    };
    for post in seen {
        match posts.last_mut() {
            Some(last) if same(&last.role, &post.role) && same(&last.organisation, &post.organisation) => {
                last.role = last.role.take().or(post.role);
                last.organisation = last.organisation.take().or(post.organisation);
                last.last = last.last.max(post.last);
                last.meetings += post.meetings;
            }
            _ => posts.push(post),
        }
    }
    posts
}
