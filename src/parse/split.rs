//! Several meetings in one file, told by title blocks that each bring a date and an attendance list of their own.

use super::dates;
use super::flow::{Kind, Para};
use super::known::Sort;
use super::words;
use crate::meeting::Attendance;
use jiff::civil::Date;
use std::ops::Range;

/// The title block of a meeting holds its attendance label within so many paragraphs.
const REACH: usize = 8;

/// The paragraphs of each meeting, in order; together they are all paragraphs.
pub(super) fn meetings(paras: &[Para]) -> Vec<Range<usize>> {
    let mut starts: Vec<(usize, Date)> = Vec::new();
    let mut after = 0;
    for (index, para) in paras.iter().enumerate() {
        if !is_attendance_label(para) {
            continue;
        }
        if let Some((start, date)) = title_block(paras, after.max(index.saturating_sub(REACH))..index)
            && starts.last().is_none_or(|(_, last)| *last != date)
        {
            starts.push((start, date));
        }
        after = index + 1;
    }
    if starts.len() < 2 {
        return std::iter::once(0..paras.len()).collect();
    }
    starts[0].0 = 0;
    (0..starts.len()).map(|at| starts[at].0..starts.get(at + 1).map_or(paras.len(), |next| next.0)).collect()
}

/// `Present:` and its like, alone or before its list.
fn is_attendance_label(para: &Para) -> bool {
    if !para.words.open_with(Sort::OpensAttendance) {
        return false;
    }
    let text = para.string();
    let head = text.split(':').next().unwrap_or(text);
    words::attendance(head) == Some(Attendance::Present) && !matches!(para.kind, Kind::Furniture | Kind::Item { .. })
}

/// A line that speaks of a meeting or its minutes, and a date with its year, both short: where the block starts, and the day.
fn title_block(paras: &[Para], range: Range<usize>) -> Option<(usize, Date)> {
    let is_line = |para: &Para| para.string().len() <= 200 && !matches!(para.kind, Kind::Furniture | Kind::Cell(_));
    let names_meeting = |para: &Para| {
        let lower = para.string().to_lowercase();
        (lower.contains("meeting") || lower.contains("minutes")) && !lower.contains("next meeting")
    };
    let start = range.clone().find(|&at| {
        is_line(&paras[at]) && names_meeting(&paras[at]) && !paras[at].string().trim_end().ends_with('.')
    })?;
    let date = (start..range.end)
        .filter(|&at| is_line(&paras[at]))
        .find_map(|at| dates::dates(paras[at].string()).iter().find_map(dates::FoundDate::date))?;
    Some((start, date))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use crate::read::read;

    fn count(text: &str) -> usize {
        let parts = read(text.as_bytes(), "minutes.txt", &Default::default()).unwrap();
        parse(&parts[0].document, "minutes.txt").len()
    }

    #[test]
    fn two_title_blocks_with_lists_are_two_meetings() {
        let one = "Harbour Panel Meeting\n\nTuesday 3 May 2022\n\nPresent:\n\nAnna Berg, Chair\n\nAB noted that it rains in the harbour every day.\n\n";
        let two = one.replace("3 May", "7 June");
        assert_eq!(count(one), 1);
        assert_eq!(count(&format!("{one}{two}")), 2);
        assert_eq!(count(&format!("{one}{one}")), 1);
    }
}
