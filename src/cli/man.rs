//! `minutebook man`: the manual page.

use super::failure::{Failure, Outcome};
use super::terminal::Terminal;

/// Print the manual page
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {}

pub(super) fn run(_: Arguments, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    clap_mangen::Man::new(super::command()).render(terminal.results().0)?;
    Ok(Outcome::Done)
}
