//! Lists as people type them: couples that share a surname, names parted by full stops.

use super::hold::holds;
use super::name::is_name_word;
use super::names::Entry;
use super::words;
use std::borrow::Cow;

/// A list with what its marks hide put right; every byte keeps its place.
pub(super) struct Typed<'a> {
    pub text: Cow<'a, str>,
    /// The first of each couple: `Sue Petty` of `Sue and Alan Petty`.
    pub partners: Vec<Entry>,
}

/// Reads a list for what its marks hide.
pub(super) fn typed(list: &str) -> Typed<'_> {
    let mut text = with_commas(list);
    let mut partners = Vec::new();
    if holds(list, " and ") || list.contains(" & ") {
        let mut at = 0;
        let mut is_before_full = true;
        for part in list.split_inclusive([',', ';']) {
            let from = at + part.len() - part.trim_start().len();
            at += part.len();
            let own = part.trim().trim_end_matches([',', ';', '.']);
            if let Some(first) = couple(own).filter(|_| is_before_full) {
                let surname = own.rsplit(' ').next().unwrap_or_default();
                let name = format!("{first} {surname}");
                partners.push(Entry { name, range: from..from + own.len(), ..Entry::default() });
                let end = from + own.find(" and ").map_or_else(|| own.find(" & ").map_or(0, |at| at + 3), |at| at + 5);
                text.to_mut().replace_range(from..end, &" ".repeat(end - from));
            }
            is_before_full = own.contains(' ');
        }
    }
    Typed { text, partners }
}

/// The first name that stands before `and` and the full name of the other: four words, and nothing else.
fn couple(part: &str) -> Option<&str> {
    let words: Vec<&str> = part.split(' ').collect();
    let [first, "and" | "&", second, surname] = words[..] else { return None };
    let is_name = |word: &&str| is_name_word(word) && words::title(word).is_none() && word.chars().nth(1).is_some();
    let is_common = |word: &&str| word.contains(char::is_lowercase);
    [first, second, surname].iter().all(|word| is_name(word) && is_common(word)).then_some(first)
}

/// `Guy Berg. Alan Moss (Clerk). Jo Hale`: full names, each closed by a full stop.
fn with_commas(list: &str) -> Cow<'_, str> {
    let whole = list.trim().trim_end_matches('.');
    let is_full = |part: &str| {
        let name = part.split(" (").next().unwrap_or_default();
        let count = name.split(' ').count();
        let is_part =
            |word: &str| is_name_word(word) && words::title(word).is_none() || matches!(word, "de" | "van" | "von");
        let last = name.rsplit(' ').next().unwrap_or_default();
        (2..=4).contains(&count)
            && name.split(' ').all(is_part)
            && last.chars().nth(1).is_some()
            && (part.len() == name.len() || part.ends_with(')'))
    };
    if whole.contains(". ") && whole.split(". ").all(is_full) {
        return Cow::Owned(list.replace(". ", ", "));
    }
    Cow::Borrowed(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn couples_and_full_stops_part_names() {
        let read = |text| {
            let typed = typed(text);
            (typed.text.into_owned(), typed.partners.into_iter().map(|entry| entry.name).collect::<Vec<_>>().join("|"))
        };
        assert_eq!(read("Jo Hale, Sue and Alan Berg"), ("Jo Hale,         Alan Berg".into(), "Sue Berg".into()));
        assert_eq!(read("Mary, Sue and Alan Berg").1, "");
        assert_eq!(read("Guy de Mont. Al Berg (Clerk).").0, "Guy de Mont, Al Berg (Clerk).");
        assert_eq!(read("J. Berg, Mr. Moss").0, "J. Berg, Mr. Moss");
    }
}
