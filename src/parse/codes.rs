//! Action codes of any shape, told from dates, ranges and planning references.

use super::dates;
use super::hold::unindented;
use std::borrow::Cow;
use std::ops::Range;

/// Bytes within which a leading code ends.
const REACH: usize = 80;

/// The first `length` bytes of a text, or up to three fewer.
fn start(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// A code at the start of a text: as printed, and where the rest starts.
pub(super) fn leading(text: &str) -> Option<(Cow<'_, str>, usize)> {
    // a code and the date it may be stand in the first few words
    let text = start(text, REACH);
    let body = unindented(text);
    let body = body.strip_prefix(['[', '(']).unwrap_or(body);
    let (end, mark) = code(body)?;
    let (code, behind) = (&body[..end], body[end..].trim_start());
    let place = text.len() - body.len();
    // with a month in words it would not be taken for a code
    let is_date = behind.starts_with('/') || dates::opens_with_figures(body);
    let is_lettered = code.starts_with(char::is_alphabetic) && !code.contains(['-', '_', '/', '.']);
    if is_date || behind.starts_with('%') || is_lettered && !mark.is_dash {
        return None;
    }
    let code = if code.contains(['-', '–', ' ']) { Cow::Owned(without_blanks(code)) } else { Cow::Borrowed(code) };
    Some((code, place + end + mark.length))
}

/// `13 – 16/15` is `13-16/15`.
fn without_blanks(code: &str) -> String {
    let blank = if code.contains(['-', '–']) { "-" } else { "" };
    code.replace([' ', '–'], blank).replace("--", "-")
}

/// What stands behind a code: its bracket closed, a colon or dash or full stop, blanks.
struct Mark {
    is_dash: bool,
    length: usize,
}

/// The end of the code that a text opens with, and the mark behind it: `12/15`, `6.1`, `ACT-OWIS-12.1`, `AB12/3`.
fn code(text: &str) -> Option<(usize, Mark)> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'0'..=b'9' => {
            yearly(text).or_else(|| year_first(text)).or_else(|| with_parts(text, figures(bytes, 3)?, (b".", 3), 1))
        }
        b'A'..=b'Z' => {
            let mut end = 0;
            while let Some(length) = letters(&bytes[end..]) {
                end += length;
            }
            if end > 0 {
                return with_parts(text, end + figures(&bytes[end..], 5)?, (b"-/.", 4), 0);
            }
            let capitals = bytes.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
            let end = capitals + figures(&bytes[capitals..], 4)?;
            if capitals <= 4 { with_parts(text, end, (b"./", 4), 0) } else { None }
        }
        _ => None,
    }
}

/// `12/15`, `12a/2015`, `13 - 16/15`.
fn yearly(text: &str) -> Option<(usize, Mark)> {
    let rest = &text[figures(text.as_bytes(), 3)?..];
    let mut rest = rest.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
    let dash = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    if let Some(last) = dash.strip_prefix(['-', '–']) {
        let last = last.strip_prefix(char::is_whitespace).unwrap_or(last);
        rest = &last[figures(last.as_bytes(), 3)?..];
    }
    let year = rest.strip_prefix('/')?;
    let length = figures(year.as_bytes(), 4).filter(|length| matches!(length, 2 | 4))?;
    let end = text.len() - year.len() + length;
    Some((end, mark(&text[end..])?))
}

/// `22/118`, `2016/045`: a year before a count of three figures.
fn year_first(text: &str) -> Option<(usize, Mark)> {
    let year = figures(text.as_bytes(), 4).filter(|length| matches!(length, 2 | 4))?;
    let count = text[year..].strip_prefix('/')?;
    let end = year + 1 + figures(count.as_bytes(), 3).filter(|length| *length == 3)?;
    Some((end, mark(&text[end..])?))
}

/// A code that goes on from `end` with `least` or more parts of at most so many figures behind one of some marks.
///
/// It ends with the last part that a mark of its own follows.
fn with_parts(text: &str, end: usize, (marks, most): (&[u8], usize), least: usize) -> Option<(usize, Mark)> {
    let bytes = text.as_bytes();
    let (mut end, mut count, mut found) = (end, 0, None);
    loop {
        if count >= least {
            found = mark(&text[end..]).map(|mark| (end, mark)).or(found);
        }
        let is_mark = bytes.get(end).is_some_and(|byte| marks.contains(byte));
        let Some(length) = figures(bytes.get(end + 1..).unwrap_or_default(), most).filter(|_| is_mark) else {
            return found;
        };
        (end, count) = (end + 1 + length, count + 1);
    }
}

/// How many figures a text opens with: one at least, and no more than `most`.
fn figures(text: &[u8], most: usize) -> Option<usize> {
    let count = text.iter().take(most + 1).take_while(|byte| byte.is_ascii_digit()).count();
    (1..=most).contains(&count).then_some(count)
}

/// The length of `ACT-`: a capital, up to seven letters and a mark; a lone capital stands before a dash and figures.
fn letters(text: &[u8]) -> Option<usize> {
    let letters = text.iter().take(9).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_part = (2..=8).contains(&letters) && text[0].is_ascii_uppercase()
        || matches!(text, [b'A'..=b'Z', b'-', b'0'..=b'9', ..]);
    (is_part && matches!(text.get(letters), Some(b'-' | b'_' | b'/' | b'.'))).then_some(letters + 1)
}

fn mark(text: &str) -> Option<Mark> {
    let inner = text.strip_prefix([']', ')']).unwrap_or(text);
    if let Some(rest) = unindented(inner).strip_prefix([':', '–', '—', '-']) {
        return Some(Mark { is_dash: true, length: text.len() - rest.trim_start().len() });
    }
    let behind = inner.strip_prefix('.').unwrap_or(inner);
    let rest = behind.trim_start();
    (behind.is_empty() || rest.len() < behind.len()).then(|| Mark { is_dash: false, length: text.len() - rest.len() })
}

/// Where codes of the form `NN/YY` or `YY/NNN` stand in a text, ranges `13-16/15` as one.
pub(super) fn inside(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_word = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let mut found: Vec<Range<usize>> = Vec::new();
    // most texts have no figure before a slash, which every code has
    let slashes = memchr::memchr_iter(b'/', bytes).filter(|slash| *slash > 0 && bytes[slash - 1].is_ascii_digit());
    for slash in slashes {
        let free = found.last().map_or(0, |last| last.end);
        let year = figures_at_start(&bytes[slash + 1..]);
        let end = slash + 1 + year;
        let count = figures_at_end(&bytes[..slash]);
        let from = slash - count;
        let start = match (count, year) {
            (1..=3, 2) => range_start(text, from).filter(|start| *start >= free).unwrap_or(from),
            (2 | 4, 3) => from,
            _ => continue,
        };
        let is_apart = !is_word(end) && (start == 0 || !is_word(start - 1));
        if is_apart && free <= start {
            found.push(start..end);
        }
    }
    found.retain(|code| {
        let (before, after) = (&text[..code.start], &text[code.end..]);
        !after.starts_with(['/', '%'])
            && !after.starts_with(|c: char| c.is_alphanumeric())
            && !before.ends_with(['/', '£', '$', '.', ','])
    });
    found
}

/// Where the range of codes starts whose last count stands at byte `last`: `13 - 16/15`.
fn range_start(text: &str, last: usize) -> Option<usize> {
    let without_blank = |text: &'_ str| text.strip_suffix(char::is_whitespace).map_or(text.len(), str::len);
    let before = &text[..without_blank(&text[..last])];
    let before = before.strip_suffix(['-', '–'])?;
    let first = &text[..without_blank(before)];
    let count = figures_at_end(first.as_bytes());
    let start = first.len() - count;
    let is_apart = !first[..start].ends_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    ((1..=3).contains(&count) && is_apart).then_some(start)
}

fn figures_at_start(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn figures_at_end(text: &[u8]) -> usize {
    text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count()
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
        check("A-17 (Bill): do it", Some("A-17"));
        check("A - 17", None);
        check("22/118 – Staff survey", Some("22/118"));
        check("2016/17 accounts", None);
        check("17/003/FUL extension", None);
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
