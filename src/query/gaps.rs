//! What is missing or doubtful in the archive, files that could not be read among it.

use crate::index::{Collection, IndexError, Manifest};
use crate::link::{Gap, GapKind};
use jiff::civil::Date;

/// The gaps of these kinds, all where none is named; announced meetings that lie after `today` are none yet.
pub fn gaps(collection: &Collection, kinds: &[GapKind], today: Date) -> Result<Vec<Gap>, IndexError> {
    let mut gaps = collection.gaps()?;
    for file in Manifest::load(collection)?.files.into_values() {
        if let Some(reason) = file.failure() {
            let detail = reason.to_owned();
            gaps.push(Gap {
                kind: GapKind::UnreadableFile,
                detail,
                path: Some(file.file.path.clone()),
                ..Gap::default()
            });
        }
        let withheld: usize = file.shortfalls.iter().map(|shortfall| shortfall.withheld).sum();
        if withheld > 0 {
            let detail = format!("withheld: {withheld} places");
            gaps.push(Gap { kind: GapKind::Withheld, detail, path: Some(file.file.path), ..Gap::default() });
        }
    }
    let unnamed = collection.applied().unnamed;
    if unnamed > 0 {
        let detail = format!("withheld for their names: {unnamed} files");
        gaps.push(Gap { kind: GapKind::Withheld, detail, ..Gap::default() });
    }
    gaps.retain(|gap| kinds.is_empty() || kinds.contains(&gap.kind));
    gaps.retain(|gap| gap.kind != GapKind::AnnouncedMeetingMissing || gap.date.is_none_or(|date| date <= today));
    gaps.sort();
    Ok(gaps)
}
