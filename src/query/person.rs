//! One person's whole record: posts, meetings, statements, actions.

use super::actions::{ActionRow, actions};
use super::field::Field;
use super::people::{Speech, who};
use super::request::{Filters, Request};
use super::results::Hit;
use super::run::QueryError;
use crate::index::{Collection, key};
use crate::link::LinkedPerson;
use jiff::civil::Date;
use serde::Serialize;

/// Passages shown of a person.
const EXAMPLES: usize = 5;

/// All that the archive knows of somebody.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct PersonRecord {
    /// Name, posts, counts.
    #[serde(flatten)]
    pub person: LinkedPerson,
    /// Actions owned, as they stand on the day asked for.
    pub owned: Vec<ActionRow>,
    /// The best of the statements.
    pub examples: Vec<Hit>,
}

/// The persons called `name`, each with all that is known as of `day`.
pub fn persons(collection: &Collection, name: &str, day: Date) -> Result<Vec<PersonRecord>, QueryError> {
    called(collection, name)?.into_iter().map(|person| record(collection, person, day)).collect()
}

/// Who is called `name`: wholly, or with these words in the name.
pub fn called(collection: &Collection, name: &str) -> Result<Vec<LinkedPerson>, QueryError> {
    let mut known = collection.persons_called(name)?;
    if known.is_empty() {
        let wanted = key(name);
        let has = |person: &LinkedPerson| {
            let words = key(&format!("{} {}", person.name, person.also.join(" ")));
            wanted.split(' ').all(|word| words.split(' ').any(|own| own == word))
        };
        known = collection.persons()?.into_iter().filter(has).collect();
    }
    Ok(known)
}

/// All that is known of `person` as of `day`.
pub fn record(collection: &Collection, person: LinkedPerson, day: Date) -> Result<PersonRecord, QueryError> {
    let of = |field| {
        let values = vec![(field, vec![person.name.clone()])];
        Request { filters: Filters { values, ..Filters::default() }, limit: 1, ..Request::new("") }
    };
    let owned = actions(collection, &of(Field::Owner), day)?;
    let examples = who(collection, &of(Field::Said), Speech::All, EXAMPLES)?;
    let examples = examples.into_iter().flat_map(|row| row.examples).collect();
    Ok(PersonRecord { person, owned, examples })
}
