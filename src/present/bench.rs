//! Figures of query speed: a row for each class, then the index.

use super::rows::Row;
use super::style::Layout;
use super::table::aligned;
use super::{Format, line, rows};
use crate::bench::{Figures, Report, Times};
use std::io::{self, Write};

impl Row for Figures {
    const KIND: &'static str = "bench";
    const COLUMNS: &'static [&'static str] = &[
        "class",
        "part",
        "queries",
        "timed",
        "p50",
        "p95",
        "p99",
        "max",
        "per_second",
        "hits",
        "floor_p50",
        "floor_p95",
        "floor_p99",
        "floor_max",
        "floor_hits",
        "floor_ratio_p50",
        "floor_ratio_p95",
        "baseline_ratio_p50",
        "baseline_ratio_p95",
    ];

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.class.clone(), self.part.clone(), self.queries.to_string(), self.timed.to_string()];
        cells.extend(times(Some(&self.times)));
        cells.extend([self.per_second.to_string(), self.hits.to_string()]);
        cells.extend(times(self.floor.as_ref()));
        cells.push(self.floor_hits.map(|hits| hits.to_string()).unwrap_or_default());
        cells.extend(pair(self.floor_ratio));
        cells.extend(pair(self.baseline_ratio));
        cells
    }
}

fn times(times: Option<&Times>) -> [String; 4] {
    let all = times.map(|times| [times.p50, times.p95, times.p99, times.max]);
    all.map(|all| all.map(|time| format!("{time:.1}"))).unwrap_or_default()
}

fn pair(ratio: Option<[f64; 2]>) -> [String; 2] {
    ratio.map(|ratio| ratio.map(|share| format!("{share:.2}"))).unwrap_or_default()
}

/// Writes what was measured: for readers a table without the columns that are empty in all rows.
pub fn bench(out: &mut dyn Write, layout: &Layout, report: &Report) -> io::Result<()> {
    if layout.format != Format::Text {
        rows(out, layout, &report.rows)?;
        return if layout.format == Format::Json { line(out, "bench_index", &report.size) } else { Ok(()) };
    }
    let cells: Vec<Vec<String>> = report.rows.iter().map(Row::cells).collect();
    let used: Vec<usize> =
        (0..Figures::COLUMNS.len()).filter(|column| cells.iter().any(|row| !row[*column].is_empty())).collect();
    let names: Vec<String> =
        used.iter().map(|column| Figures::COLUMNS[*column].replace("baseline", "before")).collect();
    // A last column without a name lets all figures stand to the right.
    let names: Vec<&str> = names.iter().map(String::as_str).chain([""]).collect();
    let shown: Vec<Vec<String>> = cells
        .iter()
        .map(|row| used.iter().map(|column| row[*column].clone()).chain([String::new()]).collect())
        .collect();
    aligned(out, layout, (&names, &shown), |letter| letter.is_ascii_digit() || letter == '.')?;
    let size = &report.size;
    let floor = size.floor_bytes.map(|bytes| format!("; the bare index {bytes} bytes")).unwrap_or_default();
    writeln!(
        out,
        "\ntimes in microseconds; index {} bytes, {} documents, {} passages, {} segments{floor}",
        size.bytes, size.documents, size.passages, size.segments
    )
}
