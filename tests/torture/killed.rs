//! Runs killed at any moment: the index answers as of its last commit, and the next run finishes the work.

use super::changing::{answers, archive, change, difference, stray, truth};
use fastrand::Rng;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What came of runs that were killed.
#[derive(Debug, Default)]
pub(super) struct Killed {
    /// Runs that were killed before they ended.
    pub(super) runs: usize,
    /// Of these, runs whose work had been committed already.
    pub(super) committed: usize,
    /// Answers, files or searches that were wrong, each in a sentence.
    pub(super) lost: Vec<String>,
}

/// Kills `rounds` runs over an archive of `files` files that changes before each.
pub(super) fn kill(seed: u64, rounds: usize, files: usize) -> Killed {
    let mut chance = Rng::with_seed(seed);
    let archive = archive(&mut chance, files);
    let index = archive.root().join("index");
    let mut killed = Killed::default();
    let start = Instant::now();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 0, "{remarks}");
    let mut longest = start.elapsed();
    let mut before = answers(&archive, "index").unwrap();
    while killed.runs < rounds {
        change(&archive, &mut chance);
        let rebuild = (chance.usize(0..4) == 0).then_some("--rebuild");
        let mut process = archive.command(&["index", "minutes"]).args(rebuild).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(longest.mul_f64(chance.f64()));
        let has_ended = process.try_wait().unwrap().is_some();
        process.kill().unwrap();
        process.wait().unwrap();
        killed.runs += usize::from(!has_ended);
        let between = answers(&archive, "index");
        let start = Instant::now();
        let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
        // A run takes about as long as the last few did.
        longest = (longest * 3 + start.elapsed()) / 4 + Duration::from_millis(5);
        if code != 0 {
            killed.lost.push(format!("the next run fails: {remarks}"));
        }
        let after = answers(&archive, "index").unwrap_or_default();
        match between {
            Err(fault) => killed.lost.push(format!("no answer after a kill: {fault}")),
            Ok(between) if between == after => killed.committed += usize::from(!has_ended),
            Ok(between) if between != before => {
                killed.lost.push(format!("answers of no commit: {}", difference(&between, &before)));
            }
            Ok(_) => {}
        }
        let stray = stray(&index);
        if !stray.is_empty() {
            killed.lost.push(format!("files left behind: {stray:?}"));
        }
        if killed.runs % 5 == 0 {
            let truth = truth(&archive);
            if after != truth {
                killed.lost.push(format!("not what a clean build answers: {}", difference(&after, &truth)));
            }
        }
        before = after;
    }
    killed
}

#[test]
fn a_run_killed_at_any_moment_loses_nothing() {
    let killed = kill(8, 10, 12);
    assert!(killed.lost.is_empty(), "{:#?}", killed.lost);
    assert!(killed.runs >= 10);
}

#[test]
fn the_lock_of_a_dead_run_is_no_obstacle_and_that_of_a_living_one_is() {
    let archive = archive(&mut Rng::with_seed(3), 3);
    archive.outcome(&["index", "minutes"]);
    let collection = minutebook::index::Collection::open(&archive.root().join("index")).unwrap();
    let lock = collection.begin_run().unwrap();
    for arguments in [&["index", "minutes"] as &[&str], &["index", "minutes", "--rebuild"]] {
        let (code, _, remarks) = archive.outcome(arguments);
        assert_eq!(code, 2);
        assert!(remarks.contains("is being written by another run\nhint: wait until"), "{remarks}");
    }
    let (code, found, _) = archive.outcome(&["meetings", "--format", "json"]);
    assert_eq!((code, found.lines().count()), (0, 3));
    drop(lock);
    // Files that a dead run leaves: its locks, and what it was writing aside.
    std::fs::write(archive.root().join("index/.tantivy-writer.lock"), "").unwrap();
    std::fs::write(archive.root().join("index/.tmpAbc123"), "half").unwrap();
    assert_eq!(archive.outcome(&["index", "minutes"]).0, 0);
    assert_eq!(stray(&archive.root().join("index")), Vec::<String>::new());
}

#[test]
fn an_index_that_was_begun_and_never_committed_is_none() {
    let archive = archive(&mut Rng::with_seed(4), 3);
    drop(minutebook::index::Collection::open_or_create(&archive.root().join("index")).unwrap());
    let (code, _, remarks) = archive.outcome(&["search", "basin"]);
    assert_eq!(code, 2);
    assert!(remarks.contains("no index in index"), "{remarks}");
    assert_eq!(archive.outcome(&["index", "minutes"]).0, 0);
    assert_eq!(answers(&archive, "index").unwrap(), truth(&archive));
}
