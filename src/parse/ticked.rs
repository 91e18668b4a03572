//! Attendance lists with a box before each name, ticked for those who came.

use super::lone_entry;
use super::names::{self, Entry};
use super::posts::role_and_organisation;
use super::words;
use crate::meeting::Attendance;

/// `[x] Anna Berg - Chair, Pike Ltd`, `☐ Tom Moss (Hale)`: one person, and whether the box before the name is ticked.
pub(super) fn ticked(text: &str) -> Option<(Entry, Attendance)> {
    const BOXES: [(&str, bool); 11] = [
        ("[x]", true),
        ("[X]", true),
        ("[ ]", false),
        ("[]", false),
        ("☑", true),
        ("☒", true),
        ("✓", true),
        ("✔", true),
        ("✅", true),
        ("☐", false),
        ("❌", false),
    ];
    let text = text.trim_start();
    let (mark, is_ticked) = BOXES.iter().find(|(mark, _)| text.starts_with(mark))?;
    let rest = text[mark.len()..].trim();
    let mut entry = by_parts(rest).or_else(|| names::people(rest).into_iter().next())?;
    let start = text.len() - text[mark.len()..].trim_start().len();
    entry.range = entry.range.start + start..text.len();
    Some((entry, if *is_ticked { Attendance::Present } else { Attendance::Other }))
}

/// `Anna Berg - Chair, Pike Ltd`: the name, and the parts behind it told apart by their words.
fn by_parts(text: &str) -> Option<Entry> {
    let marks = [" - ", " – ", ", "];
    let (name, rest) = marks.iter().filter_map(|mark| text.split_once(mark)).min_by_key(|(name, _)| name.len())?;
    let mut entry = names::people(name).into_iter().next().or_else(|| lone_entry::lone_name(name))?;
    let is_post = |part: &str| role_and_organisation(part).1.is_none() && part.split_whitespace().any(words::is_post);
    // `Pike, Inc.` is one part
    let (first, second) = match rest.split_once(", ") {
        Some((first, second)) if is_post(first) => (first, Some(second)),
        _ => (rest, None),
    };
    let field = if is_post(first) { &mut entry.role } else { &mut entry.organisation };
    field.get_or_insert_with(|| first.trim().to_owned());
    entry.organisation = entry.organisation.or_else(|| second.map(|second| second.trim().to_owned()));
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticked_box_says_that_somebody_came() {
        fn check(text: &str, expected: Option<&str>) {
            let got = ticked(text).map(|(entry, attendance)| {
                let part = |part: Option<String>| part.unwrap_or_default();
                format!("{}|{}|{}|{attendance:?}", entry.name, part(entry.role), part(entry.organisation))
            });
            assert_eq!(got.as_deref(), expected, "{text}");
        }
        check("[x] Anna Berg - Chairperson, Pike Ltd", Some("Anna Berg|Chairperson|Pike Ltd|Present"));
        check("[ ] Tom Moss, Blue Quay, Inc.", Some("Tom Moss||Blue Quay, Inc.|Other"));
        check("☑ Ed Hale (Clerk)", Some("Ed Hale|Clerk||Present"));
        check("Anna Berg", None);
    }
}
