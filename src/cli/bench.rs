//! `minutebook bench`: query speed on this archive.

use super::failure::{Failure, Outcome};
use super::settings::Settings;
use super::terminal::Terminal;
use crate::bench::{self, Baseline, Class, Plan};
use crate::present;
use crate::query::Request;
use std::path::PathBuf;
use std::sync::Arc;

/// Measure how fast queries are on this archive
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Ask every line of this file, as in `search --batch`, instead of a mix from the archive's own words
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// How often the questions are asked
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Questions of each class in a run of the mix; a fifth of them is new in every run
    #[arg(long, default_value_t = 25, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    each: u16,
    /// Ask questions of this class only, as named in the table; may be given several times
    #[arg(long = "class", value_name = "CLASS", value_parser = class, conflicts_with = "queries")]
    classes: Vec<Class>,
    /// Draw another mix: the same number, the same questions
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Keep the index open, and ask once untimed (as is)
    #[arg(long, overrides_with = "cold")]
    warm: bool,
    /// Open the index anew for each question, after the system was told to forget it; opening counts
    #[arg(long, overrides_with = "warm")]
    cold: bool,
    /// Ask a bare index of the same passages as well, built in the folder for temporary files
    #[arg(long)]
    floor: bool,
    /// Write the figures to this file
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Compare with figures written by --save; slower ones end with exit code 1
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// How much slower p95 of a class may be than in the baseline, as a share of it
    #[arg(long, default_value_t = 0.25, value_name = "SHARE", requires = "baseline", value_parser = share)]
    tolerance: f64,
}

fn class(name: &str) -> Result<Class, String> {
    Class::named(name).ok_or_else(|| format!("the classes are {}", Class::MIX.map(Class::name).join(", ")))
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share: &f64| share.is_finite() && *share >= 0.0);
    share.ok_or_else(|| "write a share such as 0.25".to_owned())
}

pub(super) fn run(arguments: Arguments, settings: &Settings, terminal: &mut Terminal) -> Result<Outcome, Failure> {
    let base = Request { thesaurus: Some(Arc::new(settings.thesaurus()?)), ..Request::new("") };
    let plan = Plan {
        given: arguments.queries.as_deref().map(|file| super::batch::read(file, &base)).transpose()?,
        base,
        classes: arguments.classes,
        runs: usize::from(arguments.runs),
        queries: usize::from(arguments.each),
        seed: arguments.seed,
        is_cold: arguments.cold,
        with_floor: arguments.floor,
    };
    // A file that cannot be used is named before anything is measured.
    let baseline = arguments.baseline.as_deref().map(Baseline::read).transpose()?;
    let mut report = bench::run(settings.collection(terminal)?, &plan)?;
    if let Some(cause) = &report.not_cold {
        terminal.note(&format!("the system keeps the index in its memory ({cause}); it was only opened anew"));
    }
    if let Some(file) = &arguments.save {
        Baseline::save(&report, file)?;
    }
    let mut outcome = Outcome::of(report.rows.len());
    if let Some(baseline) = &baseline {
        let (slower, alone) = bench::compare(&mut report, baseline, arguments.tolerance);
        alone.iter().for_each(|class| terminal.note(&format!("{class}: nothing to compare with")));
        slower.iter().for_each(|class| terminal.note(&format!("slower than the baseline: {class}")));
        outcome = if slower.is_empty() { outcome } else { Outcome::Slower };
    }
    let (out, layout) = terminal.results();
    present::bench(out, layout, &report)?;
    Ok(outcome)
}
