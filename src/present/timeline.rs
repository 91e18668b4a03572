//! A timeline: a bar of hits for each stretch of time, beside the number of meetings held.

use super::style::{Layout, Role};
use super::{Format, rows};
use crate::query::PeriodRow;
use std::io::{self, Write};

/// Length of the longest bar.
const BAR: u64 = 40;

/// Writes stretches of time in the form asked for.
pub fn timeline(out: &mut dyn Write, layout: &Layout, periods: &[PeriodRow]) -> io::Result<()> {
    if layout.format != Format::Text {
        return rows(out, layout, periods);
    }
    let most = periods.iter().map(|row| row.hits).max().unwrap_or(0).max(1);
    for row in periods {
        let length = usize::try_from((row.hits * BAR).div_ceil(most)).unwrap_or_default();
        let bar = format!("{:<width$}", "█".repeat(length), width = BAR as usize);
        let held = match row.held {
            0 => "no meeting in the archive".to_owned(),
            held => format!("in {} of {held} {}", row.matching, if held == 1 { "meeting" } else { "meetings" }),
        };
        writeln!(out, "{:<8} {bar} {:>6}  {}", row.period, row.hits, layout.styled(Role::Faint, &held))?;
    }
    Ok(())
}
