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
    // of many, one may be told by other than a name: `Ann, Ben, Member 7, Tim`
    let mut may_pass = list[start..].matches(',').nth(3).is_some();
    for part in parts(&list[start..]) {
        let word = part.trim().trim_end_matches([',', ';', '.']).trim_start_matches("and ");
        let word = word.strip_suffix(" and").or_else(|| word.strip_suffix(" &")).unwrap_or(word);
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
            if !std::mem::take(&mut may_pass) || entries.is_empty() || words.len() > 2 {
                return Vec::new();
            }
            continue;
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

/// The parts between commas, the last two perhaps parted by `and`.
fn parts(list: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = entries_of(list).collect();
    let Some(last) = parts.last().copied() else { return parts };
    let and = last.find(" and ").or_else(|| last.find(" & ")).map(|at| at + 1);
    let is_outside = |text: &str| text.matches('(').count() == text.matches(')').count();
    if let Some(at) = and.filter(|&at| last[..at].split_whitespace().nth(2).is_none() && is_outside(&last[..at])) {
        let end = at + last[at..].find(' ').map_or(0, |blank| blank + 1);
        parts.pop();
        // what joins them goes with the first, and is no part of its name
        if last[..at].trim().is_empty() {
            parts.push(last);
        } else {
            parts.extend([&last[..end], &last[end..]]);
        }
    }
    parts
}

/// `Anna Berg, Owner`, alone on its line: a full name and one word more, which names nobody.
pub(super) fn with_detail(line: &str) -> Option<Entry> {
    let (name, detail) = line.trim().split_once(", ").filter(|(name, _)| !name.contains(['(', '[']))?;
    let is_full = (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(is_name_word);
    let is_word = !detail.contains([' ', ',', '(', ';']) && detail.chars().nth(2).is_some() && !is_honour(detail);
    let has_capital = detail.starts_with(char::is_uppercase) && detail.contains(char::is_lowercase);
    let mut entry = Entry { name: name.to_owned(), range: 0..line.len(), ..Entry::default() };
    describe(&mut entry, detail);
    (is_full && is_word && has_capital).then_some(entry)
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
