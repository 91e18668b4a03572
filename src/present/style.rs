//! How text looks: colours or none, width, and what a terminal must not be sent.

use super::Format;
use crate::index::is_invisible;
use anstyle::{AnsiColor, Style};
use std::borrow::Cow;

/// How results are laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The form.
    pub format: Format,
    /// How words are marked in text.
    pub marks: Marks,
    /// Columns of the terminal; none where the text goes elsewhere, and is not cut.
    pub width: Option<usize>,
}

/// How words are marked in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// By colours and weight.
    Colour,
    /// By brackets around what matches.
    Brackets,
}

/// What a stretch of text is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Role {
    Title,
    Heading,
    Match,
    Faint,
}

impl Layout {
    /// The text as its role has it.
    pub(super) fn styled(&self, role: Role, text: &str) -> String {
        if self.marks == Marks::Brackets {
            return match role {
                Role::Match => format!("[{text}]"),
                _ => text.to_owned(),
            };
        }
        let style = match role {
            Role::Title => Style::new().bold().fg_color(Some(AnsiColor::Cyan.into())),
            Role::Heading => Style::new().bold(),
            Role::Match => Style::new().bold().underline().fg_color(Some(AnsiColor::Yellow.into())),
            Role::Faint => Style::new().dimmed(),
        };
        format!("{style}{text}{style:#}")
    }
}

/// The text with control and direction characters replaced by their code points.
///
/// Text for readers is made safe wherever it goes: what is piped is most often shown by a terminal in the end.
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |letter| is_odd(letter) && !matches!(letter, '\n' | '\t'))
}

/// The same for what has to stay on one line, as a path: line ends and tabs are replaced as well.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    replaced(text, is_odd)
}

fn replaced(text: &str, is_replaced: fn(char) -> bool) -> Cow<'_, str> {
    // Most text is plain letters, in which nothing is odd.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(is_replaced) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_replaced(letter) {
            shown.push_str(&format!("<U+{:04X}>", letter as u32));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a letter moves the cursor, changes the direction of writing, or cannot be seen; a soft hyphen is no harm.
fn is_odd(letter: char) -> bool {
    let is_format = matches!(letter, '\u{61c}' | '\u{180e}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}')
        || matches!(letter, '\u{e0000}'..='\u{e007f}');
    letter.is_control() || is_format || (is_invisible(letter) && letter != '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_are_shown_not_sent() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b"), "a<U+001B>[31m<U+202E>b");
        assert_eq!(visible("a\u{9b}31m\u{61c}\u{e0041}\r\u{8}"), "a<U+009B>31m<U+061C><U+E0041><U+000D><U+0008>");
        assert_eq!(visible("plain – text\n\tof\u{ad}ten"), "plain – text\n\tof\u{ad}ten");
        assert_eq!(visible_line("a\nb"), "a<U+000A>b");
    }
}
