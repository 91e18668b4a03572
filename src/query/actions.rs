//! The action ledger: what was set, what became of it, and how things stood on a day.

use super::compile::{Compiler, Unit};
use super::request::Request;
use super::run::{QueryError, narrowed};
use super::stored::in_order;
use crate::index::Collection;
use crate::link::{LedgerAction, State};
use jiff::civil::Date;
use serde::Serialize;

/// An action as it stood on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActionRow {
    /// What was known of it; what was said later is left out.
    #[serde(flatten)]
    pub action: LedgerAction,
    /// How it stood.
    #[serde(flatten)]
    pub state: State,
}

/// The actions that match `request`, oldest first, as they stood on `day`; those not known by then are left out.
pub fn actions(collection: &Collection, request: &Request, day: Date) -> Result<Vec<ActionRow>, QueryError> {
    let tree = narrowed(&request.tree()?, &request.filters, None);
    let searcher = collection.searcher();
    let fault = |cause| collection.fault(cause);
    let query = Compiler::new(collection, &searcher, Unit::Action).compile(&tree).map_err(fault)?;
    let mut rows = Vec::new();
    for address in in_order(&searcher, &query).map_err(fault)? {
        let Some(mut action) = collection.action_at(&searcher, address).map_err(fault)? else { continue };
        let Some(state) = action.state(day) else { continue };
        action.history.retain(|event| event.date.is_none_or(|date| date <= day));
        rows.push(ActionRow { action, state });
    }
    rows.sort_by(|left, right| {
        let order = |row: &ActionRow| (row.action.meeting.date, row.action.path.clone(), row.action.line_start);
        order(left).cmp(&order(right)).then_with(|| left.action.code.cmp(&right.action.code))
    });
    Ok(rows)
}
