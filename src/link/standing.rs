//! Standing items: headings that every meeting has, whatever it is about.

use super::text::fold;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What stands below a heading that every meeting has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// How the meeting is held: apologies, approval of minutes, the next date.
    Form,
    /// Whatever comes up: matters arising, any other business, open actions.
    Discussion,
}

/// Headings as a whole, and beginnings of headings.
struct Table {
    whole: BTreeMap<&'static str, Standing>,
    begins: Vec<(&'static str, Standing)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { whole: BTreeMap::new(), begins: Vec::new() };
    for line in include_str!("words/standing.txt").lines().filter(|line| !line.starts_with('#')) {
        let (heading, standing) = match line.strip_suffix(" +") {
            Some(heading) => (heading, Standing::Discussion),
            None => (line, Standing::Form),
        };
        match heading.strip_suffix('*') {
            Some(begin) => table.begins.push((begin, standing)),
            None => drop(table.whole.insert(heading, standing)),
        }
    }
    table
});

/// What stands below `heading`, if it is that of an item every meeting has.
pub fn standing(heading: &str) -> Option<Standing> {
    let folded = fold(heading.trim_start_matches(|letter: char| !letter.is_alphabetic()));
    let begins = |(begin, _): &&(&str, Standing)| {
        folded.strip_prefix(begin).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let whole = TABLE.whole.get(folded.as_str()).copied();
    whole.or_else(|| TABLE.begins.iter().find(begins).map(|(_, standing)| *standing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(standing_as: Option<Standing>, headings: &[&str]) {
        for heading in headings {
            assert_eq!(standing(heading), standing_as, "{heading}");
        }
    }

    #[test]
    fn headings_of_every_meeting_are_told_from_those_of_one() {
        check(
            Some(Standing::Form),
            &[
                "Apologies for absence",
                "2. Minutes of the meeting held on 26 January",
                "Next meeting:",
                "Date of Next Meeting",
                "WELCOME",
                "Declarations of pecuniary interest",
            ],
        );
        check(Some(Standing::Discussion), &["Matters arising", "AOB", "Any other business", "Actions from 3 May"]);
        check(
            None,
            &[
                "Road safety",
                "Closed circuit television",
                "Close proximity alerts",
                "Minute books",
                "Actions against litter",
            ],
        );
    }
}
