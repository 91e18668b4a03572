//! Windows of whole passages: where they begin and end, and how they rank.

use super::evidence::{Cursor, Evidence};
use super::found::{Found, K1, sum};
use super::meaning::Meaning;
use super::{Part, Question};
use crate::index::{Passage, Passages};
use crate::query::results::Why;
use std::cmp::Reverse;
use std::ops::RangeInclusive;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, DocSet, Result, SegmentReader};

/// Least words of a window: what a reader takes in at a glance.
const LENGTH: u32 = 200;
/// Words from the beginning of a window to that of the next.
const STRIDE: u32 = 75;
/// Words on either side of a window that speak for it, and how much.
const AROUND: [(u32, f32); 2] = [(250, 0.5), (700, 0.5)];
/// Words of a window on average, which is a little more than the least.
const AVERAGE: f32 = 190.0;
/// How much length counts, as is usual for BM25.
const B: f32 = 0.75;
/// What a window gains in which a speaker talks whom the query names, as a share of the best.
const SPEAKER: f32 = 0.5;
/// The same where nothing else speaks for the window.
const ONLY_SPEAKER: f32 = 0.1;
/// Share of a window's words, turned round, from which on it is the speaker's.
const SHARE: f32 = 2.0;
/// Best windows of a meeting that tell whether it is about the query.
const BEST_OF_MEETING: usize = 5;
/// What is left of the score of what every meeting has.
const STANDING: f32 = 0.3;

/// A run of passages of one agenda item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::query) struct Window {
    pub(super) segment: u32,
    /// First document of the meeting.
    meeting: DocId,
    /// First and last passage.
    pub(super) first: DocId,
    pub(super) last: DocId,
    pub(super) words: u32,
    /// Words of it that a speaker says whom the query names.
    said: u32,
    /// Words of it that every meeting has.
    standing: u32,
    pub(super) why: Why,
}

impl Window {
    /// Whether the window has the document.
    pub(super) fn has(&self, segment: u32, doc: DocId) -> bool {
        self.segment == segment && (self.first..=self.last).contains(&doc)
    }
}

/// The windows that match: in the order of documents, then best first.
#[derive(Default)]
pub(in crate::query) struct Windows(pub(super) Vec<Window>);

impl Windows {
    /// Adds the windows of one segment, for all meetings with passages that match.
    pub(super) fn add_segment(
        &mut self,
        number: u32,
        (segment, weight): (&SegmentReader, &dyn Weight),
        (evidence, passages): (&Evidence, &Passages),
    ) -> Result<()> {
        let mut cursors: Vec<Cursor> =
            evidence.leaves.iter().map(|leaf| leaf.cursor(segment)).collect::<Result<_>>()?;
        let mut spoken = evidence.speakers.as_ref().map(|weight| weight.scorer(segment, 1.0)).transpose()?;
        let mut matching = weight.scorer(segment, 1.0)?;
        let alive = segment.alive_bitset();
        let mut found = Found::default();
        while let Some((docs, own)) = passages.meeting(matching.doc()) {
            if alive.is_none_or(|alive| alive.is_alive(matching.doc())) {
                found.read(own, (matching.as_mut(), spoken.as_deref_mut()), (evidence, &mut cursors));
                let meeting = Meeting { segment: number, first: docs.start, evidence, passages: own, found: &found };
                meeting.add_windows(&mut self.0);
            }
            if matching.doc() < docs.end {
                matching.seek(docs.end);
            }
        }
        Ok(())
    }

    /// Weighs what the windows are part of and puts the best first.
    pub(super) fn rank(&mut self, question: &Question) {
        let windows = &mut self.0;
        if question.has(Part::Standing) {
            for window in windows.iter_mut().filter(|window| 2 * window.standing > window.words) {
                window.why.words *= STANDING;
                window.why.around *= STANDING;
            }
        }
        if question.has(Part::Speaker) {
            let best = windows.iter().map(|window| window.why.score()).fold(f32::EPSILON, f32::max);
            for window in windows.iter_mut() {
                let share = window.said as f32 / window.words.max(1) as f32;
                let weight = if window.why.score() > 0.0 { SPEAKER } else { ONLY_SPEAKER };
                window.why.speaker = weight * best * (SHARE * share).min(1.0);
            }
        }
        if question.has(Part::Meeting) {
            for meeting in
                windows.chunk_by_mut(|one, other| (one.segment, one.meeting) == (other.segment, other.meeting))
            {
                let mut scores: Vec<f32> = meeting.iter().map(|window| window.why.score()).collect();
                if scores.len() > BEST_OF_MEETING {
                    scores.select_nth_unstable_by(BEST_OF_MEETING, |left, right| right.total_cmp(left));
                }
                let mean = scores.iter().take(BEST_OF_MEETING).sum::<f32>() / BEST_OF_MEETING as f32;
                meeting.iter_mut().for_each(|window| window.why.meeting = mean);
            }
        }
        // The bits of numbers that are not negative are in the order of the numbers.
        windows.sort_by_cached_key(|window| Reverse(window.why.score().to_bits()));
    }

    /// Weighs what the best windows mean, by the text of their passages.
    pub(in crate::query) fn weigh(
        &mut self,
        meaning: &Meaning,
        text: impl Fn(u32, RangeInclusive<DocId>) -> Result<String>,
    ) -> Result<()> {
        let of = |window: &Window| text(window.segment, window.first..=window.last);
        meaning.weigh(&mut self.0, |window| &mut window.why, of)
    }

    /// Leaves out the windows with any of the documents.
    pub(in crate::query) fn leave_out(&mut self, documents: &[DocAddress]) {
        let is_left_out = |window: &Window| documents.iter().any(|out| window.has(out.segment_ord, out.doc_id));
        self.0.retain(|window| !is_left_out(window));
    }
}

/// A meeting with passages that match.
struct Meeting<'a> {
    segment: u32,
    /// First document.
    first: DocId,
    evidence: &'a Evidence<'a>,
    passages: &'a [Passage],
    found: &'a Found,
}

impl Meeting<'_> {
    fn add_windows(&self, windows: &mut Vec<Window>) {
        let is_wide = self.evidence.question.has(Part::Windows);
        let has_around = self.evidence.question.has(Part::Neighbours);
        let average = if is_wide { AVERAGE } else { AVERAGE / 5.0 };
        let mut end = 0;
        for item in self.passages.chunk_by(|one, other| one.item == other.item) {
            let start = end;
            end += item.len();
            if !self.found.has_any((start, end)) {
                continue;
            }
            let ends = &self.found.words[start..=end];
            let mut wide = [(0, 0); AROUND.len()];
            for (from, to) in spans(ends, is_wide) {
                let span = (start + from, start + to);
                let words = ends[to] - ends[from];
                let mut why = Why { words: self.found.score(span, norm(words, average)), ..Why::default() };
                for ((around, weight), wide) in AROUND.into_iter().zip(&mut wide).filter(|_| has_around) {
                    *wide = widened(ends, (from, to), around, *wide);
                    let words = ends[wide.1] - ends[wide.0];
                    let average = average + 2.0 * around as f32;
                    why.around += weight * self.found.score((start + wide.0, start + wide.1), norm(words, average));
                }
                let said = sum(&self.found.said, span);
                if why.score() > 0.0 || said > 0 {
                    windows.push(Window {
                        segment: self.segment,
                        meeting: self.first,
                        first: item[from].doc,
                        last: item[to - 1].doc,
                        words,
                        said,
                        standing: sum(&self.found.standing, span),
                        why,
                    });
                }
            }
        }
    }
}

/// What length takes away in BM25.
fn norm(words: u32, average: f32) -> f32 {
    K1 * (1.0 - B + B * words as f32 / average)
}

/// Windows of the passages of an item as ranges of them: as many whole ones as make a window.
///
/// `ends` is the number of words before each passage, and before the end.
fn spans(ends: &[u32], is_wide: bool) -> Vec<(usize, usize)> {
    let count = ends.len() - 1;
    if !is_wide {
        return (0..count).map(|at| (at, at + 1)).collect();
    }
    let mut spans = Vec::new();
    let (mut from, mut to) = (0, 0);
    loop {
        while to < count && ends[to] - ends[from] < LENGTH {
            to += 1;
        }
        spans.push((from, to));
        if to == count {
            return spans;
        }
        let passed = ends[from];
        while ends[from] - passed < STRIDE {
            from += 1;
        }
    }
}

/// The window with so many words of its item on either side; `last` is what this gave for the window before.
fn widened(ends: &[u32], (from, to): (usize, usize), around: u32, last: (usize, usize)) -> (usize, usize) {
    let (mut first, mut end) = (last.0, last.1.max(to));
    while first < from && ends[from] - ends[first + 1] >= around {
        first += 1;
    }
    while end + 1 < ends.len() && ends[end] - ends[to] < around {
        end += 1;
    }
    (first, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(lengths: &[u32]) -> Vec<u32> {
        let mut ends = vec![0];
        lengths.iter().for_each(|length| ends.push(ends[ends.len() - 1] + length));
        ends
    }

    #[test]
    fn windows_are_whole_passages_and_overlap() {
        assert_eq!(spans(&ends(&[50; 8]), true), [(0, 4), (2, 6), (4, 8)]);
        assert_eq!(spans(&ends(&[500, 10, 300]), true), [(0, 1), (1, 3)]);
        assert_eq!(spans(&ends(&[5, 5]), true), [(0, 2)]);
        assert_eq!(spans(&ends(&[50; 3]), false), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn what_stands_around_a_window_ends_with_the_item() {
        assert_eq!(widened(&ends(&[100; 9]), (4, 5), 150, (0, 0)), (2, 7));
        assert_eq!(widened(&ends(&[100; 9]), (5, 6), 150, (2, 7)), (3, 8));
        assert_eq!(widened(&ends(&[100; 3]), (0, 1), 500, (0, 0)), (0, 3));
    }
}
