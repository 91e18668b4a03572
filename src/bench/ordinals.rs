//! Counts of column values by their ordinals in one pass: as little as counting can cost the engine.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Result, Score, SegmentOrdinal, SegmentReader};

/// Values named of each column.
const SHOWN: usize = 20;

/// Counts the hits by the values of columns.
pub(super) struct Ordinals<'a> {
    pub(super) columns: &'a [&'static str],
}

/// One column of one segment with a counter for each of its values.
struct Counter {
    values: Column<u64>,
    names: Option<StrColumn>,
    first: u64,
    counts: Vec<u32>,
}

/// Counts the hits of one segment.
pub(super) struct SegmentOrdinals(Vec<Counter>);

impl Collector for Ordinals<'_> {
    /// The most frequent values.
    type Fruit = Vec<(String, u32)>;
    type Child = SegmentOrdinals;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<SegmentOrdinals> {
        let mut counters = Vec::new();
        for name in self.columns {
            if let Some(names) = segment.fast_fields().str(name)? {
                let counts = vec![0; names.num_terms()];
                counters.push(Counter { values: names.ords().clone(), names: Some(names), first: 0, counts });
            } else if let Some(values) = segment.fast_fields().column_opt::<u64>(name)? {
                let first = values.min_value();
                let span = usize::try_from(values.max_value().saturating_sub(first)).unwrap_or_default();
                counters.push(Counter { values, names: None, first, counts: vec![0; span + 1] });
            }
        }
        Ok(SegmentOrdinals(counters))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<Self::Fruit>>) -> Result<Self::Fruit> {
        let segments: Vec<Self::Fruit> = segments.into_iter().collect::<Result<_>>()?;
        Ok(segments.into_iter().flatten().collect())
    }
}

impl SegmentCollector for SegmentOrdinals {
    type Fruit = Result<Vec<(String, u32)>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        for counter in &mut self.0 {
            for doc in docs {
                for value in counter.values.values_for_doc(*doc) {
                    counter.counts[(value - counter.first) as usize] += 1;
                }
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let mut shown = Vec::new();
        for counter in self.0 {
            let mut found: Vec<(u64, u32)> = (counter.first..).zip(counter.counts).filter(|(_, n)| *n > 0).collect();
            let last = SHOWN.min(found.len());
            if last < found.len() {
                found.select_nth_unstable_by_key(last, |(_, count)| std::cmp::Reverse(*count));
            }
            for (value, count) in &found[..last] {
                let mut name = String::new();
                match &counter.names {
                    Some(names) => drop(names.ord_to_str(*value, &mut name)?),
                    None => name = value.to_string(),
                }
                shown.push((name, *count));
            }
        }
        Ok(shown)
    }
}
