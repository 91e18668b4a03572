//! Spans of days: `4-5 December`, `4 and 5 December`.

/// Where a span begins whose last day stands behind `before`, and its first day; the last day alone is its own.
pub(super) fn first(before: &str, last: i8) -> (usize, i8) {
    opening(before, last).unwrap_or((before.len(), last))
}

/// The same, where there is a span.
fn opening(before: &str, last: i8) -> Option<(usize, i8)> {
    let head = before.strip_suffix([' ', '-', '–'])?.trim_end();
    let joint = ["and", "to", "&", "-", "–"].iter().find_map(|joint| head.strip_suffix(joint));
    let head = match joint {
        Some(head) => head.trim_end(),
        None if before.ends_with(['-', '–']) => head,
        None => return None,
    };
    let head = ["st", "nd", "rd", "th"].iter().find_map(|end| head.strip_suffix(end)).unwrap_or(head);
    let start = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let is_free = start == 0 || head[..start].ends_with([' ', ',', '(']);
    let first = head[start..].parse().ok().filter(|first| is_free && (1..last).contains(first))?;
    Some((start, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_begins_on_its_first_day() {
        assert_eq!(opening("Northmere, 4-", 5), Some((11, 4)));
        assert_eq!(opening("4th and ", 5), Some((0, 4)));
        for before in ["item 12, ", "pages 30-", "3.4-", "March - ", "at 10.30 to "] {
            assert_eq!(opening(before, 5), None, "{before}");
        }
    }
}
