//! Hits weighed by what else was found in their item and meeting.

use super::Part;
use super::layout::Layout;
use tantivy::{DocAddress, DocId, Result, Searcher};

/// Share of the best other hit in the item that a hit gains, and of that in the meeting.
const ITEM: f32 = 0.2;
const MEETING: f32 = 0.1;

/// `found`, best first, with the first `count` put in order anew.
pub(in crate::query) fn weighed(
    searcher: &Searcher,
    mut found: Vec<(f32, DocAddress)>,
    count: usize,
    without: &[Part],
) -> Result<Vec<(f32, DocAddress)>> {
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
    let scores: Vec<f32> = first.iter().map(|(score, _)| *score).collect();
    for (at, (score, _)) in first.iter_mut().enumerate() {
        let (segment, meeting, item) = places[at];
        let best = |is_near: &dyn Fn(&(u32, DocId, DocId)) -> bool| {
            let others =
                places.iter().zip(&scores).enumerate().filter(|(other, (place, _))| *other != at && is_near(place));
            others.map(|(_, (_, score))| *score).fold(0.0, f32::max)
        };
        if !without.contains(&Part::Neighbours) {
            *score += ITEM * best(&|place| (place.0, place.2) == (segment, item));
        }
        if !without.contains(&Part::Meeting) {
            *score += MEETING * best(&|place| (place.0, place.1) == (segment, meeting));
        }
    }
    first.sort_by(|left, right| right.0.total_cmp(&left.0));
    Ok(found)
}
