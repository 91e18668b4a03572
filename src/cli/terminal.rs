//! The only file that prints: results to stdout, everything else to stderr.

use super::failure::{Failure, Outcome};
use super::{FormatName, Global, When};
use crate::present::{Format, Layout, Marks, visible};
use std::io::{BufRead, BufWriter, IsTerminal, Stdout, Write, stderr, stdin, stdout};
use std::process::ExitCode;

/// Where results and remarks go, and how they look.
pub(super) struct Terminal {
    pub(super) out: BufWriter<Stdout>,
    pub(super) layout: Layout,
    is_quiet: bool,
}

/// Results are set no wider than this, however wide the terminal.
const WIDEST: usize = 120;

impl Terminal {
    pub(super) fn new(global: &Global) -> Self {
        let is_terminal = stdout().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_coloured = match global.color.unwrap_or(When::Auto) {
            When::Always => true,
            When::Never => false,
            When::Auto => is_terminal && !no_color,
        };
        let format = match global.format.unwrap_or(FormatName::Text) {
            FormatName::Text => Format::Text,
            FormatName::Json => Format::Json,
            FormatName::Csv => Format::Csv,
        };
        let marks = if is_coloured { Marks::Colour } else { Marks::Brackets };
        let width = is_terminal.then(columns);
        Self { out: BufWriter::new(stdout()), layout: Layout { format, marks, width }, is_quiet: global.quiet }
    }

    /// The writer results go to, and how they are laid out.
    pub(super) fn results(&mut self) -> (&mut dyn Write, &Layout) {
        (&mut self.out, &self.layout)
    }

    /// Says something about the run on stderr, unless told to be quiet.
    pub(super) fn note(&mut self, message: &str) {
        if !self.is_quiet {
            say(&format!("minutebook: {message}"));
        }
    }

    /// Whether progress may be drawn.
    pub(super) fn shows_progress(&self) -> bool {
        !self.is_quiet && stderr().is_terminal()
    }

    /// Ends the program: flushes the results, reports an error, gives the exit code.
    pub(super) fn close(mut self, result: Result<Outcome, Failure>) -> ExitCode {
        let flushed = self.out.flush().map_err(Failure::from);
        match result.and_then(|outcome| flushed.map(|()| outcome)) {
            Ok(outcome) => outcome.into(),
            Err(Failure::BrokenPipe) => {
                // The buffer holds what nobody reads; dropping it would try to write it again.
                std::mem::forget(self.out);
                ExitCode::SUCCESS
            }
            Err(Failure::Error { message, hint }) => {
                say(&format!("error: {message}"));
                if let Some(hint) = hint {
                    say(&format!("hint: {hint}"));
                }
                ExitCode::from(2)
            }
        }
    }
}

/// Prints what the command line reader has to say: help and version are results, the rest are errors.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    let rendered = error.render().to_string();
    // Colours are ours only where an argument brings none along.
    if visible(&rendered) != rendered {
        say(rendered.trim_end());
    } else {
        // Nothing can be done about a closed stdout or stderr here.
        let _ = error.print();
    }
    if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

/// Turns on the developers' log on stderr.
pub(super) fn log() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("MINUTEBOOK_LOG").unwrap_or_else(|_| EnvFilter::new("minutebook=debug"));
    tracing_subscriber::fmt().with_writer(stderr).with_env_filter(filter).init();
}

/// What is piped into the program.
pub(super) fn input() -> impl BufRead {
    stdin().lock()
}

fn say(message: &str) {
    // A message that cannot be written has nowhere else to go.
    let _ = writeln!(stderr(), "{}", visible(message));
}

fn columns() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    set.unwrap_or_else(asked).clamp(40, WIDEST)
}

/// The day it is, by the clock of this machine.
pub(super) fn today() -> jiff::civil::Date {
    jiff::Zoned::now().date()
}
