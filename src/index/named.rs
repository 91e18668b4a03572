//! Persons as the index names them: by full name where the meeting tells it, and by what is written.

use super::analyzer::with_aliases;
use super::fold::key;
use crate::link::Names;
use crate::meeting::{Meeting, Person, Statement};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// Somebody as shown and as written.
#[derive(Clone)]
pub(super) struct Name<'a> {
    pub(super) shown: &'a str,
    written: &'a str,
    /// What the meeting itself calls the person.
    local: &'a str,
    person: Option<&'a Person>,
}

impl<'a> Name<'a> {
    /// The speaker of a statement.
    pub(super) fn speaker(statement: &'a Statement, (meeting, names): (&'a Meeting, &'a Names)) -> Name<'a> {
        let local = statement.person.as_deref().unwrap_or(&statement.speaker);
        let person = meeting.people.iter().find(|person| person.name == local);
        let linked = names.of(local).or_else(|| names.of(&statement.speaker));
        Name { shown: linked.map_or(local, |linked| &linked.person), written: &statement.speaker, local, person }
    }

    /// The owner of an action; initials that two people share name neither of them.
    pub(super) fn owner(written: &'a str, (meeting, names): (&'a Meeting, &'a Names)) -> Name<'a> {
        let is_meant = |person: &&Person| person.initials.as_deref() == Some(written) || person.name == written;
        let mut persons = meeting.people.iter().filter(is_meant);
        let person = persons.next().filter(|_| persons.next().is_none());
        let local = person.map_or(written, |person| &person.name);
        let linked = names.of(local).or_else(|| names.of(written));
        Name { shown: linked.map_or(local, |linked| &linked.person), written, local, person }
    }

    fn initials(&self) -> &'a str {
        self.person.and_then(|person| person.initials.as_deref()).unwrap_or_default()
    }
}

/// Names in the order of the text, each once.
#[derive(Default, Clone)]
pub(super) struct NameList<'a>(Vec<Name<'a>>);

impl<'a> NameList<'a> {
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
    document.add_text(field, with_aliases(name.shown, [name.written, name.local, name.initials()]));
}
