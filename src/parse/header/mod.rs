//! The header of minutes: title, series, date, time and venue; what the text leaves open, from front matter and file name.

mod elsewhere;
mod next;
mod opening;
mod title;
mod venue;

use super::dates::{self, FoundDate, FoundTime};
use super::flow::{Kind, Para};
use super::listing;
use crate::meeting::Meeting;
pub(super) use elsewhere::Elsewhere;
pub(super) use next::next_meeting;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Paragraphs of the title block are looked for among the first so many.
const REACH: usize = 40;

/// A paragraph of more bytes is no line of a title block.
const LONGEST: usize = 600;

/// Fills the header of `meeting` from the title block `paras[..end]`.
///
/// What it leaves open comes from `elsewhere`.
pub(super) fn read(meeting: &mut Meeting, paras: &[Para], end: usize, elsewhere: &Elsewhere) {
    let mut day: Option<FoundDate> = None;
    let mut other = Titles::default();
    let lines = lines(paras, end);
    for line in &lines {
        labelled(meeting, &mut day, line);
    }
    for line in lines.iter().filter(|line| !is_label(&line.text)) {
        if line.is_entry {
            bare_entry(meeting, &mut day, &line.text);
        } else if !title::names_page(&line.text) {
            title_line(meeting, &mut day, &mut other, &line.text);
        }
    }
    if meeting.date.is_none()
        && let Some((dates, sentence)) = opening::day(paras)
    {
        take_date(meeting, &mut day, dates);
        meeting.venue = meeting.venue.take().or_else(|| venue::held_at(sentence));
        meeting.start_time =
            meeting.start_time.take().or_else(|| dates::times(sentence).first().map(|time| start(time, sentence)));
    }
    if let Some(turned) = opening::with_month_first(paras, day.as_ref(), meeting.date) {
        meeting.date = Some(turned);
    }
    if meeting.start_time.is_none() {
        meeting.start_time = opening::time(paras);
    }
    if meeting.venue.is_none() {
        meeting.venue = lines.iter().find_map(|line| venue::held_at(&line.text)).or_else(|| below_time(&lines));
    }
    let page = || lines.iter().find(|line| title::names_page(&line.text) && !title::is_notice(&line.text));
    let day_line = other.day.filter(|_| !title::is_told(elsewhere.properties));
    let written =
        meeting.title.take().or(day_line).or_else(|| page().map(|line| line.text.clone())).unwrap_or_default();
    let mut title = title::tidy(&written);
    if let Some(below) = other.below {
        title = format!("{title} {}", title::tidy(&below));
    }
    meeting.title = Some(title).filter(|title| !title.is_empty());
    meeting.body = meeting.title.as_deref().and_then(title::body).or_else(|| title::body(title::capitals(&written)));
    elsewhere::fall_back(meeting, day, elsewhere);
}

/// The name of a place on the line below the one that gives the time, or the day where none gives a time.
fn below_time(lines: &[Line]) -> Option<String> {
    let timed = || lines.windows(2).find(|pair| !dates::times(&pair[0].text).is_empty());
    let dated = || lines.windows(2).find(|pair| !dates::dates(&pair[0].text).is_empty());
    let below = timed().or_else(dated)?;
    let place = &below[1].text;
    if is_label(place) || below[1].is_entry || !dates::dates(place).is_empty() { None } else { venue::named(place) }
}

/// Lines that are part of a title, or stand in for one.
#[derive(Default)]
struct Titles {
    /// A line that says little more than the day.
    day: Option<String>,
    /// The line below the name of an institution that names which of its bodies met.
    below: Option<String>,
}

/// A line of the title block.
struct Line {
    text: String,
    /// Whether it is an entry of a list, which says something of the header only behind a label.
    is_entry: bool,
}

/// The lines of the title block; one cut behind a word such as `held` or `in` goes on in the next.
///
/// A paragraph that runs from the title into the attendance list gives what stands before the list's label.
fn lines(paras: &[Para], end: usize) -> Vec<Line> {
    let is_open = |text: &str| {
        let last = text.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
        ["held", "in", "at", "on", "of", "the"].iter().any(|word| last.eq_ignore_ascii_case(word))
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut add = |text: &str, is_entry: bool| match lines.last_mut() {
        Some(last) if !is_entry && (is_open(&last.text) || is_bare_label(&last.text)) => {
            last.text.push(' ');
            last.text.push_str(text.trim());
        }
        _ => lines.push(Line { text: text.trim().to_owned(), is_entry }),
    };
    let mut runs_on = true;
    for (index, para) in paras.iter().enumerate().take((end + 1).min(REACH)) {
        let text = para.string();
        let is_entry = matches!(para.kind, Kind::Item { .. });
        let list = Some(text)
            .filter(|_| runs_on && para.words.may_hold(":-–—".as_bytes()))
            .and_then(listing::label_within)
            .filter(|label| (1..=LONGEST).contains(&label.start));
        runs_on = runs_on && text.len() <= LONGEST;
        if text.len() <= LONGEST && index < end {
            text.lines().for_each(|line| add(line, is_entry));
        } else if let Some(list) = list.filter(|_| !is_entry) {
            add(&text[..list.start], false);
        }
    }
    lines
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s*•-]*(?P<label>name of (?:the )?(?:meeting|committee|group|body)|(?:(?:meeting|scheduled|start|date (?:and|&)) )?(?:date|time|venue|location|place|where|when|held at|opened|open|title|meeting|started|start)(?: and time| of meeting| & time)?)\s*:\s*(?P<value>\S.*)$")
        .expect("the label pattern is valid")
});

/// A label whose value stands on the line below: `Meeting Location:`.
fn is_bare_label(text: &str) -> bool {
    const LONGEST: usize = 30;
    text.len() <= LONGEST && text.ends_with(':') && is_label(&format!("{text} x"))
}

fn is_label(text: &str) -> bool {
    text.contains(':') && LABEL.is_match(text)
}

fn labelled(meeting: &mut Meeting, day: &mut Option<FoundDate>, line: &Line) {
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s(?:(?:start )?time|venue|location|place)\s*:\s").expect("the pattern is valid")
    });
    let Some(found) = Some(&line.text).filter(|text| text.contains(':')).and_then(|text| LABEL.captures(text)) else {
        return;
    };
    let (label, value) = (found["label"].to_lowercase(), found["value"].trim());
    // `Date: 3 May 2022  Time: 7pm  Venue: Hall`
    let end = NEXT.find(value).map_or(value.len(), |next| next.start());
    let (value, rest) = (value[..end].trim_end(), value[end..].trim_start());
    if !rest.is_empty() {
        labelled(meeting, day, &Line { text: rest.to_owned(), is_entry: line.is_entry });
    }
    let says = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if says(&["date", "when", "scheduled"]) {
        let dates = dates::dates(value);
        let behind = dates.first().map_or("", |date| &value[date.range.end..]);
        if let (None, Some(time)) = (&meeting.start_time, dates::times(behind).first()) {
            meeting.start_time = Some(start(time, behind));
            let place = behind[time.range.end..].trim_start_matches([' ', 'h', 'r', 's', ',', '-', '–']);
            meeting.venue = meeting.venue.take().or_else(|| venue::named(place));
        }
        take_date(meeting, day, dates);
    }
    if says(&["time", "start", "open", "when"]) && meeting.start_time.is_none() {
        meeting.start_time = time(value);
    }
    if says(&["venue", "location", "place", "where", "held at"]) && meeting.venue.is_none() {
        // pages of many councils have a link of that name behind it
        let place = value.trim_end_matches("View directions").trim_end();
        meeting.venue = Some(place.trim_end_matches('.').to_owned());
    }
    if (label.ends_with("title") || label == "meeting" || label.starts_with("name of")) && meeting.title.is_none() {
        meeting.title = Some(value.to_owned());
    }
}

/// An entry that opens with the date or the time: `10:00 AM, Eastern Time`.
fn bare_entry(meeting: &mut Meeting, day: &mut Option<FoundDate>, line: &str) {
    let dates = if line.len() <= 40 { dates::dates(line) } else { Vec::new() };
    if dates.first().is_some_and(|date| date.range.start == 0) {
        take_date(meeting, day, dates);
    }
    if let (None, Some(time)) = (&meeting.start_time, dates::times(line).first().filter(|time| time.range.start == 0)) {
        meeting.start_time = Some(start(time, line));
    }
}

/// The first of some dates; where none gives its year, `day` is what there is.
fn take_date(meeting: &mut Meeting, day: &mut Option<FoundDate>, dates: Vec<FoundDate>) {
    if meeting.date.is_none() {
        meeting.date = dates.iter().find_map(FoundDate::date);
    }
    if day.is_none() {
        *day = dates.into_iter().next();
    }
}

/// The first time of day in a text that speaks of one, where digits alone count.
fn time(text: &str) -> Option<String> {
    let found = dates::times(text).into_iter().next().or_else(|| dates::bare_times(text).into_iter().next())?;
    Some(start(&found, text))
}

/// Nobody meets at `3:20` in the night: without its half of the day, an hour up to six is of the afternoon.
fn start(time: &FoundTime, text: &str) -> String {
    let written = &text[time.range.clone()];
    let rest = text[time.range.end..].trim_start();
    let is_open = written.starts_with(|c: char| matches!(c, '1'..='6'))
        && time.start.starts_with('0')
        && !written.to_lowercase().contains(['a', 'p'])
        && !rest.starts_with(['Z'])
        && !rest.starts_with("UTC")
        && !rest.starts_with("GMT");
    match time.start[..2].parse::<u32>() {
        Ok(hour) if is_open => format!("{:02}{}", hour + 12, &time.start[2..]),
        _ => time.start.clone(),
    }
}

/// A line of the title block: what stands before date and time is title, what stands between and behind is venue.
///
/// A line of little more than the date is a title for want of a better one.
fn title_line(meeting: &mut Meeting, day: &mut Option<FoundDate>, other: &mut Titles, line: &str) {
    if line.is_empty() || title::is_notice(line) || title::is_prose(line) {
        return;
    }
    let dates = dates::dates(line);
    let is_military = dates.iter().any(|date| {
        let rest = line[date.range.end..].trim_start_matches([',', ' ']);
        rest.starts_with(|c: char| c.is_ascii_digit())
            && (date.year.is_some() || !rest.starts_with("19") && !rest.starts_with("20"))
    });
    let times = match dates::times(line) {
        times if times.is_empty() && is_military => dates::bare_times(line),
        times => times,
    };
    let mut spans: Vec<Range<usize>> =
        dates.iter().map(|date| date.range.clone()).chain(times.iter().map(|time| time.range.clone())).collect();
    spans.sort_by_key(|span| span.start);
    if !is_about_another(line) {
        take_date(meeting, day, dates);
    }
    if meeting.start_time.is_none() {
        meeting.start_time = times.first().map(|time| start(time, line));
    }
    let before = line[..spans.first().map_or(line.len(), |span| span.start)].trim();
    if meeting.title.is_none() && other.day.is_some() && !title::names_meeting(before) {
        return;
    }
    if let (None, [span]) = (&meeting.title, &spans[..])
        && let Some(title) = title::around(before, &line[span.end..])
    {
        meeting.title = Some(title);
        return;
    }
    if meeting.title.is_none() && title::is_title(before) {
        // a date in figures at the end is part of the title: `Committee Meeting 2015.06.20`
        let is_short =
            spans.first().is_some_and(|span| span.start > 0 && line.len() - span.start <= 10 && span.end == line.len());
        let title = if is_short && spans.len() == 1 { line } else { before }.to_owned();
        if !spans.is_empty() && title::is_day(line, &spans) {
            other.day = other.day.take().or(Some(title));
        } else {
            meeting.title = Some(title);
        }
    } else if let (Some(title), None) = (&meeting.title, &other.below)
        && title::goes_on(title, before)
    {
        other.below = Some(before.to_owned());
    }
    let Some(last) = spans.iter().map(|span| span.end).max() else { return };
    let has_words = || {
        let behind = |span: &Range<usize>| &line[span.end..];
        line[..spans[0].start].contains(char::is_alphabetic)
            || behind(&spans[spans.len() - 1]).contains(char::is_alphabetic)
    };
    if spans[0].start == 0
        && meeting.title.is_none()
        && has_words()
        && (times.is_empty() || title::speaks_of_minutes(&line[last..]))
    {
        let title = Some(line.to_owned()).filter(|line| title::is_title(line));
        if title::is_day(line, &spans) {
            other.day = other.day.take().or(title);
        } else {
            meeting.title = title;
        }
        return;
    }
    let follows_title = meeting.title.as_deref().is_some_and(|title| !title.contains(before));
    if meeting.venue.is_none() && follows_title && !times.is_empty() {
        meeting.venue = venue::named(before);
    }
    let stretches = spans.iter().enumerate().map(|(at, span)| {
        let next = spans.get(at + 1).map_or(line.len(), |next| next.start);
        &line[span.end.min(next)..next]
    });
    if meeting.venue.is_none() {
        meeting.venue = stretches.filter_map(venue::stated).next();
    }
}

/// A date that belongs to another meeting, or to the page.
fn is_about_another(line: &str) -> bool {
    let lower = title::without_notice(line).to_lowercase();
    ["next meeting", "previous", "approved on", "published", "posted", "last updated", "last meeting"]
        .iter()
        .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::meeting::Meeting;
    use crate::read::read;

    fn meeting(text: &str) -> Meeting {
        let parts = read(text.as_bytes(), "minutes.md", &Default::default()).unwrap();
        parse(&parts[0].document, "minutes.md").remove(0)
    }

    #[test]
    fn the_day_of_the_meeting_is_not_that_of_its_publication() {
        fn check(front: &str, text: &str, expected: Option<&str>) {
            let meeting = meeting(&format!("---\n{front}\n---\n\n{text}\n\nPresent: Anna Berg, Piet Hale\n"));
            assert_eq!(meeting.date.map(|date| date.to_string()).as_deref(), expected, "{front} {text}");
        }
        let posted = "date: \"2012-05-16\"";
        check(posted, "Minutes of the Parish Meeting held on April 11th at the Corn Hall", Some("2012-04-11"));
        check(posted, "Minutes of the March meeting", None);
        check(posted, "Minutes of Tarnley Parish Council", Some("2012-05-16"));
        check("title: 2010-11-30\ndate: 2023-01-04T02:50:34Z", "# Committee", Some("2010-11-30"));
    }

    #[test]
    fn a_title_that_runs_into_the_list_of_those_present_is_read_up_to_it() {
        let long = "There was much to say of the harbour wall and its repair. ".repeat(20);
        let start = "TARNLEY PARISH COUNCIL Draft (until approved at the next meeting) Minutes of the Ordinary Meeting";
        let meeting = meeting(&format!(
            "{start} held on Wednesday 4 December 2019 at 7.00pm in Tarnley Village Hall Present: Cllr Anna Berg {long}"
        ));
        assert_eq!(meeting.title.as_deref(), Some("Minutes of the Ordinary Meeting"));
        assert_eq!(meeting.body.as_deref(), Some("TARNLEY PARISH COUNCIL"));
        assert_eq!(meeting.date.map(|date| date.to_string()).as_deref(), Some("2019-12-04"));
        assert_eq!(
            (meeting.start_time.as_deref(), meeting.venue.as_deref()),
            (Some("19:00"), Some("Tarnley Village Hall"))
        );
    }

    #[test]
    fn the_start_is_read_from_labels_and_from_the_opening() {
        fn check(text: &str, expected: &str) {
            assert_eq!(meeting(text).start_time.as_deref(), Some(expected), "{text}");
        }
        check(
            "# Harbour Panel #14 March 28, 2018\n\nAnna Berg called the meeting to order @ 1:04 EST (18:04 UTC).",
            "13:04",
        );
        check("# Harbour Panel 2018.06.02\n\n- Meeting Opened: 15.24\n- Closed: 17.02", "15:24");
        check("# Harbour Panel\n\nScheduled start: 2025-02-15, 12:30", "12:30");
    }
}
