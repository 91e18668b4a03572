//! Numbers that run into their headings, and lists whose items do not count on.

use super::{Number, Series, figures, may_be_lettered};
use crate::parse::flow::{Kind, Para};
use crate::parse::hold::opens;

/// Where the number ends in a word that runs it into the heading: `2.Minutes`, `BM/21/057Roads`.
pub(super) fn glued(word: &str) -> Option<usize> {
    typed_together(word).or_else(|| glued_heading(word))
}

/// Where the number ends in a word that runs it into the heading: `2.Minutes`.
fn typed_together(word: &str) -> Option<usize> {
    let end = figures(word);
    let is_head = matches!(word.as_bytes()[end..], [b'.' | b')', b'A'..=b'Z', b'a'..=b'z', b'a'..=b'z', ..]);
    (matches!(end, 1..=2) && is_head && !word[end + 1..].contains('.')).then_some(end + 1)
}

/// Where the heading starts that the number of a minute with letters runs into: `BM/21/057Roads`.
pub(super) fn glued_heading(word: &str) -> Option<usize> {
    if !may_be_lettered(word) {
        return None;
    }
    let at = word.rfind(|c: char| c.is_ascii_digit())? + 1;
    let is_heading = |rest: &str| {
        rest.starts_with(|c: char| c.is_ascii_uppercase()) && rest.chars().nth(1).is_some_and(char::is_lowercase)
    };
    is_heading(&word[at..]).then_some(at)
}

/// `20417 POLICE MATTERS`: bodies count their minutes through the years, with headings in capitals.
pub(super) fn running(number: &str, rest: &str) -> Option<Series> {
    const FEWEST: usize = 6;
    let is_count = matches!(number.len(), 4 | 5) && figures(number) == number.len();
    let rest = rest.lines().next().unwrap_or_default().trim();
    let is_head = is_count && rest.len() >= FEWEST && !rest.contains(|c: char| c.is_lowercase());
    (is_head && rest.starts_with(char::is_uppercase)).then_some(Series::Whole)
}

/// Whether the items of a document all have the number that their list was to count from: `1.`, `1.`, `1.`.
///
/// `all` are the numbers of one series, of which so many stand before what may be a heading.
pub(super) fn count_from_one(all: &[&(&Para, Number)], heads: usize) -> bool {
    const FEWEST: usize = 3;
    let is_item = |para: &Para| matches!(para.kind, Kind::Plain | Kind::Item { depth: 0 } | Kind::Heading(_));
    let ones = || all.iter().filter(|(para, number)| number.text == "1" && is_item(para));
    let stands = |(para, number): &&&(&Para, Number)| {
        let body = &para.string()[number.length..];
        ["minutes of", "matters arising", "apologies"].iter().any(|start| opens(body, start))
    };
    let count = ones().count();
    count >= FEWEST && count * 10 >= heads * 7 && ones().any(|one| stands(&one))
}
