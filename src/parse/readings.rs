//! Readings of a list: of those that may fit it, the one that finds most people.

use super::listing;
use super::lone_entry;
use super::names::{self, Entry};
use super::prose_roll;
use super::rolls;
use super::short_names::short_names;

/// The people of a list, by the reading that finds more of them.
pub(super) fn entries(text: &str) -> Vec<Entry> {
    if let Some(entry) = lone_entry::told(text) {
        return vec![entry];
    }
    most(text, names::people(text), short_names(text))
}

/// The reading of a list that finds most people.
pub(super) fn most(text: &str, people: Vec<Entry>, short: Vec<Entry>) -> Vec<Entry> {
    let people = or_short(people, fuller(short, listing::posts_first(text)));
    // most lists have somebody between any two marks
    let marks = text.bytes().filter(|mark| matches!(mark, b',' | b';' | b'&')).count();
    if people.len() > marks + text.matches(" and ").count() {
        return people;
    }
    fuller(fuller(people, rolls::holders(text)), prose_roll::with_posts(text))
}

/// The people, or the short names where they are more: what stands behind one person with initials is none of them.
fn or_short(people: Vec<Entry>, short: Vec<Entry>) -> Vec<Entry> {
    let is_one = matches!(&people[..], [entry] if entry.initials.is_some() && entry.name.contains(' '));
    if is_one { people } else { fuller(people, short) }
}

/// The reading that finds more people.
fn fuller(one: Vec<Entry>, two: Vec<Entry>) -> Vec<Entry> {
    if two.len() > one.len() { two } else { one }
}
