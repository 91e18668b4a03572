//! Actions set at the meeting: from action columns, marked lines, closing lists and torn columns.

mod columns;
mod listed;
mod marked;
mod status;
mod torn;

use super::clause;
use super::dates;
use super::outline::Outline;
use super::owners;
use super::roster::Roster;
use crate::meeting::Action;
use jiff::civil::Date;
pub(super) use listed::is_list_head;
use regex::Regex;
pub(super) use status::{Stated, is_status_line, stated};
use std::sync::LazyLock;

/// The actions of a meeting; `passage` of each is its piece's position. Pieces that turn out to be actions are marked so.
pub(super) fn read(outline: &mut Outline, roster: &Roster, date: Option<Date>) -> Vec<Action> {
    let mut found = columns::columns(outline, roster);
    found.extend(torn::torn(outline, roster));
    found.extend(marked::marked(outline, roster));
    found.extend(marked::resolved(outline, roster));
    found.extend(listed::listed(outline, roster, &found));
    if found.is_empty() {
        found = listed::own_entries(outline, roster);
    }
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
        item: outline.number(piece).map(str::to_owned),
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
    // no date is without figures
    if action.due_text.is_none() && action.text.bytes().any(|byte| byte.is_ascii_digit()) {
        static BY: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)(?-u:\b)(?:by|before|prior to|no later than|due|deadline:?)\s+(?P<due>(?:the\s+)?(?:end of\s+)?(?:the\s+)?[^.;,()]{3,40})").expect("the due pattern is valid")
        });
        let Some(found) = BY.find(&action.text) else { return };
        if let Some(day) = dates::dates(found.as_str()).first() {
            action.due_text = Some(found.as_str()[..day.range.end].trim().to_owned());
            action.due_date = day.date().or_else(|| day.after(date?));
        }
    }
}

static PREVIOUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:(?:matters|business) arising|previous|outstanding|completed?|earlier|last (?:meeting|time|month|week|call|session)|update on actions|actions?(?: items?| points?)? (?:updates?|status|review|log|tracker|from)|(?:notes|minutes) of the (?:last|previous)|(?:review|status|progress|follow[- ]?up) (?:of|on) (?:the )?(?:open )?actions?(?-u:\b)|carried over|brought forward|addressed as follows|in progress)(?-u:\b)").expect("the pattern is valid")
});

/// Whether a heading announces earlier actions.
pub(super) fn is_about_earlier(heading: Option<&str>) -> bool {
    heading.is_some_and(|heading| PREVIOUS.is_match(heading))
}

/// The owners on a line that holds nothing else.
fn owner_line(text: &str, roster: &Roster) -> Option<Vec<String>> {
    if text.len() > 24 || !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | '(')) {
        return None;
    }
    let owned = owners::in_cell(text);
    let is_owner = |owner: &String| roster.has_initials(owner) || clause::is_letters(owner);
    (!owned.is_empty() && owned.iter().all(is_owner)).then_some(owned)
}

#[cfg(test)]
mod tests {
    use crate::meeting::{Meeting, Status};
    use crate::parse::parse;
    use crate::read::read;

    fn meeting(body: &str) -> Meeting {
        let text = format!("# Harbour Panel 3 May 2022\n\nPresent: Anna Berg (AB), Piet Hale (PH)\n\n{body}\n");
        let parts = read(text.as_bytes(), "minutes.md", &Default::default()).unwrap();
        parse(&parts[0].document, "minutes.md").remove(0)
    }

    fn actions(body: &str) -> Vec<String> {
        meeting(body)
            .actions
            .into_iter()
            .map(|action| format!("{}: {}", action.owners.join("/"), action.text))
            .collect()
    }

    #[test]
    fn owners_on_a_line_of_their_own_own_the_entries_below() {
        let list = "## Actions\n\n[AB]\n\n- Order the buoys\n- Write to the county\n\n[All]\n\n- Read the plan\n";
        assert_eq!(actions(list), ["AB: Order the buoys", "AB: Write to the county", "All: Read the plan"]);
    }

    #[test]
    fn owner_and_date_below_a_coded_action_are_its_own() {
        let body = "1. Harbour\n\nAB said that the buoys were old.\n\n02/22 AB to order new buoys\n\nAB/PH\n\n24.6.22\n\n03/22 PH to paint the gate\n\n1 July 2022\n\nThe gate was closed.";
        let meeting = meeting(body);
        let told: Vec<_> = meeting
            .actions
            .iter()
            .map(|action| (action.owners.join("/"), action.due_date.map(|day| day.to_string())))
            .collect();
        let day = |day: &str| Some(day.to_owned());
        assert_eq!(told, [("AB/PH".into(), day("2022-06-24")), ("PH".into(), day("2022-07-01"))]);
    }

    #[test]
    fn an_owner_alone_owns_the_sentence_above_or_stays_as_printed() {
        assert_eq!(
            actions("## Gate\n\nThe gate is shut. Mr Hale will oil it.\n\nACTION: Mr Hale"),
            ["Mr Hale: Mr Hale will oil it."]
        );
        assert_eq!(actions("## Gate\n\nACTION: Mr Hale"), [": Mr Hale"]);
    }

    #[test]
    fn an_entry_that_gathers_owned_tasks_is_none_itself() {
        let list = "## Actions\n\n- D1 (Publish a plan)\n    - [AB] Write a first draft\n    - [PH] Ask three people to read it\n";
        assert_eq!(actions(list), ["AB: Write a first draft", "PH: Ask three people to read it"]);
    }

    #[test]
    fn groups_and_handles_own_actions() {
        let lines = "Action: @annab to order the buoys\n\nACTION Old Committee: Hand over the keys\n\naction item: ask the county for a date";
        let expected =
            ["annab: @annab to order the buoys", "Old Committee: Hand over the keys", ": ask the county for a date"];
        assert_eq!(actions(lines), expected);
    }

    #[test]
    fn a_status_behind_a_listed_action_is_its_update() {
        let list = "## Actions\n\n- [AB] Order the buoys - done\n- [ ] Anna to paint the hut\n- [x] Piet will mend the gate\n- [All] Outstanding harbour posts.\n";
        let meeting = meeting(list);
        let texts: Vec<_> = meeting.actions.iter().map(|action| action.text.as_str()).collect();
        let expected =
            ["Order the buoys", "Anna to paint the hut", "Piet will mend the gate", "Outstanding harbour posts."];
        assert_eq!(texts, expected);
        let updates: Vec<_> =
            meeting.action_updates.iter().map(|update| (update.text.as_deref(), update.status)).collect();
        let done = |text| (Some(text), Status::Complete);
        assert_eq!(updates, [done("Order the buoys"), done("Piet will mend the gate")]);
    }

    #[test]
    fn a_row_with_its_own_code_is_an_action_of_its_own() {
        let table = "## New and ongoing actions\n\n| | | | |\n|---|---|---|---|\n| 4.1 | email the dates of the | AB | |\n| 4.2 | email to harbour terms | PH+others | |\n| 4.3 | list the moorings | PH | |\n";
        let expected = ["AB: email the dates of the", "PH/others: email to harbour terms", "PH: list the moorings"];
        assert_eq!(actions(table), expected);
    }

    #[test]
    fn a_column_of_initials_headed_action_holds_no_actions() {
        let table = "<table><tr><td></td><td></td><td>Action</td></tr><tr><td>1.0</td><td>Welcome and apologies</td><td></td></tr><tr><td>1.1</td><td>Anna welcomed all who had come to the harbour.</td><td></td></tr><tr><td>1.2</td><td>The gate is to be painted before the summer.</td><td>PH</td></tr></table>";
        assert_eq!(actions(table), Vec::<String>::new());
    }
}
