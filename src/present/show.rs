//! One thing in full: a meeting in its order, or a passage in its context.

use super::answer::{passage_under_meeting, wrapped};
use super::style::{Layout, Role, visible, visible_line};
use super::{Format, json, rows};
use crate::meeting::{Meeting, PassageKind};
use crate::query::{Hit, Shown};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct WithId<'a> {
    id: &'a str,
    #[serde(flatten)]
    meeting: &'a Meeting,
}

/// Writes what an id stands for in the form asked for; CSV gives the passages.
pub fn show(out: &mut dyn Write, layout: &Layout, shown: &Shown) -> io::Result<()> {
    match shown {
        Shown::Nothing(_) => Ok(()),
        Shown::Meeting { id, meeting } if layout.format == Format::Json => {
            json::line(out, "meeting", &WithId { id, meeting })
        }
        Shown::Meeting { id, meeting } => whole(out, layout, id, meeting),
        Shown::Passage { before, passage, after } => {
            if layout.format == Format::Text {
                return context(out, layout, (before, passage, after));
            }
            let all: Vec<Hit> = before.iter().chain([&**passage]).chain(after).cloned().collect();
            rows(out, layout, &all)
        }
    }
}

fn whole(out: &mut dyn Write, layout: &Layout, id: &str, meeting: &Meeting) -> io::Result<()> {
    let title = meeting.title.as_deref().unwrap_or("untitled");
    let date = meeting.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    writeln!(out, "{}", layout.styled(Role::Title, &format!("{date}  {}", visible_line(title))))?;
    writeln!(out, "{}\n", layout.styled(Role::Faint, &format!("{}  {id}", visible_line(&meeting.source.path))))?;
    let mut topic: Option<&str> = None;
    for passage in &meeting.passages {
        if passage.topic.as_deref() != topic && passage.kind != PassageKind::Heading {
            topic = passage.topic.as_deref();
            if let Some(topic) = topic {
                writeln!(out, "\n{}", layout.styled(Role::Heading, &visible_line(topic)))?;
            }
        }
        let indent = if passage.kind == PassageKind::Action { "    > " } else { "  " };
        let width = layout.width.map_or(usize::MAX, |width| width.saturating_sub(8).max(20));
        let text = visible(&passage.text).replace('\n', " ");
        let number = layout.styled(Role::Faint, &format!("{:>4}", passage.id));
        for (index, line) in wrapped(&text, width).iter().enumerate() {
            let head = if index == 0 { number.as_str() } else { "    " };
            writeln!(out, "{head}{indent}{line}")?;
        }
    }
    Ok(())
}

fn context(out: &mut dyn Write, layout: &Layout, (before, passage, after): (&[Hit], &Hit, &[Hit])) -> io::Result<()> {
    let faint = |out: &mut dyn Write, hits: &[Hit]| -> io::Result<()> {
        for hit in hits {
            for line in wrapped(&visible(&hit.text), layout.width.map_or(usize::MAX, |width| width.saturating_sub(4))) {
                writeln!(out, "    {}", layout.styled(Role::Faint, &line))?;
            }
        }
        Ok(())
    };
    faint(out, before)?;
    passage_under_meeting(out, layout, passage)?;
    faint(out, after)
}
