//! What holds for this run: configuration file, then environment, then flags.

use super::Global;
use super::failure::Failure;
use super::index::take_up;
use super::reading::ReadingArguments;
use super::terminal::Terminal;
use crate::config::{Config, Reading};
use crate::crawl::Source;
use crate::extract::Extractor;
use crate::index::{Collection, IndexError};
use crate::link::Corrections;
use crate::query::Thesaurus;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

/// Where the archive and its index are.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) sources: Vec<Source>,
    pub(super) index: PathBuf,
    /// What the user knows better, from beside the configuration.
    pub(super) corrections: Corrections,
    pub(super) reading: Reading,
    /// Queries to watch.
    pub(super) watch: Vec<String>,
    thesaurus: Vec<PathBuf>,
}

/// Folder inside the index for what need not be done again.
const OCR_CACHE: &str = "ocr";

impl Settings {
    pub(super) fn find(global: &Global) -> Result<Self, Failure> {
        let directory = std::env::current_dir().map_err(Failure::io("working directory"))?;
        let config = Config::find(&directory)?;
        let corrections = config.corrections.as_deref().map(corrections).transpose()?.unwrap_or_default();
        let relative = |path: PathBuf| path.strip_prefix(&directory).map(PathBuf::from).unwrap_or(path);
        Ok(Self {
            sources: match &global.archive {
                Some(archive) => vec![source(archive.clone())],
                None => config.sources.into_iter().map(relative).map(source).collect(),
            },
            corrections,
            thesaurus: config.thesaurus.files,
            index: global.index.clone().or(config.index.map(relative)).unwrap_or_else(|| PathBuf::from("index")),
            reading: config.reading,
            watch: config.watch,
        })
    }

    /// What reads documents for the index.
    pub(super) fn extractor(&self, arguments: &ReadingArguments) -> Result<Extractor, Failure> {
        arguments.extractor(&self.reading, Some(self.index.join(OCR_CACHE)))
    }

    /// Makes sure that what an index withholds is not brought in by a run that was not told of it, nor left beside it.
    pub(super) fn keep_withheld(&self, collection: &Collection, extractor: &Extractor) -> Result<(), Failure> {
        if extractor.redaction().is_empty() {
            return match collection.applied().redaction {
                None => Ok(()),
                Some(_) => Err(Failure::new(
                    "this index withholds what a list names, and no list is given",
                    "name it with --redact FILE, or bring everything back with --rebuild",
                )),
            };
        }
        let kept = self.index.join(OCR_CACHE);
        match std::fs::remove_dir_all(&kept) {
            Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                Err(Failure::io(kept.display().to_string())(cause))
            }
            _ => Ok(()),
        }
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

    /// The index, for a command that asks it and ends: the system takes back all of it at once, which is quicker than to give
    /// back its parts one by one.
    pub(super) fn asked_once(&self, terminal: &mut Terminal) -> Result<ManuallyDrop<Collection>, Failure> {
        self.collection(terminal).map(ManuallyDrop::new)
    }

    /// The index, built first where there is none and the sources are known.
    pub(super) fn collection(&self, terminal: &mut Terminal) -> Result<Collection, Failure> {
        match Collection::open(&self.index) {
            Err(IndexError::Missing(_)) if !self.sources.is_empty() => {}
            opened => return Ok(opened?),
        }
        terminal.note(&format!("no index in {} yet: building it first", self.index.display()));
        let extractor = self.extractor(&ReadingArguments::default())?;
        take_up(&self.sources, false, (self, &extractor), terminal)?;
        Ok(Collection::open(&self.index)?)
    }
}

/// As long as it lives, whatever the program creates is readable by its owner only: locks, segments, what is spooled.
pub(super) struct Private {
    #[cfg(unix)]
    before: rustix::fs::Mode,
}

impl Private {
    pub(super) fn begin() -> Private {
        Private {
            #[cfg(unix)]
            before: rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO),
        }
    }
}

impl Drop for Private {
    fn drop(&mut self) {
        #[cfg(unix)]
        rustix::process::umask(self.before);
    }
}

/// The corrections in a file.
fn corrections(path: &Path) -> Result<Corrections, Failure> {
    let text = std::fs::read_to_string(path).map_err(Failure::io(path.display().to_string()))?;
    toml::from_str(&text).map_err(|error| {
        let message = format!("{}: {}", path.display(), error.to_string().trim_end());
        Failure::new(message, "docs/corrections.md shows what may stand there")
    })
}

/// All of a folder or file.
pub(super) fn source(path: PathBuf) -> Source {
    Source { path, ..Source::default() }
}
