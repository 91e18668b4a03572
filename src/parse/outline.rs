//! The outline of a meeting: paragraphs cut into pieces, each under its item and topic.

use super::flow::{Kind, Para, is_item_number};
use super::numbers::{self, Numbering, Series};
use super::roster::Roster;
use super::run_in::{self, Evidence, Vocabulary};
use super::table::is_initials;
use super::turns::{Turn, Turns};
use super::words::{self, Column};
use crate::diagnostic::Diagnostic;
use crate::meeting::{Item, Origin, PassageKind, Place, Topic};
use crate::read::Text;
use std::ops::Range;

/// A stretch of text under one heading: what a passage is made of.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub text: Text,
    pub kind: PassageKind,
    pub layout: Kind,
    pub row: Option<(u32, u32)>,
    /// Item (position in the outline) it stands under.
    pub item: Option<usize>,
    /// Topic inside that item.
    pub topic: Option<usize>,
    /// Number cell printed before it.
    pub number: Option<Text>,
    /// Speaker's label, for a turn.
    pub turn: Option<Turn>,
}

/// Items with their topics, and the pieces under them.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub items: Vec<Item>,
    pub pieces: Vec<Piece>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Outline {
    /// The nearest heading above a piece.
    pub(super) fn heading(&self, piece: &Piece) -> Option<&str> {
        let item = self.items.get(piece.item?)?;
        match piece.topic.and_then(|topic| item.topics.get(topic)) {
            Some(topic) => Some(&topic.heading),
            None => item.heading.as_deref(),
        }
    }

    /// Number of the item a piece stands under.
    pub(super) fn number(&self, piece: &Piece) -> Option<String> {
        self.items.get(piece.item?)?.number.clone()
    }
}

/// What the outline is read from.
pub(super) struct Source<'a> {
    pub paras: &'a [Para],
    pub is_list: &'a [bool],
    pub roster: &'a Roster,
    /// Paragraphs before this one are the title block.
    pub body: usize,
}

/// Reads the outline.
pub(super) fn read(source: &Source) -> Outline {
    let paras = source.paras;
    let headings: Vec<u8> = paras
        .iter()
        .enumerate()
        .filter(|(index, _)| *index >= source.body)
        .filter_map(|(_, para)| if let Kind::Heading(level) = para.kind { Some(level) } else { None })
        .collect();
    let bold_bullets = paras.iter().filter(|para| matches!(para.kind, Kind::Item { .. }) && is_bold_head(para)).count();
    let mut reader = Reader {
        source,
        outline: Outline::default(),
        numbering: Numbering::of(paras),
        turns: Turns::of(paras),
        vocabulary: Vocabulary::of(paras.iter().map(Para::string)),
        has_format_headings: headings.len() >= 2,
        item_level: None,
        is_wrapped: is_wrapped(paras),
        has_bold_bullets: bold_bullets >= 2,
        has_tables: paras.iter().any(|para| matches!(para.kind, Kind::Cell(Column::Text))),
        pending: None,
        item: None,
        topic: None,
    };
    for index in 0..paras.len() {
        reader.para(index);
    }
    reader.flush_pending();
    reader.outline
}

struct Reader<'a> {
    source: &'a Source<'a>,
    outline: Outline,
    numbering: Numbering,
    turns: Turns,
    vocabulary: Vocabulary,
    has_format_headings: bool,
    /// Level of the numbered heading we are under: what stands as high ends it.
    item_level: Option<u8>,
    has_bold_bullets: bool,
    has_tables: bool,
    /// Whether the document keeps the line ends of its layout.
    is_wrapped: bool,
    /// A number alone on its line, waiting for its heading.
    pending: Option<Text>,
    item: Option<usize>,
    topic: Option<usize>,
}

/// A heading found in a paragraph.
struct Head {
    number: Option<String>,
    /// The heading's words in the paragraph's text.
    range: Range<usize>,
    /// Where the text behind it starts.
    rest: usize,
    is_item: bool,
    origin: Origin,
}

impl Reader<'_> {
    fn para(&mut self, index: usize) {
        let para = &self.source.paras[index];
        let kind = match &para.kind {
            Kind::Furniture => Some(PassageKind::Furniture),
            Kind::Cell(Column::Action | Column::Owner | Column::Due | Column::Status | Column::Code) => {
                Some(PassageKind::Action)
            }
            _ => None,
        };
        if let Some(kind) = kind {
            self.push(para, 0..para.string().len(), kind);
            return;
        }
        if index < self.source.body && !self.source.is_list[index] {
            if !self.announces_head(para) {
                self.push(para, 0..para.string().len(), PassageKind::Header);
                return;
            }
        }
        if matches!(para.kind, Kind::Plain) && self.is_stray_head(para.string()) {
            self.push(para, 0..para.string().len(), PassageKind::Furniture);
            return;
        }
        if para.string().is_empty() {
            self.pending = para.number.clone();
            return;
        }
        if !self.has_format_headings
            && matches!(para.kind, Kind::Plain)
            && is_item_number(para.string())
            && para.string().trim().ends_with('.')
        {
            self.flush_pending();
            self.pending = Some(para.text.clone());
            return;
        }
        let head = self.head(index);
        self.note_lost_page(index, head.is_some());
        let start = head.map_or(0, |head| self.take_head(index, head));
        self.rest(index, start);
    }

    /// The head of a table column that the layout has left alone on its line.
    fn is_stray_head(&self, text: &str) -> bool {
        !self.has_format_headings
            && self.item.is_some()
            && matches!(words::column(text), Some(Column::Action | Column::Owner | Column::Due))
    }

    /// Whether a paragraph of the title block is a heading by its format all the same.
    fn announces_head(&self, para: &Para) -> bool {
        para.number.is_some()
    }

    /// What follows a heading, or a paragraph without one: further run-in headings, turns, text.
    fn rest(&mut self, index: usize, start: usize) {
        let para = &self.source.paras[index];
        let text = para.string();
        if text[start..].trim().is_empty() {
            return;
        }
        if self.source.is_list[index] {
            self.push(para, start..text.len(), PassageKind::Attendance);
            return;
        }
        if start == 0 {
            if let Some(turn) = self.turns.turn(text, self.source.roster) {
                self.push(para, 0..text.len(), PassageKind::Turn);
                if let Some(piece) = self.outline.pieces.last_mut() {
                    piece.turn = Some(turn);
                }
                return;
            }
        }
        let mut start = start;
        if start == 0 && is_marked(text) {
            self.push(para, 0..text.len(), PassageKind::Text);
            return;
        }
        if start > 0 || matches!(para.kind, Kind::Cell(_)) || is_bold_lead(&para.text) {
            let evidence = if start > 0 { Evidence::Announced } else { self.evidence(para) };
            if let Some(end) =
                run_in::split(&text[start..], self.source.roster, (&self.vocabulary, evidence)).map(|end| start + end)
            {
                start = self.add_topic(para, start..end);
            }
        } else if !self.turns.is_transcript && self.is_run_in_text(para) {
            if let Some(end) = run_in::split(text, self.source.roster, (&self.vocabulary, Evidence::Strong)) {
                start = self.add_topic(para, 0..end);
            }
        }
        if !self.turns.is_transcript && (self.has_tables || !self.has_format_headings) {
            for (head, end) in run_in::inside(&text[start..], self.source.roster)
                .into_iter()
                .map(|(head, end)| (start + head, start + end))
                .collect::<Vec<_>>()
            {
                self.push(para, start..head, PassageKind::Text);
                start = self.add_topic(para, head..end);
            }
        }
        self.push(para, start..text.len(), PassageKind::Text);
    }

    /// Whether paragraphs of this document may have headings run in without any mark.
    fn is_run_in_text(&self, para: &Para) -> bool {
        !self.has_format_headings && !self.numbering.uses(Series::Minute) && matches!(para.kind, Kind::Plain)
    }

    fn evidence(&self, para: &Para) -> Evidence {
        let in_cell = matches!(para.kind, Kind::Cell(Column::Text));
        if in_cell || para.opens || is_bold_lead(&para.text) { Evidence::Announced } else { Evidence::Strong }
    }

    fn head(&mut self, index: usize) -> Option<Head> {
        let para = &self.source.paras[index];
        let text = para.string();
        if let Kind::Heading(level) = para.kind {
            return Some(self.format_head(text, level));
        }
        let is_torn = super::codes::leading(text).is_some_and(|(code, _)| code.contains('/'))
            || is_initials(text.split('/').next().unwrap_or_default());
        let pending = if is_torn && para.number.is_none() { None } else { self.pending.take() };
        if let Some(number) = para.number.as_ref().or(pending.as_ref()) {
            let number = clean_number(&number.string);
            if let Some(head) = self.numbered(para, 0, Some(number)) {
                self.restore(pending, para.number.is_some());
                return Some(head);
            }
        }
        self.pending = pending.or(self.pending.take());
        if let Some(number) = numbers::number(text)
            .filter(|number| self.numbering.uses(number.series) || self.goes_on(para, number))
            .filter(|number| self.may_be_numbered(para, number))
        {
            if let Some(head) = self.numbered(para, number.length, Some(number.text)) {
                return Some(head);
            }
        }
        self.unnumbered(index)
    }

    fn restore(&mut self, pending: Option<Text>, has_own: bool) {
        if has_own {
            self.pending = pending;
        } else if let Some(number) = pending {
            // the lone number now stands with its heading
            let place = self.outline.pieces.len();
            self.push_text(number, PassageKind::Heading, place);
        }
    }

    /// Pushes a lone number that found no heading.
    fn flush_pending(&mut self) {
        if let Some(number) = self.pending.take() {
            let place = self.outline.pieces.len();
            self.push_text(number, PassageKind::Text, place);
        }
    }

    fn push_text(&mut self, text: Text, kind: PassageKind, _place: usize) {
        self.outline.pieces.push(Piece {
            text,
            kind,
            layout: Kind::Furniture,
            row: None,
            item: self.item,
            topic: self.topic,
            number: None,
            turn: None,
        });
    }

    fn may_be_numbered(&self, para: &Para, number: &numbers::Number) -> bool {
        let rest = &para.string()[number.length.min(para.string().len())..];
        let opens = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“' | '"' | '*'));
        let is_small = number.series != Series::Whole || numbers::count(&number.text).is_some_and(|count| count <= 60);
        let in_row = matches!(para.kind, Kind::Cell(Column::Text)) && para.opens;
        let is_date = super::dates::dates(para.string()).first().is_some_and(|date| date.range.start < number.length);
        opens && !is_date && is_small && (in_row || matches!(para.kind, Kind::Plain | Kind::Item { depth: 0, .. }))
    }

    /// Whether a number inside a text cell goes on with the numbers of the cells above.
    fn goes_on(&self, para: &Para, number: &numbers::Number) -> bool {
        let last = self.outline.items.iter().rev().find_map(|item| numbers::count(item.number.as_deref()?));
        let next = numbers::count(&number.text).zip(last).is_some_and(|(this, last)| this == last + 1);
        matches!(para.kind, Kind::Cell(Column::Text)) && next
    }

    /// A heading the format marks: its number apart, `item` where it has one or stands on the top level.
    fn format_head(&self, text: &str, level: u8) -> Head {
        let number = numbers::number(text).filter(|number| number.length < text.len());
        let start = number.as_ref().map_or(0, |number| number.length);
        let closes = self.item_level.is_some_and(|above| level <= above);
        Head {
            is_item: number.as_ref().map_or(closes, |number| number.series != Series::Letter),
            number: number.map(|number| number.text),
            range: start..text.len(),
            rest: text.len(),
            origin: Origin::Written,
        }
    }

    /// The heading behind a number: a whole short line, up to a colon or dash, or run into its text.
    fn numbered(&self, para: &Para, start: usize, number: Option<String>) -> Option<Head> {
        let text = para.string();
        let body = &text[start..];
        let head = |range: Range<usize>, rest: usize, origin: Origin| Head {
            number: number.clone(),
            range,
            rest,
            is_item: true,
            origin,
        };
        if let Some(end) = label_end(body) {
            return Some(head(start..start + end, start + end, Origin::Inferred));
        }
        if run_in::is_heading_line(body) && separator(body).is_none() {
            return Some(head(start..text.len(), text.len(), Origin::Written));
        }
        if let Some(end) = standing_end(body) {
            return Some(head(start..start + end, start + end, Origin::Inferred));
        }
        if body.trim_end().ends_with(':') && body.len() < 130 && !body.contains(['.', '?']) {
            return Some(head(start..text.len(), text.len(), Origin::Written));
        }
        if let Some((end, rest)) = separator(body) {
            if run_in::is_heading_line(&body[..end]) {
                return Some(head(start..start + end, start + rest, Origin::Written));
            }
        }
        if let Some(end) = run_in::split(body, self.source.roster, (&self.vocabulary, Evidence::Announced)) {
            return Some(head(start..start + end, start + end, Origin::Inferred));
        }
        if let Some(end) = first_line(body) {
            return Some(head(start..start + end, start + end, Origin::Written));
        }
        let in_cell = matches!(para.kind, Kind::Cell(Column::Text));
        let is_short = body.len() < 150 && body.split_whitespace().count() <= 22;
        (in_cell && is_short && para.number.is_some()).then(|| head(start..text.len(), text.len(), Origin::Written))
    }

    fn unnumbered(&self, index: usize) -> Option<Head> {
        let para = &self.source.paras[index];
        let text = para.string();
        let whole = |origin: Origin| {
            Some(Head { number: None, range: 0..text.len(), rest: text.len(), is_item: false, origin })
        };
        let is_label = self.item.is_some() && words::attendance(text).is_some() && matches!(para.kind, Kind::Cell(_));
        if self.source.is_list[index] && !is_label
            || self.turns.turn(text, self.source.roster).is_some()
            || is_marked(text)
            || is_initials(text) && !matches!(para.kind, Kind::Item { .. })
        {
            return None;
        }
        if matches!(para.kind, Kind::Cell(Column::Text) | Kind::Plain) && para.text.string.len() < 160 {
            let cut = separator(text)
                .map(|(end, _)| end)
                .filter(|&end| is_standing(&text[..end]))
                .or_else(|| standing_end(text).filter(|_| matches!(para.kind, Kind::Cell(_))));
            let end = if is_standing(text) && matches!(para.kind, Kind::Cell(_)) { Some(text.len()) } else { cut };
            if let Some(end) = end {
                return Some(Head { number: None, range: 0..end, rest: end, is_item: false, origin: Origin::Inferred });
            }
        }
        let next = self.source.paras[index + 1..].iter().find(|next| {
            !matches!(next.kind, Kind::Furniture | Kind::Cell(Column::Action | Column::Owner | Column::Due))
        });
        match &para.kind {
            Kind::Plain if para.text.is_bold() && text.len() <= 100 => {
                run_in::is_heading_line(text).then(|| whole(Origin::Inferred)).flatten()
            }
            Kind::Cell(Column::Text) => {
                let is_value = text.find(": ").is_some_and(|colon| colon + 2 < text.trim_end().len());
                let has_text = !is_value
                    && next.is_some_and(|next| {
                        matches!(next.kind, Kind::Cell(Column::Text) | Kind::Item { .. }) && next.number.is_none()
                    });
                (run_in::is_heading_line(text)
                    && (has_text || self.opens_text(para))
                    && !text.trim_end().ends_with(')')
                    && !is_date(text))
                .then(|| whole(Origin::Inferred))
                .flatten()
            }
            Kind::Plain if !self.has_format_headings && !self.turns.is_transcript => {
                let followed = next.is_some_and(|next| {
                    next.string().len() > 50 && matches!(next.kind, Kind::Plain | Kind::Item { .. })
                });
                let is_standing = is_standing(text);
                let is_short = text.split_whitespace().count() <= 9;
                let before = index.checked_sub(1).map(|index| &self.source.paras[index]);
                let apart = before.is_none_or(|before| {
                    !before.string().trim_end().ends_with([',', ':'])
                        || is_standing
                        || !super::flow::is_unfinished(before.string())
                });
                let quiet = !self.numbering.uses(Series::Minute) && !self.numbering.uses(Series::Whole)
                    || is_standing
                    || para.text.is_bold()
                    || !self.numbering.uses(Series::Minute) && text.split_whitespace().count() <= 4 && self.is_wrapped;
                (run_in::is_heading_line(text)
                    && (followed && is_short || is_standing)
                    && apart
                    && quiet
                    && !is_date(text))
                .then(|| {
                    let mut head = whole(Origin::Inferred)?;
                    head.is_item = is_standing;
                    Some(head)
                })
                .flatten()
            }
            Kind::Item { depth, .. } => {
                let bold = bold_lead(&para.text).filter(|_| self.has_bold_bullets);
                let named = if self.has_bold_bullets {
                    bold.is_some()
                } else {
                    let has_children = next.is_some_and(|next| next.depth() > para.depth());
                    !self.has_format_headings && *depth <= 1 && has_children && !text.trim_end().ends_with(':')
                };
                let end = bold.unwrap_or(text.len());
                let words = &text[..end];
                let is_short = words.split_whitespace().count() <= 9;
                let fits = named
                    && is_short
                    && (run_in::is_heading_line(words) || words.ends_with('?'))
                    && !starts_with_number(words);
                fits.then(|| Head {
                    number: None,
                    range: 0..end,
                    rest: text.len(),
                    is_item: false,
                    origin: Origin::Inferred,
                })
            }
            _ => None,
        }
    }

    fn opens_text(&self, para: &Para) -> bool {
        self.pending.is_some() && para.opens
    }

    /// Registers a heading and pushes its piece; gives the byte at which the text behind it starts.
    fn take_head(&mut self, index: usize, head: Head) -> usize {
        let para = &self.source.paras[index];
        let text = heading_text(&para.string()[head.range.clone()]);
        let place = para.text.place(head.range.clone());
        if head.is_item {
            if let Kind::Heading(level) = para.kind {
                self.item_level = head.number.is_some().then_some(level).or(self.item_level);
            }
            let place = para.number.as_ref().map_or(place, |number| number.whole().to(place));
            self.outline.items.push(Item {
                number: head.number,
                heading: Some(text),
                topics: Vec::new(),
                place,
                origin: head.origin,
            });
            self.item = Some(self.outline.items.len() - 1);
            self.topic = None;
        } else {
            self.topic(Topic { number: head.number, heading: text, place, origin: head.origin });
        }
        let kind =
            if head.rest >= para.string().len() && self.source.is_list[index] && !matches!(para.kind, Kind::Heading(_))
            {
                PassageKind::Attendance
            } else {
                PassageKind::Heading
            };
        let rest = para.string()[head.rest..].len()
            - para.string()[head.rest..].trim_start_matches([' ', '-', '–', ':']).len()
            + head.rest;
        self.push(para, 0..rest, kind);
        rest
    }

    fn add_topic(&mut self, para: &Para, range: Range<usize>) -> usize {
        let heading = heading_text(&para.string()[range.clone()]);
        self.topic(Topic { number: None, heading, place: para.text.place(range.clone()), origin: Origin::Inferred });
        self.push(para, range.clone(), PassageKind::Heading);
        range.end
    }

    fn topic(&mut self, topic: Topic) {
        if self.item.is_none() {
            self.outline.items.push(Item { place: topic.place, ..Item::default() });
            self.item = Some(self.outline.items.len() - 1);
        }
        if let Some(item) = self.item.and_then(|item| self.outline.items.get_mut(item)) {
            item.topics.push(topic);
            self.topic = Some(item.topics.len() - 1);
        }
    }

    fn push(&mut self, para: &Para, range: Range<usize>, kind: PassageKind) {
        let text = &para.string()[range.clone()];
        let (lead, tail) = (text.len() - text.trim_start().len(), text.len() - text.trim_end().len());
        if lead == text.len() {
            return;
        }
        let trimmed = range.start + lead..range.end - tail;
        let number = if range.start == 0 { para.number.clone() } else { None };
        self.outline.pieces.push(Piece {
            text: para.text.slice(trimmed),
            kind,
            layout: para.kind.clone(),
            row: para.row,
            item: self.item,
            topic: self.topic,
            number,
            turn: None,
        });
    }

    /// Text that starts in mid-sentence after a page bound, while item numbers or codes jump, has lost a page.
    fn note_lost_page(&mut self, index: usize, has_head: bool) {
        let para = &self.source.paras[index];
        if !para.is_cut || has_head {
            return;
        }
        let line = para.text.whole().line_start;
        self.outline.diagnostics.push(Diagnostic::warning(
            Some(line),
            "text starts in mid-sentence after a gap in the numbering: a page may be missing",
        ));
        self.outline.items.push(Item { place: Place { line_start: line, ..para.text.whole() }, ..Item::default() });
        self.item = Some(self.outline.items.len() - 1);
        self.topic = None;
    }
}

/// Whether most paragraphs run over several lines of the source: a text in reading order.
fn is_wrapped(paras: &[Para]) -> bool {
    let long: Vec<Place> = paras
        .iter()
        .filter(|para| para.kind == Kind::Plain && para.string().len() > 120)
        .map(|para| para.text.whole())
        .collect();
    long.len() >= 3 && long.iter().filter(|place| place.line_end > place.line_start).count() * 2 > long.len()
}

fn clean_number(text: &str) -> String {
    text.trim().trim_matches(['(', ')', '.', ':', ' ']).to_owned()
}

/// A heading as written, without its final colon and emphasis.
fn heading_text(text: &str) -> String {
    text.trim().trim_matches('*').trim_end_matches([':', ' ', '-', '–', '.']).trim().to_owned()
}

/// A colon or spaced dash that ends the heading: end of the heading, start of the text.
fn separator(text: &str) -> Option<(usize, usize)> {
    const MARKS: [&str; 4] = [":", " – ", " - ", " — "];
    let mut places: Vec<(usize, usize)> =
        MARKS.iter().flat_map(|mark| text.match_indices(mark).map(|(at, mark)| (at, at + mark.len()))).collect();
    places.sort_unstable();
    let is_break = |position: usize| {
        let (end, rest) = places[position];
        let until = places.get(position + 1).map_or(text.len(), |next| next.0);
        let part = text[rest..until].trim();
        let is_sentence =
            part.split_whitespace().any(|word| words::is_finite_verb(word) || words::verb(word).is_some())
                || part.ends_with('.');
        let is_time =
            text[..end].ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit());
        end > 0 && (text[end..].starts_with(':') && !is_time || is_sentence || is_date(part))
    };
    (0..places.len()).find(|&position| is_break(position)).map(|position| places[position])
}

/// `Apologies Anna Berg, ...`: an attendance label run into its list.
fn label_end(text: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    for word in text.split_inclusive(' ').take(5) {
        at += word.len();
        if words::attendance(text[..at].trim_end()).is_some() {
            end = Some(text[..at].trim_end().len());
        }
    }
    end.filter(|&end| end < text.len() && !super::names::people(&text[end..]).is_empty())
}

/// `Any other business None.`, `Finance Month 5 ...`: a standing heading run into its text.
fn standing_end(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut end = None;
    for word in text.split_inclusive(' ').take(6) {
        at += word.len();
        let phrase = text[..at].trim_end();
        if phrase.len() < text.len()
            && is_standing(phrase)
            && !phrase.to_lowercase().starts_with("apolog")
            && !phrase.to_lowercase().starts_with("minutes of")
        {
            end = Some(phrase.trim_end_matches(':').len());
        }
    }
    end.filter(|&end| {
        text[end..]
            .trim_start_matches([' ', ':', '-', '–'])
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '[')
    })
}

fn first_line(text: &str) -> Option<usize> {
    let end = text.find('\n')?;
    run_in::is_heading_line(&text[..end]).then_some(end)
}

fn is_bold_head(para: &Para) -> bool {
    bold_lead(&para.text).is_some_and(|end| run_in::is_heading_line(&para.string()[..end]))
}

/// End of the bold words a bullet opens with, where little follows them.
fn bold_lead(text: &Text) -> Option<usize> {
    let first = text.bold.first().filter(|run| run.start == 0)?;
    let end = text.bold.iter().fold(first.end, |end, run| if run.start <= end + 1 { end.max(run.end) } else { end });
    let rest = text.string[end..].trim();
    (rest.split_whitespace().count() <= 5 && !rest.starts_with(':') || rest == ":").then_some(end)
}

fn is_bold_lead(text: &Text) -> bool {
    text.bold.first().is_some_and(|run| run.start == 0 && run.end < text.string.len() && run.end > 2)
}

/// `ACTION`, `RESOLVED` and other marks that open no heading.
fn is_marked(text: &str) -> bool {
    let lower = text.trim_start().chars().take(20).collect::<String>().to_lowercase();
    [
        "action ",
        "action:",
        "actions:",
        "motion:",
        "resolved",
        "agreed",
        "none",
        "note:",
        "next steps:",
        "http",
        "signed",
        "dated",
        "draft",
    ]
    .iter()
    .any(|mark| lower.starts_with(mark))
}

fn is_date(text: &str) -> bool {
    super::dates::dates(text).iter().any(|date| date.range.len() * 2 >= text.trim().len())
}

fn starts_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '£' | '$' | '€'))
}

/// Headings that nearly every agenda has.
pub(super) fn is_standing(text: &str) -> bool {
    if text.len() > 100 {
        return false;
    }
    let text = text.trim().trim_end_matches([':', '.']).to_lowercase();
    [
        "matters arising",
        "any other business",
        "aob",
        "a.o.b",
        "apologies",
        "apologies for absence",
        "date of next meeting",
        "next meeting",
        "declarations of interest",
        "declaration of interest",
        "public participation",
        "actions",
        "action items",
        "actions from last meeting",
        "actions from previous meeting",
        "correspondence",
        "planning applications",
        "finance",
    ]
    .iter()
    .any(|standing| text == *standing)
        || (text.starts_with("minutes of ") && text.split_whitespace().count() <= 14)
        || text.starts_with("date and time of next")
        || text.starts_with("date of the next")
}
