//! Dates and times of day as English minutes write them.

use super::day_span;
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FoundDate {
    /// Where it stands (byte range).
    pub range: Range<usize>,
    /// Year, where it is written.
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    /// Day of the week, where it is written: 0 is Monday.
    pub weekday: Option<i8>,
}

impl FoundDate {
    /// The date, where its year is written.
    pub(super) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// The date with its year taken from `near`: the next such day on or after it.
    pub(super) fn after(&self, near: Date) -> Option<Date> {
        self.date().or_else(|| {
            let this = Date::new(near.year(), self.month, self.day).ok()?;
            if this >= near { Some(this) } else { Date::new(near.year() + 1, self.month, self.day).ok() }
        })
    }

    /// The date with its year taken from `near`, where it is at most three days from it.
    pub(super) fn near(&self, near: Date) -> Option<Date> {
        (near.year() - 1..=near.year() + 1)
            .filter_map(|year| Date::new(year, self.month, self.day).ok())
            .find(|&date| (date - near).get_days().abs() <= 3)
    }

    /// The date with its year taken from `near`: the last such day on or before it.
    pub(super) fn before(&self, near: Date) -> Option<Date> {
        self.date().or_else(|| {
            let this = Date::new(near.year(), self.month, self.day).ok()?;
            if this <= near { Some(this) } else { Date::new(near.year() - 1, self.month, self.day).ok() }
        })
    }
}

/// A time of day found in a text, with the end of a span such as `9:00 - 11:00`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FoundTime {
    /// Where it stands (byte range).
    pub range: Range<usize>,
    /// Start as `HH:MM`.
    pub start: String,
    /// End as `HH:MM`.
    pub end: Option<String>,
}

const MONTH: &str = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const WEEKDAY: &str =
    r"(?:(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?";

static PATTERNS: LazyLock<[Regex; 5]> = LazyLock::new(|| {
    let build = |pattern: String| Regex::new(&pattern).expect("the date patterns are valid");
    [
        build(format!(
            r"(?i)(?-u:\b){WEEKDAY}(?P<day>[0-9]{{1,2}})(?:\s?(?:st|nd|rd|th|ths))?(?:\s+day)?(?:\s+of)?[\s\-\x{{2013}}/]*{MONTH}(?:(?-u:\b)\.?(?:[,\s\-]+(?:in\s+)?(?P<year>(?:19|20)[0-9][0-9])(?-u:\b)|\s*['’‘](?P<short>[0-9][0-9])(?-u:\b))?|(?P<glued>(?:19|20)[0-9][0-9])(?-u:\b))"
        )),
        build(format!(
            r"(?i)(?-u:\b){WEEKDAY}{MONTH}\.?\s+(?:the\s+)?(?P<day>[0-9]{{1,2}})(?:\s?(?:st|nd|rd|th))?(?-u:\b)(?:[,\s]+(?P<year>(?:19|20)[0-9][0-9])(?-u:\b))?"
        )),
        build(r"(?-u:\b)(?P<year>(?:19|20)[0-9][0-9])[-./_](?P<month>[0-9]{1,2})[-./_](?P<day>[0-9]{1,2})(?:(?-u:\b)|_|T)".into()),
        build(r"(?-u:\b)(?P<day>[0-9]{1,2})(?P<mark>[./-])(?P<month>[0-9]{1,2})[./-](?P<year>(?:19|20)?[0-9][0-9])(?-u:\b)".into()),
        build(r"(?-u:\b)(?P<year>(?:19|20)[0-9][0-9])(?P<month>0[1-9]|1[0-2])(?P<day>[0-3][0-9])(?:(?-u:\b)|_|T)".into()),
    ]
});

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

const MONTH_NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a text has that a date in digits needs.
#[derive(Debug, Default)]
struct Shape {
    has_digit: bool,
    /// Two marks with digits around: `3.4.15`.
    has_marks: bool,
    /// Eight digits in a row.
    has_run: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let mut shape = Self::default();
        let (mut run, mut marks) = (0, 0);
        for byte in text.bytes() {
            match byte {
                b'0'..=b'9' => {
                    run += 1;
                    shape.has_digit = true;
                    shape.has_marks |= marks == 2;
                    shape.has_run |= run >= 8;
                }
                b'.' | b'/' | b'-' | b'_' if run > 0 => (run, marks) = (0, marks + 1),
                _ => (run, marks) = (0, 0),
            }
        }
        shape
    }
}

/// Whether the day of a month is there, as in every date in words: before it (`3rd day of May`), behind it (`May the 3rd`).
fn days_of_months(text: &[u8]) -> (bool, bool) {
    let (mut before, mut behind) = (false, false);
    let mut at = 0;
    while let Some(start) = text[at..].iter().position(u8::is_ascii_digit).map(|digit| at + digit) {
        let figures = text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + figures;
        if figures <= 2 {
            before = before || is_before_month(&text[at..]);
            behind = behind || is_behind_month(&text[..start]);
        }
    }
    (before, behind)
}

/// Whether a month follows, with nothing but `th`, `day` and `of` before it.
fn is_before_month(mut text: &[u8]) -> bool {
    const BETWEEN: [&str; 7] = ["ths", "th", "st", "nd", "rd", "day", "of"];
    loop {
        let gap = text.iter().take_while(|byte| is_gap(**byte)).count();
        text = &text[gap..];
        if opens_month(text) {
            return true;
        }
        let opens =
            |word: &&&str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
        match BETWEEN.iter().find(opens) {
            Some(word) => text = &text[word.len()..],
            None => return false,
        }
    }
}

/// Whether a month goes before, with nothing but `the` behind it.
fn is_behind_month(mut text: &[u8]) -> bool {
    loop {
        let gap = text.iter().rev().take_while(|byte| is_gap(**byte)).count();
        text = &text[..text.len() - gap];
        let length = text.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word;
        (text, word) = text.split_at(text.len() - length);
        if !word.eq_ignore_ascii_case(b"the") {
            return opens_month(word);
        }
    }
}

/// What stands between the words of a date: blanks, marks, and whatever is not ASCII.
fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b || matches!(byte, b'-' | b'/' | b'.') || !byte.is_ascii()
}

fn opens_month(text: &[u8]) -> bool {
    let Some(mut head) = text.first_chunk().copied() else { return false };
    head.make_ascii_lowercase();
    matches!(
        &head,
        b"jan" | b"feb" | b"mar" | b"apr" | b"may" | b"jun" | b"jul" | b"aug" | b"sep" | b"oct" | b"nov" | b"dec"
    )
}

fn number(found: &Captures, name: &str) -> Option<i16> {
    found.name(name)?.as_str().parse().ok()
}

pub(super) fn month(word: &str) -> Option<i8> {
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let word = word.to_lowercase();
    MONTH_NAMES.iter().position(|name| word.starts_with(name)).map(|index| index as i8 + 1)
}

/// Whether a text opens with a date in figures: `2.10.15`, `02/10/2015`.
pub(super) fn opens_with_figures(text: &str) -> bool {
    let mut rest = text.as_bytes();
    let mut part = || {
        let figures = rest.iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
        let digits;
        (digits, rest) = rest.split_at(figures);
        let number = digits.iter().fold(0, |number, digit| number * 10 + i16::from(digit - b'0'));
        let mark = rest.first().copied();
        rest = rest.get(1..).unwrap_or_default();
        (figures, number, mark)
    };
    let (day, month) = (part(), part());
    let is_marked = |(figures, _, mark)| (1..=2).contains(&figures) && matches!(mark, Some(b'.' | b'/' | b'-'));
    if !is_marked(day) || !is_marked(month) {
        return false;
    }
    let (figures, year, behind) = part();
    let is_year = figures == 2 || figures == 4 && (1900..2100).contains(&year);
    let ends = !behind.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_year && ends && Date::new(full_year(year), month.1 as i8, day.1 as i8).is_ok()
}

/// `15` is 2015, and `70` is 1970.
fn full_year(year: i16) -> i16 {
    match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    }
}

/// Every date in `text`, in order of appearance, none inside another.
pub(super) fn dates(text: &str) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    let shape = Shape::of(text);
    let (before, behind) = if shape.has_digit { days_of_months(text.as_bytes()) } else { (false, false) };
    let [day_first, month_first, year_first, numeric, compact] = &*PATTERNS;
    let patterns = [
        (day_first, before),
        (month_first, behind),
        (year_first, shape.has_marks),
        (numeric, shape.has_marks),
        (compact, shape.has_run),
    ];
    for (pattern, _) in patterns.iter().filter(|(_, may_match)| *may_match) {
        for captures in pattern.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let range = whole.start()..whole.end();
            let month = captures.name("month").and_then(|word| month(word.as_str()));
            let (Some(day), Some(month)) = (number(&captures, "day"), month) else { continue };
            let year = ["year", "glued", "short"].iter().find_map(|name| number(&captures, name)).map(full_year);
            if Date::new(year.unwrap_or(2000), month, day as i8).is_err() {
                continue;
            }
            // `No. 14 March 28, 2018`: of two readings that overlap, the one with its year
            let overlaps = |other: &FoundDate| other.range.start < range.end && range.start < other.range.end;
            if found.iter().any(|other| overlaps(other) && (other.year.is_some() || year.is_none())) {
                continue;
            }
            found.retain(|other| !overlaps(other));
            let weekday = captures.name("weekday").and_then(|word| {
                const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                let word = word.as_str().to_lowercase();
                DAYS.iter().position(|name| word.starts_with(name)).map(|index| index as i8)
            });
            let (start, day) = day_span::first(&text[..range.start], day);
            found.push(FoundDate { range: start..range.end, year, month, day: day as i8, weekday });
        }
    }
    found.sort_by_key(|date| date.range.start);
    found
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
pub(super) fn times(text: &str) -> Vec<FoundTime> {
    let dates = LazyCell::new(|| dates(text));
    let is_free =
        |range: &Range<usize>| !dates.iter().any(|date| date.range.start < range.end && range.start < date.range.end);
    let mut found = Vec::new();
    for captures in TIME.captures_iter(text) {
        let Some(whole) = captures.get(0) else { continue };
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
pub(super) fn bare_times(text: &str) -> Vec<FoundTime> {
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
    fn dates_are_read_in_every_english_form() {
        fn check(input: &str, expected: &str) {
            let found = dates(input);
            let got: Vec<_> =
                found.iter().map(|date| date.date().map_or("no year".into(), |date| date.to_string())).collect();
            assert_eq!(got.join(" "), expected, "{input}");
        }
        check("Thursday 24 September 2015 9:00am", "2015-09-24");
        check("the 29 th October 2015", "2015-10-29");
        check("September 27, 2023", "2023-09-27");
        check("on 1st of May 2021 and 2.10.15", "2021-05-01 2015-10-02");
        check("2015-06-20 20150718-1100", "2015-06-20 2015-07-18");
        check("Friday 25th April", "no year");
        check("3/04/14", "2014-04-03");
        check("Meeting #14 March 28, 2018", "2018-03-28");
        check("held on 3 May2006, 4 July '07", "2006-05-03 2007-07-04");
        check("66/15 and 2011/12 and 18 to 15%", "");
    }

    #[test]
    fn a_text_may_open_with_a_date_in_figures() {
        for text in ["2.10.15", "02/10/2015 AB", "1-1-99: x"] {
            assert!(opens_with_figures(text) && dates(text)[0].range.start == 0, "{text}");
        }
        for text in ["2.10.", "2.10.155", "2.10.1815", "31.2.15", "6.1.2 AB", "2.10.15a", "123.1.15", ""] {
            assert!(!opens_with_figures(text) && dates(text).is_empty(), "{text}");
        }
    }

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
