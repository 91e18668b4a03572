//! The days the index holds: bounds that cost nothing to look up.

use super::period::Period;
use crate::index::day_of;
use tantivy::{Result, Searcher};

/// From the first to the last day of a meeting in the index.
pub(super) fn held(searcher: &Searcher) -> Result<Option<Period>> {
    let mut bounds: Option<(i64, i64)> = None;
    for segment in searcher.segment_readers() {
        let Some(days) = segment.fast_fields().column_opt::<i64>("day")? else { continue };
        if days.values.num_vals() == 0 {
            continue;
        }
        let (first, last) = bounds.unwrap_or((i64::MAX, i64::MIN));
        bounds = Some((first.min(days.min_value()), last.max(days.max_value())));
    }
    Ok(bounds.map(|(first, last)| Period { from: day_of(first), to: day_of(last) }))
}
