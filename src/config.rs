//! The configuration file `minutebook.toml`: where the sources are and where the index is kept.

use crate::extract::Limits;
use crate::read::Ocr;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Name of the configuration file.
pub const FILE_NAME: &str = "minutebook.toml";

/// Name of the file of corrections beside it.
pub const CORRECTIONS: &str = "corrections.toml";

/// A configuration file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("{}: {cause}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// It is not what is expected.
    #[error("{}: {cause}", .path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        cause: toml::de::Error,
    },
}

/// What the configuration says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folders and files of the archive.
    #[serde(default)]
    pub sources: Vec<PathBuf>,
    /// Folder of the index.
    pub index: Option<PathBuf>,
    /// The file of corrections; the one beside the configuration where there is one.
    #[serde(skip)]
    pub corrections: Option<PathBuf>,
    /// How documents are read.
    #[serde(default)]
    pub reading: Reading,
    /// Queries that `watch` asks where none is given.
    #[serde(default)]
    pub watch: Vec<String>,
    /// Words that mean the same.
    #[serde(default)]
    pub thesaurus: ThesaurusFiles,
}

/// How documents are read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// Which pages `tesseract` reads.
    pub ocr: Option<Ocr>,
    /// Their languages as tesseract names them.
    pub ocr_languages: Option<String>,
    /// File with a password on each line.
    pub password_file: Option<PathBuf>,
    /// File with a person or phrase on each line that is kept out of the index and of every output.
    pub redact: Option<PathBuf>,
    /// Bounds of what a file may cost.
    pub limits: Limits,
}

/// Lists of words that mean the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThesaurusFiles {
    /// Text with a group a line, or SKOS as RDF/XML.
    #[serde(default)]
    pub files: Vec<PathBuf>,
}

impl Config {
    /// The configuration of `directory` or the nearest folder above it; paths are taken from where the file is.
    pub fn find(directory: &Path) -> Result<Config, ConfigError> {
        for folder in directory.ancestors() {
            let path = folder.join(FILE_NAME);
            match std::fs::read_to_string(&path) {
                Ok(text) => return Config::read(&text, &path),
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
                Err(cause) => return Err(ConfigError::Unreadable { path, cause }),
            }
        }
        Ok(Config::default())
    }

    fn read(text: &str, path: &Path) -> Result<Config, ConfigError> {
        let config: Config =
            toml::from_str(text).map_err(|cause| ConfigError::Invalid { path: path.to_owned(), cause })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        Ok(Config {
            sources: config.sources.iter().map(|source| folder.join(source)).collect(),
            index: config.index.map(|index| folder.join(index)),
            watch: config.watch,
            corrections: Some(folder.join(CORRECTIONS)).filter(|path| path.is_file()),
            reading: Reading {
                password_file: config.reading.password_file.map(|file| folder.join(file)),
                redact: config.reading.redact.map(|file| folder.join(file)),
                ..config.reading
            },
            thesaurus: ThesaurusFiles { files: config.thesaurus.files.iter().map(|file| folder.join(file)).collect() },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_from_where_the_file_is() {
        let config = Config::read("sources = [\"minutes\"]\nindex = \"/var/index\"", Path::new("/a/minutebook.toml"));
        let config = config.unwrap();
        assert_eq!(config.sources, [Path::new("/a/minutes")]);
        assert_eq!(config.index.as_deref(), Some(Path::new("/var/index")));
    }

    #[test]
    fn the_section_on_reading_is_taken_up_with_its_limits() {
        let text = "[reading]\nocr = \"off\"\npassword_file = \"secret\"\nlimits = { seconds = 5 }";
        let reading = Config::read(text, Path::new("/a/minutebook.toml")).unwrap().reading;
        assert_eq!((reading.ocr, reading.limits.seconds), (Some(Ocr::Off), 5));
        assert_eq!(reading.password_file.as_deref(), Some(Path::new("/a/secret")));
        assert_eq!(reading.limits.memory_mib, Limits::default().memory_mib);
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = Config::read("source = []", Path::new("/a/minutebook.toml")).unwrap_err();
        assert!(error.to_string().contains("unknown field `source`"), "{error}");
    }
}
