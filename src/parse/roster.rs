//! Who is who within one document: initials, surnames, first names and posts resolved to the people listed.

use super::hold::{find, holds, trimmed, without};
use super::initials::{latin, may_stand_for};
use super::known::{Sort, known};
use super::slips::is_one_slip;
use super::words;
use crate::meeting::{Attendance, Origin, Person};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;

/// The people of one meeting, found by what the text calls them.
#[derive(Debug, Default)]
pub(super) struct Roster {
    people: Vec<Person>,
    by_initials: Index,
    by_word: Index,
    by_post: Index,
    /// Last word of each name, in lower case.
    surnames: Vec<String>,
    /// What was looked for, and whom it meant: minutes name the same people again and again.
    found: RefCell<FxHashMap<Box<str>, Option<usize>>>,
}

impl Roster {
    /// Indexes the people of a meeting.
    pub(super) fn new(people: Vec<Person>) -> Self {
        let mut roster = Self::default();
        for (index, person) in people.iter().enumerate() {
            if let Some(letters) = &person.initials {
                roster.by_initials.add(letters, index);
            }
            for word in person.name.split_whitespace() {
                let word = latin(word);
                let word = words::bare(&word);
                if word.chars().nth(1).is_some() {
                    roster.by_word.add(&words::in_lower(word), index);
                }
            }
            roster.surnames.push(person.name.rsplit(' ').next().unwrap_or_default().to_lowercase());
            if let Some(role) = &person.role {
                posts(role, |post| roster.by_post.add(post, index));
            }
        }
        [&mut roster.by_initials, &mut roster.by_word, &mut roster.by_post].into_iter().for_each(Index::sort);
        Self { people, ..roster }
    }

    /// Gives everybody back.
    pub(super) fn into_people(self) -> Vec<Person> {
        self.people
    }

    /// Whether these letters are somebody's initials here.
    pub(super) fn has_initials(&self, letters: &str) -> bool {
        self.by_initials.get(letters).is_some()
    }

    /// Whether this word is part of somebody's name here.
    pub(super) fn has_word(&self, word: &str) -> bool {
        let word = latin(word);
        let word = words::bare(&word);
        let may_be = !word.is_ascii() || self.by_word.may_have(word);
        may_be && words::lower(word, |word| self.by_word.get(word).is_some())
    }

    /// Links letters used in the text to the one person without initials they can stand for.
    pub(super) fn infer_initials(&mut self, letters: &str) {
        if self.has_initials(letters) {
            return;
        }
        let fits: Vec<usize> = (0..self.people.len())
            .filter(|&index| self.people[index].initials.is_none() && may_stand_for(letters, &self.people[index].name))
            .collect();
        if let [index] = fits[..] {
            self.people[index].initials = Some(letters.to_owned());
            self.people[index].origin = Origin::Inferred;
            self.by_initials.insert(letters, index);
            self.found.take();
        }
    }

    /// The one person that `written` names, if it names exactly one.
    pub(super) fn resolve(&self, written: &str) -> Option<&Person> {
        self.find(written).map(|index| &self.people[index])
    }

    /// Position of the one person that `written` names.
    pub(super) fn find(&self, written: &str) -> Option<usize> {
        if let Some(found) = self.found.borrow().get(written) {
            return *found;
        }
        let found = self.look_for(written);
        self.found.borrow_mut().insert(written.into(), found);
        found
    }

    fn look_for(&self, written: &str) -> Option<usize> {
        let written = latin(written);
        let written = trimmed(&written).trim_matches(|c| matches!(c, '[' | ']' | '(' | ')'));
        if let Some(found) = self.by_initials.get(written) {
            return self.one(found);
        }
        if let Some(found) = written.strip_prefix("The ").and_then(|post| self.by_initials.get(post)) {
            return self.one(found);
        }
        let is_post = || written.starts_with("The ") || written.starts_with("the ") || words::is_post(written);
        let bare = without(without(written, "The "), "the ");
        if (!bare.is_ascii() || self.by_post.may_have(bare))
            && (is_post() || bare.chars().all(char::is_uppercase))
            && let Some(found) = words::lower(bare, |post| self.by_post.get(post))
        {
            return self.one(found);
        }
        // `The clerk` is nobody of the name of Clark
        if bare.len() < written.len() && known(bare).is(Sort::PersonalPost) {
            return None;
        }
        if !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return self.by_names(&[bare]);
        }
        let is_title = |name: &&&str| {
            let known = known(words::bare(name));
            known.title().is_some() || known.is(Sort::Post) || matches!(**name, "Council" | "Board")
        };
        let mut names: Vec<&str> = bare.split_whitespace().collect();
        let titles = names.iter().take_while(is_title).count();
        names.drain(..titles.min(names.len().saturating_sub(1)));
        if let Some(note) = names.iter().position(|name| name.starts_with('(')) {
            let inner = names[note..].join(" ");
            let inner = inner.trim_matches(['(', ')']);
            if let Some(found) = self.by_word.get(&inner.to_lowercase()) {
                return self.one(found);
            }
            names.truncate(note);
        }
        self.by_names(&names)
    }

    fn by_names(&self, names: &[&str]) -> Option<usize> {
        // `Mike P`, told from another Mike
        if let [_, .., last] = names
            && last.len() == 1
        {
            return self.people.iter().position(|person| person.name.split(' ').eq(names.iter().copied()));
        }
        words::lower(words::bare(names.last()?), |last| self.by_last_name(last, &names[..names.len() - 1]))
    }

    /// The one person whose name ends with `last`, in lower case, behind some others.
    fn by_last_name(&self, last: &str, names: &[&str]) -> Option<usize> {
        let mut found: Vec<usize> = match self.by_word.get(last) {
            Some([index]) if names.is_empty() => return Some(*index),
            Some(found) => found.to_vec(),
            None => self.spelt_like(last),
        };
        if let Some(written) = names.first() {
            let first = words::in_lower(words::bare(written));
            found.retain(|&index| {
                let name = &self.people[index].name;
                let own = name.split_whitespace().next().unwrap_or_default().to_lowercase();
                let own = own.trim_end_matches('.');
                own == first
                    || own.len() == 1 && first.starts_with(own)
                    || first.len() == 1 && own.starts_with(&*first)
                    || name.split(' ').any(|word| word == *written)
                    // `N. Moss` on a list of surnames
                    || names.len() == 1 && first.trim_end_matches('.').len() == 1 && !name.contains(' ')
            });
        } else if found.len() > 1 {
            // a lone word is a surname before it is a first name
            let surnames: Vec<usize> =
                found.iter().copied().filter(|&index| self.people[index].name.to_lowercase().ends_with(last)).collect();
            if surnames.len() == 1 {
                found = surnames;
            }
        }
        self.one(&found)
    }

    /// A surname one letter off (Harman, Harmon), of five letters at least.
    fn spelt_like(&self, word: &str) -> Vec<usize> {
        if word.chars().count() < 5 {
            return Vec::new();
        }
        let first = word.chars().next();
        (0..self.people.len())
            .filter(|&index| self.surnames[index].chars().next() == first && is_one_slip(&self.surnames[index], word))
            .collect()
    }

    fn one(&self, found: &[usize]) -> Option<usize> {
        match found {
            [] => None,
            [index] => Some(*index),
            [first, rest @ ..] => {
                let same = rest.iter().all(|&index| is_same_person(&self.people[*first], &self.people[index]));
                let there: Vec<&usize> =
                    found.iter().filter(|&&index| self.people[index].attendance == Attendance::Present).collect();
                if same {
                    Some(*first)
                } else if there.len() == 1 {
                    Some(*there[0])
                } else {
                    None
                }
            }
        }
    }
}

/// People by what they are called.
#[derive(Debug, Default)]
struct Index {
    /// All words, one behind the other.
    text: String,
    /// Where each stands there, in the order of the words.
    places: Vec<Range<usize>>,
    /// Whom each means.
    people: Vec<usize>,
    /// Of each letter that the words begin with, their lengths.
    shapes: [u64; 32],
}

impl Index {
    /// Adds a word; `sort` puts it in its place.
    fn add(&mut self, word: &str, person: usize) {
        let start = self.text.len();
        self.text.push_str(word);
        self.places.push(start..self.text.len());
        self.people.push(person);
        self.shapes[shape(word)] |= 1 << word.len().min(63);
    }

    /// Puts the words in order, each once for everybody it means.
    fn sort(&mut self) {
        let entry = |(place, person): (&Range<usize>, &usize)| (&self.text[place.clone()], *person, place.clone());
        let mut entries: Vec<_> = self.places.iter().zip(&self.people).map(entry).collect();
        entries.sort_unstable_by_key(|(word, person, _)| (*word, *person));
        entries.dedup_by_key(|(word, person, _)| (*word, *person));
        (self.places, self.people) = entries.into_iter().map(|(_, person, place)| (place, person)).unzip();
    }

    /// Whether a word here begins like this one, in any case, and is as long; nearly no other word does.
    fn may_have(&self, word: &str) -> bool {
        self.shapes[shape(word)] & 1 << word.len().min(63) != 0
    }

    /// Everybody of this name, if there is anybody.
    fn get(&self, word: &str) -> Option<&[usize]> {
        if !self.may_have(word) {
            return None;
        }
        let (text, word) = (self.text.as_bytes(), word.as_bytes());
        let start = self.places.partition_point(|place| &text[place.clone()] < word);
        let count = self.places[start..].iter().take_while(|place| &text[(*place).clone()] == word).count();
        (count > 0).then(|| &self.people[start..start + count])
    }

    fn insert(&mut self, word: &str, person: usize) {
        self.add(word, person);
        self.sort();
    }
}

/// A number below 32 for the first letter of a word, in any case.
fn shape(word: &str) -> usize {
    usize::from(word.bytes().next().unwrap_or_default() & 31)
}

/// What a role lets its holder be called: its own words, its acronym, a bracketed short form, its last word.
fn posts(role: &str, mut add: impl FnMut(&str)) {
    let outside = role.split('(').next().unwrap_or_default().trim();
    let is_deputy = ["deputy", "vice", "assistant"].iter().any(|word| holds(role, word));
    words::lower(outside, &mut add);
    // `Principal, in the chair`
    if let Some(end) = find(outside, ", ") {
        words::lower(&outside[..end], &mut add);
    }
    let acronym: String =
        outside.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    if acronym.len() >= 2 {
        words::lower(&acronym, &mut add);
    }
    if let Some(inner) = role.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner) {
        let starts_alike = inner.chars().next() == outside.chars().next();
        if starts_alike {
            words::lower(inner, &mut add);
        }
    }
    if !is_deputy {
        for word in outside.split([' ', ',', '/']) {
            words::lower(word, |word| add_post(word, &mut add));
        }
    }
}

/// Adds what the holder of a post is called by one word of it, in lower case.
fn add_post(word: &str, mut add: impl FnMut(&str)) {
    if matches!(
        word,
        "chair"
            | "chairman"
            | "chairing"
            | "charing"
            | "chairperson"
            | "chairwoman"
            | "mayor"
            | "clerk"
            | "treasurer"
            | "secretary"
            | "president"
            | "commissioner"
            | "convenor"
            | "ombudsman"
    ) {
        let is_chairing = matches!(word, "chairing" | "charing");
        add(if is_chairing { "chair" } else { word });
        if word.starts_with("chair") {
            ["chair", "chairman", "chairperson", "chairwoman"].into_iter().for_each(add);
        }
    }
}

/// Whether two entries of one list are one person: the same name, or the same initials and the name spelt otherwise.
fn is_same_person(one: &Person, two: &Person) -> bool {
    if one.name == two.name {
        return true;
    }
    let ends = |person: &Person| {
        let name = person.name.to_lowercase();
        let (first, last) = (name.split(' ').next().unwrap_or_default(), name.rsplit(' ').next().unwrap_or_default());
        (first.to_owned(), last.to_owned())
    };
    let ((first, last), (other_first, other_last)) = (ends(one), ends(two));
    let is_short_form = first.starts_with(&other_first) || other_first.starts_with(&first);
    let is_spelling = first.chars().count() >= 5 && is_one_slip(&first, &other_first);
    one.initials.is_some() && one.initials == two.initials && last == other_last && (is_short_form || is_spelling)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> Roster {
        let person = |name: &str, initials: &str, role: &str| Person {
            name: name.into(),
            initials: (!initials.is_empty()).then(|| initials.into()),
            role: (!role.is_empty()).then(|| role.into()),
            attendance: Attendance::Present,
            ..Person::default()
        };
        Roster::new(vec![
            person("Anna Berg", "AB", "Police and Crime Commissioner (PCC)"),
            person("Tom Moss", "TM", "Deputy Police and Crime Commissioner (DPCC)"),
            person("Thomas Harman", "", "Chairman"),
            person("J Hull-Kent", "", "Clerk"),
        ])
    }

    #[test]
    fn people_are_found_by_what_the_text_calls_them() {
        fn check(written: &str, expected: Option<&str>) {
            let roster = roster();
            assert_eq!(roster.resolve(written).map(|person| person.name.as_str()), expected, "{written}");
        }
        check("AB", Some("Anna Berg"));
        check("ТМ", Some("Tom Moss"));
        check("The PCC", Some("Anna Berg"));
        check("The Chair", Some("Thomas Harman"));
        check("Cllr Harmon", Some("Thomas Harman"));
        check("Mrs Hull-Kent", Some("J Hull-Kent"));
        check("Anna", Some("Anna Berg"));
        check("The Treasurer", None);
        check("XY", None);
    }

    #[test]
    fn one_person_listed_in_two_spellings_is_still_found() {
        let person = |name: &str| Person { name: name.into(), initials: Some("SCM".into()), ..Person::default() };
        let twice = |other: &str| Roster::new(vec![person("Sabina C. Moss"), person(other)]).find("SCM");
        assert_eq!(twice("Sabina Moss"), Some(0));
        assert_eq!(twice("Sabine Moss"), Some(0));
        assert_eq!(twice("Stephen Moss"), None);
    }

    #[test]
    fn letters_nobody_explains_go_to_the_one_they_fit() {
        let mut roster = roster();
        roster.infer_initials("TH");
        assert_eq!(roster.resolve("TH").map(|person| person.origin), Some(Origin::Inferred));
    }
}
