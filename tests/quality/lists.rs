//! Lists of actions that minutes print, read plainly and without the parser, against the ledger as of their day.

use super::likeness::likeness;
use super::page::Table;
use super::sets::files;
use jiff::civil::Date;
use minutebook::link::{self, Corrections, LedgerAction, MeetingFacts};
use minutebook::meeting::Status;
use minutebook::pipeline;
use minutebook::read::{self, Body, Text};
use rayon::prelude::*;
use regex::Regex;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

/// Days between the name of a file and its minutes, where the name is of the day it was planned for or put up.
const NEAR: i32 = 21;
/// Lines below a task, at the most, in which its state is looked for.
const BELOW: usize = 8;
/// Texts this much alike are one task.
const ALIKE: f64 = 0.8;

/// Precision and recall of every archive that is at hand.
pub(super) fn table() -> Table {
    let archives = Path::new("../shared/archives");
    let mut rows = Vec::new();
    let mut add = |name: &'static str, found: Found| {
        let share = |all: usize| if all == 0 { 1.0 } else { found.good as f64 / all as f64 };
        rows.push((name, vec![Some(share(found.held)), Some(share(found.printed)), Some(found.printed as f64)]));
    };
    if archives.join("mantid").is_dir() {
        add("mantid: codes of the new and ongoing actions", ongoing_codes(&archives.join("mantid")));
    }
    if archives.join("cssuob").is_dir() {
        let [open, done] = told_below(&archives.join("cssuob"));
        add("cssuob: actions set or carried forward are open", open);
        add("cssuob: actions said to be complete are complete", done);
    }
    Table { columns: vec!["printed list", "precision", "recall", "of"], rows }
}

/// Actions that the ledger holds in a state, those that minutes print in it, and those that are both.
#[derive(Default)]
struct Found {
    good: usize,
    held: usize,
    printed: usize,
}

/// The ledger of an archive.
fn ledger(folder: &Path) -> Vec<LedgerAction> {
    let paths: Vec<_> = files(folder, |_| true).into_values().collect();
    let facts = |path: &std::path::PathBuf| -> Vec<MeetingFacts> {
        let meetings = pipeline::extract(path).unwrap_or_default();
        let id = |number: usize| format!("{}-{number}", path.display());
        meetings.iter().enumerate().map(|(number, meeting)| link::facts(&id(number), meeting)).collect()
    };
    let facts: Vec<MeetingFacts> = paths.par_iter().flat_map(facts).collect();
    link::link(facts, &Corrections::default()).actions
}

/// The lines of a document with their numbers, cells of a row joined by tabs.
fn lines(path: &Path) -> Vec<(u32, String)> {
    let bytes = std::fs::read(path).unwrap();
    let parts = read::read(&bytes, &path.display().to_string(), &Default::default()).unwrap_or_default();
    let joined = |texts: &[Text]| texts.iter().map(|text| text.string.as_str()).collect::<Vec<_>>().join(" ");
    let number = |text: Option<&Text>| text.map_or(0, |text| text.whole().line_start);
    let line = |body: &Body| match body {
        Body::Row { cells, .. } => {
            let all = cells.iter().map(|cell| joined(&cell.paragraphs)).collect::<Vec<_>>().join("\t");
            (number(cells.iter().find_map(|cell| cell.paragraphs.first())), all)
        }
        Body::Heading { text, .. } | Body::Paragraph(text) | Body::ListItem { text, .. } | Body::Furniture(text) => {
            (number(Some(text)), text.string.trim().to_owned())
        }
    };
    parts.iter().flat_map(|part| &part.document.blocks).map(|block| line(&block.body)).collect()
}

/// The day of the minutes: that in the name of the file, or the one they print themselves if it is near.
fn day(path: &Path, ledger: &[LedgerAction]) -> Option<Date> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d{4}-\d{2}-\d{2}").unwrap());
    let named: Date = DAY.find(path.file_name()?.to_str()?)?.as_str().parse().ok()?;
    let here = path.display().to_string();
    let mut events = ledger.iter().flat_map(|action| &action.history).filter(|event| event.path == here);
    let printed = events.find_map(|event| event.date);
    printed.filter(|printed| (*printed - named).get_days().abs() <= NEAR).or(Some(named))
}

fn is_open(action: &LedgerAction, day: Date) -> bool {
    action.state(day).is_some_and(|state| matches!(state.status, Status::Open | Status::CarriedForward))
}

/// `New and ongoing actions` down to `Completed actions`: one code a row.
fn ongoing_codes(folder: &Path) -> Found {
    static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\W*(\d{1,2}\.\d{1,2})(?:\s|$)").unwrap());
    let ledger = ledger(folder);
    let mut found = Found::default();
    for path in files(folder, |path| path.to_string_lossy().contains("PMB")).into_values() {
        let lines = lines(&path);
        let is_head = |(_, line): &(u32, String)| {
            line.to_lowercase().replace("on-going", "ongoing").ends_with("new and ongoing actions")
        };
        let (Some(day), Some(start)) = (day(&path, &ledger), lines.iter().position(is_head)) else { continue };
        let list = lines[start + 1..].iter().take_while(|(_, line)| !line.to_lowercase().contains("completed actions"));
        let printed: BTreeSet<&str> =
            list.filter_map(|(_, line)| Some(CODE.captures(line)?.get(1)?.as_str())).collect();
        let is_of_board = |action: &&LedgerAction| action.path.contains("PMB") && is_open(action, day);
        let held: BTreeSet<&str> =
            ledger.iter().filter(is_of_board).filter_map(|action| action.code.as_deref()).collect();
        report(&path, &printed, &held);
        found.good += printed.intersection(&held).count();
        found.held += held.len();
        found.printed += printed.len();
    }
    found
}

fn report(path: &Path, printed: &BTreeSet<&str>, held: &BTreeSet<&str>) {
    if printed != held {
        let (missing, extra): (Vec<_>, Vec<_>) =
            (printed.difference(held).collect(), held.difference(printed).collect());
        println!("{}: not held {missing:?}, not printed {extra:?}", path.display());
    }
}

/// `Action AB: Send it`, and below it what became of it: those that are open, and those that are complete.
fn told_below(folder: &Path) -> [Found; 2] {
    static TASK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(?i:action) [A-Z][^:]{0,40}:\s*(.+)$").unwrap());
    static STATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^action (?:\w+ ){0,2}(?:complete|carried|in progress|pending|cancel|delayed|reassigned)").unwrap()
    });
    let ledger = ledger(folder);
    let mut found = [Found::default(), Found::default()];
    for path in files(folder, |path| path.to_string_lossy().contains("minutes")).into_values() {
        let Some(day) = day(&path, &ledger) else { continue };
        let lines = lines(&path);
        for (at, (number, task)) in lines.iter().enumerate() {
            let Some(task) = TASK.captures(task).map(|task| task[1].trim().to_owned()) else { continue };
            let after = lines[at + 1..].iter().take_while(|(_, line)| !TASK.is_match(line)).take(BELOW);
            let mut after = after.map(|(number, line)| (*number, line.to_lowercase()));
            let (below, next) = after.find(|(_, line)| STATE.is_match(line)).unwrap_or((*number, String::new()));
            let is_told = |words: &[&str]| words.iter().any(|word| next.contains(word));
            let (is_done, is_dropped) = (is_told(&["complete"]) && !is_told(&["partial"]), is_told(&["cancelled"]));
            let here = path.display().to_string();
            let is_it = |action: &&LedgerAction| {
                let is_here = |line: u32| line == *number || line == below;
                action.history.iter().any(|event| event.path == here && is_here(event.line_start))
                    && likeness(&action.text, &task) >= ALIKE
            };
            let held = ledger.iter().find(is_it);
            let states = [
                held.is_some_and(|action| is_open(action, day)),
                held.and_then(|action| action.state(day)).is_some_and(|state| state.status == Status::Complete),
            ];
            let printed = [!is_done && !is_dropped, is_done];
            if states != printed {
                println!("{here}: {task:?} {next:?}: {:?}", held.map(|action| action.state(day)));
            }
            for (found, (held, printed)) in found.iter_mut().zip(states.into_iter().zip(printed)) {
                found.good += usize::from(held && printed);
                found.held += usize::from(held);
                found.printed += usize::from(printed);
            }
        }
    }
    found
}

#[test]
#[ignore = "prints what disagrees, for whoever works on the ledger"]
fn disagreements() {
    println!("{}", table().markdown());
}
