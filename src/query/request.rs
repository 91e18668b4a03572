//! What is asked: a query, how to read it, filters, and which part of the answer is wanted.

use super::field::Field;
use super::model::Model;
use super::period::Period;
use super::ranking::Part;
use super::syntax::{Complaint, Node, Pattern, parse, plain};
use super::thesaurus::Thesaurus;
use crate::index::key;
use jiff::civil::Date;
use std::sync::Arc;

/// A question to an index.
#[derive(Debug, Clone)]
pub struct Request {
    /// Goes into every row of the answer, in a batch.
    pub query_id: Option<String>,
    /// The query as typed.
    pub query: String,
    /// How the query is read.
    pub reading: Reading,
    /// Whether all words are required.
    pub matching: Matching,
    /// How far apart they may stand.
    pub scope: Scope,
    /// What hits must have besides.
    pub filters: Filters,
    /// Facets to count.
    pub facets: Vec<Field>,
    /// Order of the hits.
    pub sort: Option<Sort>,
    /// Words that mean the same; none, where words are to be taken as they are.
    pub thesaurus: Option<Arc<Thesaurus>>,
    /// What the meaning of texts is compared by.
    pub model: Option<Arc<Model>>,
    /// Whether the answer says how the query was read and why hits rank where they do.
    pub explain: bool,
    /// A meeting or passage to find others like it.
    pub more_like: Option<String>,
    /// Parts of the ranking to leave out.
    pub without: Vec<Part>,
    /// Number of hits wanted.
    pub limit: usize,
    /// Number of hits to leave out before.
    pub offset: usize,
}

/// How a query is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reading {
    /// As the query language.
    #[default]
    Language,
    /// As words, without operators.
    Plain,
}

/// Whether all words are required.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Matching {
    /// All of them.
    #[default]
    All,
    /// What covers most of them ranks first.
    Any,
}

/// How far apart the words may stand that are all required.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// In one paragraph or turn.
    Statement,
    /// In one agenda item.
    #[default]
    Item,
    /// Anywhere in one meeting.
    Meeting,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    Relevance,
    /// Last meeting first.
    Newest,
    /// First meeting first.
    Oldest,
}

/// Values that hits must have: any of a field's, and of every field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// Fields with the values wanted.
    pub values: Vec<(Field, Vec<String>)>,
    /// Spans of days, any of them.
    pub periods: Vec<Period>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl Filters {
    /// The values wanted of `field`.
    pub fn of(&self, field: Field) -> &[String] {
        self.values.iter().find(|(name, _)| *name == field).map(|(_, values)| values.as_slice()).unwrap_or_default()
    }

    /// The filters as a tree, those of `without` left out.
    pub(super) fn nodes(&self, without: Option<Field>) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (field, values) in
            self.values.iter().filter(|(field, values)| Some(*field) != without && !values.is_empty())
        {
            nodes.push(Node::or(
                values.iter().map(|value| Node::Field(*field, Pattern::Value(value.clone()))).collect(),
            ));
        }
        if without != Some(Field::Year) {
            if !self.periods.is_empty() {
                nodes.push(Node::or(self.periods.iter().map(|period| Node::Date(*period)).collect()));
            }
            if self.from.is_some() || self.to.is_some() {
                nodes.push(Node::Date(Period { from: self.from, to: self.to }));
            }
        }
        nodes
    }

    /// Keys of the values that are chosen of a facet; of the years, those wanted whole.
    pub(super) fn chosen(&self, facet: Field) -> Vec<String> {
        match facet {
            Field::Year => self.periods.iter().filter_map(|period| Some(format!("{:04}", period.year()?))).collect(),
            _ => self.of(facet).iter().map(|value| key(value)).collect(),
        }
    }

    /// Whether the values of a facet are filtered.
    pub(super) fn touches(&self, facet: Field) -> bool {
        !self.of(facet).is_empty()
            || (facet == Field::Year && (!self.periods.is_empty() || self.from.is_some() || self.to.is_some()))
    }
}

impl Request {
    /// A request for the first hits of `query`.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query_id: None,
            query: query.into(),
            reading: Reading::default(),
            matching: Matching::default(),
            scope: Scope::default(),
            filters: Filters::default(),
            facets: Vec::new(),
            sort: None,
            thesaurus: None,
            model: None,
            explain: false,
            more_like: None,
            without: Vec::new(),
            limit: 10,
            offset: 0,
        }
    }

    /// The query as a tree.
    pub fn tree(&self) -> Result<Node, Complaint> {
        match self.reading {
            Reading::Language => parse(&self.query),
            Reading::Plain => plain(&self.query),
        }
    }
}

/// The tree with its words made optional, `also` among them; fields, dates and what is excluded stay as they are.
pub(super) fn relaxed(node: &Node, also: &[Node]) -> Node {
    let nodes = if let Node::And(nodes) = node { nodes.as_slice() } else { std::slice::from_ref(node) };
    let is_word = |node: &&Node| matches!(node, Node::Text(_) | Node::Or(_) | Node::And(_));
    let (optional, mut required): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(is_word);
    let inner = |node: &Node| if let Node::And(_) = node { relaxed(node, &[]) } else { node.clone() };
    let any = Node::or(optional.into_iter().map(inner).chain(also.iter().cloned()).collect());
    if any != Node::All {
        required.insert(0, &any);
    }
    Node::and(required.into_iter().cloned().collect())
}
