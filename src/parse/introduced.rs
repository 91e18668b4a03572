//! People whom the text introduces, with their initials in brackets.

use super::initials::{latin, may_stand_for};
use super::names::{self, Entry};
use super::tokens::Token;
use super::words;
use crate::meeting::{Attendance, Person};
use std::ops::Range;

/// People whom the text introduces with initials: `Claire Hart (CH), Head of Service`.
///
/// `acts` tells whether letters speak or own something in the document.
pub(super) fn introduced(text: &str, acts: &dyn Fn(&str) -> bool) -> Vec<(Person, Range<usize>)> {
    let mut found = Vec::new();
    for open in memchr::memchr2_iter(b'(', b'[', text.as_bytes()) {
        let Some(close) = text[open..].chars().take(8).position(|c| matches!(c, ')' | ']')) else { continue };
        let inner: String = text[open..].chars().skip(1).take(close.saturating_sub(1)).collect();
        let initials = latin(&inner).into_owned();
        if !super::clause::is_letters(&initials) {
            continue;
        }
        let start = name_start(text, open);
        let written = text[start..open].trim();
        let is_labelled = text[..start].trim_end().ends_with(':') && acts(&initials);
        let Some(entry) = own_name(written, &initials, is_labelled) else { continue };
        let end = open + text[open..].char_indices().nth(close).map_or(0, |(at, c)| at + c.len_utf8());
        let role = role_behind(&text[end..]);
        // an acronym is explained in the same way: only people have ranks and posts, speak and own
        if role.is_none() && entry.role.is_none() && !acts(&initials) {
            continue;
        }
        let person = Person {
            name: entry.name,
            initials: Some(initials),
            role: role.or(entry.role),
            attendance: Attendance::Other,
            ..Person::default()
        };
        found.push((person, start..end));
    }
    found
}

/// Start of the up to six capitalised words before a bracket.
fn name_start(text: &str, open: usize) -> usize {
    let mut start = open;
    for _ in 0..6 {
        let before = text[..start].trim_end();
        let word = before
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        if !before[word..].starts_with(char::is_uppercase)
            || (before.ends_with(['.', ';', ':', ')']) && start < open && !goes_on(&before[word..]))
        {
            break;
        }
        start = word;
    }
    start
}

/// Whether a name goes on behind a word that ends in a full stop: a rank or an initial.
fn goes_on(word: &str) -> bool {
    words::title(word).is_some() || word.strip_suffix('.').is_some_and(|letter| letter.chars().count() == 1)
}

/// The post that follows the bracket: `, Head of Service`.
fn role_behind(text: &str) -> Option<String> {
    let rest = text.strip_prefix(", ")?;
    let end = rest.find(['.', ',', ';', ')', '\n']).unwrap_or(rest.len());
    let role = rest[..end].trim();
    let is_post =
        role.starts_with(char::is_uppercase) && role.len() < 70 && role.split_whitespace().any(words::is_post);
    is_post.then(|| role.to_owned())
}

/// The words before the bracket that are the name, rank apart; none where the letters are not its initials.
///
/// Behind a label (`Presenter: Gert Castle (GCL)`) the whole is a name, and its letters may be any that begin like it.
fn own_name(written: &str, initials: &str, is_labelled: bool) -> Option<Entry> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let letter = initials.chars().next()?;
    let opens_alike = |from: usize| {
        let name = words[from..].iter().find(|word| words::title(word).is_none());
        name.is_some_and(|name| latin(words::bare(name)).starts_with(letter))
    };
    (0..words.len()).filter(|&from| is_labelled && from == 0 || opens_alike(from)).find_map(|from| {
        let part = words[from..].join(" ");
        let entry = names::people(&part).into_iter().next().or_else(|| initial_and_surname(&part))?;
        let is_whole = part.ends_with(entry.name.as_str());
        let is_plausible =
            !entry.name.split_whitespace().any(|word| words::is_organisation(word) || words::is_post(word));
        let may_stand =
            may_stand_for(initials, &entry.name) || is_labelled && from == 0 && entry.name.starts_with(letter);
        (is_whole && is_plausible && may_stand && entry.name.contains(' ')).then_some(entry)
    })
}

/// `G Hartley`.
fn initial_and_surname(text: &str) -> Option<Entry> {
    let (first, last) = text.split_once(' ')?;
    let fits = first.trim_end_matches('.').chars().count() == 1 && last.chars().count() > 2 && !last.contains(' ');
    fits.then(|| Entry { name: text.to_owned(), ..Entry::default() })
}

/// The last word of the note in brackets behind the letters at `at`, or `at`: `AB (acting chair) agreed`.
pub(super) fn behind_note<'a>(at: usize, token: impl Fn(usize) -> Option<Token<'a>>) -> usize {
    const LONGEST: usize = 4;
    let opens = token(at + 1).is_some_and(|next| next.raw.starts_with('('));
    let closes = |next: &usize| token(*next).is_some_and(|next| next.raw.ends_with(')'));
    if opens { (at + 1..=at + LONGEST).find(closes).unwrap_or(at) } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_before_their_initials() {
        let names = |text: &str| -> Vec<String> {
            introduced(text, &|_| true).into_iter().map(|(person, _)| person.name).collect()
        };
        assert_eq!(names("We thanked OPCN Anna Berg (AB) for this."), ["Anna Berg"]);
        assert_eq!(names("Presenter: Gert Castle (GCL)"), ["Gert Castle"]);
        assert_eq!(names("Presenter: Élodie Castle (ÉCL)"), ["Élodie Castle"]);
        assert_eq!(names("The Harbour Board (HB) met."), Vec::<String>::new());
    }
}
