//! One file to its meetings, read and parsed in this process or in another that may come to harm.

mod limits;
mod redaction;
mod server;
mod withhold;
mod worker;

pub use limits::Limits;
pub use redaction::{Redaction, WITHHELD};
pub use server::serve;

use crate::meeting::{Meeting, Shortfall, Source};
use crate::parse;
use crate::read::{self, Options, Part, ReadError};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use withhold::Censor;
use worker::Workers;

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// Name of the format the file was read as, and its version in the table of formats.
    pub format: Option<(String, u32)>,
    /// How its pictures were read, where it is of a format that has pages of pictures.
    pub recognition: Option<String>,
    /// Its meetings in order.
    pub meetings: Vec<Meeting>,
    /// What is missing or doubtful in its documents; those with nothing to say are left out.
    pub shortfalls: Vec<Shortfall>,
}

/// Why a file gave nothing; the reason does not repeat the name of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    /// It is no document of a known format.
    #[error("{0}")]
    Unknown(String),
    /// None of the passwords opens it.
    #[error("{0}")]
    Encrypted(String),
    /// It cannot be read.
    #[error("{0}")]
    Failed(String),
    /// It was not read for a reason that lies outside it: the next run tries again.
    #[error("{0}")]
    Disturbed(String),
}

/// A file on its way.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its path as the user sees it.
    pub name: &'a str,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Reads files and parses what they say.
pub struct Extractor {
    options: Options,
    limits: Limits,
    redaction: Redaction,
    workers: Option<Workers>,
}

impl Extractor {
    /// One that works in this process, where a file made to harm can harm the whole run.
    pub fn here(options: Options) -> Self {
        Self { options, limits: Limits::default(), redaction: Redaction::default(), workers: None }
    }

    /// One that has other processes do the work, so that a file costs no more than itself.
    ///
    /// `program` with `arguments` has to call [`serve`]. Processes start when they are needed, are used for many
    /// files, and end with the extractor.
    pub fn apart(options: Options, limits: Limits, program: PathBuf, arguments: &[&str]) -> Self {
        let workers = Workers::new(program, arguments, &options, limits);
        Self { options, limits, redaction: Redaction::default(), workers: Some(workers) }
    }

    /// The same one, which keeps to itself what the list names.
    #[must_use]
    pub fn withholding(mut self, redaction: Redaction) -> Self {
        if let Some(workers) = &mut self.workers {
            workers.withhold(redaction.clone());
        }
        Self { redaction, ..self }
    }

    /// What is kept out of everything.
    pub fn redaction(&self) -> &Redaction {
        &self.redaction
    }

    /// What the user said about all files.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Bounds of what a file may cost.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The meetings of `file`.
    pub fn extract(&self, file: File) -> Result<Extract, Refusal> {
        match &self.workers {
            Some(workers) => workers.extract(file),
            None => extract(file, &self.options, &Censor::of(&self.redaction)),
        }
    }
}

fn extract(file: File, options: &Options, censor: &Censor) -> Result<Extract, Refusal> {
    let parts = read::read(file.bytes, file.name, options).map_err(|error| refusal(file.name, &error, censor))?;
    let mut extract = Extract::default();
    for part in parts {
        extract.format.get_or_insert((part.format.name.to_owned(), part.format.version));
        if part.format.has_pages() && extract.recognition.is_none() {
            extract.recognition = Some(read::recognition(options));
        }
        extract.take(part, file, censor);
    }
    Ok(extract)
}

impl Extract {
    fn take(&mut self, mut part: Part, file: File, censor: &Censor) {
        let mut shortfall = Shortfall { part: part.name.clone(), ..std::mem::take(&mut part.document.shortfall) };
        // An archive says nothing itself; a mail or page without words is a document all the same.
        if part.format.is_archive() {
            self.note(shortfall, censor);
            return;
        }
        let path = if part.name.is_empty() { file.name.to_owned() } else { format!("{}/{}", file.name, part.name) };
        let mut meetings = parse::parse(&part.document, &path);
        for meeting in &mut meetings {
            let pages = meeting.passages.iter().filter_map(|passage| passage.place.page);
            meeting.source = Source {
                path: path.clone(),
                format: part.format.name.to_owned(),
                sha256: file.sha256.to_owned(),
                pages: part.document.pages,
                first_page: pages.clone().min(),
                last_page: pages.max(),
            };
        }
        if let Some(first) = meetings.first_mut() {
            first.diagnostics.splice(0..0, part.document.diagnostics);
        }
        shortfall.withheld = meetings.iter_mut().map(|meeting| censor.withhold(meeting)).sum();
        self.note(shortfall, censor);
        self.meetings.append(&mut meetings);
    }

    fn note(&mut self, mut shortfall: Shortfall, censor: &Censor) {
        censor.withhold_from(&mut shortfall);
        if !shortfall.is_empty() {
            self.shortfalls.push(shortfall);
        }
    }
}

fn refusal(name: &str, error: &ReadError, censor: &Censor) -> Refusal {
    let message = error.to_string();
    let reason = message.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&message).to_owned();
    let reason = censor.withheld(reason);
    match error {
        ReadError::Unknown { .. } => Refusal::Unknown(reason),
        ReadError::Encrypted { .. } => Refusal::Encrypted(reason),
        _ => Refusal::Failed(reason),
    }
}
