//! Lists that name people by one word each: first names, surnames, initials.

use super::hold::find;
use super::initials::latin;
use super::name::is_name_word;
use super::names::Entry;
use super::posts::describe;
use super::table::is_initials;

/// First names, surnames and initials alone, listed with commas: `Nick, JD, Lemming`, `ORG - Bush, Gonzal`.
pub(super) fn short_names(list: &str) -> Vec<Entry> {
    let dash = |first: u8, mark: &str| {
        let mut places = memchr::memchr_iter(first, list.as_bytes()).filter_map(|at| at.checked_sub(1));
        places.find(|at| list.as_bytes()[*at..].starts_with(mark.as_bytes()))
    };
    let (organisation, start) = match dash(b'-', " - ").or_else(|| dash("–".as_bytes()[0], " – ")) {
        Some(at) if at <= 24 && !list[..at].contains(',') => (
            Some(list[..at].trim().to_owned()),
            at + list[at..].len() - list[at..].trim_start_matches([' ', '-', '–']).len(),
        ),
        _ => (None, 0),
    };
    let mut entries = Vec::new();
    let mut at = start;
    for part in entries_of(&list[start..]) {
        let word = part.trim().trim_end_matches([',', ';', '.']).trim_start_matches("and ");
        let from = at + part.len() - part.trim_start().len();
        at += part.len();
        if word.is_empty() {
            continue;
        }
        // `Mo (minutes)`
        let (word, note) = match find(word, " (").map(|at| word.split_at(at + 1)) {
            Some((name, note)) if note[1..].strip_suffix(')').is_some_and(|inner| !inner.contains(['(', ')'])) => {
                (&name[..name.len() - 1], Some(note))
            }
            _ => (word, None),
        };
        // `Anna Berg, JP`: honours behind a name are nobody
        if is_honour(word) && entries.last().is_some_and(|before: &Entry| before.name.contains(' ')) {
            continue;
        }
        let words: Vec<&str> = word.split_whitespace().collect();
        let letters = latin(word);
        let is_short = words.len() <= 2 && words.iter().all(|word| is_name_word(word) || is_initials(&latin(word)));
        if !is_short {
            return Vec::new();
        }
        let initials = is_initials(&letters).then(|| letters.clone().into_owned());
        let range = from..from + word.len();
        let mut entry = Entry { name: letters.into_owned(), initials, range, ..Entry::default() };
        if let Some(note) = note {
            describe(&mut entry, note);
        }
        entry.organisation = entry.organisation.or_else(|| organisation.clone());
        entries.push(entry);
    }
    if entries.len() >= 2 || (organisation.is_some() && !entries.is_empty()) { entries } else { Vec::new() }
}

/// The entries of a list with the marks behind them: a comma in brackets parts none.
pub(super) fn entries_of(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    list.split_inclusive(move |c: char| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth <= 0 && matches!(c, ',' | ';')
    })
}

/// Letters that stand behind the names of those who were honoured, or hold an office.
pub(super) fn is_honour(word: &str) -> bool {
    matches!(
        word,
        "JP" | "OBE"
            | "MBE"
            | "CBE"
            | "BEM"
            | "KC"
            | "QC"
            | "MP"
            | "MEP"
            | "MSP"
            | "QPM"
            | "QSM"
            | "MNZM"
            | "FRS"
            | "ONZM"
            | "CNZM"
            | "KNZM"
            | "QSO"
            | "OAM"
    )
}
