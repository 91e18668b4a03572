//! What was found where in a meeting: sums over its passages, so that any run of them is weighed at once.

use super::evidence::{Cursor, Evidence};
use crate::index::Passage;
use tantivy::query::Scorer;
use tantivy::{DocSet, TERMINATED};

/// How soon a word that comes again counts for less, as is usual for BM25.
pub(super) const K1: f32 = 1.2;

/// Sums over the passages of a meeting: what stands before each of them, and before the end.
#[derive(Default)]
pub(super) struct Found {
    /// Words.
    pub(super) words: Vec<u32>,
    /// Words that a speaker says whom the query names.
    pub(super) said: Vec<u32>,
    /// Words that every meeting has.
    pub(super) standing: Vec<u32>,
    /// How often each leaf was found, for those that were.
    leaves: Vec<Leaf>,
    /// Number of them that belong to this meeting; the others are room for the next one.
    present: usize,
    /// Which passages match the query as a whole.
    matches: Vec<bool>,
}

/// One thing that was found.
#[derive(Default)]
struct Leaf {
    weight: f32,
    sums: Vec<f32>,
}

impl Found {
    /// Reads a meeting; to be asked for meetings in ascending order.
    pub(super) fn read(
        &mut self,
        passages: &[Passage],
        (matching, spoken): (&mut dyn Scorer, Option<&mut (dyn Scorer + 'static)>),
        (evidence, cursors): (&Evidence, &mut [Cursor]),
    ) {
        prefix(&mut self.words, passages.iter().map(|passage| passage.words));
        prefix(&mut self.standing, passages.iter().map(|passage| if passage.is_standing { passage.words } else { 0 }));
        self.matches.clear();
        self.matches.resize(passages.len(), false);
        let mut said = vec![0; passages.len()];
        if let Some(spoken) = spoken {
            each(passages, spoken, |at, _| said[at] = passages[at].words);
        }
        let matches = &mut self.matches;
        each(passages, matching, |at, _| matches[at] = true);
        self.present = 0;
        for (leaf, cursor) in evidence.leaves.iter().zip(cursors) {
            if self.present == self.leaves.len() {
                self.leaves.push(Leaf::default());
            }
            let found = &mut self.leaves[self.present];
            found.weight = leaf.weight;
            found.sums.clear();
            found.sums.resize(passages.len() + 1, 0.0);
            let mut any = false;
            cursor.each(passages, |at, count| {
                if matches[at] {
                    found.sums[at + 1] = count;
                    any = true;
                }
            });
            if any {
                let mut sum = 0.0;
                found.sums.iter_mut().for_each(|count| {
                    sum += *count;
                    *count = sum;
                });
                self.present += 1;
            }
        }
        prefix(&mut self.said, said.into_iter());
    }

    /// Whether anything was found in a run of passages.
    pub(super) fn has_any(&self, (from, to): (usize, usize)) -> bool {
        let leaves = &self.leaves[..self.present];
        self.said[to] > self.said[from] || leaves.iter().any(|leaf| leaf.sums[to] > leaf.sums[from])
    }

    /// BM25 of a run of passages.
    pub(super) fn score(&self, (from, to): (usize, usize), length: f32) -> f32 {
        let mut score = 0.0;
        for leaf in &self.leaves[..self.present] {
            let count = leaf.sums[to] - leaf.sums[from];
            if count > 0.0 {
                score += leaf.weight * count * (1.0 + K1) / (count + length);
            }
        }
        score
    }
}

/// The sum over a run of passages.
pub(super) fn sum(sums: &[u32], (from, to): (usize, usize)) -> u32 {
    sums[to] - sums[from]
}

fn prefix(sums: &mut Vec<u32>, values: impl Iterator<Item = u32>) {
    sums.clear();
    sums.push(0);
    let mut sum = 0;
    sums.extend(values.map(|value| {
        sum += value;
        sum
    }));
}

/// Calls `found` with the number of each of the passages that `docs`, moved forward through them, has.
pub(super) fn each<D: DocSet + ?Sized>(passages: &[Passage], docs: &mut D, mut found: impl FnMut(usize, &D)) {
    let (Some(first), Some(last)) = (passages.first(), passages.last()) else { return };
    if docs.doc() < first.doc {
        docs.seek(first.doc);
    }
    let mut at = 0;
    while docs.doc() <= last.doc && docs.doc() != TERMINATED {
        at += passages[at..].partition_point(|passage| passage.doc < docs.doc());
        if passages[at].doc == docs.doc() {
            found(at, docs);
        }
        docs.advance();
    }
}
