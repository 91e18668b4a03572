//! What holds for this run: configuration file, then environment, then flags.

use super::Global;
use super::failure::Failure;
use super::progress::Bar;
use super::terminal::Terminal;
use crate::config::Config;
use crate::crawl::Source;
use crate::index::{Collection, IndexError};
use crate::pipeline;
use crate::query::Thesaurus;
use std::path::PathBuf;

/// Where the archive and its index are.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) sources: Vec<Source>,
    pub(super) index: PathBuf,
    thesaurus: Vec<PathBuf>,
}

impl Settings {
    pub(super) fn find(global: &Global) -> Result<Self, Failure> {
        let directory = std::env::current_dir().map_err(Failure::io("working directory"))?;
        let config = Config::find(&directory)?;
        let relative = |path: PathBuf| path.strip_prefix(&directory).map(PathBuf::from).unwrap_or(path);
        Ok(Self {
            sources: match &global.archive {
                Some(archive) => vec![source(archive.clone())],
                None => config.sources.into_iter().map(relative).map(source).collect(),
            },
            thesaurus: config.thesaurus.files,
            index: global.index.clone().or(config.index.map(relative)).unwrap_or_else(|| PathBuf::from("index")),
        })
    }

    /// Words that mean the same, from the files of the configuration.
    pub(super) fn thesaurus(&self) -> Result<Thesaurus, Failure> {
        let mut thesaurus = Thesaurus::default();
        for file in &self.thesaurus {
            let hint = "write a group a line, as in: KSI = killed or seriously injured";
            thesaurus.read(file).map_err(|cause| Failure::new(cause.to_string(), hint))?;
        }
        Ok(thesaurus)
    }

    /// The index, built first where there is none and the sources are known.
    pub(super) fn collection(&self, terminal: &mut Terminal) -> Result<Collection, Failure> {
        match Collection::open(&self.index) {
            Err(IndexError::Missing(_)) if !self.sources.is_empty() => {}
            opened => return Ok(opened?),
        }
        terminal.note(&format!("no index in {} yet: building it first", self.index.display()));
        let collection = Collection::open_or_create(&self.index)?;
        let report = pipeline::update(&collection, &self.sources, &Bar::new(terminal))?;
        super::index::summarise(&report, terminal);
        Ok(collection)
    }
}

/// All of a folder or file.
pub(super) fn source(path: PathBuf) -> Source {
    Source { path, ..Source::default() }
}
