//! A tree of the query language to a query of the engine.

use super::days::DayQuery;
use super::field::Field;
use super::near::NearQuery;
use super::paths::matching_paths;
use super::period::Period;
use super::request::Scope;
use super::scope::ScopeQuery;
use super::syntax::{Node, Pattern};
use super::wording::{Terms, is_joined, joined, last_word, spoken, wholes, within};
use crate::index::{
    ACTION, Collection, Fields, Form, Layouts, PASSAGE, STATEMENT, Stems, Whole, WithinQuery, Word, key_term, words,
};
use std::ops::Bound;
use tantivy::query::{
    BooleanQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, InvertedIndexRangeQuery, Occur, PhraseQuery, Query,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field as Column, IndexRecordOption};
use tantivy::{Searcher, Term};

/// What a query is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// The passages, by text.
    Passage,
    /// The statements in them.
    Statement,
    /// The actions set in them.
    Action,
    /// Both.
    Fact,
}

/// Turns trees into queries over one state of an index.
pub(super) struct Compiler<'a> {
    pub(super) fields: &'a Fields,
    pub(super) searcher: &'a Searcher,
    layouts: &'a Layouts,
    stems: Stems,
    unit: Unit,
    /// How far apart required words may stand.
    pub(super) scope: Scope,
    /// What could not be taken as typed.
    pub(super) notes: Vec<String>,
}

/// An indexed field and what its terms are.
#[derive(Clone, Copy)]
struct Target {
    column: Column,
    terms: Terms,
}

type Result<T> = tantivy::Result<T>;

impl<'a> Compiler<'a> {
    pub(super) fn new(collection: &'a Collection, searcher: &'a Searcher, unit: Unit) -> Self {
        Self {
            fields: collection.fields(),
            searcher,
            layouts: collection.layouts(),
            stems: Stems::default(),
            unit,
            scope: Scope::Statement,
            notes: Vec::new(),
        }
    }

    /// The query for `node` among the units.
    pub(super) fn compile(&mut self, node: &Node) -> Result<Box<dyn Query>> {
        let Some(query) = self.node(node)? else { return Ok(self.everything()) };
        // Passages have text, statements and actions have theirs; every kind has the other fields.
        if matches!(self.unit, Unit::Passage | Unit::Fact) && needs_text(node) {
            return Ok(query);
        }
        Ok(Box::new(BooleanQuery::intersection(vec![query, self.everything()])))
    }

    /// None where the node holds nothing that could be searched for.
    fn node(&mut self, node: &Node) -> Result<Option<Box<dyn Query>>> {
        match node {
            Node::All => Ok(Some(self.everything())),
            Node::Text(pattern) => self.text(pattern),
            Node::Field(field, pattern) => {
                let query =
                    if *field == Field::Path { Some(self.path(pattern)?) } else { self.field(*field, pattern)? };
                Ok(query.map(|query| unscored(self.within(*field, query))))
            }
            Node::Date(period) => Ok(Some(unscored(self.date(*period)?))),
            Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::And(nodes) => self.all(nodes),
            Node::Or(nodes) => {
                let mut any = Vec::new();
                for node in nodes {
                    any.extend(self.node(node)?);
                }
                Ok(union(any))
            }
        }
    }

    fn all(&mut self, nodes: &[Node]) -> Result<Option<Box<dyn Query>>> {
        let (mut required, mut excluded, mut words, mut spans) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let has_words = nodes.iter().any(needs_text);
        for node in nodes {
            match node {
                // Beside words the day of each passage they find is looked at, which is less than finding the whole span.
                Node::Date(period) if has_words => spans.push(*period),
                Node::Not(inner) => excluded.extend(self.node(inner)?.map(|query| (Occur::MustNot, query))),
                node if needs_text(node) => words.extend(self.node(node)?),
                node => required.extend(self.node(node)?),
            }
        }
        if words.len() > 1 && self.scope != Scope::Statement && self.unit == Unit::Passage {
            words = vec![Box::new(ScopeQuery::new(words, self.scope, self.layouts.clone()))];
        }
        required.splice(0..0, words);
        for period in spans {
            required = vec![match intersection(required) {
                Some(inner) => Box::new(DayQuery::new(inner, period)),
                None => unscored(self.date(period)?),
            }];
        }
        if excluded.is_empty() {
            return Ok(intersection(required));
        }
        if required.is_empty() {
            required.push(self.everything());
        }
        let clauses = required.into_iter().map(|query| (Occur::Must, query)).chain(excluded);
        Ok(Some(Box::new(BooleanQuery::new(clauses.collect()))))
    }

    /// The query for one pattern in the text.
    pub(super) fn leaf(&mut self, pattern: &Pattern) -> Result<Option<Box<dyn Query>>> {
        self.text(pattern)
    }

    fn everything(&self) -> Box<dyn Query> {
        let kinds: &[&str] = match self.unit {
            Unit::Passage => &[PASSAGE],
            Unit::Statement => &[STATEMENT],
            Unit::Action => &[ACTION],
            Unit::Fact => &[STATEMENT, ACTION],
        };
        let any = kinds.iter().map(|kind| Box::new(term(self.fields.kind, kind)) as Box<dyn Query>).collect();
        unscored(union(any).unwrap_or_else(|| Box::new(EmptyQuery)))
    }

    fn text(&mut self, pattern: &Pattern) -> Result<Option<Box<dyn Query>>> {
        let target = self.quoted();
        let exact = target.column;
        match pattern {
            Pattern::Word(text) => {
                let found = words(text);
                let mut all = Vec::new();
                for whole in wholes(&found) {
                    all.push(self.word(whole, &found, text));
                }
                Ok(self.noted(intersection(all), text))
            }
            Pattern::Phrase(text) | Pattern::Value(text) => {
                let query = self.phrase(target, text, 0);
                Ok(self.noted(query, text))
            }
            Pattern::Near(text, slop) => {
                let query = self.phrase(target, text, *slop);
                Ok(self.noted(query, text))
            }
            Pattern::Prefix(text) => {
                let query = last_word(text).map(|word| prefix(exact, &word));
                Ok(self.noted(query, text))
            }
            Pattern::Fuzzy(text, distance) => {
                let query = last_word(text).map(|word| fuzzy(exact, &word, *distance));
                Ok(self.noted(query, text))
            }
        }
    }

    /// Where quoted words are looked for: as written in passages, by stems in what stands in them.
    fn quoted(&self) -> Target {
        match self.unit {
            Unit::Passage => Target { column: self.fields.exact, terms: Terms::AsWritten },
            Unit::Statement | Unit::Action | Unit::Fact => Target { column: self.fields.fact, terms: Terms::Stems },
        }
    }

    /// A word by its stem; a hyphened one also as the words it joins (`multi-agency`, `multi agency`).
    fn word(&mut self, whole: &Word, found: &[Word], text: &str) -> Box<dyn Query> {
        let column = if self.unit == Unit::Passage { self.fields.text } else { self.fields.fact };
        let stem: Box<dyn Query> = Box::new(scored_term(column, self.stems.of(&whole.text)));
        if !is_joined(whole, text) {
            return stem;
        }
        let is_part = |word: &&Word| word.form == Form::Part && word.length == 1 && within(word, whole);
        let parts: Vec<(usize, &Word)> = found.iter().filter(is_part).map(|word| (word.position, word)).collect();
        match self.sequence(self.quoted(), &parts, 0) {
            Some(joined) if parts.len() > 1 => Box::new(BooleanQuery::union(vec![stem, joined])),
            _ => stem,
        }
    }

    /// The words one after the other; a single one as it is.
    fn phrase(&mut self, target: Target, text: &str, slop: u32) -> Option<Box<dyn Query>> {
        let found = words(text);
        let spoken = spoken(&found, target.terms);
        let as_typed: Vec<(usize, &Word)> = spoken.iter().map(|word| (word.position, *word)).collect();
        let mut any: Vec<Box<dyn Query>> = self.sequence(target, &as_typed, slop).into_iter().collect();
        if let Some(joined) = joined(&spoken, text) {
            any.extend(self.sequence(target, &joined, slop));
        }
        union(any)
    }

    fn sequence(&mut self, target: Target, words: &[(usize, &Word)], slop: u32) -> Option<Box<dyn Query>> {
        let mut sequence: Vec<(usize, Term)> = Vec::new();
        for (place, word) in words {
            let spelling = match target.terms {
                Terms::Stems => self.stems.of(&word.text),
                Terms::AsWritten => &word.text,
            };
            sequence.push((*place, Term::from_field_text(target.column, spelling)));
        }
        match sequence.len() {
            0 => None,
            1 => Some(Box::new(TermQuery::new(sequence.remove(0).1, IndexRecordOption::WithFreqs))),
            3.. if slop > 0 => Some(Box::new(NearQuery::new(sequence, slop))),
            _ => Some(Box::new(PhraseQuery::new_with_offset_and_slop(sequence, slop))),
        }
    }

    fn field(&mut self, field: Field, pattern: &Pattern) -> Result<Option<Box<dyn Query>>> {
        let mut any = Vec::new();
        for column in self.columns(field) {
            any.extend(self.value(field, column, pattern)?);
        }
        self.notes.dedup();
        Ok(self.noted(union(any), pattern.text()))
    }

    /// Where the unit has the values of a field: the person of a statement is its speaker.
    fn columns(&self, field: Field) -> Vec<Column> {
        match (field, self.unit) {
            (Field::Person, Unit::Statement) => vec![self.fields.said_by],
            (Field::Person, Unit::Fact) => vec![self.fields.said_by, self.fields.owner],
            _ => field.column(self.fields).into_iter().collect(),
        }
    }

    fn value(&mut self, field: Field, column: Column, pattern: &Pattern) -> Result<Option<Box<dyn Query>>> {
        let terms = match field {
            Field::Topic | Field::Item | Field::Body | Field::Org => Terms::Stems,
            _ => Terms::AsWritten,
        };
        let target = Target { column, terms };
        Ok(match pattern {
            Pattern::Value(value) => {
                let whole = Term::from_field_text(column, &key_term(value));
                if self.searcher.doc_freq(&whole)? > 0 {
                    return Ok(Some(Box::new(TermQuery::new(whole, IndexRecordOption::Basic))));
                }
                let words = self.phrase(target, value, 0);
                if words.is_some() {
                    self.notes.push(format!("no {} is called \"{value}\"; took it as words of one", field.name()));
                }
                Some(words.unwrap_or_else(|| Box::new(EmptyQuery)))
            }
            Pattern::Word(text) | Pattern::Phrase(text) => self.phrase(target, text, 0),
            Pattern::Near(text, slop) => self.phrase(target, text, *slop),
            Pattern::Prefix(text) => last_word(text).map(|word| prefix(column, &word)),
            Pattern::Fuzzy(text, distance) => last_word(text).map(|word| fuzzy(column, &word, *distance)),
        })
    }

    /// All that a value of the field holds for, out of the documents that it is written at.
    fn within(&self, field: Field, query: Box<dyn Query>) -> Box<dyn Query> {
        let is_of_statements = matches!(self.unit, Unit::Statement | Unit::Fact);
        match field.whole() {
            Some(Whole::Passage) if !is_of_statements => query,
            Some(whole) => Box::new(WithinQuery::new(query, whole, self.layouts)),
            None => query,
        }
    }

    fn path(&mut self, pattern: &Pattern) -> Result<Box<dyn Query>> {
        let (Pattern::Word(text) | Pattern::Phrase(text) | Pattern::Value(text)) = pattern else {
            self.notes.push("a path is compared as written".to_owned());
            return Ok(Box::new(EmptyQuery));
        };
        let paths = matching_paths(self.searcher, self.fields.path, text)?;
        Ok(Box::new(TermSetQuery::new(paths.iter().map(|path| Term::from_field_text(self.fields.path, path)))))
    }

    fn date(&self, period: Period) -> Result<Box<dyn Query>> {
        let Some(held) = super::days::held(self.searcher)? else { return Ok(Box::new(EmptyQuery)) };
        let days = period.terms_within(held);
        let any = days.iter().map(|day| Box::new(term(self.fields.date, day)) as Box<dyn Query>).collect();
        let any = union(any).unwrap_or_else(|| Box::new(EmptyQuery));
        Ok(self.within(Field::Date, any))
    }

    fn noted(&mut self, query: Option<Box<dyn Query>>, text: &str) -> Option<Box<dyn Query>> {
        if query.is_none() {
            self.notes.push(format!("nothing to search for in \"{text}\""));
        }
        query
    }
}

/// Whether whatever matches has text.
pub(super) fn needs_text(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::And(nodes) => nodes.iter().any(needs_text),
        Node::Or(nodes) => nodes.iter().all(needs_text),
        Node::All | Node::Field(..) | Node::Date(_) | Node::Not(_) => false,
    }
}

fn term(column: Column, text: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::Basic)
}

fn scored_term(column: Column, text: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(column, text), IndexRecordOption::WithFreqs)
}

fn prefix(column: Column, word: &str) -> Box<dyn Query> {
    let mut end = word.to_owned();
    end.push(char::MAX);
    let from = Bound::Included(Term::from_field_text(column, word));
    Box::new(InvertedIndexRangeQuery::new(from, Bound::Excluded(Term::from_field_text(column, &end))))
}

fn fuzzy(column: Column, word: &str, distance: u8) -> Box<dyn Query> {
    Box::new(FuzzyTermQuery::new(Term::from_field_text(column, word), distance, true))
}

fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

pub(super) fn union(mut any: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    if any.len() > 1 { Some(Box::new(BooleanQuery::union(any))) } else { any.pop() }
}

fn intersection(mut all: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    if all.len() > 1 { Some(Box::new(BooleanQuery::intersection(all))) } else { all.pop() }
}
