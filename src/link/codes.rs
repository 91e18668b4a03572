//! Codes of actions as they are compared.

use super::text::fold;

/// A code as it is compared: `5/21`, `05/21` and `05/2021` are one.
pub(super) fn code_key(code: &str) -> String {
    let folded = fold(code);
    let mut parts: Vec<&str> = folded.split(' ').map(|part| part.trim_start_matches('0')).collect();
    let is_year = |part: &str| part.len() == 4 && part.starts_with("20");
    if code.contains('/') && parts.last().is_some_and(|part| is_year(part)) {
        let last = parts.pop().unwrap_or_default();
        parts.push(last[2..].trim_start_matches('0'));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_compared_by_their_numbers() {
        for (one, other) in [("5/21", "05/21"), ("05/2021", "5/21"), ("ACT-7", "act-07"), ("6.1", "6.1")] {
            assert_eq!(code_key(one), code_key(other), "{one} {other}");
        }
        assert_ne!(code_key("5/21"), code_key("5/22"));
        assert_ne!(code_key("61"), code_key("6.1"));
    }
}
