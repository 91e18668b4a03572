//! What the opening sentence of minutes tells: `The meeting of the Board was called to order on 3 May 2022 at 7 pm`.

use super::{LONGEST, REACH};
use crate::parse::dates::{self, FoundDate, Order};
use crate::parse::flow::Para;
use crate::parse::hold::holds;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// The opening sentence stands among the first so many paragraphs.
const FIRST: usize = 12;

/// The time at which the meeting was opened.
pub(super) fn time(paras: &[Para]) -> Option<String> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:opened|called (?:[A-Za-z]+ ){0,5}to order|commenced|started|began|opening|meeting open|start time|start)(?-u:\b)[^.]{0,45}?(?:at|@|:)\s*").expect("the opening pattern is valid")
    });
    let near = paras.iter().take(REACH * 2).map(Para::string).filter(|text| text.len() < 2 * LONGEST);
    near.filter_map(|text| Some(&text[OPENING.find(text)?.end()..])).find_map(|rest| {
        let rest: String = rest.chars().take(30).collect();
        super::time(&rest)
    })
}

/// The dates of the paragraph that tells when the meeting was held or called to order, and the paragraph.
pub(super) fn day<'a>(paras: &'a [Para]) -> Option<(Vec<FoundDate>, &'a str)> {
    const OTHER: [&str; 5] = ["minutes", "next", "last", "previous", "prior"];
    paras.iter().take(FIRST).map(Para::string).find_map(|text: &'a str| {
        let is_opening = text.len() < LONGEST
            && holds(text, "meeting")
            && ["held", "to order", "convened", "opened"].iter().any(|word| holds(text, word))
            && !OTHER.iter().any(|word| holds(text, word));
        let dates = if is_opening { dates::dates(text) } else { Vec::new() };
        dates.iter().any(|date| date.date().is_some()).then_some((dates, text))
    })
}

/// The day of the meeting read with the month first, where the document writes its dates so.
///
/// The same day in words tells it, or a date that can be read in no other way.
pub(super) fn with_month_first(paras: &[Para], day: Option<&FoundDate>, held: Option<Date>) -> Option<Date> {
    let turned = day.filter(|day| day.date() == held)?.turned()?;
    let all = || paras.iter().flat_map(|para| dates::dates(para.string()));
    let in_words = |date: &FoundDate| date.order.is_none() && date.date() == Some(turned);
    let is_told = paras.iter().take(FIRST).flat_map(|para| dates::dates(para.string())).any(|date| in_words(&date));
    let (mut first, mut second) = (false, false);
    if !is_told {
        all().for_each(|date| {
            first |= date.order == Some(Order::MonthFirst);
            second |= date.order == Some(Order::DayFirst);
        });
    }
    (is_told || first && !second).then_some(turned)
}
