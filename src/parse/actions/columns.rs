//! Actions in table columns, row by row.

use super::{action, is_about_earlier, owner_line};
use crate::meeting::{Action, Origin};
use crate::parse::flow::Kind;
use crate::parse::hold::{holds, opens};
use crate::parse::outline::{Outline, Piece};
use crate::parse::roster::Roster;
use crate::parse::words::{self, Column};
use crate::parse::{codes, dates, owners, updates};

/// Actions in table columns, row by row.
pub(super) fn columns(outline: &Outline, roster: &Roster) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut orphans: Vec<(usize, Vec<Vec<String>>, Option<String>)> = Vec::new();
    let mut collective: Option<String> = None;
    let mut next = 0;
    for row in outline.pieces.chunk_by(|one, other| one.row == other.row) {
        let start = next;
        next += row.len();
        if row[0].row.is_none() {
            continue;
        }
        let of = |column: Column| {
            let is_in = move |(_, piece): &(usize, &Piece)| piece.layout == Kind::Cell(column);
            (start..).zip(row).filter(is_in).map(|(index, piece)| (index, piece.text.string.as_str()))
        };
        let cells = |column: Column| of(column).map(|(_, text)| text.trim()).collect::<Vec<_>>();
        let texts: Vec<(usize, &str)> = of(Column::Action).collect();
        let (owner_cells, dues) = (cells(Column::Owner), cells(Column::Due));
        let (codes, states) = (cells(Column::Code), cells(Column::Status));
        let before = found.len();
        for (position, &(index, text)) in texts.iter().enumerate() {
            if let Some(last) = found[before..].last_mut()
                && complete_from(last, text, roster)
            {
                continue;
            }
            let own_code = codes.get(position).or(codes.first()).map(|code| (*code).to_owned());
            let text = unmarked(text);
            let (code, rest) = match codes::leading(text) {
                Some((code, rest)) => (Some(code.into_owned()), &text[rest..]),
                None => (own_code, text),
            };
            let owner = if owner_cells.len() == texts.len() {
                owner_cells.get(position)
            } else {
                owner_cells.first().filter(|_| texts.len() == 1 || owner_cells.len() == 1)
            };
            let due = if dues.len() == texts.len() { dues.get(position) } else { dues.first() };
            let due = due.map(|due| (*due).to_owned());
            if code.is_none() && is_no_action(rest, owner.copied(), outline.heading(&outline.pieces[index])) {
                continue;
            }
            let mut owned = owner.map(|cell| owners::in_cell(cell)).unwrap_or_default();
            if owned.is_empty() {
                owned = owners::opening(rest, roster);
            }
            // the last of several tells the state, those before it what was done
            let status = states.iter().rev().find_map(|state| words::status(state));
            // in a review of earlier actions, a report that names no state tells it
            let told = states.iter().rfind(|state| !state.is_empty());
            let is_earlier = || is_about_earlier(outline.heading(&outline.pieces[index]));
            let status = status.or_else(|| Some(updates::status(told.filter(|_| is_earlier())?).0));
            if due.as_ref().is_some_and(|due| opens(due, "all ")) {
                collective.clone_from(&due);
            }
            found.push(Action { code, due_text: due, status, ..action(outline, index, rest, owned) });
        }
        if texts.is_empty() && !owner_cells.is_empty() {
            let groups = owner_cells.iter().flat_map(|cell| owners::groups(cell)).collect();
            orphans.push((before, groups, dues.first().map(|due| (*due).to_owned())));
        }
    }
    for (position, groups, due) in orphans {
        adopt(&mut found, position, (groups, due));
    }
    if let Some(due) = collective {
        for action in found.iter_mut().filter(|action| action.due_text.is_none()) {
            action.due_text = Some(due.clone());
            action.origin = Origin::Inferred;
        }
    }
    found
}

/// `Action 01/20 AB to ...`: the text from its code on.
fn unmarked(text: &str) -> &str {
    let behind = text.trim_start();
    let behind = if opens(behind, "action ") { behind["action ".len()..].trim_start() } else { text };
    if codes::leading(behind).is_some() { behind } else { text }
}

/// A line of an action cell that is only owners or only a date belongs to the action above it.
fn complete_from(action: &mut Action, line: &str, roster: &Roster) -> bool {
    let line = line.trim();
    let is_date = || dates::dates(line).first().is_some_and(|date| date.range.len() + 4 >= line.len());
    if let Some(owned) = Some(line).filter(|_| action.owners.is_empty()).and_then(|line| owner_line(line, roster)) {
        action.owners = owned;
        return true;
    }
    if action.due_text.is_none() && is_date() {
        action.due_text = Some(line.to_owned());
        return true;
    }
    false
}

/// Owners in a row without an action belong to the ownerless actions around it, in order.
fn adopt(found: &mut [Action], position: usize, (groups, due): (Vec<Vec<String>>, Option<String>)) {
    let before = (0..position).rev().take_while(|&index| found[index].owners.is_empty()).count();
    let after = (position..found.len()).take_while(|&index| found[index].owners.is_empty()).count();
    let first = position - before.min(1).min(groups.len());
    let reach =
        if groups.len() > 1 { (position + after).min(first + groups.len()) } else { (first + 1).min(found.len()) };
    let shared = reach - first.min(reach) > 1;
    for (action, group) in found[first.min(reach)..reach].iter_mut().zip(groups) {
        action.owners = group;
        action.origin = Origin::Inferred;
        if action.due_text.is_none() {
            action.due_text = due.clone();
            // one date beside several actions fits either: written, but not certain
            if shared {
                action.due_date = None;
            }
        }
    }
}

/// Scraps, dates and next-meeting notices in an action column.
fn is_no_action(text: &str, owner: Option<&str>, heading: Option<&str>) -> bool {
    if owner.is_some_and(|owner| !owner.is_empty()) {
        return false;
    }
    let text = text.trim();
    let is_scrap = text.starts_with(|c: char| c.is_lowercase())
        || text.split_whitespace().nth(1).is_none()
        || matches!(text.to_lowercase().trim_end_matches('.'), "none" | "no action" | "n/a" | "noted" | "to note");
    let is_date = || {
        dates::dates(text).first().is_some_and(|date| date.range.start < 4)
            || dates::times(text).first().is_some_and(|time| time.range.start < 2)
    };
    let announces = || heading.is_some_and(|heading| holds(heading, "next meeting")) && !dates::dates(text).is_empty();
    // a column may hold decisions beside actions
    let decides = || opens(text, "decision") || opens(text, "agreed:") || opens(text, "noted:");
    is_scrap || decides() || is_date() || announces()
}
