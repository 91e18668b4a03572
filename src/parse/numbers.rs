//! Numbers before headings: which series of them a document uses.

mod numerals;

use super::flow::{Kind, Para};
use super::hold::{opens, unindented};
use super::owners;
use super::words::Column;
use std::ops::RangeInclusive;

/// The shape of a heading number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Series {
    /// `57/21`, `20/42.1`, `BM/21/057`
    Minute,
    /// `3.`, `3`
    Whole,
    /// `3.1`
    Nested,
    /// `IV.`
    Roman,
    /// `a.`, `b)`
    Letter,
}

/// A number before a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number<'a> {
    pub series: Series,
    /// As printed, without bracket and full stop.
    pub text: &'a str,
    /// Length of the prefix in bytes, blanks behind it included.
    pub length: usize,
}

/// Reads the number at the start of a text: `(57/21)`, `3.1`, `3.`, `b)`.
pub(super) fn number(text: &str) -> Option<Number<'_>> {
    let body = unindented(text);
    if !matches!(body.as_bytes(), [b'0'..=b'9' | b'(' | b'A'..=b'Z', ..] | [b'a'..=b'z', b'.' | b')', ..]) {
        return None;
    }
    if body.starts_with(|first: char| first.is_ascii_uppercase())
        && !may_be_lettered(body)
        && !body.starts_with(['I', 'V', 'X'])
    {
        return None;
    }
    let labelled = behind_label(body);
    let body = labelled.unwrap_or(body);
    let body = body.strip_prefix('(').unwrap_or(body);
    let body = if body.starts_with('I') { behind_item(body).unwrap_or(body) } else { body };
    let word = body.split(char::is_whitespace).next()?;
    // `2.Minutes of the last meeting`, `BM/21/057Roads`
    let word = &word[..numerals::glued(word).unwrap_or(word.len())];
    let core = word.strip_suffix(['.', ')', ':']).unwrap_or(word);
    let series = series(core, &word[core.len()..]).or_else(|| numerals::running(core, &body[word.len()..]))?;
    let rest = body[word.len()..].trim_start();
    let rest = if labelled.is_some() { rest.trim_start_matches([':', '-', '–', ' ']) } else { rest };
    Some(Number { series, text: core, length: text.len() - rest.len() })
}

/// What stands behind the word that announces a number: `Item 1. Roads`, `ITEM 3 ROADS`, `Agenda item 2: Roads`.
///
/// In small letters a mark ends the number: `Item 14 was read` is a sentence.
fn behind_label(text: &str) -> Option<&str> {
    const LABELS: [&str; 2] = ["item ", "agenda item "];
    if !matches!(text.as_bytes(), [b'I' | b'A', ..]) {
        return None;
    }
    let label = LABELS.iter().find(|label| opens(text, label))?;
    let (written, number) = text.split_at(label.len());
    let word = number.split(char::is_whitespace).next().unwrap_or_default();
    let rest = number[word.len()..].trim_start();
    let is_capital = written.bytes().all(|letter| !letter.is_ascii_lowercase());
    let is_marked = word.ends_with(['.', ':', ')']) || rest.starts_with(['-', '–', ':']);
    (figures(word) > 0 && (is_capital || is_marked) && !rest.is_empty()).then_some(number)
}

/// Whether a word announces the number that a text opens with: `Item 1. Roads`.
pub(super) fn is_announced(text: &str) -> bool {
    behind_label(unindented(text)).is_some()
}

/// The number that stands behind `Item`, a mark behind it: `Item IV: `, `ITEM 3. `.
fn behind_item(text: &str) -> Option<&str> {
    let number = text.strip_prefix("Item ").or_else(|| text.strip_prefix("ITEM "))?;
    let word = number.split(' ').next()?;
    let core = word.strip_suffix([':', '.', ')'])?;
    let is_whole = core.bytes().all(|byte| byte.is_ascii_digit()) && core.len() < 3;
    (!core.is_empty() && (is_whole || roman(core).is_some())).then_some(number)
}

/// Whether a text opens as the number of a minute with the letters of its body does: `BM/21/057`.
pub(super) fn may_be_lettered(text: &str) -> bool {
    const LONGEST: usize = 6;
    text.as_bytes().iter().take(LONGEST).find(|byte| !byte.is_ascii_uppercase()) == Some(&b'/')
}

/// Whether a text is the number of an item and nothing else, which a mark or its year tells: `1.`, `291/19`.
pub(super) fn is_lone_count(text: &str) -> bool {
    let is_marked = text.len() <= LONGEST_MINUTE && (text.ends_with('.') || text.contains('/'));
    let number = if is_marked { number(text) } else { None };
    number.is_some_and(|number| number.length == text.len() && matches!(number.series, Series::Whole | Series::Minute))
}

/// The series of a number and the mark behind it.
fn series(number: &str, mark: &str) -> Option<Series> {
    let is_figures = |text: &str, length: RangeInclusive<usize>| {
        length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if may_be_lettered(number) {
        let parts = number.split('/').skip(1);
        let is_whole = parts.clone().count() > 1 && parts.clone().all(|part| is_figures(part, 1..=4));
        return is_whole.then_some(Series::Minute);
    }
    if let Some((count, year)) = number.split_once('/') {
        if is_figures(count, 1..=4) && is_span_of_years(year) {
            return Some(Series::Minute);
        }
        let is_part = |(year, part)| is_figures(year, 2..=2) && is_figures(part, 1..=2);
        if year.split_once('.').is_some_and(is_part) && is_figures(count, 2..=2) {
            return Some(Series::Minute);
        }
        return (is_figures(count, 1..=4) && is_figures(year, 2..=4)).then_some(Series::Minute);
    }
    if number.contains('.') {
        return number.split('.').all(|part| is_figures(part, 1..=2)).then_some(Series::Nested);
    }
    if number.starts_with(|c: char| c.is_ascii_uppercase()) {
        return (matches!(mark, "." | ")" | ":") && roman(number).is_some()).then_some(Series::Roman);
    }
    let is_letter = |c: char| c.is_ascii_lowercase();
    let figures = number.strip_suffix(is_letter).unwrap_or(number);
    if figures.is_empty() {
        return (!number.is_empty() && matches!(mark, "." | ")")).then_some(Series::Letter);
    }
    is_figures(figures, 1..=3).then_some(Series::Whole)
}

/// `12/13`, `07-08`, `2019-20`: a year of business that begins in one year and ends in the next.
fn is_span_of_years(text: &str) -> bool {
    let Some((one, two)) = text.split_once(['/', '-']) else { return false };
    let last = |year: &str| year.get(year.len().saturating_sub(2)..).and_then(|year| year.parse::<u32>().ok());
    let is_year = |year: &str| matches!(year.len(), 2 | 4) && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year(one) && is_year(two) && last(one).zip(last(two)).is_some_and(|(one, two)| (one + 1) % 100 == two)
}

/// Length of an item number at the start of a text, blanks behind it included: `12.`, `(3.1)`, `A4/2b:`, `c)`, `IV.`.
pub(super) fn item_prefix(text: &str) -> usize {
    let body = unindented(text);
    let body = if body.starts_with('I') { behind_item(body).unwrap_or(body) } else { body };
    let inner = body.strip_prefix('(').unwrap_or(body);
    let behind_mark = |text: &'_ str| text.strip_prefix(['.', ')']).map(str::len);
    let lettered = || behind_mark(inner.strip_prefix(|c: char| c.is_ascii_lowercase())?);
    let roman = || {
        let letters = body.bytes().take_while(|letter| b"IVX".contains(letter)).count();
        let is_item = body.len() < unindented(text).len();
        let behind = behind_mark(&body[letters..])
            .or_else(|| body[letters..].strip_prefix(':').filter(|_| is_item).map(str::len));
        behind.filter(|_| (1..=5).contains(&letters))
    };
    let of_body = || {
        let word = may_be_lettered(body).then(|| body.split(' ').next()).flatten()?;
        let number = &word[..numerals::glued_heading(word).unwrap_or(word.len())];
        series(number, "").is_some().then_some(number)
    };
    let of_body = || of_body().map(|number| body.len() - number.len());
    let Some(behind) = figured(inner).or_else(lettered).or_else(roman).or_else(of_body) else { return 0 };
    let rest = text[text.len() - behind..].trim_start().len();
    let is_glued = || behind > 0 && may_be_lettered(body);
    if rest < behind || is_glued() { text.len() - rest } else { 0 }
}

/// How much stands behind the number in figures that a text opens with: a letter around them perhaps, and a mark.
fn figured(text: &str) -> Option<usize> {
    let part = |text: &str| Some(figures(text)).filter(|length| (1..=4).contains(length));
    let text = text.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(text);
    let mut rest = &text[part(text)?..];
    while let Some(more) = rest.strip_prefix(['.', '/'])
        && let Some(length) = part(more)
    {
        rest = &more[length..];
    }
    let rest = rest.strip_prefix(|c: char| c.is_ascii_lowercase()).unwrap_or(rest);
    Some(rest.strip_prefix(['.', ')', ':']).unwrap_or(rest).len())
}

/// Bytes that the number of a minute takes at the most.
const LONGEST_MINUTE: usize = 9;

/// Which series number the headings of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    used: Vec<Series>,
    /// Whether figures alone on their lines count the items.
    pub stands_alone: bool,
    /// The same of the numbers of minutes.
    pub minutes_stand_alone: bool,
    /// Whether all items have the number 1.
    pub counts_from_one: bool,
}

impl Numbering {
    /// Looks for series that rise through the document; numbers of lists count where no headings are marked.
    pub(super) fn of(paras: &[Para], has_format_headings: bool) -> Self {
        let counts = |para: &&Para| para.marker.is_none() || !has_format_headings;
        let read = |para| Some((para, Para::leading_number(para)?));
        let numbers: Vec<(&Para, Number)> = paras.iter().filter(counts).filter_map(read).collect();
        let (mut used, mut counts_from_one) = (Vec::new(), false);
        for series in [Series::Minute, Series::Whole, Series::Nested, Series::Roman] {
            let all: Vec<&(&Para, Number)> = numbers.iter().filter(|(_, number)| number.series == series).collect();
            let may_head = |para: &Para| match para.kind {
                Kind::Plain | Kind::Item { depth: 0 } | Kind::Heading(_) => true,
                // A table without a column of numbers has them at the start of its text cells.
                Kind::Cell(Column::Text) => para.opens,
                _ => false,
            };
            let heads: Vec<&Number> = all
                .iter()
                .filter(|(para, number)| may_head(para) && is_heading_like(para.string(), number))
                .map(|(_, number)| number)
                .collect();
            let rise = |value: fn(&Number) -> Option<f64>| {
                let values: Vec<f64> = heads.iter().filter_map(|number| value(number)).collect();
                let rises = values.windows(2).filter(|pair| pair[1] > pair[0] && pair[1] - pair[0] < 4.0).count();
                values.len() >= 2 && rises * 2 >= values.len() - 1 && values.len() * 2 >= all.len()
            };
            if rise(value) || series == Series::Minute && rise(value_behind) {
                used.push(series);
            } else if series == Series::Whole && numerals::count_from_one(&all, heads.len()) {
                used.push(series);
                counts_from_one = true;
            }
        }
        let alone =
            |most: usize| paras.iter().filter(move |para| para.kind == Kind::Plain && para.string().len() <= most);
        let counts: Vec<u32> = alone(3).filter_map(|para| para.string().trim_end_matches('.').parse().ok()).collect();
        // 1, 2 and 3 at least, one after the other
        let stands_alone = counts.len() > 2 && counts.iter().zip(1..).all(|(count, wanted)| *count == wanted);
        let is_minute = |para: &&Para| {
            number(para.string())
                .is_some_and(|number| number.series == Series::Minute && number.length == para.string().len())
        };
        let minutes: Vec<u32> =
            alone(LONGEST_MINUTE).filter(is_minute).filter_map(|para| count(para.string())).collect();
        let minutes_stand_alone = minutes.len() > 2 && minutes.windows(2).all(|pair| pair[1] == pair[0] + 1);
        Self { used, stands_alone, minutes_stand_alone, counts_from_one }
    }

    /// Whether a number alone on its line counts an item.
    pub(super) fn stand_alone(&self, number: &str) -> bool {
        if number.contains('/') { self.minutes_stand_alone } else { self.stands_alone }
    }

    /// Whether `series` numbers headings here.
    pub(super) fn uses(&self, series: Series) -> bool {
        self.used.contains(&series)
    }
}

fn is_heading_like(text: &str, number: &Number) -> bool {
    let rest = &text[number.length.min(text.len())..];
    if number.series != Series::Minute && owners::names_owner(rest) {
        return false;
    }
    if number.series == Series::Minute {
        // an action code opens a task: "95/14 AB to send the plan", "96/14 The report will be amended"
        let is_task = rest.split_whitespace().take(6).any(|word| word == "to")
            || rest.split_whitespace().take(9).any(|word| matches!(word, "will" | "shall" | "should" | "must"));
        let is_named = rest.contains(':') || rest.starts_with("To ");
        return (is_named || !is_task) && rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“'));
    }
    rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '*' | '‘' | '“' | '"'))
}

/// The value of a number; of a minute's, that of its count, the year apart.
fn value(number: &Number) -> Option<f64> {
    if matches!(number.series, Series::Minute | Series::Roman) {
        return count(number.text).map(f64::from);
    }
    let (digits, rest) = number.text.split_at(figures(number.text));
    let whole: f64 = digits.parse().ok()?;
    let rest = rest.get(1..).unwrap_or_default();
    match number.series {
        Series::Nested => Some(whole + rest[..figures(rest)].parse::<f64>().unwrap_or(0.0) / 100.0),
        _ => Some(whole),
    }
}

/// The value behind the slash of a minute's number, where nothing in it tells which of the two is the year.
fn value_behind(number: &Number) -> Option<f64> {
    let behind = number.text.split_once('/')?.1;
    // `BM/57/21`
    let behind = if may_be_lettered(number.text) { behind.split('/').next()? } else { behind };
    behind.parse().ok()
}

/// How many figures a text opens with.
fn figures(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The number as a count, for telling gaps: `4` of `4.`, `57` of `57/21`, `134` of `2016/134`, `41` of `22/041`.
pub(super) fn count(text: &str) -> Option<u32> {
    if may_be_lettered(text) {
        return text.rsplit('/').next()?.parse().ok();
    }
    let (first, rest) = text.split_at(figures(text));
    let behind = rest.strip_prefix('/').map_or("", |rest| &rest[..figures(rest)]);
    let is_year = first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
    // a year has two figures or four
    let is_count = behind.len() == 3 || is_year && (1..=3).contains(&behind.len());
    if is_count { behind.parse().ok() } else { first.parse().ok().or_else(|| roman(text)) }
}

/// The value of a Roman number of items, which are not fifty.
fn roman(text: &str) -> Option<u32> {
    let (tens, rest) = text.split_at(text.bytes().take_while(|letter| *letter == b'X').count());
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = ONES.iter().position(|ones| *ones == rest)?;
    (tens.len() < 4 && !text.is_empty()).then_some(10 * tens.len() as u32 + ones as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_of_a_minute_is_told_from_its_year() {
        for (text, expected) in
            [("4", 4), ("3.1", 3), ("57/21", 57), ("2016/134", 134), ("22/041", 41), ("138/2019", 138), ("XIV", 14)]
        {
            assert_eq!(count(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn an_item_may_open_with_a_number() {
        for (text, expected) in [
            ("12. Roads", 4),
            (" (3.1)  Roads", 8),
            ("A4/2b: Roads", 7),
            ("c) Roads", 3),
            ("(c) Roads", 4),
            ("IV. Roads", 4),
            ("Item IV: Roads", 9),
            ("Item 4: Roads", 8),
            ("Item by item", 0),
            ("12345 Roads", 0),
            ("3.12345 Roads", 0),
            ("12.Roads", 0),
            ("12", 0),
            ("c. ", 3),
            ("I Roads", 0),
            ("", 0),
        ] {
            assert_eq!(item_prefix(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_told_by_their_series() {
        let read = |text| number(text).map(|number| (number.series, number.text, number.length));
        let found = |series, text, length| Some((series, text, length));
        assert_eq!(read("57/21 Finance"), found(Series::Minute, "57/21", 6));
        assert_eq!(read(" (3.1)  Roads"), found(Series::Nested, "3.1", 8));
        assert_eq!(read("12a: Roads"), found(Series::Whole, "12a", 5));
        assert_eq!(read("4"), found(Series::Whole, "4", 1));
        assert_eq!(read("b) Roads"), found(Series::Letter, "b", 3));
        assert_eq!(read("IV. Roads"), found(Series::Roman, "IV", 4));
        assert_eq!(read("Item IV: Roads"), found(Series::Roman, "IV", 9));
        assert_eq!(read("ITEM 4. Roads"), found(Series::Whole, "4", 8));
        assert_eq!(read("20/42.1 Roads"), found(Series::Minute, "20/42.1", 8));
        assert_eq!(read("BM/21/057 Roads"), found(Series::Minute, "BM/21/057", 10));
        for text in [
            "AM/PM times",
            "A/B tests",
            "I think",
            "V Jones",
            "IIV. Roads",
            "3rd May",
            "1234 people",
            "a: note",
            "12.) Roads",
            "Roads",
            "()",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
