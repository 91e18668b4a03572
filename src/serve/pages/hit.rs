//! What hits look like: their place, the best stretch with its matches, who raised it, where it stands in the source.

use super::super::link;
use crate::present::{Piece, pieces};
use crate::query::Hit;
use jiff::civil::Date;
use maud::{Markup, html};
use std::borrow::Cow;

/// Letters of a passage shown in a list.
const SNIPPET: usize = 320;

/// Hits grouped by meeting, in the order in which meetings come up; the words of `query` are marked where they lead.
pub(super) fn grouped(hits: &[Hit], query: &str) -> Markup {
    let mut meetings: Vec<&str> = Vec::new();
    for hit in hits {
        if !meetings.contains(&hit.meeting.id.as_str()) {
            meetings.push(&hit.meeting.id);
        }
    }
    html! {
        @for id in meetings {
            @let of_meeting: Vec<&Hit> = hits.iter().filter(|hit| hit.meeting.id == id).collect();
            article.meeting {
                h2 { (meeting_title(of_meeting[0])) }
                ol.hits { @for hit in of_meeting { li { (passage(hit, query)) } } }
            }
        }
    }
}

fn meeting_title(hit: &Hit) -> Markup {
    let title = hit.meeting.title.as_deref().or(hit.meeting.body.as_deref()).unwrap_or(&hit.path);
    html! {
        a href=(link::meeting(&hit.meeting.id)) {
            (day(hit.meeting.date)) " " span.title { (title) }
        }
    }
}

/// One passage.
pub(super) fn passage(hit: &Hit, query: &str) -> Markup {
    let spoke: Vec<&String> = hit.people.iter().filter(|person| !hit.raised_by.contains(person)).collect();
    html! {
        div.passage {
            div.said {
                (place(hit))
                p.text { (marked(hit)) }
                p.source {
                    a href=(link::passage(&hit.id, query)) { "Read it in the minutes" }
                    " " span.path title=(hit.path) { (file_name(&hit.path)) ":" (hit.line_start) @if let Some(page) = hit.page { ", page " (page) } }
                }
            }
            @if !hit.people.is_empty() || !hit.actions.is_empty() {
                dl.who {
                    @if !hit.raised_by.is_empty() { dt { "Raised by" } @for name in &hit.raised_by { dd { (person(name)) } } }
                    @if !spoke.is_empty() { dt { "People" } @for name in spoke { dd { (person(name)) } } }
                    @if !hit.actions.is_empty() {
                        dt { "Actions" }
                        @for code in &hit.actions { dd { a href=(link::action(code)) { (code) } } }
                    }
                }
            }
        }
    }
}

/// Item and topic of a hit, as far as its text does not open with them.
fn place(hit: &Hit) -> Markup {
    let opening = hit.text.split_once('\n').map_or("", |(heading, _)| heading);
    let is_said = |part: &str| opening.ends_with(part.trim_start_matches(|letter: char| !letter.is_alphabetic()));
    let topic = hit.topic.as_deref();
    let heading = hit.item.heading.as_deref().filter(|heading| !is_said(heading) || Some(*heading) == topic);
    html! {
        p.place {
            @if let Some(heading) = heading {
                @if let Some(number) = &hit.item.number { (number) " " }
                @if Some(heading) == topic { a href=(link::topic(heading)) { (heading) } } @else { (heading) }
            }
            @if let Some(topic) = topic.filter(|topic| Some(*topic) != hit.item.heading.as_deref()) {
                @if heading.is_some() { span aria-hidden="true" { " › " } }
                a href=(link::topic(topic)) { (topic) }
            }
        }
    }
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The best stretch of a hit with its matches marked.
pub(in super::super) fn marked(hit: &Hit) -> Markup {
    html! {
        @for piece in pieces(hit, SNIPPET) {
            @match piece {
                Piece::Plain(text) => { (lines(&text)) }
                Piece::Match(text) => { mark { (text) } }
                Piece::Cut => { " … " }
            }
        }
    }
}

/// The text with its line ends.
fn lines(text: &str) -> Markup {
    html! { @for (at, line) in text.split('\n').enumerate() { @if at > 0 { br; } (line) } }
}

/// The text with these stretches marked, in characters.
pub(super) fn with_marks(text: &str, ranges: &[[usize; 2]]) -> Markup {
    let letters: Vec<char> = text.chars().collect();
    let piece =
        |from: usize, to: usize| letters[from.min(letters.len())..to.min(letters.len())].iter().collect::<String>();
    let starts = std::iter::once(0).chain(ranges.iter().map(|[_, end]| *end));
    html! {
        @for (before, [start, end]) in starts.zip(ranges) { (piece(before, *start)) mark { (piece(*start, *end)) } }
        (piece(ranges.last().map_or(0, |[_, end]| *end), letters.len()))
    }
}

/// The beginning of a text that stands among many.
pub(super) fn short(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SNIPPET) {
        None => text.into(),
        Some((end, _)) => {
            let words = text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(words, _)| words);
            format!("{} …", words.trim_end()).into()
        }
    }
}

/// A person's name as a link.
pub(super) fn person(name: &str) -> Markup {
    html! { a href=(link::person(name)) { (name) } }
}

/// A day as programs and people read it.
pub(in super::super) fn day(day: Option<Date>) -> Markup {
    html! {
        @match day {
            Some(day) => time datetime=(day) { (day.strftime("%-d %b %Y")) },
            None => span { "no date" },
        }
    }
}

/// The days from one to another.
pub(in super::super) fn days(first: Option<Date>, last: Option<Date>) -> Markup {
    html! { (day(first)) @if first != last { " to " (day(last)) } }
}

/// A number with its noun.
pub(in super::super) fn count(number: impl TryInto<u64>, noun: &str) -> String {
    let number = number.try_into().unwrap_or_default();
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!(count(1_u64, "hit"), "1 hit");
        assert_eq!(count(1_234_567_u64, "hit"), "1,234,567 hits");
        assert_eq!(count(999_usize, "hit"), "999 hits");
    }

    #[test]
    fn a_long_text_ends_with_a_whole_word() {
        assert_eq!(short("Clerk to order a survey."), "Clerk to order a survey.");
        let long = short(&"straße ".repeat(100)).into_owned();
        assert!(long.ends_with("straße …") && long.chars().count() <= SNIPPET + 2, "{long}");
        assert_eq!(short(&"é".repeat(400)).chars().count(), SNIPPET + 2);
    }

    #[test]
    fn markup_of_a_document_is_text() {
        let marked = with_marks("<b>é</b> & x", &[[3, 4]]);
        assert_eq!(marked.into_string(), "&lt;b&gt;<mark>é</mark>&lt;/b&gt; &amp; x");
    }
}
