//! Text that a page, a row or a foreign block in between has cut is joined again.

use super::{Kind, Para, is_unfinished, starts_lower};
use crate::meeting::Place;
use crate::parse::words::{self, Column};
use crate::parse::{codes, dates, numbers, table};
use rustc_hash::FxHashMap;

/// A stream of text that may be cut: a table column, or running text and the action column torn from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Stream {
    Column(Column),
    Text,
    Task,
}

/// Joins text that a page, a row or a foreign block in between has cut.
pub(super) fn join(paras: &mut Vec<Para>) {
    let mut open: FxHashMap<Stream, usize> = FxHashMap::default();
    let gaps = Gaps::of(paras);
    // those that stay stand at the start of the list
    let mut kept = 0;
    for index in 0..paras.len() {
        let (before, rest) = paras.split_at_mut(index);
        let (joined, para) = (&mut before[..kept], &mut rest[0]);
        let stream = match para.kind {
            Kind::Furniture => None,
            Kind::Cell(column @ (Column::Text | Column::Action | Column::Other)) => Some(Stream::Column(column)),
            Kind::Plain if is_letters_only(para.string()) => None,
            Kind::Plain => Some(plain_stream(para, joined, &open)),
            // a row with a code of its own goes on with no other
            Kind::Cell(Column::Code) if !para.string().trim().is_empty() => {
                open.clear();
                None
            }
            Kind::Cell(_) => None,
            _ => {
                open.clear();
                None
            }
        };
        if let Some(stream) = stream {
            if para.number.is_some() {
                open.remove(&stream);
            }
            para.is_cut = false;
            if let Some(&at) = open.get(&stream)
                && continues(&joined[at], para, at + 1 == kept)
                && !code(para).is_some_and(|code| code.is_parted)
            {
                para.is_cut = gaps.is_gap(index) && starts_lower(para.string());
                if !para.is_cut {
                    let text = joined[at].text.to_mut();
                    if !text.string.ends_with('-') {
                        text.glue(" ");
                    }
                    text.append(&para.text);
                    continue;
                }
            }
            open.insert(stream, kept);
        }
        if kept < index {
            paras.swap(kept, index);
        }
        kept += 1;
    }
    paras.truncate(kept);
}

/// The code that a paragraph opens with.
struct Code {
    /// Whether it has parts: `12/15`, `6.1`.
    is_parted: bool,
    /// Whether it is of a year: `12/15`.
    is_yearly: bool,
    count: Option<u32>,
}

fn code(para: &Para) -> Option<Code> {
    if !matches!(para.kind, Kind::Plain | Kind::Cell(_)) {
        return None;
    }
    let (code, _) = codes::leading(para.string())?;
    let is_yearly = code.contains('/');
    Some(Code { is_parted: is_yearly || code.contains('.'), is_yearly, count: numbers::count(&code) })
}

/// Where both the action codes and the item numbers of a document jump.
struct Gaps {
    /// For each paragraph: whether a jump of both lies around it; empty where no code is set.
    around: Vec<bool>,
}

impl Gaps {
    fn of(paras: &[Para]) -> Self {
        let set = |para: &Para| if para.kind == Kind::Cell(Column::Action) { code(para) } else { None };
        let yearly = |para| set(para).filter(|code| code.is_yearly).and_then(|code| code.count);
        let codes: Vec<Option<u32>> = paras.iter().map(yearly).collect();
        if codes.iter().all(Option::is_none) {
            return Self { around: Vec::new() };
        }
        let numbers: Vec<Option<u32>> = paras
            .iter()
            .map(|para| para.number.as_ref().and_then(|number| numbers::count(number.string.trim())))
            .collect();
        let (codes, numbers) = (jumps(&codes), jumps(&numbers));
        Self { around: codes.iter().zip(&numbers).map(|(code, number)| *code && *number).collect() }
    }

    fn is_gap(&self, index: usize) -> bool {
        self.around.get(index).copied().unwrap_or(false)
    }
}

/// For each position: whether the value before it and the value from it on are more than one apart.
fn jumps(values: &[Option<u32>]) -> Vec<bool> {
    let mut next = vec![None; values.len() + 1];
    for (index, value) in values.iter().enumerate().rev() {
        next[index] = value.or(next[index + 1]);
    }
    let mut last = None;
    let mut found = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        found.push(matches!((last, next[index]), (Some(last), Some(next)) if next > last + 1 && next < last + 30));
        last = value.or(last);
    }
    found
}

/// Which stream a plain paragraph belongs to: a code opens a task; what starts in lower case goes on with what is open.
fn plain_stream(para: &Para, joined: &[Para], open: &FxHashMap<Stream, usize>) -> Stream {
    let text = para.string();
    if code(para).is_some_and(|code| code.is_yearly) {
        return Stream::Task;
    }
    let is_open = |stream: Stream| open.get(&stream).is_some_and(|&at| is_unfinished(joined[at].string()));
    let speaks = || text.split_whitespace().next().is_some_and(|word| words::verb(word).is_some());
    let last_is_task = open.get(&Stream::Task) > open.get(&Stream::Text);
    if starts_lower(text) && is_open(Stream::Task) && !speaks() && (last_is_task || !is_open(Stream::Text)) {
        Stream::Task
    } else {
        Stream::Text
    }
}

fn is_letters_only(text: &str) -> bool {
    text.len() <= 16 && text.split(['/', ' ', ',']).filter(|part| !part.is_empty()).all(table::is_initials)
}

fn continues(before: &Para, para: &Para, is_next: bool) -> bool {
    let (one, two) = (before.string().trim_end(), para.string().trim_start());
    let opens_turn = || two.split_whitespace().take(4).any(|word| word.ends_with(':'));
    let may_go_on = before.kind == para.kind && para.opens && one.len() >= 3 && !two.is_empty();
    if !may_go_on || !is_unfinished(one) || opens_turn() || is_heading_apart(one, two) {
        return false;
    }
    match (before.row, para.row) {
        (Some((table, row)), Some((other, next))) => {
            if table != other || next == row {
                return false;
            }
            let (end, start) = (before.text.whole(), para.text.whole());
            let page_cut = page_cut(end, start);
            starts_lower(two)
                || (page_cut && before.kind != Kind::Cell(Column::Action) && one.len() > 60 && is_long_sentence(one))
                || ends_hanging(one)
        }
        (None, None) => {
            (starts_lower(two) && (one.len() > 25 || is_capital_word(one)))
                || (is_next && (ends_hanging(one) || is_day_cut(one, two)))
        }
        _ => false,
    }
}

/// `APOLOGIES: Ida Berg, Tom Moss,` before `PUBLIC FORUM`: a heading in capitals goes on with nothing in small letters.
fn is_heading_apart(one: &str, two: &str) -> bool {
    const FEWEST: usize = 8;
    let is_capital = |text: &str| !text.contains(|c: char| c.is_lowercase());
    two.len() >= FEWEST && two.contains(' ') && is_capital(two) && !is_capital(one)
}

/// `... on 3rd November` before `2016 at 6.00 p.m.`: a line end has cut a date.
fn is_day_cut(one: &str, two: &str) -> bool {
    let year = two.split([' ', ',', '.']).next().unwrap_or_default();
    let is_year = year.len() == 4
        && (year.starts_with("19") || year.starts_with("20"))
        && year.bytes().all(|byte| byte.is_ascii_digit());
    let day = |date: &dates::FoundDate| date.year.is_none() && date.range.end == one.len();
    is_year && dates::dates(one).last().is_some_and(day)
}

fn is_capital_word(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| word.len() > 1 && word.chars().all(char::is_uppercase))
}

fn page_cut(end: Place, start: Place) -> bool {
    match (end.page, start.page) {
        (Some(one), Some(two)) => two > one,
        _ => start.line_start > end.line_end + 1,
    }
}

/// A last sentence of many words without its full stop was cut, not ended.
fn is_long_sentence(text: &str) -> bool {
    let last = text.rsplit(['.', '?', '!']).next().unwrap_or(text);
    last.split_whitespace().count() > 5 && text.ends_with(|c: char| c.is_alphanumeric()) && {
        let word = text.rsplit(' ').next().unwrap_or_default();
        word.starts_with(char::is_uppercase) || ends_hanging(text)
    }
}

/// Whether the last word cannot end a sentence.
fn ends_hanging(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with(',')
        || matches!(
            word,
            "the"
                | "a"
                | "an"
                | "of"
                | "and"
                | "or"
                | "to"
                | "in"
                | "on"
                | "for"
                | "with"
                | "by"
                | "at"
                | "from"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "that"
                | "this"
                | "as"
                | "which"
                | "will"
                | "would"
        )
}
