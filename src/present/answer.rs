//! The answer to a search: hits grouped by meeting for readers, rows for programs.

use super::rows::{self, Row};
use super::snippet::{Piece, pieces};
use super::style::{Layout, Role, visible, visible_line};
use super::{Format, csv, json};
use crate::query::{Answer, FacetCount, Hit, Summary};
use std::io::{self, Write};

/// Letters of a passage shown to a reader; the rest is behind `show`.
const SNIPPET: usize = 320;

/// Writes an answer in the form asked for.
pub fn answer(out: &mut dyn Write, layout: &Layout, answer: &Answer) -> io::Result<()> {
    match layout.format {
        Format::Text => text(out, layout, answer),
        Format::Csv => csv::write(out, &answer.hits),
        Format::Json => {
            rows::rows(out, layout, &answer.hits)?;
            rows::rows(out, layout, &answer.facets)?;
            json::line(out, "summary", &answer.summary)
        }
    }
}

fn text(out: &mut dyn Write, layout: &Layout, answer: &Answer) -> io::Result<()> {
    let mut shown: Vec<&str> = Vec::new();
    for hit in &answer.hits {
        if shown.contains(&hit.meeting.id.as_str()) {
            continue;
        }
        shown.push(&hit.meeting.id);
        meeting(out, layout, hit)?;
        for hit in answer.hits.iter().filter(|other| other.meeting.id == hit.meeting.id) {
            passage(out, layout, hit)?;
        }
        writeln!(out)?;
    }
    facets(out, layout, &answer.facets)?;
    reading(out, layout, &answer.summary)?;
    if let Some(last) = answer.hits.last().filter(|_| answer.summary.total > answer.hits.len() as u64) {
        let first = answer.hits[0].rank;
        writeln!(out, "{}", layout.styled(Role::Faint, &format!("{first}-{} of {}", last.rank, answer.summary.total)))?;
    }
    Ok(())
}

/// How the query was read, where that is not as typed or was asked for.
fn reading(out: &mut dyn Write, layout: &Layout, summary: &Summary) -> io::Result<()> {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(summary.reading.iter().map(|reading| format!("read as: {reading}")));
    if !summary.set_aside.is_empty() {
        lines.push(format!("not searched for: {}", summary.set_aside.join(" ")));
    }
    for expansion in &summary.expanded {
        lines.push(format!("{} is also: {}", expansion.word, expansion.to.join(", ")));
    }
    lines.iter().try_for_each(|line| writeln!(out, "{}", layout.styled(Role::Faint, &visible_line(line))))
}

/// A passage on its own: its meeting, then itself.
pub(super) fn passage_under_meeting(out: &mut dyn Write, layout: &Layout, hit: &Hit) -> io::Result<()> {
    meeting(out, layout, hit)?;
    passage(out, layout, hit)
}

fn meeting(out: &mut dyn Write, layout: &Layout, hit: &Hit) -> io::Result<()> {
    let date = hit.meeting.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let title = hit.meeting.title.as_deref().or(hit.meeting.body.as_deref()).unwrap_or(&hit.path);
    writeln!(out, "{}", layout.styled(Role::Title, &format!("{date}  {}", visible_line(&shortened(title)))))
}

fn passage(out: &mut dyn Write, layout: &Layout, hit: &Hit) -> io::Result<()> {
    let number = hit.item.number.as_deref();
    let heading = hit.item.heading.as_deref().map(shortened);
    let topic = hit.topic.as_deref().filter(|topic| Some(*topic) != hit.item.heading.as_deref()).map(shortened);
    let item: Vec<&str> = number.into_iter().chain(heading.as_deref()).collect();
    let mut place: Vec<String> = Vec::new();
    if !item.is_empty() {
        place.push(item.join(" "));
    }
    place.extend(topic);
    // A heading that opens the text is not said twice.
    let opening = hit.text.split_once('\n').map_or("", |(heading, _)| heading);
    place.retain(|part| !opening.ends_with(part.trim_start_matches(|letter: char| !letter.is_alphabetic())));
    let mut head = layout.styled(Role::Heading, &visible_line(&place.join(" › ")));
    if !hit.people.is_empty() {
        let people = hit.people.join(", ");
        head.push_str(if place.is_empty() { "" } else { "  " });
        head.push_str(&layout.styled(Role::Faint, &format!("({})", visible_line(&people))));
    }
    if !head.is_empty() {
        writeln!(out, "  {head}")?;
    }
    let width = layout.width.map_or(usize::MAX, |width| width.saturating_sub(4).max(20));
    for paragraph in marked(layout, hit).split('\n') {
        for line in wrapped(paragraph, width) {
            writeln!(out, "    {line}")?;
        }
    }
    let page = hit.page.map(|page| format!(" page {page}")).unwrap_or_default();
    let source = format!("{}:{}{page}  {}", visible_line(&hit.path), hit.line_start, hit.id);
    writeln!(out, "    {}", layout.styled(Role::Faint, &source))?;
    let Some(why) = hit.why else { return Ok(()) };
    let terms = [
        ("words", why.words),
        ("heading", why.heading),
        ("around", why.around),
        ("speaker", why.speaker),
        ("meeting", why.meeting),
        ("meaning", why.meaning),
    ];
    let sum: Vec<String> =
        terms.iter().filter(|(_, score)| *score > 0.0).map(|(name, score)| format!("{name} {score:.2}")).collect();
    let line = format!("score {:.2} = {}", hit.score, sum.join(" + "));
    writeln!(out, "    {}", layout.styled(Role::Faint, &line))
}

/// A title fit for one line.
fn shortened(title: &str) -> String {
    const LONGEST: usize = 100;
    let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

/// The best stretch of the passage with its matches marked.
fn marked(layout: &Layout, hit: &Hit) -> String {
    let pieces = pieces(hit, SNIPPET);
    let mut text = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Plain(plain) => text.push_str(&visible(plain)),
            Piece::Match(matched) => text.push_str(&layout.styled(Role::Match, &visible(matched))),
            Piece::Cut => text.push_str(if at == 0 { "… " } else { " …" }),
        }
    }
    text
}

/// Lines of at most `width` visible letters, broken at blanks.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    // What goes elsewhere than to a terminal is not cut, and has nothing to take off its beginning.
    if width == usize::MAX && !text.starts_with([' ', '\u{1b}']) {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split(' ') {
        let visible = anstyle_length(word);
        if length > 0 && length + 1 + visible > width {
            lines.push(String::new());
            length = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += visible;
    }
    lines
}

/// Letters of a word that take room; escape sequences take none.
fn anstyle_length(word: &str) -> usize {
    let mut length = 0;
    let mut is_escape = false;
    for letter in word.chars() {
        match letter {
            '\u{1b}' => is_escape = true,
            'm' if is_escape => is_escape = false,
            _ if is_escape => {}
            _ => length += 1,
        }
    }
    length
}

fn facets(out: &mut dyn Write, layout: &Layout, facets: &[FacetCount]) -> io::Result<()> {
    let mut last = "";
    for facet in facets {
        if facet.field != last {
            last = facet.field;
            writeln!(out, "{}", layout.styled(Role::Heading, last))?;
        }
        let mark = if facet.selected { "*" } else { " " };
        writeln!(out, " {mark}{:>6}  {}", facet.count, visible_line(&shortened(&facet.value)))?;
    }
    if !facets.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

impl Row for Hit {
    const KIND: &'static str = "hit";
    const COLUMNS: &'static [&'static str] = &[
        "query_id",
        "rank",
        "score",
        "id",
        "path",
        "page",
        "line_start",
        "line_end",
        "date",
        "body",
        "title",
        "item",
        "heading",
        "topic",
        "people",
        "raised_by",
        "actions",
        "text",
    ];

    fn cells(&self) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            text(&self.query_id),
            self.rank.to_string(),
            self.score.to_string(),
            self.id.clone(),
            self.path.clone(),
            self.page.map(|page| page.to_string()).unwrap_or_default(),
            self.line_start.to_string(),
            self.line_end.to_string(),
            self.meeting.date.map(|date| date.to_string()).unwrap_or_default(),
            text(&self.meeting.body),
            text(&self.meeting.title),
            text(&self.item.number),
            text(&self.item.heading),
            text(&self.topic),
            self.people.join("; "),
            self.raised_by.join("; "),
            self.actions.join("; "),
            self.text.clone(),
        ]
    }
}

impl Row for FacetCount {
    const KIND: &'static str = "facet";
    const COLUMNS: &'static [&'static str] = &["query_id", "field", "value", "count", "selected", "query"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.query_id.clone().unwrap_or_default(),
            self.field.to_owned(),
            self.value.clone(),
            self.count.to_string(),
            self.selected.to_string(),
            self.query.clone(),
        ]
    }
}
