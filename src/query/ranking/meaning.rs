//! What a candidate means beside the words it has, by a model the user gives.

use crate::query::model::{Model, likeness};
use crate::query::results::Why;
use tantivy::Result;

/// Candidates that are compared.
const COMPARED: usize = 100;
/// What the candidate most like the question gains, as a share of the best score.
const MEANING: f32 = 0.3;

/// A question and the model it is compared by.
pub(in crate::query) struct Meaning<'a> {
    model: &'a Model,
    question: Vec<f32>,
}

impl<'a> Meaning<'a> {
    pub(in crate::query) fn of(model: &'a Model, question: &str) -> Meaning<'a> {
        Meaning { model, question: model.direction(question) }
    }

    /// Weighs the first of `candidates` by how much their text is like the question, and puts the best first.
    pub(in crate::query) fn weigh<T: Copy>(
        &self,
        candidates: &mut [T],
        why: impl Fn(&mut T) -> &mut Why,
        text: impl Fn(&T) -> Result<String>,
    ) -> Result<()> {
        let count = COMPARED.min(candidates.len());
        let first = &mut candidates[..count];
        let mut likened = Vec::with_capacity(count);
        for candidate in first.iter() {
            likened.push(likeness(&self.question, &self.model.direction(&text(candidate)?)));
        }
        let best = first.iter_mut().map(|candidate| why(candidate).score()).fold(0.0, f32::max);
        let least = likened.iter().copied().fold(f32::INFINITY, f32::min);
        let span = likened.iter().copied().fold(f32::NEG_INFINITY, f32::max) - least;
        if span <= 0.0 {
            return Ok(());
        }
        let mut weighed: Vec<(f32, T)> = Vec::with_capacity(count);
        for (candidate, like) in first.iter_mut().zip(likened) {
            why(candidate).meaning = MEANING * best * (like - least) / span;
            weighed.push((why(candidate).score(), *candidate));
        }
        weighed.sort_by(|left, right| right.0.total_cmp(&left.0));
        first.iter_mut().zip(weighed).for_each(|(candidate, (_, next))| *candidate = next);
        Ok(())
    }
}
