//! Words near each other: the work grows with the words of a passage, however often they are repeated.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{BooleanQuery, EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Result, Score, SegmentReader, TERMINATED, Term};

/// Documents with all of the words, where these need to be moved by no more than so many places to stand in their order.
///
/// The engine's own query for this keeps every way to get from one word to the next, which doubles with each word that is
/// repeated, and counts places in eight bits.
#[derive(Debug)]
pub(super) struct NearQuery {
    all: Box<dyn Query>,
    words: Vec<(usize, Term)>,
    slop: u32,
}

impl NearQuery {
    /// The words with their places in what was asked for.
    pub(super) fn new(words: Vec<(usize, Term)>, slop: u32) -> Self {
        let mut terms: Vec<&Term> = words.iter().map(|(_, term)| term).collect();
        terms.sort();
        terms.dedup();
        let all = terms
            .into_iter()
            .map(|term| Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) as Box<dyn Query>);
        Self { all: Box::new(BooleanQuery::intersection(all.collect())), words, slop }
    }
}

impl Clone for NearQuery {
    fn clone(&self) -> Self {
        Self { all: self.all.box_clone(), words: self.words.clone(), slop: self.slop }
    }
}

impl Query for NearQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let all = self.all.weight(scoring)?;
        Ok(Box::new(NearWeight { all, words: self.words.clone(), slop: self.slop }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.words.iter().for_each(|(_, term)| visitor(term, true));
    }
}

struct NearWeight {
    all: Box<dyn Weight>,
    words: Vec<(usize, Term)>,
    slop: u32,
}

impl Weight for NearWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let last = self.words.iter().map(|(place, _)| *place).max().unwrap_or_default();
        let mut words: Vec<Words> = Vec::new();
        for (place, term) in &self.words {
            let shift = u32::try_from(last - place).unwrap_or(u32::MAX);
            if let Some(known) = words.iter_mut().find(|known| known.term == *term) {
                known.shifts.push(shift);
                continue;
            }
            let index = segment.inverted_index(term.field())?;
            let Some(postings) = index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)? else {
                return Ok(Box::new(EmptyScorer));
            };
            words.push(Words { term: term.clone(), shifts: vec![shift], postings, at: Vec::new() });
        }
        let mut scorer = NearScorer { all: self.all.scorer(segment, boost)?, words, slop: self.slop };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> Result<Explanation> {
        self.all.explain(segment, doc)
    }
}

/// A word that is asked for, once or several times.
struct Words {
    term: Term,
    /// How far each of its places is from the last word asked for.
    shifts: Vec<u32>,
    postings: SegmentPostings,
    /// Where it stands in the document at hand.
    at: Vec<u32>,
}

struct NearScorer {
    all: Box<dyn Scorer>,
    words: Vec<Words>,
    slop: u32,
}

impl NearScorer {
    /// Moves on to the first match from here.
    fn settle(&mut self) -> DocId {
        let mut doc = self.all.doc();
        while doc != TERMINATED && !self.is_near(doc) {
            doc = self.all.advance();
        }
        doc
    }

    fn is_near(&mut self, doc: DocId) -> bool {
        for word in &mut self.words {
            let found = if word.postings.doc() < doc { word.postings.seek(doc) } else { word.postings.doc() };
            if found != doc {
                return false;
            }
            word.postings.positions(&mut word.at);
        }
        let lists = self.words.iter().flat_map(|word| word.shifts.iter().map(|shift| (word.at.as_slice(), *shift)));
        narrowest(&lists.collect::<Vec<_>>()).is_some_and(|width| width <= self.slop)
    }
}

/// The smallest width within which each of the lists, moved by its shift, has a place.
fn narrowest(lists: &[(&[u32], u32)]) -> Option<u32> {
    let mut last = 0;
    let mut next = vec![0; lists.len()];
    let mut firsts = BinaryHeap::with_capacity(lists.len());
    for (number, (places, shift)) in lists.iter().enumerate() {
        let place = places.first()?.saturating_add(*shift);
        last = last.max(place);
        firsts.push(Reverse((place, number)));
    }
    let mut best: Option<u32> = None;
    while let Some(Reverse((first, number))) = firsts.pop() {
        best = best.into_iter().chain([last - first]).min();
        next[number] += 1;
        let (places, shift) = lists[number];
        let Some(place) = places.get(next[number]) else { break };
        let place = place.saturating_add(shift);
        last = last.max(place);
        firsts.push(Reverse((place, number)));
    }
    best
}

impl DocSet for NearScorer {
    fn advance(&mut self) -> DocId {
        self.all.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.all.doc()
    }

    fn size_hint(&self) -> u32 {
        self.all.size_hint()
    }
}

impl Scorer for NearScorer {
    fn score(&mut self) -> Score {
        self.all.score()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_width_is_found() {
        assert_eq!(narrowest(&[(&[0, 10], 2), (&[11, 40], 1), (&[13], 0)]), Some(1));
        assert_eq!(narrowest(&[(&[5], 2), (&[6], 1), (&[7], 0)]), Some(0));
        assert_eq!(narrowest(&[(&[1, 2, 3], 1), (&[], 0)]), None);
        assert_eq!(narrowest(&[]), None);
    }
}
