//! Actions in table columns, row by row.

use super::{action, is_owner_line};
use crate::meeting::{Action, Origin};
use crate::parse::flow::Kind;
use crate::parse::outline::Outline;
use crate::parse::roster::Roster;
use crate::parse::words::{self, Column};
use crate::parse::{codes, dates, owners};

/// Actions in table columns, row by row.
pub(super) fn columns(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut orphans: Vec<(usize, Vec<Vec<String>>, Option<String>)> = Vec::new();
    let mut at = 0;
    let mut collective: Option<String> = None;
    while at < outline.pieces.len() {
        let Some(row) = outline.pieces[at].row else {
            at += 1;
            continue;
        };
        let end = at + outline.pieces[at..].iter().take_while(|piece| piece.row == Some(row)).count();
        let of = |column: Column| {
            (at..end).filter(|&index| outline.pieces[index].layout == Kind::Cell(column)).collect::<Vec<usize>>()
        };
        let cells = |indexes: &[usize]| {
            indexes.iter().map(|&index| outline.pieces[index].text.string.trim().to_owned()).collect::<Vec<_>>()
        };
        let (texts, owner_cells, dues, codes, states) = (
            of(Column::Action),
            cells(&of(Column::Owner)),
            cells(&of(Column::Due)),
            cells(&of(Column::Code)),
            cells(&of(Column::Status)),
        );
        let before = found.len();
        for (position, &index) in texts.iter().enumerate() {
            let text = outline.pieces[index].text.string.clone();
            if let Some(last) = found[before..].last_mut()
                && complete_from(last, &text, roster)
            {
                continue;
            }
            let own_code = codes.get(position).or(codes.first()).cloned();
            let (code, rest) = match codes::leading(&text) {
                Some((code, rest)) => (Some(code), text[rest..].to_owned()),
                None => (own_code, text),
            };
            let owner = if owner_cells.len() == texts.len() {
                owner_cells.get(position).cloned()
            } else {
                owner_cells.first().filter(|_| texts.len() == 1 || owner_cells.len() == 1).cloned()
            };
            let due = if dues.len() == texts.len() { dues.get(position).cloned() } else { dues.first().cloned() };
            if code.is_none() && is_no_action(&rest, owner.as_deref(), outline.heading(&outline.pieces[index])) {
                continue;
            }
            let mut owned = owner.as_deref().map(owners::in_cell).unwrap_or_default();
            if owned.is_empty() {
                owned = owners::opening(&rest, roster);
            }
            let status = states.first().and_then(|state| words::status(state));
            if let Some(due) = due.as_ref().filter(|due| due.to_lowercase().starts_with("all ")) {
                collective = Some(due.clone());
            }
            found.push(Action { code, due_text: due, status, ..action(outline, index, &rest, owned) });
        }
        if texts.is_empty() && !owner_cells.is_empty() {
            orphans.push((
                before,
                owner_cells.iter().flat_map(|cell| owners::groups(cell)).collect(),
                dues.first().cloned(),
            ));
        }
        at = end;
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

/// A line of an action cell that is only owners or only a date belongs to the action above it.
fn complete_from(action: &mut Action, line: &str, roster: &Roster) -> bool {
    let line = line.trim();
    let is_date = dates::dates(line).first().is_some_and(|date| date.range.len() + 4 >= line.len());
    if action.owners.is_empty() && is_owner_line(line, roster) {
        action.owners = owners::in_cell(line);
        return true;
    }
    if action.due_text.is_none() && is_date {
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
    let text = text.trim();
    let has_owner = owner.is_some_and(|owner| !owner.is_empty());
    let is_scrap = text.starts_with(|c: char| c.is_lowercase())
        || text.split_whitespace().count() < 2
        || matches!(text.to_lowercase().trim_end_matches('.'), "none" | "no action" | "n/a" | "noted" | "to note");
    let is_date = dates::dates(text).first().is_some_and(|date| date.range.start < 4)
        || dates::times(text).first().is_some_and(|time| time.range.start < 2);
    let announces = heading.is_some_and(|heading| heading.to_lowercase().contains("next meeting"))
        && !dates::dates(text).is_empty();
    !has_owner && (is_scrap || is_date || announces)
}
