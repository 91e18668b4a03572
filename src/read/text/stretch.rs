//! Lines of a plain text and what they are, and stretches of it as words.

use crate::meeting::Place;
use crate::read::document::Text;
use crate::read::marker;
use memchr::memmem;

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
    /// Cells with blanks between, below one another in columns.
    Columns,
}

/// The lines of `text`; a form feed ends a page and a line.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let has_pages = text.contains('\u{c}');
    let mut place = Place { page: has_pages.then_some(1), line_start: 1, ..Place::default() };
    let mut lines: Vec<Line> = Vec::new();
    let mut columns = 0;
    for raw in text.split_inclusive(['\n', '\u{c}']) {
        let line = line(raw, place, columns);
        columns = if line.kind == Kind::Row { columns.max(line.text.matches('\t').count() + 1) } else { 0 };
        lines.push(line);
        place.byte_start += raw.len();
        place.line_start += u32::from(raw.ends_with('\n'));
        if raw.ends_with('\u{c}') {
            place.page = place.page.map(|page| page + 1);
        }
    }
    mark_columns(&mut lines);
    lines
}

/// Lines that stand below one another in columns at least.
const FEWEST: usize = 3;

/// Marks lines whose cells begin at the same column as cells of their neighbours.
fn mark_columns(lines: &mut [Line]) {
    let starts: Vec<Vec<usize>> =
        lines.iter().map(|line| line.cells().map(|cell| cell.column).skip(1).collect()).collect();
    let is_below =
        |one: &[usize], other: &[usize]| one.iter().any(|at| other.iter().any(|other| at.abs_diff(*other) < 2));
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len() && is_below(&starts[end - 1], &starts[end]) {
            end += 1;
        }
        if end - at >= FEWEST {
            lines[at..end].iter_mut().for_each(|line| line.kind = Kind::Columns);
        }
        at = end;
    }
}

/// A stretch of a line that stands apart from the others by several blanks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'t> {
    /// The column it begins at.
    pub(super) column: usize,
    pub(super) text: &'t str,
}

impl<'t> Line<'t> {
    /// The byte of the source at which a part of the line begins.
    pub(super) fn byte_of(&self, part: &str) -> usize {
        self.place.byte_start + (part.as_ptr() as usize - self.text.as_ptr() as usize)
    }

    /// What stands on a line of words, parted where three blanks or more are; a number and its words are one.
    pub(super) fn cells(self) -> impl Iterator<Item = Piece<'t>> {
        let apart = |text: &str| memmem::find(text.as_bytes(), b"   ");
        let mut rest = if self.kind == Kind::Plain || self.kind == Kind::Columns { self.text } else { "" };
        let mut column = self.indent;
        std::iter::from_fn(move || {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            (rest, column) = (&rest[blanks..], column + blanks);
            let mut end = apart(rest).unwrap_or(rest.len());
            if marker::is_alone(&rest[..end]) {
                let words = end + rest[end..].len() - rest[end..].trim_start_matches(' ').len();
                end = apart(&rest[words..]).map_or(rest.len(), |at| words + at);
            }
            let cell = Piece { column, text: &rest[..end] };
            column += cell.text.chars().count();
            rest = &rest[end..];
            (!cell.text.is_empty()).then_some(cell)
        })
    }
}

/// A line; the lines directly before are rows of so many `columns`, if they are any.
fn line(raw: &str, place: Place, columns: usize) -> Line<'_> {
    let whole = raw.trim_end_matches(['\n', '\r', '\u{c}']);
    let text = whole.trim();
    let indent: usize = whole.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let tabs = whole.bytes().filter(|&byte| byte == b'\t').count();
    let (kind, text) = if is_rule(text) {
        (Kind::Blank, text)
    } else if tabs > 0 && is_row(whole, columns) {
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

/// A tab makes a cell unless it only indents the line, trails alone, or stands behind its number or bullet. Below a row of
/// more than two cells it makes one all the same: blank cells at the end of a row are often cut off.
fn is_row(whole: &str, columns: usize) -> bool {
    let tabs = whole.matches('\t').count();
    match whole.trim().split_once('\t') {
        None if whole.ends_with('\t') => tabs > 1,
        None => tabs > 1 && columns > 0 || columns > 2 && whole.starts_with('\t'),
        Some((first, _)) if tabs == 1 => columns > 2 || !marker::is_alone(first),
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
