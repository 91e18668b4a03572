//! The title of minutes, told from notices, and the series it names.

use crate::parse::hold::holds;
use crate::parse::{dates, words};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines that are neither title nor date.
pub(super) fn is_notice(line: &str) -> bool {
    let lower = words::bare(line).to_lowercase();
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
            | "items"
            | "no. item"
    ) || ["http:", "https:", "contact:"].iter().any(|start| lower.starts_with(start))
        || words::attendance(line).is_some()
        || lower.ends_with(" present")
}

/// Names of pages that hold minutes: a title only where there is no other.
pub(super) fn names_page(line: &str) -> bool {
    let lower = words::bare(line).to_lowercase();
    let lower = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    matches!(
        lower,
        "agenda and minutes"
            | "agendas and minutes"
            | "agenda & minutes"
            | "agendas & minutes"
            | "agendas, reports and minutes"
            | "minutes and agenda"
            | "minutes and agendas"
            | "meeting minutes"
            | "minutes of meeting"
            | "minutes of meetings"
            | "minutes"
    )
}

pub(super) fn is_title(text: &str) -> bool {
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
        && !["http:", "https:"].iter().any(|scheme| text.starts_with(scheme))
        && !text.starts_with(['{', '<', '|'])
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 6
}

static NOTICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\(?(?-u:\b)(?:unapproved|unconfirmed|(?:subject to|until|for|pending)\s+(?:the\s+)?(?:being\s+)?(?:[A-Za-z]+\s+and\s+)?(?:approv[A-Za-z]+|confirm[A-Za-z]+|consider[A-Za-z]+|ratifi[A-Za-z]+|adopt[A-Za-z]+)(?:\s+(?:at|by)\s+the\s+(?:next|following)(?:\s+[A-Za-z]+){0,2}?\s+meeting)?)\)?").expect("the notice pattern is valid")
});

/// A line without the words that say it waits for approval.
pub(super) fn without_notice(line: &str) -> String {
    if !["approv", "confirm", "consider", "ratif", "adopt"].iter().any(|waits| holds(line, waits)) {
        return line.to_owned();
    }
    NOTICE.replace_all(line, " ").into_owned()
}

/// The words in capitals that open a title: often the name of the body.
pub(super) fn capitals(title: &str) -> &str {
    let is_capital =
        |word: &&str| word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.trim().len() > 1;
    &title[..title.split_inclusive(' ').take_while(is_capital).map(str::len).sum()]
}

/// Whether a text names the minutes or the meeting.
pub(super) fn speaks_of_minutes(text: &str) -> bool {
    ["notes", "minutes", "meeting", "agenda"]
        .iter()
        .any(|word| text.split(|c: char| !c.is_alphabetic()).any(|part| part.eq_ignore_ascii_case(word)))
}

/// Whether a line says little more than the day: `Monday 21 June 2010`, `4 August 2014 Minutes`.
pub(super) fn is_day(line: &str, spans: &[Range<usize>]) -> bool {
    let mut rest = line.to_owned();
    spans.iter().rev().for_each(|span| rest.replace_range(span.clone(), " "));
    let says = |word: &str| {
        let word = words::bare(word).to_lowercase();
        word.len() > 2 && !matches!(word.as_str(), "the" | "draft" | "minutes" | "meeting" | "notes" | "agenda")
    };
    !rest.split_whitespace().any(says)
}

/// Whether a line speaks of a meeting, or names a body that meets.
pub(super) fn names_meeting(line: &str) -> bool {
    speaks_of_minutes(line) || line.split_whitespace().any(|word| words::is_organisation(words::bare(word)))
}

/// A title around its date: `Notes of the` and `steering group meeting` of `Notes of the 3 May 2022 steering group meeting`.
pub(super) fn around(before: &str, behind: &str) -> Option<String> {
    let is_open = ["the", "for", "of", "from"].iter().any(|word| before.rsplit(' ').next() == Some(*word));
    let behind = behind.trim().trim_end_matches('.');
    let is_name = behind.starts_with(char::is_alphabetic) && behind.split(' ').count() <= 8;
    (is_open && is_name && speaks_of_minutes(behind)).then(|| format!("{before} {behind}"))
}

/// Whether a line goes on with the title above it: below an institution, the minutes of a body of its own.
pub(super) fn goes_on(title: &str, line: &str) -> bool {
    let is_body = |text: &str| text.split_whitespace().any(|word| words::is_organisation(words::bare(word)));
    if speaks_of_minutes(title) || !speaks_of_minutes(line) || !is_body(title) || title.split(' ').count() > 6 {
        return false;
    }
    let Some(own) = body(line).filter(|own| is_body(own) && own.split(' ').count() > 1) else { return false };
    let title = title.to_lowercase();
    !own.to_lowercase().split(' ').any(|word| word.len() > 3 && title.contains(word))
}

/// Whether the front matter gives a title that says more than the day.
pub(super) fn is_told(properties: &[(String, String)]) -> bool {
    properties.iter().any(|(name, title)| name == "title" && body(title).is_some())
}

/// Notices and the body's name in capitals that stand before the title proper.
fn without_lead(title: &str) -> &str {
    let title = NOTICE.find_iter(title).last().map_or(title, |notice| title[notice.end()..].trim_start());
    let capitals = capitals(title);
    let rest = &title[capitals.len()..];
    if capitals.len() > 8 && rest.to_lowercase().contains("meeting") && rest.split_whitespace().count() >= 3 {
        rest
    } else {
        title
    }
}

/// Without the page's own numbers (`1310/08/2017`) before it.
fn without_page(title: &str) -> &str {
    let word = title.split(' ').next().unwrap_or_default();
    let is_number = word.contains('/') && word.chars().all(|c| c.is_ascii_digit() || c == '/');
    if is_number { title[word.len()..].trim_start() } else { title }
}

pub(super) fn tidy(title: &str) -> String {
    static HELD_CUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s+(?:held|which was held|on|at|in)\s*(?:(?:in|at|on)(?-u:\b).*)?$")
            .expect("the pattern is valid")
    });
    let title = without_page(without_lead(title.trim()))
        .trim_matches(|c: char| matches!(c, '*' | '#' | ',' | ' ' | '-' | '–' | '_' | ':'));
    let title = HELD_CUT.replace(title, "");
    title.trim_matches(|c: char| matches!(c, '*' | ',' | ' ' | '–' | ':')).to_owned()
}

/// The series a title names: without the words that every set of minutes carries, numbers, months and dates.
pub(super) fn body(title: &str) -> Option<String> {
    static NOISE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:draft|final|unconfirmed|approved)?\s*minutes(?-u:\b)(?:\s+(?:of|from)(?:\s+(?:the|a))?)?|(?-u:\b)(?:ordinary|extraordinary|annual general|special)?\s*meetings?(?-u:\b)(?:\s+[0-9]{1,3}$)?(?:\s+of(?:\s+the)?)?|(?:(?-u:\b)(?:no\.?|number)|#)\s*[0-9]+(?-u:\b)|(?-u:\b)notes(?-u:\b)|\s-\s+agenda$")
            .expect("the pattern is valid")
    });
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[\s,(]+(?:19|20)[0-9][0-9]\)?$").expect("the year pattern is valid"));
    let mut title = title.lines().next().unwrap_or_default().to_owned();
    for date in dates::dates(&title.clone()).iter().rev() {
        title.replace_range(date.range.clone(), "");
    }
    while let Some(found) = named_month(&title) {
        title.replace_range(found, " ");
    }
    let title = YEAR.replace(title.trim_end(), "");
    let bare = NOISE.replace_all(&title, " ");
    let words: Vec<&str> = bare.split_whitespace().collect();
    let bare = words
        .join(" ")
        .trim_matches(|c: char| !c.is_alphanumeric() && c != ')')
        .trim_end_matches(" of")
        .trim_start_matches("of ")
        .trim_start_matches("for ")
        .trim_start_matches("the ")
        .trim_start_matches("The ")
        .to_owned();
    (bare.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(bare)
}

/// Where a title names the month of its meeting: `the May meeting`, `June 2023`, `Minutes - May`.
fn named_month(title: &str) -> Option<std::ops::Range<usize>> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        let names = "january|february|march|april|may|june|july|august|september|october|november|december";
        Regex::new(&format!(
            r"(?i)(?:^|\s)(?P<before>(?:{names})(?:\s+(?:19|20)[0-9][0-9])?)(?:\s+[A-Za-z]+)?\s+(?:meetings?|minutes)(?-u:\b)|(?-u:\b)(?P<year>(?:{names})\s+(?:19|20)[0-9][0-9])(?-u:\b)|\s(?P<last>{names})$"
        ))
        .expect("the month pattern is valid")
    });
    let is_month = |word: &str| word.len() > 2 && dates::month(word).is_some();
    if !title.split(|c: char| !c.is_ascii_alphabetic()).any(is_month) {
        return None;
    }
    let found = MONTH.captures(title)?;
    ["before", "year", "last"].iter().find_map(|name| found.name(name)).map(|month| month.range())
}

/// The years that a title names: `Harbour Club AGM 2009`.
pub(super) fn years(title: &str) -> impl Iterator<Item = i16> {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() == 4);
    words.filter_map(|word| word.parse().ok()).filter(|year| (1900..2100).contains(year))
}

/// The month of the meeting that a title names, 1 to 12.
pub(super) fn month(title: &str) -> Option<i8> {
    if !dates::dates(title).is_empty() {
        return None;
    }
    dates::month(&title[named_month(title)?])
}

/// Whether a line is a sentence or more, such as a note on the page, and no title.
pub(super) fn is_prose(line: &str) -> bool {
    static TWO: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\p{Ll}{3,}[.!?]\s+\p{Lu}[A-Za-z]*\s+\p{Ll}").expect("the pattern is valid"));
    let verbs = line.split_whitespace().take(30).filter(|word| words::is_finite_verb(word)).count();
    let ends = line.trim_end().ends_with(['.', '!']) && !line.trim_end().ends_with(".m.");
    verbs > 0 && (ends || TWO.is_match(line)) && dates::times(line).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_named_without_number_month_and_year() {
        fn check(title: &str, expected: &str) {
            assert_eq!(body(title).as_deref(), Some(expected), "{title}");
        }
        check("Minutes of the May Meeting of Tarnley PC", "Tarnley PC");
        check("Tarnley Parish Council November Meeting Minutes", "Tarnley Parish Council");
        check("Steering Committee June 2023", "Steering Committee");
        check("Harbour Panel Meeting 13", "Harbour Panel");
        check("Harbour Panel Meeting #14", "Harbour Panel");
        check("March Town Council Meeting", "March Town Council");
        check("Meeting notes for the harbour panel meeting", "harbour panel");
    }

    #[test]
    fn notes_on_the_page_are_no_title() {
        assert!(is_prose("Note: this page was edited in 2025 to correct spelling. The old version is in the history"));
        assert!(!is_prose("Minutes of the meeting which was held at the Corn Hall"));
    }
}
