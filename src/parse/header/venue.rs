//! The venue, told from what else stands behind a date.

use crate::parse::{dates, words};
use regex::Regex;
use std::sync::LazyLock;

static LEAD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:held\s+)?(?:in|at|@)\s+(?:the\s+)?").expect("the lead pattern is valid"));

/// The place that a stretch behind a date or time states: `in the Village Hall`, `, Members’ Room, Civic Centre`.
///
/// It has a word of a place in it or is announced by `in` or `at`; what goes on behind the place is cut off.
pub(super) fn stated(text: &str) -> Option<String> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s(?:those|present|attend[A-Za-z]+|in attendance|on|at|from|commencing|starting|following|after|when|by|to|for|and (?:was|the)|was|were|gave)(?-u:\b)|[;:\n(…]|(?-i:[\p{Ll}0-9)]{2})\.(?:\s|$)").expect("the end pattern is valid")
    });
    let text = behind_clock(text.trim_start_matches(is_mark));
    // letters of a time read wrongly may stand before: `om in the school`
    let from =
        text.find(" in the ").filter(|&at| at < 6 && text.starts_with(char::is_lowercase)).map_or(0, |at| at + 1);
    let lead = LEAD.find(&text[from..]).map_or(0, |lead| from + lead.end());
    let rest = &text[lead..];
    let end = END.find(rest).map_or(rest.len(), |end| {
        // a full stop is cut off with what follows it, not with the letters before it
        end.end() - end.as_str().len() + end.as_str().find('.').unwrap_or(0)
    });
    let end = dates::dates(&rest[..end]).first().map_or(end, |date| date.range.start);
    let end = dates::times(&rest[..end]).first().map_or(end, |time| time.range.start);
    let place = trimmed(&rest[..end]);
    let is_announced = lead > 0 && place.starts_with(char::is_uppercase) && has_long_word(place);
    (fits(place) && (is_announced || holds_place(place))).then(|| place.to_owned())
}

/// A line before the time that is the name of a place: `Conference Room, Lantern House`.
pub(super) fn named(text: &str) -> Option<String> {
    let text = behind_clock(text.trim_start_matches(is_mark));
    let place = trimmed(&text[LEAD.find(text).map_or(0, |lead| lead.end())..]);
    (fits(place) && place.contains(' ') && place.starts_with(char::is_uppercase) && holds_place(place))
        .then(|| place.to_owned())
}

/// The place in `... held at the Corn Hall on ...`.
pub(super) fn held_at(text: &str) -> Option<String> {
    static HELD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)held\s+(?P<place>(?:in|at)\s)").expect("the pattern is valid"));
    HELD.captures_iter(text).find_map(|found| stated(&text[found.name("place")?.start()..]))
}

/// Without the word of a clock that a time has left: `hours, Fire Station`.
fn behind_clock(text: &str) -> &str {
    let word = text.split([' ', ',', '.']).next().unwrap_or_default();
    let is_clock = ["hours", "hrs", "hour", "h", "BST", "GMT", "UTC", "CET", "CEST"].contains(&word);
    if is_clock { text[word.len()..].trim_start_matches(is_mark) } else { text }
}

fn is_mark(c: char) -> bool {
    matches!(c, '|' | ',' | '.' | ' ' | '-' | '–' | '*' | ':' | ')')
}

/// Without marks around it, and without an `on` or `at` that the date behind it has left.
fn trimmed(text: &str) -> &str {
    let text = text.trim_matches(is_mark);
    let word = text.rsplit(' ').next().unwrap_or_default();
    let is_left =
        word.len() < text.len() && ["on", "at", "in", "the"].iter().any(|left| word.eq_ignore_ascii_case(left));
    if is_left { text[..text.len() - word.len()].trim_matches(is_mark) } else { text }
}

fn holds_place(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/')).any(words::is_place)
}

fn has_long_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() >= 4)
}

/// Few words, none of them of minutes.
fn fits(place: &str) -> bool {
    let is_of_minutes = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        ["meeting", "minutes", "notes", "agenda", "present", "apologies", "time", "start"]
            .iter()
            .any(|other| word.eq_ignore_ascii_case(other))
    };
    let words = place.split_whitespace();
    place.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && words.clone().count() <= 10
        && place.len() <= 100
        && !words.clone().any(is_of_minutes)
        && !words.clone().any(words::is_finite_verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_what_else_stands_behind_a_date() {
        fn check(input: &str, expected: Option<&str>) {
            assert_eq!(stated(input).as_deref(), expected, "{input}");
        }
        check(" in the Corn Hall at", Some("Corn Hall"));
        check(", Members’ Room, Civic Centre. Apologies came.", Some("Members’ Room, Civic Centre"));
        check(" at St. Osyth's Church Hall on", Some("St. Osyth's Church Hall"));
        check(" at Tarnley", Some("Tarnley"));
        check(" hours, Fire Station, Tarnley", Some("Fire Station, Tarnley"));
        check(" EDT (UTC-5)", None);
        check(" Post AGM", None);
        check(". Meeting closed at 9", None);
        check(" in accordance with part 6", None);
    }

    #[test]
    fn a_venue_ends_where_the_date_starts() {
        fn check(input: &str, expected: Option<&str>) {
            assert_eq!(held_at(input).as_deref(), expected, "{input}");
        }
        check("MEETING HELD AT THE CHURCH MONDAY 12th MAY 2014", Some("CHURCH"));
        check("meeting held on 3 May and held in the Corn Hall, Tarnley on 4 May", Some("Corn Hall, Tarnley"));
        check("must be held in accordance with the rules", None);
    }
}
