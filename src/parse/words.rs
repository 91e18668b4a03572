//! The word tables of the parser: plain files beside this one that anybody can extend.

use crate::meeting::{Attendance, Status};
use aho_corasick::AhoCorasick;
use rustc_hash::{FxHashMap, FxHashSet};
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
    line.starts_with("# ") && !line.contains('|')
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(table).filter_map(|line| line.rsplit_once('|')).map(|(left, right)| (left.trim(), right.trim()))
}

static VERBS: LazyLock<FxHashMap<&'static str, VerbClass>> = LazyLock::new(|| {
    let mut verbs = FxHashMap::default();
    for (forms, class) in pairs(include_str!("words/reporting_verbs.txt")) {
        let class = match class {
            "ask" => VerbClass::Ask,
            "propose" => VerbClass::Propose,
            "raise" => VerbClass::Raise,
            "formal" => VerbClass::Formal,
            _ => VerbClass::Tell,
        };
        verbs.extend(forms.split_whitespace().map(|form| (form, class)));
    }
    verbs
});

static TITLES: LazyLock<FxHashMap<&'static str, Title>> = LazyLock::new(|| {
    lines(include_str!("words/titles.txt"))
        .filter_map(|line| line.split_once(' '))
        .map(|(word, kind)| (word, if kind.trim() == "courtesy" { Title::Courtesy } else { Title::Rank }))
        .collect()
});

static POSTS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| lines(include_str!("words/posts.txt")).collect());

static ORGANISATIONS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("words/organisations.txt")).collect());

static PERSONAL_POSTS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("words/personal_posts.txt")).collect());

static NOT_OPENERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("words/not_openers.txt")).collect());

static PLACES: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| lines(include_str!("words/places.txt")).collect());

static GIVEN_NAMES: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("words/given_names.txt")).flat_map(str::split_whitespace).collect());

static FINITE_VERBS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| lines(include_str!("words/finite_verbs.txt")).collect());

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

static ATTENDANCE_OPENERS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| ATTENDANCE.keys().filter_map(|label| label.split(' ').next()).collect());

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

/// Runs `look_up` on a word in lower case; short ASCII words cost no allocation.
fn lower<T>(word: &str, look_up: impl FnOnce(&str) -> T) -> T {
    let mut short = [0u8; 32];
    match short.get_mut(..word.len()) {
        Some(buffer) if word.is_ascii() => {
            buffer.copy_from_slice(word.as_bytes());
            buffer.make_ascii_lowercase();
            look_up(std::str::from_utf8(buffer).unwrap_or(word))
        }
        _ => look_up(&word.to_lowercase()),
    }
}

/// The class of a reporting verb, in any case.
pub(super) fn verb(word: &str) -> Option<VerbClass> {
    if word.len() > 32 { None } else { lower(word, |word| VERBS.get(word).copied()) }
}

/// What a word before a name is; full stops and case do not matter, `T/Inspector` counts as its parts.
pub(super) fn title(word: &str) -> Option<Title> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word.len() < 2 || word.len() > 32 {
        return None;
    }
    lower(word, |word| {
        let mut found = None;
        for part in word.split(['/', '.', ',']).filter(|part| !part.is_empty()) {
            found = Some(*TITLES.get(part)?);
        }
        found
    })
}

/// Whether a word (any case) belongs to the name of a post.
pub(super) fn is_post(word: &str) -> bool {
    lower(word.trim_matches(|c: char| !c.is_alphanumeric()), |word| {
        POSTS.contains(word)
            || word.split_once('/').is_some_and(|(left, right)| left.len() == 1 && POSTS.contains(right))
    })
}

/// Whether a word (any case) is a post that speaks as one person.
pub(super) fn is_personal_post(word: &str) -> bool {
    lower(word, |word| PERSONAL_POSTS.contains(word))
}

/// Whether a word (any case) opens a sentence and never a heading.
pub(super) fn is_not_opener(word: &str) -> bool {
    lower(word, |word| NOT_OPENERS.contains(word))
}

/// Whether a capitalised word is a given name that anybody knows as one.
pub(super) fn is_given_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && lower(word, |word| GIVEN_NAMES.contains(word))
}

/// Whether a lower-case word makes a sentence of what holds it.
pub(super) fn is_finite_verb(word: &str) -> bool {
    FINITE_VERBS.contains(word)
}

/// Whether a word (any case) belongs to the name of a place where people meet.
pub(super) fn is_place(word: &str) -> bool {
    lower(word.trim_matches(|c: char| !c.is_alphanumeric()), |word| PLACES.contains(word))
}

/// Whether a word (any case) belongs to the name of an organisation.
pub(super) fn is_organisation(word: &str) -> bool {
    lower(word.trim_matches(|c: char| !c.is_alphanumeric()), |word| ORGANISATIONS.contains(word))
}

/// Whether a text opens with the first word of an attendance label.
pub(super) fn opens_attendance(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.trim_end_matches([':', '-', '–', '.']);
    first.len() <= 32 && lower(first, |word| ATTENDANCE_OPENERS.contains(word))
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

/// What a table column with this head holds.
pub(super) fn column(head: &str) -> Option<Column> {
    if head.len() > 60 {
        return None;
    }
    let head = head.trim().trim_end_matches(':').to_lowercase();
    let head = head.split_whitespace().collect::<Vec<_>>().join(" ");
    COLUMNS.get(head.as_str()).copied()
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
    let first = text.split([',', '/', ';']).next().unwrap_or_default();
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let led = ["all", "now", "still", "action", "currently"];
    let first = match first.split_once(' ') {
        Some((word, rest)) if led.iter().any(|lead| word.eq_ignore_ascii_case(lead)) => rest,
        _ => first,
    };
    let (phrases, states) = &*STATUS;
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
