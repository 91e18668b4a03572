//! `minutebook extract`: what the parser makes of documents, without an index.

use super::failure::{Failure, Outcome};
use super::reading::ReadingArguments;
use super::settings::{Settings, source};
use super::terminal::Terminal;
use crate::crawl;
use crate::pipeline::{self, PipelineError};
use crate::present;
use std::fs;
use std::path::{Path, PathBuf};

/// Print what the parser makes of documents, as JSON; needs no index and changes none
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Documents, or folders of documents
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write a file for each document into this folder, instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    reading: ReadingArguments,
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let extractor = arguments.reading.extractor(&settings.reading, None)?;
    let mut files: Vec<(PathBuf, PathBuf)> = Vec::new();
    for given in &arguments.files {
        if given.is_dir() {
            let root = crawl::shown(given, Path::new(""));
            for file in crawl::walk(&[source(given.clone())], &[]).map_err(PipelineError::from)?.new {
                let name = file.path.strip_prefix(&root).unwrap_or(&file.path).trim_start_matches('/');
                files.push((given.join(name), PathBuf::from(name)));
            }
        } else {
            let name = given.file_name().map(PathBuf::from).unwrap_or_default();
            files.push((given.clone(), name));
        }
    }
    let mut failures = 0;
    for (path, name) in &files {
        match pipeline::extract_by(&extractor, path) {
            Ok(meetings) => {
                let mut lines = Vec::new();
                for meeting in &meetings {
                    present::line(&mut lines, "meeting", meeting)?;
                }
                match &arguments.out {
                    Some(folder) => write(folder, name, &lines)?,
                    None => terminal.results().0.write_all(&lines)?,
                }
            }
            Err(error) if files.len() == 1 => return Err(error.into()),
            Err(error) => {
                failures += 1;
                terminal.note(&format!("failed {}", present::visible_line(&error.to_string())));
            }
        }
    }
    Ok(if failures > 0 { Outcome::Partly } else { Outcome::of(files.len()) })
}

/// `2015/x.txt` becomes `2015/x.txt.json`, so that two formats of one document do not meet.
fn write(folder: &Path, name: &Path, lines: &[u8]) -> Result<(), Failure> {
    let mut path = folder.join(name).into_os_string();
    path.push(".json");
    let path = PathBuf::from(path);
    let fault = || Failure::io(path.display().to_string());
    fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(fault())?;
    fs::write(&path, lines).map_err(fault())
}
