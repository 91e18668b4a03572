//! Headings that a letter or the layout alone tells: `(a) Title`, `B. Title – text`, a line of capitals above its block.

use super::marks::{is_date, is_no_heading, separator};
use super::{Head, Reader};
use crate::meeting::Origin;
use crate::parse::flow::{Kind, Para};
use crate::parse::numbers::Series;
use crate::parse::run_in;

impl Reader<'_> {
    /// `(a) Title` alone on its line below an item, with text behind it.
    pub(super) fn lettered_head(&self, index: usize) -> Option<Head> {
        const MOST: usize = 8;
        const SENTENCE: usize = 40;
        let para = &self.source.paras[index];
        let may_be = self.item.is_some() && !self.has_format_headings && para.words.len() <= MOST;
        if !may_be || !matches!(para.kind, Kind::Plain | Kind::Item { depth: 0 }) {
            return None;
        }
        let number = para.leading_number().filter(|number| number.series == Series::Letter)?;
        let title = &para.string()[number.length..];
        let next = self.source.paras.get(index + 1)?;
        let tells = next.string().len() > SENTENCE && next.string().ends_with('.') && next.leading_number().is_none();
        let reads =
            run_in::is_heading_line(title) && !is_no_heading(title) && !is_date(title) && !self.source.is_list[index];
        (tells && reads).then(|| Head {
            number: Some(number.text.to_owned()),
            range: number.length..para.string().len(),
            rest: para.string().len(),
            is_item: false,
            origin: Origin::Written,
        })
    }

    /// `B. Budget Plan – Moss reviewed the outline.`: one of several headings with capital letters, run into their text.
    pub(super) fn lettered_lead(&self, index: usize) -> Option<Head> {
        const AROUND: usize = 8;
        let para = &self.source.paras[index];
        let letter = capital_letter(para).filter(|_| !self.has_format_headings)?;
        let body = &para.string()[3..];
        let (end, rest) = separator(body)?;
        let title = &body[..end];
        let opens = body[rest..].trim_start().starts_with(char::is_uppercase);
        let is_title = title.contains(' ') && run_in::is_heading_line(title) && !is_no_heading(title);
        let near = &self.source.paras[index.saturating_sub(AROUND)..self.source.paras.len().min(index + AROUND)];
        let is_one_of_many = || near.iter().filter_map(capital_letter).any(|other| other.abs_diff(letter) == 1);
        (opens && is_title && is_one_of_many()).then(|| Head {
            number: Some(char::from(letter).to_string()),
            range: 3..3 + end,
            rest: 3 + rest,
            is_item: false,
            origin: Origin::Inferred,
        })
    }

    /// A line of few words with capitals, a blank line above it and its text right below.
    pub(super) fn heads_block(&self, index: usize) -> bool {
        const MOST: usize = 6;
        let paras = self.source.paras;
        let line = |para: &Para| para.text.whole();
        let (Some(before), Some(next)) = (index.checked_sub(1).map(|at| &paras[at]), paras.get(index + 1)) else {
            return false;
        };
        let para = &paras[index];
        let text = para.string();
        let is_small = |word: &str| matches!(word, "of" | "and" | "the" | "for" | "to" | "in" | "on" | "with" | "from");
        let has_capitals = || {
            text.split(' ').all(|word| word.starts_with(char::is_uppercase) || is_small(word))
                && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'' | '&'))
        };
        (2..=MOST).contains(&para.words.len())
            && matches!(next.kind, Kind::Plain | Kind::Item { .. })
            && has_capitals()
            && next.words.len() > 3
            && line(before).line_end + 1 < line(para).line_start
            && line(para).line_end + 1 == line(next).line_start
            && self.source.roster.resolve(text).is_none()
    }
}

/// The capital letter that numbers a paragraph: `B. `, `B) `.
fn capital_letter(para: &Para) -> Option<u8> {
    match para.string().as_bytes() {
        [letter @ b'A'..=b'Z', b'.' | b')', b' ', _, ..] if para.kind == Kind::Plain => Some(*letter),
        _ => None,
    }
}
