//! `minutebook completions`: completions for a shell.

use super::failure::{Failure, Outcome};
use super::terminal::Terminal;
use clap_complete::Shell;

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn run(arguments: Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    // Generated into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::command(), "minutebook", &mut script);
    terminal.results().0.write_all(&script)?;
    Ok(Outcome::Done)
}
