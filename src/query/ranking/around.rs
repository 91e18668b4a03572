//! Hits weighed by what else was found in their item and meeting.

use super::Part;
use super::layout::Layout;
use crate::query::results::Why;
use tantivy::{DocAddress, DocId, Result, Searcher};

/// Share of the best other hit in the item that a hit gains, and of that in the meeting.
const ITEM: f32 = 0.2;
const MEETING: f32 = 0.1;

/// `found`, best first, with the first `count` put in order anew.
pub(in crate::query) fn weighed(
    searcher: &Searcher,
    found: Vec<(f32, DocAddress)>,
    count: usize,
    without: &[Part],
) -> Result<Vec<(Why, DocAddress)>> {
    let own = |(score, address)| (Why { words: score, ..Why::default() }, address);
    let mut found: Vec<(Why, DocAddress)> = found.into_iter().map(own).collect();
    let layouts: Vec<Layout> = searcher.segment_readers().iter().map(Layout::open).collect::<Result<_>>()?;
    let count = count.min(found.len());
    let first = &mut found[..count];
    let places: Vec<(u32, DocId, DocId)> = first
        .iter()
        .map(|(_, address)| {
            let layout = &layouts[address.segment_ord as usize];
            let doc = address.doc_id;
            (address.segment_ord, layout.start_of_meeting(doc), layout.start_of_item(doc))
        })
        .collect();
    let scores: Vec<f32> = first.iter().map(|(why, _)| why.words).collect();
    for (at, (why, _)) in first.iter_mut().enumerate() {
        let (segment, meeting, item) = places[at];
        let best = |is_near: &dyn Fn(&(u32, DocId, DocId)) -> bool| {
            let others = places.iter().zip(&scores).enumerate().filter(|(other, (place, _))| *other != at && is_near(place));
            others.map(|(_, (_, score))| *score).fold(0.0, f32::max)
        };
        if !without.contains(&Part::Neighbours) {
            why.around = ITEM * best(&|place| (place.0, place.2) == (segment, item));
        }
        if !without.contains(&Part::Meeting) {
            why.meeting = MEETING * best(&|place| (place.0, place.1) == (segment, meeting));
        }
    }
    first.sort_by(|left, right| right.0.score().total_cmp(&left.0.score()));
    Ok(found)
}
