//! `minutebook show`: one meeting, one passage in its context, one action, one person.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::{Terminal, today};
use crate::index::Collection;
use crate::present;
use crate::query::{self, Field, Filters, Request, Shown, Speech};

/// Show one meeting, one passage in its context, one action by its code, or one person by name
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Id of a meeting or passage (its beginning will do), code of an action, or name
    #[arg(required = true)]
    id: Vec<String>,
}

/// Passages shown of a person.
const EXAMPLES: usize = 5;

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let id = arguments.id.join(" ");
    let collection = settings.collection(terminal)?;
    match query::show(&collection, &id)? {
        Shown::Nothing(several) if !several.is_empty() => {
            let hint = format!("write more of one of {}", several.join(", "));
            Err(Failure::new(format!("several meetings begin with {id}"), hint))
        }
        Shown::Nothing(_) => named(&id, &collection, terminal),
        shown => {
            let (out, layout) = terminal.results();
            present::show(out, layout, &shown)?;
            Ok(Outcome::Done)
        }
    }
}

/// What has this code or name, where no id does.
fn named(name: &str, collection: &Collection, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let of = |field| {
        let values = vec![(field, vec![name.to_owned()])];
        Request { filters: Filters { values, ..Filters::default() }, limit: 3, ..Request::new("") }
    };
    if name.contains(|letter: char| letter.is_ascii_digit()) {
        let actions = query::actions(collection, &of(Field::Action), today())?;
        if !actions.is_empty() {
            let (out, layout) = terminal.results();
            present::life(out, layout, &actions)?;
            return Ok(Outcome::Done);
        }
    }
    let records = query::persons(collection, name, today())?;
    if !records.is_empty() {
        let (out, layout) = terminal.results();
        present::persons(out, layout, &records)?;
        return Ok(Outcome::Done);
    }
    let people = query::who(collection, &of(Field::Said), Speech::All, EXAMPLES)?;
    let (out, layout) = terminal.results();
    present::people(out, layout, &people)?;
    if people.is_empty() {
        terminal.note(&format!("no meeting, passage, action or person is called {name}"));
    }
    Ok(Outcome::of(people.len()))
}
