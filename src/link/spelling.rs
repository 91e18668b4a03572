//! Names as they are written: whether two spellings may be those of one person.

use super::text::fold;
use crate::parse::{self, is_one_slip};
use std::sync::LazyLock;

/// First names that one person goes by.
static NICKNAMES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("words/nicknames.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_whitespace().collect()).collect()
});

/// Shortest surname in which one slip of the pen is taken for one.
const SLIP: usize = 5;

/// A name by its words, folded, without rank or title.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spelling(Vec<String>);

impl Spelling {
    /// The name in `written`; none where there is none.
    pub(super) fn of(written: &str) -> Option<Spelling> {
        let words: Vec<String> = bare(written).split_whitespace().map(fold).filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(Spelling(words))
    }

    pub(super) fn key(&self) -> String {
        self.0.join(" ")
    }

    /// The last word.
    pub(super) fn surname(&self) -> &str {
        self.0.last().map(String::as_str).unwrap_or_default()
    }

    pub(super) fn first(&self) -> &str {
        self.0.first().map(String::as_str).unwrap_or_default()
    }

    pub(super) fn is_single(&self) -> bool {
        self.0.len() == 1
    }

    /// First name and surname, both of more than one letter.
    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= 2 && self.first().chars().count() > 1 && self.surname().chars().count() > 1
    }

    /// The ways to read the words as two names, one behind the other.
    pub(super) fn halves(&self) -> impl Iterator<Item = (Spelling, Spelling)> + '_ {
        (2..self.0.len().saturating_sub(1)).map(|at| (Spelling(self.0[..at].to_vec()), Spelling(self.0[at..].to_vec())))
    }

    /// Whether a letter stands where this name may have a first name: `J Marsh`.
    pub(super) fn is_initialed(&self) -> bool {
        self.0.len() >= 2 && self.first().chars().count() == 1
    }

    /// Whether both may be spellings of one person's name.
    pub(super) fn may_be(&self, other: &Spelling) -> bool {
        if self.is_single() || other.is_single() {
            return false;
        }
        let has_surname = self.surname() == other.surname();
        let is_slip = || {
            self.surname().chars().count().min(other.surname().chars().count()) >= SLIP
                && is_one_slip(self.surname(), other.surname())
        };
        if !(has_surname || self.first() == other.first() && is_slip()) {
            return false;
        }
        are_one_first_name(self.first(), other.first()) && self.middle_fits(other)
    }

    /// Middle names are left out or shortened, and not changed.
    fn middle_fits(&self, other: &Spelling) -> bool {
        let (one, two) = (&self.0[1..self.0.len() - 1], &other.0[1..other.0.len() - 1]);
        one.is_empty()
            || two.is_empty()
            || one.iter().zip(two).all(|(one, two)| one.starts_with(two) || two.starts_with(one))
    }
}

/// The name as written, without rank, title and what stands behind it in brackets.
pub(super) fn bare(written: &str) -> &str {
    let mut name = written.split(['(', '[']).next().unwrap_or_default().trim();
    while let Some((first, rest)) = name.split_once(char::is_whitespace)
        && (parse::is_title(first) || first.eq_ignore_ascii_case("the"))
    {
        name = rest.trim_start();
    }
    name
}

fn are_one_first_name(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_short_form = long.starts_with(short) && (short.chars().count() == 1 || short.chars().count() >= 3);
    is_short_form || NICKNAMES.iter().any(|forms| forms.contains(&one) && forms.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, expected: bool) {
        let (one, other) = (Spelling::of(one).unwrap(), Spelling::of(other).unwrap());
        assert_eq!((one.may_be(&other), other.may_be(&one)), (expected, expected), "{one:?} {other:?}");
    }

    #[test]
    fn spellings_of_one_name_are_known() {
        check("Wil Marsh", "Wilson Marsh", true);
        check("Robert Marsh", "Bob Marsh", true);
        check("Anna Leaman", "Anna Leamon", true);
        check("J Marsh", "Cllr Mrs Jane Marsh", true);
        check("John A Marsh", "John Marsh", true);
        check("John Albert Marsh", "John A. Marsh", true);
    }

    #[test]
    fn two_names_are_kept_apart() {
        check("Anna Marsh", "Peter Marsh", false);
        check("Jane Marsh", "John Marsh", false);
        check("Anna Leaman", "Peter Leamon", false);
        check("Jo Wood", "Jo Hood", false);
        check("John Albert Marsh", "John Brian Marsh", false);
    }
}
