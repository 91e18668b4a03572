//! The header of minutes: title, series, date, time and venue; the next meeting.

use super::dates::{self, FoundDate};
use super::flow::{Kind, Para};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::meeting::{Meeting, NextMeeting, Origin};
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Paragraphs of the title block are looked for among the first so many.
const REACH: usize = 40;

/// A paragraph of more bytes is no line of a title block.
const LONGEST: usize = 600;

/// Fills the header of `meeting` from the title block `paras[..end]`.
pub(super) fn read(meeting: &mut Meeting, paras: &[Para], end: usize) {
    let block = &paras[..end.min(paras.len()).min(REACH)];
    let lines: Vec<&Para> = block.iter().filter(|para| para.string().len() <= LONGEST).collect();
    for para in &lines {
        labelled(meeting, para);
    }
    for para in lines.iter().filter(|para| !is_label(para.string())) {
        title_line(meeting, para);
    }
    if meeting.start_time.is_none() {
        meeting.start_time = paras
            .iter()
            .take(REACH * 2)
            .filter(|para| para.string().len() < 2 * LONGEST)
            .find_map(|para| opening_time(para.string()));
    }
    if meeting.venue.is_none() {
        meeting.venue = lines.iter().find_map(|para| held_at(para.string()));
    }
    meeting.title = meeting.title.take().map(|title| tidy(&title)).filter(|title| !title.is_empty());
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s*•-]*(?P<label>(?:meeting |start |date (?:and|&) )?(?:date|time|venue|location|place|where|when|held at|opened|title|meeting|started|start)(?: and time| of meeting| & time)?)\s*:\s*(?P<value>\S.*)$")
        .expect("the label pattern is valid")
});

fn is_label(text: &str) -> bool {
    LABEL.is_match(text)
}

fn labelled(meeting: &mut Meeting, para: &Para) {
    for line in para.string().lines() {
        let Some(found) = LABEL.captures(line) else { continue };
        let (label, value) = (found["label"].to_lowercase(), found["value"].trim());
        if label.contains("date") || label.contains("when") {
            take_date(meeting, value);
        }
        if (label.contains("time") || label.contains("start") || label.contains("open") || label.contains("when"))
            && meeting.start_time.is_none()
        {
            meeting.start_time = time(value, true);
        }
        if ["venue", "location", "place", "where", "held at"].iter().any(|word| label.contains(word))
            && meeting.venue.is_none()
        {
            meeting.venue = Some(value.trim_end_matches('.').to_owned());
        }
        if (label == "title" || label == "meeting") && meeting.title.is_none() {
            meeting.title = Some(value.to_owned());
        }
    }
}

fn take_date(meeting: &mut Meeting, text: &str) {
    if meeting.date.is_none() {
        meeting.date = dates::dates(text).iter().find_map(FoundDate::date);
    }
}

/// The first time of day in `text`; digits alone count where the words speak of a time.
fn time(text: &str, speaks_of_time: bool) -> Option<String> {
    let found = dates::times(text).into_iter().next().map(|time| time.start);
    found.or_else(|| {
        speaks_of_time.then(|| dates::military_times(text).into_iter().next().map(|time| time.start)).flatten()
    })
}

/// A line of the title block: what stands before date and time is title, what stands behind is venue.
fn title_line(meeting: &mut Meeting, para: &Para) {
    for line in para.string().lines() {
        let line = line.trim();
        if line.is_empty() || is_notice(line) {
            continue;
        }
        let dates = dates::dates(line);
        let is_military = dates.iter().any(|date| {
            line[date.range.end..].trim_start_matches([',', ' ']).starts_with(|c: char| c.is_ascii_digit())
        });
        let times = match dates::times(line) {
            times if times.is_empty() && is_military => dates::military_times(line),
            times => times,
        };
        let spans: Vec<Range<usize>> =
            dates.iter().map(|date| date.range.clone()).chain(times.iter().map(|time| time.range.clone())).collect();
        let start = spans.iter().map(|span| span.start).min();
        let stop = spans.iter().map(|span| span.end).max();
        if meeting.date.is_none() && !about_another(line) {
            meeting.date = dates.iter().find_map(FoundDate::date);
        }
        if meeting.start_time.is_none() {
            meeting.start_time = times.first().map(|time| time.start.clone());
        }
        let before = line[..start.unwrap_or(line.len())].trim();
        if meeting.title.is_none() && is_title(before) {
            meeting.title = Some(
                if start.is_some_and(|start| start > 0 && line[start..].len() <= 10 && stop == Some(line.len())) {
                    line.to_owned()
                } else {
                    before.to_owned()
                },
            );
        }
        let lead = before.trim_matches(|c: char| matches!(c, ',' | ' ' | '*'));
        let is_place = lead.split_whitespace().count() <= 8
            && lead.contains(' ')
            && lead.starts_with(char::is_uppercase)
            && !lead.to_lowercase().contains("meeting")
            && !lead.to_lowercase().contains("minutes");
        let follows_title = meeting.title.as_deref().is_some_and(|title| !title.contains(before));
        if start.is_some() && follows_title && is_place && meeting.venue.is_none() && !times.is_empty() {
            meeting.venue = Some(lead.to_owned());
        }
        if let (Some(stop), None) = (stop, &meeting.venue) {
            let after = line[stop..].trim_matches(|c: char| matches!(c, ',' | '.' | ' ' | '-' | '–' | '*' | ':'));
            let after = after
                .trim_start_matches("in the ")
                .trim_start_matches("at the ")
                .trim_start_matches("at ")
                .trim_start_matches("in ");
            let lower = after.to_lowercase();
            let is_note = after.ends_with([':', ';', '(', ')'])
                || ["notes", "minutes", "meeting", "time", "start", "agenda", "present"]
                    .iter()
                    .any(|word| lower.split(|c: char| !c.is_alphabetic()).any(|part| part == *word));
            if start == Some(0) && meeting.title.is_none() && (is_note || times.is_empty()) && !after.is_empty() {
                meeting.title = Some(line.to_owned()).filter(|line| is_title(line));
                continue;
            }
            if is_note {
                continue;
            }
            let is_zone = after.len() <= 4 && after.chars().all(char::is_uppercase);
            if after.len() > 3 && !is_zone && after.starts_with(char::is_uppercase) && after.len() < 120 {
                meeting.venue = Some(after.trim_end_matches(['.', '*']).to_owned());
            }
        }
    }
}

/// Lines that are neither title nor date.
fn is_notice(line: &str) -> bool {
    let lower = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        lower.as_str(),
        "draft"
            | "minutes"
            | "final"
            | "agenda"
            | "confidential"
            | "unconfirmed"
            | "draft minutes"
            | "image"
            | "present"
            | "go back"
    ) || lower.starts_with("http")
        || words::attendance(line).is_some()
}

/// A date that belongs to another meeting.
fn about_another(line: &str) -> bool {
    let lower =
        line.to_lowercase().replace("approval at the next meeting", "").replace("confirmation at the next meeting", "");
    ["next meeting", "previous", "approved on", "published", "posted", "last updated", "held on the previous"]
        .iter()
        .any(|word| lower.contains(word))
}

fn is_title(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let readable = words
        .iter()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !word.contains(['`', '^', '~', '\\']))
        .count();
    let is_garbled =
        readable * 2 < words.len() || (words.len() < 3 && words.iter().any(|word| word.contains(['`', '^', '~'])));
    readable >= 1
        && words.len() <= 30
        && !is_garbled
        && !text.starts_with("http")
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 6
}

static HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)held\s+(?:in|at)\s+(?:the\s+)?(?P<venue>[^,.]+?(?:,\s*[^,.]+?)??)(?:\s*,?\s+(?:at\s+\d|on\s+(?:the\s+)?(?:\d|mon|tue|wed|thu|fri|sat|sun))|[.;]|$)")
        .expect("the venue pattern is valid")
});

fn held_at(text: &str) -> Option<String> {
    HELD.captures(text).map(|found| found["venue"].trim().to_owned()).filter(|venue| venue.len() < 100)
}

fn opening_time(text: &str) -> Option<String> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:opened|called to order|commenced|started|began|opening|start time|start)(?-u:\b)[^.]{0,30}?(?:at|@|:)\s*").expect("the opening pattern is valid")
    });
    let found = OPENING.find(text)?;
    let rest: String = text[found.end()..].chars().take(30).collect();
    time(&rest, true)
}

/// Notices and the body's name in capitals that stand before the title proper.
fn without_lead(title: &str) -> &str {
    static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^.*(?-u:\b)(?:subject to (?:the )?(?:approval|confirmation)(?: (?:at|by) the (?:next|following) (?:council )?meeting)?|unapproved|unconfirmed)\s+").expect("the notice pattern is valid")
    });
    let title = NOTICE.find(title).map_or(title, |notice| &title[notice.end()..]);
    let capitals: usize = title
        .split_inclusive(' ')
        .take_while(|word| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.trim().len() > 1)
        .map(str::len)
        .sum();
    let rest = &title[capitals..];
    if capitals > 8 && rest.to_lowercase().contains("meeting") && rest.split_whitespace().count() >= 3 {
        rest
    } else {
        title
    }
}

fn tidy(title: &str) -> String {
    static HELD_CUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s+(?:held|which was held|on|at|in)\s*(?:(?:in|at|on)(?-u:\b).*)?$")
            .expect("the pattern is valid")
    });
    let title =
        without_lead(title.trim()).trim_matches(|c: char| matches!(c, '*' | '#' | ',' | ' ' | '-' | '–' | '_' | ':'));
    let title = HELD_CUT.replace(title, "");
    title.trim_matches(|c: char| matches!(c, '*' | ',' | ' ' | '–' | ':')).to_owned()
}

/// The series a title names: without the words that every set of minutes carries, numbers and dates.
pub(super) fn body(title: &str) -> Option<String> {
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:draft|final|unconfirmed|approved)?\s*minutes(?-u:\b)(?:\s+(?:of|from)(?:\s+(?:the|a))?)?|(?-u:\b)(?:ordinary|extraordinary|annual general|special)?\s*meetings?(?-u:\b)(?:\s+of(?:\s+the)?)?|(?-u:\b)(?:no\.?|number|#)\s*\d+(?-u:\b)|(?-u:\b)notes(?-u:\b)")
            .expect("the pattern is valid")
    });
    let mut title = title.lines().next().unwrap_or_default().to_owned();
    for date in dates::dates(&title.clone()).iter().rev() {
        title.replace_range(date.range.clone(), "");
    }
    let bare = NOISE.replace_all(&title, " ");
    let words: Vec<&str> = bare.split_whitespace().collect();
    let bare = words
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .trim_end_matches(" of")
        .trim_start_matches("of ")
        .to_owned();
    (bare.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(bare)
}

/// Falls back on front matter and file name for what the text does not tell, and says so.
pub(super) fn fall_back(meeting: &mut Meeting, properties: &[(String, String)], name: &str) {
    let property = |key: &str| properties.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    let stem = name.rsplit('/').next().unwrap_or(name);
    if meeting.date.is_none() {
        let sources = [
            ("front matter", property("date")),
            ("title", property("title")),
            ("file name", Some(stem)),
            ("path", Some(name)),
        ];
        for (source, text) in sources {
            let spaced = text.map(|text| text.replace('_', " "));
            let found = spaced.and_then(|text| dates::dates(&text).iter().find_map(FoundDate::date));
            if let Some(date) = found {
                meeting.date = Some(date);
                meeting
                    .diagnostics
                    .push(Diagnostic::info(None, format!("date {date} taken from the {source}, none in the text")));
                break;
            }
        }
    }
    if meeting.title.is_none()
        && let Some(title) = property("title").filter(|title| !title.trim().is_empty())
    {
        meeting.title = Some(title.trim().to_owned());
        meeting.diagnostics.push(Diagnostic::info(None, "title taken from the front matter, none in the text"));
    }
    if meeting.body.is_none() {
        meeting.body = meeting.title.as_deref().and_then(body);
    }
    if meeting.date.is_none() {
        meeting
            .diagnostics
            .push(Diagnostic::warning(None, "no date of the meeting found in text, front matter or file name"));
    }
}

/// The next meeting announced in the flow.
pub(super) fn next_meeting(paras: &[Para], meeting: &Meeting) -> Option<NextMeeting> {
    let mut at = None;
    for (index, para) in paras.iter().enumerate() {
        if !para.string().contains("eeting") && !para.string().contains("EETING") {
            continue;
        }
        if let Some(found) = ANNOUNCED.find(para.string()) {
            let from = found.start();
            if let Some(next) = announced(paras, (index, from), meeting) {
                at = Some(next);
            }
        }
    }
    at
}

static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)next (?:(?:ordinary|regular|full|council|committee|board|monthly|parish|general|steering|scheduled|annual) ){0,3}meetings?(?-u:\b)|dates? of (?:the )?(?:next|future) meetings?|date and time of (?:the )?next|next meeting")
        .expect("the announcement pattern is valid")
});

fn announced(paras: &[Para], (index, from): (usize, usize), meeting: &Meeting) -> Option<NextMeeting> {
    let row = paras[index].row;
    let is_after = |date: Date| meeting.date.is_none_or(|held| date > held);
    let is_head = paras[index].string().len() < 80;
    for (step, para) in paras.iter().enumerate().skip(index).take(if is_head || row.is_some() { 6 } else { 1 }) {
        let same_row = row.is_some() && para.row == row;
        let is_near = step == index || same_row || (is_head && (para.row.is_none() || row.is_none()));
        if !is_near || (step > index && matches!(para.kind, Kind::Heading(_))) {
            continue;
        }
        let start = if step == index { from } else { 0 };
        let text = &para.string()[start..];
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
            let Some(date) = date.filter(|&date| is_after(date)) else { continue };
            let rest = &text[found.range.end..];
            let times = dates::times(text);
            let time = times.iter().find(|time| time.range.start >= found.range.end).or(times.first());
            let behind = time.map_or(rest, |time| &text[time.range.end.max(found.range.end)..]);
            let venue =
                behind.trim_start_matches([',', ' ', '.', ')']).split(['.', '\n']).next().unwrap_or_default().trim();
            let venue = venue
                .trim_start_matches("at the ")
                .trim_start_matches("in the ")
                .trim_start_matches("at ")
                .trim_start_matches("in ");
            return Some(NextMeeting {
                date: Some(date),
                start_time: time.map(|time| time.start.clone()),
                end_time: time.and_then(|time| time.end.clone()),
                venue: (venue.len() > 3 && venue.len() < 80 && venue.starts_with(char::is_uppercase))
                    .then(|| venue.to_owned()),
                place: para.text.place(start + found.range.start..start + found.range.end),
                origin: if found.year.is_some() { Origin::Written } else { Origin::Inferred },
            });
        }
    }
    None
}
