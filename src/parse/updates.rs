//! Updates: what the minutes say of earlier actions.

use super::actions::{is_about_earlier, is_status_line, stated};
use super::codes;
use super::flow::Kind;
use super::hold::opens;
use super::numbers::{self, Series};
use super::outline::{Outline, Piece};
use super::owners;
use super::reviewed;
use super::spoken::spoken;
use super::words::{self, Column};
use crate::meeting::{Action, Origin, PassageKind, Status, Update};
use ahash::AHashSet;
use regex::Regex;
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

/// Whether headings are about earlier actions; one that comes again is not read again.
#[derive(Default)]
struct Earlier<'a> {
    heading: Option<&'a str>,
    is_earlier: bool,
}

impl<'a> Earlier<'a> {
    fn is(&mut self, heading: Option<&'a str>) -> bool {
        if self.heading != heading {
            *self = Self { heading, is_earlier: is_about_earlier(heading) };
        }
        self.is_earlier
    }
}

/// The updates of a meeting; `passage` of each is its piece's position.
pub(super) fn read(outline: &Outline, set: &mut Vec<Action>) -> Vec<Update> {
    let mut updates = coded(outline, set);
    updates.extend(spoken(outline, set));
    updates.extend(followed(outline, set));
    let listed = listed(outline, set);
    let is_new = |update: &Update| {
        updates
            .iter()
            .all(|other| other.passage != update.passage || (other.text.is_some() && other.text != update.text))
    };
    let listed: Vec<Update> = listed.into_iter().filter(is_new).collect();
    updates.extend(listed);
    updates.sort_by_key(|update| update.place.byte_start);
    updates
}

/// Codes in the text of the minutes, outside the action column.
fn coded(outline: &Outline, set: &[Action]) -> Vec<Update> {
    let has_column = LazyCell::new(|| outline.pieces.iter().any(|piece| piece.layout == Kind::Cell(Column::Action)));
    let codes_set: AHashSet<&str> = set.iter().filter_map(|action| action.code.as_deref()).collect();
    let is_set = |code: &str| codes_set.contains(code);
    let numbers_headings = outline
        .items
        .iter()
        .filter(|item| {
            item.number
                .as_deref()
                .is_some_and(|number| numbers::number(number).is_some_and(|number| number.series == Series::Minute))
        })
        .count()
        >= 2;
    // where minutes are numbered like actions, only what is called an action is one
    let is_action = |text: &str, place: &Range<usize>| {
        let before = text[..place.start].trim_end().rsplit(' ').next().unwrap_or_default();
        !numbers_headings || before.eq_ignore_ascii_case("action")
    };
    let mut updates = Vec::new();
    let may_tell = |piece: &Piece| piece.kind == PassageKind::Text && piece.words.may_hold(b"/");
    for (index, piece) in outline.pieces.iter().enumerate().filter(|(_, piece)| may_tell(piece)) {
        let text = &piece.text.string;
        let places = codes::inside(text);
        let tells = |place: &Range<usize>| opens_update(text, place) && is_action(text, place);
        let Some(first) = places.iter().position(tells) else { continue };
        let about_earlier = || is_about_earlier(outline.heading(piece));
        if !(*has_column || about_earlier() || is_bare_status(text, &places[first])) {
            continue;
        }
        let places: Vec<Range<usize>> = places[first..].iter().filter(|place| tells(place)).cloned().collect();
        for (position, place) in places.iter().enumerate() {
            let end = places.get(position + 1).map_or(text.len(), |next| next.start);
            let note = text[place.end..end].trim().trim_start_matches(['-', '–', '—', ':', '.', ' ']).trim().to_owned();
            let note = if note.is_empty() { behind(outline, index) } else { note };
            for code in codes::expand(&text[place.clone()]).into_iter().filter(|code| !is_set(code)) {
                let (status, origin) = status(&note);
                updates.push(Update {
                    code: Some(code),
                    text: None,
                    status,
                    note: (!is_bare(&note)).then(|| note.clone()),
                    passage: Some(index.to_string()),
                    place: piece.text.place(place.start..end),
                    origin,
                });
            }
        }
    }
    updates
}

/// A code with its dash or status behind it, at the start or after the end of another update.
fn opens_update(text: &str, place: &Range<usize>) -> bool {
    let after = text[place.end..].trim_start();
    let before = text[..place.start].trim_end();
    let before = &before[before.char_indices().rev().take(60).last().map_or(0, |(at, _)| at)..];
    let marked = after.starts_with(['-', '–', '—', ':']);
    let opens = before.is_empty()
        || before.ends_with(['.', ';', ':', '•', '-'])
        || is_bare(before.rsplit(['-', '–']).next().unwrap_or_default().trim());
    let speaks = after.is_empty()
        || after.starts_with(char::is_uppercase)
        || words::status(after.char_indices().nth(24).map_or(after, |(end, _)| &after[..end])).is_some();
    marked || (opens && speaks)
}

fn is_bare_status(text: &str, place: &Range<usize>) -> bool {
    let rest = text[place.end..].trim_start_matches(['-', '–', '—', ':', ' ']);
    is_bare(rest.split(['.', ';']).next().unwrap_or_default())
}

/// Whether a note holds nothing but a status.
fn is_bare(note: &str) -> bool {
    let note = note.trim().trim_end_matches('.');
    note.is_empty() || (note.split_whitespace().nth(2).is_none() && words::status(note).is_some())
}

/// The text that follows a code left alone at the end of its page.
fn behind(outline: &Outline, index: usize) -> String {
    outline.pieces[index + 1..]
        .iter()
        .find(|piece| piece.kind == PassageKind::Text && !matches!(piece.layout, Kind::Cell(Column::Action)))
        .filter(|piece| codes::leading(&piece.text.string).is_none())
        .map_or(String::new(), |piece| piece.text.string.clone())
}

/// The state a note tells: in so many words, or by what it reports.
pub(super) fn status(note: &str) -> (Status, Origin) {
    let first = note.split(['.', ';']).next().unwrap_or_default();
    // `CD awaits the data. Carry forward.`: what closes the note decides
    let last = note.trim_end().trim_end_matches('.').rsplit(['.', ';']).next().unwrap_or_default();
    let closing = Some(last).filter(|last| last.len() + 1 < note.trim().len() && is_bare(last));
    if let Some(status) = closing.and_then(words::status) {
        return (status, Origin::Written);
    }
    if let Some(status) = words::status(first).or_else(|| words::status(note)) {
        return (status, Origin::Written);
    }
    if is_put_off(first) {
        return (Status::CarriedForward, Origin::Inferred);
    }
    if is_done(first) { (Status::Complete, Origin::Inferred) } else { (Status::Open, Origin::Inferred) }
}

/// Whether a sentence moves the thing to a later day: `goes on to February`, `asked for this to go to the next meeting`.
fn is_put_off(sentence: &str) -> bool {
    static LATER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:go|goes|gone|moved?|left|held|wait|waits)(?: on| over| back)? (?:to|until|till) (?:the )?(?:next|following|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter)(?-u:\b)").expect("the pattern is valid")
    });
    LATER.is_match(sentence)
}

/// Whether a sentence tells in the past tense that the thing was done, and nothing is left open.
pub(super) fn is_done(sentence: &str) -> bool {
    static DONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:sent|spoke|met|took|gave|wrote|paid|made|written|received|agreed|obtained|arranged|issued|supplied|drafted|circulated|shared|provided|added|updated|published|contacted|replied|given|measured|counted|ordered|moved|installed|reported|presented|signed|booked|removed|fitted|cleared|bought|built|laid|put (?:in|up|out)|(?:started|began|opened) on [0-9]{1,2}|asked|appointed|repaired|replaced|raised|delivered|discussed|included|confirmed)(?-u:\b)").expect("the pattern is valid")
    });
    DONE.is_match(sentence) && !leaves_open(sentence)
}

/// Whether a sentence says that something is still to come: `AB to write`, `not yet`, `will be sent`.
pub(super) fn leaves_open(sentence: &str) -> bool {
    static LEFT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^\s*(?:[\p{Lu}/]{2,12}|the [A-Za-z]+|cllr [A-Za-z]+) (?:to|with|will|is|are)(?-u:\b)|(?-u:\b)(?:will|to be|further|continu[A-Za-z]+|not|waiting|awaited|is taking|are taking|being|until|twice and|would)(?-u:\b)").expect("the pattern is valid")
    });
    LEFT.is_match(sentence)
}

/// Lines that follow an action and say what became of it: `Action complete`, `Done!`, `carried forward`.
fn followed(outline: &Outline, set: &mut [Action]) -> Vec<Update> {
    let mut updates = Vec::new();
    let mut earlier_heading = Earlier::default();
    for action in set.iter_mut() {
        let Some(index) = action.passage.as_deref().and_then(|passage| passage.parse::<usize>().ok()) else { continue };
        let piece = &outline.pieces[index];
        let earlier = earlier_heading.is(outline.heading(piece))
            || opens(piece.text.string.trim_start_matches(['*', ' ']), "previous");
        let written = stated(&piece.text.string).note.map(str::to_owned);
        let depth = depth(piece);
        let children: Vec<(usize, &Piece)> = outline
            .pieces
            .iter()
            .enumerate()
            .skip(index + 1)
            .take_while(|(_, next)| next.kind != PassageKind::Heading && super::updates::depth(next) > depth)
            // what stands below an action inside this one is said of that
            .take_while(|(_, next)| next.kind != PassageKind::Action)
            .collect();
        let next = outline
            .pieces
            .get(index + 1)
            .map(|next| (index + 1, next))
            .filter(|(_, next)| super::updates::depth(next) == depth && depth > 0);
        let told = children.iter().copied().chain(next).find(|(_, child)| {
            let text = child.text.string.trim();
            let bare = text.trim_start_matches("Action ").trim_start_matches("ACTION ").trim_start_matches("action ");
            let speaks = is_status_line(bare) || bare.to_lowercase().starts_with("done") || stated(text).note.is_some();
            speaks && child.kind != PassageKind::Action && owners::bracketed(text).is_none()
        });
        let told = told.or_else(|| children.first().copied().filter(|_| earlier));
        if let Some((at, child)) = told {
            let note = child.text.string.trim().to_owned();
            let (status, origin) = status_of_line(&note);
            if status != Status::Open || earlier || origin == Origin::Written {
                action.status = Some(status);
                updates.push(Update {
                    code: action.code.clone(),
                    text: Some(action.text.clone()),
                    status,
                    note: Some(note),
                    passage: Some(at.to_string()),
                    place: child.text.whole(),
                    origin,
                });
            }
        } else if let Some(status) = action.status.filter(|status| {
            earlier || written.is_some() || matches!(status, Status::Complete | Status::CarriedForward)
        }) {
            let bracket = action.text.rfind('(');
            let in_bracket = bracket.map(|open| action.text[open..].trim_matches(['(', ')']).to_owned());
            let note = written.or_else(|| in_bracket.filter(|note| words::status(note).is_some()));
            updates.push(Update {
                code: action.code.clone(),
                text: Some(action.text.clone()),
                status,
                note,
                passage: action.passage.clone(),
                place: action.place,
                origin: Origin::Written,
            });
        }
    }
    updates
}

fn status_of_line(note: &str) -> (Status, Origin) {
    match stated(note).status.or_else(|| words::status(note)) {
        Some(status) => (status, Origin::Written),
        None => (Status::Open, Origin::Inferred),
    }
}

fn depth(piece: &Piece) -> u8 {
    match &piece.layout {
        Kind::Item { depth, .. } => depth + 1,
        _ => 0,
    }
}

/// Entries under a heading that says itself what became of them: `Completed`, `In progress`; `Actions carried forward: ...` in a line.
fn listed(outline: &Outline, set: &mut Vec<Action>) -> Vec<Update> {
    let mut updates = Vec::new();
    let mut gone: Vec<usize> = Vec::new();
    let mut earlier_heading = Earlier::default();
    for (position, action) in set.iter().enumerate() {
        if !earlier_heading.is(action.heading.as_deref()) {
            continue;
        }
        let heading = action.heading.as_deref().unwrap_or_default();
        let lower = heading.to_lowercase();
        let Some(status) = words::status(&lower)
            .filter(|_| !lower.contains("carried forward") && !lower.contains("ongoing") && !lower.contains("on hold"))
        else {
            continue;
        };
        if action.status.is_some() {
            continue;
        }
        if status == Status::Complete {
            gone.push(position);
        }
        updates.push(Update {
            code: action.code.clone(),
            text: Some(action.text.clone()),
            status,
            note: None,
            passage: action.passage.clone(),
            place: action.place,
            origin: Origin::Written,
        });
    }
    for position in gone.into_iter().rev() {
        set.remove(position);
    }
    let mut earlier_heading = Earlier::default();
    for (index, piece) in outline.pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PassageKind::Text) {
        updates.extend(reviewed::in_line(index, piece));
        if earlier_heading.is(outline.heading(piece)) {
            updates.extend(reviewed::entry(outline, index));
        }
    }
    updates
}
