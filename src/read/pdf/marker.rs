//! What stands before an entry of a list: a bullet, a number, a letter.

use super::line::Line;

/// The mark at the start of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Marker {
    /// The file says that there is an entry, the page shows no mark.
    Unseen,
    Bullet,
    /// As it is printed, with its dot or bracket.
    Number(String),
}

/// The marker a line starts with, where words follow it.
pub(super) fn marker(line: &Line) -> Option<Marker> {
    let [first, second, ..] = line.words.as_slice() else { return None };
    let gap = (second.x0 - first.x1) / line.size;
    if is_bullet(&first.text) {
        // A letter that is a bullet in one font is a word in another; the gap tells.
        let is_wide = gap > 0.5 || !first.text.chars().all(char::is_alphanumeric);
        return is_wide.then_some(Marker::Bullet);
    }
    is_number(&first.text, gap).then(|| Marker::Number(first.text.clone()))
}

/// Whether `word` is a bullet and nothing else.
pub(super) fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    let (Some(char), None) = (chars.next(), chars.next()) else { return false };
    matches!(char, 'o' | '§' | '\u{E000}'..='\u{F8FF}') || "•●○◦■□▪▫◆◇❖‣⁃∙·–—-*➢➤►▶▸✓✔→⇒".contains(char)
}

/// Whether `word` counts entries: `1.`, `12)`, `(a)`, `iv.`, `2.3`; without dot or bracket only where the gap after it
/// is one no blank makes.
fn is_number(word: &str, gap: f32) -> bool {
    let inner = word.strip_prefix('(').unwrap_or(word);
    let (core, is_closed) = match inner.strip_suffix(['.', ')', ':']) {
        Some(core) => (core, true),
        None => (inner, false),
    };
    let is_digits = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    if core.contains('.') {
        let is_part =
            |part: &str| is_digits(part) || part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_lowercase());
        return core.starts_with(|char: char| char.is_ascii_digit()) && core.split('.').all(is_part) && core.len() <= 9;
    }
    if is_digits(core) {
        return is_closed || gap > 1.0 && core.len() <= 2;
    }
    let is_roman = core.len() <= 4 && !core.is_empty() && core.bytes().all(|byte| b"ivx".contains(&byte));
    let is_letter = core.len() == 1 && core.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_capital = core.bytes().all(|byte| byte.is_ascii_uppercase());
    is_closed && (is_roman || is_letter) && (!is_capital || gap > 0.6)
}

#[cfg(test)]
mod tests {
    use super::super::line::Word;
    use super::*;

    fn check(first: &str, gap: f32, expected: Option<Marker>) {
        let word = |text: &str, x0: f32| Word { text: text.into(), x0, x1: x0 + 10.0, size: 10.0, is_bold: false };
        let words = vec![word(first, 0.0), word("Budget", 10.0 + gap)];
        assert_eq!(marker(&Line { words, page: 1, base: 0.0, size: 10.0, ends_blank: false }), expected, "{first}");
    }

    #[test]
    fn bullets_and_numbers_are_told_from_words() {
        check("•", 2.0, Some(Marker::Bullet));
        check("o", 8.0, Some(Marker::Bullet));
        check("o", 2.5, None);
        check("1.", 2.5, Some(Marker::Number("1.".into())));
        check("(iv)", 2.5, Some(Marker::Number("(iv)".into())));
        check("2.3", 2.5, Some(Marker::Number("2.3".into())));
        check("7", 20.0, Some(Marker::Number("7".into())));
        check("7", 2.5, None);
        check("J.", 2.5, None);
        check("2015.", 2.5, None);
    }
}
