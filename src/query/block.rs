//! Hits in blocks: columns are read faster for many documents than one by one.

use tantivy::collector::SegmentCollector;
use tantivy::{DocId, Score};

/// Hits that are counted at a time.
const BLOCK: usize = 64;

/// Counts the hits of a segment, many at a time.
pub(super) trait Counter: 'static {
    /// What it comes to.
    type Fruit: Send;

    /// Counts these as well; documents ascend from block to block.
    fn count(&mut self, docs: &[DocId]);

    /// All that was counted.
    fn harvest(self) -> Self::Fruit;
}

/// Hands hits on in blocks; those that come one by one wait until a block is full.
pub(super) struct Blocks<C> {
    counter: C,
    waiting: Vec<DocId>,
}

impl<C> Blocks<C> {
    pub(super) fn of(counter: C) -> Self {
        Self { counter, waiting: Vec::new() }
    }
}

impl<C: Counter> SegmentCollector for Blocks<C> {
    type Fruit = C::Fruit;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.waiting.push(doc);
        if self.waiting.len() == BLOCK {
            self.counter.count(&self.waiting);
            self.waiting.clear();
        }
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        self.counter.count(docs);
    }

    fn harvest(mut self) -> C::Fruit {
        self.counter.count(&self.waiting);
        self.counter.harvest()
    }
}
