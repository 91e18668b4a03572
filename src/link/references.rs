//! What a meeting says of others: days whose minutes it takes up, what it reports of them, lists it announces and does not give.

use crate::meeting::{Meeting, PassageKind, Place, Status};
use crate::parse;
use jiff::civil::Date;
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Letters between the word for minutes and the day they are of.
const NEAR: usize = 70;
/// Older minutes than this many days are quoted, not taken up.
const OLD: i32 = 400;

/// Another meeting by its day, and the line that speaks of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referred {
    /// Its day.
    pub date: Date,
    /// The line.
    pub line: u32,
}

/// A sentence about earlier matters that prints no code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The sentence as written.
    pub text: String,
    /// The state it tells of what it speaks of.
    pub status: Status,
    /// The passage it stands in.
    pub passage: String,
    /// Where that passage stands.
    #[serde(flatten)]
    pub place: Place,
}

/// What `meeting` reports under headings such as `Matters arising`, outside its updates.
pub(super) fn reports(meeting: &Meeting) -> Vec<Report> {
    // `a) The bench is mended b) The gate is not` is two reports in a line.
    static ENTRY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|\s)\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s").expect("the pattern is valid"));
    let mut found = Vec::new();
    // who numbers all actions reports on them by their numbers
    let actions = meeting.actions.iter().map(|action| action.code.is_some());
    let mut numbered = actions.chain(meeting.action_updates.iter().map(|update| update.code.is_some())).peekable();
    if numbered.peek().is_some() && numbered.all(|is_numbered| is_numbered) {
        return found;
    }
    let is_update = |id: &str| meeting.action_updates.iter().any(|update| update.passage.as_deref() == Some(id));
    for passage in meeting.passages.iter().filter(|passage| passage.kind == PassageKind::Text) {
        let headings = [&passage.topic, &passage.item_heading];
        if !headings.into_iter().flatten().any(|heading| parse::is_about_earlier(heading)) || is_update(&passage.id) {
            continue;
        }
        for entry in ENTRY.split(&passage.text) {
            found.extend(parse::sentences(entry).into_iter().map(|sentence| Report {
                text: entry[sentence.clone()].to_owned(),
                status: parse::status(&entry[sentence]),
                passage: passage.id.clone(),
                place: passage.place,
            }));
        }
    }
    found
}

/// Earlier meetings whose minutes or actions `meeting` takes up.
pub(super) fn referred(meeting: &Meeting) -> Vec<Referred> {
    static MINUTES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:minutes|notes|actions|action points)(?-u:\b)[^.;:]*$")
            .expect("the pattern is valid")
    });
    let Some(own) = meeting.date else { return Vec::new() };
    let mut found: Vec<Referred> = Vec::new();
    for passage in meeting.passages.iter().filter(|passage| passage.kind != PassageKind::Furniture) {
        for (start, date) in parse::dates_before(&passage.text, own) {
            let from = passage.text[..start].char_indices().rev().take(NEAR).last().map_or(start, |(at, _)| at);
            let is_near = MINUTES.is_match(&passage.text[from..start]);
            let is_recent = date < own && (own - date).get_days() <= OLD;
            if is_near && is_recent && !found.iter().any(|known| known.date == date) {
                found.push(Referred { date, line: passage.place.line_start });
            }
        }
    }
    found
}

/// First lines of passages that announce a list of actions with nothing behind it.
pub(super) fn empty_lists(meeting: &Meeting) -> Vec<u32> {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:following|these|outstanding|completed) (?:\w+ )?(?:actions?|updates?)(?-u:\b)[^.;]*:\s*$|(?-u:\b)(?:actions?|updates?) (?:\w+ ){0,4}(?:as follows|are|were|complete)\s*:\s*$")
            .expect("the pattern is valid")
    });
    let mut lines = Vec::new();
    for (at, passage) in meeting.passages.iter().enumerate().filter(|(_, passage)| LIST.is_match(&passage.text)) {
        let ids: Vec<&str> = meeting.passages[at..].iter().take(3).map(|passage| passage.id.as_str()).collect();
        let is_near = |place: &Option<String>| place.as_deref().is_some_and(|place| ids.contains(&place));
        let follows = meeting
            .passages
            .get(at + 1)
            .is_some_and(|next| next.kind != PassageKind::Heading && next.topic == passage.topic);
        let has_rows = meeting.action_updates.iter().any(|update| is_near(&update.passage))
            || meeting.actions.iter().any(|action| is_near(&action.passage));
        if !has_rows && !follows {
            lines.push(passage.place.line_start);
        }
    }
    lines
}
