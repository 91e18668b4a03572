//! What the tables say of one word, found by its first letters and its length.

use super::words::{ATTENDANCE, Title, VerbClass, lines, pairs};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the tables say of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The class of a reporting verb, in any case.
    pub verb: Option<VerbClass>,
    /// What it is before a name; `T/Inspector` counts as its parts.
    pub title: Option<Title>,
    /// Belongs to the name of a post.
    pub is_post: bool,
    /// A post that speaks as one person.
    pub is_personal_post: bool,
    /// Belongs to the name of an organisation.
    pub is_organisation: bool,
    /// Belongs to the name of a place where people meet.
    pub is_place: bool,
    /// Opens a sentence and never a heading.
    pub is_not_opener: bool,
    /// Opens an attendance label.
    pub opens_attendance: bool,
    /// Is or holds `resolved`.
    pub is_resolved: bool,
    /// Is or holds a word that announces people: a sentence tells that they came or did not.
    pub announces_names: bool,
    /// In lower case, makes a sentence of what holds it.
    pub is_finite_verb: bool,
    /// With a capital, a given name that anybody knows as one.
    pub is_given_name: bool,
}

/// Longest word that the tables may have, in bytes.
pub(super) const LONGEST: usize = 16;

/// A word in lower case, filled up with zeros: compared as one number.
type Key = u128;

/// The key of a word of at most `LONGEST` bytes.
fn key(word: &[u8]) -> Key {
    // two overlapping reads of half a key, of a quarter: no copy of unknown length
    let key = match (word.first_chunk(), word.last_chunk(), word.first_chunk(), word.last_chunk()) {
        (Some(head), Some(tail), ..) => {
            let behind = u64::from_le_bytes(*tail).checked_shr(8 * (LONGEST - word.len()) as u32).unwrap_or(0);
            Key::from(u64::from_le_bytes(*head)) | Key::from(behind) << 64
        }
        (.., Some(head), Some(tail)) => {
            let behind = u32::from_le_bytes(*tail).checked_shr(8 * (8 - word.len()) as u32).unwrap_or(0);
            Key::from(u32::from_le_bytes(*head)) | Key::from(behind) << 32
        }
        _ => match *word {
            [one] => Key::from(one),
            [one, two] => Key::from(u16::from_le_bytes([one, two])),
            [one, two, three] => Key::from(u32::from_le_bytes([one, two, three, 0])),
            _ => 0,
        },
    };
    // a letter is made small by one bit, and nothing else becomes a letter by it
    key | (key & CAPITALS) >> 1
}

/// In each byte the bit that letters have, of which the next tells small ones.
const CAPITALS: Key = Key::from_le_bytes([0x40; LONGEST]);

/// The words of the tables, those side by side that begin with the same two letters and are as long.
struct Table {
    entries: Vec<(Key, Known)>,
    /// Where the words of each group start: few words of a text have a group at all.
    starts: Vec<u16>,
}

impl Table {
    fn of(known: FxHashMap<Key, Known>) -> Self {
        let group = |key: Key| {
            let word = key.to_le_bytes();
            group(&word[..word.iter().position(|byte| *byte == 0).unwrap_or(LONGEST)])
        };
        let mut entries: Vec<(Key, Known)> = known.into_iter().collect();
        entries.sort_unstable_by_key(|(key, _)| (group(*key), *key));
        let start = |wanted| entries.partition_point(|(key, _)| group(*key) < wanted) as u16;
        Self { starts: (0..=GROUPS).map(start).collect(), entries }
    }

    fn get(&self, word: &[u8]) -> Option<Known> {
        let group = group(word);
        let (start, end) = (usize::from(self.starts[group]), usize::from(self.starts[group + 1]));
        if start == end {
            return None;
        }
        let key = key(word);
        self.entries[start..end].iter().find(|(other, _)| *other == key).map(|(_, known)| *known)
    }
}

/// How many groups of words there are: two letters of 32, and up to 16 bytes.
const GROUPS: usize = 32 * 32 * (LONGEST + 1);

/// The group of a word of at most `LONGEST` bytes, in any case.
fn group(word: &[u8]) -> usize {
    let letter = |at: usize| usize::from(word.get(at).copied().unwrap_or(0) & 31);
    (letter(0) << 5 | letter(1)) * (LONGEST + 1) + word.len()
}

/// The key of a word of the tables.
fn listed(word: &str) -> Key {
    assert!(word.len() <= LONGEST, "{word}: words of the tables have up to {LONGEST} bytes");
    key(word.as_bytes())
}

static KNOWN: LazyLock<Table> = LazyLock::new(|| {
    let mut known: FxHashMap<Key, Known> = FxHashMap::default();
    for (forms, class) in pairs(include_str!("words/reporting_verbs.txt")) {
        let class = match class {
            "ask" => VerbClass::Ask,
            "propose" => VerbClass::Propose,
            "raise" => VerbClass::Raise,
            "formal" => VerbClass::Formal,
            _ => VerbClass::Tell,
        };
        forms.split_whitespace().for_each(|form| known.entry(listed(form)).or_default().verb = Some(class));
    }
    for (word, kind) in lines(include_str!("words/titles.txt")).filter_map(|line| line.split_once(' ')) {
        let title = if kind.trim() == "courtesy" { Title::Courtesy } else { Title::Rank };
        known.entry(listed(word)).or_default().title = Some(title);
    }
    let mut mark = |table: &'static str, set: fn(&mut Known)| {
        lines(table).for_each(|word| set(known.entry(listed(word)).or_default()));
    };
    mark(include_str!("words/posts.txt"), |word| word.is_post = true);
    mark(include_str!("words/personal_posts.txt"), |word| word.is_personal_post = true);
    mark(include_str!("words/organisations.txt"), |word| word.is_organisation = true);
    mark(include_str!("words/places.txt"), |word| word.is_place = true);
    mark(include_str!("words/not_openers.txt"), |word| word.is_not_opener = true);
    mark(include_str!("words/finite_verbs.txt"), |word| word.is_finite_verb = true);
    mark(include_str!("words/announcers.txt"), |word| word.announces_names = true);
    known.entry(listed("resolved")).or_default().is_resolved = true;
    for word in ATTENDANCE.keys().filter_map(|label| label.split(' ').next()) {
        known.entry(listed(word)).or_default().opens_attendance = true;
    }
    for word in lines(include_str!("words/given_names.txt")).flat_map(str::split_whitespace) {
        known.entry(listed(word)).or_default().is_given_name = true;
    }
    Table::of(known)
});

/// What the tables say of a word without punctuation at its ends.
pub(super) fn known(word: &str) -> Known {
    let bytes = word.as_bytes();
    let mut known = known_plain(word);
    if bytes.iter().all(u8::is_ascii_alphanumeric) {
        return known;
    }
    if bytes.iter().any(|byte| matches!(byte, b'/' | b'.' | b',')) {
        known.title = title_of_parts(bytes);
        known.is_post |= matches!(bytes, [_, b'/', right @ ..] if entry(right).is_some_and(|known| known.is_post));
    }
    for part in bytes.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').filter_map(entry) {
        known.is_resolved |= part.is_resolved;
        known.announces_names |= part.announces_names;
    }
    known
}

/// What the tables say of a word of letters and figures alone.
pub(super) fn known_plain(word: &str) -> Known {
    let bytes = word.as_bytes();
    let Some(mut known) = entry(bytes) else { return Known::default() };
    known.is_finite_verb = known.is_finite_verb && !bytes.iter().any(u8::is_ascii_uppercase);
    known.is_given_name = known.is_given_name && bytes[0].is_ascii_uppercase();
    if bytes.len() < 2 {
        // `t` is a title in `t/inspector` only
        known.title = None;
    }
    known
}

/// The entry of a word as it stands in the tables, in any case.
pub(super) fn entry(word: &[u8]) -> Option<Known> {
    if word.len() > LONGEST { None } else { KNOWN.get(word) }
}

/// `Det,Ch.Insp` and `T/Inspector`: every part is a title; the last one tells which.
fn title_of_parts(word: &[u8]) -> Option<Title> {
    let mut found = None;
    for part in word.split(|byte| matches!(byte, b'/' | b'.' | b',')).filter(|part| !part.is_empty()) {
        found = Some(entry(part)?.title?);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_only_whole() {
        assert_eq!(known("Noted").verb, known("noted").verb);
        assert!(known("noted").verb.is_some() && known("notedly").verb.is_none());
        assert!(known("The").is_not_opener && known("was").is_finite_verb && !known("Was").is_finite_verb);
        assert!(known("guests/members").announces_names && !known("guesthouse").announces_names);
        assert_eq!(known("é"), Known::default());
    }
}
