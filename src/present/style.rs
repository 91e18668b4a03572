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

    /// The text, safe to send to where it goes: a terminal is sent no control characters of a document.
    pub(super) fn safe<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.width.is_some() { visible(text) } else { Cow::Borrowed(text) }
    }
}

/// The text with control and direction characters replaced by their code points.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_odd = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\t')) || (is_invisible(letter) && letter != '\u{ad}')
    };
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_odd(letter) {
            shown.push_str(&format!("<U+{:04X}>", letter as u32));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_direction_marks_are_shown_not_sent() {
        assert_eq!(visible("a\u{1b}[31m\u{202e}b"), "a<U+001B>[31m<U+202E>b");
        assert_eq!(visible("plain – text"), "plain – text");
    }
}
