//! The word tables of the parser: plain files beside this one that anybody can extend.

use super::hold::{find, holds, opens, trimmed};
use super::known::{self, LONGEST, Sort, entry, known};
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
    /// A list of people beside others: `Present | Apologies`.
    Listed(Attendance),
    Other,
}

/// What a title before a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    Courtesy,
    Rank,
}

pub(super) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line))
}

/// `# ...`; the column head `# | number` is an entry.
fn is_comment(line: &str) -> bool {
    line.starts_with("# ") && !line.starts_with("# |")
}

pub(super) fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.rsplit_once('|')).map(|(left, right)| (left.trim(), right.trim()))
}

pub(super) static ATTENDANCE: LazyLock<FxHashMap<&'static str, Attendance>> = LazyLock::new(|| {
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

/// How many words the head of a column has at the most, a colon that stands apart included.
pub(super) static MOST_OF_HEAD: LazyLock<usize> =
    LazyLock::new(|| 1 + COLUMNS.keys().map(|head| head.split(' ').count()).max().unwrap_or(0));

static LONGEST_HEAD: LazyLock<usize> = LazyLock::new(|| COLUMNS.keys().map(|head| head.len()).max().unwrap_or(0));

/// The notes in brackets, by the byte that they begin with.
static BRACKET_NOTES: LazyLock<FxHashMap<u8, Vec<&'static str>>> = LazyLock::new(|| {
    let mut notes: FxHashMap<u8, Vec<&'static str>> = FxHashMap::default();
    for note in lines(include_str!("words/bracket_notes.txt")) {
        notes.entry(note.as_bytes()[0]).or_default().push(note);
    }
    notes
});

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
    known(word).verb()
}

/// What a word before a name is; full stops and case do not matter.
pub(super) fn title(word: &str) -> Option<Title> {
    known(bare(word)).title()
}

/// Whether a word (any case) belongs to the name of a post.
pub(super) fn is_post(word: &str) -> bool {
    known(bare(word)).is(Sort::Post)
}

/// Whether a word (any case) opens a sentence and never a heading.
pub(super) fn is_not_opener(word: &str) -> bool {
    known(word).is(Sort::NotOpener)
}

/// Whether a word (any case) is a post that speaks as one person.
pub(super) fn is_personal_post(word: &str) -> bool {
    known(word).is(Sort::PersonalPost)
}

/// Whether a word is such a post of several people: `Directors`.
pub(super) fn is_personal_posts(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(is_personal_post)
}

/// Whether a lower-case word makes a sentence of what holds it.
pub(super) fn is_finite_verb(word: &str) -> bool {
    known(word).is(Sort::FiniteVerb)
}

/// Whether a word makes a sentence of what holds it: a finite verb, or a reporting verb in any case.
pub(super) fn is_verb(word: &str) -> bool {
    let known = known(word);
    known.is(Sort::FiniteVerb) || known.verb().is_some()
}

/// Whether a word (any case) belongs to the name of a place where people meet.
pub(super) fn is_place(word: &str) -> bool {
    known(bare(word)).is(Sort::Place)
}

/// Whether a word (any case) belongs to the name of an organisation.
pub(super) fn is_organisation(word: &str) -> bool {
    known(bare(word)).is(Sort::Organisation)
}

/// Whether a text opens with the first word of an attendance label.
pub(super) fn opens_attendance(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '*');
    if let Some((length, known)) = known::opening(text.as_bytes())
        && matches!(text.as_bytes().get(length), None | Some(b' '))
    {
        return known.is(Sort::OpensAttendance);
    }
    // the longest opener and a few marks behind it
    let head = &text[..text.floor_char_boundary(2 * LONGEST)];
    let first = head.split(char::is_whitespace).next().unwrap_or_default();
    entry(first.trim_end_matches([':', '-', '–', '.']).as_bytes()).is_some_and(|known| known.is(Sort::OpensAttendance))
}

/// What an attendance label says of those listed; punctuation at its end does not matter.
pub(super) fn attendance(label: &str) -> Option<Attendance> {
    if label.len() > 60 || !opens_attendance(label) {
        return None;
    }
    let label = label.trim_matches([' ', '*']).trim().trim_end_matches([':', '-', '–', '.', ' ']);
    let label = match find(label, " (") {
        Some(note) if label.ends_with(')') => &label[..note],
        Some(_) => return None,
        None => label,
    };
    // nearly no label has other blanks than single ones
    let has_odd_blank = label.bytes().any(|byte| !byte.is_ascii_graphic() && byte != b' ');
    let is_spaced = (has_odd_blank || label.contains("  ") || label != trimmed(label))
        && label.split(' ').any(|word| word.is_empty() || word.contains(char::is_whitespace));
    let label = if is_spaced { Cow::Owned(single_spaced(label)) } else { Cow::Borrowed(label) };
    lower(&label, |label| ATTENDANCE.get(label).copied())
}

/// Whether brackets behind a name say how somebody took part or why somebody is away.
pub(super) fn is_bracket_note(inner: &str) -> bool {
    lower(inner.trim(), |inner| {
        let is_note = |note: &&str| match note.strip_suffix('*') {
            Some(start) => inner.strip_prefix(start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)),
            None => inner == *note,
        };
        let notes = inner.as_bytes().first().and_then(|first| BRACKET_NOTES.get(first));
        notes.is_some_and(|notes| notes.iter().any(is_note))
    })
}

/// A text with its words one blank apart.
fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a table column with this head holds.
pub(super) fn column(head: &str) -> Option<Column> {
    if head.len() > 60 {
        return None;
    }
    let head = head.trim().trim_end_matches(':');
    if head.contains([' ', '/']) {
        // `ACTION from 3 May`
        let is_dated = || opens(head, "action") && holds(head, " from ");
        return whole_head(head).or_else(|| joined_head(head)).or_else(|| is_dated().then_some(Column::Action));
    }
    whole_head(head)
}

/// `Decision / Action`, `Agenda item and discussion`: what the column holds by the parts of its head.
///
/// Actions stand beside whatever else; other parts must agree, and nobody is told of by a part alone.
fn joined_head(head: &str) -> Option<Column> {
    let marks = [" / ", "/", " & ", " and "];
    let mark = marks.iter().find(|mark| head.contains(**mark))?;
    let parts: Vec<Option<Column>> = head.split(*mark).map(whole_head).collect();
    let is_told = |column: &Column| matches!(column, Column::Text | Column::Owner | Column::Due | Column::Status);
    if parts.contains(&Some(Column::Action)) {
        return Some(Column::Action);
    }
    let first = parts[0].filter(is_told)?;
    parts.iter().all(|part| *part == Some(first)).then_some(first)
}

fn whole_head(head: &str) -> Option<Column> {
    let is_odd = |pair: &[u8]| pair == b"  " || matches!(pair[1], b'\n' | b'\t' | 0xa0);
    if head.as_bytes().windows(2).any(is_odd) {
        return COLUMNS.get(single_spaced(&head.to_lowercase()).as_str()).copied();
    }
    if head.len() > *LONGEST_HEAD { None } else { lower(head, |head| COLUMNS.get(head).copied()) }
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
