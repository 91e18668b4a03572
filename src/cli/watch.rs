//! `minutebook watch`: what is new since last time.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::Terminal;
use crate::present::{self, Format};
use crate::query::{Answer, QueryError, Request, Summary};
use crate::watch::{Told, WatchError};
use std::path::PathBuf;

/// Tell what is new for queries since they were last watched; the first time, everything is
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Queries, each as one argument; those of `watch` in minutebook.toml where none is given
    query: Vec<String>,
    /// File that keeps what was told before; `watch.json` in the folder of the index by default
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Write an Atom feed of what is new
    #[cfg(feature = "web")]
    #[arg(long)]
    atom: bool,
}

/// The usual name of what was told before.
const STATE: &str = "watch.json";

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let queries = if arguments.query.is_empty() { settings.watch.clone() } else { arguments.query };
    if queries.is_empty() {
        let hint = "run `minutebook watch 'road safety'`, or write watch = [\"road safety\"] into minutebook.toml";
        return Err(Failure::new("no queries to watch", hint));
    }
    let requests: Vec<Request> =
        queries.into_iter().map(|query| Request { query_id: Some(query.clone()), ..Request::new(query) }).collect();
    // A query that cannot be read is refused before anything counts as told.
    for request in &requests {
        request.tree().map_err(QueryError::from)?;
    }
    let collection = settings.collection(terminal)?;
    let path = arguments.state.unwrap_or_else(|| settings.index.join(STATE));
    let mut told = Told::read(&path)?;
    let mut all = Vec::new();
    for request in &requests {
        let mut hits = told.news(&collection, request)?;
        hits.iter_mut().for_each(|hit| hit.query_id.clone_from(&request.query_id));
        terminal.note(&format!("{}: {} new", request.query, hits.len()));
        all.extend(hits);
    }
    let (count, is_text) = (all.len(), terminal.layout.format == Format::Text);
    let (out, layout) = terminal.results();
    #[cfg(feature = "web")]
    if arguments.atom {
        out.write_all(crate::serve::feed("Minutebook", &all).as_bytes())?;
        told.keep(&path)?;
        return Ok(Outcome::of(count));
    }
    if is_text {
        let summary = Summary { total: count as u64, ..Summary::default() };
        present::answer(out, layout, &Answer { hits: all, summary, ..Answer::default() })?;
    } else {
        present::rows(out, layout, &all)?;
    }
    out.flush()?;
    told.keep(&path)?;
    Ok(Outcome::of(count))
}

impl From<WatchError> for Failure {
    fn from(error: WatchError) -> Self {
        match error {
            WatchError::Query(error) => error.into(),
            WatchError::State { .. } => Failure::new(error.to_string(), "name another file with --state FILE"),
        }
    }
}
