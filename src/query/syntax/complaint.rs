//! What is wrong with a query, pointing at the place.

use std::fmt;
use std::ops::Range;

/// Letters of a query shown on each side of the place that is wrong.
const AROUND: usize = 60;

/// A query that cannot be read, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The query as typed.
    pub query: String,
    /// The place, in bytes of the query.
    pub span: Range<usize>,
    /// What was found and what was expected.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let before = self.query[..self.span.start].chars().rev().take(AROUND + 1).count();
        let carets = self.query[self.span.clone()].chars().take(AROUND).count().max(1);
        let mut line = String::new();
        if before > AROUND {
            line.push('…');
        }
        let skipped = self.query[..self.span.start].chars().count() - before;
        let shown = self.query.chars().skip(skipped + usize::from(before > AROUND));
        let mut shown = shown.map(|letter| if letter.is_control() { ' ' } else { letter });
        line.extend(shown.by_ref().take(before.min(AROUND) + carets + AROUND));
        if shown.next().is_some() {
            line.push('…');
        }
        write!(out, "{}\n  {line}\n  {}{}", self.message, " ".repeat(before), "^".repeat(carets))
    }
}

impl std::error::Error for Complaint {}

/// The one of `names` that is nearest to `typed`, if it is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let allowed = (typed.chars().count() / 3).clamp(1, 3);
    names
        .into_iter()
        .map(|name| (distance(&typed, name), name))
        .filter(|(distance, name)| *distance <= allowed || (typed.len() > 2 && name.starts_with(typed.as_str())))
        .min()
        .map(|(_, name)| name)
}

/// Number of letters to add, drop, change or swap with the next to get from one word to the other.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, one) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in right.iter().enumerate() {
            let change = last[column] + usize::from(one != other);
            let mut least = change.min(last[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && *one == right[column - 1] && left[row - 1] == *other {
                least = least.min(before_last[column - 1] + 1);
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        assert_eq!(nearest("tpoic", ["topic", "item"]), Some("topic"));
        assert_eq!(nearest("organ", ["org", "owner"]), None);
        assert_eq!(nearest("rais", ["raised", "said"]), Some("raised"));
        assert_eq!(nearest("zebra", ["topic", "item"]), None);
        assert_eq!(distance("aurora", "auorra"), 1);
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        let complaint =
            Complaint { query: "é foo:x".into(), span: 3..6, message: "unknown field foo".into(), hint: None };
        assert_eq!(complaint.to_string(), "unknown field foo\n  é foo:x\n    ^^^");
    }

    #[test]
    fn of_a_long_query_the_place_is_shown() {
        let query = format!("{} foo:x {}", "é".repeat(1_000_000), "b".repeat(1_000_000));
        let start = query.find("foo").unwrap();
        let complaint = Complaint { query, span: start..start + 3, message: "unknown".into(), hint: None };
        let shown = complaint.to_string();
        let lines: Vec<&str> = shown.lines().collect();
        let at = lines[2].chars().position(|letter| letter == '^').unwrap();
        assert_eq!(lines[1].chars().skip(at).take(3).collect::<String>(), "foo");
        assert!(shown.chars().count() < 400 && lines[1].starts_with("  …é") && lines[1].ends_with("b…"), "{shown}");
    }
}
