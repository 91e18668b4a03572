//! Windows of whole passages: where they begin and end, and how they rank.

use super::evidence::{Cursor, Evidence, reach};
use super::layout::{Layout, Passage};
use super::{Part, Question};
use crate::query::results::Why;
use tantivy::query::Weight;
use tantivy::{DocAddress, DocId, DocSet, Result, SegmentReader, TERMINATED};

/// Least words of a window: what a reader takes in at a glance.
const LENGTH: u64 = 200;
/// Words from the beginning of a window to that of the next.
const STRIDE: u64 = 75;
/// Words on either side of a window that speak for it, and how much.
const AROUND: [(u64, f32); 2] = [(250, 0.5), (700, 0.5)];
/// Words of a window on average, which is a little more than the least.
const AVERAGE: f32 = 190.0;
/// How soon a word that comes again counts for less, and how much length counts: the usual values of BM25.
const K1: f32 = 1.2;
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
    words: u64,
    /// Words of it that a speaker says whom the query names.
    said: u64,
    /// Words of it that every meeting has.
    standing: u64,
    pub(super) why: Why,
}

impl Window {
    /// Whether the window has the document.
    fn has(&self, segment: u32, doc: DocId) -> bool {
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
        evidence: &Evidence,
    ) -> Result<()> {
        let layout = Layout::open(segment)?;
        let mut cursors: Vec<Cursor> =
            evidence.leaves.iter().map(|leaf| leaf.cursor(segment)).collect::<Result<_>>()?;
        let mut spoken = evidence.speakers.as_ref().map(|weight| weight.scorer(segment, 1.0)).transpose()?;
        let mut matching = weight.scorer(segment, 1.0)?;
        let alive = segment.alive_bitset();
        let mut meeting = Meeting { segment: number, evidence, passages: Vec::new(), sums: Vec::new() };
        while matching.doc() != TERMINATED {
            let run = layout.meeting(matching.doc());
            if alive.is_some_and(|alive| alive.is_deleted(matching.doc())) {
                matching.advance();
                continue;
            }
            meeting.passages = layout.passages(run.clone());
            if let Some(spoken) = &mut spoken {
                for passage in meeting.passages.iter_mut().filter(|passage| reach(spoken.as_mut(), passage.doc)) {
                    passage.said = passage.words;
                }
            }
            meeting.sums.clear();
            meeting.sums.resize(evidence.leaves.len(), 0.0);
            for at in 0..meeting.passages.len() {
                let doc = meeting.passages[at].doc;
                let is_match = reach(matching.as_mut(), doc);
                for (leaf, cursor) in cursors.iter_mut().enumerate() {
                    let before = meeting.sums[at * evidence.leaves.len() + leaf];
                    meeting.sums.push(before + if is_match { cursor.count(doc) } else { 0.0 });
                }
            }
            meeting.add_windows(run.start, &mut self.0);
            if matching.doc() < run.end {
                matching.seek(run.end);
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
                scores.sort_unstable_by(|left, right| right.total_cmp(left));
                let mean = scores.iter().take(BEST_OF_MEETING).sum::<f32>() / BEST_OF_MEETING as f32;
                meeting.iter_mut().for_each(|window| window.why.meeting = mean);
            }
        }
        windows.sort_by(|left, right| right.why.score().total_cmp(&left.why.score()));
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
    evidence: &'a Evidence<'a>,
    passages: Vec<Passage>,
    /// How often each leaf was found before each passage, and before the end.
    sums: Vec<f32>,
}

impl Meeting<'_> {
    fn add_windows(&self, first: DocId, windows: &mut Vec<Window>) {
        let is_wide = self.evidence.question.has(Part::Windows);
        let mut end = 0;
        for item in self.passages.chunk_by(|one, other| one.item == other.item) {
            let start = end;
            end += item.len();
            if self.score((start, end), 0.0) == 0.0 && item.iter().all(|passage| passage.said == 0) {
                continue;
            }
            for (from, to) in spans(item, is_wide) {
                let window = &item[from..to];
                let words: u64 = window.iter().map(|passage| passage.words).sum();
                let average = if is_wide { AVERAGE } else { AVERAGE / 5.0 };
                let own = self.score((start + from, start + to), norm(words, average));
                let mut why = Why { words: own, ..Why::default() };
                if self.evidence.question.has(Part::Neighbours) {
                    for (around, weight) in AROUND {
                        let (from, to, words) = widened(item, (from, to), around);
                        let average = average + 2.0 * around as f32;
                        why.around += weight * self.score((start + from, start + to), norm(words, average));
                    }
                }
                let said = window.iter().map(|passage| passage.said).sum();
                if why.score() > 0.0 || said > 0 {
                    windows.push(Window {
                        segment: self.segment,
                        meeting: first,
                        first: window[0].doc,
                        last: window[window.len() - 1].doc,
                        words,
                        said,
                        standing: window.iter().map(|passage| passage.standing).sum(),
                        why,
                    });
                }
            }
        }
    }

    /// BM25 of a run of passages.
    fn score(&self, (from, to): (usize, usize), length: f32) -> f32 {
        let leaves = self.evidence.leaves.len();
        let mut score = 0.0;
        for (leaf, known) in self.evidence.leaves.iter().enumerate() {
            let count = self.sums[to * leaves + leaf] - self.sums[from * leaves + leaf];
            if count > 0.0 {
                score += known.weight * count * (1.0 + K1) / (count + length);
            }
        }
        score
    }
}

/// What length takes away in BM25.
fn norm(words: u64, average: f32) -> f32 {
    K1 * (1.0 - B + B * words as f32 / average)
}

/// Windows of the passages of an item as ranges of them: as many whole ones as make a window.
fn spans(item: &[Passage], is_wide: bool) -> Vec<(usize, usize)> {
    if !is_wide {
        return (0..item.len()).map(|at| (at, at + 1)).collect();
    }
    let mut spans = Vec::new();
    let (mut from, mut to, mut words) = (0, 0, 0);
    loop {
        while to < item.len() && words < LENGTH {
            words += item[to].words;
            to += 1;
        }
        spans.push((from, to));
        if to == item.len() {
            return spans;
        }
        let mut passed = 0;
        while passed < STRIDE {
            passed += item[from].words;
            from += 1;
        }
        words -= passed;
    }
}

/// The window with so many words of its item on either side, and the number of words it has then.
fn widened(item: &[Passage], (mut from, mut to): (usize, usize), around: u64) -> (usize, usize, u64) {
    let own: u64 = item[from..to].iter().map(|passage| passage.words).sum();
    let (mut before, mut behind) = (0, 0);
    while from > 0 && before < around {
        from -= 1;
        before += item[from].words;
    }
    while to < item.len() && behind < around {
        behind += item[to].words;
        to += 1;
    }
    (from, to, own + before + behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(lengths: &[u64]) -> Vec<Passage> {
        let passage = |(at, words): (usize, &u64)| Passage { doc: at as DocId, words: *words, ..Passage::default() };
        lengths.iter().enumerate().map(passage).collect()
    }

    #[test]
    fn windows_are_whole_passages_and_overlap() {
        assert_eq!(spans(&item(&[50; 8]), true), [(0, 4), (2, 6), (4, 8)]);
        assert_eq!(spans(&item(&[500, 10, 300]), true), [(0, 1), (1, 3)]);
        assert_eq!(spans(&item(&[5, 5]), true), [(0, 2)]);
        assert_eq!(spans(&item(&[50; 3]), false), [(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn what_stands_around_a_window_ends_with_the_item() {
        assert_eq!(widened(&item(&[100; 9]), (4, 5), 150), (2, 7, 500));
        assert_eq!(widened(&item(&[100; 3]), (0, 1), 500), (0, 3, 300));
    }
}
