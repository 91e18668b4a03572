//! An archive that changes by chance, and what can be asked of it.

use crate::archive::Archive;
use fastrand::Rng;
use std::collections::BTreeSet;
use std::path::Path;

/// Questions whose answers tell whether anything is lost or doubled; order and scores may differ, so rows are a set.
const QUESTIONS: &[&[&str]] = &[
    &["meetings"],
    &["search", "dredging", "--facets", "topic,person,year", "--limit", "1000"],
    &["search", "basin OR lights", "--limit", "1000"],
    &["search", "owner:AB", "--limit", "1000"],
    &["actions"],
    &["people"],
    &["topics", "--limit", "1000"],
    &["gaps"],
];
/// Keys of rows that tell how an answer was found, not what it is.
const CIRCUMSTANCES: &[&str] = &["took_us", "score", "rank", "highlights"];

/// Minutes of a meeting, made by chance.
pub(super) fn minutes(chance: &mut Rng) -> String {
    let (day, month, year) = (chance.i8(1..=28), chance.i8(1..=12), chance.i16(2019..=2023));
    let written = jiff::civil::date(year, month, day).strftime("%-d %B %Y");
    let body = ["Harbour Liaison Meeting", "Quay Committee"][chance.usize(0..2)];
    let mut text = format!(
        "{body}\nThursday {written} 10:00am, Quay Room\n\nPresent:-\n\
         Ada Birch, Chair, Harbour Trust (HT)\tAB\nColm Dray, Pilot, Pilots' Guild\tCD\n\n"
    );
    for item in 1..=chance.usize(1..5) {
        let (basin, code) = (chance.u32(1..40), chance.u32(1..30));
        text +=
            &format!("{item}.\t{}\n", ["Dredging", "Night lights", "Matters arising", "Moorings"][chance.usize(0..4)]);
        text += &match chance.usize(0..4) {
            0 => format!("\tAB asked whether the dredging covers basin {basin}. CD advised that it does not.\n"),
            1 => format!("\t{code}/{}: CD to report on basin {basin}.\n", year % 100),
            2 => format!("\t{code}/{} - Complete\n", year % 100),
            _ => format!("\tCD noted that the lights of basin {basin} had failed {} times.\n", chance.u32(2..9)),
        };
    }
    text
}

/// An archive of `files` such meetings.
pub(super) fn archive(chance: &mut Rng, files: usize) -> Archive {
    let archive = Archive::of(&[]);
    for number in 0..files {
        archive.write(&format!("{number:03}.txt"), &minutes(chance));
    }
    archive
}

/// Adds, edits, moves and removes some files.
pub(super) fn change(archive: &Archive, chance: &mut Rng) {
    for _ in 0..chance.usize(1..8) {
        let mut files: Vec<_> = archive.minutes().read_dir().unwrap().flatten().map(|entry| entry.path()).collect();
        files.sort();
        let fresh = archive.minutes().join(format!("{:06}.txt", chance.u32(100_000..999_999)));
        // As many come as go, so that a run takes as long after hundreds of changes.
        match (chance.usize(0..4), files.is_empty()) {
            (0, _) | (_, true) => std::fs::write(fresh, minutes(chance)).unwrap(),
            (1, _) => std::fs::write(&files[chance.usize(..files.len())], minutes(chance)).unwrap(),
            (2, _) => std::fs::rename(&files[chance.usize(..files.len())], fresh).unwrap(),
            _ => std::fs::remove_file(&files[chance.usize(..files.len())]).unwrap(),
        }
    }
    if archive.minutes().read_dir().unwrap().next().is_none() {
        archive.write("last.txt", &minutes(chance));
    }
}

/// What the index in `folder` answers; the fault where it does not.
pub(super) fn answers(archive: &Archive, folder: &str) -> Result<BTreeSet<String>, String> {
    let mut all = BTreeSet::new();
    for question in QUESTIONS {
        let arguments: Vec<&str> = ["--index", folder, "--format", "json"].iter().chain(*question).copied().collect();
        let (code, rows, remarks) = archive.outcome(&arguments);
        if code == 2 || remarks.contains("panicked") {
            return Err(format!("{question:?}: {remarks}"));
        }
        for row in rows.lines() {
            let mut row: serde_json::Value = serde_json::from_str(row).map_err(|cause| format!("{row}: {cause}"))?;
            let fields = row.as_object_mut().ok_or("a row is an object")?;
            fields.retain(|key, _| !CIRCUMSTANCES.contains(&key.as_str()));
            all.insert(format!("{question:?} {row}"));
        }
    }
    Ok(all)
}

/// What an index made from nothing answers.
pub(super) fn truth(archive: &Archive) -> BTreeSet<String> {
    let _ = std::fs::remove_dir_all(archive.root().join("clean"));
    let (code, _, remarks) = archive.outcome(&["--index", "clean", "index", "minutes"]);
    assert_eq!(code, 0, "{remarks}");
    answers(archive, "clean").unwrap()
}

/// Where two sets of answers differ, in a few lines.
pub(super) fn difference(found: &BTreeSet<String>, expected: &BTreeSet<String>) -> String {
    let short = |row: &&String| row.chars().take(300).collect::<String>();
    let more: Vec<String> = found.difference(expected).take(3).map(|row| short(&row)).collect();
    let less: Vec<String> = expected.difference(found).take(3).map(|row| short(&row)).collect();
    format!("beyond what is true: {more:#?}\nmissing: {less:#?}")
}

/// Files in the folder of an index that belong to no segment of its last commit, and to nothing else.
pub(super) fn stray(folder: &Path) -> Vec<String> {
    let meta = std::fs::read_to_string(folder.join("meta.json")).unwrap_or_default();
    let meta: serde_json::Value = serde_json::from_str(&meta).unwrap_or_default();
    let segments: Vec<String> = meta["segments"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|segment| Some(segment["segment_id"].as_str()?.replace('-', "")))
        .collect();
    let known = ["meta.json", ".managed.json", ".minutebook.lock", ".tantivy-writer.lock", ".tantivy-meta.lock", "ocr"];
    let names = folder.read_dir().unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .filter(|name| !known.contains(&name.as_str()) && !segments.iter().any(|segment| name.starts_with(segment)))
        .collect()
}

/// Bytes of the files in a folder.
pub(super) fn bytes(folder: &Path) -> u64 {
    folder
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .map(|file| file.len())
        .sum()
}
