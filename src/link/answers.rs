//! Actions that ask something are done when a report answers: `to find out if ...`, and then `the owner has no objection`.

use crate::meeting::{Origin, Status, Update};
use crate::parse;
use regex::Regex;
use std::sync::LazyLock;

/// The state after `update` of the action that says `task`.
pub(super) fn status(task: &str, update: &Update) -> Status {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:find out|ask|check|confirm|clarify|establish|enquire|ascertain|see)(?-u:\b)(?: \w+){0,3} (?:if|whether|who|what|when|where|why|how|which)(?-u:\b)")
            .expect("the pattern is valid")
    });
    let note = update.note.as_deref().unwrap_or_default();
    let is_plain = update.status == Status::Open && update.origin == Origin::Inferred && !note.is_empty();
    if is_plain && ASKS.is_match(task) && !parse::leaves_open(note) { Status::Complete } else { update.status }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_what_was_asked() {
        fn check(task: &str, note: &str, expected: Status) {
            let update = Update {
                status: Status::Open,
                origin: Origin::Inferred,
                note: Some(note.to_owned()),
                ..Update::default()
            };
            assert_eq!(status(task, &update), expected, "{task}: {note}");
        }
        check("AB to find out if the quay may be used", "the harbour master has no objection", Status::Complete);
        check("AB to ask the county when the works start", "the works start in May", Status::Complete);
        check("AB to find out if the quay may be used", "the harbour master will answer in May", Status::Open);
        check("AB to mend the quay", "the harbour master has no objection", Status::Open);
    }
}
