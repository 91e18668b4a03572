//! Headings: whether a paragraph opens with one, and how far it reaches.

use super::duties::{goes_on, is_duty, is_joined_heading};
use super::marks::{
    bold_lead, bold_opening, capitals, clean_number, closed_head, first_line, is_asked, is_date, is_marked, is_minute,
    is_no_heading, is_standing, is_value, label_end, minute_head, separator, standing_end, starts_with_number,
};
use super::{Head, Reader};
use crate::meeting::Origin;
use crate::parse::flow::{self, Kind, Para};
use crate::parse::hold::trimmed;
use crate::parse::numbers::{self, Series};
use crate::parse::run_in::{self, Evidence};
use crate::parse::table::is_initials;
use crate::parse::tokens::Token;
use crate::parse::words::{self, Column};
use crate::parse::{actions, clause, codes, dates, owners};
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn head(&mut self, index: usize) -> Option<Head> {
        let para = &self.source.paras[index];
        let text = para.string();
        if let Kind::Heading(level) = para.kind {
            // bold entries of a numbered list look like headings: `5.2 ACTION: AB to order buoys`
            let number = numbers::number(text).filter(|number| number.series == Series::Nested);
            let is_entry = number.is_some_and(|number| is_no_heading(&text[number.length..]));
            return (!is_entry).then(|| self.format_head(text, level));
        }
        let is_torn = || {
            codes::leading(text).is_some_and(|(code, _)| code.contains('/'))
                || is_initials(text.split('/').next().unwrap_or_default())
        };
        let stays = self.pending.is_some() && para.number.is_none() && is_torn();
        let pending = if stays { None } else { self.pending.take() };
        if let Some(number) = para.number.as_ref().or(pending.as_ref()) {
            let number = clean_number(&number.string);
            let lone = pending.is_some() && para.number.is_none() && self.numbering.stand_alone(&number);
            if let Some(head) = self.numbered(para, 0, Some(number.clone())).or_else(|| lone_head(para, number, lone)) {
                self.restore(pending, para.number.is_some());
                return Some(head);
            }
        }
        self.pending = pending.or(self.pending.take());
        if let Some(number) = para
            .leading_number()
            .filter(|number| {
                // an agenda goes on with the next number
                let is_alone = || self.source.paras.get(index + 1).is_none_or(|next| next.leading_number().is_none());
                let stands = || number.series == Series::Whole && is_standing(&text[number.length..]) && is_alone();
                let stands = || !self.has_format_headings && stands();
                self.numbering.uses(number.series) || self.goes_on(para, number) || stands()
            })
            .filter(|number| self.may_be_numbered(para, number))
            .filter(|_| para.marker.is_none() || !self.has_format_headings)
            && let Some(head) = self.numbered(para, number.length, Some(number.text.to_owned()))
        {
            return Some(head);
        }
        self.lettered_head(index).or_else(|| self.lettered_lead(index)).or_else(|| self.unnumbered(index))
    }

    /// The head of a table column that the layout has left alone on its line.
    pub(super) fn is_stray_head(&self, para: &Para) -> bool {
        !self.has_format_headings
            && self.item.is_some()
            && !para.text.is_bold()
            && !trimmed(para.string()).ends_with(':')
            && para.words.len() <= *words::MOST_OF_HEAD
            && matches!(words::column(para.string()), Some(Column::Action | Column::Owner | Column::Due))
    }

    /// Whether a paragraph of the title block is a heading by its format all the same.
    pub(super) fn announces_head(&self, para: &Para) -> bool {
        para.number.is_some() || matches!(para.kind, Kind::Heading(_)) && actions::is_list_head(para.string())
    }

    /// An entry of a list of tasks: it names who is to do it, or its state.
    pub(super) fn is_task(&self, para: &Para) -> bool {
        if !self.lists_tasks || matches!(para.kind, Kind::Heading(_)) {
            return false;
        }
        let text = &para.string()[para.leading_number().map_or(0, |number| number.length)..];
        owners::names_owner(text)
            || !owners::opening(text, self.source.roster).is_empty()
            || owners::labelled(text, self.source.roster).is_some_and(|(_, rest)| !trimmed(&text[rest..]).is_empty())
            || actions::stated(text).note.is_some()
    }

    fn may_be_numbered(&self, para: &Para, number: &numbers::Number) -> bool {
        let rest = &para.string()[number.length.min(para.string().len())..];
        let opens = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“' | '"' | '*'));
        let is_small = number.series != Series::Whole
            || numbers::count(number.text).is_some_and(|count| count <= 60 || self.counts_on(para, count));
        let in_row = matches!(para.kind, Kind::Cell(Column::Text)) && para.opens;
        let is_date = !numbers::may_be_lettered(number.text)
            && dates::dates(para.string()).first().is_some_and(|date| date.range.start < number.length);
        opens && !is_date && is_small && (in_row || matches!(para.kind, Kind::Plain | Kind::Item { depth: 0, .. }))
    }

    /// Whether a count goes on with that of the item above, or opens the series: bodies number the items of a year.
    fn counts_on(&self, para: &Para, count: u32) -> bool {
        let last = self.outline.items.iter().rev().find_map(|item| numbers::count(item.number.as_deref()?));
        let figures = para.string().trim_start_matches(|c: char| c.is_ascii_digit());
        let is_marked = para.marker.is_some() || figures.starts_with(['.', ')']) || count > 999;
        last.map_or(is_marked, |last| count > last && count - last <= 3)
    }

    /// Whether words that end in a full stop are a heading all the same: few, without a verb, in one part.
    fn is_closed_heading(&self, para: &Para, words: &str) -> bool {
        let is_brief = words.split_whitespace().nth(8).is_none() || para.text.is_bold();
        let is_whole =
            !words.contains([':', ';']) && ![". ", " - ", " – ", " to "].iter().any(|mark| words.contains(mark));
        is_brief && is_whole && run_in::is_heading_line(words)
    }

    /// Whether a number goes on with that of the item above, or opens the series.
    fn is_next(&self, number: Option<&str>) -> bool {
        let last = self.outline.items.iter().rev().find_map(|item| numbers::count(item.number.as_deref()?));
        let count = number.and_then(numbers::count);
        count.is_some_and(|count| last.map_or(count <= 2, |last| count == last || count == last + 1))
    }

    /// Whether a number inside a text cell goes on with the numbers of the cells above.
    fn goes_on(&self, para: &Para, number: &numbers::Number) -> bool {
        let last = self.outline.items.iter().rev().find_map(|item| numbers::count(item.number.as_deref()?));
        let next = numbers::count(number.text).zip(last).is_some_and(|(this, last)| this == last + 1);
        matches!(para.kind, Kind::Cell(Column::Text)) && next
    }

    /// A heading the format marks: its number apart, `item` where it has one or stands on the top level.
    fn format_head(&self, text: &str, level: u8) -> Head {
        let number = numbers::number(text).filter(|number| number.length < text.len());
        let start = number.as_ref().map_or(0, |number| number.length);
        let closes = self.item_level.is_some_and(|above| level <= above);
        Head {
            is_item: number.as_ref().map_or(closes, |number| number.series != Series::Letter),
            number: number.map(|number| number.text.to_owned()),
            range: start..text.len(),
            rest: text.len(),
            origin: Origin::Written,
        }
    }

    /// The heading behind a number: a whole short line, up to a colon or dash, or run into its text.
    fn numbered(&self, para: &Para, start: usize, number: Option<String>) -> Option<Head> {
        let text = para.string();
        let body = &text[start..];
        if is_no_heading(body) {
            return None;
        }
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
        if run_in::is_heading_line(body) && (separator(body).is_none() || para.text.is_bold()) {
            return Some(head(start..text.len(), text.len(), Origin::Written));
        }
        if let Some(end) = bold_opening(&para.text, start).filter(|&end| run_in::is_heading_line(&text[start..end])) {
            return Some(head(start..end, end, Origin::Written));
        }
        if is_duty(body) && (self.is_next(number.as_deref()) || is_minute(number.as_deref())) {
            return Some(head(start..text.len(), text.len(), Origin::Written));
        }
        if is_joined_heading(body) {
            return Some(head(start..text.len(), text.len(), Origin::Written));
        }
        if let Some(end) = standing_end(body).filter(|&end| !goes_on(&body[..end], &body[end..])) {
            return Some(head(start..start + end, start + end, Origin::Inferred));
        }
        if let Some(end) = closed_head(body)
            && run_in::is_heading_line(&body[..end])
            && self.is_next(number.as_deref())
        {
            return Some(head(start..start + end, start + end + 1, Origin::Written));
        }
        let has_note = |end: &usize| body[*end..].trim_start().starts_with('(') && run_in::is_heading_line(body);
        if let Some(end) = capitals(body).map(|end| if has_note(&end) { body.trim_end().len() } else { end }) {
            return Some(head(start..start + end, start + end, Origin::Written));
        }
        let plain = body.trim_end().trim_end_matches('.');
        if numbers::is_announced(text) && run_in::is_heading_line(plain) && separator(plain).is_none() {
            return Some(head(start..start + plain.len(), text.len(), Origin::Written));
        }
        if body.trim_end().ends_with('.') && self.is_closed_heading(para, plain) && self.is_next(number.as_deref()) {
            return Some(head(start..start + plain.len(), text.len(), Origin::Written));
        }
        if body.trim_end().ends_with(':') && body.len() < 130 && !body.contains(['.', '?']) {
            return Some(head(start..text.len(), text.len(), Origin::Written));
        }
        if let Some((end, rest)) = separator(body)
            && run_in::is_heading_line(&body[..end])
        {
            return Some(head(start..start + end, start + rest, Origin::Written));
        }
        let tokens: Vec<Token> = para.words.tokens_from(text, start).collect();
        if let Some(end) = run_in::split(&tokens, self.source.roster, (&self.vocabulary, Evidence::Announced)) {
            return Some(head(start..end, end, Origin::Inferred));
        }
        if let Some(end) = first_line(body) {
            return Some(head(start..start + end, start + end, Origin::Written));
        }
        if let Some((end, rest)) = minute_head(body).filter(|_| is_minute(number.as_deref())) {
            return Some(head(start..start + end, if rest == 0 { 0 } else { start + rest }, Origin::Inferred));
        }
        let in_cell = matches!(para.kind, Kind::Cell(Column::Text));
        let is_short = body.len() < 150 && body.split_whitespace().nth(22).is_none();
        let is_nested = number.as_deref().is_some_and(|number| number.contains('.') && !number.ends_with(".0"));
        let is_short = is_short && !(is_nested && run_in::is_sentence(body));
        (in_cell && is_short && para.number.is_some()).then(|| head(start..text.len(), text.len(), Origin::Written))
    }

    fn unnumbered(&self, index: usize) -> Option<Head> {
        let para = &self.source.paras[index];
        let text = para.string();
        let whole = |origin: Origin| {
            Some(Head { number: None, range: 0..text.len(), rest: text.len(), is_item: false, origin })
        };
        let is_named = |(end, _): (usize, usize)| is_standing(&text[..end]);
        if para.words.may_hold(b":") && is_value(text) && !separator(text).is_some_and(is_named) {
            return None;
        }
        // the label of what was said, on pages that have it below what was to be done
        if text.eq_ignore_ascii_case("minutes:") {
            return None;
        }
        let is_label = self.item.is_some() && matches!(para.kind, Kind::Cell(_)) && words::attendance(text).is_some();
        if self.source.is_list[index] && !is_label
            || self.turn(para).is_some()
            || is_marked(text)
            || is_asked(text)
            || is_initials(text) && !matches!(para.kind, Kind::Item { .. }) && !is_standing(text)
        {
            return None;
        }
        if matches!(para.kind, Kind::Cell(Column::Text) | Kind::Plain) && para.text.string.len() < 160 {
            let in_cell = matches!(para.kind, Kind::Cell(_));
            let cut = Some(text)
                .filter(|_| para.words.may_hold("-:–".as_bytes()))
                .and_then(separator)
                .map(|(end, _)| end)
                .filter(|&end| is_standing(&text[..end]))
                .or_else(|| if in_cell { standing_end(text) } else { None });
            let end = if in_cell && is_standing(text) { Some(text.len()) } else { cut };
            if let Some(end) = end {
                let is_item = !in_cell && bold_opening(&para.text, 0).is_some_and(|bold| bold >= end);
                return Some(Head { number: None, range: 0..end, rest: end, is_item, origin: Origin::Inferred });
            }
        }
        let next = self.source.paras[index + 1..].iter().find(|next| {
            !matches!(next.kind, Kind::Furniture | Kind::Cell(Column::Action | Column::Owner | Column::Due))
        });
        match &para.kind {
            Kind::Plain if !self.has_format_headings && !self.turns.is_transcript && capitals(text).is_some() => {
                let end = capitals(text).filter(|_| !is_date(text))?;
                let is_line = end == text.trim_end_matches([':', '.', ' ']).len();
                let reads = is_line || run_in::is_heading_line(&text[..end]) && text[end..].split(' ').nth(4).is_some();
                reads.then_some(Head {
                    number: None,
                    range: 0..end,
                    rest: end,
                    is_item: false,
                    origin: Origin::Inferred,
                })
            }
            Kind::Plain if para.text.is_bold() && text.len() <= 100 => {
                run_in::is_heading_line(text).then(|| whole(Origin::Inferred)).flatten()
            }
            Kind::Cell(Column::Text) => {
                let has_text = next.is_some_and(|next| {
                    matches!(next.kind, Kind::Cell(Column::Text) | Kind::Item { .. }) && next.number.is_none()
                });
                ((has_text || self.opens_text(para))
                    && run_in::is_heading_line(text)
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
                let is_short = || para.words.len() <= 9;
                let before = index.checked_sub(1).map(|index| &self.source.paras[index]);
                let apart = || {
                    before.is_none_or(|before| {
                        !before.string().trim_end().ends_with([',', ':'])
                            || is_standing
                            || !flow::is_unfinished(before.string())
                    })
                };
                let quiet = || {
                    !self.numbering.uses(Series::Minute) && !self.numbering.uses(Series::Whole)
                        || is_standing
                        || para.text.is_bold()
                        || !self.numbering.uses(Series::Minute)
                            && para.words.len() <= 4
                            && (self.is_wrapped || self.numbering.counts_from_one)
                };
                ((is_standing || (followed && is_short() || self.heads_block(index)) && !self.is_clause(para))
                    && run_in::is_heading_line(text)
                    && apart()
                    && quiet()
                    && !is_date(text))
                .then(|| {
                    let mut head = whole(Origin::Inferred)?;
                    head.is_item = is_standing;
                    Some(head)
                })
                .flatten()
            }
            Kind::Item { depth: 0 } if !self.has_format_headings && self.label_in_capitals(index).is_some() => {
                let end = self.label_in_capitals(index)?;
                Some(Head { number: None, range: 0..end, rest: end + 1, is_item: false, origin: Origin::Written })
            }
            Kind::Item { depth, .. } => {
                let bold = bold_lead(&para.text).filter(|_| self.has_bold_bullets);
                let named = if self.has_bold_bullets {
                    bold.is_some()
                } else {
                    let has_text = || self.has_headed_bullets && next.is_some_and(|next| next.kind == Kind::Plain);
                    let has_children = next.is_some_and(|next| next.depth() > para.depth()) || has_text();
                    !self.has_format_headings && *depth <= 1 && has_children && !text.trim_end().ends_with(':')
                };
                let end = bold.unwrap_or(text.len());
                let words = text[..end].trim_end();
                let is_short = words.split_whitespace().nth(9).is_none();
                let is_subject = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    && !words.ends_with(['.', ',', ';']);
                let reads = || {
                    run_in::is_heading_line(words)
                        || is_standing(words)
                        || words.ends_with('?')
                        || (bold.is_some() && is_subject)
                };
                let fits = named && is_short && *depth <= 1 && !starts_with_number(words) && reads() && !is_date(words);
                fits.then_some(Head {
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

    /// Whether a line tells what somebody said, and so heads nothing: `AB asks about the tide`.
    fn is_clause(&self, para: &Para) -> bool {
        let tokens: Vec<Token> = para.words.tokens_from(para.string(), 0).collect();
        clause::clause_at(&tokens, 0, self.source.roster).is_some()
    }

    fn opens_text(&self, para: &Para) -> bool {
        self.pending.is_some() && para.opens
    }
}

/// The line below a number that stands alone: a heading of many words, as long as it is no sentence.
fn lone_head(para: &Para, number: String, is_alone: bool) -> Option<Head> {
    const MOST: usize = 40;
    let text = para.string();
    let is_line = is_alone && matches!(para.kind, Kind::Plain) && para.words.len() <= MOST && !text.ends_with('.');
    (is_line && text.starts_with(char::is_uppercase)).then_some(Head {
        number: Some(number),
        range: 0..text.len(),
        rest: text.len(),
        is_item: true,
        origin: Origin::Written,
    })
}
