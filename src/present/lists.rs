//! The rows of the browsing commands.

use super::rows::Row;
use crate::index::status_name;
use crate::link::{Gap, Post};
use crate::query::{AcronymRow, ActionRow, MeetingRow, PeriodRow, PersonRecord, PersonRow, TopicRow};
use jiff::civil::Date;

impl Row for MeetingRow {
    const KIND: &'static str = "meeting";
    const COLUMNS: &'static [&'static str] =
        &["id", "date", "passages", "statements", "actions", "hits", "body", "path", "title"];

    fn cells(&self) -> Vec<String> {
        let meeting = &self.meeting;
        vec![
            meeting.name.id.clone(),
            day(meeting.name.date),
            meeting.passages.to_string(),
            meeting.statements.to_string(),
            meeting.actions.to_string(),
            self.hits.map(|hits| hits.to_string()).unwrap_or_default(),
            meeting.name.body.clone().unwrap_or_default(),
            meeting.path.clone(),
            meeting.name.title.clone().unwrap_or_default(),
        ]
    }
}

impl Row for TopicRow {
    const KIND: &'static str = "topic";
    const COLUMNS: &'static [&'static str] = &["meetings", "passages", "first", "last", "topic", "also"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.meetings.to_string(),
            self.passages.to_string(),
            day(self.first),
            day(self.last),
            self.topic.clone(),
            self.also.join("; "),
        ]
    }
}

impl Row for PersonRow {
    const KIND: &'static str = "person";
    const COLUMNS: &'static [&'static str] =
        &["statements", "raised", "actions", "attended", "apologies", "first", "last", "name", "posts"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.statements.to_string(),
            self.raised.to_string(),
            self.actions.to_string(),
            self.attended.to_string(),
            self.apologies.to_string(),
            day(self.first),
            day(self.last),
            self.name.clone(),
            posts(&self.posts),
        ]
    }
}

impl Row for PersonRecord {
    const KIND: &'static str = "person";
    const COLUMNS: &'static [&'static str] = PersonRow::COLUMNS;

    fn cells(&self) -> Vec<String> {
        let person = &self.person;
        let counts = [person.statements, person.raised, person.actions, person.attended, person.apologies];
        let mut cells: Vec<String> = counts.iter().map(u64::to_string).collect();
        cells.extend([day(person.first), day(person.last), person.name.clone(), posts(&person.posts)]);
        cells
    }
}

/// Posts and organisations in the order of time, the last one first.
fn posts(posts: &[Post]) -> String {
    let named = |post: &Post| {
        let names: Vec<&str> = [&post.role, &post.organisation].into_iter().flatten().map(String::as_str).collect();
        names.join(", ")
    };
    posts.iter().rev().map(named).collect::<Vec<_>>().join("; ")
}

impl Row for PeriodRow {
    const KIND: &'static str = "period";
    const COLUMNS: &'static [&'static str] = &["period", "hits", "matching", "held"];

    fn cells(&self) -> Vec<String> {
        vec![self.period.clone(), self.hits.to_string(), self.matching.to_string(), self.held.to_string()]
    }
}

impl Row for ActionRow {
    const KIND: &'static str = "action";
    const COLUMNS: &'static [&'static str] = &["code", "set_on", "due", "age", "status", "owners", "source", "text"];

    fn cells(&self) -> Vec<String> {
        let action = &self.action;
        let owners: Vec<&str> =
            action.owners.iter().map(|owner| owner.person.as_deref().unwrap_or(&owner.as_written)).collect();
        let due = action.due_date.map(|day| day.to_string()).or(action.due_text.clone());
        vec![
            action.code.clone().unwrap_or_default(),
            day(action.set_on),
            due.unwrap_or_default(),
            self.state.age_days.map(|days| days.to_string()).unwrap_or_default(),
            if self.state.is_overdue { "overdue".to_owned() } else { status_name(self.state.status).to_owned() },
            owners.join("; "),
            format!("{}:{}", action.path, action.line_start),
            action.text.clone(),
        ]
    }
}

impl Row for Gap {
    const KIND: &'static str = "gap";
    const COLUMNS: &'static [&'static str] = &["kind", "date", "body", "source", "detail"];

    fn cells(&self) -> Vec<String> {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        vec![
            self.kind.name().to_owned(),
            day(self.date),
            self.body.clone().unwrap_or_default(),
            self.path.as_ref().map(|path| format!("{path}{line}")).unwrap_or_default(),
            self.detail.clone(),
        ]
    }
}

impl Row for AcronymRow {
    const KIND: &'static str = "acronym";
    const COLUMNS: &'static [&'static str] = &["acronym", "meetings", "first", "last", "source", "bodies", "meaning"];

    fn cells(&self) -> Vec<String> {
        let acronym = &self.acronym;
        let source = acronym.sources.first().map(|source| format!("{}:{}", source.path, source.line_start));
        vec![
            acronym.acronym.clone(),
            self.meetings.to_string(),
            day(self.first),
            day(self.last),
            source.unwrap_or_default(),
            acronym.bodies.join("; "),
            acronym.meaning.clone(),
        ]
    }
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
