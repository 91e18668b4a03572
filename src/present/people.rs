//! Who spoke: a line for each person, and under it the best of what was said.

use super::answer::passage_under_meeting;
use super::style::{Layout, Role, visible_line};
use super::{Format, rows};
use crate::query::PersonRow;
use std::io::{self, Write};

/// Writes people with their examples in the form asked for.
pub fn people(out: &mut dyn Write, layout: &Layout, people: &[PersonRow]) -> io::Result<()> {
    if layout.format != Format::Text {
        return rows(out, layout, people);
    }
    for person in people {
        writeln!(
            out,
            "{}",
            layout.styled(Role::Title, &format!("{}  {}", visible_line(&person.name), counts(person)))
        )?;
        for hit in &person.examples {
            passage_under_meeting(out, layout, hit)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn counts(person: &PersonRow) -> String {
    let mut counts = vec![format!("{} {}", person.statements, plural(person.statements, "statement"))];
    if person.raised > 0 {
        counts.push(format!("{} raised", person.raised));
    }
    match (person.first, person.last) {
        (Some(first), Some(last)) if first == last => counts.push(first.to_string()),
        (Some(first), Some(last)) => counts.push(format!("{first} to {last}")),
        _ => {}
    }
    counts.join(", ")
}

pub(super) fn plural(count: u64, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
