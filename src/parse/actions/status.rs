//! What the line of an action says of its own state: a tick box before it, a status behind it.

use crate::meeting::Status;
use crate::parse::hold::trimmed;
use crate::parse::{owners, words};

/// The line of an action, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::parse) struct Stated<'a> {
    /// The words of the action.
    pub text: &'a str,
    /// The state it tells.
    pub status: Option<Status>,
    /// The words that tell it; none for a tick box.
    pub note: Option<&'a str>,
}

/// `[x] Send it`, `Send it - done`, `Send it: in progress`, `Send it. Done!`.
pub(in crate::parse) fn stated(text: &str) -> Stated<'_> {
    let line = ticked(text);
    let text = line.text;
    let behind = last_marks(text)
        .into_iter()
        .flatten()
        .filter(|(_, start)| !text[*start..].trim_start().starts_with('('))
        .filter_map(|(end, start)| Some((end, start, words::bare_status(&text[start..])?)))
        .min_by_key(|(end, ..)| *end);
    match behind {
        Some((end, start, status)) if end > 0 => {
            Stated { text: text[..end].trim_end(), status: Some(status), note: Some(text[start..].trim()) }
        }
        _ => line,
    }
}

/// The line of an action whose words tell no state: its box may.
pub(super) fn ticked(text: &str) -> Stated<'_> {
    let (is_ticked, text) = tick_box(trimmed(text));
    Stated { text, status: is_ticked.then_some(Status::Complete), note: None }
}

/// The last of each mark that may part an action from its state: ` - `, ` – `, ` — `, `: `, `. `.
fn last_marks(text: &str) -> [Option<(usize, usize)>; 5] {
    const MARKS: [&str; 5] = [" - ", " – ", " — ", ": ", ". "];
    let bytes = text.as_bytes();
    let mut last = [None; 5];
    // both long dashes begin with one byte
    let dashes = memchr::memchr2_iter(b'-', 0xe2, bytes).filter_map(|at| at.checked_sub(1));
    for at in memchr::memchr2_iter(b':', b'.', bytes).chain(dashes) {
        if let Some(mark) = MARKS.iter().position(|mark| bytes[at..].starts_with(mark.as_bytes())) {
            last[mark] = Some((at, at + MARKS[mark].len()));
        }
    }
    last
}

/// Whether a box at the start of a text is ticked, and the text without the box: `[x]`, `[ ]`, `✅`, `☐`.
fn tick_box(text: &str) -> (bool, &str) {
    if let Some(rest) = text.strip_prefix(['✅', '☑', '✔', '✓']) {
        return (true, rest.trim_start_matches('\u{fe0f}').trim_start());
    }
    for (mark, ticked) in [("[ ]", false), ("[]", false), ("☐", false), ("[x]", true), ("[X]", true)] {
        if let Some(rest) = text.strip_prefix(mark) {
            return (ticked, rest.trim_start());
        }
    }
    (false, text)
}

/// A status in brackets at the end of an action: `(done)`.
pub(super) fn inline_status(text: &str) -> Option<Status> {
    let open = text.rfind('(')?;
    words::status(&text[open..]).filter(|_| text.trim_end().ends_with(')') && text.len() - open < 40)
}

/// `complete`, `completed`, `carried forward`, `partially complete` behind the word action.
pub(in crate::parse) fn is_status_line(rest: &str) -> bool {
    rest.split_whitespace().count() <= 5
        && words::status(rest).is_some()
        && !rest.contains(':')
        && owners::bracketed(rest.trim()).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_an_action_is_told_from_its_words() {
        fn check(input: &str, text: &str, status: Option<Status>) {
            let stated = stated(input);
            assert_eq!((stated.text, stated.status), (text, status), "{input}");
        }
        check(
            "Send the form to the harbour office - in progress",
            "Send the form to the harbour office",
            Some(Status::Open),
        );
        check("Update the map: done", "Update the map", Some(Status::Complete));
        check("Renew the lease - all done!", "Renew the lease", Some(Status::Complete));
        check("[x] Anna will write to them", "Anna will write to them", Some(Status::Complete));
        check("[ ] Anna to write to them", "Anna to write to them", None);
        check("Poster for the event: open day", "Poster for the event: open day", None);
        check("Ask when the gate will be closed", "Ask when the gate will be closed", None);
    }

    #[test]
    fn a_task_that_names_its_owner_is_no_status() {
        assert!(is_status_line("partially complete"));
        assert!(!is_status_line("[All] Outstanding harbour posts."));
    }
}
