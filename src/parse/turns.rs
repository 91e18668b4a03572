//! Speaker turns: `YSV: ...`, `JT - ...`, `Anna Berg: ...`.

use super::flow::{Kind, Para};
use super::initials::latin;
use super::roster::Roster;
use super::words;
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How the speakers of one document are marked.
#[derive(Debug, Default)]
pub(super) struct Turns {
    /// Whether most of the document is turns, so that any label is a speaker.
    pub is_transcript: bool,
    counts: HashMap<String, usize>,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*\[?(?P<label>[\p{Lu}][\p{L}\p{M}0-9.'’()&/_-]*(?:[ ,]+[\p{L}0-9.'’()&/_-]+){0,5}?)\]?\s*(?P<mark>:|\s[-–—])(?:\s|$)").expect("the label pattern is valid")
});

/// Labels with a colon that never speak.
const NO_SPEAKERS: [&str; 44] = [
    "action",
    "actions",
    "motion",
    "note",
    "notes",
    "nb",
    "topic",
    "resolution",
    "resolved",
    "conclusion",
    "summary",
    "agenda",
    "present",
    "apologies",
    "remote",
    "scribe",
    "date",
    "time",
    "location",
    "venue",
    "subject",
    "from",
    "to",
    "cc",
    "re",
    "resolutions",
    "attendees",
    "decision",
    "status",
    "next",
    "organizer",
    "regrets",
    "chair",
    "aob",
    "todo",
    "url",
    "link",
    "links",
    "presenter",
    "presenters",
    "proposal",
    "slides",
    "cost",
    "incoming",
];

/// A speaker's label at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turn {
    /// The speaker as written.
    pub speaker: String,
    /// Where the words start (byte).
    pub body: usize,
}

/// Bytes within which the mark behind a label stands.
const LONGEST: usize = 96;

/// Words of the longest label.
const MOST: usize = 6;

/// Whether a colon before a blank, or a dash behind one, stands behind a few words that can be a label.
fn has_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_open = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || !byte.is_ascii());
    let (mut words, mut is_blank) = (0, true);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b':' => return is_open(bytes.get(at + 1)),
            b'-' if at > 0 && is_open(bytes.get(at - 1)) && is_open(bytes.get(at + 1)) => return true,
            0xe2 if text[at..].starts_with(['–', '—']) => return true,
            b',' | b' ' | b'\t'..=b'\r' => is_blank = true,
            _ if !byte.is_ascii() || byte.is_ascii_alphanumeric() || b".'()&/_-[]".contains(byte) => {
                words += usize::from(is_blank);
                is_blank = false;
                if words > MOST {
                    return false;
                }
            }
            _ => return false,
        }
    }
    false
}

/// The label of a paragraph, whoever it names: speaker, mark and start of the rest.
fn label(text: &str) -> Option<(&str, bool, usize)> {
    // a label opens with a capital, and its mark stands within the first letters
    let opens = text.trim_start().trim_start_matches('[').starts_with(char::is_uppercase);
    let head = &text[..text.floor_char_boundary(LONGEST)];
    if !opens || !has_mark(head) {
        return None;
    }
    let found = LABEL.captures(head)?;
    let label = found.name("label")?.as_str();
    let is_dash = &found["mark"] != ":";
    Some((label, is_dash, found.get(0)?.end()))
}

impl Turns {
    /// Counts the labels of a document.
    pub(super) fn of(paras: &[Para]) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut labelled = 0;
        let mut plain = 0;
        for para in paras.iter().filter(|para| matches!(para.kind, Kind::Plain | Kind::Item { .. })) {
            plain += 1;
            if let Some((label, false, _)) = label(para.string())
                && !NO_SPEAKERS.contains(&label.to_lowercase().as_str())
            {
                labelled += 1;
                *counts.entry(label.to_owned()).or_default() += 1;
            }
        }
        let repeated: usize = counts.values().filter(|&&count| count > 1).sum();
        Self { is_transcript: labelled >= 8 && labelled * 10 >= plain * 3 && repeated * 2 >= labelled, counts }
    }

    /// Reads a paragraph as a speaker's turn.
    pub(super) fn turn(&self, text: &str, roster: &Roster) -> Option<Turn> {
        if let Some(rest) = text.trim_start().strip_prefix("MOTION:") {
            let shift = text.len() - rest.trim_start().len();
            let turn = self.turn(rest.trim_start(), roster)?;
            return Some(Turn { body: turn.body + shift, ..turn });
        }
        if let Some(turn) = nick(text) {
            return Some(turn);
        }
        let (label, is_dash, body) = label(text)?;
        let lower = label.to_lowercase();
        if NO_SPEAKERS.contains(&lower.as_str()) && !(lower == "chair" && self.is_transcript) {
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
