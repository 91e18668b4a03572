//! Exact facet counts in one pass over the hits, from the ordinals of fast columns.

use super::field::Field;
use crate::index::facet_entry;
use std::collections::{BTreeMap, HashMap};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Cardinality, Column, StrColumn};
use tantivy::{DocId, Result, Score, SegmentOrdinal, SegmentReader};

/// The values of one facet with their counts, most frequent first.
pub(super) type Counts = Vec<(String, u64)>;

/// Counts hits, and for each facet the hits that have each of its values.
pub(super) struct FacetCollector {
    pub(super) facets: Vec<Field>,
}

/// Number of hits and, by facet and key, the spellings with their counts.
pub(super) struct SegmentCounts {
    total: u64,
    facets: Vec<Vec<(String, u64)>>,
}

impl Collector for FacetCollector {
    type Fruit = (u64, Vec<Counts>);
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> Result<SegmentCounter> {
        let columns = self.facets.iter().map(|facet| Values::open(*facet, segment)).collect::<Result<_>>()?;
        Ok(SegmentCounter { total: 0, columns, numbers: Vec::new(), waiting: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Result<SegmentCounts>>) -> Result<Self::Fruit> {
        let mut total = 0;
        let mut merged: Vec<HashMap<String, BTreeMap<String, u64>>> = vec![HashMap::new(); self.facets.len()];
        for segment in segments {
            let segment = segment?;
            total += segment.total;
            for (facet, counts) in merged.iter_mut().zip(segment.facets) {
                for (entry, count) in counts {
                    let (key, spelling) = facet_entry(&entry);
                    match facet.get_mut(key) {
                        Some(spellings) => *spellings.entry(spelling.to_owned()).or_default() += count,
                        None => drop(facet.insert(key.to_owned(), BTreeMap::from([(spelling.to_owned(), count)]))),
                    }
                }
            }
        }
        Ok((total, merged.into_iter().map(by_count).collect()))
    }
}

/// Most frequent first, then by name; each value in its most frequent spelling.
fn by_count(values: HashMap<String, BTreeMap<String, u64>>) -> Counts {
    let mut counts: Counts = values
        .into_values()
        .filter_map(|spellings| {
            let total = spellings.values().sum();
            let (spelling, _) = spellings.into_iter().rev().max_by_key(|(_, count)| *count)?;
            Some((spelling, total))
        })
        .collect();
    counts.sort_unstable_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    counts
}

/// The values of one facet in one segment with a counter each.
enum Values {
    Names { column: StrColumn, counts: Vec<u32> },
    Years { column: Column<u64>, first: u64, counts: Vec<u32> },
    None,
}

impl Values {
    fn open(facet: Field, segment: &SegmentReader) -> Result<Values> {
        if facet == Field::Year {
            let Some(column) = segment.fast_fields().column_opt::<u64>("year")? else { return Ok(Values::None) };
            let (first, last) = (column.min_value(), column.max_value());
            let span = usize::try_from(last.saturating_sub(first)).unwrap_or_default().min(10_000);
            return Ok(Values::Years { column, first, counts: vec![0; span + 1] });
        }
        let name = facet.facet().unwrap_or_default();
        Ok(match segment.fast_fields().str(name)? {
            Some(column) => Values::Names { counts: vec![0; column.num_terms()], column },
            None => Values::None,
        })
    }

    fn count(&mut self, docs: &[DocId], numbers: &mut Vec<Option<u64>>) {
        let (column, first, counts) = match self {
            Values::Names { column, counts } => (column.ords(), 0, counts),
            Values::Years { column, first, counts } => (&*column, *first, counts),
            Values::None => return,
        };
        if column.get_cardinality() == Cardinality::Multivalued {
            let mut seen: Vec<u64> = Vec::new();
            for doc in docs {
                seen.clear();
                for value in column.values_for_doc(*doc) {
                    if !seen.contains(&value) {
                        seen.push(value);
                        counts[(value - first) as usize] += 1;
                    }
                }
            }
        } else {
            numbers.clear();
            numbers.resize(docs.len(), None);
            column.first_vals(docs, numbers);
            for value in numbers.iter().flatten() {
                counts[(value - first) as usize] += 1;
            }
        }
    }

    fn harvest(self) -> Result<Vec<(String, u64)>> {
        let counted = |counts: &[u32]| -> Vec<(u64, u64)> {
            let all = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            all.map(|(value, count)| (value as u64, u64::from(*count))).collect()
        };
        match self {
            Values::None => Ok(Vec::new()),
            Values::Years { first, counts, .. } => {
                Ok(counted(&counts).into_iter().map(|(year, count)| ((year + first).to_string(), count)).collect())
            }
            Values::Names { column, counts } => {
                let counted = counted(&counts);
                let ordinals: Vec<u64> = counted.iter().map(|(ordinal, _)| *ordinal).collect();
                let mut named = Vec::with_capacity(counted.len());
                column.dictionary().sorted_ords_to_term_cb(&ordinals, |entry| {
                    named.push((String::from_utf8_lossy(entry).into_owned(), counted[named.len()].1));
                })?;
                Ok(named)
            }
        }
    }
}

/// Counts the hits of one segment.
pub(super) struct SegmentCounter {
    total: u64,
    columns: Vec<Values>,
    numbers: Vec<Option<u64>>,
    /// Hits that came one by one.
    waiting: Vec<DocId>,
}

/// Hits that are counted at a time.
const BLOCK: usize = 64;

impl SegmentCollector for SegmentCounter {
    type Fruit = Result<SegmentCounts>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.waiting.push(doc);
        if self.waiting.len() == BLOCK {
            let waiting = std::mem::take(&mut self.waiting);
            self.collect_block(&waiting);
            self.waiting = waiting;
            self.waiting.clear();
        }
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.total += docs.len() as u64;
        for column in &mut self.columns {
            column.count(docs, &mut self.numbers);
        }
    }

    fn harvest(mut self) -> Self::Fruit {
        let waiting = std::mem::take(&mut self.waiting);
        self.collect_block(&waiting);
        let facets = self.columns.into_iter().map(Values::harvest).collect::<Result<_>>()?;
        Ok(SegmentCounts { total: self.total, facets })
    }
}
