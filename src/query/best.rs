//! The best documents by score, in all segments together.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::{Mutex, PoisonError};
use tantivy::collector::sort_key::{NaturalComparator, SortBySimilarityScore};
use tantivy::collector::{Collector, SortKeyComputer, TopDocs};
use tantivy::query::Weight;
use tantivy::{DocAddress, Result, Score, SegmentReader};

/// The best `limit` documents, best first. Where those of earlier segments leave no room, a later one is searched only for
/// what is better: the engine skips whole blocks of it.
pub(crate) fn best(limit: usize) -> impl Collector<Fruit = Vec<(Score, DocAddress)>> {
    TopDocs::with_limit(limit).order_by(ByScore::default())
}

/// Ranks by score, with what is best so far in the segments searched.
#[derive(Default)]
struct ByScore(Mutex<BinaryHeap<Reverse<Found>>>);

impl SortKeyComputer for ByScore {
    type SortKey = Score;
    type Child = SortBySimilarityScore;
    type Comparator = NaturalComparator;

    fn requires_scoring(&self) -> bool {
        true
    }

    fn segment_sort_key_computer(&self, _: &SegmentReader) -> Result<SortBySimilarityScore> {
        Ok(SortBySimilarityScore)
    }

    fn collect_segment_top_k(
        &self,
        limit: usize,
        weight: &dyn Weight,
        reader: &SegmentReader,
        segment: u32,
    ) -> Result<Vec<(Score, DocAddress)>> {
        let mut best = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // What has less is of no use.
        let least = |best: &BinaryHeap<Reverse<Found>>| match best.peek() {
            Some(Reverse(found)) if best.len() >= limit => found.score,
            _ => Score::MIN,
        };
        let alive = reader.alive_bitset();
        let mut threshold = least(&best);
        weight.for_each_pruning(threshold, reader, &mut |doc, score| {
            let is_better = score > threshold && alive.is_none_or(|alive| alive.is_alive(doc));
            if is_better {
                let found = Reverse(Found { score, address: DocAddress::new(segment, doc) });
                if best.len() < limit {
                    best.push(found);
                } else if let Some(mut last) = best.peek_mut() {
                    *last = found;
                }
                threshold = least(&best);
            }
            threshold
        })?;
        let here = best.iter().filter(|Reverse(found)| found.address.segment_ord == segment);
        Ok(here.map(|Reverse(found)| (found.score, found.address)).collect())
    }
}

/// A document by what it is worth: of two with the same score, the one that stands first.
#[derive(Debug, PartialEq)]
struct Found {
    score: Score,
    address: DocAddress,
}

impl Eq for Found {}

impl Ord for Found {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then_with(|| other.address.cmp(&self.address))
    }
}

impl PartialOrd for Found {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tantivy::query::TermQuery;
    use tantivy::schema::{IndexRecordOption, Schema, TEXT};
    use tantivy::{Index, IndexWriter, Term, doc};

    #[test]
    fn segments_together_give_what_the_engine_gives() {
        let mut builder = Schema::builder();
        let text = builder.add_text_field("text", TEXT);
        let index = Index::create_in_ram(builder.build());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15 << 20).expect("a writer");
        writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
        for segment in 0..4 {
            for number in 0..300_usize {
                let filler = "filler ".repeat(number * 7 % 13 + segment);
                let words = "gull ".repeat(number % 5);
                writer.add_document(doc!(text => format!("{words}{filler}{number}"))).expect("it is added");
            }
            writer.commit().expect("it is written");
        }
        writer.delete_term(Term::from_field_text(text, "17"));
        writer.commit().expect("it is removed");
        let searcher = index.reader().expect("a reader").searcher();
        assert_eq!(searcher.segment_readers().len(), 4);
        let query = TermQuery::new(Term::from_field_text(text, "gull"), IndexRecordOption::WithFreqs);
        for limit in [1, 10, 50, 2_000] {
            let ours = searcher.search(&query, &best(limit)).expect("it is searched");
            let engine = searcher.search(&query, &TopDocs::with_limit(limit).order_by_score()).expect("it is searched");
            assert_eq!(ours, engine, "{limit}");
        }
    }
}
