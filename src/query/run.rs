//! Running a request: hits, total and facet counts.

use super::compile::{Compiler, Unit};
use super::facet::{Counts, Facet, SHOWN};
use super::field::Field;
use super::hits::Page;
use super::pass::{over_all, pass};
use super::ranking::Asked;
use super::request::{Filters, Matching, Request, Scope, relaxed};
use super::results::{Answer, FacetCount, Summary};
use super::syntax::{Complaint, Node};
use super::thesaurus::{Thesaurus, expressions};
use super::{more_like, nothing};
use crate::index::{Collection, IndexError, key};
use crate::link::Acronym;
use std::time::Instant;
use tantivy::Searcher;

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
    let (tree, expanded) = match &request.thesaurus {
        Some(thesaurus) => with_acronyms(thesaurus, collection, &typed)?.widen(&typed),
        None => (typed.clone(), Vec::new()),
    };
    let search = Search { collection, searcher: &collection.searcher(), request };
    let mut answer = search.answer(&typed, &tree).map_err(|cause| collection.fault(cause))?;
    answer.summary.expanded = expanded;
    answer.summary.reading = request.explain.then(|| tree.to_string());
    answer.summary.took_us = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok(answer)
}

/// The thesaurus with what the archive itself says that acronyms of the query stand for.
fn with_acronyms(thesaurus: &Thesaurus, collection: &Collection, tree: &Node) -> Result<Thesaurus, IndexError> {
    /// Letters of up to this length are acronyms only in capitals: `IT` is, `it` is not.
    const SHORT: usize = 3;
    let mut thesaurus = thesaurus.clone();
    for expression in expressions(tree) {
        for Acronym { acronym, meaning, .. } in collection.acronyms_of(&expression)? {
            let is_typed_so = expression.chars().count() > SHORT || expression == acronym;
            if is_typed_so {
                thesaurus.add([acronym, meaning]);
            }
        }
    }
    Ok(thesaurus)
}

struct Search<'a> {
    collection: &'a Collection,
    searcher: &'a Searcher,
    request: &'a Request,
}

impl Search<'_> {
    /// The answer to `tree`, which is the query as typed with its words widened.
    fn answer(&self, typed: &Node, tree: &Node) -> tantivy::Result<Answer> {
        if let Some(id) = &self.request.more_like {
            let Some(asked) = more_like::question(self.collection, self.searcher, id)? else {
                let warnings = vec![format!("no meeting or passage has the id {id}")];
                return Ok(Answer { summary: Summary { warnings, ..Summary::default() }, ..Answer::default() });
            };
            return self.run(&Node::and(vec![asked.tree.clone(), tree.clone()]), Some(&asked));
        }
        if self.request.matching == Matching::Any {
            return self.best(tree);
        }
        let answer = self.run(tree, None)?;
        if answer.summary.total > 0 {
            return Ok(answer);
        }
        let reasons = nothing::reasons(self.collection, self.searcher, self.request, typed)?;
        let mut best = if relaxed(tree, &[]) == *tree { answer } else { self.best(tree)? };
        if best.summary.total > 0 {
            let warning = "no passage has all of the words; these have some of them, best match first";
            best.summary.warnings.insert(0, warning.to_owned());
        }
        best.summary.warnings.extend(reasons);
        Ok(best)
    }

    /// The best match, whether it has all of the words or not.
    fn best(&self, tree: &Node) -> tantivy::Result<Answer> {
        let asked = Asked::of(self.collection, self.searcher, tree, self.request)?;
        let mut answer = self.run(&relaxed(&asked.tree, &asked.speakers), Some(&asked))?;
        answer.summary.set_aside = asked.set_aside;
        Ok(answer)
    }

    fn run(&self, tree: &Node, asked: Option<&Asked>) -> tantivy::Result<Answer> {
        let mut compiler = Compiler::new(self.collection, self.searcher, Unit::Passage);
        compiler.scope = if asked.is_some() { Scope::Statement } else { self.request.scope };
        let filters = &self.request.filters;
        let whole = narrowed(tree, filters, None);
        let query = compiler.compile(&whole)?;
        let warnings = std::mem::take(&mut compiler.notes);

        let free: Vec<Facet> = self.facets().filter(|facet| !filters.touches(facet.field)).collect();
        let page = Page { collection: self.collection, searcher: self.searcher, request: self.request, tree };
        let index = (self.collection, self.searcher);
        let first = match page.scored(asked) {
            None if whole == Node::All => over_all(index, query.as_ref(), &free)?,
            best => pass(index, query.as_ref(), &free, best)?,
        };
        let mut counted: Vec<(Field, Counts)> = free.iter().map(|facet| facet.field).zip(first.counts).collect();
        for facet in self.facets().filter(|facet| filters.touches(facet.field)) {
            let query = compiler.compile(&narrowed(tree, filters, Some(facet.field)))?;
            let field = facet.field;
            let counts = pass(index, query.as_ref(), &[facet], None)?.counts;
            counted.extend(counts.into_iter().map(|counts| (field, counts)));
        }

        let hits = page.hits(&mut compiler, (query.as_ref(), first.best), asked)?;
        let facets = self.facets().flat_map(|facet| self.facet_counts(tree, &facet, &counted)).collect();
        let query_id = self.request.query_id.clone();
        Ok(Answer { hits, facets, summary: Summary { query_id, total: first.total, warnings, ..Summary::default() } })
    }

    /// The facets asked for; what is selected stays in sight, so that it can be taken back.
    fn facets(&self) -> impl Iterator<Item = Facet> {
        // Years are few and a row that is drawn; none is left out.
        let most = |field| if field == Field::Year { usize::MAX } else { SHOWN };
        let facet = move |field: &Field| Facet {
            field: *field,
            most: most(*field),
            selected: self.request.filters.chosen(*field),
        };
        self.request.facets.iter().map(facet)
    }

    fn facet_counts(&self, tree: &Node, facet: &Facet, counted: &[(Field, Counts)]) -> Vec<FacetCount> {
        let Some((_, counts)) = counted.iter().find(|(field, _)| *field == facet.field) else { return Vec::new() };
        let row = |(value, count): &(String, u64)| FacetCount {
            query_id: self.request.query_id.clone(),
            field: facet.field.facet().unwrap_or_default(),
            value: value.clone(),
            count: *count,
            selected: !facet.selected.is_empty() && facet.selected.contains(&key(value)),
            query: toggled(tree, &self.request.filters, facet.field, value),
        };
        counts.iter().map(row).collect()
    }
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
    match changed.values.iter_mut().find(|(field, _)| *field == facet) {
        Some((_, values)) if values.iter().any(|known| key(known) == key(value)) => {
            values.retain(|known| key(known) != key(value));
        }
        Some((_, values)) => values.push(value.to_owned()),
        None if facet == Field::Year => {
            // The counts are those of whole years, and so are the hits.
            (changed.from, changed.to) = (None, None);
            let year = super::Period::parse(value);
            match changed.periods.iter().position(|period| Some(*period) == year) {
                Some(at) => drop(changed.periods.remove(at)),
                None => changed.periods.extend(year),
            }
        }
        None => changed.values.push((facet, vec![value.to_owned()])),
    }
    narrowed(tree, &changed, None).to_string()
}
