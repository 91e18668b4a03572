//! Entries of a review of earlier actions: what was to be done, and what became of it.

use super::actions::{Stated, stated};
use super::clause::is_letters;
use super::flow::Kind;
use super::hold::{closes, opens, trimmed};
use super::numbers::{self, Series};
use super::outline::{Outline, Piece};
use super::updates::{is_done, status};
use super::words;
use super::{codes, owners};
use crate::meeting::{Origin, Status, Update};
use regex::Regex;
use std::sync::LazyLock;

/// `[NL] Do it. (done)` under a heading about earlier actions.
pub(super) fn entry(outline: &Outline, index: usize) -> Option<Update> {
    let piece = &outline.pieces[index];
    let text = trimmed(&piece.text.string);
    let told = stated(text);
    let told = with_last_sentence(told);
    let is_ticked = told.note.is_none()
        && told.status.is_some()
        && words::status(told.text).is_none()
        && !matches!(piece.layout, Kind::Item { depth, .. } if depth > 0);
    let start = match owners::bracketed(told.text) {
        Some((_, start)) => start.min(told.text.len()),
        None if codes::inside(told.text).is_empty() && codes::leading(told.text).is_some() => {
            // behind the number of a list stands what was to be done
            match numbers::number(told.text).filter(|number| told.note.is_some() && number.series != Series::Minute) {
                Some(number) => number.length,
                None => return of_code(index, piece),
            }
        }
        // `[x] AB: order the buoys`
        None if is_ticked => {
            let label = told.text.find(": ").filter(|&at| is_letters(&told.text[..at]));
            label.map_or(0, |at| at + 2)
        }
        None if told.note.is_none() && is_stated_list(outline, index) => return by_dash(index, piece),
        // with a code it is read as a coded update
        None => told
            .note
            .filter(|_| codes::leading(told.text).is_none() && codes::inside(told.text).is_empty())
            .map(|_| 0)?,
    };
    let body = trimmed(&told.text[start..]);
    if body.is_empty() {
        return None;
    }
    let is_report = body.split_whitespace().next().is_some_and(|word| words::verb(word).is_some());
    if is_report {
        return None;
    }
    let (code, body) = match numbered_action(body) {
        Some((code, body)) => (Some(code.to_owned()), body),
        None => (None, body),
    };
    let heading = outline.heading(piece).unwrap_or_default();
    let bracket = body.rfind('(').filter(|_| body.ends_with(')'));
    let note = bracket
        .map(|open| body[open..].trim_matches(['(', ')']).to_owned())
        .filter(|note| words::status(note).is_some());
    let note = told.note.map(str::to_owned).or(note);
    let status = note
        .as_deref()
        .map(|note| status(note).0)
        .or(told.status)
        .or_else(|| words::status(heading))
        .unwrap_or(Status::Open);
    let said = match (&note, bracket) {
        (Some(_), Some(open)) => body[..open].trim(),
        _ => body,
    };
    Some(Update {
        code,
        text: Some(said.to_owned()),
        status,
        note: note.or_else(|| words::status(heading).map(|_| heading.to_owned())),
        passage: Some(index.to_string()),
        place: piece.text.whole(),
        origin: Origin::Written,
    })
}

/// What stands behind the last dash of a list's entry.
fn behind_dash<'a>(piece: &'a Piece) -> Option<(&'a str, &'a str)> {
    if !matches!(piece.layout, Kind::Item { .. }) {
        return None;
    }
    let text = trimmed(&piece.text.string);
    let at = |dash: &&str| text.rfind(*dash).map(|at| (at, at + dash.len()));
    let (end, start) = [" - ", " – ", " — "].iter().filter_map(at).max()?;
    let (said, note) = (text[..end].trim_end(), text[start..].trim());
    (said.split_whitespace().nth(1).is_some() && !note.is_empty()).then_some((said, note))
}

/// Whether the list around an entry gives the state of what was to be done behind a dash.
fn is_stated_list(outline: &Outline, index: usize) -> bool {
    const AROUND: usize = 12;
    let near = &outline.pieces[index.saturating_sub(AROUND)..outline.pieces.len().min(index + AROUND)];
    let own = &outline.pieces[index];
    let is_beside = |piece: &&Piece| piece.item == own.item && piece.topic == own.topic;
    let notes: Vec<&str> = near.iter().filter(is_beside).filter_map(|piece| Some(behind_dash(piece)?.1)).collect();
    let stated = notes.iter().filter(|note| words::status(note).is_some()).count();
    stated >= 3 && stated * 2 >= notes.len()
}

/// `Spray booth - design done`: an entry of such a list.
fn by_dash(index: usize, piece: &Piece) -> Option<Update> {
    let (said, note) = behind_dash(piece)?;
    let denies = ["not ", "no ", "nobody ", "nothing "].iter().any(|word| opens(note, word)) || closes(note, " yet");
    let is_denied = denies && words::status(note).is_none();
    let (status, origin) = if is_denied { (Status::Open, Origin::Inferred) } else { status(note) };
    Some(Update {
        code: None,
        text: Some(said.to_owned()),
        status,
        note: Some(note.to_owned()),
        passage: Some(index.to_string()),
        place: piece.text.whole(),
        origin,
    })
}

/// The entry with its state, where its last sentence opens with one: `Ongoing, to be finished in May.`
fn with_last_sentence(told: Stated<'_>) -> Stated<'_> {
    if told.note.is_some() {
        return told;
    }
    let text = told.text.trim_end_matches('.');
    let last = text.rfind(". ").map(|end| (end + 1, text[end + 2..].trim()));
    let is_state = |(_, last): &(usize, &str)| {
        let opening = last.split([',', '-', '–', ';']).next().unwrap_or(last);
        last.len() < 80 && words::bare_status(opening).is_some()
    };
    match last.filter(is_state) {
        Some((end, note)) => Stated { text: &told.text[..end], note: Some(note), ..told },
        None => told,
    }
}

/// Whether an entry closes with what became of it.
pub(super) fn tells_state(text: &str) -> bool {
    with_last_sentence(stated(text)).note.is_some()
}

/// `Action 4: AB to visit the quay`: the number of an action, and the action.
fn numbered_action(text: &str) -> Option<(&str, &str)> {
    let rest = text
        .get(.."action ".len())
        .filter(|word| word.eq_ignore_ascii_case("action "))
        .map(|word| &text[word.len()..])?;
    let (code, body) = rest.split_once([':', '–', '-', ' '])?;
    let is_code = !code.is_empty() && code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    let body = body.trim_start_matches([':', '–', '-', ' ']);
    (is_code && !body.is_empty()).then_some((code, body))
}

/// `A-17 (Bill): draft the profile. Done.`: a code that is not of a year, where its state closes what is said.
fn of_code(index: usize, piece: &Piece) -> Option<Update> {
    let text = trimmed(&piece.text.string);
    let (code, rest) = codes::leading(text).filter(|(code, _)| code.contains(|c: char| c.is_ascii_uppercase()))?;
    let note = text[rest..].trim_start();
    let (status, origin) = status(note);
    let is_told = words::status(note).is_some() || is_done(note);
    is_told.then(|| Update {
        code: Some(code.into_owned()),
        text: None,
        status,
        note: Some(note.to_owned()),
        passage: Some(index.to_string()),
        place: piece.text.whole(),
        origin,
    })
}

/// `Actions carried forward: [HP] & [HP, NL] regarding content`.
pub(super) fn in_line(index: usize, piece: &Piece) -> Vec<Update> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^actions? (?:items? )?(?P<status>carried forward|completed?|outstanding)\s*:\s*(?P<rest>.+)$")
            .expect("the pattern is valid")
    });
    let text = trimmed(&piece.text.string);
    let Some(found) = Some(text).filter(|text| opens(text, "action")).and_then(|text| LINE.captures(text)) else {
        return Vec::new();
    };
    let Some(status) = words::status(&found["status"]) else { return Vec::new() };
    let rest = found["rest"].trim();
    let groups = rest.matches('[').count().max(1);
    let text = rest.rfind(']').map_or(rest, |close| rest[close + 1..].trim()).trim_end_matches('.');
    if text.eq_ignore_ascii_case("none") || text.is_empty() {
        return Vec::new();
    }
    let update = Update {
        code: None,
        text: Some(text.to_owned()),
        status,
        note: Some(piece.text.string.trim().to_owned()),
        passage: Some(index.to_string()),
        place: piece.text.whole(),
        origin: Origin::Written,
    };
    vec![update; groups]
}
