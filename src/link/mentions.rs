//! People whom the text names in passing: by letters that may be initials, or by rank and name.

use crate::meeting::Meeting;
use crate::parse;
use std::collections::BTreeSet;

/// What the passages of a meeting call people that its lists and speakers do not show.
pub(super) fn mentions(meeting: &Meeting) -> Vec<String> {
    let mut known: BTreeSet<&str> = meeting.people.iter().flat_map(|row| row.initials.as_deref()).collect();
    known.extend(meeting.people.iter().map(|row| row.name.as_str()));
    known.extend(meeting.statements.iter().map(|statement| statement.speaker.as_str()));
    known.extend(meeting.actions.iter().flat_map(|action| &action.owners).map(String::as_str));
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for passage in &meeting.passages {
        in_text(&passage.text, &mut found);
    }
    found.into_iter().filter(|name| !known.contains(name)).map(str::to_owned).collect()
}

/// A word of a text without the marks around it.
struct Word<'a> {
    start: usize,
    text: &'a str,
    /// Whether the clause goes on behind it.
    is_open: bool,
}

fn in_text<'a>(text: &'a str, found: &mut BTreeSet<&'a str>) {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let is_mark = |letter: char| !letter.is_alphanumeric();
        let word = part.trim_start_matches(is_mark);
        let start = at + part.len() - word.len();
        let word = word.trim_end_matches(is_mark);
        let is_open = part.trim_end().ends_with(char::is_alphanumeric);
        let text = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        words.push(Word { start, text, is_open });
        at += part.len();
    }
    for (at, word) in words.iter().enumerate() {
        let count = word.text.chars().count();
        if (2..=3).contains(&count) && parse::are_initials(word.text) {
            found.insert(word.text);
        }
        let is_titled = parse::is_title(word.text) && word.text.starts_with(char::is_uppercase) && word.is_open;
        let is_first = at == 0 || !parse::is_title(words[at - 1].text);
        if is_titled
            && is_first
            && let Some(end) = name_end(&words, at)
        {
            found.insert(&text[word.start..end]);
        }
    }
}

/// End of the one to three capitalised words behind the titles that start at `at`.
fn name_end(words: &[Word], at: usize) -> Option<usize> {
    let titles = words[at..].iter().take_while(|word| parse::is_title(word.text) && word.is_open).count();
    let mut end = None;
    for word in words[at + titles..].iter().take(3) {
        let is_name = word.text.starts_with(char::is_uppercase)
            && word
                .text
                .chars()
                .skip(1)
                .all(|letter| letter.is_lowercase() || matches!(letter, '-' | '\'' | '’') || letter.is_uppercase())
            && word.text.chars().any(char::is_lowercase)
            && !parse::is_post(word.text);
        if !is_name {
            break;
        }
        end = Some(word.start + word.text.len());
        if !word.is_open {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_titled_names_are_mentions() {
        let mut found = BTreeSet::new();
        in_text(
            "TB asked T/Inspector Marsh, Mrs Olive Wood and the Chief Constable to see LO's plan (ABCD).",
            &mut found,
        );
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["LO", "Mrs Olive Wood", "T/Inspector Marsh", "TB"]);
    }
}
