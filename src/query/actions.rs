//! The action ledger: what was set, what became of it, and how things stood on a day.

use super::compile::{Compiler, Unit};
use super::request::Request;
use super::run::{QueryError, narrowed};
use super::stored::in_order;
use crate::index::Collection;
use crate::link::{LedgerAction, State};
use crate::meeting::Status;
use jiff::civil::Date;
use serde::Serialize;

/// An action as it stood on a day.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ActionRow {
    /// What was known of it; what was said later is left out.
    #[serde(flatten)]
    pub action: LedgerAction,
    /// How it stood.
    #[serde(flatten)]
    pub state: State,
}

/// A state that actions are asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionState {
    /// Still to be done; what was put off is.
    Open,
    /// Still to be done past its due date.
    Overdue,
    /// Done.
    Complete,
    /// Put off.
    CarriedForward,
    /// Anything else that was said of it.
    Unknown,
}

impl ActionState {
    /// All of them by name.
    pub const ALL: [(&str, ActionState); 5] = [
        ("open", ActionState::Open),
        ("overdue", ActionState::Overdue),
        ("complete", ActionState::Complete),
        ("carried_forward", ActionState::CarriedForward),
        ("unknown", ActionState::Unknown),
    ];

    /// Whether an action is in this state.
    pub fn fits(self, row: &ActionRow) -> bool {
        match self {
            ActionState::Open => matches!(row.state.status, Status::Open | Status::CarriedForward),
            ActionState::Overdue => row.state.is_overdue,
            ActionState::Complete => row.state.status == Status::Complete,
            ActionState::CarriedForward => row.state.status == Status::CarriedForward,
            ActionState::Unknown => row.state.status == Status::Other,
        }
    }
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
