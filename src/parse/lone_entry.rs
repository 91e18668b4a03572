//! Entries of lists that are one person each: surname first, a post before the name, an organisation behind it.

use super::flow::{Kind, Para};
use super::initials::{latin, may_stand_for};
use super::known::{Sort, known};
use super::listing::post_words;
use super::name::{is_name, is_name_word};
use super::names::{self, Entry};
use super::table::is_initials;
use super::tokens::tokens;
use super::words;
use std::borrow::Cow;

/// One person told by a surname before the first name and an organisation, or by a post before the name.
pub(super) fn told(text: &str) -> Option<Entry> {
    surname_first(text).filter(|entry| entry.organisation.is_some()).or_else(|| post_and_name(text))
}

/// `Berg, Anna` or `Berg, Anna; Northmere Council`: one person, surname first, and where they belong.
///
/// Two names of one word each read alike: this is for cells, or where the organisation tells that it is one person.
pub(super) fn surname_first(text: &str) -> Option<Entry> {
    if !text.contains(',') {
        return None;
    }
    let (name, organisation) = match text.split_once(';') {
        Some((name, organisation)) => (name, Some(organisation.trim())),
        None => (text, None),
    };
    let (last, first) = name.trim().split_once(", ")?;
    let is_name = |part: &str, most: usize| {
        let mut words = part.split_whitespace();
        part.split_whitespace().count() <= most
            && words.all(|word| is_name_word(word) && words::title(word).is_none() && !word.ends_with([',', ':']))
    };
    let fits = is_name(last, 1) && is_name(first, 3) && last.chars().count() > 1;
    fits.then(|| Entry {
        name: format!("{} {last}", first.trim()),
        organisation: organisation.filter(|name| !name.is_empty() && !name.contains(';')).map(str::to_owned),
        range: 0..text.len(),
        ..Entry::default()
    })
}

/// `Anna Berg, Northmere Council (Voting Member)`: behind the one comma stands where the person belongs.
pub(super) fn name_and_organisation(text: &str) -> Option<Entry> {
    let (name, rest) = text.split_once(", ")?;
    let mut entry = names::people(name).into_iter().next()?;
    let (organisation, role) = match rest.split_once(" (") {
        Some((organisation, role)) => (organisation, Some(role.trim_end_matches([')', '.', ' ']))),
        None => (rest.trim_end_matches(['.', ' ']), None),
    };
    let is_post = organisation.split_whitespace().any(words::is_post);
    let field = if is_post { &mut entry.role } else { &mut entry.organisation };
    field.get_or_insert_with(|| organisation.trim().to_owned());
    entry.role = entry.role.or_else(|| role.map(str::to_owned));
    entry.range = 0..text.len();
    Some(entry)
}

/// `Anna Berg, Unite`: a full name and one word more, which is no second name.
pub(super) fn one_and_organisation(text: &str) -> Option<Entry> {
    if let Some(entry) = one_and_parts(text) {
        return Some(entry);
    }
    let (name, rest) = text.split_once(", ").filter(|(_, rest)| !rest.contains([',', '(', ';']))?;
    let is_full = (2..=3).contains(&name.split(' ').count()) && name.split(' ').all(is_name_word);
    let is_short = rest.split(' ').count() == 1 && words::title(rest).is_none();
    Some(text).filter(|_| is_full && is_short).and_then(name_and_organisation)
}

/// `Anna Berg (AB), NHT, Harbour Computing`, `Anna Berg, NHT, Harbour Computing`: one name, its letters, and where it belongs.
fn one_and_parts(text: &str) -> Option<Entry> {
    let (before, rest) = text.split_once(", ").filter(|(_, rest)| !rest.contains(['(', ';', '/']))?;
    let (name, letters) = match before.split_once(" (") {
        Some((name, letters)) => (name, Some(latin(letters.strip_suffix(')')?))),
        None => (before, None),
    };
    let is_full = (2..=3).contains(&name.split(' ').count()) && name.split(' ').all(is_name_word);
    if !is_full || letters.as_ref().is_some_and(|letters| !is_initials(letters) || !may_stand_for(letters, name)) {
        return None;
    }
    let mut parts = rest.split(", ");
    let body = parts.next()?;
    let is_acronym = body.len() > 2 && body.bytes().all(|letter| letter.is_ascii_uppercase());
    let names_more = rest.contains(" and ")
        || rest.split(", ").any(|part| {
            let first = part.split(' ').next().unwrap_or_default();
            words::title(first).is_some() || known(first).is(Sort::GivenName) || words::is_personal_post(first)
        });
    (is_acronym && !names_more && parts.next().is_some()).then(|| Entry {
        name: name.to_owned(),
        initials: letters.map(Cow::into_owned),
        organisation: Some(rest.trim_end_matches(['.', ' ']).to_owned()),
        range: 0..text.len(),
        ..Entry::default()
    })
}

/// `Anna Berg (AB) Head Teacher`: a name and its letters, whatever stands behind them.
pub(super) fn opens_with_letters(text: &str) -> bool {
    const LONGEST: usize = 48;
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let Some((name, (letters, _))) = head.split_once(" (").and_then(|(name, rest)| Some((name, rest.split_once(')')?)))
    else {
        return false;
    };
    let is_full = (2..=4).contains(&name.split(' ').count()) && name.split(' ').all(is_name_word);
    let own = letters.chars().filter(|c| c.is_uppercase()).collect::<String>();
    is_full && letters.chars().count() < 6 && own.len() > 1 && may_stand_for(&latin(&own), name)
}

/// `Chairperson Anna Berg`: a post, a name, and nothing else.
pub(super) fn post_and_name(text: &str) -> Option<Entry> {
    let text = text.trim_end_matches([' ', ',', '.']);
    if text.len() > 80 || text.contains([',', ';', ':', '(', '[']) {
        return None;
    }
    let tokens = tokens(text);
    let post = post_words(&tokens);
    let name = tokens.get(post..).filter(|name| post > 0 && (2..=3).contains(&name.len()))?;
    let is_name = name.iter().all(|token| is_name(token.word, token.known) && token.known.title().is_none());
    is_name.then(|| Entry {
        name: text[name[0].start..].to_owned(),
        role: Some(text[..tokens[post - 1].end()].to_owned()),
        range: 0..text.len(),
        ..Entry::default()
    })
}

/// Whether the list around an entry gives each person with one comma, so that it parts name and organisation.
pub(super) fn has_one_comma(paras: &[Para], index: usize) -> bool {
    let is_entry = |para: &&Para| matches!(para.kind, Kind::Item { .. });
    let around = paras[..index].iter().rev().take_while(is_entry).chain(paras[index..].iter().take_while(is_entry));
    let (mut fits, mut all) = (0, 0);
    for para in around {
        all += 1;
        let parts: Vec<&str> = para.string().split(", ").collect();
        let is_name = |part: &str| (2..=4).contains(&part.split(' ').count()) && part.split(' ').all(is_name_word);
        fits += usize::from(parts.len() == 2 && is_name(parts[0]));
    }
    is_entry(&&paras[index]) && fits >= 3 && fits * 3 >= all * 2 && paras[index].string().matches(", ").count() == 1
}

/// `Jason`: one name that stands alone behind a label or in an entry.
pub(super) fn lone_name(text: &str) -> Option<Entry> {
    let name = text.trim().trim_end_matches('.');
    let is_name = name.chars().count() >= 3
        && name.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
        && name.contains(char::is_lowercase)
        && is_name_word(name)
        && !words::is_not_opener(name)
        && !words::is_personal_post(name)
        && words::title(name).is_none()
        && words::attendance(name).is_none()
        && words::verb(&name.to_lowercase()).is_none()
        && !matches!(name.to_lowercase().as_str(), "nil" | "none" | "apologies" | "noted" | "received" | "accepted");
    is_name.then(|| Entry { name: name.to_owned(), range: 0..text.len(), ..Entry::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_may_stand_first() {
        let check = |text: &str, expected: Option<(&str, Option<&str>)>| {
            let entry = surname_first(text);
            let got = entry.as_ref().map(|entry| (entry.name.as_str(), entry.organisation.as_deref()));
            assert_eq!(got, expected, "{text}");
        };
        check("Berg, Anna", Some(("Anna Berg", None)));
        check("Berg, Anna; Northmere Council", Some(("Anna Berg", Some("Northmere Council"))));
        check("Anna Berg, Clerk", None);
        check("Cllr Berg, Cllr Moss", None);
    }

    #[test]
    fn behind_one_comma_stands_the_organisation() {
        let entry = name_and_organisation("Anna Berg, Harbour Trust (Voting Member)").unwrap();
        assert_eq!(
            (entry.organisation.as_deref(), entry.role.as_deref()),
            (Some("Harbour Trust"), Some("Voting Member"))
        );
        assert_eq!(name_and_organisation("Tom Moss, Clerk").unwrap().role.as_deref(), Some("Clerk"));
    }

    #[test]
    fn one_word_may_name_a_person() {
        assert_eq!(lone_name("Jason.").map(|entry| entry.name).as_deref(), Some("Jason"));
        for text in ["None", "Received", "the Clerk", "Chair", "Two names"] {
            assert_eq!(lone_name(text), None, "{text}");
        }
    }
}
