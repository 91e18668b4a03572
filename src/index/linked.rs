//! Facts that span meetings as documents of their own: only those that changed are written.

use super::collection::{Collection, IndexError};
use super::fold::key;
use super::ledger;
use super::schema::{ACRONYM, ACTION, GAP, PERSON, TOPIC};
use super::unit::json;
use super::whole::{addresses, stored, term};
use super::writer::Writer;
use crate::link::{Acronym, Gap, LedgerAction, LinkedPerson, LinkedTopic, Links};
use rayon::prelude::*;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tantivy::indexer::UserOperation;
use tantivy::query::Query;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// The kinds of facts that span meetings.
const KINDS: &[&str] = &[ACTION, PERSON, TOPIC, ACRONYM, GAP];

/// A fact on its way into the index: the same record is the same document.
struct Fact<'a> {
    kind: &'static str,
    id: String,
    record: Vec<u8>,
    /// What it is looked up by.
    aliases: Vec<String>,
    /// The action it is, which has fields of its own.
    action: Option<&'a LedgerAction>,
}

/// What is stored of a fact.
#[derive(Serialize, Deserialize)]
struct Stored<T> {
    id: String,
    fact: T,
}

impl Fact<'_> {
    fn new(kind: &'static str, id: String, fact: &impl Serialize, aliases: Vec<String>) -> Self {
        let record = json(&Stored { id: id.clone(), fact });
        Fact { kind, id, record, aliases, action: None }
    }
}

impl Writer<'_> {
    /// Writes those of `links` that the index does not hold as they are, and removes what they no longer tell.
    pub fn write_links(&self, links: &Links) -> Result<(), IndexError> {
        self.replace_links(links).map_err(|cause| self.collection.fault(cause))
    }

    fn replace_links(&self, links: &Links) -> tantivy::Result<()> {
        let fields = self.collection.fields();
        let mut known = if self.is_anew { HashMap::new() } else { known(self.collection)? };
        let mut operations = Vec::new();
        let delete = |id: &str| UserOperation::Delete(Term::from_field_text(fields.id, id));
        for fact in facts(links) {
            match known.remove(&fact.id) {
                Some(record) if record == fact.record => continue,
                Some(_) => operations.push(delete(&fact.id)),
                None => {}
            }
            let mut document = fact.action.map(|action| ledger::document(fields, action)).unwrap_or_default();
            document.add_text(fields.kind, fact.kind);
            document.add_text(fields.id, &fact.id);
            fact.aliases.iter().for_each(|alias| document.add_text(fields.alias, alias));
            document.add_bytes(fields.record, &fact.record);
            operations.push(UserOperation::Add(document));
        }
        operations.extend(known.keys().map(|id| delete(id)));
        self.writer.run(operations).map(drop)
    }
}

/// The facts of `links`, each with an id of its own.
fn facts(links: &Links) -> Vec<Fact<'_>> {
    let mut all = Vec::new();
    let mut times: HashMap<String, usize> = HashMap::new();
    // Several facts may be called the same: they are numbered in their order.
    let mut numbered = |id: String| {
        let time = times.entry(id.clone()).or_default();
        *time += 1;
        format!("{id}:{time}")
    };
    let ids = links.actions.iter().map(|action| numbered(format!("action:{}", action.passage))).collect::<Vec<_>>();
    let action = |(action, id)| Fact { action: Some(action), ..Fact::new(ACTION, id, action, Vec::new()) };
    all.par_extend(links.actions.par_iter().zip(ids).map(action));
    for person in &links.persons {
        let names = [&person.name].into_iter().chain(&person.also).map(|name| key(name));
        let id = numbered(format!("person:{}", key(&person.name)));
        all.push(Fact::new(PERSON, id, person, names.collect()));
    }
    for topic in &links.topics {
        let names = [&topic.topic].into_iter().chain(&topic.also).map(|name| key(name));
        all.push(Fact::new(TOPIC, numbered(format!("topic:{}", key(&topic.topic))), topic, names.collect()));
    }
    for gap in &links.gaps {
        let place = gap.path.as_deref().unwrap_or_default();
        let id = numbered(format!("gap:{}:{place}:{}", gap.kind.name(), gap.detail));
        all.push(Fact::new(GAP, id, gap, Vec::new()));
    }
    for acronym in &links.acronyms {
        let aliases = vec![key(&acronym.acronym), key(&acronym.meaning)];
        let id = format!("acronym:{}:{}", aliases[0], aliases[1]);
        all.push(Fact::new(ACRONYM, id, acronym, aliases));
    }
    all
}

/// The records the index holds, by id.
fn known(collection: &Collection) -> tantivy::Result<HashMap<String, Vec<u8>>> {
    let fields = collection.fields();
    let searcher = collection.searcher();
    let read = |address: DocAddress| -> tantivy::Result<Option<(String, Vec<u8>)>> {
        let document: TantivyDocument = searcher.doc(address)?;
        let Some(Stored { id, .. }) = stored::<Stored<IgnoredAny>>(&document, fields.record) else { return Ok(None) };
        let record = document.get_first(fields.record).and_then(|value| value.as_bytes());
        Ok(Some((id, record.unwrap_or_default().to_owned())))
    };
    let mut known = HashMap::new();
    for kind in KINDS {
        let all = addresses(&searcher, vec![term(fields.kind, kind)])?;
        let rows = all.into_par_iter().filter_map(|address| read(address).transpose());
        known.extend(rows.collect::<tantivy::Result<Vec<_>>>()?);
    }
    Ok(known)
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
        Ok(stored::<Stored<LedgerAction>>(&document, self.fields().record).map(|record| record.fact))
    }

    /// The action ledger.
    pub fn ledger(&self) -> Result<Vec<LedgerAction>, IndexError> {
        self.linked(ACTION)
    }

    /// The acronyms with these letters or this meaning, whatever the case: a look-up of one term.
    pub fn acronyms_of(&self, words: &str) -> Result<Vec<Acronym>, IndexError> {
        let (fields, alias) = (self.fields(), key(words));
        // Most words are the alias of nothing, which the dictionary of terms tells without a search.
        let known = self.searcher().doc_freq(&Term::from_field_text(fields.alias, &alias));
        if known.map_err(|cause| self.fault(cause))? == 0 {
            return Ok(Vec::new());
        }
        self.linked_with(vec![term(fields.kind, ACRONYM), term(fields.alias, &alias)])
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
                let record = stored::<Stored<T>>(&searcher.doc(address)?, self.fields().record);
                facts.extend(record.map(|record| record.fact));
            }
            Ok(facts)
        };
        read().map_err(|cause| self.fault(cause))
    }
}
