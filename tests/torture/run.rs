//! All faults at a scale given by the environment, told in the table of `docs/reliability.md`; `just torture` runs it.

use super::{killed, refused, soak};
use crate::archive::Archive;
use crate::{damage, hostile};
use fastrand::Rng;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const PAGE: &str = "docs/reliability.md";
/// What stands above the table, which is made anew below it.
const MARK: &str = "<!-- made by `just torture` -->";

/// A number of the environment.
fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().filter(|value| !value.is_empty()).map_or(default, |value| value.parse().unwrap())
}

struct Table {
    rows: String,
    lost: Vec<String>,
}

impl Table {
    fn add(&mut self, fault: &str, tried: &str, lost: Vec<String>) {
        let count = if lost.is_empty() { "nothing".to_owned() } else { lost.len().to_string() };
        writeln!(self.rows, "| {fault} | {tried} | {count} |").unwrap();
        eprintln!("{fault}: {tried}; lost: {count}");
        lost.iter().for_each(|lost| eprintln!("  {lost}"));
        self.lost.extend(lost.into_iter().map(|lost| format!("{fault}: {lost}")));
    }
}

/// Questions of scraps that mean something to the query language.
fn question(chance: &mut Rng) -> String {
    const SCRAPS: [&str; 24] = [
        "\"",
        "(",
        ")",
        "-",
        "AND ",
        "OR ",
        "NOT ",
        "~",
        "~2",
        "*",
        "\\",
        ":",
        "topic:",
        "date:",
        "2023..2021",
        "path:",
        "[",
        "{a,",
        "}",
        "the ",
        "of ",
        "dredging ",
        "\u{202e}",
        "\u{1b}[31m",
    ];
    let length = if chance.usize(0..20) == 0 { 2000 } else { 12 };
    let mut scrap =
        || if chance.usize(0..5) == 0 { chance.char(..).to_string() } else { SCRAPS[chance.usize(0..24)].to_owned() };
    (0..length).map(|_| scrap()).collect()
}

#[test]
#[ignore = "takes its time: `just torture`"]
fn everything() {
    let seed = number("TORTURE_SEED", 8) as u64;
    let rounds = number("TORTURE_ROUNDS", 200);
    let documents = number("TORTURE_DOCUMENTS", 5000);
    let minutes = number("TORTURE_MINUTES", 20);
    let folder = std::env::var_os("TORTURE_FOLDER").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let start = Instant::now();
    let mut table = Table { rows: String::new(), lost: Vec::new() };

    let killed = killed::kill(seed, rounds, 20);
    let tried = format!("{} runs, {} of them after their commit", killed.runs, killed.committed);
    table.add("`index` killed at a moment by chance, the archive changing before each run", &tried, killed.lost);

    let limited = refused::limit(seed, rounds / 2, 20);
    table.add("a write fails at a size by chance", &format!("{} runs", limited.runs), limited.lost);
    if let Some(full) = refused::fill(seed, rounds / 10, 20) {
        table.add("the disk of the index is full", &format!("{} runs", full.runs), full.lost);
    }

    let mut lost = Vec::new();
    for part in 0..documents.div_ceil(1000) {
        let count = (documents - part * 1000).min(1000);
        lost.extend(damage::index(seed + part as u64, count, folder.as_deref()));
    }
    table.add(
        "documents cut, with bits flipped, stretches repeated or overwritten, bombs, loops and nesting",
        &format!("{documents} documents"),
        lost,
    );

    let (archive, mut chance) = (Archive::of(crate::archive::SAMPLE), Rng::with_seed(seed));
    let (collection, _) = archive.update();
    let made = hostile::hostile().into_iter().map(|(_, query)| query);
    let queries: Vec<String> = made.chain((0..documents).map(|_| question(&mut chance))).collect();
    let lost = queries.iter().filter_map(|query| hostile::survives(&collection, query).err()).collect();
    table.add(
        "questions made to harm: a megabyte, ten thousand clauses, patterns that explode, any letters",
        &format!("{} questions", queries.len()),
        lost,
    );

    let soaked = soak::soak(seed, Duration::from_secs(minutes as u64 * 60), 8);
    let mut lost = soaked.lost;
    let grows = |(first, last): (u64, u64)| last > first * 5 / 4 + 10_000;
    lost.extend(grows(soaked.memory).then(|| format!("memory grows: {:?} KiB", soaked.memory)));
    lost.extend(grows(soaked.serving).then(|| format!("memory of the server grows: {:?} KiB", soaked.serving)));
    lost.extend((soaked.disk > 2.0).then(|| format!("the index is {:.1} times its data", soaked.disk)));
    let tried = format!(
        "{minutes} minutes, {} runs that rewrite all documents, {} searches in 8 processes, {} to a server that stays open, {} second runs refused; a run takes at most {} MiB in the first quarter and {} in the last, the server {} and {}, the index at most {:.2} of a clean build",
        soaked.runs,
        soaked.searches,
        soaked.served,
        soaked.excluded,
        soaked.memory.0 / 1024,
        soaked.memory.1 / 1024,
        soaked.serving.0 / 1024,
        soaked.serving.1 / 1024,
        soaked.disk
    );
    table.add("searches while the index is written", &tried, lost);

    let others = if folder.is_some() { ", with other documents beside the fixtures" } else { "" };
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (head, _) = page.split_once(MARK).unwrap();
    let minutes = start.elapsed().as_secs() / 60;
    let page = format!(
        "{head}{MARK}\nSeed {seed}{others}; {minutes} minutes in all.\n\n| Fault | Tried | Lost or wrong |\n|---|---|---|\n{}",
        table.rows
    );
    std::fs::write(PAGE, page).unwrap();
    assert!(table.lost.is_empty(), "{:#?}", table.lost);
}
