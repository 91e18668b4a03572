//! The actions of the archive, as far as the meeting that set each tells.

use super::compile::{Compiler, Unit};
use super::request::Request;
use super::run::{QueryError, narrowed};
use super::stored::{in_order, stored};
use crate::index::{ActionRecord, Collection};
use jiff::civil::Date;
use serde::Serialize;
use tantivy::TantivyDocument;

/// An action as a row of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionRow {
    /// What is known of it.
    #[serde(flatten)]
    pub action: ActionRecord,
    /// Whether it is open past its due date.
    pub is_overdue: bool,
    /// What was said of it, in order of the meetings.
    pub history: Vec<Event>,
}

/// What one meeting says of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Day of the meeting.
    pub date: Option<Date>,
    /// State of the action after it.
    pub status: String,
    /// What is said, where it is more than the state.
    pub note: Option<String>,
    /// Path of the file.
    pub path: String,
    /// First line.
    pub line_start: u32,
}

/// The actions that match `request`, oldest first; `today` decides what is overdue.
pub fn actions(collection: &Collection, request: &Request, today: Date) -> Result<Vec<ActionRow>, QueryError> {
    let tree = narrowed(&request.tree()?, &request.filters, None);
    let searcher = collection.searcher();
    let fault = |cause| collection.fault(cause);
    let query = Compiler::new(collection, &searcher, Unit::Action).compile(&tree).map_err(fault)?;
    let mut rows = Vec::new();
    for address in in_order(&searcher, &query).map_err(fault)? {
        let document: TantivyDocument = searcher.doc(address).map_err(fault)?;
        let Some(action) = stored::<ActionRecord>(&document, collection.fields().record) else { continue };
        if action.set_on.is_some_and(|day| day > today) {
            continue;
        }
        let is_overdue = action.status == "open" && action.due_date.is_some_and(|due| due < today);
        let set = Event {
            date: action.set_on,
            status: action.status.clone(),
            note: None,
            path: action.path.clone(),
            line_start: action.line_start,
        };
        rows.push(ActionRow { action, is_overdue, history: vec![set] });
    }
    rows.sort_by(|left, right| {
        let order = |row: &ActionRow| (row.action.set_on, row.action.path.clone(), row.action.line_start);
        order(left).cmp(&order(right))
    });
    Ok(rows)
}
