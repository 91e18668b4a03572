//! The `key: value` lines between two rules at the head of a Markdown file.

/// Longest front matter that is looked for, in lines.
const MOST_LINES: usize = 200;

/// Properties of the front matter, and the byte the text begins at.
pub(super) fn split(source: &str) -> (Vec<(String, String)>, usize) {
    let mut lines = source.split_inclusive('\n').take(MOST_LINES);
    let mut body = match lines.next() {
        Some(rule) if rule.trim_end() == "---" => rule.len(),
        _ => return (Vec::new(), 0),
    };
    let mut properties: Vec<(String, String)> = Vec::new();
    for line in lines {
        body += line.len();
        let text = line.trim_end();
        if matches!(text, "---" | "...") {
            properties.retain(|(_, value)| !value.is_empty());
            return (properties, body);
        }
        let is_more = line.starts_with([' ', '\t', '-']) && !properties.is_empty();
        match text.split_once(':') {
            _ if text.trim().is_empty() || text.starts_with('#') => {}
            _ if is_more => add(&mut properties, text.trim_start().trim_start_matches("- ")),
            Some((key, value)) if is_key(key) => properties.push((key.to_lowercase(), unquoted(value).to_owned())),
            _ => break,
        }
    }
    (Vec::new(), 0)
}

fn add(properties: &mut [(String, String)], more: &str) {
    if let Some((_, value)) = properties.last_mut() {
        if !value.is_empty() {
            value.push_str(", ");
        }
        value.push_str(unquoted(more));
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let within = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    within('"').or(within('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_of_keys_between_rules_are_front_matter() {
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        for (source, expected) in [
            (
                "---\nTitle: 'Hall'\ntags:\n  - \"roof\"\n  - hall\ndraft:\n---\nText",
                vec![pair("title", "Hall"), pair("tags", "roof, hall")],
            ),
            ("---\nThe roof leaks.\n---\n", vec![]),
            ("---\ntitle: never ends\n", vec![]),
            ("title: no rule\n---\n", vec![]),
        ] {
            assert_eq!(split(source).0, expected, "{source}");
        }
    }
}
