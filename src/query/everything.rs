//! Counts over all passages, kept for each segment from one question to the next.

use super::block::Blocks;
use super::facet::{Counts, FacetCollector, SegmentCounter, SegmentCounts};
use tantivy::collector::Collector;
use tantivy::query::Weight;
use tantivy::{Result, SegmentOrdinal, SegmentReader};

/// Counts for a query that matches every passage: what was counted once of a segment is not counted again.
pub(super) struct Everything<'a>(pub(super) FacetCollector<'a>);

impl Everything<'_> {
    fn kept(&self, segment: &SegmentReader) -> Option<SegmentCounts> {
        let kept = self.0.facets.iter().map(|facet| self.0.collection.values().kept(segment, facet.field.facet()?));
        let kept: Vec<_> = kept.collect::<Option<_>>()?;
        let total = kept.first()?.0;
        Some(SegmentCounts { total, facets: kept.iter().map(|kept| kept.1.clone()).collect() })
    }
}

impl Collector for Everything<'_> {
    type Fruit = (u64, Vec<Counts>);
    type Child = Blocks<SegmentCounter>;

    fn for_segment(&self, number: SegmentOrdinal, segment: &SegmentReader) -> Result<Self::Child> {
        self.0.for_segment(number, segment)
    }

    fn requires_scoring(&self) -> bool {
        self.0.requires_scoring()
    }

    fn collect_segment(
        &self,
        weight: &dyn Weight,
        number: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> Result<Result<SegmentCounts>> {
        if let Some(kept) = self.kept(segment) {
            return Ok(Ok(kept));
        }
        let counted = self.0.collect_segment(weight, number, segment)?;
        if let Ok(SegmentCounts { total, facets }) = &counted {
            let names = self.0.facets.iter().map(|facet| facet.field.facet());
            for (name, counts) in names.zip(facets).filter_map(|(name, counts)| Some((name?, counts))) {
                self.0.collection.values().keep(segment, name, (*total, counts.clone()));
            }
        }
        Ok(counted)
    }

    fn merge_fruits(&self, segments: Vec<Result<SegmentCounts>>) -> Result<Self::Fruit> {
        self.0.merge_fruits(segments)
    }
}
