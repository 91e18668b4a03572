//! `minutebook show`: one meeting, one passage in its context, one action, one person.

use super::failure::{Failure, Outcome};
use super::open::open;
use super::settings::Settings;
use super::terminal::{Terminal, today};
use crate::index::{Collection, FileRecord, Manifest};
use crate::present;
use crate::query::{self, Field, Filters, Request, Shown, Speech};

/// Show one meeting, one passage in its context, one action by its code, or one person by name
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Id of a meeting or passage (its beginning will do), code of an action, or name
    #[arg(required = true)]
    id: Vec<String>,
    /// Open the source of a meeting or passage at its page, instead of showing it
    #[arg(long)]
    open: bool,
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
        shown if arguments.open => open_source(&shown, &collection, terminal),
        shown => {
            let (out, layout) = terminal.results();
            present::show(out, layout, &shown)?;
            Ok(Outcome::Done)
        }
    }
}

/// Opens the file that `shown` stands in.
fn open_source(shown: &Shown, collection: &Collection, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let (path, page) = match shown {
        Shown::Meeting { meeting, .. } => (&meeting.source.path, meeting.source.first_page),
        Shown::Passage { passage, .. } => (&passage.path, passage.page),
        Shown::Nothing(_) => return Ok(Outcome::Nothing),
    };
    // A document inside an archive or mail has the path of that file before its own.
    let files = Manifest::load(collection)?.files;
    let holds = |file: &&FileRecord| {
        path.strip_prefix(file.file.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let Some(file) = files.values().filter(holds).max_by_key(|file| file.file.path.len()) else {
        return Err(Failure::new(format!("{path} is not in the index"), "run `minutebook index`"));
    };
    let is_inside = file.file.path != *path;
    let is_at_page = open(&file.file.absolute, page.filter(|_| !is_inside))?;
    if is_inside {
        terminal.note(&format!("opened {}, which holds {path}", file.file.path));
    } else if let (Some(page), false) = (page, is_at_page) {
        terminal.note(&format!("opened {path}; its viewer cannot be told a page: turn to page {page}"));
    }
    Ok(Outcome::Done)
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
