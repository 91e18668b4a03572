//! Running a request: hits, total and facet counts.

use super::compile::{Compiler, Unit};
use super::facet::{Counts, FacetCollector};
use super::field::Field;
use super::highlight::Highlighter;
use super::ranking::{self, Question, Stretch, trimmed, without_asking};
use super::request::{Filters, Matching, Request, Sort, relaxed};
use super::results::{Answer, FacetCount, Hit, Summary};
use super::stored::stored;
use super::syntax::{Complaint, Node, Pattern};
use crate::index::{Collection, IndexError, LOW, PassageRecord, key};
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, Order, Searcher, TantivyDocument};

/// Values shown of each facet.
const FACET_VALUES: usize = 20;

/// Why a search gives no answer.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The query cannot be read.
    #[error("{0}")]
    Syntax(#[from] Complaint),
    /// The index cannot be used.
    #[error("{0}")]
    Index(#[from] IndexError),
}

/// Answers `request` from `collection`.
pub fn search(collection: &Collection, request: &Request) -> Result<Answer, QueryError> {
    let start = Instant::now();
    let typed = request.tree()?;
    let search = Search { collection, searcher: &collection.searcher(), request };
    let fault = |cause| collection.fault(cause);
    if request.matching == Matching::Any {
        let mut answer = search.best(&typed).map_err(fault)?;
        answer.summary.took_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
        return Ok(answer);
    }
    let mut answer = search.run(&typed, false).map_err(fault)?;
    if answer.summary.total == 0 {
        let any = relaxed(&typed);
        if any != typed {
            answer = search.best(&typed).map_err(fault)?;
            if answer.summary.total > 0 {
                let warning = "no passage has all of the words; these have some of them, best match first";
                answer.summary.warnings.insert(0, warning.to_owned());
            }
        }
    }
    answer.summary.took_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(answer)
}

struct Search<'a> {
    collection: &'a Collection,
    searcher: &'a Searcher,
    request: &'a Request,
}

impl Search<'_> {
    fn best(&self, typed: &Node) -> tantivy::Result<Answer> {
        let (tree, _) = without_asking(typed);
        self.run(&relaxed(&tree), true)
    }

    fn run(&self, tree: &Node, is_best: bool) -> tantivy::Result<Answer> {
        let mut compiler = Compiler::new(self.collection, self.searcher, Unit::Passage);
        let filters = &self.request.filters;
        let query = compiler.compile(&narrowed(tree, filters, None))?;
        let warnings = std::mem::take(&mut compiler.notes);

        let free: Vec<Field> = self.facets().filter(|facet| !filters.touches(*facet)).collect();
        let (total, free_counts) = match free.is_empty() {
            true => (query.count(self.searcher)? as u64, Vec::new()),
            false => self.searcher.search(&query, &FacetCollector { facets: free.clone() })?,
        };
        let mut counted: Vec<(Field, Counts)> = free.into_iter().zip(free_counts).collect();
        for facet in self.facets().filter(|facet| filters.touches(*facet)) {
            let query = compiler.compile(&narrowed(tree, filters, Some(facet)))?;
            let (_, counts) = self.searcher.search(&query, &FacetCollector { facets: vec![facet] })?;
            counted.extend(counts.into_iter().map(|counts| (facet, counts)));
        }

        let is_ranked = self.request.sort.unwrap_or(default_sort(tree)) == Sort::Relevance;
        let hits = if is_best && is_ranked && self.request.limit > 0 {
            let question = Question { tree, typed: &self.request.query, without: &self.request.without };
            let windows = ranking::windows(self.collection, self.searcher, &mut compiler, query.as_ref(), &question)?;
            let stretches = trimmed(self.searcher, &windows, self.request.offset.saturating_add(self.request.limit))?;
            self.stretches(&stretches, tree)?
        } else {
            self.hits(query.as_ref(), tree)?
        };
        let facets = self.facets().flat_map(|facet| self.facet_counts(tree, facet, &counted)).collect();
        let query_id = self.request.query_id.clone();
        Ok(Answer { hits, facets, summary: Summary { query_id, total, warnings, ..Summary::default() } })
    }

    fn facets(&self) -> impl Iterator<Item = Field> {
        self.request.facets.iter().copied()
    }

    fn hits(&self, query: &dyn Query, tree: &Node) -> tantivy::Result<Vec<Hit>> {
        let documents = usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX);
        let limit = self.request.limit.min(documents);
        if limit == 0 {
            return Ok(Vec::new());
        }
        let top = || TopDocs::with_limit(limit).and_offset(self.request.offset.min(documents));
        let by_day = |order| -> tantivy::Result<Vec<(f32, DocAddress)>> {
            let found = self.searcher.search(query, &top().order_by_fast_field::<i64>("day", order))?;
            Ok(found.into_iter().map(|(_, address)| (0.0, address)).collect())
        };
        let found = match self.request.sort.unwrap_or(default_sort(tree)) {
            Sort::Relevance => self.searcher.search(query, &top().order_by_score())?,
            Sort::Newest => by_day(Order::Desc)?,
            Sort::Oldest => by_day(Order::Asc)?,
        };
        let mut highlighter = Highlighter::new(tree);
        let mut hits = Vec::with_capacity(found.len());
        for (index, (score, address)) in found.into_iter().enumerate() {
            let mut hit = self.fetch_opened(address)?;
            hit.query_id.clone_from(&self.request.query_id);
            hit.rank = self.request.offset + index + 1;
            hit.score = score;
            hit.highlights = highlighter.ranges(&hit.text);
            hits.push(hit);
        }
        Ok(hits)
    }

    fn stretches(&self, stretches: &[Stretch], tree: &Node) -> tantivy::Result<Vec<Hit>> {
        let mut highlighter = Highlighter::new(tree);
        let mut hits = Vec::new();
        for (index, stretch) in stretches.iter().enumerate().skip(self.request.offset) {
            let mut passages = Vec::with_capacity(stretch.passages.len());
            for (at, doc) in stretch.passages.iter().enumerate() {
                let address = DocAddress::new(stretch.segment, *doc);
                passages.push(if at == 0 { self.fetch_opened(address)? } else { self.fetch(address)? });
            }
            let Some(mut hit) = Hit::joined(passages) else { continue };
            hit.query_id.clone_from(&self.request.query_id);
            hit.rank = index + 1;
            hit.score = stretch.score;
            hit.highlights = highlighter.ranges(&hit.text);
            hits.push(hit);
        }
        Ok(hits)
    }

    fn fetch(&self, address: DocAddress) -> tantivy::Result<Hit> {
        fetch(self.collection, self.searcher, address)
    }

    fn fetch_opened(&self, address: DocAddress) -> tantivy::Result<Hit> {
        fetch_opened(self.collection, self.searcher, address)
    }

    fn facet_counts(&self, tree: &Node, facet: Field, counted: &[(Field, Counts)]) -> Vec<FacetCount> {
        let Some((_, counts)) = counted.iter().find(|(field, _)| *field == facet) else { return Vec::new() };
        let selected: Vec<String> = self.request.filters.of(facet).iter().map(|value| key(value)).collect();
        let is_selected = |value: &str| selected.contains(&key(value));
        let mut shown: Vec<&(String, u64)> = counts.iter().take(FACET_VALUES).collect();
        // What is selected stays in sight, so that it can be taken back.
        shown.extend(counts.iter().skip(FACET_VALUES).filter(|(value, _)| is_selected(value)));
        let row = |(value, count): &(String, u64)| FacetCount {
            query_id: self.request.query_id.clone(),
            field: facet.facet().unwrap_or_default(),
            value: value.clone(),
            count: *count,
            selected: is_selected(value),
            query: toggled(tree, &self.request.filters, facet, value),
        };
        shown.into_iter().map(row).collect()
    }
}

/// The passage at an address of the index.
pub(super) fn fetch(collection: &Collection, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Hit> {
    let document: TantivyDocument = searcher.doc(address)?;
    let text = texts(&document, collection).next_back().unwrap_or_default().to_owned();
    Ok(Hit::new(stored::<PassageRecord>(&document, collection.fields().record).unwrap_or_default(), text))
}

/// The passage at an address of the index, with the headings directly above it.
fn fetch_opened(collection: &Collection, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Hit> {
    let document: TantivyDocument = searcher.doc(address)?;
    let text = texts(&document, collection).collect::<Vec<_>>().join("\n");
    let record: PassageRecord = stored(&document, collection.fields().record).unwrap_or_default();
    let first = record.heading_line.unwrap_or(record.place.line_start);
    Ok(Hit { line_start: first, ..Hit::new(record, text) })
}

/// The texts of a passage: the headings directly above it, then its own.
pub(super) fn texts<'a>(
    document: &'a TantivyDocument,
    collection: &Collection,
) -> impl DoubleEndedIterator<Item = &'a str> {
    let values: Vec<&str> = document.get_all(collection.fields().text).filter_map(|value| value.as_str()).collect();
    values.into_iter().filter(|text| *text != LOW)
}

/// The tree with the filters, those of `without` left out.
pub(super) fn narrowed(tree: &Node, filters: &Filters, without: Option<Field>) -> Node {
    let mut nodes = vec![tree.clone()];
    nodes.extend(filters.nodes(without));
    Node::and(nodes)
}

/// The query as typed that has the value of the facet added, or taken away.
fn toggled(tree: &Node, filters: &Filters, facet: Field, value: &str) -> String {
    let mut changed = filters.clone();
    let wanted = key(value);
    match changed.values.iter_mut().find(|(field, _)| *field == facet) {
        Some((_, values)) if values.iter().any(|known| key(known) == wanted) => {
            values.retain(|known| key(known) != wanted);
        }
        Some((_, values)) => values.push(value.to_owned()),
        None if facet == Field::Year => changed.periods.extend(super::Period::parse(value)),
        None => changed.values.push((facet, vec![value.to_owned()])),
    }
    narrowed(tree, &changed, None).to_string()
}

/// Without words to compare there is nothing to rank by.
fn default_sort(tree: &Node) -> Sort {
    if has_words(tree) { Sort::Relevance } else { Sort::Newest }
}

fn has_words(tree: &Node) -> bool {
    match tree {
        Node::Text(Pattern::Value(_)) | Node::All | Node::Field(..) | Node::Date(_) | Node::Not(_) => false,
        Node::Text(_) => true,
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has_words),
    }
}
