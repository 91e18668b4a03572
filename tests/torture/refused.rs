//! Writes that fail, by a limit on the size of files and by a disk that is full: the run says so, and nothing is lost.

use super::changing::{answers, archive, change, difference, stray, truth};
use fastrand::Rng;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What came of runs whose writes failed.
#[derive(Debug, Default)]
pub(super) struct Refused {
    /// Runs of which a write failed.
    pub(super) runs: usize,
    /// What was wrong, each in a sentence.
    pub(super) lost: Vec<String>,
}

/// `index` with no file larger than `blocks` of 512 bytes: a write beyond fails, as the signal for it is ignored.
fn limited(root: &Path, blocks: u64) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" index minutes");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_minutebook")]).current_dir(root).env_clear();
    command.output().unwrap()
}

/// Runs whose writes fail at sizes by chance, until `rounds` of them have.
pub(super) fn limit(seed: u64, rounds: usize, files: usize) -> Refused {
    let mut chance = Rng::with_seed(seed);
    let archive = archive(&mut chance, files);
    archive.outcome(&["index", "minutes"]);
    let mut before = answers(&archive, "index").unwrap();
    let mut refused = Refused::default();
    let mut tries = 0;
    while refused.runs < rounds && tries < rounds * 20 {
        tries += 1;
        change(&archive, &mut chance);
        let output = limited(archive.root(), chance.u64(0..60));
        let remarks = String::from_utf8_lossy(&output.stderr).into_owned();
        let between = answers(&archive, "index");
        if !output.status.success() {
            refused.runs += 1;
            if output.status.code() != Some(2) || !remarks.contains("error: ") || remarks.contains("panicked") {
                refused.lost.push(format!("no clear error: {:?} {remarks}", output.status));
            }
            match between {
                Err(fault) => refused.lost.push(format!("no answer after an error: {fault}")),
                Ok(between) if between != before => {
                    refused.lost.push(format!("answers of no commit: {}", difference(&between, &before)));
                }
                Ok(_) => {}
            }
        }
        let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
        if code != 0 {
            refused.lost.push(format!("the next run fails: {remarks}"));
        }
        before = answers(&archive, "index").unwrap_or_default();
        let stray = stray(&archive.root().join("index"));
        if !stray.is_empty() {
            refused.lost.push(format!("files left behind: {stray:?}"));
        }
    }
    let truth = truth(&archive);
    if before != truth {
        refused.lost.push(format!("not what a clean build answers: {}", difference(&before, &truth)));
    }
    refused
}

/// A disk of its own, which can be full; none where it cannot be made.
struct Disk(PathBuf);

impl Disk {
    fn of(folder: PathBuf, kib: u64) -> Option<Disk> {
        std::fs::create_dir_all(&folder).ok()?;
        let size = format!("size={kib}k");
        let output = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&folder).output().ok()?;
        output.status.success().then_some(Disk(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).output();
    }
}

/// Runs into an index on a disk that other files fill up, `rounds` times; none where no such disk can be made.
pub(super) fn fill(seed: u64, rounds: usize, files: usize) -> Option<Refused> {
    let mut chance = Rng::with_seed(seed);
    let archive = archive(&mut chance, files);
    let disk = Disk::of(archive.root().join("index"), 4096)?;
    archive.outcome(&["index", "minutes"]);
    let mut before = answers(&archive, "index").unwrap();
    let mut refused = Refused::default();
    let ballast = disk.0.join("ocr");
    for _ in 0..rounds * 20 {
        if refused.runs == rounds {
            break;
        }
        change(&archive, &mut chance);
        // All of the disk but some kibibytes is taken.
        let room = 4096 - super::changing::bytes(&disk.0) / 1024;
        let taken = room.saturating_sub(chance.u64(0..90));
        // The disk may be full before.
        let _ = std::fs::write(&ballast, vec![1; usize::try_from(taken).unwrap() * 1024]);
        let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
        let between = answers(&archive, "index");
        if code != 0 {
            refused.runs += 1;
            if code != 2 || !remarks.contains("error: ") || remarks.contains("panicked") {
                refused.lost.push(format!("no clear error: {code} {remarks}"));
            }
            match between {
                Err(fault) => refused.lost.push(format!("no answer on a full disk: {fault}")),
                Ok(between) if between != before => {
                    refused.lost.push(format!("answers of no commit: {}", difference(&between, &before)));
                }
                Ok(_) => {}
            }
        }
        std::fs::remove_file(&ballast).unwrap();
        let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
        if code != 0 {
            refused.lost.push(format!("the next run fails: {remarks}"));
        }
        before = answers(&archive, "index").unwrap_or_default();
    }
    let truth = truth(&archive);
    if before != truth {
        refused.lost.push(format!("not what a clean build answers: {}", difference(&before, &truth)));
    }
    Some(refused)
}

#[test]
#[cfg(target_os = "linux")]
fn a_write_that_fails_is_told_and_loses_nothing() {
    let refused = limit(5, 6, 12);
    assert!(refused.lost.is_empty() && refused.runs > 0, "{refused:#?}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_and_loses_nothing() {
    let Some(refused) = fill(6, 4, 12) else { return };
    assert!(refused.lost.is_empty() && refused.runs > 0, "{refused:#?}");
}
