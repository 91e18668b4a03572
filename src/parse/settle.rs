//! What attendance lists say as a whole: who is told twice, and what stands behind names told by its likes.

use super::initials::may_stand_for;
use super::table::is_initials;
use super::words;
use crate::meeting::Person;
use ahash::AHashMap;

/// Brings the entries of all lists together.
pub(super) fn settle(people: &mut Vec<Person>) {
    free_letters(people);
    tell_organisations(people);
    drop_organisations(people);
    merge(people);
}

/// Letters in brackets behind several names are where they belong, and nobody's initials: `Pam Berg (PPG)`.
fn free_letters(people: &mut [Person]) {
    const FEWEST: usize = 2;
    for at in 0..people.len() {
        let person = &people[at];
        let Some(letters) = person.initials.as_deref().filter(|letters| *letters != person.name) else { continue };
        let is_theirs =
            |other: &&Person| [&other.role, &other.organisation].iter().any(|part| part.as_deref() == Some(letters));
        let is_free = person.role.is_none() || letters.len() > 2 && !may_stand_for(letters, &person.name);
        if is_free && people.iter().filter(is_theirs).nth(FEWEST - 1).is_some() {
            let letters = people[at].initials.take();
            people[at].role = people[at].role.take().or(letters);
        }
    }
}

/// What stands behind names and has no word of a post is an organisation where that of others is one: `Anna Berg - Pike`.
fn tell_organisations(people: &mut [Person]) {
    let is_open = |role: &str| {
        !role.contains(", ")
            && !role.split([' ', '-', '/']).any(|word| words::is_post(word) || words::title(word).is_some())
    };
    // where people have initials beside their names, letters may be such
    let has_initials = people.iter().filter(|person| person.initials.is_some()).nth(1).is_some();
    let is_open = |role: &str| is_open(role) && !(has_initials && is_initials(role));
    let detail = |person: &Person| person.role.clone().filter(|role| person.organisation.is_none() && is_open(role));
    let open: Vec<Option<String>> = people.iter().map(detail).collect();
    let count = open.iter().flatten().count();
    if count == 0 {
        return;
    }
    let posts = people.iter().filter(|person| person.role.is_some()).count() - count;
    let told = people.iter().filter(|person| person.organisation.is_some() && person.role.is_none()).count();
    if told >= 2 && posts * 3 <= told + count {
        for (person, role) in people.iter_mut().zip(open).filter(|(_, role)| role.is_some()) {
            person.role = None;
            person.organisation = role;
        }
    }
}

/// A name that is where somebody else belongs is nobody: `Anna Berg, Blue Harbour` after `Anna Berg (Blue Harbour)`.
fn drop_organisations(people: &mut Vec<Person>) {
    let is_bare = |person: &Person| person.role.is_none() && person.initials.is_none() && person.name.contains(' ');
    let names: Vec<bool> = people
        .iter()
        .map(|person| {
            is_bare(person) && people.iter().any(|other| other.organisation.as_deref() == Some(person.name.as_str()))
        })
        .collect();
    let mut at = names.into_iter();
    people.retain(|_| !at.next().unwrap_or_default());
}

/// One row a person: a second entry only adds what the first lacks.
fn merge(people: &mut Vec<Person>) {
    let mut kept: Vec<Person> = Vec::with_capacity(people.len());
    let mut places: AHashMap<String, usize> = AHashMap::new();
    let is_short = |person: &Person| !person.name.contains(' ');
    let told_twice: Vec<bool> =
        people.iter().map(|person| is_short(person) && is_named_in_full(person, people)).collect();
    for (person, is_told_twice) in people.drain(..).zip(told_twice) {
        if is_told_twice {
            continue;
        }
        if let Some(&at) = places.get(&person.name) {
            let other = &mut kept[at];
            other.initials = other.initials.take().or(person.initials);
            other.role = other.role.take().or(person.role);
            other.organisation = other.organisation.take().or(person.organisation);
        } else {
            places.insert(person.name.clone(), kept.len());
            kept.push(person);
        }
    }
    *people = kept;
}

/// Whether a list has the letters or the surname of somebody whom one other entry names in full.
fn is_named_in_full(person: &Person, all: &[Person]) -> bool {
    let letters = person.initials.as_deref().filter(|letters| *letters == person.name);
    let is_same = |other: &&Person| {
        other.name.contains(' ')
            && match letters {
                Some(letters) => other.initials.as_deref() == Some(letters),
                None => other.name.rsplit(' ').next() == Some(person.name.as_str()),
            }
    };
    all.iter().filter(is_same).count() == 1
}
