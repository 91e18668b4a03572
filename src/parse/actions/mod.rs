//! Actions set at the meeting: from action columns, marked lines, closing lists and torn columns.

mod columns;
mod listed;
mod marked;
mod torn;

use super::clause;
use super::dates;
use super::outline::Outline;
use super::owners;
use super::roster::Roster;
use super::words;
use crate::meeting::{Action, Status};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// The actions of a meeting; `passage` of each is its piece's position. Pieces that turn out to be actions are marked so.
pub(super) fn read(outline: &mut Outline, roster: &Roster, date: Option<Date>) -> Vec<Action> {
    let mut found = columns::columns(outline, roster);
    found.extend(torn::torn(outline, roster));
    found.extend(marked::marked(outline, roster));
    found.extend(marked::resolved(outline, roster));
    found.extend(listed::listed(outline, roster, &found));
    found.sort_by_key(|action| action.place.byte_start);
    for action in &mut found {
        due(action, date);
    }
    found
}

fn action(outline: &Outline, index: usize, text: &str, owners: Vec<String>) -> Action {
    let piece = &outline.pieces[index];
    Action {
        text: text.trim().to_owned(),
        owners,
        item: outline.number(piece),
        heading: outline.heading(piece).map(str::to_owned),
        passage: Some(index.to_string()),
        place: piece.text.whole(),
        ..Action::default()
    }
}

/// Settles the due date: from the due text, or from a closing `by ...` of the action itself.
fn due(action: &mut Action, date: Option<Date>) {
    if let (Some(text), None) = (&action.due_text, action.due_date)
        && let Some(found) = dates::dates(text).first()
    {
        action.due_date = found.date().or_else(|| found.after(date?));
    }
    if action.due_text.is_none() {
        static BY: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)(?-u:\b)(?:by|before|prior to|no later than|due|deadline:?)\s+(?P<due>(?:the\s+)?(?:end of\s+)?(?:the\s+)?[^.;,()]{3,40})").expect("the due pattern is valid")
        });
        let Some(found) = BY.captures(&action.text).and_then(|found| found.get(0)) else { return };
        if let Some(day) = dates::dates(found.as_str()).first() {
            action.due_text = Some(found.as_str()[..day.range.end].trim().to_owned());
            action.due_date = day.date().or_else(|| day.after(date?));
        }
    }
}

static PREVIOUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:matters arising|previous|outstanding|completed?|earlier|last meeting|update on actions|actions? (?:update|status|review|log|from)|(?:notes|minutes) of the (?:last|previous)|review of actions|carried over|addressed as follows|in progress)(?-u:\b)").expect("the pattern is valid")
});

/// Whether a heading announces earlier actions.
pub(super) fn is_about_earlier(heading: Option<&str>) -> bool {
    heading.is_some_and(|heading| PREVIOUS.is_match(heading))
}

fn is_owner_line(text: &str, roster: &Roster) -> bool {
    if text.len() > 24 || !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '(')) {
        return false;
    }
    let owned = owners::in_cell(text);
    !owned.is_empty() && owned.iter().all(|owner| roster.has_initials(owner) || clause::is_letters(owner))
}

/// A status in brackets at the end of an action: `(done)`.
fn inline_status(text: &str) -> Option<Status> {
    let open = text.rfind('(')?;
    words::status(&text[open..]).filter(|_| text.trim_end().ends_with(')') && text.len() - open < 40)
}

/// `complete`, `completed`, `carried forward`, `partially complete` behind the word action.
pub(super) fn is_status_line(rest: &str) -> bool {
    rest.split_whitespace().count() <= 5 && words::status(rest).is_some() && !rest.contains(':')
}
