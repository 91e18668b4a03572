//! What each element of a web page means for its blocks.

use super::elements::{BLOCKS, UNSEEN};
use crate::meeting::Place;
use crate::read::composer::Composer;
use crate::read::document::Document;
use crate::read::ordinal::Ordinal;
use crate::read::table::Span;
use html5ever::tokenizer::Tag;

/// A page in the making.
#[derive(Default)]
pub(super) struct Page {
    composer: Composer,
    lists: Vec<List>,
    /// Lists of the cells around each open table.
    outer_lists: Vec<Vec<List>>,
    /// The element whose text is not shown, and how often it was opened.
    unseen: Option<(String, usize)>,
    title: Option<String>,
    is_in_title: bool,
    preformatted: usize,
}

/// An open list.
struct List {
    /// How it counts, and its next number; none for bullets.
    count: Option<(Ordinal, i64)>,
}

impl Page {
    pub(super) fn text(&mut self, text: &str, place: Place) {
        if self.is_in_title {
            self.title.get_or_insert_default().push_str(text);
        } else if self.unseen.is_none() && self.preformatted > 0 {
            self.lines(text, place);
        } else if self.unseen.is_none() {
            self.stretches(text, place);
        }
    }

    /// Word processors write their tab stops as they are: a tab with signs on both sides is one, any other is indentation.
    fn stretches(&mut self, text: &str, mut place: Place) {
        let (mut from, bytes) = (0, text.as_bytes());
        let is_sign =
            |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|byte| !byte.is_ascii_whitespace());
        for (at, _) in text.match_indices('\t').filter(|&(at, _)| is_sign(at.checked_sub(1)) && is_sign(Some(at + 1))) {
            self.composer.words(&text[from..at], place);
            self.composer.tab();
            place.line_start += text[from..at].matches('\n').count() as u32;
            place.byte_start += at + 1 - from;
            from = at + 1;
        }
        self.composer.words(&text[from..], place);
    }

    /// Preformatted text: line ends are the author's.
    fn lines(&mut self, text: &str, mut place: Place) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.composer.break_line();
                place.line_start += 1;
            }
            self.composer.words(line, place);
            place.byte_start += line.len() + 1;
        }
    }

    pub(super) fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if let Some((unseen, times)) = &mut self.unseen {
            *times += usize::from(unseen == name && !tag.self_closing);
            return;
        }
        match name {
            "title" => self.is_in_title = true,
            "br" => self.composer.break_line(),
            "b" | "strong" => self.composer.begin_bold(),
            "ul" | "ol" | "menu" | "dir" => {
                self.composer.end_block();
                self.lists.push(List::of(tag));
            }
            "li" => self.item(tag),
            "table" => {
                self.composer.begin_table();
                if attribute(tag, "role").is_some_and(|role| role == "presentation") {
                    self.composer.mark_layout();
                }
                self.outer_lists.push(std::mem::take(&mut self.lists));
            }
            "tr" => self.composer.begin_row(),
            "td" | "th" => {
                self.lists.clear();
                self.composer.begin_cell(span(tag));
            }
            "pre" => {
                self.composer.end_block();
                self.preformatted += 1;
            }
            "nav" | "footer" => self.composer.begin_aside(),
            _ if UNSEEN.contains(&name) && !tag.self_closing => self.unseen = Some((name.to_owned(), 1)),
            _ => match heading(name) {
                Some(level) => self.composer.begin_heading(level),
                None if BLOCKS.contains(&name) => self.composer.end_block(),
                None => {}
            },
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        if let Some((unseen, times)) = &mut self.unseen {
            *times -= usize::from(unseen == name);
            if *times == 0 {
                self.unseen = None;
            }
            return;
        }
        match name {
            "title" => self.is_in_title = false,
            "b" | "strong" => self.composer.end_bold(),
            "ul" | "ol" | "menu" | "dir" => {
                self.composer.end_element();
                self.lists.pop();
            }
            "li" => self.composer.end_element(),
            "table" => {
                self.composer.end_table();
                self.lists = self.outer_lists.pop().unwrap_or_default();
            }
            "tr" => self.composer.end_row(),
            "td" | "th" => self.composer.end_element(),
            "pre" => {
                self.composer.end_block();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "nav" | "footer" => self.composer.end_aside(),
            "br" | "p" => self.composer.end_block(),
            _ if heading(name).is_some() => self.composer.end_element(),
            _ if BLOCKS.contains(&name) => self.composer.end_block(),
            _ => {}
        }
    }

    pub(super) fn finish(self) -> Document {
        let mut document = self.composer.finish();
        let title = self.title.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        if !title.is_empty() {
            document.properties.push(("title".to_owned(), title));
        }
        document
    }

    fn item(&mut self, tag: &Tag) {
        let depth = self.lists.len().saturating_sub(1);
        let marker = self.lists.last_mut().and_then(|list| {
            let (ordinal, next) = list.count.as_mut()?;
            *next = number(tag, "value").unwrap_or(*next);
            *next += 1;
            Some(format!("{}.", ordinal.show(*next - 1)))
        });
        self.composer.begin_item(depth, marker);
    }
}

impl List {
    fn of(tag: &Tag) -> Self {
        let ordinal = match attribute(tag, "type").unwrap_or_default() {
            "a" => Ordinal::Letters,
            "A" => Ordinal::Capitals,
            "i" => Ordinal::Roman,
            "I" => Ordinal::RomanCapitals,
            _ => Ordinal::Figures,
        };
        Self { count: (&*tag.name == "ol").then(|| (ordinal, number(tag, "start").unwrap_or(1))) }
    }
}

fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

fn span(tag: &Tag) -> Span {
    let extent = |name| number(tag, name).map_or(1, |number| number.clamp(1, 1000) as u16);
    Span { columns: extent("colspan"), rows: extent("rowspan"), is_head: &*tag.name == "th" }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn number(tag: &Tag, name: &str) -> Option<i64> {
    attribute(tag, name)?.trim().parse::<i32>().ok().map(i64::from)
}
