//! Persons as the index names them: by full name where the meeting tells it, and by what is written.

use super::analyzer::with_aliases;
use super::fold::key;
use crate::meeting::{Meeting, Person, Statement};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// Somebody as shown and as written.
#[derive(Clone)]
pub(super) struct Name<'a> {
    pub(super) shown: &'a str,
    written: &'a str,
    person: Option<&'a Person>,
}

impl<'a> Name<'a> {
    /// The speaker of a statement.
    pub(super) fn speaker(statement: &'a Statement, meeting: &'a Meeting) -> Name<'a> {
        let shown = statement.person.as_deref().unwrap_or(&statement.speaker);
        let person = meeting.people.iter().find(|person| person.name == shown);
        Name { shown, written: &statement.speaker, person }
    }

    /// The owner of an action; initials that two people share name neither of them.
    pub(super) fn owner(written: &'a str, meeting: &'a Meeting) -> Name<'a> {
        let is_meant = |person: &&Person| person.initials.as_deref() == Some(written) || person.name == written;
        let mut persons = meeting.people.iter().filter(is_meant);
        let person = persons.next().filter(|_| persons.next().is_none());
        Name { shown: person.map_or(written, |person| &person.name), written, person }
    }

    /// The full name, where the meeting tells it.
    pub(super) fn full(&self) -> Option<&'a str> {
        self.person.map(|person| person.name.as_str())
    }

    fn initials(&self) -> &'a str {
        self.person.and_then(|person| person.initials.as_deref()).unwrap_or_default()
    }
}

/// Names in the order of the text, each once.
#[derive(Default, Clone)]
pub(super) struct Names<'a>(Vec<Name<'a>>);

impl<'a> Names<'a> {
    pub(super) fn push(&mut self, name: Name<'a>) {
        if !self.0.iter().any(|known| key(known.shown) == key(name.shown)) {
            self.0.push(name);
        }
    }

    pub(super) fn shown(&self) -> Vec<String> {
        self.0.iter().map(|name| name.shown.to_owned()).collect()
    }

    /// Adds each name to `field`, found also by its initials and as written.
    pub(super) fn add_to(&self, document: &mut TantivyDocument, field: Field) {
        self.0.iter().for_each(|name| add(document, field, name));
    }

    /// Adds the organisations of the persons to `field`, each once.
    pub(super) fn add_organisations(&self, document: &mut TantivyDocument, field: Field) {
        let mut known: Vec<String> = Vec::new();
        for organisation in self.0.iter().filter_map(|name| name.person?.organisation.as_deref()) {
            let key = key(organisation);
            if !known.contains(&key) {
                known.push(key);
                document.add_text(field, organisation);
            }
        }
    }
}

/// Adds `name` to `field`, found also by its initials and as written.
pub(super) fn add(document: &mut TantivyDocument, field: Field, name: &Name) {
    document.add_text(field, with_aliases(name.shown, [name.written, name.initials()]));
}
