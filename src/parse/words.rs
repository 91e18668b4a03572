//! The word tables of the parser: plain files beside this one that anybody can extend.

use crate::meeting::{Attendance, Status};
use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// What a reporting verb does, as far as the verb alone tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum VerbClass {
    Ask,
    Propose,
    Raise,
    Tell,
    Formal,
}

/// What a table column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Number,
    Code,
    Text,
    Action,
    Owner,
    Due,
    Status,
    Name,
    Surname,
    Present,
    Initials,
    Organisation,
    Role,
    Motion,
    Mover,
    Seconder,
    Other,
}

/// What a title before a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    Courtesy,
    Rank,
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line))
}

/// `# ...`; the column head `# | number` is an entry.
fn is_comment(line: &str) -> bool {
    line.starts_with("# ") && !line.starts_with("# |")
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.rsplit_once('|')).map(|(left, right)| (left.trim(), right.trim()))
}

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

/// Longest word of the tables, in bytes.
const LONGEST: usize = 16;

/// A word in lower case, filled up with zeros: compared and hashed as one number.
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
        forms.split_whitespace().for_each(|form| known.entry(key(form.as_bytes())).or_default().verb = Some(class));
    }
    for (word, kind) in lines(include_str!("words/titles.txt")).filter_map(|line| line.split_once(' ')) {
        let title = if kind.trim() == "courtesy" { Title::Courtesy } else { Title::Rank };
        known.entry(key(word.as_bytes())).or_default().title = Some(title);
    }
    let mut mark = |table: &'static str, set: fn(&mut Known)| {
        lines(table).for_each(|word| set(known.entry(key(word.as_bytes())).or_default()));
    };
    mark(include_str!("words/posts.txt"), |word| word.is_post = true);
    mark(include_str!("words/personal_posts.txt"), |word| word.is_personal_post = true);
    mark(include_str!("words/organisations.txt"), |word| word.is_organisation = true);
    mark(include_str!("words/places.txt"), |word| word.is_place = true);
    mark(include_str!("words/not_openers.txt"), |word| word.is_not_opener = true);
    mark(include_str!("words/finite_verbs.txt"), |word| word.is_finite_verb = true);
    for word in ["attendees", "guests", "representatives", "invited", "apology", "apologies"] {
        known.entry(key(word.as_bytes())).or_default().announces_names = true;
    }
    known.entry(key(b"resolved")).or_default().is_resolved = true;
    for word in ATTENDANCE.keys().filter_map(|label| label.split(' ').next()) {
        known.entry(key(word.as_bytes())).or_default().opens_attendance = true;
    }
    for word in lines(include_str!("words/given_names.txt")).flat_map(str::split_whitespace) {
        known.entry(key(word.as_bytes())).or_default().is_given_name = true;
    }
    Table::of(known)
});

static ATTENDANCE: LazyLock<FxHashMap<&'static str, Attendance>> = LazyLock::new(|| {
    pairs(include_str!("words/attendance.txt"))
        .map(|(label, kind)| {
            let kind = match kind {
                "present" => Attendance::Present,
                "apologies" => Attendance::Apologies,
                "mentioned" => Attendance::Mentioned,
                _ => Attendance::Other,
            };
            (label, kind)
        })
        .collect()
});

static COLUMNS: LazyLock<FxHashMap<&'static str, Column>> = LazyLock::new(|| {
    pairs(include_str!("words/columns.txt"))
        .map(|(head, column)| {
            let column = match column {
                "number" => Column::Number,
                "code" => Column::Code,
                "text" => Column::Text,
                "action" => Column::Action,
                "owner" => Column::Owner,
                "due" => Column::Due,
                "status" => Column::Status,
                "name" => Column::Name,
                "surname" => Column::Surname,
                "present" => Column::Present,
                "initials" => Column::Initials,
                "organisation" => Column::Organisation,
                "role" => Column::Role,
                "motion" => Column::Motion,
                "mover" => Column::Mover,
                "seconder" => Column::Seconder,
                _ => Column::Other,
            };
            (head, column)
        })
        .collect()
});

static BRACKET_NOTES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("words/bracket_notes.txt")).collect());

/// Status phrases, and the state of each.
static STATUS: LazyLock<(AhoCorasick, Vec<Status>)> = LazyLock::new(|| {
    let (phrases, states): (Vec<&str>, _) = pairs(include_str!("words/status.txt"))
        .map(|(phrase, status)| {
            let status = match status {
                "complete" => Status::Complete,
                "carried_forward" => Status::CarriedForward,
                "open" => Status::Open,
                _ => Status::Other,
            };
            (phrase, status)
        })
        .unzip();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(phrases);
    (automaton.expect("the phrases are few"), states)
});

/// Runs `look_up` on a text in lower case; short ASCII texts cost no allocation.
pub(super) fn lower<T>(text: &str, look_up: impl FnOnce(&str) -> T) -> T {
    let mut short = [0u8; 64];
    match short.get_mut(..text.len()) {
        Some(buffer) if text.is_ascii() => {
            buffer.copy_from_slice(text.as_bytes());
            buffer.make_ascii_lowercase();
            look_up(std::str::from_utf8(buffer).unwrap_or(text))
        }
        _ => look_up(&text.to_lowercase()),
    }
}

/// A word in lower case.
pub(super) fn in_lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

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
fn entry(word: &[u8]) -> Option<Known> {
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

/// A word without the punctuation at its ends.
pub(super) fn bare(raw: &str) -> &str {
    let is_mark = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    let start = raw.bytes().take_while(|byte| is_mark(byte)).count();
    let end = raw.len() - raw[start..].bytes().rev().take_while(|byte| is_mark(byte)).count();
    match raw.as_bytes()[start..end] {
        [first, .., last] if first.is_ascii() && last.is_ascii() => &raw[start..end],
        _ => raw[start..end].trim_matches(|c: char| !c.is_alphanumeric()),
    }
}

/// The class of a reporting verb, in any case.
pub(super) fn verb(word: &str) -> Option<VerbClass> {
    known(word).verb
}

/// What a word before a name is; full stops and case do not matter.
pub(super) fn title(word: &str) -> Option<Title> {
    known(bare(word)).title
}

/// Whether a word (any case) belongs to the name of a post.
pub(super) fn is_post(word: &str) -> bool {
    known(bare(word)).is_post
}

/// Whether a word (any case) opens a sentence and never a heading.
pub(super) fn is_not_opener(word: &str) -> bool {
    known(word).is_not_opener
}

/// Whether a word (any case) is a post that speaks as one person.
pub(super) fn is_personal_post(word: &str) -> bool {
    known(word).is_personal_post
}

/// Whether a lower-case word makes a sentence of what holds it.
pub(super) fn is_finite_verb(word: &str) -> bool {
    known(word).is_finite_verb
}

/// Whether a word (any case) belongs to the name of a place where people meet.
pub(super) fn is_place(word: &str) -> bool {
    known(bare(word)).is_place
}

/// Whether a word (any case) belongs to the name of an organisation.
pub(super) fn is_organisation(word: &str) -> bool {
    known(bare(word)).is_organisation
}

/// Whether a text opens with the first word of an attendance label.
pub(super) fn opens_attendance(text: &str) -> bool {
    let text = text.trim_start();
    // the longest opener and a few marks behind it
    let head = &text[..text.floor_char_boundary(2 * LONGEST)];
    let first = head.split(char::is_whitespace).next().unwrap_or_default();
    entry(first.trim_end_matches([':', '-', '–', '.']).as_bytes()).is_some_and(|known| known.opens_attendance)
}

/// What an attendance label says of those listed; punctuation at its end does not matter.
pub(super) fn attendance(label: &str) -> Option<Attendance> {
    if label.len() > 60 || !opens_attendance(label) {
        return None;
    }
    let label = label.trim().trim_end_matches([':', '-', '–', '.', ' ']).to_lowercase();
    let label = label.split(" (").next().unwrap_or_default();
    ATTENDANCE.get(label.split_whitespace().collect::<Vec<_>>().join(" ").as_str()).copied()
}

/// Whether brackets behind a name say how somebody took part or why somebody is away.
pub(super) fn is_bracket_note(inner: &str) -> bool {
    lower(inner.trim(), |inner| {
        BRACKET_NOTES.iter().any(|note| match note.strip_suffix('*') {
            Some(start) => inner.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
            None => inner == *note,
        })
    })
}

/// What a table column with this head holds.
pub(super) fn column(head: &str) -> Option<Column> {
    if head.len() > 60 {
        return None;
    }
    let head = head.trim().trim_end_matches(':');
    let is_odd = |pair: &[u8]| pair == b"  " || matches!(pair[1], b'\n' | b'\t' | 0xa0);
    if head.as_bytes().windows(2).any(is_odd) {
        return COLUMNS.get(head.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ").as_str()).copied();
    }
    lower(head, |head| COLUMNS.get(head).copied())
}

/// The first status phrase in a text, the longest where several start at one place.
pub(super) fn status(text: &str) -> Option<Status> {
    let (phrases, states) = &*STATUS;
    phrases
        .find_overlapping_iter(text)
        .filter(|found| is_phrase(text, found.start()..found.end()))
        .min_by_key(|found| (found.start(), std::cmp::Reverse(found.end())))
        .map(|found| states[found.pattern()])
}

/// The status of a text that is a status and nothing else: `Done!`, `all done`, `done, paid`.
pub(super) fn bare_status(text: &str) -> Option<Status> {
    let end = memchr::memchr3(b',', b'/', b';', text.as_bytes()).unwrap_or(text.len());
    let first = bare(&text[..end]);
    let led = ["all", "now", "still", "action", "currently"];
    if first.len() > STATUS.0.max_pattern_len() + "currently ".len() {
        return None;
    }
    let first = match first.split_once(' ') {
        Some((word, rest)) if led.iter().any(|lead| word.eq_ignore_ascii_case(lead)) => rest,
        _ => first,
    };
    let (phrases, states) = &*STATUS;
    if first.len() > phrases.max_pattern_len() {
        return None;
    }
    phrases
        .find_overlapping_iter(first)
        .find(|found| found.start() == 0 && found.end() == first.len())
        .map(|found| states[found.pattern()])
}

/// Whether a phrase stands in `text` with word bounds at both ends, and is no infinitive (`to complete`).
fn is_phrase(text: &str, range: Range<usize>) -> bool {
    let (before, after) = (&text[..range.start], &text[range.end..]);
    let is_infinitive = before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"to ");
    !before.ends_with(char::is_alphanumeric)
        && !after.starts_with(char::is_alphanumeric)
        && (!is_infinitive || text[range].contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_known_with_slashes_and_full_stops() {
        for word in ["Cllr", "T/Inspector", "Det,Ch.Insp.", "T/D/Supt", "Mrs"] {
            assert!(title(word).is_some(), "{word}");
        }
        assert_eq!(title("Hull"), None);
    }

    #[test]
    fn the_first_and_longest_status_phrase_counts() {
        assert_eq!(status("Not yet complete, to be completed"), Some(Status::Open));
        assert_eq!(status("Carried forward"), Some(Status::CarriedForward));
        assert_eq!(status("Abandoned"), None);
    }
}
