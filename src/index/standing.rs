//! What every meeting has, whatever it is about: attendance, apologies, the next date.

use super::fold::key;
use crate::meeting::{Passage, PassageKind};

/// Beginnings of headings under which a meeting only deals with itself.
const HEADINGS: [&str; 27] = [
    "adjournment",
    "agreement of minutes",
    "apologies",
    "apology",
    "approval of agenda",
    "approval of minutes",
    "approval of the agenda",
    "approval of the minutes",
    "approval of previous minutes",
    "attendance",
    "call to order",
    "close",
    "confirmation of minutes",
    "date and time",
    "date of next",
    "dates of next",
    "dates of future",
    "declaration of",
    "declarations of",
    "introductions",
    "minutes of",
    "next meeting",
    "opening of the meeting",
    "previous minutes",
    "roll call",
    "time and date",
    "welcome",
];

/// Whether the passage is part of how meetings are held, not of what this one is about.
pub(super) fn is_standing(passage: &Passage) -> bool {
    let is_furniture = matches!(passage.kind, PassageKind::Attendance | PassageKind::Furniture);
    is_furniture || passage.topic.as_deref().is_some_and(is_standing_heading)
}

fn is_standing_heading(heading: &str) -> bool {
    let key = key(heading.trim_start_matches(|letter: char| !letter.is_alphabetic()));
    HEADINGS
        .iter()
        .any(|beginning| key.strip_prefix(beginning).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_every_meeting_are_told_from_those_of_one() {
        for heading in
            ["Apologies for absence", "2. Minutes of the meeting held on 26 January", "Next meeting:", "WELCOME"]
        {
            assert!(is_standing_heading(heading), "{heading}");
        }
        for heading in ["Road safety", "Closed circuit television", "Matters arising", "Minute books"] {
            assert!(!is_standing_heading(heading), "{heading}");
        }
    }
}
