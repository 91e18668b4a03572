//! Pairs of words that tell one task from others: `crossing warden`, `speed sign`.

use super::text::{fold, is_small};
use crate::parse;
use std::collections::BTreeSet;

/// A pair of words that stand together, small words between them left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Phrase(String, String);

/// The telling pairs of a text: no name or post of two words, none of the words in `common`.
pub(super) fn phrases(text: &str, common: &BTreeSet<String>) -> BTreeSet<Phrase> {
    let mut found = BTreeSet::new();
    let mut last: Option<Part> = None;
    for word in text.split_whitespace() {
        let folded = fold(word);
        if is_small(&folded) {
            continue;
        }
        let is_plain = folded.chars().count() > 2 && folded.chars().all(char::is_alphabetic);
        let part = (is_plain && !parse::is_title(&folded) && !common.contains(&folded)).then(|| Part {
            is_capital: word
                .trim_start_matches(|letter: char| !letter.is_alphanumeric())
                .starts_with(char::is_uppercase),
            is_post: parse::is_post(&folded),
            stem: folded.strip_suffix('s').unwrap_or(&folded).to_owned(),
        });
        if let (Some(before), Some(part)) = (&last, &part)
            && !(before.is_capital && part.is_capital || before.is_post && part.is_post)
        {
            found.insert(Phrase(before.stem.clone(), part.stem.clone()));
        }
        let ends = word.ends_with(|letter: char| !letter.is_alphanumeric());
        last = part.filter(|_| !ends);
    }
    found
}

/// A word that may be part of a pair.
struct Part {
    stem: String,
    is_capital: bool,
    is_post: bool,
}

/// Share of the telling words of a task that a report has, too.
pub(super) fn share(task: &BTreeSet<String>, report: &BTreeSet<String>, common: &BTreeSet<String>) -> f64 {
    let stem = |word: &String| word.strip_suffix('s').unwrap_or(word).to_owned();
    let is_telling = |word: &&String| !parse::is_title(word) && !common.contains(*word);
    let task: BTreeSet<String> = task.iter().filter(is_telling).map(stem).collect();
    let report: BTreeSet<String> = report.iter().map(stem).collect();
    task.intersection(&report).count() as f64 / task.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_plain_words_tell() {
        let common = BTreeSet::from(["council".to_owned()]);
        let found =
            phrases("That the Clerk ask the county council for dates of the crossing wardens in Mill Lane.", &common);
        let found: Vec<String> = found.into_iter().map(|Phrase(one, other)| format!("{one} {other}")).collect();
        assert_eq!(found, ["clerk ask", "crossing warden", "date crossing", "warden mill"]);
    }

    #[test]
    fn a_report_shares_words_with_its_task() {
        let words = |text: &str| super::super::text::content(text);
        let share = |report: &str| share(&words("Price the rope bridge"), &words(report), &BTreeSet::new());
        assert_eq!((share("The rope bridges are in"), share("The bench was mended")), (2.0 / 3.0, 0.0));
    }
}
