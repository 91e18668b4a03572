//! `minutebook search`: passages that match, best first, with facet counts.

use super::failure::{Failure, Outcome};
use super::filters::QueryArguments;
use super::settings::Settings;
use super::terminal::Terminal;
use crate::present;
use crate::query::{self, Field, Model, Part, Request, Scope, Sort};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Find passages; an empty query with filters lists all that pass them
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    query: QueryArguments,
    /// Count values of these facets: topic, person, said_by, raised_by, owner, action, status, body, org, year, format
    #[arg(long, value_delimiter = ',', value_name = "FACETS", value_parser = facet)]
    facets: Vec<Field>,
    /// Order of the hits
    #[arg(long, value_name = "ORDER")]
    sort: Option<Order>,
    /// How far apart the words may stand that are all required
    #[arg(long, value_name = "SCOPE", default_value = "item")]
    scope: ScopeName,
    /// Number of hits
    #[arg(long, short = 'n', default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Leave out so many hits before
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// Take words as they are: no acronyms, no thesaurus
    #[arg(long)]
    exact: bool,
    /// Say how the query was read and why each hit ranks where it does
    #[arg(long)]
    explain: bool,
    /// Find what is like this meeting or passage
    #[arg(long, value_name = "ID")]
    more_like: Option<String>,
    /// Weigh what hits mean beside their words, by the model in this folder (model2vec: safetensors, tokenizer.json)
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Leave out parts of the ranking: windows, phrases, speaker, headings, neighbours, meeting, standing, spread
    #[arg(long, value_delimiter = ',', value_name = "PARTS", value_parser = part, hide = true)]
    without: Vec<Part>,
    /// Answer every line of this file: a query, or JSON such as {"id":"7","query":"...","topic":["..."]}
    #[arg(long, value_name = "FILE")]
    batch: Option<PathBuf>,
}

/// How far apart required words may stand.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ScopeName {
    /// In one paragraph or turn
    Statement,
    /// In one agenda item
    Item,
    /// Anywhere in one meeting
    Meeting,
}

/// Order of the hits.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Order {
    /// Best first
    Relevance,
    /// Last meeting first
    Newest,
    /// First meeting first
    Oldest,
}

fn facet(name: &str) -> Result<Field, String> {
    Field::of_facet(name.trim()).ok_or_else(|| {
        let names: Vec<&str> = Field::ALL.into_iter().filter_map(Field::facet).collect();
        match query::nearest(name, names.iter().copied()) {
            Some(near) => format!("no such facet; did you mean {near}?"),
            None => format!("no such facet; facets are {}", names.join(", ")),
        }
    })
}

fn model(folder: &Path) -> Result<Arc<Model>, Failure> {
    let hint = "name a folder with model.safetensors and tokenizer.json, as model2vec writes them";
    Model::read(folder).map(Arc::new).map_err(|cause| Failure::new(cause.to_string(), hint))
}

fn part(name: &str) -> Result<Part, String> {
    Part::ALL.into_iter().find(|part| part.name() == name).ok_or_else(|| "no such part of the ranking".to_owned())
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let sort = arguments.sort.map(|order| match order {
        Order::Relevance => Sort::Relevance,
        Order::Newest => Sort::Newest,
        Order::Oldest => Sort::Oldest,
    });
    let request = Request {
        facets: arguments.facets,
        sort,
        scope: match arguments.scope {
            ScopeName::Statement => Scope::Statement,
            ScopeName::Item => Scope::Item,
            ScopeName::Meeting => Scope::Meeting,
        },
        thesaurus: if arguments.exact { None } else { Some(Arc::new(settings.thesaurus()?)) },
        model: arguments.model.as_deref().map(model).transpose()?,
        explain: arguments.explain,
        more_like: arguments.more_like,
        without: arguments.without,
        limit: arguments.limit,
        offset: arguments.offset,
        ..arguments.query.request()?
    };
    // A query that cannot be read is refused before an index is built for it.
    request.tree().map_err(query::QueryError::from)?;
    let requests = match &arguments.batch {
        Some(file) => super::batch::read(file, &request)?,
        None => vec![request],
    };
    let collection = settings.asked_once(terminal)?;
    let mut total = 0;
    let mut answers = Vec::new();
    for request in &requests {
        let answer = query::search(&collection, request)?;
        total += answer.summary.total;
        for warning in &answer.summary.warnings {
            match &request.query_id {
                Some(id) => terminal.note(&format!("{id}: {warning}")),
                None => terminal.note(warning),
            }
        }
        if terminal.layout.format == present::Format::Csv {
            answers.extend(answer.hits);
            continue;
        }
        let (out, layout) = terminal.results();
        present::answer(out, layout, &answer)?;
    }
    let (out, layout) = terminal.results();
    if layout.format == present::Format::Csv {
        present::rows(out, layout, &answers)?;
    }
    if total == 0 && arguments.batch.is_none() {
        terminal.note("nothing found");
    }
    Ok(if total > 0 { Outcome::Done } else { Outcome::Nothing })
}
