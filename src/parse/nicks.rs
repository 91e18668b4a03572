//! People by the names they have in a chat or a forge: `dana, tobym, Ivo_Hark`, `@jon`.

use super::names::Entry;
use super::words;

/// The nicknames of a list that holds nothing else, two at least, and one of them no common name; or handles.
pub(super) fn nicks(list: &str) -> Vec<Entry> {
    let opening = list.trim_start();
    if !opening.starts_with('@') && !opening.contains(',') {
        return Vec::new();
    }
    let mut entries = Vec::new();
    let (mut at, mut is_told) = (0, false);
    for part in list.split_inclusive(',') {
        let from = at + part.len() - part.trim_start().len();
        at += part.len();
        let part = part.trim().trim_end_matches([',', '.']);
        let (nick, name) = match part.split_once(" (") {
            Some((nick, name)) => (nick, name.strip_suffix(')')),
            None => (part, None),
        };
        if !is_nick(nick) || name.is_none() && part.len() > nick.len() {
            return Vec::new();
        }
        let is_handle = nick.starts_with('@');
        is_told |= is_handle || nick.contains('_') || nick.starts_with(|c: char| c.is_ascii_lowercase());
        let full = name.filter(|name| name.contains(' ') && is_handle);
        let name = full.unwrap_or(nick.trim_start_matches('@')).to_owned();
        entries.push(Entry { name, range: from..from + part.len(), ..Entry::default() });
    }
    let is_list = entries.len() > 1 || opening.starts_with('@');
    if is_told && is_list { entries } else { Vec::new() }
}

/// One word of letters, figures and the marks of nicknames, which means nothing else.
fn is_nick(word: &str) -> bool {
    let core = word.strip_prefix('@').unwrap_or(word);
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '`' | '^' | '|');
    let lower = core.to_lowercase();
    (2..=30).contains(&core.len())
        && core.starts_with(char::is_alphabetic)
        && core.chars().all(is_letter)
        && words::verb(&lower).is_none()
        && !words::is_post(core)
        && !words::is_organisation(core)
        && !words::is_not_opener(core)
        && !matches!(&*lower, "none" | "all" | "nobody" | "everybody" | "everyone" | "apologies" | "accepted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicknames_are_told_from_words() {
        let read = |text| nicks(text).into_iter().map(|entry| entry.name).collect::<Vec<_>>().join("|");
        assert_eq!(read("dana, tobym, Ivo_Hark, RS"), "dana|tobym|Ivo_Hark|RS");
        assert_eq!(read("@mk-l (Mara Kuip), @tbx"), "Mara Kuip|tbx");
        assert_eq!(read("@anouk"), "anouk");
        for text in ["Anna, Tom", "none, all", "the clerk, a guest", "chair, secretary", "dana"] {
            assert_eq!(read(text), "", "{text}");
        }
    }
}
