//! The rows of the browsing commands.

use super::rows::Row;
use crate::query::MeetingRow;

impl Row for MeetingRow {
    const KIND: &'static str = "meeting";
    const COLUMNS: &'static [&'static str] =
        &["id", "date", "passages", "statements", "actions", "hits", "body", "path", "title"];

    fn cells(&self) -> Vec<String> {
        let meeting = &self.meeting;
        vec![
            meeting.name.id.clone(),
            meeting.name.date.map(|date| date.to_string()).unwrap_or_default(),
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
