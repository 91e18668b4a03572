//! `minutebook mcp`: the door of assistants, opened.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::Terminal;
use crate::index::Live;
use crate::mcp::{McpError, serve};
use std::sync::Arc;

/// Answer an assistant over standard input and output by the Model Context Protocol; nothing can be changed through it
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    // Built first where there is none yet.
    drop(settings.collection(terminal)?);
    serve(Live::open(&settings.index)?, Arc::new(settings.thesaurus()?))?;
    Ok(Outcome::Done)
}

impl From<McpError> for Failure {
    fn from(error: McpError) -> Self {
        Failure::new(error.to_string(), "an assistant starts it by its configuration; docs/serve.md shows how")
    }
}
