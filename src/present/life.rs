//! The life of an action: when it was set, what was said of it, where that stands.

use super::style::{Layout, Role, visible, visible_line};
use super::{Format, rows};
use crate::index::status_name;
use crate::link::EventKind;
use crate::query::ActionRow;
use std::io::{self, Write};

/// Writes actions with their histories in the form asked for.
pub fn life(out: &mut dyn Write, layout: &Layout, actions: &[ActionRow]) -> io::Result<()> {
    if layout.format != Format::Text {
        return rows(out, layout, actions);
    }
    for row in actions {
        let action = &row.action;
        line(out, layout, row)?;
        let body = action.meeting.body.as_deref().or(action.meeting.title.as_deref());
        let about: Vec<&str> = [body, action.topic.as_deref()].into_iter().flatten().collect();
        writeln!(out, "  {}", layout.styled(Role::Faint, &visible_line(&about.join(" › "))))?;
        for event in &action.history {
            let date = event.date.map_or_else(|| "no date   ".to_owned(), |date| date.to_string());
            let status = match event.kind {
                EventKind::Set => "set",
                EventKind::Unlisted => "no longer listed",
                EventKind::Listed if event.status == action.history[0].status => "listed again",
                _ => status_name(event.status),
            };
            let page = event.page.map(|page| format!(" (page {page})")).unwrap_or_default();
            let place = format!("{}:{}{page}", visible_line(&event.path), event.line_start);
            let note = event.note.as_deref().map(|note| format!("  {}", visible_line(note))).unwrap_or_default();
            writeln!(out, "  {date}  {status:<16}{}{note}", layout.styled(Role::Faint, &place))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// An action on one line: code, owners, due, state, task.
pub(super) fn line(out: &mut dyn Write, layout: &Layout, row: &ActionRow) -> io::Result<()> {
    let action = &row.action;
    let owner = |owner: &crate::link::Owner| owner.person.clone().unwrap_or(owner.as_written.clone());
    let owners: Vec<String> = action.owners.iter().map(owner).collect();
    let mut facts: Vec<String> = Vec::new();
    if !owners.is_empty() {
        facts.push(visible_line(&owners.join(", ")).into_owned());
    }
    facts.push(if row.state.is_overdue { "overdue" } else { status_name(row.state.status) }.to_owned());
    if let Some(due) = action.due_date.map(|due| due.to_string()).or(action.due_text.clone()) {
        facts.push(format!("due {}", visible_line(&due)));
    }
    if let Some(age) = row.state.age_days {
        facts.push(format!("{age} days"));
    }
    let code = action.code.as_deref().unwrap_or("no code");
    let text = if action.text.is_empty() { "set by no meeting of the archive" } else { &action.text };
    let head = layout.styled(Role::Heading, &visible_line(code));
    writeln!(out, "{head}  {}  ({})", visible(text), facts.join(", "))
}
