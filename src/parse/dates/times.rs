//! Times of day, and spans of them.

use super::{dates, figures};
use regex::{Captures, Regex};
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

/// A time of day found in a text, with the end of a span such as `9:00 - 11:00`.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse) struct FoundTime {
    /// Where it stands (byte range).
    pub range: Range<usize>,
    /// Start as `HH:MM`.
    pub start: String,
    /// End as `HH:MM`.
    pub end: Option<String>,
}

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:(?-u:\b)|(?-u:\b)(?:UTC|GMT)|(?-u:[0-9]T))(?P<h>[01]?[0-9]|2[0-4])(?:(?:[:.](?P<m>[0-5][0-9]))(?:\s?(?P<ap>[ap])\.?\s?m(?-u:\b)\.?)?|\s?(?P<ap2>[ap])\.?\s?m(?-u:\b)\.?)",
        r"(?:\s*(?:-|\x{2013}|to|until)\s*(?P<h2>[01]?[0-9]|2[0-4])(?:[:.](?P<m2>[0-5][0-9]))?(?:\s?(?P<ap3>[ap])\.?\s?m(?-u:\b)\.?)?)?"
    ))
    .expect("the time pattern is valid")
});

static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<h>[01][0-9]|2[0-3])\.?(?P<m>[0-5][0-9])(?:\s*(?:hrs|hours|h)(?-u:\b))?(?:\s*[-\x{2013}]\s*(?P<h2>[01][0-9]|2[0-3])\.?(?P<m2>[0-5][0-9])(?-u:\b))?").expect("the pattern is valid")
});

fn number(found: &Captures, name: &str) -> Option<i16> {
    found.name(name)?.as_str().parse().ok()
}

/// Whether what stands behind some figures may make an hour of them: minutes, or the half of the day.
fn may_follow_hour(behind: &str) -> bool {
    let next = behind.strip_prefix(char::is_whitespace).unwrap_or(behind);
    matches!(behind.as_bytes(), [b':' | b'.', b'0'..=b'5', ..])
        || matches!(next.as_bytes(), [b'a' | b'A' | b'p' | b'P', ..])
}

fn clock(hour: i16, minute: i16, half: Option<char>) -> Option<String> {
    let hour = match (half, hour) {
        (Some('p'), 1..=11) => hour + 12,
        (Some('a'), 12) => 0,
        (_, 24) => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

fn half(found: &Captures, names: &[&str]) -> Option<char> {
    names.iter().find_map(|name| found.name(name)).and_then(|word| word.as_str().to_lowercase().chars().next())
}

/// `9:00-4:00` ends in the afternoon.
fn behind(start: &str, end: String) -> String {
    let hour = |time: &str| time[..2].parse::<u32>().unwrap_or(0);
    if end.as_str() < start && hour(&end) < 12 && hour(&end) + 12 > hour(start) {
        format!("{:02}{}", hour(&end) + 12, &end[2..])
    } else {
        end
    }
}

/// Every time of day in `text`, in order of appearance; digits of dates are left alone.
pub(in crate::parse) fn times(text: &str) -> Vec<FoundTime> {
    let dates = LazyCell::new(|| dates(text));
    let is_free =
        |range: &Range<usize>| !dates.iter().any(|date| date.range.start < range.end && range.start < date.range.end);
    // where an hour may stand first behind a place, perhaps with `UTC` before it
    let hour = |from: usize| {
        let hour = figures(&text[from..]).find(|figures| may_follow_hour(&text[from + figures.end..]))?;
        Some(from.max(text.floor_char_boundary((from + hour.start).saturating_sub("UTC".len()))))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(captures) = hour(at).and_then(|hour| TIME.captures_at(text, hour)) {
        let Some(whole) = captures.get(0) else { break };
        at = whole.end();
        let range = captures.name("h").map_or(whole.start(), |hour| hour.start())..whole.end();
        let (first, last) = (half(&captures, &["ap", "ap2"]), half(&captures, &["ap3"]));
        let has_colon = text[range.clone()].contains(':');
        let is_amount =
            text[..range.start].ends_with(['£', '$', '€', '.']) || text[range.end..].starts_with(['%', 'm', 'k']);
        if !has_colon && first.is_none() && last.is_none() || is_amount || !is_free(&range) {
            continue;
        }
        let Some(start) =
            number(&captures, "h").and_then(|hour| clock(hour, number(&captures, "m").unwrap_or(0), first.or(last)))
        else {
            continue;
        };
        let end = number(&captures, "h2")
            .and_then(|hour| clock(hour, number(&captures, "m2").unwrap_or(0), last))
            .map(|end| behind(&start, end));
        found.push(FoundTime { range, start, end });
    }
    found
}

/// Every time written in digits alone (`1345`, `1400-1700`, `13.30`): only where the words around speak of a time.
pub(in crate::parse) fn bare_times(text: &str) -> Vec<FoundTime> {
    let dates = dates(text);
    BARE.captures_iter(text)
        .filter_map(|captures| {
            let whole = captures.get(0)?;
            let range = whole.start()..whole.end();
            if dates.iter().any(|date| {
                date.range.start < range.end && range.start < date.range.end && !text[date.range.clone()].ends_with(' ')
            }) {
                return None;
            }
            let start = clock(number(&captures, "h")?, number(&captures, "m")?, None)?;
            let end = number(&captures, "h2").and_then(|hour| clock(hour, number(&captures, "m2")?, None));
            Some(FoundTime { range, start, end })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_english_form() {
        fn check(input: &str, expected: &str) {
            let got: Vec<_> =
                times(input).into_iter().map(|time| [time.start, time.end.unwrap_or_default()].join("-")).collect();
            assert_eq!(got.join(" "), expected, "{input}");
        }
        check("9:00am", "09:00-");
        check("at 7.30 pm", "19:30-");
        check("9:00– 11:00", "09:00-11:00");
        check("8:30am - 10:30am", "08:30-10:30");
        check("17:30 BST", "17:30-");
        check("7pm", "19:00-");
        check("2016-08-09T09:00-4:00", "09:00-16:00");
        check("UTC12:00-14:00", "12:00-14:00");
        check("£3.60 and 2.10.15", "");
    }
}
