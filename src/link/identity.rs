//! Which spellings of the archive are one person: shared initials or a shared surname are not enough.

use super::acronyms;
use super::facts::MeetingFacts;
use super::series::{Series, Sets};
use super::spelling::Spelling;
use super::text::fold;
use crate::meeting::Attendance;
use crate::parse;
use std::collections::{BTreeMap, BTreeSet};

/// Everybody by the spellings of their names; a person is a number.
#[derive(Debug, Default)]
pub(super) struct Identities {
    nodes: BTreeMap<Key, usize>,
    person: Vec<usize>,
    /// Persons by the families they are seen in and the first and last words of their names.
    by_word: BTreeMap<(usize, String), BTreeSet<usize>>,
}

/// A spelling: a full name is one person wherever it stands, shorter ones are read within a family.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    spelling: Spelling,
    family: Option<usize>,
}

/// Where a spelling was seen.
#[derive(Debug, Default)]
struct Seen {
    families: BTreeSet<usize>,
    /// Meetings with a row of their own for it in the attendance list.
    attended: BTreeSet<usize>,
}

impl Identities {
    /// Reads all names of all meetings and joins the spellings that are surely one person's.
    pub(super) fn of(meetings: &[MeetingFacts], series: &Series) -> Identities {
        let mut seen: BTreeMap<Key, Seen> = BTreeMap::new();
        for (at, meeting) in meetings.iter().enumerate() {
            let family = series.family[at];
            let rows =
                meeting.people.iter().map(|person| (person.name.as_str(), person.attendance != Attendance::Mentioned));
            let spoken = meeting
                .speakers
                .iter()
                .map(|speaker| (speaker.person.as_ref().unwrap_or(&speaker.written).as_str(), false));
            for (name, attends) in rows.chain(spoken) {
                let Some(key) = key(name, family) else { continue };
                let seen = seen.entry(key).or_default();
                seen.families.insert(family);
                if attends {
                    seen.attended.insert(at);
                }
            }
        }
        drop_run_together(&mut seen);
        let organisations = organisations(meetings);
        seen.retain(|key, _| !organisations.contains(&key.spelling.key()));
        let keys: Vec<&Key> = seen.keys().collect();
        let mut joins = Joins::new(seen.values().collect());
        joins.full_names(&keys);
        joins.initialed(&keys);
        joins.single_words(&keys);
        let person: Vec<usize> = (0..keys.len()).map(|node| joins.sets.of(node)).collect();
        let mut by_word: BTreeMap<(usize, String), BTreeSet<usize>> = BTreeMap::new();
        for (node, (key, seen)) in seen.iter().enumerate().filter(|(_, (key, _))| !key.spelling.is_single()) {
            for family in &seen.families {
                for word in [key.spelling.first(), key.spelling.surname()] {
                    by_word.entry((*family, word.to_owned())).or_default().insert(person[node]);
                }
            }
        }
        let nodes = seen.into_keys().zip(0..).collect();
        Identities { nodes, person, by_word }
    }

    /// The person of that name, as somebody of this family writes it.
    pub(super) fn person(&self, name: &str, family: usize) -> Option<usize> {
        Some(self.person[*self.nodes.get(&key(name, family)?)?])
    }

    /// The persons of a row of an attendance list: one, or two whose names were run together.
    pub(super) fn persons(&self, name: &str, family: usize) -> Vec<usize> {
        if let Some(person) = self.person(name, family) {
            return vec![person];
        }
        let Some(spelling) = Spelling::of(name) else { return Vec::new() };
        let known = |spelling| self.nodes.get(&Key { spelling, family: None }).map(|node| self.person[*node]);
        let halves = spelling.halves().find_map(|(one, other)| Some(vec![known(one)?, known(other)?]));
        halves.unwrap_or_default()
    }

    /// The persons of a family with this word as first name or surname.
    pub(super) fn with_word(&self, word: &str, family: usize) -> impl Iterator<Item = usize> {
        self.by_word.get(&(family, word.to_owned())).into_iter().flatten().copied()
    }
}

/// What a name is known by; none for initials, posts and pronouns.
fn key(name: &str, family: usize) -> Option<Key> {
    let spelling = Spelling::of(name)?;
    if parse::are_initials(name.trim()) {
        return None;
    }
    if spelling.is_full() {
        return Some(Key { spelling, family: None });
    }
    let is_word = |word: &str| word.chars().count() > 2 && !parse::is_post(word) && !is_pronoun(word);
    is_word(spelling.surname()).then_some(Key { spelling, family: Some(family) })
}

pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "who" | "all" | "members" | "both" | "we" | "you")
}

/// Names of organisations, which lists of people are full of.
fn organisations(meetings: &[MeetingFacts]) -> BTreeSet<String> {
    let written = meetings.iter().flat_map(|meeting| {
        let rows = meeting.people.iter().flat_map(|row| row.organisation.as_deref());
        let explained = meeting.definitions.iter().filter(|definition| !acronyms::is_person(definition, meeting));
        rows.chain(explained.map(|definition| definition.meaning.as_str()))
    });
    written.map(|name| fold(name.split('(').next().unwrap_or_default())).collect()
}

/// Rows that hold two names without a mark between them: both halves are names of others.
fn drop_run_together(seen: &mut BTreeMap<Key, Seen>) {
    let is_known = |spelling: Spelling| seen.contains_key(&Key { spelling, family: None });
    let is_run_together = |key: &&Key| key.spelling.halves().any(|(one, other)| is_known(one) && is_known(other));
    let dropped: Vec<Key> = seen.keys().filter(is_run_together).cloned().collect();
    dropped.iter().for_each(|key| drop(seen.remove(key)));
}

/// Spellings on their way to persons, by position.
struct Joins<'a> {
    seen: Vec<&'a Seen>,
    sets: Sets,
    members: Vec<Vec<usize>>,
}

impl<'a> Joins<'a> {
    fn new(seen: Vec<&'a Seen>) -> Self {
        let members = (0..seen.len()).map(|node| vec![node]).collect();
        Self { sets: Sets::new(seen.len()), members, seen }
    }

    /// Full names that may be one, where nothing speaks against it.
    fn full_names(&mut self, keys: &[&Key]) {
        let mut near: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
        for (node, key) in keys.iter().enumerate().filter(|(_, key)| key.spelling.is_full()) {
            near.entry((false, key.spelling.surname())).or_default().push(node);
            near.entry((true, key.spelling.first())).or_default().push(node);
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for nodes in near.values() {
            for (at, one) in nodes.iter().enumerate() {
                let others = nodes[at + 1..].iter().filter(|other| self.may_join(*one, **other));
                pairs.extend(
                    others
                        .filter(|other| keys[*one].spelling.may_be(&keys[**other].spelling))
                        .map(|other| (*one, *other)),
                );
            }
        }
        let mut others: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (one, other) in &pairs {
            others.entry(*one).or_default().push(*other);
            others.entry(*other).or_default().push(*one);
        }
        // A spelling that fits two different people stays on its own.
        let is_sure = |node: &usize| {
            let fits = &others[node];
            fits.iter()
                .all(|one| fits.iter().all(|other| one == other || keys[*one].spelling.may_be(&keys[*other].spelling)))
        };
        for (one, other) in pairs.iter().filter(|(one, other)| is_sure(one) && is_sure(other)) {
            self.join(*one, *other);
        }
    }

    /// `J Marsh`: the one person of the family who may write so.
    fn initialed(&mut self, keys: &[&Key]) {
        let mut by_surname: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (node, key) in keys.iter().enumerate().filter(|(_, key)| key.spelling.is_full()) {
            by_surname.entry(key.spelling.surname()).or_default().push(node);
        }
        for (node, key) in keys.iter().enumerate().filter(|(_, key)| key.spelling.is_initialed()) {
            let fits = by_surname.get(key.spelling.surname()).into_iter().flatten();
            let fits = fits.filter(|full| key.spelling.may_be(&keys[**full].spelling)).copied();
            self.join_to_only(node, fits.collect());
        }
    }

    /// `Marsh`, `Anna`: the one person of the family with this word in the name.
    fn single_words(&mut self, keys: &[&Key]) {
        let mut by_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (node, key) in keys.iter().enumerate().filter(|(_, key)| !key.spelling.is_single()) {
            by_word.entry(key.spelling.surname()).or_default().push(node);
            by_word.entry(key.spelling.first()).or_default().push(node);
        }
        for (node, key) in keys.iter().enumerate().filter(|(_, key)| key.spelling.is_single()) {
            let fits = by_word.get(key.spelling.surname()).cloned().unwrap_or_default();
            self.join_to_only(node, fits);
        }
    }

    fn join_to_only(&mut self, node: usize, mut fits: Vec<usize>) {
        fits.retain(|full| !self.seen[*full].families.is_disjoint(&self.seen[node].families));
        let mut persons: Vec<usize> = fits.iter().map(|full| self.sets.of(*full)).collect();
        persons.sort_unstable();
        persons.dedup();
        if let [person] = persons[..]
            && self.is_apart(person, node)
        {
            self.join(person, node);
        }
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.sets.of(one), self.sets.of(other));
        if one == other || !self.is_apart(one, other) {
            return;
        }
        let members = [std::mem::take(&mut self.members[one]), std::mem::take(&mut self.members[other])].concat();
        self.sets.join(one, other);
        let root = self.sets.of(one);
        self.members[root] = members;
    }

    /// Whether no meeting lists both: who sits beside somebody is somebody else.
    fn is_apart(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.sets.of(one), self.sets.of(other));
        let met = |member: &usize| self.seen[*member].attended.iter();
        let there: BTreeSet<&usize> = self.members[one].iter().flat_map(met).collect();
        !self.members[other].iter().flat_map(met).any(|meeting| there.contains(meeting))
    }

    fn may_join(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.seen[one], self.seen[other]);
        !one.families.is_disjoint(&other.families) && one.attended.is_disjoint(&other.attended)
    }
}
