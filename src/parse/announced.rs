//! Where a sentence starts to name people: guests, and those who sent their apologies.

use super::hold::{holds, opens};
use super::listing;
use regex::Regex;
use std::sync::LazyLock;

/// Letters between guests and the verb that tells who they were, at the most.
const MOST_BETWEEN: usize = 100;

/// Bytes within which that verb ends, of any script.
const REACH: usize = 5 * MOST_BETWEEN;

static GUESTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:attendees|guests|representatives|invited)(?-u:\b)").expect("the pattern is valid")
});

static WERE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?-u:\b)(?:were|was|are):?\s+(?:the )?").expect("the pattern is valid"));

static APOLOGIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?-u:\b)apolog(?:y|ies)(?-u:\b)(?: for absence)?[^.:]{0,40}?(?-u:\b)(?:from|by|for(?: absence)?):?\s+",
    )
    .expect("the apologies pattern is valid")
});

/// Where the names of guests start: `Guests invited to the meeting were: `.
pub(super) fn guests(text: &str) -> Option<usize> {
    GUESTS.find_iter(text).find_map(|guests| {
        let behind = &text[guests.end()..];
        let behind = &behind[..behind.floor_char_boundary(REACH)];
        let were = WERE.find(behind)?;
        let between = &behind[..were.start()];
        let is_near = !between.contains(['.', ':']) && between.chars().nth(MOST_BETWEEN).is_none();
        is_near.then_some(guests.end() + were.end())
    })
}

/// Where the names of those start who sent their apologies.
pub(super) fn apologies(text: &str) -> Option<usize> {
    // `Apologies for absence and personal matters` names nobody
    APOLOGIES.find(text).map(|found| found.end()).filter(|&end| !opens(&text[end..], "and "))
}

/// Where those start who are away, in the sentences behind a list: `... There were apologies from Tom Moss.`
pub(super) fn apologies_within(list: &str) -> Option<usize> {
    if !holds(list, "apolog") {
        return None;
    }
    let end = listing::sentence(list).len();
    let behind = Some(end).filter(|&end| end < list.len() && holds(&list[end..], "apolog"))?;
    apologies(&list[behind..]).map(|start| behind + start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_are_named_behind_the_verb_of_their_sentence() {
        let named = |text: &'static str| guests(text).map(|start| &text[start..]);
        assert_eq!(named("Guests invited to the meeting were: the Clerk"), Some("Clerk"));
        assert_eq!(named("Invited. The guests were Anna Berg"), Some("Anna Berg"));
        assert_eq!(named("The guests came. They were late"), None);
    }
}
