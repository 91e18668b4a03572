//! One pass over the passages of a query: their number, the counts of facets, and the best of them where the engine would
//! have to look at all of them anyway.

use super::everything::Everything;
use super::facet::{Counts, Facet, FacetCollector};
use super::syntax::{Node, Pattern};
use crate::index::Collection;
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::{DocAddress, Result, Score, Searcher};

/// What one pass gives.
pub(super) struct Pass {
    /// Number of passages.
    pub(super) total: u64,
    /// Counts of the facets asked for, in their order.
    pub(super) counts: Vec<Counts>,
    /// The best passages, where they were looked for.
    pub(super) best: Option<Vec<(Score, DocAddress)>>,
}

/// Goes over all passages, which is what `query` matches, where that was not done before.
pub(super) fn over_all(
    (collection, searcher): (&Collection, &Searcher),
    query: &dyn Query,
    facets: &[Facet],
) -> Result<Pass> {
    if facets.is_empty() {
        return pass((collection, searcher), query, facets, None);
    }
    let (total, counts) = searcher.search(query, &Everything(FacetCollector { facets, collection }))?;
    Ok(Pass { total, counts, best: None })
}

/// Goes over the passages of `query`; looks for so many of the `best` on the way.
pub(super) fn pass(
    (collection, searcher): (&Collection, &Searcher),
    query: &dyn Query,
    facets: &[Facet],
    best: Option<usize>,
) -> Result<Pass> {
    let counting = FacetCollector { facets, collection };
    match best {
        Some(best) => {
            let top = TopDocs::with_limit(best).order_by_score();
            let (best, (total, counts)) = searcher.search(query, &(top, counting))?;
            Ok(Pass { total, counts, best: Some(best) })
        }
        // A count alone is often known without looking at every passage.
        None if facets.is_empty() => Ok(Pass { total: query.count(searcher)? as u64, counts: Vec::new(), best: None }),
        None => {
            let (total, counts) = searcher.search(query, &counting)?;
            Ok(Pass { total, counts, best: None })
        }
    }
}

/// Whether the engine finds the best passages without looking at most others: it skips blocks of bare words only.
pub(super) fn is_skipped(tree: &Node) -> bool {
    let is_word = |node: &Node| matches!(node, Node::Text(Pattern::Word(_)));
    match tree {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(is_word),
        node => is_word(node),
    }
}
