//! The forms in which a date is written, each told around the figures of its day or year.

use super::{FoundDate, Order, full_year, month_named};
use crate::parse::hold::opens;
use std::ops::Range;

/// Reads the date that some figures of a text belong to; no part of it stands before byte `from`.
pub(super) type Form = fn(text: &str, figures: &Range<usize>, from: usize) -> Option<FoundDate>;

/// Every form; of two readings that overlap, the earlier counts.
pub(super) const FORMS: [Form; 5] = [day_first, month_first, year_first, numeric, compact];

/// `Thursday the 24th day of September 2015`, `3 May2006`, `4-July '07`.
fn day_first(text: &str, figures: &Range<usize>, from: usize) -> Option<FoundDate> {
    if figures.len() > 2 || !starts_word(text, figures.start) {
        return None;
    }
    let behind = &text[figures.end..];
    // the ending of a day begins with a letter, and so does a month
    if !without_joint(behind).starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (month, behind) = behind_endings(behind, &["th", "ths", "st", "nd", "rd"])
        .chain([behind])
        .find_map(|behind| opening_month(without_day(behind)))?;
    let (year, rest) = match behind.as_bytes() {
        [byte, ..] if is_word(*byte) => {
            let (year, rest) = opening_year(behind)?;
            (Some(year), rest)
        }
        _ => {
            let behind = behind.strip_prefix('.').unwrap_or(behind);
            year_behind(behind, true)
                .or_else(|| short_year(behind))
                .map_or((None, behind), |(year, rest)| (Some(year), rest))
        }
    };
    let weekday = weekday_before(&text[from..figures.start]);
    let start = weekday.map_or(figures.start, |(_, start)| from + start);
    found(start..text.len() - rest.len(), (year, month, number(&text[figures.clone()])), weekday.map(|(day, _)| day))
}

/// `Monday, May the 3rd, 2022`, `Sept. 27 2023`.
fn month_first(text: &str, figures: &Range<usize>, from: usize) -> Option<FoundDate> {
    let before = text[from.min(figures.start)..figures.start].trim_end();
    if figures.len() > 2 || from + before.len() == figures.start || from > figures.start {
        return None;
    }
    let before = without_the(before);
    let word = last_word(before.strip_suffix('.').unwrap_or(before));
    let start = from + word.start;
    let month = month_named(&text[from..][word.clone()]).filter(|_| starts_word(text, start))?;
    let behind = &text[figures.end..];
    let behind = behind_endings(behind, &["st", "nd", "rd", "th"]).chain([behind]).find(|behind| ends_word(behind))?;
    let (year, rest) = year_behind(behind, false).map_or((None, behind), |(year, rest)| (Some(year), rest));
    let weekday = weekday_before(&text[from..start]);
    let start = weekday.map_or(start, |(_, start)| from + start);
    found(start..text.len() - rest.len(), (year, month, number(&text[figures.clone()])), weekday.map(|(day, _)| day))
}

/// `2015-06-20`, `2015.6.20_`.
fn year_first(text: &str, figures: &Range<usize>, _: usize) -> Option<FoundDate> {
    let year = full(&text[figures.clone()]).filter(|_| starts_word(text, figures.start))?;
    let (month, behind) = part(text[figures.end..].strip_prefix(['-', '.', '/', '_'])?)?;
    let (day, behind) = part(behind.strip_prefix(['-', '.', '/', '_'])?)?;
    found(figures.start..closed(text, behind)?, (Some(year), month as i8, day), None)
}

/// `2.10.15`, `02/10/2015`; `01/28/2015`, whose month can only stand first.
fn numeric(text: &str, figures: &Range<usize>, _: usize) -> Option<FoundDate> {
    if figures.len() > 2 || !starts_word(text, figures.start) {
        return None;
    }
    let is_slashed = text[figures.end..].starts_with('/');
    let (month, behind) = part(text[figures.end..].strip_prefix(['.', '/', '-'])?)?;
    let behind = behind.strip_prefix(['.', '/', '-'])?;
    let (year, rest) = behind.split_at(digits(behind));
    let year = full(year).or_else(|| (year.len() == 2).then(|| full_year(number(year)))).filter(|_| ends_word(rest))?;
    let day = number(&text[figures.clone()]);
    let order = match (day, month) {
        _ if !is_slashed => None,
        (..=12, 13..) => Some(Order::MonthFirst),
        (13.., _) => Some(Order::DayFirst),
        (day, month) => Some(Order::Either).filter(|_| day != month),
    };
    let (day, month) = if order == Some(Order::MonthFirst) { (month, day) } else { (day, month) };
    let found = found(figures.start..text.len() - rest.len(), (Some(year), month as i8, day), None)?;
    Some(FoundDate { order, ..found })
}

/// `20150718`, `20150718T1100`.
fn compact(text: &str, figures: &Range<usize>, _: usize) -> Option<FoundDate> {
    let all = &text[figures.clone()];
    if all.len() != 8 || !starts_word(text, figures.start) {
        return None;
    }
    let (year, month, day) = (full(&all[..4])?, number(&all[4..6]), number(&all[6..]));
    if !(1..=12).contains(&month) || day > 39 {
        return None;
    }
    found(figures.start..closed(text, &text[figures.end..])?, (Some(year), month as i8, day), None)
}

fn found(range: Range<usize>, (year, month, day): (Option<i16>, i8, i16), weekday: Option<i8>) -> Option<FoundDate> {
    Some(FoundDate { range, year, month, day: day as i8, weekday, order: None })
}

/// Where a date ends before `behind`: at a word's end, or with the mark that parts it from what it is joined to.
fn closed(text: &str, behind: &str) -> Option<usize> {
    let end = text.len() - behind.len();
    if ends_word(behind) { Some(end) } else { behind.starts_with(['_', 'T']).then_some(end + 1) }
}

/// Whether no letter, figure or low line of ASCII stands right before a place.
fn starts_word(text: &str, at: usize) -> bool {
    !text.as_bytes()[..at].last().is_some_and(|byte| is_word(*byte))
}

/// Whether a text opens with none.
fn ends_word(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(|byte| is_word(*byte))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// How many figures a text opens with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The value of a few figures.
fn number(figures: &str) -> i16 {
    figures.bytes().fold(0, |number, figure| number * 10 + i16::from(figure - b'0'))
}

/// A year in full: `1995`, `2015`.
fn full(figures: &str) -> Option<i16> {
    Some(figures)
        .filter(|year| year.len() == 4 && digits(year) == 4)
        .map(number)
        .filter(|year| (1900..2100).contains(year))
}

/// The one or two figures that a text opens with, and what stands behind them.
fn part(text: &str) -> Option<(i16, &str)> {
    let (figures, rest) = text.split_at(digits(text));
    matches!(figures.len(), 1 | 2).then(|| (number(figures), rest))
}

/// The year in full that a text opens with, and what stands behind it.
fn opening_year(text: &str) -> Option<(i16, &str)> {
    let (figures, rest) = text.split_at(digits(text));
    full(figures).filter(|_| ends_word(rest)).map(|year| (year, rest))
}

/// The year behind commas and blanks, with `may_lead` also behind dashes and `in`.
fn year_behind(text: &str, may_lead: bool) -> Option<(i16, &str)> {
    let rest = text.trim_start_matches(|c: char| c == ',' || c == '-' && may_lead || c.is_whitespace());
    if rest.len() == text.len() {
        return None;
    }
    opening_year(if may_lead { word_off(rest, "in").unwrap_or(rest) } else { rest })
}

/// `'07`, `’07`.
fn short_year(text: &str) -> Option<(i16, &str)> {
    let figures = text.trim_start().strip_prefix(['\'', '’', '‘'])?;
    part(figures)
        .filter(|(_, rest)| figures.len() - rest.len() == 2 && ends_word(rest))
        .map(|(year, rest)| (full_year(year), rest))
}

/// What stands behind a word and the blanks behind it.
fn word_off<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let behind = Some(text).filter(|text| opens(text, word)).map(|text| &text[word.len()..])?;
    let rest = behind.trim_start();
    (rest.len() < behind.len()).then_some(rest)
}

/// What stands behind the endings that a day has, perhaps a blank before them: `24th`, `29 th`.
fn behind_endings<'a>(text: &'a str, endings: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let near = text.strip_prefix(char::is_whitespace).unwrap_or(text);
    endings.iter().filter(move |ending| opens(near, ending)).map(move |ending| &near[ending.len()..])
}

/// What stands behind `day` and `of`, dashes and blanks.
fn without_day(text: &str) -> &str {
    let text = ["day", "of"].iter().fold(text, |text, word| {
        let behind = text.trim_start();
        if behind.len() < text.len() && opens(behind, word) { &behind[word.len()..] } else { text }
    });
    without_joint(text)
}

/// What stands behind dashes and blanks.
fn without_joint(text: &str) -> &str {
    text.trim_start_matches(|c: char| matches!(c, '-' | '–' | '/') || c.is_whitespace())
}

/// The month that a text opens with, and what stands behind it.
fn opening_month(text: &str) -> Option<(i8, &str)> {
    let (word, rest) = text.split_at(text.bytes().take_while(u8::is_ascii_alphabetic).count());
    month_named(word).map(|month| (month, rest))
}

/// The letters that a text ends with.
fn last_word(text: &str) -> Range<usize> {
    text.len() - text.bytes().rev().take_while(u8::is_ascii_alphabetic).count()..text.len()
}

/// A text without a `the` at its end that blanks part from what stands before it.
fn without_the(text: &str) -> &str {
    let before = &text[..last_word(text).start];
    let is_the = text[before.len()..].eq_ignore_ascii_case("the") && before.trim_end().len() < before.len();
    if is_the { before.trim_end() } else { text }
}

/// The day of the week that a text ends with, blanks behind it, and where it starts: 0 is Monday.
fn weekday_before(text: &str) -> Option<(i8, usize)> {
    let before = text.trim_end();
    if before.len() == text.len() {
        return None;
    }
    let before = without_the(before);
    let before = before.strip_suffix(',').unwrap_or(before);
    let word = last_word(before.strip_suffix('.').unwrap_or(before));
    let written = &before[word.clone()];
    let name = if written.len() > 3 && closes_with_day(written) { &written[..written.len() - 3] } else { written };
    const NAMES: [&[&str]; 7] =
        [&["mon"], &["tue", "tues"], &["wed", "wednes"], &["thu", "thurs"], &["fri"], &["sat", "satur"], &["sun"]];
    let day = NAMES.iter().position(|names| names.iter().any(|other| name.eq_ignore_ascii_case(other)))?;
    starts_word(before, word.start).then_some((day as i8, word.start))
}

fn closes_with_day(word: &str) -> bool {
    crate::parse::hold::closes(word, "day")
}
