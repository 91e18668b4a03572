//! Lines of a plain text and what they are, and stretches of it as words.

use crate::meeting::Place;
use crate::read::document::Text;
use crate::read::marker;

/// A line, without its indent and line end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// What stands on it; of rows the tabs too.
    pub(super) text: &'t str,
    /// Columns it is indented by; a tab counts as four.
    pub(super) indent: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// Page, line, and the first byte of `text`.
    pub(super) place: Place,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing, or a ruled line.
    Blank,
    /// Words.
    Plain,
    /// Words within `<p>` tags.
    Tagged,
    /// Cells with tabs between.
    Row,
}

/// The lines of `text`; a form feed ends a page and a line.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let has_pages = text.contains('\u{c}');
    let mut place = Place { page: has_pages.then_some(1), line_start: 1, ..Place::default() };
    let mut lines: Vec<Line> = Vec::new();
    for raw in text.split_inclusive(['\n', '\u{c}']) {
        let before = lines.last().map_or(Kind::Blank, |line| line.kind);
        lines.push(line(raw, place, before));
        place.byte_start += raw.len();
        place.line_start += u32::from(raw.ends_with('\n'));
        if raw.ends_with('\u{c}') {
            place.page = place.page.map(|page| page + 1);
        }
    }
    lines
}

fn line(raw: &str, place: Place, before: Kind) -> Line<'_> {
    let whole = raw.trim_end_matches(['\n', '\r', '\u{c}']);
    let text = whole.trim();
    let indent: usize = whole.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let tabs = whole.bytes().filter(|&byte| byte == b'\t').count();
    let (kind, text) = if is_rule(text) {
        (Kind::Blank, text)
    } else if tabs > 0 && is_row(whole, before) {
        (Kind::Row, whole)
    } else if text.contains("<p>") || text.contains("</p>") {
        (Kind::Tagged, text)
    } else {
        (Kind::Plain, text)
    };
    let start = place.byte_start + (text.as_ptr() as usize - raw.as_ptr() as usize);
    Line { text, indent, kind, place: Place { byte_start: start, ..place } }
}

/// Nothing but lines drawn with signs, cells of them included.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace() && *c != '|').peekable();
    let is_line = |c: char| matches!(c, '-' | '=' | '_' | '*' | '+' | '~' | ':' | '–' | '—');
    text.is_empty()
        || (text.chars().all(|c| is_line(c) || c.is_whitespace() || c == '|') && signs.by_ref().count() != 1)
}

/// A tab makes a cell unless it only indents the line, trails alone, or stands behind its number or bullet.
fn is_row(whole: &str, before: Kind) -> bool {
    let tabs = whole.matches('\t').count();
    match whole.trim().split_once('\t') {
        None if whole.ends_with('\t') => tabs > 1,
        None => tabs > 1 && before == Kind::Row,
        Some((first, _)) if tabs == 1 => !marker::is_alone(first),
        Some(_) => true,
    }
}

/// The paragraphs of a cell or line: split at `<p>` and `<br>`, without tags; bold signs become bold runs.
pub(super) fn paragraphs(cell: &str, place: Place) -> Vec<Text> {
    let mut bold = Bold::of([cell].into_iter());
    let mut paragraphs = vec![Text::default()];
    let (mut at, mut from) = (0, 0);
    while let Some(open) = cell[at..].find('<').map(|open| at + open) {
        let tag = ["<p>", "</p>", "<br>", "<br/>", "<br />", "<P>", "</P>"]
            .iter()
            .find(|tag| cell[open..].starts_with(**tag));
        at = open + tag.map_or(1, |tag| tag.len());
        if tag.is_some() {
            let place = Place { byte_start: place.byte_start + from, ..place };
            bold.push(paragraphs.last_mut().expect("there is a last paragraph"), &cell[from..open], place);
            paragraphs.push(Text::default());
            from = at;
        }
    }
    let place = Place { byte_start: place.byte_start + from, ..place };
    bold.push(paragraphs.last_mut().expect("there is a last paragraph"), &cell[from..], place);
    paragraphs.iter_mut().for_each(Text::trim_end);
    paragraphs.retain(|text| !text.string.is_empty());
    paragraphs
}

/// Pairs of `**` in a stretch of text, and whether a pair is open.
pub(super) struct Bold {
    left: usize,
    is_open: bool,
}

impl Bold {
    /// The signs in `pieces`, which are pushed in this order later.
    pub(super) fn of<'t>(pieces: impl Iterator<Item = &'t str>) -> Self {
        let signs: usize = pieces.map(|piece| piece.matches("**").count()).sum();
        Self { left: signs - signs % 2, is_open: false }
    }

    /// Appends the words of `piece` to `text` without the signs.
    pub(super) fn push(&mut self, text: &mut Text, piece: &str, place: Place) {
        let mut at = 0;
        while self.left > 0 {
            let Some(sign) = piece[at..].find("**") else { break };
            self.words(text, &piece[at..at + sign], Place { byte_start: place.byte_start + at, ..place });
            self.is_open = !self.is_open;
            self.left -= 1;
            at += sign + 2;
        }
        self.words(text, &piece[at..], Place { byte_start: place.byte_start + at, ..place });
    }

    fn words(&self, text: &mut Text, piece: &str, place: Place) {
        let start = text.string.len();
        text.push_words(piece, place);
        if self.is_open {
            text.embolden(start);
        }
    }
}
