//! What a command ends with: exit codes, and for each error the next step.

use crate::bench::BenchError;
use crate::config::ConfigError;
use crate::extract::Refusal;
use crate::index::IndexError;
use crate::pipeline::PipelineError;
use crate::query::QueryError;
use std::io;
use std::process::ExitCode;

/// How a command that ran ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Found or done.
    Done,
    /// Nothing found.
    Nothing,
    /// Done, but slower than is allowed.
    Slower,
    /// Done, but some files could not be read.
    Partly,
}

impl Outcome {
    /// Done if there is something.
    pub(super) fn of(count: usize) -> Self {
        if count > 0 { Outcome::Done } else { Outcome::Nothing }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Nothing | Outcome::Slower => 1,
            Outcome::Partly => 2,
        })
    }
}

/// An error on its way to the user.
#[derive(Debug)]
pub(super) enum Failure {
    /// Whoever read our output has had enough; that is no error.
    BrokenPipe,
    /// Anything else: what happened and the next step.
    Error { message: String, hint: Option<String> },
}

impl Failure {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Failure::Error { message: message.into(), hint: Some(hint.into()) }
    }

    /// Names what the system failed on.
    pub(super) fn io(name: impl Into<String>) -> impl FnOnce(io::Error) -> Failure {
        let name = name.into();
        move |cause| Failure::Error { message: format!("{name}: {cause}"), hint: None }
    }
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Error { message: format!("cannot write results: {cause}"), hint: None },
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let hint = "docs/cli.md lists the keys";
        Failure::new(error.to_string().trim_end().to_owned(), hint)
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        let hint = match &error {
            IndexError::Missing(_) => "run `minutebook index FOLDER` first",
            IndexError::Format { .. } => "run `minutebook index --rebuild`",
            IndexError::Locked(_) => "wait until the other run is done, then try again",
            IndexError::Folder { .. } => "choose another folder with --index DIR",
            IndexError::Unwritten { .. } => {
                "make room on its disk and run `minutebook index` again; what was indexed before is still found"
            }
            IndexError::Engine { .. } => "run `minutebook doctor`, which tells what is damaged",
        };
        Failure::new(error.to_string(), hint)
    }
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        match error {
            PipelineError::Index(error) => error.into(),
            PipelineError::Crawl(_) | PipelineError::Open { .. } => {
                Failure::new(error.to_string(), "check the path, or the sources in minutebook.toml")
            }
            PipelineError::Refused { refusal: Refusal::Encrypted(_), .. } => {
                Failure::new(error.to_string(), "name a file of passwords with --password-file FILE")
            }
            PipelineError::Refused { .. } => {
                Failure::new(error.to_string(), "the README lists the formats that are read")
            }
            PipelineError::Empty(_) => Failure::new(error.to_string(), "name a folder that holds minutes"),
        }
    }
}

impl From<BenchError> for Failure {
    fn from(error: BenchError) -> Self {
        let message = error.to_string();
        match error {
            BenchError::Query(error) => error.into(),
            BenchError::File { .. } => Failure::Error { message, hint: None },
            BenchError::Baseline { .. } => Failure::new(message, "name a file that `minutebook bench --save` wrote"),
            BenchError::Empty(_) => Failure::new(message, "index an archive first, or name questions with --queries"),
        }
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Index(error) => error.into(),
            QueryError::Syntax(complaint) => Failure::Error { message: complaint.to_string(), hint: complaint.hint },
        }
    }
}
