//! Which spellings of the archive are one person: shared initials or a shared surname are not enough.

use super::corrections::{self, Corrections};
use super::roll::RollEntry;
use super::series::{Series, Sets};
use super::spelling::Spelling;
use crate::parse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Everybody by the spellings of their names; a person is a number.
#[derive(Debug, Default)]
pub(super) struct Identities {
    nodes: HashMap<Key, usize>,
    person: Vec<usize>,
    /// Persons by the families they are seen in and the first and last words of their names.
    by_word: BTreeMap<(usize, String), BTreeSet<usize>>,
    /// Persons whom the user names for letters, by family.
    letters: BTreeMap<(usize, String), usize>,
    /// Names that the user gives to persons.
    given: BTreeMap<usize, String>,
}

/// What is found of the corrections of people.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// For each correction, whether both of its names are there.
    pub(super) joined: Vec<bool>,
    /// Names kept apart that nobody has.
    pub(super) unknown: Vec<String>,
}

/// A spelling: a full name is one person wherever it stands, shorter ones are read within a family.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    ///
    /// What the user corrects comes first; told are, for each correction of a person, whether it joins names, and
    /// names kept apart that nobody has.
    pub(super) fn of(meetings: &[RollEntry], series: &Series, corrections: &Corrections) -> (Identities, Told) {
        // Names come up again and again: each is read once in a family.
        let mut written: HashMap<(usize, &str), BTreeSet<usize>> = HashMap::new();
        for (at, meeting) in meetings.iter().enumerate() {
            for (name, attends) in meeting.names() {
                written.entry((series.family[at], name)).or_default().extend(attends.then_some(at));
            }
        }
        let mut seen: BTreeMap<Key, Seen> = BTreeMap::new();
        for ((family, name), attended) in written {
            let Some(key) = key(name, family) else { continue };
            let seen = seen.entry(key).or_default();
            seen.families.insert(family);
            seen.attended.extend(attended);
        }
        drop_run_together(&mut seen);
        let organisations: HashSet<&str> =
            meetings.iter().flat_map(|meeting| &meeting.organisations).map(String::as_str).collect();
        seen.retain(|key, _| !organisations.contains(key.spelling.key().as_str()));
        let known: BTreeSet<Key> = seen.keys().cloned().collect();
        for correction in &corrections.person {
            // Whom the user names is somebody, whether or not a meeting names the person in full.
            for family in corrections::families(correction.body.as_deref(), meetings, series) {
                if let Some(key) = key(&correction.is, family) {
                    seen.entry(key).or_default().families.insert(family);
                }
            }
        }
        let keys: Vec<&Key> = seen.keys().collect();
        let mut joins = Joins::new(seen.values().collect(), &keys);
        joins.apart = corrections.apart.iter().filter_map(|apart| apart.spellings()).collect();
        let joined = joins.correct(&keys, corrections, (meetings, series));
        let is_known = |name: &String| known.iter().any(|key| Some(&key.spelling) == Spelling::of(name).as_ref());
        let unknown = corrections.apart.iter().flat_map(|apart| &apart.names).filter(|name| !is_known(name));
        let told = Told { joined, unknown: unknown.cloned().collect() };
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
        let (mut letters, mut given) = (BTreeMap::new(), BTreeMap::new());
        let nodes: HashMap<Key, usize> = seen.into_keys().zip(0..).collect();
        for correction in &corrections.person {
            for family in corrections::families(correction.body.as_deref(), meetings, series) {
                let node = key(&correction.is, family).and_then(|key| nodes.get(&key));
                let Some(node) = node else { continue };
                given.insert(person[*node], correction.is.clone());
                letters.insert((family, parse::in_latin(&correction.name)), person[*node]);
            }
        }
        (Identities { nodes, person, by_word, letters, given }, told)
    }

    /// The person whom the user names for these letters or this post.
    pub(super) fn corrected(&self, written: &str, family: usize) -> Option<usize> {
        self.letters.get(&(family, written.to_owned())).copied()
    }

    /// The name that the user gives to a person.
    pub(super) fn given(&self, person: usize) -> Option<&str> {
        self.given.get(&person).map(String::as_str)
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
    /// Spellings that the user keeps apart.
    apart: Vec<[Spelling; 2]>,
    keys: Vec<&'a Key>,
}

impl<'a> Joins<'a> {
    fn new(seen: Vec<&'a Seen>, keys: &[&'a Key]) -> Self {
        let members = (0..seen.len()).map(|node| vec![node]).collect();
        Self { sets: Sets::new(seen.len()), members, seen, apart: Vec::new(), keys: keys.to_vec() }
    }

    /// Joins what the user says is one person, and tells of each correction whether both names are there.
    fn correct(
        &mut self,
        keys: &[&Key],
        corrections: &Corrections,
        (meetings, series): (&[RollEntry], &Series),
    ) -> Vec<bool> {
        let mut joined = Vec::new();
        for correction in &corrections.person {
            let mut is_met = false;
            for family in corrections::families(correction.body.as_deref(), meetings, series) {
                let at = |name: &str| {
                    let key = key(name, family)?;
                    keys.iter().position(|known| **known == key)
                };
                if let (Some(node), Some(person)) = (at(&correction.name), at(&correction.is)) {
                    is_met = true;
                    self.join_anyway(person, node);
                }
            }
            joined.push(is_met);
        }
        joined
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
        if one != other && self.is_apart(one, other) && !self.are_kept_apart(one, other) {
            self.join_anyway(one, other);
        }
    }

    /// Whether the user says that two groups of spellings are two people.
    fn are_kept_apart(&self, one: usize, other: usize) -> bool {
        let has = |group: usize, spelling: &Spelling| {
            self.members[group].iter().any(|member| self.keys[*member].spelling == *spelling)
        };
        let parts =
            |[left, right]: &[Spelling; 2]| has(one, left) && has(other, right) || has(one, right) && has(other, left);
        self.apart.iter().any(parts)
    }

    fn join_anyway(&mut self, one: usize, other: usize) {
        let (one, other) = (self.sets.of(one), self.sets.of(other));
        if one == other {
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
