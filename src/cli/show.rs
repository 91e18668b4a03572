//! `minutebook show`: one meeting, one passage in its context, one action, one person.

use super::failure::{Failure, Outcome};
use super::open::open;
use super::settings::Settings;
use super::terminal::{Terminal, today};
use crate::index::{Collection, Manifest};
use crate::present;
use crate::query::{self, Known, Shown};

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

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let id = arguments.id.join(" ");
    let collection = settings.asked_once(terminal)?;
    let (out, layout) = terminal.results();
    match query::look_up(&collection, &id, today())? {
        Known::Shown(Shown::Nothing(several)) if !several.is_empty() => {
            let hint = format!("write more of one of {}", several.join(", "));
            return Err(Failure::new(format!("several meetings begin with {id}"), hint));
        }
        Known::Shown(Shown::Nothing(_)) => {
            terminal.note(&format!("no meeting, passage, action or person is called {id}"));
            return Ok(Outcome::Nothing);
        }
        Known::Shown(shown) if arguments.open => return open_source(&shown, &collection, terminal),
        Known::Shown(shown) => present::show(out, layout, &shown)?,
        Known::Actions(actions) => present::life(out, layout, &actions)?,
        Known::Persons(records) => present::persons(out, layout, &records)?,
        Known::Speakers(people) => present::people(out, layout, &people)?,
    }
    Ok(Outcome::Done)
}

/// Opens the file that `shown` stands in.
fn open_source(shown: &Shown, collection: &Collection, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let (path, page) = match shown {
        Shown::Meeting { meeting, .. } => (&meeting.source.path, meeting.source.first_page),
        Shown::Passage { passage, .. } => (&passage.path, passage.page),
        Shown::Nothing(_) => return Ok(Outcome::Nothing),
    };
    let manifest = Manifest::load(collection)?;
    let Some(file) = manifest.holding(path) else {
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
