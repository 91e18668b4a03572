//! The progress bar of long work, drawn on a terminal only.

use super::terminal::Terminal;
use crate::progress::{Progress, Step};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How files are counted, and what takes the place of that when there is nothing to count.
const COUNTED: &str = "{msg} {wide_bar} {pos}/{len} files, {per_sec}, {eta} left";
const UNCOUNTED: &str = "{msg} {elapsed}";

/// A bar that counts files.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(terminal: &Terminal) -> Self {
        let target =
            if terminal.shows_progress() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self(ProgressBar::with_draw_target(None, target))
    }
}

impl Progress for Bar {
    fn begin(&self, step: Step, total: usize) {
        let (message, template) = match step {
            Step::Read => ("reading", COUNTED),
            Step::Write => ("writing", COUNTED),
            Step::Commit => ("finishing", UNCOUNTED),
        };
        self.0.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.0.set_message(message);
        self.0.set_length(total as u64);
        self.0.reset();
    }

    fn advance(&self, _path: &str) {
        self.0.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
