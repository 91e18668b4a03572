//! One person's whole record: posts over time, counts, actions, and the best of what was said.

use super::answer::passage_under_meeting;
use super::people::plural;
use super::style::{Layout, Role, visible_line};
use super::{Format, life, rows};
use crate::query::PersonRecord;
use jiff::civil::Date;
use std::io::{self, Write};

/// Writes persons with all that is known of them in the form asked for.
pub fn persons(out: &mut dyn Write, layout: &Layout, records: &[PersonRecord]) -> io::Result<()> {
    if layout.format != Format::Text {
        return rows(out, layout, records);
    }
    for record in records {
        let person = &record.person;
        writeln!(out, "{}", layout.styled(Role::Title, &visible_line(&person.name)))?;
        let mut facts = Vec::new();
        if !person.also.is_empty() {
            facts.push(format!("also {}", person.also.join(", ")));
        }
        if !person.initials.is_empty() {
            facts.push(format!("initials {}", person.initials.join(", ")));
        }
        facts.push(format!("{} to {}", day(person.first), day(person.last)));
        writeln!(out, "  {}", visible_line(&facts.join("; ")))?;
        for post in &person.posts {
            let names: Vec<&str> = [&post.role, &post.organisation].into_iter().flatten().map(String::as_str).collect();
            writeln!(out, "  {} to {}  {}", day(post.first), day(post.last), visible_line(&names.join(", ")))?;
        }
        let mut counts = vec![
            format!("{} {} attended", person.attended, plural(person.attended, "meeting")),
            format!("{} with apologies", person.apologies),
            format!("{} {}", person.statements, plural(person.statements, "statement")),
            format!("{} raised", person.raised),
            format!("{} {}", person.actions, plural(person.actions, "action")),
        ];
        if person.inferred > 0 {
            counts.push(format!("{} of the statements by initials that other meetings explain", person.inferred));
        }
        writeln!(out, "  {}\n", counts.join(", "))?;
        for row in &record.owned {
            life::line(out, layout, row)?;
        }
        if !record.owned.is_empty() {
            writeln!(out)?;
        }
        for hit in &record.examples {
            passage_under_meeting(out, layout, hit)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn day(day: Option<Date>) -> String {
    day.map_or_else(|| "no date".to_owned(), |day| day.to_string())
}
