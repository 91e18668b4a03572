//! Headings that say what their item is there for or go on behind a dash, labels in capitals, tasks below their heading.

use super::Reader;
use super::marks::is_marked;
use crate::meeting::PassageKind;
use crate::parse::actions;
use crate::parse::flow::{Kind, Para};
use crate::parse::run_in;

/// `To receive petitions and questions from the public`: what an item is there for, alone behind its number.
pub(super) fn is_duty(text: &str) -> bool {
    const LONGEST: usize = 220;
    let Some(rest) = text.trim_end().strip_prefix("To ") else { return false };
    let is_verb = rest.starts_with(|c: char| c.is_ascii_lowercase());
    is_verb && text.len() <= LONGEST && !rest.contains([':', '?', ';', '\n']) && !rest.contains(". ")
}

/// `Review of fees - Report of the panel`: headings joined by a dash.
pub(super) fn is_joined_heading(text: &str) -> bool {
    let dash = [" - ", " – "].into_iter().find(|dash| text.contains(*dash));
    let is_part = |part: &str| part.split_whitespace().nth(1).is_some() && run_in::is_heading_line(part);
    // a day or a time behind a standing heading is what it tells
    let has_figure = text.bytes().any(|byte| byte.is_ascii_digit());
    !has_figure && !text.contains(':') && dash.is_some_and(|dash| text.split(dash).all(is_part))
}

/// `Actions` | `arising from the last meeting`: more of a standing heading.
pub(super) fn goes_on(standing: &str, rest: &str) -> bool {
    let next = rest.split_whitespace().next().unwrap_or_default().to_lowercase();
    let may_go_on =
        matches!(&*standing.to_lowercase(), "actions" | "action items" | "matters arising" | "correspondence");
    may_go_on && matches!(&*next, "arising" | "from" | "of" | "carried" | "outstanding" | "agreed" | "received" | "in")
}

impl Reader<'_> {
    /// Whether an entry below a heading that announces tasks has its owners before a colon: `AB: order the buoys`.
    pub(super) fn is_listed_task(&self, para: &Para) -> bool {
        let last = self.outline.pieces.iter().rev().find(|piece| piece.kind == PassageKind::Heading);
        let is_head = || last.is_some_and(|piece| actions::is_list_head(&piece.text.string));
        matches!(para.kind, Kind::Item { depth: 0 })
            && self.turn.get().and_then(Option::as_ref).is_some_and(|turn| !turn.speaker.contains(' '))
            && is_head()
    }

    /// `ROADS: the list was read`: the end of capitals before a colon, where the bullets around open so as well.
    pub(super) fn label_in_capitals(&self, index: usize) -> Option<usize> {
        const AROUND: usize = 10;
        let label = |para: &Para| {
            let text = para.string();
            let end =
                Some(text).filter(|_| para.words.may_hold(b":") && para.kind == Kind::Item { depth: 0 })?.find(':')?;
            let words = &text[..end];
            let is_label = words.len() > 3
                && words.split_whitespace().nth(5).is_none()
                && words.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '&' | '/' | '-' | '’'))
                && !is_marked(text)
                && !self.source.roster.has_initials(words);
            is_label.then_some(end)
        };
        let paras = self.source.paras;
        let near = &paras[index.saturating_sub(AROUND)..paras.len().min(index + AROUND)];
        let end = label(&paras[index])?;
        (near.iter().filter(|para| label(para).is_some()).count() > 1 && !self.source.is_list[index]).then_some(end)
    }
}
