//! Facts that span meetings as documents of their own: only those that changed are written.

use super::collection::{Collection, IndexError};
use super::fold::key;
use super::ledger;
use super::place::alone;
use super::schema::{ACRONYM, ACTION, Fields, GAP, PERSON, TOPIC};
use super::unit::json;
use super::whole::{addresses, stored, term};
use crate::crawl;
use crate::link::{Acronym, Gap, LedgerAction, LinkedPerson, LinkedTopic, Together};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashSet;
use tantivy::query::Query;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// Digits that tell records apart.
const ID_LENGTH: usize = 20;

/// A fact on its way into the index: the same record is the same document.
pub(super) struct Fact {
    kind: &'static str,
    pub(super) id: String,
    record: String,
    /// What it is looked up by.
    aliases: Vec<String>,
    /// The action it is, which has fields of its own.
    action: Option<LedgerAction>,
}

impl Fact {
    fn new(kind: &'static str, fact: &impl Serialize, aliases: Vec<String>) -> Self {
        let record = json(fact);
        Fact {
            kind,
            id: format!("{kind}:{}", &crawl::sha256(record.as_bytes())[..ID_LENGTH]),
            record,
            aliases,
            action: None,
        }
    }

    /// Its document.
    pub(super) fn document(self, fields: &Fields) -> TantivyDocument {
        let mut document = self.action.map(|action| ledger::document(fields, &action)).unwrap_or_default();
        document.add_text(fields.kind, self.kind);
        document.add_text(fields.id, &self.id);
        self.aliases.iter().for_each(|alias| document.add_text(fields.alias, alias));
        document.add_text(fields.record, &self.record);
        alone(fields, document)
    }
}

/// The actions and gaps of a family, each once.
pub(super) fn family_facts(actions: Vec<LedgerAction>, gaps: Vec<Gap>) -> impl Iterator<Item = Fact> {
    let action = |action| {
        let fact = Fact::new(ACTION, &action, Vec::new());
        Fact { action: Some(action), ..fact }
    };
    once(actions.into_iter().map(action).chain(gaps.into_iter().map(|gap| Fact::new(GAP, &gap, Vec::new()))))
}

/// Persons, topics and acronyms.
pub(super) fn shared_facts(together: &Together) -> impl Iterator<Item = Fact> {
    let mut facts = Vec::new();
    for person in &together.persons {
        let names = [&person.name].into_iter().chain(&person.also).map(|name| key(name));
        facts.push(Fact::new(PERSON, person, names.collect()));
    }
    facts.extend(together.topics.iter().map(|topic| Fact::new(TOPIC, topic, Vec::new())));
    for acronym in &together.acronyms {
        facts.push(Fact::new(ACRONYM, acronym, vec![key(&acronym.acronym), key(&acronym.meaning)]));
    }
    once(facts.into_iter())
}

/// Facts that say the same in the same words are one.
fn once(facts: impl Iterator<Item = Fact>) -> impl Iterator<Item = Fact> {
    let mut known: HashSet<String> = HashSet::new();
    facts.filter(move |fact| known.insert(fact.id.clone()))
}

impl Collection {
    /// The acronyms that the archive explains, by their letters.
    pub fn acronyms(&self) -> Result<Vec<Acronym>, IndexError> {
        let mut acronyms: Vec<Acronym> = self.linked(ACRONYM)?;
        acronyms.sort_by(|one, other| (&one.acronym, &one.meaning).cmp(&(&other.acronym, &other.meaning)));
        Ok(acronyms)
    }

    /// What is discussed, by name.
    pub fn topics(&self) -> Result<Vec<LinkedTopic>, IndexError> {
        self.linked(TOPIC)
    }

    /// What is missing or doubtful in what was read.
    pub fn gaps(&self) -> Result<Vec<Gap>, IndexError> {
        self.linked(GAP)
    }

    /// Everybody, by name.
    pub fn persons(&self) -> Result<Vec<LinkedPerson>, IndexError> {
        let mut persons: Vec<LinkedPerson> = self.linked(PERSON)?;
        persons.sort_by(|one, other| key(&one.name).cmp(&key(&other.name)).then_with(|| one.first.cmp(&other.first)));
        Ok(persons)
    }

    /// The persons who are called exactly so in some meeting, whatever the case.
    pub fn persons_called(&self, name: &str) -> Result<Vec<LinkedPerson>, IndexError> {
        let fields = self.fields();
        self.linked_with(vec![term(fields.kind, PERSON), term(fields.alias, &key(name))])
    }

    /// The action of the ledger whose document is at this address.
    pub fn action_at(&self, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Option<LedgerAction>> {
        let document: TantivyDocument = searcher.doc(address)?;
        Ok(stored(&document, self.fields().record))
    }

    /// The action ledger.
    pub fn ledger(&self) -> Result<Vec<LedgerAction>, IndexError> {
        self.linked(ACTION)
    }

    /// The acronyms with these letters or this meaning, whatever the case: a look-up of one term.
    pub fn acronyms_of(&self, words: &str) -> Result<Vec<Acronym>, IndexError> {
        let (fields, alias) = (self.fields(), key(words));
        // Most words are the alias of nothing, which the dictionary of terms tells without a search.
        let is_known = self.is_alias_of(ACRONYM, &alias).map_err(|cause| self.fault(cause))?;
        if !is_known {
            return Ok(Vec::new());
        }
        self.linked_with(vec![term(fields.kind, ACRONYM), term(fields.alias, &alias)])
    }

    /// Whether something may be looked up by `alias` in a segment that has facts of that kind.
    fn is_alias_of(&self, kind: &str, alias: &str) -> tantivy::Result<bool> {
        let kind = Term::from_field_text(self.fields().kind, kind);
        let alias = Term::from_field_text(self.fields().alias, alias);
        for segment in self.searcher().segment_readers() {
            // Asked for a field that a segment does not have, the engine makes an empty dictionary out of a megabyte.
            let has = |term: &Term| -> tantivy::Result<bool> {
                Ok(segment.inverted_index(term.field())?.doc_freq(term)? > 0)
            };
            if has(&kind)? && has(&alias)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All facts of a kind.
    fn linked<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>, IndexError> {
        self.linked_with(vec![term(self.fields().kind, kind)])
    }

    fn linked_with<T: DeserializeOwned>(&self, queries: Vec<Box<dyn Query>>) -> Result<Vec<T>, IndexError> {
        let read = || -> tantivy::Result<Vec<T>> {
            let searcher = self.searcher();
            let mut facts = Vec::new();
            for address in addresses(&searcher, queries)? {
                facts.extend(stored::<T>(&searcher.doc(address)?, self.fields().record));
            }
            Ok(facts)
        };
        read().map_err(|cause| self.fault(cause))
    }
}
