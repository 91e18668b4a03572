//! Archives that tell the truth about themselves: transcripts with marked speakers, and one set of minutes in two formats.

use super::likeness::{likeness, norm};
use super::sets::files;
use super::tally::{Ratio, pair};
use minutebook::meeting::{Action, Attendance, Meeting, Statement};
use minutebook::pipeline;
use rayon::prelude::*;
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

/// A figure of an archive: what agrees, and how much of it.
pub(super) type Row = (&'static str, Ratio);

/// The figures of all archives that are at hand.
pub(super) fn rows() -> Vec<Row> {
    let archives = Path::new("../shared/archives");
    let mut rows = Vec::new();
    for (archive, name, turns) in [
        (
            "tc39",
            "tc39: `ABC: text` is a statement of the person the table names",
            abbreviated as fn(&str) -> Vec<Turn>,
        ),
        ("w3c-ccg", "w3c-ccg: `Name: text` is a statement of its speaker", named),
    ] {
        let folder = archives.join(archive);
        if folder.is_dir() {
            let paths: Vec<_> = files(&folder, |_| true).into_values().collect();
            rows.push((name, paths.par_iter().map(|path| transcript(path, turns)).sum()));
        }
    }
    let folder = archives.join("rse-aunz");
    if folder.is_dir() {
        rows.extend(two_formats(&folder));
    }
    rows
}

/// A turn as the source itself marks it.
struct Turn {
    line: u32,
    speaker: String,
    /// Names of that speaker; empty where the speaker is written in full.
    people: BTreeSet<String>,
}

/// How many turns of a transcript became statements of the right person.
fn transcript(path: &Path, turns: fn(&str) -> Vec<Turn>) -> Ratio {
    let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    let mut statements: BTreeMap<(u32, String), Vec<Statement>> = BTreeMap::new();
    for said in pipeline::extract(path).into_iter().flatten().flat_map(|meeting| meeting.statements) {
        statements.entry((said.place.line_start, norm(&said.speaker))).or_default().push(said);
    }
    let mut ratio = Ratio::default();
    for turn in turns(&text) {
        let said = statements.get_mut(&(turn.line, norm(&turn.speaker))).and_then(Vec::pop);
        let is_named = |said: &Statement| {
            turn.people.is_empty() || said.person.as_deref().is_some_and(|person| turn.people.contains(&norm(person)))
        };
        ratio.add(said.as_ref().is_some_and(is_named));
    }
    ratio
}

/// Lines `ABC: text` whose abbreviation the list at the top explains.
fn abbreviated(text: &str) -> Vec<Turn> {
    static TURN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^([A-Z]{2,4}): +\S").unwrap());
    static ROW: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\|\s*([^|]+?)\s*\|\s*([A-Z]{2,4})\s*\|").unwrap());
    static BRACKETS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(\p{Lu}[^,:*()|]*?)\s*\(([A-Z]{2,4})\)").unwrap());
    let mut names: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().take_while(|line| !TURN.is_match(line)) {
        let entries = ROW.captures_iter(line).chain(BRACKETS.captures_iter(line));
        for (_, [name, letters]) in entries.map(|entry| entry.extract()) {
            names.entry(letters).or_default().insert(norm(name));
        }
    }
    let turn = |(line, text): (u32, &str)| {
        let speaker = TURN.captures(text)?.get(1)?.as_str().to_owned();
        let people = names.get(speaker.as_str())?.clone();
        Some(Turn { line, speaker, people })
    };
    (1..).zip(text.lines()).filter_map(turn).collect()
}

/// Turns of a web page that marks the names of its speakers.
fn named(page: &str) -> Vec<Turn> {
    static TURN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"<span class="name">([^<&]+)</span>:\s*[^<\s]"#).unwrap());
    let mut turns = Vec::new();
    for (line, text) in (1..).zip(page.lines()) {
        turns.extend(TURN.captures_iter(text).map(|turn| Turn {
            line,
            speaker: turn[1].to_owned(),
            people: BTreeSet::new(),
        }));
    }
    turns
}

/// What the PDF and the post of one meeting agree on.
fn two_formats(folder: &Path) -> [Row; 3] {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)SCM-0*(\d+)$").unwrap());
    let mut posts: BTreeMap<String, Meeting> = BTreeMap::new();
    let mut pdfs: BTreeMap<String, Meeting> = BTreeMap::new();
    for (stem, path) in files(folder, |_| true) {
        let Some(number) = NUMBER.captures(&stem).map(|found| found[1].to_owned()) else { continue };
        let meeting = pipeline::extract(&path).unwrap_or_else(|error| panic!("{error}")).swap_remove(0);
        let is_pdf = path.extension().is_some_and(|ending| ending == "pdf");
        if is_pdf { &mut pdfs } else { &mut posts }.insert(number, meeting);
    }
    let (mut people, mut actions, mut owners) = (Ratio::default(), Ratio::default(), Ratio::default());
    for (number, post) in &posts {
        let Some(pdf) = pdfs.get(number) else { continue };
        let (one, other) = (attended(post), attended(pdf));
        people.good += 2 * one.intersection(&other).count();
        people.all += one.len() + other.len();
        let alike = |one: &Action, other: &Action| Some(likeness(&one.text, &other.text)).filter(|f1| *f1 >= 0.6);
        let pairing = pair(&post.actions, &pdf.actions, |one, other| alike(one, other).unwrap_or(0.0));
        actions.good += 2 * pairing.pairs.len();
        actions.all += post.actions.len() + pdf.actions.len();
        let source = std::fs::read_to_string(&post.source.path).unwrap();
        let set = |action: &Action| action.owners.iter().cloned().collect::<BTreeSet<_>>();
        for (one, other) in &pairing.pairs {
            // Some posts leave out the owner that the PDF prints.
            let is_silent = one.owners.is_empty() && !names_any(&source, one, &other.owners);
            if !is_silent {
                owners.add(set(one) == set(other));
            }
        }
    }
    [
        ("rse-aunz: people of PDF and post are the same", people),
        ("rse-aunz: actions of PDF and post are the same", actions),
        ("rse-aunz: owners of those actions are the same where the post prints any", owners),
    ]
}

/// Whether the lines of `source` that `action` stands in, or the one before, name one of `owners`.
fn names_any(source: &str, action: &Action, owners: &[String]) -> bool {
    let (start, end) = (action.place.line_start as usize, action.place.line_end as usize);
    let lines: Vec<&str> = source.lines().skip(start.saturating_sub(2)).take(end + 2 - start).collect();
    lines.iter().any(|line| owners.iter().any(|owner| line.contains(&format!("[{owner}"))))
}

fn attended(meeting: &Meeting) -> BTreeSet<String> {
    let named = meeting.people.iter().filter(|person| person.attendance != Attendance::Mentioned);
    named.map(|person| norm(&person.name)).collect()
}
