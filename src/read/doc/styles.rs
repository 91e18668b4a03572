//! The style sheet of an old Word document.

use super::bytes::{short, slice};
use super::properties::{Look, Paragraph};

/// Longest chain of styles based on one another that is followed.
const LONGEST_CHAIN: usize = 24;

/// The style of the document's title, as Word numbers its own.
const TITLE: u16 = 62;

/// The styles of a document by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Option<Style>>,
}

#[derive(Debug, Default)]
struct Style {
    /// Word's own number of it: 1 to 9 are the headings.
    kind: u16,
    base: usize,
    paragraph: Paragraph,
    look: Look,
}

impl Styles {
    /// The styles in their stretch of the table stream.
    pub(super) fn of(sheet: &[u8]) -> Self {
        let head = usize::from(short(sheet, 0).unwrap_or(0));
        let count = usize::from(short(sheet, 2).unwrap_or(0));
        let base_length = usize::from(short(sheet, 4).unwrap_or(10));
        let (mut at, mut styles) = (2 + head, Vec::new());
        for _ in 0..count {
            let Some(length) = short(sheet, at).map(usize::from) else { break };
            styles.push(slice(sheet, at + 2, length).and_then(|style| Style::of(style, base_length)));
            at += 2 + length;
        }
        Self { styles }
    }

    /// The heading level of a paragraph.
    pub(super) fn level(&self, paragraph: &Paragraph) -> Option<u8> {
        let by_kind = |style: &Style| match style.kind {
            1..=9 => Some(style.kind as u8),
            TITLE => Some(1),
            _ => None,
        };
        let stated = |outline: Option<u8>| outline.map(|outline| outline + 1);
        let of_style =
            || self.chain(paragraph.style).find_map(|style| stated(style.paragraph.outline).or(by_kind(style)));
        stated(paragraph.outline.map(|outline| outline.min(9))).or_else(of_style).filter(|&level| level <= 9)
    }

    /// The list of a paragraph and its level in it.
    pub(super) fn list(&self, paragraph: &Paragraph) -> Option<(u16, u8)> {
        let styles = || self.chain(paragraph.style).map(|style| &style.paragraph);
        let list = paragraph.list.or_else(|| styles().find_map(|style| style.list)).filter(|&list| list != 0)?;
        let level = paragraph.level.or_else(|| styles().find_map(|style| style.level)).unwrap_or(0);
        Some((list, level))
    }

    /// Whether characters of a paragraph are bold.
    pub(super) fn is_bold(&self, look: Look, paragraph: &Paragraph) -> bool {
        look.bold.or_else(|| self.chain(paragraph.style).find_map(|style| style.look.bold)).unwrap_or(false)
    }

    fn chain(&self, number: u16) -> impl Iterator<Item = &Style> {
        let get = |number: usize| self.styles.get(number).and_then(Option::as_ref);
        std::iter::successors(get(usize::from(number)), move |style| get(style.base)).take(LONGEST_CHAIN)
    }
}

impl Style {
    fn of(bytes: &[u8], base_length: usize) -> Option<Self> {
        let kind = short(bytes, 0)? & 0x0fff;
        let (family, base) = (short(bytes, 2)? & 0xf, usize::from(short(bytes, 2)? >> 4));
        let parts = short(bytes, 4)? & 0xf;
        let mut style = Self { kind, base, ..Self::default() };
        let mut at = base_length + 2 + usize::from(short(bytes, base_length)?) * 2 + 2;
        for part in 0..parts {
            at += at % 2;
            let Some(length) = short(bytes, at).map(usize::from) else { break };
            let Some(modifiers) = slice(bytes, at + 2, length) else { break };
            match (family, part) {
                (1, 0) => style.paragraph.apply(modifiers.get(2..).unwrap_or_default()),
                (1, 1) | (2, 0) => style.look.apply(modifiers),
                _ => {}
            }
            at += 2 + length;
        }
        Some(style)
    }
}
