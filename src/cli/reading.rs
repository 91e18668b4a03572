//! How documents are read: options, configuration, and the processes that do it.

use super::failure::Failure;
use super::terminal::{Terminal, input};
use crate::config::Reading;
use crate::extract::{self, Extractor, Redaction};
use crate::pipeline::Report;
use crate::read::{self, Ocr, Options};
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Name of the hidden command that reads documents for another process of this program.
const WORKER: &str = "read-worker";

/// Options of commands that read documents.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ReadingArguments {
    /// Which pages `tesseract` reads, where it is on this machine
    #[arg(long, value_name = "WHEN", env = "MINUTEBOOK_OCR", hide_env_values = true)]
    ocr: Option<OcrName>,
    /// Languages of scanned pages as `tesseract` names them
    #[arg(long, value_name = "LANGS", env = "MINUTEBOOK_OCR_LANGUAGES", hide_env_values = true)]
    ocr_languages: Option<String>,
    /// File with a password on each line, tried on encrypted documents
    #[arg(long, value_name = "FILE", env = "MINUTEBOOK_PASSWORD_FILE", hide_env_values = true)]
    password_file: Option<PathBuf>,
    /// File with a person or phrase on each line, kept out of the index and of every output
    #[arg(long, value_name = "FILE", env = "MINUTEBOOK_REDACT", hide_env_values = true)]
    redact: Option<PathBuf>,
}

/// Which pages are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum OcrName {
    /// Those with a picture and no text
    Auto,
    /// None
    Off,
    /// Those with a picture, whatever text they have
    Force,
}

impl ReadingArguments {
    /// What reads documents for this run; recognised pages are kept in `cache`.
    pub(super) fn extractor(&self, configured: &Reading, cache: Option<PathBuf>) -> Result<Extractor, Failure> {
        let redaction = match self.redact.as_ref().or(configured.redact.as_ref()) {
            Some(file) => {
                Redaction::parse(&std::fs::read_to_string(file).map_err(Failure::io(file.display().to_string()))?)
            }
            None => Redaction::default(),
        };
        // Recognised pages are kept as they are printed.
        let options = self.options(configured, cache.filter(|_| redaction.is_empty()))?;
        let limits = configured.limits;
        let extractor = match std::env::current_exe() {
            Ok(program) => Extractor::apart(options, limits, program, &[WORKER]),
            Err(_) => Extractor::here(options),
        };
        Ok(extractor.withholding(redaction))
    }

    fn options(&self, configured: &Reading, ocr_cache: Option<PathBuf>) -> Result<Options, Failure> {
        let default = Options::default();
        let ocr = self.ocr.map(|name| match name {
            OcrName::Auto => Ocr::Auto,
            OcrName::Off => Ocr::Off,
            OcrName::Force => Ocr::Force,
        });
        let languages = self.ocr_languages.clone().or_else(|| configured.ocr_languages.clone());
        let passwords = match self.password_file.as_ref().or(configured.password_file.as_ref()) {
            Some(file) => passwords(file)?,
            None => Vec::new(),
        };
        Ok(Options {
            ocr: ocr.or(configured.ocr).unwrap_or(default.ocr),
            ocr_languages: languages.unwrap_or(default.ocr_languages),
            // Worker processes are told of it in JSON.
            ocr_cache: ocr_cache.filter(|folder| folder.to_str().is_some()),
            passwords,
            region: default.region,
        })
    }
}

fn passwords(file: &Path) -> Result<Vec<String>, Failure> {
    let text = std::fs::read_to_string(file).map_err(Failure::io(file.display().to_string()))?;
    Ok(text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// The next step for what a run could not read.
pub(super) fn hints(report: &Report, extractor: &Extractor) -> Vec<String> {
    let mut hints = Vec::new();
    if report.picture_pages > 0 {
        let next = match (extractor.options().ocr, read::recognition(extractor.options()) == "off") {
            (Ocr::Off, _) => "index with --ocr auto to have them recognised by tesseract",
            (_, true) => "install tesseract and index again to have them recognised",
            (_, false) => "show each file's meetings as JSON to see why tesseract failed",
        };
        hints.push(format!("pages that are pictures without text: {}; {next}", report.picture_pages));
    }
    if report.garbled_pages > 0 {
        hints.push(format!(
            "pages whose text is no language: {}; --ocr force reads their pictures instead",
            report.garbled_pages
        ));
    }
    if report.encrypted > 0 {
        hints.push(format!("files that need a password: {}; name one with --password-file FILE", report.encrypted));
    }
    hints
}

/// Reads documents for another process of this program
#[derive(Debug, clap::Args)]
pub(super) struct WorkerArguments {}

/// Serves another process of this program until it ends.
pub(super) fn work(terminal: &mut Terminal) -> Result<super::Outcome, Failure> {
    extract::serve(input(), terminal.results().0)?;
    Ok(super::Outcome::Done)
}
