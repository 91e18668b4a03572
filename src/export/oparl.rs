//! Meetings in the terms of OParl 1.1: body, organisations, persons, and meetings with their agenda and decisions.

use super::popolo::without_nulls;
use super::{ExportError, bodies, urn, whole_meetings};
use crate::index::Collection;
use crate::meeting::{Attendance, Decision, Meeting};
use crate::query::Shown;
use serde_json::{Value, json};
use std::io::Write;

/// The archive as the one body that OParl wants everything to belong to.
const BODY: &str = "urn:minutebook:archive";

/// Writes one object a line, those that others refer to first.
pub(super) fn write(out: &mut dyn Write, collection: &Collection) -> Result<(), ExportError> {
    line(out, json!({"id": BODY, "type": of("Body"), "name": "Minutebook"}))?;
    for name in bodies(collection)? {
        let organisation = json!({"id": urn("body", &name), "type": of("Organization"), "body": BODY, "name": name});
        line(out, organisation)?;
    }
    for person in collection.persons()? {
        line(out, json!({"id": urn("person", &person.name), "type": of("Person"), "body": BODY, "name": person.name}))?;
    }
    whole_meetings(collection, |shown| match shown {
        Shown::Meeting { id, meeting } => line(out, whole(&id, &meeting)),
        _ => Ok(()),
    })
}

fn of(kind: &str) -> String {
    format!("https://schema.oparl.org/1.1/{kind}")
}

fn line(out: &mut dyn Write, object: Value) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *out, &without_nulls(object)).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn whole(id: &str, meeting: &Meeting) -> Value {
    let urn_of = |part: &str| format!("urn:minutebook:meeting:{id}{part}");
    let agenda = meeting.items.iter().enumerate().map(|(order, item)| {
        let decided: Vec<&Decision> =
            meeting.decisions.iter().filter(|decision| decision.item == item.number).collect();
        let is_alone = item.number.is_some() && !decided.is_empty();
        let texts: Vec<&str> = decided.iter().map(|decision| decision.text.as_str()).collect();
        without_nulls(json!({
            "id": urn_of(&format!(":{order}")),
            "type": of("AgendaItem"),
            "meeting": urn_of(""),
            "number": item.number,
            "order": order,
            "name": item.heading,
            "resolutionText": is_alone.then(|| texts.join("\n")),
        }))
    });
    let present = meeting.people.iter().filter(|person| person.attendance == Attendance::Present);
    let start = meeting.date.map(|day| match &meeting.start_time {
        Some(time) => format!("{day}T{time}:00"),
        None => day.to_string(),
    });
    json!({
        "id": urn_of(""),
        "type": of("Meeting"),
        "name": meeting.title.as_ref().or(meeting.body.as_ref()),
        "start": start,
        "location": meeting.venue.as_ref().map(|venue| json!({"type": of("Location"), "description": venue})),
        "organization": meeting.body.as_deref().map(|body| vec![urn("body", body)]),
        "participant": present.map(|person| urn("person", &person.name)).collect::<Vec<_>>(),
        "resultsProtocol": json!({"type": of("File"), "fileName": meeting.source.path, "sha512Checksum": null, "sha256": meeting.source.sha256}),
        "agendaItem": agenda.collect::<Vec<_>>(),
    })
}
