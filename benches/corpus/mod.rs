//! Texts to measure on, made from the fixtures: all of them, one of 10 MB, one line of 5 MB, an archive of any size.
// Each bench needs some of it.
#![allow(dead_code)]

use fastrand::Rng;
use minutebook::crawl::Source;
use minutebook::extract::Extractor;
use minutebook::index::Collection;
use minutebook::link::Corrections;
use minutebook::pipeline;
use minutebook::progress::{Progress, Step};
use minutebook::read::Options;
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

/// An archive of so many files: those of the fixtures that are UTF-8, in other years, every third word another one.
pub(crate) fn archive(files: usize) -> Vec<File> {
    let is_word = |word: &str| word.len() > 3 && word.bytes().all(|letter| letter.is_ascii_lowercase());
    let mut texts: Vec<(String, String)> = fixtures(Path::new("fixtures/archive"))
        .into_iter()
        .filter_map(|(name, bytes)| Some((name, String::from_utf8(bytes).ok()?)))
        .collect();
    texts.sort();
    let words: Vec<&str> = texts.iter().flat_map(|(_, text)| text.split(' ')).filter(|word| is_word(word)).collect();
    let mut chance = Rng::with_seed(1);
    (0..files)
        .map(|number| {
            let (name, text) = &texts[number % texts.len()];
            let name = name.rsplit('/').next().unwrap_or_default();
            let shifted = (2021..=2023).rev().fold(text.clone(), |text, year| {
                text.replace(&year.to_string(), &(year - 3 * (number / texts.len() % 300)).to_string())
            });
            let mut draw = |word| match chance.u8(0..3) {
                0 if is_word(word) => words[chance.usize(..words.len())],
                _ => word,
            };
            let text = shifted.split(' ').map(&mut draw).collect::<Vec<_>>().join(" ");
            (format!("{number}-{name}"), text.into_bytes())
        })
        .collect()
}

/// Writes the files into `folder`.
pub(crate) fn write(folder: &Path, files: &[File]) {
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).expect("the folder can be written");
    }
}

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn advance(&self, _: &str) {}
}

/// Brings the index in a folder up to date with the files of another.
pub(crate) fn update(files: &Path, index: &Path) {
    let sources = [Source { path: files.to_owned(), ..Source::default() }];
    let collection = Collection::open_or_create(index).expect("the folder can be written");
    let extractor = Extractor::here(Options::default());
    pipeline::update(&collection, (&sources, &Corrections::default()), &extractor, &Silent).expect("they can be read");
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
