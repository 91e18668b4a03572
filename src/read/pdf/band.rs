//! Bands of lines that leave the same gaps free, and the columns between those gaps.

use super::line::{COLUMN_GAP, Line};
use super::marker::{Marker, marker};
use super::paragraph::Frame;
use std::ops::Range;

/// A gap that makes columns where only one line shows it, in font heights.
const LONE_GAP: f32 = 3.0;
/// A gap that makes columns within an entry of a list.
const ENTRY_GAP: f32 = 6.0;
/// What must stay free between columns, in font heights.
const FREE: f32 = 0.5;

/// Consecutive lines that leave the same gaps free.
pub(super) struct Band {
    pub lines: Range<usize>,
    /// Free stretches between columns, from left to right.
    pub gutters: Vec<Gap>,
}

/// A free stretch of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub from: f32,
    pub to: f32,
}

/// The gaps of a line wide enough to part columns; that after a list marker is none.
fn gaps_within(line: &Line) -> Vec<Gap> {
    let marker = marker(line);
    // What follows a label within an entry of a list is still the entry.
    let least = if marker == Some(Marker::Bullet) { ENTRY_GAP } else { COLUMN_GAP };
    line.words[usize::from(marker.is_some())..]
        .windows(2)
        .map(|pair| Gap { from: pair[0].x1, to: pair[1].x0 })
        .filter(|gap| gap.to - gap.from > least * line.size)
        .collect()
}

/// For each line the gaps that part columns: those within it, and that to a line set beside it at another height.
pub(super) fn gaps(lines: &[Line]) -> Vec<Vec<Gap>> {
    let mut gaps: Vec<Vec<Gap>> = lines.iter().map(gaps_within).collect();
    for (index, pair) in lines.windows(2).enumerate() {
        let (left, right) = if pair[0].x0() < pair[1].x0() { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
        let is_beside = pair[1].base - pair[0].base < 0.75 * pair[0].size.min(pair[1].size);
        let gap = Gap { from: left.x1(), to: right.x0() };
        if is_beside && gap.to - gap.from > FREE * left.size {
            gaps[index].push(gap);
            gaps[index + 1].push(gap);
        }
    }
    gaps
}

/// The first band at or after line `from`; `gaps` are those of the lines.
pub(super) fn next_band(lines: &[Line], gaps: &[Vec<Gap>], from: usize, frame: &Frame) -> Option<Band> {
    let mut seed = from;
    loop {
        seed += gaps[seed.min(gaps.len())..].iter().position(|gaps| !gaps.is_empty())?;
        let mut gutters = gaps[seed].clone();
        let mut end = seed + 1;
        let mut shared = 1;
        let far = |a: &Line, b: &Line, times: f32| b.base - a.base > times * frame.leading * b.size;
        while end < lines.len() && !far(&lines[end - 1], &lines[end], 3.5) {
            let Some(left) = narrowed(&gutters, &lines[end]) else { break };
            shared += usize::from(!gaps[end].is_empty());
            gutters = left;
            end += 1;
        }
        let mut start = seed;
        while start > from && !far(&lines[start - 1], &lines[start], 1.6) {
            let Some(left) = narrowed(&gutters, &lines[start - 1]) else { break };
            gutters = left;
            start -= 1;
        }
        // Lines at the end that no second column stands beside are not part of it.
        let is_wide = gaps[seed].iter().any(|gap| gap.to - gap.from > LONE_GAP * lines[seed].size);
        if shared > 1 || is_wide {
            return Some(Band { lines: start..end, gutters });
        }
        seed += 1;
    }
}

/// The gaps as far as `line` leaves them free; none where it runs across all of them.
fn narrowed(gutters: &[Gap], line: &Line) -> Option<Vec<Gap>> {
    let left: Vec<Gap> = gutters.iter().filter_map(|gutter| free(*gutter, line)).collect();
    (!left.is_empty()).then_some(left)
}

/// The widest part of `gutter` that no word of `line` covers.
fn free(gutter: Gap, line: &Line) -> Option<Gap> {
    let mut best: Option<Gap> = None;
    let mut from = gutter.from;
    let covers = line.words.iter().map(|word| (word.x0, word.x1)).chain([(gutter.to, gutter.to)]);
    for (x0, x1) in covers {
        let to = x0.min(gutter.to);
        if to - from > best.map_or(FREE * line.size, |gap| gap.to - gap.from) {
            best = Some(Gap { from, to });
        }
        from = from.max(x1);
    }
    best
}

/// The lines cut at the gutters, column by column.
pub(super) fn columns(lines: &[Line], gutters: &[Gap]) -> Vec<Vec<Line>> {
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); gutters.len() + 1];
    for line in lines {
        for word in &line.words {
            let column =
                gutters.iter().filter(|gutter| (word.x0 + word.x1) / 2.0 > (gutter.from + gutter.to) / 2.0).count();
            match columns[column].last_mut() {
                Some(last) if last.base == line.base => last.words.push(word.clone()),
                _ => columns[column].push(Line { words: vec![word.clone()], ..*line }),
            }
        }
    }
    columns
}
