//! Initials: the letters that stand for a name, look-alike letters folded.

use std::borrow::Cow;

/// Letters that look alike in Cyrillic or Greek, in Latin.
pub(super) fn latin(text: &str) -> Cow<'_, str> {
    const FROM: &str = "АВЕКМНОРСТХасеорхуіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧ";
    const TO: &str = "ABEKMHOPCTXaceopxyisjABEZHIKMNOPTYX";
    let look_alike = |c: char| FROM.chars().position(|other| other == c).and_then(|at| TO.chars().nth(at));
    // Greek and Cyrillic letters stand in one block, which most of what is not ASCII does not
    let fold = |c: char| if matches!(c, '\u{370}'..='\u{4ff}') { look_alike(c).unwrap_or(c) } else { c };
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(fold).collect()) }
}

/// The initials a name gives: `Kevin Dale-White` gives `KDW`; particles in lower case count only as second reading.
pub(super) fn initials_of(name: &str) -> String {
    letters_of(name).collect()
}

fn letters_of(name: &str) -> impl Iterator<Item = char> {
    name.split([' ', '-', '.']).filter_map(|part| part.chars().next()).filter(|c| c.is_uppercase())
}

/// Whether `initials` may stand for `name`: the same letters, or first and last, or a longer form chosen to tell people apart.
pub(super) fn may_stand_for(initials: &str, name: &str) -> bool {
    let (Some(first), Some(last)) = (initials.chars().next(), initials.chars().next_back()) else { return false };
    let name = latin(name);
    // every reading opens with the first of the name's letters, but for `al-` and its like before it
    if letters_of(&name).next() != Some(first) && !name.contains('-') {
        return false;
    }
    let full = initials_of(&name);
    if full == initials {
        return true;
    }
    let mut ends = full.chars();
    let spaced = initials_of(&name.replace('-', ""));
    if spaced == initials {
        return true;
    }
    full.chars().count() >= 2
        && initials.chars().count() >= 2
        && ends.next() == Some(first)
        && (ends.next_back() == Some(last) || name.to_uppercase().ends_with(last))
        && is_subsequence(initials, &name)
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let long = long.to_uppercase();
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_stand_for_names() {
        for (initials, name) in [("KDW", "Kevin Dale-White"), ("KW", "Kevin White"), ("NL", "Noor Poon-Lohan")] {
            assert!(may_stand_for(initials, name), "{initials} {name}");
        }
        assert!(!may_stand_for("XY", "Anna Berg"));
    }

    #[test]
    fn look_alike_letters_are_latin() {
        assert_eq!(latin("ТВ"), "TB");
    }
}
