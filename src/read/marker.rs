//! How a line of plain text begins: bullets, numbers, action codes, speakers.

/// Longest name of a speaker, in bytes.
const LONGEST_NAME: usize = 48;

/// The bullet `line` begins with, and the length of it with the blanks behind.
pub(super) fn bullet(line: &str) -> Option<(char, usize)> {
    let sign = line.chars().next()?;
    let is_strong = matches!(sign, '•' | '·' | '▪' | '▫' | '‣' | '◦' | '●' | '○' | '■' | '➢' | '\u{f0b7}' | '\u{f0a7}');
    let is_weak = matches!(sign, '-' | '*' | '–' | 'o' | '+');
    let rest = &line[sign.len_utf8()..];
    let words = rest.trim_start();
    let is_bullet = !words.is_empty() && (is_strong || (is_weak && words.len() < rest.len()));
    is_bullet.then(|| (sign, line.len() - words.len()))
}

/// Whether `line` begins with what begins a paragraph: a number, a letter in a list, an action code, a speaker.
pub(super) fn begins(line: &str) -> bool {
    is_numbered(line) || is_code(line) || is_turn(line)
}

/// Whether `text` is nothing but a bullet or a number.
pub(super) fn is_alone(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace)
        && (is_numbered(&format!("{text} x"))
            || is_numbered(text)
            || bullet(&format!("{text} x")).is_some_and(|(_, length)| length > text.len()))
}

/// Whether `line` is a short label such as `Present:-`.
pub(super) fn is_label(line: &str) -> bool {
    let label = line.strip_suffix(":-").or_else(|| line.strip_suffix(':'));
    label.is_some_and(|label| label.len() < LONGEST_NAME && label.split(' ').count() <= 4)
}

/// Whether `line` begins as an entry of an attendance list: `Ada Finch, Chair`.
pub(super) fn is_name_and_post(line: &str) -> bool {
    let end = line.len().min(LONGEST_NAME);
    let Some(comma) = line.as_bytes()[..end].iter().position(|&byte| byte == b',') else { return false };
    let mut words = line[..comma].split(' ');
    words.clone().count() > 1 && words.all(|word| word.starts_with(char::is_uppercase))
}

/// `2.`, `2. Apologies`, `2) Apologies`, `3.1 Roof`, `a) the roof`, `(ii) the roof`, `iv. The roof`.
fn is_numbered(line: &str) -> bool {
    let word = line.split(char::is_whitespace).next().unwrap_or_default();
    let rest = line[word.len()..].trim_start();
    let inner = word.strip_prefix('(').unwrap_or(word);
    let stem = inner.trim_end_matches(['.', ')', ':']);
    let is_closed = stem.len() < inner.len();
    let mut parts = stem.split('.');
    let is_figures =
        stem.len() <= 8 && parts.all(|part| (1..=2).contains(&part.len()) && is_all(part, char::is_numeric));
    if is_figures {
        let is_heading = rest.starts_with(|c: char| c.is_uppercase());
        return (is_closed && (rest.is_empty() || !rest.starts_with(char::is_lowercase)))
            || (stem.contains('.') && is_heading);
    }
    let is_letter = stem.len() == 1 && is_all(stem, |c| c.is_ascii_lowercase());
    let is_roman = (1..=4).contains(&stem.len()) && is_all(stem, |c| matches!(c, 'i' | 'v' | 'x'));
    let is_sentence = inner.ends_with('.') && rest.starts_with(char::is_uppercase);
    (inner.ends_with(')') || is_sentence) && (is_letter || is_roman) && !rest.is_empty()
}

/// Whether `line` begins with an action code: `66/15 AF to write`, `66/15: to write`, `66/15 - to write`.
pub(super) fn is_code(line: &str) -> bool {
    let word = line.split(char::is_whitespace).next().unwrap_or_default();
    let rest = line[word.len()..].trim_start();
    let stem = word.trim_end_matches([':', '-', '–', '.']);
    let Some((number, year)) = stem.split_once('/') else { return false };
    let is_code = (1..=9).contains(&number.len())
        && (2..=4).contains(&year.len())
        && is_all(number, |c| c.is_ascii_digit() || c == '-')
        && is_all(year, |c| c.is_ascii_digit());
    is_code
        && (stem.len() < word.len()
            || rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '-' | '–' | '—' | ':')))
}

/// `Ada Finch: we agreed`, `AF: yes`, `Present:-`.
fn is_turn(line: &str) -> bool {
    let end = line.len().min(LONGEST_NAME);
    let Some(colon) = line.as_bytes()[..end].iter().position(|&byte| byte == b':') else { return false };
    let (name, rest) = (&line[..colon], &line[colon + 1..]);
    let is_name_word = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '[');
    name.split(' ').count() <= 4 && name.split(' ').all(is_name_word) && rest.starts_with([' ', '-', '\t'])
}

fn is_all(text: &str, is: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_begins_a_paragraph_is_known() {
        for line in ["2.", "2. Apologies", "12) Roof", "3.1 Roof", "a) the roof", "(ii) the roof", "66/15 AF to write"]
        {
            assert!(begins(line), "{line}");
        }
        for line in ["66/15: write", "13-16/15 - complete", "Ada Finch: we agreed", "AF: yes", "Present:- all"] {
            assert!(begins(line), "{line}");
        }
    }

    #[test]
    fn a_line_that_goes_on_is_known() {
        for line in
            ["2015 plan", "30 April", "9:00 in the hall", "and so on: this", "the roof", "66/15 and others", "I agree"]
        {
            assert!(!begins(line), "{line}");
        }
    }

    #[test]
    fn bullets_stand_before_words() {
        for (line, expected) in [
            ("• roof", Some(('•', 4))),
            ("- roof", Some(('-', 2))),
            ("o  roof", Some(('o', 3))),
            ("•roof", Some(('•', 3))),
            ("-6.9%", None),
            ("-", None),
            ("of the roof", None),
        ] {
            assert_eq!(bullet(line), expected, "{line}");
        }
    }
}
