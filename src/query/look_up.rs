//! What an id, a code or a name stands for.

use super::actions::{ActionRow, actions};
use super::field::Field;
use super::people::{PersonRow, Speech, who};
use super::person::{PersonRecord, persons};
use super::request::{Filters, Request};
use super::run::QueryError;
use super::show::{Shown, show};
use crate::index::Collection;
use jiff::civil::Date;

/// Passages shown of somebody who is known by what was said only.
const EXAMPLES: usize = 5;
/// People shown who are known by what was said only.
const PEOPLE: usize = 3;

/// What an id, a code or a name stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// A meeting, a passage, or nothing that has such an id.
    Shown(Shown),
    /// Actions of this code.
    Actions(Vec<ActionRow>),
    /// People of this name.
    Persons(Vec<PersonRecord>),
    /// Those who speak under this name, which nobody is known by.
    Speakers(Vec<PersonRow>),
}

/// What `id` stands for, as things stood on `day`: a meeting or passage, else an action, else a person.
pub fn look_up(collection: &Collection, id: &str, day: Date) -> Result<Known, QueryError> {
    match show(collection, id)? {
        Shown::Nothing(several) if several.is_empty() => {}
        shown => return Ok(Known::Shown(shown)),
    }
    let of = |field| {
        let values = vec![(field, vec![id.to_owned()])];
        Request { filters: Filters { values, ..Filters::default() }, limit: PEOPLE, ..Request::new("") }
    };
    if id.contains(|letter: char| letter.is_ascii_digit()) {
        let actions = actions(collection, &of(Field::Action), day)?;
        if !actions.is_empty() {
            return Ok(Known::Actions(actions));
        }
    }
    let records = persons(collection, id, day)?;
    if !records.is_empty() {
        return Ok(Known::Persons(records));
    }
    let speakers = who(collection, &of(Field::Said), Speech::All, EXAMPLES)?;
    Ok(if speakers.is_empty() { Known::Shown(Shown::Nothing(Vec::new())) } else { Known::Speakers(speakers) })
}
