//! Action codes of any shape, told from dates, ranges and planning references.

use super::dates;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*[\[(]?(?P<code>[0-9]{1,3}[a-z]?(?:\s?[-–]\s?[0-9]{1,3})?/[0-9]{2}(?:[0-9]{2})?|(?:[A-Z][A-Za-z]{1,7}[-_/.])+[0-9]{1,5}(?:[-/.][0-9]{1,4})*|[A-Z]{1,4}[0-9]{1,4}(?:[./][0-9]{1,4})*|[0-9]{1,3}(?:\.[0-9]{1,3})+)[\])]?",
        r"(?P<mark>\s*[:–—-]\s*|\.?\s+|\.?$)"
    ))
    .expect("the code pattern is valid")
});

static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)[0-9]{1,3}(?:\s?[-–]\s?[0-9]{1,3})?/[0-9]{2}(?-u:\b)").expect("the pattern is valid")
});

/// Bytes within which a leading code ends.
const REACH: usize = 80;

/// The first `length` bytes of a text, or up to three fewer.
fn start(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// A code at the start of a text: as printed, and where the rest starts.
pub(super) fn leading(text: &str) -> Option<(String, usize)> {
    if !may_open(text) {
        return None;
    }
    // a code and the date it may be stand in the first few words
    let text = start(text, REACH);
    let found = CODE.captures(text)?;
    let code = found.name("code")?;
    let rest = found.get(0)?.end();
    let behind = text[code.end()..].trim_start();
    // with a month in words it would not be taken for a code
    let is_date = behind.starts_with('/')
        || dates::opens_numeric(&text[code.start()..])
            && dates::dates(text).first().is_some_and(|date| date.range.start <= code.start());
    let is_amount = behind.starts_with('%') || text[..code.start()].ends_with(['£', '$']);
    let is_lettered = code.as_str().starts_with(char::is_alphabetic) && !code.as_str().contains(['-', '_', '/', '.']);
    let is_marked = found.name("mark").is_some_and(|mark| mark.as_str().contains([':', '-', '–', '—']));
    (!is_date && !is_amount && (!is_lettered || is_marked)).then(|| {
        (
            code.as_str()
                .replace([' ', '–'], if code.as_str().contains(['-', '–']) { "-" } else { "" })
                .replace("--", "-"),
            rest,
        )
    })
}

/// Whether a text opens with letters and figures in one word, or with figures that a point or soon a slash follows.
fn may_open(text: &str) -> bool {
    let bytes = text.trim_start().as_bytes();
    let bytes = bytes.strip_prefix(b"[").or(bytes.strip_prefix(b"(")).unwrap_or(bytes);
    match bytes.first() {
        Some(b'0'..=b'9') => {
            let figures = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let has_point = bytes.get(figures) == Some(&b'.') && bytes.get(figures + 1).is_some_and(u8::is_ascii_digit);
            figures <= 3 && (has_point || bytes[..bytes.len().min(20)].contains(&b'/'))
        }
        Some(b'A'..=b'Z') => {
            bytes.iter().take_while(|byte| !byte.is_ascii_whitespace()).any(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

/// Where codes of the form `NN/YY` stand in a text, ranges `13-16/15` as one.
pub(super) fn inside(text: &str) -> Vec<Range<usize>> {
    if !text.contains('/') {
        return Vec::new();
    }
    INSIDE
        .find_iter(text)
        .filter(|found| {
            let (before, after) = (&text[..found.start()], &text[found.end()..]);
            !after.starts_with('/')
                && !after.starts_with(|c: char| c.is_alphanumeric())
                && !before.ends_with(['/', '£', '$', '.', ','])
                && !after.starts_with("%")
        })
        .map(|found| found.range())
        .collect()
}

/// The codes a range stands for: `13-16/15` gives four.
pub(super) fn expand(code: &str) -> Vec<String> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '–' { '-' } else { c }).collect();
    let range = code.split_once('/').and_then(|(numbers, year)| {
        let (first, last) = numbers.split_once('-')?;
        let (low, high): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let width = first.len();
        (low < high && high - low < 100)
            .then(|| (low..=high).map(|number| format!("{number:0width$}/{year}")).collect())
    });
    range.unwrap_or_else(|| vec![code])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_dates_and_amounts() {
        fn check(input: &str, expected: Option<&str>) {
            assert_eq!(leading(input).map(|(code, _)| code).as_deref(), expected, "{input}");
        }
        check("66/15: OPC to liaise", Some("66/15"));
        check("75/16 - Reports", Some("75/16"));
        check("89/14 OPC to be provided", Some("89/14"));
        check("6.1 Circulate the report", Some("6.1"));
        check("ACT-OWIS-12: do it", Some("ACT-OWIS-12"));
        check("3/04/14", None);
        check("2.10.15", None);
        check("To be published", None);
        check("16 homicides", None);
    }

    #[test]
    fn ranges_are_expanded() {
        assert_eq!(expand("13-16/15"), ["13/15", "14/15", "15/15", "16/15"]);
        assert_eq!(expand("07/15"), ["07/15"]);
    }
}
