//! Figures kept in a file, and what became slower since.

use super::figures::{Figures, Report};
use super::{BenchError, file};
use std::fmt::Write;
use std::path::Path;

/// The figures of an earlier run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Baseline(Vec<Figures>);

impl Baseline {
    /// Reads the figures that `save` wrote.
    pub fn read(path: &Path) -> Result<Baseline, BenchError> {
        let text = std::fs::read_to_string(path).map_err(file(path))?;
        let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let figures = lines.map(|(text, line)| {
            serde_json::from_str(text).map_err(|cause| BenchError::Baseline { path: path.to_owned(), line, cause })
        });
        Ok(Baseline(figures.collect::<Result<_, _>>()?))
    }

    /// Writes the figures of a run for later ones: a line of JSON for each class.
    pub fn save(report: &Report, path: &Path) -> Result<(), BenchError> {
        let mut text = String::new();
        for row in &report.rows {
            let line = serde_json::to_string(row).expect("figures have string keys and no failing parts");
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{line}");
        }
        std::fs::write(path, text).map_err(file(path))
    }

    fn of(&self, row: &Figures) -> Option<&Figures> {
        self.0.iter().find(|other| other.class == row.class && other.part == row.part)
    }
}

/// Notes in `report` how its figures compare with an earlier run's; gives the classes whose p95 grew by more than
/// `tolerance`, a share of it, and those that are in one of the runs only.
pub fn compare(report: &mut Report, baseline: &Baseline, tolerance: f64) -> (Vec<String>, Vec<String>) {
    let name = |row: &Figures| format!("{} ({})", row.class, row.part);
    let (mut slower, mut alone) = (Vec::new(), Vec::new());
    for row in &mut report.rows {
        let Some(before) = baseline.of(row) else {
            alone.push(name(row));
            continue;
        };
        let ratio = row.times.ratio(&before.times);
        row.baseline_ratio = Some(ratio);
        if ratio[1] > 1.0 + tolerance {
            slower.push(format!("{}: p95 {} µs, {} µs before", name(row), row.times.p95, before.times.p95));
        }
    }
    let is_here =
        |before: &&Figures| report.rows.iter().any(|row| row.class == before.class && row.part == before.part);
    alone.extend(baseline.0.iter().filter(|before| !is_here(before)).map(name));
    (slower, alone)
}
