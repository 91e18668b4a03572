//! One row a person: what several entries of the lists say of somebody, brought together.

use crate::meeting::Person;
use ahash::AHashMap;

/// One row a person: a second entry only adds what the first lacks.
pub(super) fn merge(people: &mut Vec<Person>) {
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
    share_letters(people);
}

/// Letters in brackets behind several names are where they belong, and nobody's initials: `Pam Berg (PPG)`.
fn share_letters(people: &mut [Person]) {
    const FEWEST: usize = 2;
    for at in 0..people.len() {
        let Some(letters) = people[at].initials.as_deref().filter(|letters| *letters != people[at].name) else {
            continue;
        };
        let is_theirs =
            |other: &&Person| [&other.role, &other.organisation].iter().any(|part| part.as_deref() == Some(letters));
        if people.iter().filter(is_theirs).count() >= FEWEST && people[at].role.is_none() {
            people[at].role = people[at].initials.take();
        }
    }
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
