//! People as Popolo has them: persons, organisations, memberships over time, and the meetings as events.

use super::{ExportError, all, bodies, urn};
use crate::index::Collection;
use crate::query;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;

/// Writes one object with the four lists.
pub(super) fn write(out: &mut dyn Write, collection: &Collection) -> Result<(), ExportError> {
    let persons = collection.persons()?;
    let mut organisations: BTreeSet<&str> = BTreeSet::new();
    let mut memberships: Vec<Value> = Vec::new();
    for person in &persons {
        let id = urn("person", &person.name);
        for post in &person.posts {
            organisations.extend(post.organisation.as_deref());
            memberships.push(without_nulls(json!({
                "person_id": id,
                "organization_id": post.organisation.as_deref().map(|name| urn("organisation", name)),
                "role": post.role,
                "start_date": post.first,
                "end_date": post.last,
            })));
        }
        for body in &person.bodies {
            memberships.push(json!({"person_id": id, "organization_id": urn("body", body), "role": "participant"}));
        }
    }
    let person = |person: &crate::link::LinkedPerson| {
        let other = |name: &String, note: &str| json!({"name": name, "note": note});
        let spellings = person.also.iter().map(|name| other(name, "another spelling"));
        let initials = person.initials.iter().map(|name| other(name, "initials"));
        json!({
            "id": urn("person", &person.name),
            "name": person.name,
            "other_names": spellings.chain(initials).collect::<Vec<_>>(),
        })
    };
    let organisation =
        |kind: &str, name: &str, class: &str| json!({"id": urn(kind, name), "name": name, "classification": class});
    let bodies = bodies(collection)?;
    let organisations: Vec<Value> = (bodies.iter().map(|name| organisation("body", name, "body")))
        .chain(organisations.into_iter().map(|name| organisation("organisation", name, "organisation")))
        .collect();
    let events = query::meetings(collection, &all())?.into_iter().map(|row| {
        let name = row.meeting.name;
        without_nulls(json!({
            "id": format!("urn:minutebook:meeting:{}", name.id),
            "name": name.title.as_ref().or(name.body.as_ref()).unwrap_or(&row.meeting.path),
            "start_date": name.date,
            "organization_id": name.body.as_deref().map(|body| urn("body", body)),
            "sources": [{"url": row.meeting.path}],
        }))
    });
    let whole = json!({
        "persons": persons.iter().map(person).collect::<Vec<_>>(),
        "organizations": organisations,
        "memberships": memberships,
        "events": events.collect::<Vec<_>>(),
    });
    serde_json::to_writer_pretty(&mut *out, &whole).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// The object without what is not known.
pub(super) fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(object) = &mut value {
        object.retain(|_, value| !value.is_null());
    }
    value
}
