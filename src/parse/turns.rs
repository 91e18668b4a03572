//! Speaker turns: `YSV: ...`, `JT - ...`, `Anna Berg: ...`.

use super::codes;
use super::flow::{Kind, Para};
use super::initials::latin;
use super::known::{Sort, known};
use super::roster::Roster;
use super::tokens::{self, Words};
use super::words;
use ahash::AHashMap;
use unicode_normalization::char::is_combining_mark;

/// How the speakers of one document are marked.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// Whether most of the document is turns, so that any label is a speaker.
    pub is_transcript: bool,
    /// Whether several full names stand before colons.
    has_names: bool,
    counts: AHashMap<String, usize>,
}

/// Whether a label with a colon, in lower case, never speaks.
fn is_silent(label: &str) -> bool {
    matches!(
        label,
        "action"
            | "actions"
            | "motion"
            | "note"
            | "notes"
            | "nb"
            | "topic"
            | "resolution"
            | "resolved"
            | "conclusion"
            | "summary"
            | "agenda"
            | "present"
            | "apologies"
            | "remote"
            | "scribe"
            | "date"
            | "time"
            | "location"
            | "venue"
            | "subject"
            | "from"
            | "to"
            | "cc"
            | "re"
            | "resolutions"
            | "attendees"
            | "decision"
            | "status"
            | "next"
            | "organizer"
            | "regrets"
            | "chair"
            | "aob"
            | "todo"
            | "url"
            | "link"
            | "links"
            | "presenter"
            | "presenters"
            | "proposal"
            | "slides"
            | "cost"
            | "incoming"
    )
}

/// A speaker's label at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    /// The speaker as written.
    pub speaker: String,
    /// Where the words start (byte).
    pub body: usize,
}

/// So many different names before colons are those of speakers, even if none speaks twice.
const SPEAKERS: usize = 3;

/// Bytes within which the mark behind a label stands.
const LONGEST: usize = 96;

/// Words of the longest label.
const MOST: usize = 6;

/// The label of a paragraph, whoever it names: speaker, whether a dash marks it, and start of the rest.
///
/// A capital opens it, perhaps behind a bracket; behind its last word stands a colon, or a dash between blanks.
fn label(text: &str) -> Option<(&str, bool, usize)> {
    let head = &text[..text.floor_char_boundary(LONGEST)];
    // the en and the em dash begin with one byte
    memchr::memchr3(b':', b'-', 0xe2, head.as_bytes())?;
    let opening = head.trim_start();
    let opening = opening.strip_prefix('[').unwrap_or(opening);
    if !tokens::starts_upper(opening) {
        return None;
    }
    let start = head.len() - opening.len();
    let is_first = |c: char| is_letter(c) || is_combining_mark(c);
    let mut end = start + opening.find(|c| !is_first(c)).unwrap_or(opening.len());
    for _ in 0..MOST {
        if let Some((is_dash, rest)) = mark(&head[end..]) {
            return Some((&head[start..end], is_dash, end + rest));
        }
        let behind = head[end..].trim_start_matches([' ', ',']);
        let word = behind.find(|c| !is_letter(c)).unwrap_or(behind.len());
        if word == 0 || behind.len() == head.len() - end {
            return None;
        }
        end = head.len() - behind.len() + word;
    }
    None
}

/// Whether the marks of a paragraph are those of a turn: behind its label, or around it.
pub(super) fn may_speak(words: &Words) -> bool {
    words.may_hold("-:<–".as_bytes())
}

/// What the words of a label are made of.
fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '\'' | '’' | '(' | ')' | '&' | '/' | '_' | '-' => true,
        _ => !c.is_ascii() && c.is_alphabetic() && !is_combining_mark(c),
    }
}

/// The mark that a text opens with, perhaps behind a bracket: whether it is a dash, and its end with the blank behind it.
fn mark(text: &str) -> Option<(bool, usize)> {
    let inner = text.strip_prefix(']').unwrap_or(text);
    let from = inner.trim_start();
    let is_dash = !from.starts_with(':');
    if is_dash && (from.len() == inner.len() || !from.starts_with(['-', '–', '—'])) {
        return None;
    }
    let mut behind = from.chars();
    behind.next();
    let is_closed = behind.next().is_none_or(char::is_whitespace);
    is_closed.then(|| (is_dash, text.len() - behind.as_str().len()))
}

impl Turns {
    /// Counts the labels of a document.
    pub(super) fn of(paras: &[Para]) -> Self {
        let mut counts: AHashMap<String, usize> = AHashMap::new();
        let mut labelled = 0;
        let mut plain = 0;
        for para in paras.iter().filter(|para| matches!(para.kind, Kind::Plain | Kind::Item { .. })) {
            plain += 1;
            if may_speak(&para.words)
                && let Some((label, false, _)) = label(para.string())
                && !words::lower(label, is_silent)
            {
                labelled += 1;
                *counts.entry(label.to_owned()).or_default() += 1;
            }
        }
        let repeated: usize = counts.values().filter(|&&count| count > 1).sum();
        let is_transcript = labelled >= 8 && labelled * 10 >= plain * 3 && repeated * 2 >= labelled;
        let has_names = counts.keys().filter(|label| is_full_name(label)).count() >= SPEAKERS;
        Self { is_transcript, has_names, counts }
    }

    /// Reads a paragraph as a speaker's turn.
    pub(super) fn turn(&self, text: &str, roster: &Roster) -> Option<Turn> {
        if let Some(rest) = text.trim_start().strip_prefix("MOTION:") {
            let shift = text.len() - rest.trim_start().len();
            let turn = self.turn(rest.trim_start(), roster)?;
            return Some(Turn { body: turn.body + shift, ..turn });
        }
        // `Question AB: is it so?`
        if let Some(rest) = text.strip_prefix("Question ").filter(|rest| rest.contains(':')) {
            let turn = self.turn(rest, roster).filter(|turn| roster.find(&turn.speaker).is_some())?;
            return Some(Turn { body: turn.body + text.len() - rest.len(), ..turn });
        }
        if let Some(turn) = nick(text) {
            return Some(turn);
        }
        if let Some(turn) = listed_nick(text, roster) {
            return Some(turn);
        }
        let (label, is_dash, body) = label(text)?;
        let is_chair = || label.eq_ignore_ascii_case("chair") && self.is_transcript;
        let is_asked = matches!(label, "Q" | "A") && !roster.has_initials(label);
        // `A-17 (Bill): ...` is an action by its code
        let is_code = label.contains('-') && codes::leading(label).is_some();
        // `AI: ...` is an action, unless somebody has these letters
        let is_mark =
            matches!(label, "AI" | "AIs" | "AP" | "APs") && !self.is_transcript && !roster.has_initials(label);
        if is_asked || is_mark || is_code || words::lower(label, is_silent) && !is_chair() {
            return None;
        }
        if is_dash && text[body.min(text.len())..].starts_with(['£', '$', '€']) {
            return None;
        }
        let letters = latin(label);
        let is_letters = (2..=4).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
        let is_listed = roster.has_initials(&letters)
            || (label.split_whitespace().count() <= 4 && roster.find(label).is_some() && !is_lone_post(label));
        let repeats = self.counts.get(label).copied().unwrap_or(0);
        let speaks = if is_dash {
            is_listed && label.split_whitespace().count() <= 3
        } else if self.is_transcript {
            is_listed || repeats > 1 || is_letters || is_name(label)
        } else {
            is_listed
                || (is_letters && letters.len() <= 3 && body < text.len())
                || is_nickname(label)
                || (repeats > 2 && is_name(label) && label.contains(' '))
                || self.has_names && is_full_name(label)
        };
        speaks.then(|| Turn { speaker: label.to_owned(), body: body.min(text.len()) })
    }
}

/// `<nick> words`: a line of a chat log.
fn nick(text: &str) -> Option<Turn> {
    let (nick, rest) = text.strip_prefix('<')?.split_once('>')?;
    let fits = !nick.is_empty()
        && nick.len() <= 40
        && nick
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '(' | ')' | '[' | ']' | '|' | '`'));
    (fits && rest.starts_with(' '))
        .then(|| Turn { speaker: nick.to_owned(), body: text.len() - rest.trim_start().len() })
}

/// `tobym: words`, `@tobym: words`: somebody on the list whose name has no capital.
fn listed_nick(text: &str, roster: &Roster) -> Option<Turn> {
    const LONGEST: usize = 30;
    if !text.starts_with(|c: char| c.is_ascii_lowercase() || c == '@') {
        return None;
    }
    let colon = memchr::memchr(b':', &text.as_bytes()[..text.len().min(LONGEST)])?;
    let nick = text[..colon].trim_start_matches('@');
    let is_listed = text[colon + 1..].starts_with(' ') && !nick.contains(' ') && roster.has_word(nick);
    is_listed.then(|| Turn { speaker: nick.to_owned(), body: colon + 2 })
}

fn is_lone_post(label: &str) -> bool {
    !label.contains(' ') && words::is_post(label) && !label.chars().all(char::is_uppercase)
}

/// `PeterH`: a first name with the letter that tells its bearer from others.
fn is_nickname(label: &str) -> bool {
    let upper = label.chars().filter(|c| c.is_uppercase()).count();
    label.chars().all(char::is_alphabetic)
        && upper == 2
        && label.chars().count() >= 4
        && label.ends_with(char::is_uppercase)
}

/// Two to four capitalised words, none of them of an organisation.
fn is_name(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    (1..=5).contains(&words.len())
        && words.iter().all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '('))
        && !words.iter().any(|word| words::is_organisation(word))
}

/// Such words, the first of which is a given name that anybody knows.
fn is_full_name(label: &str) -> bool {
    let first = label.split(' ').next().filter(|first| first.len() < label.len());
    first.is_some_and(|first| known(first).is(Sort::GivenName)) && is_name(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Person;

    #[test]
    fn turns_are_told_from_other_labels() {
        let roster =
            Roster::new(vec![Person { name: "Anna Berg".into(), initials: Some("AB".into()), ..Person::default() }]);
        fn check(text: &str, roster: &Roster, expected: Option<&str>) {
            assert_eq!(
                Turns::default().turn(text, roster).map(|turn| turn.speaker),
                expected.map(str::to_owned),
                "{text}"
            );
        }
        check("AB: we have it", &roster, Some("AB"));
        check("AB - three months", &roster, Some("AB"));
        check("Anna – for all of us", &roster, Some("Anna"));
        check("ACTION: AB to do", &roster, None);
        check("Incoming: $20", &roster, None);
        check("Merrow Water - £14", &roster, None);
        check("AB noted - as before - that", &roster, None);
    }
}
