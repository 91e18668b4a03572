//! Hits weighed by the heading above and by what else was found in their item and meeting.

use super::Part;
use super::evidence::reach;
use crate::index::{Layouts, Runs};
use crate::query::results::Why;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Result, Searcher, Term};

/// Hits that are weighed.
const WEIGHED: usize = 50;
/// What a heading with all words is worth, as a share of the best score.
const HEADING: f32 = 0.6;
/// Share of the best other hit in the item that a hit gains, and of that in the meeting.
const ITEM: f32 = 0.2;
const MEETING: f32 = 0.1;

/// What is looked at around hits.
pub(in crate::query) struct Around<'a> {
    pub(in crate::query) searcher: &'a Searcher,
    /// Where documents stand.
    pub(in crate::query) layouts: &'a Layouts,
    /// The words asked for, as terms of headings.
    pub(in crate::query) headings: Vec<Term>,
    /// Parts left out.
    pub(in crate::query) without: &'a [Part],
}

/// Number of hits to be looked at for `wanted` ones.
pub(in crate::query) fn looked_at(wanted: usize) -> usize {
    wanted.max(WEIGHED)
}

/// `found`, best first, with the first of them put in order anew.
pub(in crate::query) fn weighed(around: &Around, found: Vec<(f32, DocAddress)>) -> Result<Vec<(Why, DocAddress)>> {
    let own = |(score, address)| (Why { words: score, ..Why::default() }, address);
    let mut found: Vec<(Why, DocAddress)> = found.into_iter().map(own).collect();
    let count = WEIGHED.min(found.len());
    let first = &mut found[..count];
    let scores: Vec<f32> = first.iter().map(|(why, _)| why.words).collect();
    let best = scores.first().copied().unwrap_or_default();
    let mut opened: HashMap<u32, [Runs; 2]> = HashMap::new();
    // The item and the meeting of each, by segment and number.
    let mut places: Vec<[(u32, u32); 2]> = Vec::with_capacity(count);
    for (_, address) in first.iter() {
        let (segment, doc) = (address.segment_ord, address.doc_id);
        let runs = match opened.entry(segment) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let segment = around.searcher.segment_reader(segment);
                place.insert([around.layouts.items(segment)?, around.layouts.meetings(segment)?])
            }
        };
        places.push(runs.each_ref().map(|runs| (segment, runs.begun(doc))));
    }
    let headed = match around.without.contains(&Part::Headings) {
        true => HashMap::new(),
        false => headed(around, first.iter().map(|(_, address)| *address).collect())?,
    };
    for (at, (why, address)) in first.iter_mut().enumerate() {
        let other = |level: usize| {
            let others = places.iter().zip(&scores).enumerate().filter(|(other, _)| *other != at);
            others
                .filter(|(_, (place, _))| place[level] == places[at][level])
                .map(|(_, (_, score))| *score)
                .fold(0.0, f32::max)
        };
        let words = headed.get(address).copied().unwrap_or_default();
        why.heading = HEADING * best * words as f32 / around.headings.len().max(1) as f32;
        if !around.without.contains(&Part::Neighbours) {
            why.around = ITEM * other(0);
        }
        if !around.without.contains(&Part::Meeting) {
            why.meeting = MEETING * other(1);
        }
    }
    first.sort_by(|left, right| right.0.score().total_cmp(&left.0.score()));
    Ok(found)
}

/// How many of the words the heading above each document has.
fn headed(around: &Around, mut documents: Vec<DocAddress>) -> Result<HashMap<DocAddress, usize>> {
    documents.sort_unstable();
    let mut counts = HashMap::new();
    for run in documents.chunk_by(|one, other| one.segment_ord == other.segment_ord) {
        let segment = around.searcher.segment_reader(run[0].segment_ord);
        for term in &around.headings {
            let index = segment.inverted_index(term.field())?;
            let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { continue };
            for address in run.iter().filter(|address| reach(&mut postings, address.doc_id)) {
                *counts.entry(*address).or_default() += 1;
            }
        }
    }
    Ok(counts)
}
