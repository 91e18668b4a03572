//! An archive's index on disk: creating it, opening it, refusing what this program cannot use.

use super::analyzer::{analyzers, column_analyzers};
use super::layout::Layouts;
use super::passages::Known;
use super::schema::{FORMAT_VERSION, Fields, schema};
use super::values::Values;
use crate::link::Corrections;
use serde::{Deserialize, Serialize};
use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, TantivyError};

/// Why an index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing was indexed there yet.
    #[error("no index in {}", .0.display())]
    Missing(PathBuf),
    /// Written by another version of the program.
    #[error("index in {} has format {found}, this program reads format {FORMAT_VERSION}", .directory.display())]
    Format {
        /// Where the index is.
        directory: PathBuf,
        /// The format found there.
        found: String,
    },
    /// Another process is writing to it.
    #[error("index in {} is being written by another run", .0.display())]
    Locked(PathBuf),
    /// The folder cannot be created or written.
    #[error("cannot write to index folder {}: {cause}", .directory.display())]
    Folder {
        /// The folder.
        directory: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// It could not be written to the end.
    #[error("index in {} could not be written: {cause}", .directory.display())]
    Unwritten {
        /// Where the index is.
        directory: PathBuf,
        /// What the system said, as far as the engine tells.
        cause: String,
    },
    /// The engine failed on it.
    #[error("index in {}: {cause}", .directory.display())]
    Engine {
        /// Where the index is.
        directory: PathBuf,
        /// What the engine said.
        cause: TantivyError,
    },
}

/// What every commit notes beside the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Note {
    /// Format of the index.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// Sources of the last run, for a run that names none.
    #[serde(with = "crate::crawl::exact::list")]
    pub sources: Vec<PathBuf>,
    /// Corrections of the last run.
    pub applied: Applied,
}

impl Note {
    /// That of the last commit in `directory`; none where nothing was committed, or what is there is for the engine to refuse.
    fn read(directory: &Path) -> Result<Option<Note>, IndexError> {
        /// The list of segments, of which the engine reads the rest: to have it read all of it once more takes longer.
        #[derive(Deserialize)]
        struct Commit {
            payload: Option<String>,
        }
        let path = directory.join("meta.json");
        let commit = match std::fs::read(&path) {
            Ok(commit) => serde_json::from_slice(&commit).unwrap_or(Commit { payload: None }),
            Err(_) if !path.is_file() => return Err(IndexError::Missing(directory.to_owned())),
            Err(_) => return Ok(None),
        };
        match commit.payload.as_deref().map(serde_json::from_str::<Note>) {
            Some(Ok(note)) if note.format == FORMAT_VERSION => Ok(Some(note)),
            Some(Ok(note)) => Err(other_format(directory, note.format.to_string())),
            Some(Err(_)) => Err(other_format(directory, "unknown".into())),
            None => Ok(None),
        }
    }
}

/// The corrections that the facts of an index were linked with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The corrections.
    pub corrections: Corrections,
    /// Those that match nothing, each in a sentence.
    pub unmatched: Vec<String>,
    /// What the list is known by whose people and phrases are withheld.
    #[serde(default)]
    pub redaction: Option<String>,
    /// Files left out as their names have what is withheld.
    #[serde(default)]
    pub unnamed: usize,
}

/// An opened index.
pub struct Collection {
    pub(super) index: Index,
    reader: IndexReader,
    fields: Fields,
    directory: PathBuf,
    note: Note,
    pub(super) known: Known,
    layouts: Layouts,
    values: Values,
}

impl Collection {
    /// Opens the index in `directory`; one that was begun and never committed is none yet.
    pub fn open(directory: &Path) -> Result<Self, IndexError> {
        let opened = Self::open_begun(directory)?;
        if opened.note.format == 0 { Err(IndexError::Missing(directory.to_owned())) } else { Ok(opened) }
    }

    fn open_begun(directory: &Path) -> Result<Self, IndexError> {
        let note = Note::read(directory)?;
        let fault = |cause| IndexError::Engine { directory: directory.to_owned(), cause };
        let index = Index::open_in_dir(directory).map_err(fault)?;
        // Created and never committed: only our own schema will do.
        if note.is_none() && index.schema() != schema().0 {
            return Err(other_format(directory, "unknown".into()));
        }
        Self::prepare(index, directory, note.unwrap_or_default())
    }

    /// Opens the index in `directory` or creates an empty one, readable by its owner only.
    pub fn open_or_create(directory: &Path) -> Result<Self, IndexError> {
        match Self::open_begun(directory) {
            Err(IndexError::Missing(_)) => {}
            opened => return opened,
        }
        let folder = |cause| IndexError::Folder { directory: directory.to_owned(), cause };
        create_private(directory).map_err(folder)?;
        let builder = Index::builder().schema(schema().0).tokenizers(analyzers());
        let index = builder.create_in_dir(directory).map_err(|cause| match cause {
            TantivyError::IoError(cause) => folder(io::Error::new(cause.kind(), cause.to_string())),
            cause => IndexError::Engine { directory: directory.to_owned(), cause },
        })?;
        Self::prepare(index, directory, Note::default())
    }

    fn prepare(mut index: Index, directory: &Path, note: Note) -> Result<Self, IndexError> {
        let fault = |cause| IndexError::Engine { directory: directory.to_owned(), cause };
        index.set_tokenizers(analyzers());
        index.set_fast_field_tokenizers(column_analyzers());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(fault)?;
        Ok(Self {
            index,
            reader,
            fields: schema().1,
            directory: directory.to_owned(),
            note,
            known: Known::default(),
            layouts: Layouts::default(),
            values: Values::default(),
        })
    }

    /// A view of the last commit known.
    pub fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Takes up what has been committed since.
    pub fn reload(&self) -> Result<(), IndexError> {
        self.values.clear();
        self.layouts.clear();
        self.reader.reload().map_err(|cause| self.fault(cause))
    }

    /// The fields by name.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Where the documents of its segments stand.
    pub fn layouts(&self) -> &Layouts {
        &self.layouts
    }

    /// The values of columns read so far.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Where the index is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Sources of the last run.
    pub fn sources(&self) -> &[PathBuf] {
        &self.note.sources
    }

    /// Corrections of the last run.
    pub fn applied(&self) -> &Applied {
        &self.note.applied
    }

    /// The engine's failure as one of this index.
    pub fn fault(&self, cause: TantivyError) -> IndexError {
        match cause {
            TantivyError::LockFailure(..) => IndexError::Locked(self.directory.clone()),
            TantivyError::IoError(cause) => self.unwritten(cause.to_string()),
            TantivyError::OpenWriteError(cause) => self.unwritten(cause.to_string()),
            // The engine writes in threads of its own, and keeps what stopped them to itself.
            TantivyError::ErrorInThread(_) => self.unwritten("a file could not be written".to_owned()),
            cause => IndexError::Engine { directory: self.directory.clone(), cause },
        }
    }
}

impl Collection {
    fn unwritten(&self, cause: String) -> IndexError {
        IndexError::Unwritten { directory: self.directory.clone(), cause }
    }
}

fn other_format(directory: &Path, found: String) -> IndexError {
    IndexError::Format { directory: directory.to_owned(), found }
}

pub(super) fn create_private(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}
