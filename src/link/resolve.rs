//! Whom a meeting means by initials, a surname or a post: itself where it tells, else as its neighbours do.

use super::facts::MeetingFacts;
use super::identity::{Identities, is_pronoun};
use super::series::Series;
use super::spelling::Spelling;
use super::text::fold;
use crate::meeting::{Attendance, Origin, Person};
use crate::parse;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Neighbours farther away than this tell nothing.
const FAR: i32 = 3 * 366;

/// Resolves what is written to persons, by all meetings of a family that it has met.
pub(super) struct Resolver<'a> {
    series: &'a Series,
    pub(super) identities: &'a Identities,
    /// Who was called so, by family: initials and posts, with the days.
    called: BTreeMap<(usize, String), Vec<(Date, usize)>>,
    /// First and last day a person is seen in a family.
    spans: BTreeMap<(usize, usize), (Date, Date)>,
}

/// The meeting at hand.
pub(super) struct Here<'m> {
    /// Its place in the family.
    pub(super) at: usize,
    pub(super) facts: &'m MeetingFacts,
    pub(super) family: usize,
    /// The person of each row of people.
    listed: Vec<Option<usize>>,
}

impl<'m> Here<'m> {
    /// Rows with the person of each.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'m Person, usize)> {
        let rows = self.facts.people.iter().zip(&self.listed);
        rows.filter_map(|(row, person)| Some((row, (*person)?)))
    }
}

/// Somebody, and whether the meeting itself says who it is.
pub(super) type Resolved = (usize, Origin);

impl<'a> Resolver<'a> {
    pub(super) fn new(series: &'a Series, identities: &'a Identities) -> Self {
        Self { series, identities, called: BTreeMap::new(), spans: BTreeMap::new() }
    }

    /// The meeting at this place of the family.
    pub(super) fn here<'m>(&self, at: usize, facts: &'m MeetingFacts) -> Here<'m> {
        let family = self.series.family[at];
        let listed = facts.people.iter().map(|row| self.identities.person(&row.name, family)).collect();
        Here { at, facts, family, listed }
    }

    /// Learns from a meeting who is called how.
    pub(super) fn meet(&mut self, here: &Here) {
        let (family, Some(date)) = (here.family, here.facts.date) else { return };
        for (row, listed) in here.facts.people.iter().zip(&here.listed) {
            let persons = listed.map_or_else(|| self.identities.persons(&row.name, family), |person| vec![person]);
            for person in persons {
                let span = self.spans.entry((family, person)).or_insert((date, date));
                *span = (span.0.min(date), span.1.max(date));
            }
            let Some(person) = *listed else { continue };
            if row.attendance == Attendance::Mentioned {
                continue;
            }
            let posts = row.role.iter().flat_map(|role| posts(role));
            for name in row.initials.clone().into_iter().chain(posts) {
                self.called.entry((family, name)).or_default().push((date, person));
            }
        }
    }

    /// The person that `written` means here.
    pub(super) fn resolve(&self, here: &Here, written: &str) -> Option<Resolved> {
        let written = written.trim().trim_matches(['[', ']', '(', ')']);
        let family = here.family;
        let letters = parse::in_latin(written);
        if let Some(person) = self.identities.corrected(&letters, family)
            && !here.rows().any(|(row, _)| row.initials.as_deref() == Some(letters.as_str()))
        {
            return Some((person, Origin::Inferred));
        }
        if letters.chars().count() >= 2 && parse::are_initials(&letters) {
            return self.by_initials(here, &letters);
        }
        let spelling = Spelling::of(written)?;
        if is_pronoun(spelling.surname()) {
            return None;
        }
        if parse::is_post(spelling.surname()) {
            return self.by_post(here, &post(written));
        }
        if let Some(person) = self.identities.person(written, family)
            && !spelling.is_single()
        {
            return Some((person, Origin::Written));
        }
        self.by_word(here, &spelling).or_else(|| Some((self.identities.person(written, family)?, Origin::Written)))
    }

    fn by_initials(&self, here: &Here, letters: &str) -> Option<Resolved> {
        let own = here.rows().filter(|(row, _)| row.initials.as_deref() == Some(letters));
        let own: BTreeSet<usize> = own.map(|(_, person)| person).collect();
        if !own.is_empty() {
            return only(own).map(|person| (person, Origin::Written));
        }
        // Whoever is listed here under other initials is not meant.
        let others: BTreeSet<usize> =
            here.rows().filter(|(row, _)| row.initials.is_some()).map(|(_, person)| person).collect();
        self.by_neighbours(here, letters, &others).map(|person| (person, Origin::Inferred))
    }

    fn by_post(&self, here: &Here, post: &str) -> Option<Resolved> {
        let holds = |row: &Person| row.role.iter().any(|role| posts(role).iter().any(|held| held == post));
        let own: BTreeSet<usize> = here.rows().filter(|(row, _)| holds(row)).map(|(_, person)| person).collect();
        if !own.is_empty() {
            return only(own).map(|person| (person, Origin::Inferred));
        }
        self.by_neighbours(here, post, &BTreeSet::new()).map(|person| (person, Origin::Inferred))
    }

    /// A surname or a first name: somebody listed here, else the only one of the family.
    fn by_word(&self, here: &Here, spelling: &Spelling) -> Option<Resolved> {
        let word = spelling.surname();
        let family = here.family;
        let with_word: BTreeSet<usize> = self.identities.with_word(word, family).collect();
        let listed: BTreeSet<usize> =
            here.rows().map(|(_, person)| person).filter(|person| with_word.contains(person)).collect();
        if !listed.is_empty() {
            return only(listed).map(|person| (person, Origin::Written));
        }
        // Two names of one row stand here without a mark between them.
        let is_run_together = |row: &Person| {
            Spelling::of(&row.name)
                .is_some_and(|name| name.halves().any(|(one, two)| one.surname() == word || two.surname() == word))
        };
        let origin = if here.facts.people.iter().any(is_run_together) { Origin::Written } else { Origin::Inferred };
        let date = here.facts.date?;
        let near = |person: &usize| self.distance(family, *person, date).is_some_and(|days| days <= FAR);
        only(with_word.into_iter().filter(near).collect()).map(|person| (person, origin))
    }

    /// Who is called so in the meetings of the family before and after; none where two people would fit.
    fn by_neighbours(&self, here: &Here, name: &str, others: &BTreeSet<usize>) -> Option<usize> {
        let date = here.facts.date?;
        let family = here.family;
        let called = self.called.get(&(family, name.to_owned()))?;
        let mut near: Vec<(Date, usize)> = called
            .iter()
            .filter(|(day, person)| days(*day, date) <= FAR && !others.contains(person))
            .copied()
            .collect();
        near.sort_unstable();
        let persons: BTreeSet<usize> = near.iter().map(|(_, person)| *person).collect();
        if persons.len() <= 1 {
            return only(persons);
        }
        let on = |side: &dyn Fn(&Date) -> bool, is_last: bool| -> BTreeSet<usize> {
            let mut days = near.iter().filter(|(day, _)| side(day)).map(|(day, _)| *day);
            let day = if is_last { days.next_back() } else { days.next() };
            near.iter().filter(|(other, _)| Some(*other) == day).map(|(_, person)| *person).collect()
        };
        let (before, after) = (on(&|day| *day <= date, true), on(&|day| *day >= date, false));
        let mut sides: BTreeSet<usize> = before.union(&after).copied().collect();
        if before.is_empty() || after.is_empty() {
            // Only one side tells: it must be somebody who is seen on the other one, too.
            sides.retain(|person| {
                self.spans.get(&(family, *person)).is_some_and(|(first, last)| *first <= date && date <= *last)
            });
        }
        only(sides)
    }

    /// Days from `date` to the time a person is seen in a family.
    fn distance(&self, family: usize, person: usize, date: Date) -> Option<i32> {
        let (first, last) = self.spans.get(&(family, person))?;
        Some(if date < *first {
            days(date, *first)
        } else if date > *last {
            days(*last, date)
        } else {
            0
        })
    }
}

fn days(one: Date, other: Date) -> i32 {
    (one - other).get_days().abs()
}

fn only(persons: BTreeSet<usize>) -> Option<usize> {
    let mut persons = persons.into_iter();
    persons.next().filter(|_| persons.next().is_none())
}

/// A post as it is compared: `The Clerk` is `clerk`.
fn post(written: &str) -> String {
    let folded = fold(written);
    format!("the {}", folded.strip_prefix("the ").unwrap_or(&folded))
}

/// What a role lets its holder be called: the whole of it, its letters in brackets, its last word.
fn posts(role: &str) -> Vec<String> {
    let outside = fold(role.split('(').next().unwrap_or_default());
    let mut posts: Vec<String> = vec![outside.clone()];
    let mut brackets = role.split('(').skip(1).filter_map(|part| part.split(')').next());
    posts.extend(brackets.next().map(fold));
    let letters: String = role
        .split('(')
        .next()
        .unwrap_or_default()
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .collect();
    if letters.chars().count() >= 2 {
        posts.push(letters.to_lowercase());
    }
    let is_second = ["deputy", "vice", "assistant", "former", "acting"].iter().any(|word| outside.contains(word));
    if !is_second {
        posts.extend(outside.split(" and ").filter_map(|part| part.split(' ').next_back()).map(str::to_owned));
    }
    posts.retain(|post| !post.is_empty());
    posts.sort();
    posts.dedup();
    posts.into_iter().map(|post| format!("the {post}")).collect()
}
