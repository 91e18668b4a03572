//! The outline of a meeting: paragraphs cut into pieces, each under its item and topic.

mod duties;
mod headings;
mod lettered;
mod lost_page;
mod marks;
mod piece;
mod tails;

pub(in crate::parse) use marks::{MARGIN, is_standing};
pub(in crate::parse) use piece::{Outline, Piece};

use marks::{announces_tasks, has_headed_bullets, is_bold_head, is_bold_lead, is_marked, lettered, opens_dialogue};
use tails::heading_text;

use super::flow::{Kind, Para, is_item_number};
use super::hold::{trimmed, unindented};
use super::known::Sort;
use super::numbers::{Numbering, Series};
use super::reviewed;
use super::roster::Roster;
use super::run_in::{self, Evidence, Vocabulary};
use super::tokens::{Token, Words};
use super::turns::{Turn, Turns, may_speak};
use super::wording::Wording;
use super::words::Column;
use crate::meeting::{Item, Origin, PassageKind, Topic};
use crate::read::Text;
use std::cell::OnceCell;
use std::ops::Range;

/// A paragraph of more bytes than this runs over several lines in a text that keeps the lines of its layout.
const LONG: usize = 120;

/// What the outline is read from.
pub(super) struct Source<'a> {
    pub paras: &'a [Para<'a>],
    pub is_list: &'a [bool],
    pub roster: &'a Roster,
    pub turns: &'a Turns,
    /// Paragraphs before this one are the title block.
    pub body: usize,
}

/// Reads the outline.
pub(super) fn read<'a>(source: &'a Source<'a>) -> Outline<'a> {
    let paras = source.paras;
    let (mut headings, mut bold_bullets, mut has_tables) = (0, 0, false);
    // paragraphs long enough to run over lines, and those that do
    let (mut long, mut wrapped) = (0, 0);
    for (index, para) in paras.iter().enumerate() {
        match para.kind {
            Kind::Heading(_) => headings += usize::from(index >= source.body),
            Kind::Item { .. } => bold_bullets += usize::from(is_bold_head(para)),
            Kind::Cell(column) => has_tables |= column == Column::Text,
            Kind::Plain if para.string().len() > LONG => {
                let place = para.text.whole();
                long += 1;
                wrapped += usize::from(place.line_end > place.line_start);
            }
            Kind::Plain | Kind::Furniture => {}
        }
    }
    let has_format_headings = headings >= 2;
    let mut reader = Reader {
        source,
        outline: Outline { pieces: Vec::with_capacity(paras.len() + paras.len() / 4), ..Outline::default() },
        numbering: Numbering::of(paras, has_format_headings),
        turns: source.turns,
        vocabulary: Vocabulary::of(paras.iter().map(Para::string)),
        has_format_headings,
        item_level: None,
        is_wrapped: long >= 3 && wrapped * 2 > long,
        has_bold_bullets: bold_bullets >= 2,
        has_headed_bullets: !has_format_headings && has_headed_bullets(paras),
        has_tables,
        pending: None,
        turn: OnceCell::new(),
        tokens: Vec::new(),
        item: None,
        topic: None,
        lists_tasks: false,
    };
    for index in 0..paras.len() {
        reader.para(index);
    }
    reader.flush_pending();
    reader.outline
}

struct Reader<'a> {
    source: &'a Source<'a>,
    outline: Outline<'a>,
    numbering: Numbering,
    turns: &'a Turns,
    vocabulary: Vocabulary<'a>,
    has_format_headings: bool,
    /// Level of the numbered heading we are under: what stands as high ends it.
    item_level: Option<u8>,
    has_bold_bullets: bool,
    /// Whether bullets stand before headings, with their text in paragraphs below.
    has_headed_bullets: bool,
    has_tables: bool,
    /// Whether the document keeps the line ends of its layout.
    is_wrapped: bool,
    /// A number alone on its line, waiting for its heading.
    pending: Option<Box<Text>>,
    /// The paragraph that is read as a speaker's turn, once it was asked for.
    turn: OnceCell<Option<Turn>>,
    /// The place for the tokens of what is looked at.
    tokens: Vec<Token<'a>>,
    item: Option<usize>,
    topic: Option<usize>,
    /// Whether tasks are listed here: behind `Actions:`, below a heading that announces them.
    lists_tasks: bool,
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

impl<'a> Reader<'a> {
    fn para(&mut self, index: usize) {
        self.turn = OnceCell::new();
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
        if index < self.source.body && !self.source.is_list[index] && !self.announces_head(para) {
            self.push(para, 0..para.string().len(), PassageKind::Header);
            return;
        }
        if matches!(para.kind, Kind::Plain) && self.is_stray_head(para) {
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
            && (trimmed(para.string()).ends_with('.') || self.numbering.stand_alone(para.string()))
        {
            self.flush_pending();
            self.pending = Some(Box::new(Text::clone(&para.text)));
            return;
        }
        let head = if self.is_task(para) { None } else { self.head(index) };
        if head.is_some() || para.words.may_hold(b":") {
            self.lists_tasks = announces_tasks(para.string());
        }
        self.note_lost_page(index, head.is_some());
        let start = head.map_or(0, |head| self.take_head(index, head));
        self.rest(index, start);
    }

    /// The paragraph as a speaker's turn.
    fn turn(&self, para: &Para) -> Option<&Turn> {
        if !may_speak(&para.words) {
            return None;
        }
        self.turn.get_or_init(|| self.turns.turn(para.string(), self.source.roster)).as_ref()
    }

    /// What follows a heading, or a paragraph without one: further run-in headings, turns, text.
    fn rest(&mut self, index: usize, start: usize) {
        let para = &self.source.paras[index];
        let text = para.string();
        if trimmed(&text[start..]).is_empty() {
            return;
        }
        if self.source.is_list[index] {
            self.push(para, start..text.len(), PassageKind::Attendance);
            return;
        }
        if start == 0
            && let Some(turn) = self.turn(para).cloned()
            && !(self.lists_tasks
                && !self.turns.is_transcript
                && (reviewed::tells_state(text) || self.is_listed_task(para)))
        {
            self.push(para, 0..text.len(), PassageKind::Turn);
            if let Some(piece) = self.outline.pieces.last_mut() {
                piece.turn = Some(Box::new(turn));
            }
            return;
        }
        if start == 0 && self.continues_label(para) {
            return;
        }
        let mut start = start;
        if start == 0 && (is_marked(text) || opens_dialogue(text)) {
            self.push(para, 0..text.len(), PassageKind::Text);
            return;
        }
        let may_split = !self.turns.is_transcript && (self.has_tables || !self.has_format_headings);
        // most paragraphs cannot open with a heading and tell of nobody: their words need no reading
        let first = para.words.tokens_from(text, start).next();
        let evidence = self
            .evidence(para, start)
            .filter(|evidence| first.is_some_and(|first| run_in::may_open(&first, *evidence)));
        let may_split = may_split && para.words.have(Sort::Reports);
        if evidence.is_none() && !may_split {
            self.push(para, start..text.len(), PassageKind::Text);
            return;
        }
        let mut tokens = std::mem::take(&mut self.tokens);
        if let Some(evidence) = evidence {
            tokens.clear();
            let mut words = para.words.tokens_from(text, start);
            tokens.extend(words.by_ref().take(run_in::OPENING));
            if run_in::may_follow(&tokens) {
                tokens.extend(words.take(run_in::REACH - run_in::OPENING));
            } else {
                tokens.clear();
            }
            if let Some(end) = run_in::split(&tokens, self.source.roster, (&self.vocabulary, evidence)) {
                start = self.add_topic(para, start..end);
            }
        }
        if may_split {
            let from = start;
            let words = if from == 0 { para.words.whole() } else { para.words.slice(text, from..text.len()) };
            for (head, end) in run_in::inside((&words, &text[from..]), self.source.roster, &mut tokens) {
                self.push(para, start..from + head, PassageKind::Text);
                start = self.add_topic(para, from + head..from + end);
            }
        }
        self.tokens = tokens;
        self.push(para, start..text.len(), PassageKind::Text);
    }

    /// Joins a paragraph to the speaker's label that stands alone before it.
    fn continues_label(&mut self, para: &Para) -> bool {
        let last = self.outline.pieces.last_mut().filter(|_| matches!(para.kind, Kind::Plain | Kind::Item { .. }));
        let Some(Piece { text, words, turn: Some(turn), .. }) = last else { return false };
        let is_lone = turn.body >= text.string.trim_end().len() && para.printed_number().is_none();
        if is_lone {
            text.to_mut().glue(" ");
            text.to_mut().append(&para.text);
            *words = Words::of(&text.string);
        }
        is_lone
    }

    /// Whether paragraphs of this document may have headings run in without any mark.
    fn is_run_in_text(&self, para: &Para) -> bool {
        !self.has_format_headings && !self.numbering.uses(Series::Minute) && matches!(para.kind, Kind::Plain)
    }

    /// How much must speak for a heading run in at byte `start` of a paragraph; none where none may be.
    fn evidence(&self, para: &Para, start: usize) -> Option<Evidence> {
        if start > 0 || is_bold_lead(&para.text) {
            return Some(Evidence::Announced);
        }
        match para.kind {
            Kind::Cell(column) if para.opens || column == Column::Text => Some(Evidence::Announced),
            Kind::Cell(_) => Some(Evidence::Strong),
            _ if !self.turns.is_transcript && self.is_run_in_text(para) => Some(Evidence::Strong),
            _ => None,
        }
    }

    fn restore(&mut self, pending: Option<Box<Text>>, has_own: bool) {
        if has_own {
            self.pending = pending;
        } else if let Some(number) = pending {
            // the lone number now stands with its heading
            self.push_text(*number, PassageKind::Heading);
        }
    }

    /// Pushes a lone number that found no heading.
    fn flush_pending(&mut self) {
        if let Some(number) = self.pending.take() {
            self.push_text(*number, PassageKind::Text);
        }
    }

    fn push_text(&mut self, text: Text, kind: PassageKind) {
        self.outline.pieces.push(Piece {
            words: Words::of(&text.string),
            text: text.into(),
            kind,
            layout: Kind::Furniture,
            row: None,
            opens: true,
            item: self.item,
            topic: self.topic,
            number: None,
            turn: None,
        });
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
            let (number, heading) = lettered(head.number, text);
            self.topic(Topic { number, heading, place, origin: head.origin });
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

    fn add_topic(&mut self, para: &'a Para<'a>, range: Range<usize>) -> usize {
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

    fn push(&mut self, para: &'a Para<'a>, range: Range<usize>, kind: PassageKind) {
        let text = &para.string()[range.clone()];
        let (lead, inner) = (text.len() - unindented(text).len(), trimmed(text).len());
        if inner == 0 {
            return;
        }
        let trimmed = range.start + lead..range.start + lead + inner;
        let number = if range.start == 0 { para.printed_number() } else { None };
        let (text, words) = if trimmed.len() == para.string().len() {
            (Wording::Of(&para.text), para.words.whole())
        } else {
            let words = para.words.slice(para.string(), trimmed.clone());
            (para.text.slice(trimmed).into(), words)
        };
        self.outline.pieces.push(Piece {
            text,
            words,
            kind,
            layout: para.kind.clone(),
            row: para.row,
            opens: para.opens && range.start == 0,
            item: self.item,
            topic: self.topic,
            number,
            turn: None,
        });
    }
}
