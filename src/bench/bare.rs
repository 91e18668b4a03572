//! A question asked of the engine alone, of the product's index or of a bare one: both have the same fields.

use super::mix::FACETS;
use super::ordinals::Ordinals;
use super::question::{Class, Question};
use crate::index::{Form, LOW, Layouts, Stems, Whole, WithinQuery, day_number, key_term, words};
use crate::query::{Field, Filters, Matching, Node, Pattern, Request, best};
use std::ops::Bound;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, InvertedIndexRangeQuery, PhraseQuery, Query,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{DocAddress, Order, Result, Searcher, TantivyDocument, Term};

/// The fields that are asked of.
pub(super) const COLUMNS: [&str; 7] = ["text", "exact", "topic", "person", "body", "year", "day"];

/// An index by its words and few columns.
pub(super) struct Bare {
    searcher: Searcher,
    text: Column,
    exact: Column,
    topic: Column,
    body: Column,
    day: Column,
    /// Where meetings begin, if the body is written there, as the product has it, and not at each passage.
    meetings: Option<Layouts>,
}

impl Bare {
    /// The engine over an index that has the fields.
    pub(super) fn over(searcher: Searcher) -> Result<Bare> {
        let field = |name| searcher.schema().get_field(name);
        let (text, exact, topic, body, day) =
            (field("text")?, field("exact")?, field("topic")?, field("body")?, field("day")?);
        let meetings = field("meeting_run").is_ok().then(Layouts::default);
        Ok(Bare { text, exact, topic, body, day, meetings, searcher })
    }

    /// Addresses and scores of the best ten passages; none for a question that is not about text, or not the engine's.
    pub(super) fn top(&self, question: &Question) -> Result<Option<u64>> {
        let is_ranked = !matches!(question.class, Class::Faceted | Class::Who | Class::WhoShown | Class::Unknown);
        let Some(query) = self.query(&question.request, None)?.filter(|_| is_ranked) else { return Ok(None) };
        if tree(&question.request) == Some(Node::All) {
            return Ok(None);
        }
        Ok(Some(self.best(&*query, &question.request)?.len() as u64))
    }

    /// Ten passages with the engine's own snippets, their total and the counts asked for.
    pub(super) fn answer(&self, question: &Question) -> Result<Option<u64>> {
        let request = &question.request;
        let Some(query) = self.query(request, None)? else { return Ok(None) };
        if matches!(question.class, Class::Who | Class::WhoShown) {
            self.searcher.search(&query, &Ordinals { columns: &["person"] })?;
            return Ok(Some(query.count(&self.searcher)? as u64));
        }
        let is_browsed = tree(request) == Some(Node::All);
        let found = if is_browsed { self.newest(&*query, request)? } else { self.best(&*query, request)? };
        let total = self.searcher.search(&query, &Count)?;
        let column = if is_as_written(request) { self.exact } else { self.text };
        let snippets = SnippetGenerator::create(&self.searcher, &query, column)?;
        for address in found {
            let document: TantivyDocument = self.searcher.doc(address)?;
            let texts = document.get_all(self.text).filter_map(|value| value.as_str()).filter(|text| *text != LOW);
            std::hint::black_box(snippets.snippet(&texts.collect::<Vec<_>>().join("\n")));
        }
        let (own, free): (Vec<Field>, Vec<Field>) =
            request.facets.iter().partition(|facet| !request.filters.of(**facet).is_empty());
        if !free.is_empty() {
            std::hint::black_box(self.searcher.search(&query, &Ordinals { columns: &columns(&free) })?);
        }
        for facet in own {
            let Some(query) = self.query(request, Some(facet))? else { continue };
            std::hint::black_box(self.searcher.search(&query, &Ordinals { columns: &columns(&[facet]) })?);
        }
        Ok(Some(total as u64))
    }

    fn best(&self, query: &dyn Query, request: &Request) -> Result<Vec<DocAddress>> {
        let wanted = request.offset + request.limit.max(1);
        let found = match self.meetings {
            // As the product asks the engine.
            Some(_) => self.searcher.search(query, &best(wanted))?,
            None => self.searcher.search(query, &TopDocs::with_limit(wanted).order_by_score())?,
        };
        Ok(found.into_iter().skip(request.offset).map(|(_, address)| address).collect())
    }

    fn newest(&self, query: &dyn Query, request: &Request) -> Result<Vec<DocAddress>> {
        let top = TopDocs::with_limit(request.limit.max(1)).and_offset(request.offset);
        let found = self.searcher.search(query, &top.order_by_fast_field::<i64>("day", Order::Desc))?;
        Ok(found.into_iter().map(|(_, address)| address).collect())
    }

    /// The request without the filter of `without`; none where it asks for what only the product knows.
    fn query(&self, request: &Request, without: Option<Field>) -> Result<Option<Box<dyn Query>>> {
        let Some(tree) = tree(request) else { return Ok(None) };
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        match self.node(&tree) {
            Some(query) => all.push(query),
            None => return Ok(None),
        }
        match self.filters(&request.filters, without) {
            Some(filters) => all.extend(filters),
            None => return Ok(None),
        }
        Ok(Some(if all.len() > 1 { Box::new(BooleanQuery::intersection(all)) } else { all.remove(0) }))
    }

    fn node(&self, node: &Node) -> Option<Box<dyn Query>> {
        let each = |nodes: &[Node]| nodes.iter().map(|node| self.node(node)).collect::<Option<Vec<_>>>();
        match node {
            Node::All => Some(Box::new(AllQuery)),
            Node::And(nodes) => Some(Box::new(BooleanQuery::intersection(each(nodes)?))),
            Node::Or(nodes) => Some(Box::new(BooleanQuery::union(each(nodes)?))),
            Node::Text(pattern) => Some(self.pattern(pattern)),
            Node::Field(..) | Node::Date(_) | Node::Not(_) => None,
        }
    }

    fn pattern(&self, pattern: &Pattern) -> Box<dyn Query> {
        let exact = |word: &str| Term::from_field_text(self.exact, word);
        match pattern {
            Pattern::Word(text) => {
                let mut stems = Stems::default();
                let terms = folded(text).into_iter().map(|word| Term::from_field_text(self.text, stems.of(&word)));
                one_or_all(terms.map(scored).collect())
            }
            Pattern::Phrase(text) | Pattern::Value(text) => self.phrase(text, 0),
            Pattern::Near(text, slop) => self.phrase(text, *slop),
            Pattern::Prefix(text) => {
                let word = folded(text).pop().unwrap_or_default();
                let end = exact(&format!("{word}{}", char::MAX));
                Box::new(InvertedIndexRangeQuery::new(Bound::Included(exact(&word)), Bound::Excluded(end)))
            }
            Pattern::Fuzzy(text, distance) => {
                let word = folded(text).pop().unwrap_or_default();
                Box::new(FuzzyTermQuery::new(exact(&word), *distance, true))
            }
        }
    }

    fn phrase(&self, text: &str, slop: u32) -> Box<dyn Query> {
        let mut terms: Vec<Term> = folded(text).iter().map(|word| Term::from_field_text(self.exact, word)).collect();
        match terms.len() {
            0 => Box::new(EmptyQuery),
            1 => scored(terms.remove(0)),
            _ => Box::new(PhraseQuery::new_with_offset_and_slop(terms.into_iter().enumerate().collect(), slop)),
        }
    }

    fn filters(&self, filters: &Filters, without: Option<Field>) -> Option<Vec<Box<dyn Query>>> {
        let mut all: Vec<Box<dyn Query>> = Vec::new();
        for (field, values) in filters.values.iter().filter(|(field, _)| Some(*field) != without) {
            let column = match field {
                Field::Topic => self.topic,
                Field::Body => self.body,
                _ => return None,
            };
            let any = values.iter().map(|value| {
                let term = Term::from_field_text(column, &key_term(value));
                Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>
            });
            let any: Box<dyn Query> = Box::new(BooleanQuery::union(any.collect()));
            let any = match &self.meetings {
                Some(layouts) if *field == Field::Body => Box::new(WithinQuery::new(any, Whole::Meeting, layouts)),
                _ => any,
            };
            all.push(Box::new(ConstScoreQuery::new(any, 0.0)));
        }
        if !filters.periods.is_empty() {
            return None;
        }
        if filters.from.is_some() || filters.to.is_some() {
            let bound = |day: Option<jiff::civil::Date>| {
                day.map_or(Bound::Unbounded, |day| Bound::Included(Term::from_field_i64(self.day, day_number(day))))
            };
            let range = RangeQuery::new(bound(filters.from), bound(filters.to));
            all.push(Box::new(ConstScoreQuery::new(Box::new(range), 0.0)));
        }
        Some(all)
    }
}

/// What is asked, its words optional where the best match is wanted.
fn tree(request: &Request) -> Option<Node> {
    match (request.tree().ok()?, request.matching) {
        (Node::And(nodes), Matching::Any) => Some(Node::or(nodes)),
        (tree, _) => Some(tree),
    }
}

/// Whether the request is about words as written.
fn is_as_written(request: &Request) -> bool {
    fn has(node: &Node) -> bool {
        match node {
            Node::Text(pattern) => !matches!(pattern, Pattern::Word(_)),
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has),
            _ => false,
        }
    }
    tree(request).is_some_and(|tree| has(&tree))
}

/// The words of a text in the spelling of the index.
fn folded(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| word.form == Form::Whole).map(|word| word.text).collect()
}

fn scored(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn one_or_all(mut all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match all.len() {
        0 => Box::new(EmptyQuery),
        1 => all.remove(0),
        _ => Box::new(BooleanQuery::intersection(all)),
    }
}

/// The columns of facets.
fn columns(facets: &[Field]) -> Vec<&'static str> {
    facets.iter().filter(|facet| FACETS.contains(facet)).filter_map(|facet| facet.facet()).collect()
}
