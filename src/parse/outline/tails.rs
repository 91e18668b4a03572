//! A heading as written, without what its line has behind it.

use super::marks::MARGIN;
use crate::parse::hold::find;

/// A heading as written, without its final colon and emphasis.
pub(super) fn heading_text(text: &str) -> String {
    without_file(without_address(without_column(text)))
        .trim()
        .trim_matches('*')
        .trim_end_matches([':', ' ', '-', '–', '.'])
        .trim()
        .to_owned()
}

/// A heading without the note on a file that a page links behind it: `Minutes pdf icon PDF 238 KB`.
fn without_file(text: &str) -> &str {
    let size = text.strip_suffix("KB").or_else(|| text.strip_suffix("MB"));
    let Some((before, size)) = size.and_then(|size| size.trim_end().rsplit_once(' ')) else { return text };
    let is_size = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let Some(kind) = before.strip_suffix("PDF").or_else(|| before.strip_suffix("DOC")) else { return text };
    if is_size { kind.trim_end().trim_end_matches("pdf icon").trim_end() } else { text }
}

/// A heading without the address it refers to at its end: `Budget - see https://...`, `Budget (https://...)`.
fn without_address(text: &str) -> &str {
    let Some(at) = find(text, "://") else { return text };
    let start = text[..at].rfind(' ').map_or(0, |blank| blank + 1);
    let before = text[..start].trim_end();
    let before = before.strip_suffix("see").unwrap_or(before).trim_end_matches([' ', '-', '–', '(', ':', ',']);
    let is_last = !text[start..].trim_end().contains(' ');
    if is_last && before.chars().filter(|c| c.is_alphabetic()).count() > 3 { before } else { text }
}

/// A heading without the head of the margin that its line ends with: `Welcome    ACTION`.
fn without_column(text: &str) -> &str {
    let head = text.trim_end().strip_suffix(MARGIN).map(str::trim_end).unwrap_or_default();
    let is_head = head.contains(char::is_lowercase) && head.split(' ').next_back().is_some_and(|word| word.len() > 3);
    if is_head { head } else { text }
}
