//! Dates and times of day as English minutes write them.

mod day_span;
mod forms;
mod times;

pub(super) use times::{FoundTime, bare_times, times};

use forms::FORMS;
use jiff::civil::Date;
use std::ops::Range;

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
    /// Which of day and month stands first, where figures and slashes are all there is.
    pub order: Option<Order>,
}

/// The order of day and month in a date of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `28/01/08`
    DayFirst,
    /// `01/28/08`
    MonthFirst,
    /// `02/11/08`, read as the day first
    Either,
}

impl FoundDate {
    /// The date, where its year is written.
    pub(super) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }

    /// The date with day and month the other way round, where figures leave that open.
    pub(super) fn turned(&self) -> Option<Date> {
        Date::new(self.year.filter(|_| self.order == Some(Order::Either))?, self.day, self.month).ok()
    }

    /// The date with its year taken from `near`: the next such day on or after it.
    pub(super) fn after(&self, near: Date) -> Option<Date> {
        self.date().or_else(|| {
            let this = Date::new(near.year(), self.month, self.day).ok()?;
            if this >= near { Some(this) } else { Date::new(near.year() + 1, self.month, self.day).ok() }
        })
    }

    /// The date in a year, where the day of the week that is written is right for it.
    pub(super) fn of_year(&self, year: i16) -> Option<Date> {
        let date = Date::new(year, self.month, self.day).ok().filter(|_| self.year.is_none())?;
        self.weekday.is_none_or(|day| date.weekday().to_monday_zero_offset() == day).then_some(date)
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

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word names or figures count, 1 to 12.
pub(super) fn month(word: &str) -> Option<i8> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.parse().ok();
    }
    let mut head: [u8; 3] = *word.as_bytes().first_chunk()?;
    head.make_ascii_lowercase();
    MONTHS.iter().position(|name| name.as_bytes().starts_with(&head)).map(|index| index as i8 + 1)
}

/// The month that a word is the name of, in full or cut short: `March`, `Sept`.
fn month_named(word: &str) -> Option<i8> {
    let month = month(word).filter(|_| word.len() >= 3)?;
    let is_name = word.len() == 3
        || word.eq_ignore_ascii_case(MONTHS[month as usize - 1])
        || ["sept", "sepember"].iter().any(|form| word.eq_ignore_ascii_case(form));
    is_name.then_some(month)
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
    let is_date = |month: i16, day: i16| Date::new(full_year(year), month as i8, day as i8).is_ok();
    is_year && ends && (is_date(month.1, day.1) || day.2 == Some(b'/') && month.1 > 12 && is_date(day.1, month.1))
}

/// `15` is 2015, and `70` is 1970.
fn full_year(year: i16) -> i16 {
    match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    }
}

/// Where figures stand in a text, as many as stand together.
fn figures(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        at = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        Some(start..at)
    })
}

/// Every date in `text`, in order of appearance, none inside another.
pub(super) fn dates(text: &str) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    let figures: Vec<Range<usize>> = figures(text).collect();
    for form in FORMS {
        let mut from = 0;
        for figures in &figures {
            if figures.start < from {
                continue;
            }
            let Some(mut date) = form(text, figures, from) else { continue };
            from = date.range.end;
            if Date::new(date.year.unwrap_or(2000), date.month, date.day).is_err() {
                continue;
            }
            // `No. 14 March 28, 2018`: of two readings that overlap, the one with its year
            let overlaps = |other: &FoundDate| other.range.start < date.range.end && date.range.start < other.range.end;
            if found.iter().any(|other| overlaps(other) && (other.year.is_some() || date.year.is_none())) {
                continue;
            }
            found.retain(|other| !overlaps(other));
            (date.range.start, date.day) = day_span::first(&text[..date.range.start], date.day);
            found.push(date);
        }
    }
    found.sort_by_key(|date| date.range.start);
    found
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
        check("01/28/08 and 28/01/08", "2008-01-28 2008-01-28");
        check("Meeting #14 March 28, 2018", "2018-03-28");
        check("held on 3 May2006, 4 July '07", "2006-05-03 2007-07-04");
        check("66/15 and 2011/12 and 18 to 15%", "");
    }

    #[test]
    fn a_text_may_open_with_a_date_in_figures() {
        for text in ["2.10.15", "02/10/2015 AB", "1-1-99: x", "1/28/08"] {
            assert!(opens_with_figures(text) && dates(text)[0].range.start == 0, "{text}");
        }
        for text in ["2.10.", "2.10.155", "2.10.1815", "31.2.15", "6.1.2 AB", "2.10.15a", "123.1.15", ""] {
            assert!(!opens_with_figures(text) && dates(text).is_empty(), "{text}");
        }
    }
}
