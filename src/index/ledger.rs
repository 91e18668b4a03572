//! An action of the ledger as a document: found by its words, owners, code, state and meeting.

use super::analyzer::with_aliases;
use super::fold::key;
use super::schema::Fields;
use super::unit::{at_meeting, status_name};
use crate::link::LedgerAction;
use tantivy::TantivyDocument;

/// The document of an action, without its record.
pub(super) fn document(fields: &Fields, action: &LedgerAction) -> TantivyDocument {
    let mut document = at_meeting(fields, &action.meeting, (&action.path, &action.format));
    if let Some(topic) = &action.topic {
        document.add_text(fields.topic, topic);
    }
    let item: Vec<&str> = [&action.item, &action.item_heading].into_iter().flatten().map(String::as_str).collect();
    if !item.is_empty() {
        document.add_text(fields.item, item.join(" "));
    }
    document.add_text(fields.fact, format!("{} {}", action.code.as_deref().unwrap_or_default(), action.text));
    if let Some(code) = &action.code {
        document.add_text(fields.action, code);
    }
    document.add_text(fields.status, status_name(action.status()));
    let mut organisations: Vec<String> = Vec::new();
    for owner in &action.owners {
        let shown = owner.person.as_deref().unwrap_or(&owner.as_written);
        let name = with_aliases(shown, [owner.as_written.as_str()]);
        document.add_text(fields.owner, &name);
        document.add_text(fields.person, &name);
        if let Some(organisation) = &owner.organisation
            && !organisations.contains(&key(organisation))
        {
            organisations.push(key(organisation));
            document.add_text(fields.org, organisation);
        }
    }
    document
}
