//! The next meeting that minutes announce.

use super::venue;
use crate::meeting::{Meeting, NextMeeting, Origin};
use crate::parse::dates;
use crate::parse::flow::{Kind, Para};
use crate::parse::hold::place;
use crate::parse::known::Sort;
use jiff::civil::Date;
use memchr::memmem::Finder;
use regex::Regex;
use std::sync::LazyLock;

/// The next meeting announced in the flow.
pub(in crate::parse) fn next_meeting(paras: &[Para], meeting: &Meeting) -> Option<NextMeeting> {
    let mut at = None;
    for (index, para) in paras.iter().enumerate() {
        let holds = |word: &Finder| word.find(para.string().as_bytes()).is_some();
        if !para.words.have(Sort::Next) || !MEETING.iter().any(holds) {
            continue;
        }
        at = announcements(para.string()).find_map(|from| announced(paras, (index, from), meeting)).or(at);
    }
    at
}

/// Where the announcements of a text start.
fn announcements(text: &str) -> impl Iterator<Item = usize> {
    const BEFORE: usize = "date and time of the ".len();
    let first = ["next", "future", "donm"].iter().filter_map(|word| place(text, word)).min().unwrap_or(text.len());
    let mut from = text.floor_char_boundary(first.saturating_sub(BEFORE));
    std::iter::from_fn(move || {
        let found = ANNOUNCED.find_at(text, from)?;
        from = found.end();
        Some(found.start())
    })
}

/// Letters that every announcement has.
static MEETING: LazyLock<[Finder; 5]> =
    LazyLock::new(|| ["eeting", "EETING", "DONM", "ext call", "ext session"].map(Finder::new));

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)next (?:(?:ordinary|regular|full|council|committee|board|monthly|parish|general|steering|scheduled|annual|senate|faculty|project|group|club|union|quarterly|weekly|public|face-to-face|virtual|online|team|panel|trustees?|trust|member|members|working|technical|executive|management) ){0,3}meetings?(?-u:\b)|dates? of (?:the )?(?:next|future) meetings?|date and time of (?:the )?next|next meeting|^\W{0,4}next (?:call|session)(?-u:\b)|(?-u:\b)DONM(?-u:\b)")
        .expect("the announcement pattern is valid")
});

/// A date that stands more bytes behind the announcement is another one's.
const REACH: usize = 2000;

static SPAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[-–][0-9]{1,2}(?:st|nd|rd|th)?(?-u:\b)").expect("the pattern for spans is valid"));

fn announced(paras: &[Para], (index, from): (usize, usize), meeting: &Meeting) -> Option<NextMeeting> {
    let row = paras[index].row;
    let is_after = |date: Date| meeting.date.is_none_or(|held| date > held);
    let is_head = paras[index].string().len() < 80;
    for (step, para) in paras.iter().enumerate().skip(index).take(if is_head || row.is_some() { 6 } else { 1 }) {
        let same_row = row.is_some() && para.row == row;
        // a heading of its own row announces what the row below says
        let is_below = row.is_some_and(|(table, row)| para.row == Some((table, row + 1))) && para.number.is_none();
        let is_near = step == index || same_row || (is_head && (para.row.is_none() || row.is_none() || is_below));
        if !is_near || (step > index && matches!(para.kind, Kind::Heading(_))) {
            continue;
        }
        let start = if step == index { from } else { 0 };
        let text = &para.string()[start..];
        let text = &text[..text.floor_char_boundary(REACH)];
        for found in dates::dates(text) {
            let date = match found.date() {
                Some(date) => Some(date),
                None => meeting.date.and_then(|held| found.after(held)),
            };
            let lead = text[..found.range.start].to_lowercase();
            if ["week starting", "week commencing", "week of", "w/c"]
                .iter()
                .any(|phrase| lead.trim_end().ends_with(phrase))
            {
                continue;
            }
            let rest = &text[found.range.end..];
            // `2nd-13th December` is a span of days to choose from
            let is_span = SPAN.is_match(rest);
            let Some(date) = date.filter(|&date| is_after(date) && !is_span) else { continue };
            let times = dates::times(text);
            let time = times.iter().find(|time| time.range.start >= found.range.end).or(times.first());
            let behind = time.map_or(rest, |time| &text[time.range.end.max(found.range.end)..]);
            return Some(NextMeeting {
                date: Some(date),
                start_time: time.map(|time| time.start.clone()),
                end_time: time.and_then(|time| time.end.clone()),
                venue: venue::stated(behind),
                place: para.text.place(start + found.range.start..start + found.range.end),
                origin: if found.year.is_some() { Origin::Written } else { Origin::Inferred },
            });
        }
    }
    None
}
