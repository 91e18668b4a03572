//! Texts to measure on, made from the fixtures: all of them, one of 10 MB, one line of 5 MB.

use std::fs;
use std::path::Path;

/// Minutes in reading order, the layout that asks most of the parser.
const LAYOUT: &str = "fixtures/archive/northmere-performance-scrutiny/2021/2021-06-24-performance-scrutiny.txt";

/// A file: name and bytes.
pub(crate) type File = (String, Vec<u8>);

/// Groups of files by what is measured on them.
pub(crate) fn groups() -> [(&'static str, Vec<File>); 3] {
    let text = fs::read_to_string(LAYOUT).expect("the fixture is there");
    let line = text.replace(['\n', '\r'], " ");
    [
        ("all fixtures", fixtures(Path::new("fixtures/archive"))),
        ("one document of 10 MB", vec![("long.txt".into(), repeated(&text, 10_000_000))]),
        ("one line of 5 MB", vec![("line.txt".into(), repeated(&line, 5_000_000))]),
    ]
}

/// Bytes of all files.
pub(crate) fn size(files: &[File]) -> u64 {
    files.iter().map(|(_, bytes)| bytes.len() as u64).sum()
}

fn repeated(text: &str, size: usize) -> Vec<u8> {
    text.repeat(size / text.len() + 1).into_bytes()
}

fn fixtures(folder: &Path) -> Vec<File> {
    let mut files = Vec::new();
    for entry in ignore::Walk::new(folder).flatten().filter(|entry| entry.path().is_file()) {
        files.push((entry.path().display().to_string(), fs::read(entry.path()).expect("a fixture can be read")));
    }
    files
}
