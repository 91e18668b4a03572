//! `minutebook export`: the archive for other programs, and dossiers for other people.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::{Terminal, today};
use crate::export::{ExportError, Form, Table, export};
#[cfg(feature = "web")]
use std::path::{Path, PathBuf};

/// Write the archive for other programs, or all on one topic as pages that need no server
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What it is written as
    #[arg(long = "as", value_name = "FORM", default_value = "jsonl")]
    form: FormName,
    /// The list that a table holds, for `--as csv`
    #[arg(long, value_name = "LIST", default_value = "actions")]
    table: TableName,
    /// Write the dossier of this topic into this folder instead
    #[cfg(feature = "web")]
    #[arg(long, num_args = 2, value_names = ["TOPIC", "DIR"])]
    dossier: Option<Vec<PathBuf>>,
}

/// What an archive is written as.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum FormName {
    /// Meetings, persons and actions, one JSON object a line
    Jsonl,
    /// One list as a table
    Csv,
    /// Persons, organisations, memberships, events (Popolo)
    Popolo,
    /// Body, organisations, persons, meetings with their agenda (OParl 1.1)
    Oparl,
}

/// The list that a table holds.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum TableName {
    /// Actions as they stand today
    Actions,
    /// Meetings
    Meetings,
    /// People
    People,
    /// Topics
    Topics,
    /// What is missing or doubtful
    Gaps,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let collection = settings.collection(terminal)?;
    #[cfg(feature = "web")]
    if let Some([topic, folder]) = arguments.dossier.as_deref() {
        let topic = topic.to_string_lossy();
        let Some(files) = crate::serve::dossier(&collection, &topic, today())? else {
            return Err(Failure::new(
                format!("no topic is called {topic}"),
                "run `minutebook topics` for those that are",
            ));
        };
        write(folder, files)?;
        terminal.note(&format!("wrote {}", folder.join("index.html").display()));
        return Ok(Outcome::Done);
    }
    let form = match arguments.form {
        FormName::Jsonl => Form::Lines,
        FormName::Popolo => Form::Popolo,
        FormName::Oparl => Form::Oparl,
        FormName::Csv => Form::Csv(match arguments.table {
            TableName::Actions => Table::Actions,
            TableName::Meetings => Table::Meetings,
            TableName::People => Table::People,
            TableName::Topics => Table::Topics,
            TableName::Gaps => Table::Gaps,
        }),
    };
    export(terminal.results().0, &collection, form, today())?;
    Ok(Outcome::Done)
}

#[cfg(feature = "web")]
fn write(folder: &Path, files: Vec<(&'static str, String)>) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(Failure::io(folder.display().to_string()))?;
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(Failure::io(path.display().to_string()))?;
    }
    Ok(())
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Query(error) => error.into(),
            ExportError::Write(cause) => cause.into(),
        }
    }
}
