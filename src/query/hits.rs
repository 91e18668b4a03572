//! Which passages an answer shows, in what order, and how they are fetched.

use super::best::best;
use super::compile::{Compiler, Unit, needs_text};
use super::highlight::Highlighter;
use super::pass::is_skipped;
use super::ranking::{self, Around, Asked, Meaning, Question, Stretch, trimmed};
use super::request::{Filters, Request, Scope, Sort};
use super::results::{Hit, Why};
use super::run::narrowed;
use super::stored::stored;
use super::syntax::{Node, Pattern};
use super::wording::wholes;
use crate::index::{Collection, LOW, PassageRecord, Stems, words};
use std::ops::RangeInclusive;
use tantivy::collector::TopDocs;
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, DocId, Order, Result, Searcher, TantivyDocument, Term};

/// The hits of one request.
pub(super) struct Page<'a> {
    pub(super) collection: &'a Collection,
    pub(super) searcher: &'a Searcher,
    pub(super) request: &'a Request,
    /// What is looked for in the text, without the filters of the request.
    pub(super) tree: &'a Node,
}

impl Page<'_> {
    /// Number of passages needed for the page.
    fn wanted(&self) -> usize {
        let documents = usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX);
        if self.request.limit == 0 { 0 } else { self.request.offset.saturating_add(self.request.limit).min(documents) }
    }

    fn sort(&self) -> Sort {
        self.request.sort.unwrap_or(default_sort(self.tree))
    }

    /// How many of the best passages are to be looked for in the pass that counts all; none where they are cheaper to
    /// find on their own, or not asked for.
    pub(super) fn scored(&self, asked: Option<&Asked>) -> Option<usize> {
        let is_bare = is_skipped(self.tree) && self.request.filters == Filters::default();
        let is_ranked = self.sort() == Sort::Relevance && asked.is_none() && self.wanted() > 0;
        (is_ranked && !is_bare && !self.is_apart()).then(|| ranking::looked_at(self.wanted()))
    }

    /// Whether passages match that have some of the words only.
    fn is_apart(&self) -> bool {
        let count = |nodes: &[Node]| nodes.iter().filter(|node| needs_text(node)).count();
        self.request.scope != Scope::Statement && matches!(self.tree, Node::And(nodes) if count(nodes) > 1)
    }

    /// The hits of `query`: single passages, or stretches of them where the best match is asked for. The best passages
    /// may be known already.
    pub(super) fn hits(
        &self,
        compiler: &mut Compiler,
        (query, best): (&dyn Query, Option<Vec<(f32, DocAddress)>>),
        asked: Option<&Asked>,
    ) -> Result<Vec<Hit>> {
        let wanted = self.wanted();
        if wanted == 0 {
            return Ok(Vec::new());
        }
        let stretches = match (self.sort(), asked) {
            (Sort::Relevance, Some(asked)) => {
                let question = Question { asked, without: &self.request.without };
                let mut windows = ranking::windows(self.collection, compiler, query, &question)?;
                windows.leave_out(&asked.leave_out);
                if let Some(meaning) = self.meaning() {
                    windows.weigh(&meaning, |segment, docs| self.text_of(segment, docs))?;
                }
                trimmed((self.collection, self.searcher), &windows, &question, wanted)?
            }
            (Sort::Relevance, None) => self.by_score((query, best), wanted)?,
            (Sort::Newest, _) => self.by_day(query, wanted, Order::Desc)?,
            (Sort::Oldest, _) => self.by_day(query, wanted, Order::Asc)?,
        };
        let mut highlighter = Highlighter::new(self.tree);
        let mut hits = Vec::new();
        for (index, stretch) in stretches.into_iter().enumerate().skip(self.request.offset) {
            let Some(mut hit) = self.fetch(&stretch)? else { continue };
            hit.query_id.clone_from(&self.request.query_id);
            hit.rank = index + 1;
            hit.score = stretch.why.score();
            hit.why = self.request.explain.then_some(stretch.why);
            hit.highlights = highlighter.ranges(&hit.text);
            hits.push(hit);
        }
        Ok(hits)
    }

    /// Passages that have all words first; then those that have some, beside others that have the rest.
    fn by_score(
        &self,
        (query, known): (&dyn Query, Option<Vec<(f32, DocAddress)>>),
        wanted: usize,
    ) -> Result<Vec<Stretch>> {
        let around = Around {
            searcher: self.searcher,
            layouts: self.collection.layouts(),
            headings: self.heading_terms(),
            without: &self.request.without,
        };
        let weighed = |found: Vec<(f32, DocAddress)>| {
            let mut found = ranking::weighed(&around, found)?;
            if let Some(meaning) = self.meaning() {
                let text = |address: DocAddress| self.text_of(address.segment_ord, address.doc_id..=address.doc_id);
                meaning.weigh(&mut found, |(why, _)| why, |(_, address)| text(*address))?;
            }
            tantivy::Result::Ok(found)
        };
        let top = |query: &dyn Query| weighed(self.searcher.search(query, &best(ranking::looked_at(wanted)))?);
        if !self.is_apart() {
            return Ok(single(known.map_or_else(|| top(query), weighed)?, wanted));
        }
        let mut compiler = Compiler::new(self.collection, self.searcher, Unit::Passage);
        let strict = compiler.compile(&narrowed(self.tree, &self.request.filters, None))?;
        let mut found = top(strict.as_ref())?;
        if found.len() < wanted {
            let known: Vec<DocAddress> = found.iter().map(|(_, address)| *address).collect();
            found.extend(top(query)?.into_iter().filter(|(_, address)| !known.contains(address)));
        }
        Ok(single(found, wanted))
    }

    /// What the query means, if there is a model to tell it.
    fn meaning(&self) -> Option<Meaning<'_>> {
        let model = self.request.model.as_deref()?;
        let words: Vec<&str> = self.tree.patterns().into_iter().map(Pattern::text).collect();
        Some(Meaning::of(model, &words.join(" ")))
    }

    /// The text of the passages among the documents.
    fn text_of(&self, segment: u32, docs: RangeInclusive<DocId>) -> Result<String> {
        let mut text = String::new();
        for doc in docs {
            let document: TantivyDocument = self.searcher.doc(DocAddress::new(segment, doc))?;
            if let Some(last) = texts(&document, self.collection).next_back() {
                text.push_str(last);
                text.push('\n');
            }
        }
        Ok(text)
    }

    /// The words asked for, as terms of the heading above.
    fn heading_terms(&self) -> Vec<Term> {
        let mut stems = Stems::default();
        let nodes = if let Node::And(nodes) = self.tree { nodes.as_slice() } else { std::slice::from_ref(self.tree) };
        let mut terms = Vec::new();
        for node in nodes {
            let Node::Text(Pattern::Word(text) | Pattern::Phrase(text) | Pattern::Near(text, _)) = node else {
                continue;
            };
            let found = words(text);
            terms.extend(
                wholes(&found).map(|word| Term::from_field_text(self.collection.fields().topic, stems.of(&word.text))),
            );
        }
        terms
    }

    fn by_day(&self, query: &dyn Query, wanted: usize, order: Order) -> Result<Vec<Stretch>> {
        let top = TopDocs::with_limit(wanted).order_by_fast_field::<i64>("day", order);
        let found = self.searcher.search(query, &top)?;
        Ok(single(found.into_iter().map(|(_, address)| (Why::default(), address)).collect(), wanted))
    }

    fn fetch(&self, stretch: &Stretch) -> Result<Option<Hit>> {
        let mut passages = Vec::with_capacity(stretch.passages.len());
        for (at, doc) in stretch.passages.iter().enumerate() {
            let address = DocAddress::new(stretch.segment, *doc);
            let fetch = if at == 0 { fetch_opened } else { fetch };
            passages.push(fetch(self.collection, self.searcher, address)?);
        }
        Ok(Hit::joined(passages))
    }
}

fn single(found: Vec<(Why, DocAddress)>, wanted: usize) -> Vec<Stretch> {
    let passage = |(why, address): (Why, DocAddress)| Stretch {
        segment: address.segment_ord,
        passages: vec![address.doc_id],
        why,
    };
    found.into_iter().take(wanted).map(passage).collect()
}

/// The passage at an address of the index.
pub(super) fn fetch(collection: &Collection, searcher: &Searcher, address: DocAddress) -> Result<Hit> {
    let document: TantivyDocument = searcher.doc(address)?;
    let record: PassageRecord = stored(&document, collection.fields().record).unwrap_or_default();
    let text = own_text(&document, &record, collection);
    Ok(Hit::new(record, text))
}

/// The passage at an address of the index, with the headings directly above it.
fn fetch_opened(collection: &Collection, searcher: &Searcher, address: DocAddress) -> Result<Hit> {
    let document: TantivyDocument = searcher.doc(address)?;
    let record: PassageRecord = stored(&document, collection.fields().record).unwrap_or_default();
    let text = match &record.text {
        Some(heading) => heading.clone(),
        None => texts(&document, collection).collect::<Vec<_>>().join("\n"),
    };
    let first = record.heading_line.unwrap_or(record.place.line_start);
    Ok(Hit { line_start: first, ..Hit::new(record, text) })
}

/// The text of a passage without the headings above it.
pub(super) fn own_text(document: &TantivyDocument, record: &PassageRecord, collection: &Collection) -> String {
    let text = record.text.as_deref().or_else(|| texts(document, collection).next_back());
    text.unwrap_or_default().to_owned()
}

/// The texts a passage is found by: the headings directly above it, then its own.
fn texts<'a>(document: &'a TantivyDocument, collection: &Collection) -> impl DoubleEndedIterator<Item = &'a str> {
    let values: Vec<&str> = document.get_all(collection.fields().text).filter_map(|value| value.as_str()).collect();
    values.into_iter().filter(|text| *text != LOW)
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
