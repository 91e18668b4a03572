//! Whether an index is sound: its bytes by their checksums, and what it says of files, meetings, passages and links.

use crate::index::{Collection, FileStatus, IndexError, Manifest};
use crate::link::{self, MeetingFacts};
use crate::query;
use serde::Serialize;
use std::collections::BTreeSet;

/// Something that is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is concerned.
    pub kind: FindingKind,
    /// What was found, and what was expected.
    pub detail: String,
}

/// What a finding is about, from what is nothing but untidy to what is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// Files of no commit, left behind by a run that was stopped.
    Leftover,
    /// Facts that span meetings are not those that the meetings tell.
    Links,
    /// Documents and the row of their file do not agree.
    Documents,
    /// A file of the index has other bytes than were written, or is gone.
    Bytes,
}

impl FindingKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            FindingKind::Leftover => "leftover",
            FindingKind::Links => "links",
            FindingKind::Documents => "documents",
            FindingKind::Bytes => "bytes",
        }
    }

    /// The next step.
    pub fn remedy(self) -> &'static str {
        match self {
            FindingKind::Leftover => "the next `minutebook index` removes it, or `minutebook doctor --repair` now",
            _ => "`minutebook doctor --repair` builds the index anew from its sources",
        }
    }
}

/// What is wrong with `collection`; nothing with a sound one.
pub fn examine(collection: &Collection) -> Result<Vec<Finding>, IndexError> {
    let mut findings = Vec::new();
    let mut find = |kind, detail: String| findings.push(Finding { kind, detail });
    for name in collection.damaged()? {
        find(FindingKind::Bytes, name);
    }
    for path in collection.leftovers().map_err(|cause| collection.fault(cause))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        find(FindingKind::Leftover, format!("{name} belongs to no commit"));
    }
    // What cannot be read says nothing more.
    if findings.iter().any(|finding| finding.kind == FindingKind::Bytes) {
        return Ok(findings);
    }
    let (disagreeing, facts) = documents(collection)?;
    let is_whole = disagreeing.is_empty();
    findings.extend(disagreeing);
    // Links of meetings that are not all there say nothing.
    if is_whole {
        findings.extend(links(collection, facts)?);
    }
    Ok(findings)
}

/// Rows of the manifest against meetings and passages, and the facts of these.
fn documents(collection: &Collection) -> Result<(Vec<Finding>, Vec<MeetingFacts>), IndexError> {
    let mut findings = Vec::new();
    let finding = |detail: String| Finding { kind: FindingKind::Documents, detail };
    let (mut facts, mut passages) = (Vec::new(), 0);
    let files = Manifest::load(collection)?.files;
    for (path, row) in files.iter().filter(|(_, row)| row.status == FileStatus::Read) {
        let meetings = collection.meetings_of(path)?;
        if meetings.len() != row.meetings.len() {
            findings.push(finding(format!("{path} has {} meetings, not {}", meetings.len(), row.meetings.len())));
            continue;
        }
        for (id, meeting) in row.meetings.iter().zip(&meetings) {
            passages += meeting.passages.len() as u64;
            if !meeting.passages.iter().enumerate().all(|(at, passage)| passage.id == at.to_string()) {
                let left = meeting.passages.len();
                findings.push(finding(format!("{path}: passages are missing, {left} are left")));
            }
            facts.push(link::facts(id, meeting));
        }
    }
    let held = query::extent(collection)?;
    if findings.is_empty() && (held.meetings, held.passages) != (facts.len() as u64, passages) {
        let (meetings, all) = (facts.len(), held.passages);
        let detail =
            format!("{} meetings and {all} passages are found, files have {meetings} and {passages}", held.meetings);
        findings.push(finding(detail));
    }
    Ok((findings, facts))
}

/// Facts that span meetings against those that the meetings tell.
fn links(collection: &Collection, meetings: Vec<MeetingFacts>) -> Result<Vec<Finding>, IndexError> {
    let links = link::link(meetings, &collection.applied().corrections);
    let differences = [
        ("people", differ(&collection.persons()?, &links.persons)),
        ("actions", differ(&collection.ledger()?, &links.actions)),
        ("topics", differ(&collection.topics()?, &links.topics)),
        ("gaps", differ(&collection.gaps()?, &links.gaps)),
        ("acronyms", differ(&collection.acronyms()?, &links.acronyms)),
    ];
    let finding = |(what, count)| {
        let detail = format!("{count} {what} are not as the meetings tell");
        Finding { kind: FindingKind::Links, detail }
    };
    Ok(differences.into_iter().filter(|(_, count)| *count > 0).map(finding).collect())
}

/// Number of rows that only one of the two has.
fn differ<T: Serialize>(one: &[T], other: &[T]) -> usize {
    let rows = |rows: &[T]| -> BTreeSet<String> {
        rows.iter()
            .map(|row| serde_json::to_string(row).expect("facts have string keys and no failing parts"))
            .collect()
    };
    rows(one).symmetric_difference(&rows(other)).count()
}
