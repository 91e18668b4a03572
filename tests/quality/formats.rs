//! One meeting in every format: the words, the rows and the facts of each are those of the Word document.

use super::score::Score;
use super::sets::files;
use minutebook::pipeline;
use minutebook::read::{self, Body, Document, Options};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/formats";
/// What a component of the score may differ by.
const APART: f64 = 0.02;
/// Share of table rows whose cells are the same, in the same order.
const ROWS: f64 = 0.99;

fn documents(format: &str) -> BTreeMap<String, PathBuf> {
    let found = files(&Path::new(FOLDER).join(format), |path| path.extension().is_some_and(|ending| ending != "gif"));
    assert_eq!(found.len(), 4, "{format}");
    found
}

fn document(path: &Path) -> Document {
    let bytes = fs::read(path).unwrap();
    read::read(&bytes, &path.display().to_string(), &Options::default()).unwrap().swap_remove(0).document
}

/// How often each word is there; page numbers are not the same on every page and in every format.
fn words(document: &Document) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for block in document.blocks.iter().filter(|block| !matches!(block.body, Body::Furniture(_))) {
        let marker = match &block.body {
            Body::ListItem { marker, .. } => marker.clone(),
            _ => None,
        };
        let lists = block.texts().into_iter().filter_map(|text| text.list.as_ref()?.marker.clone());
        let texts = block.texts().into_iter().map(|text| text.string.clone());
        for text in marker.into_iter().chain(lists).chain(texts) {
            for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
                *words.entry(word.to_owned()).or_default() += 1;
            }
        }
    }
    words
}

/// The rows of tables, each cell as its words; a line cut in two by a tab is none.
fn rows(document: &Document) -> Vec<Vec<String>> {
    let row = |body: &Body| match body {
        Body::Row { cells, .. } if cells.len() > 2 => {
            let cell = |cell: &read::Cell| {
                let texts = cell.paragraphs.iter().map(|text| {
                    let marker = text.list.as_ref().and_then(|list| list.marker.clone()).unwrap_or_default();
                    format!("{marker} {}", text.string)
                });
                texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
            };
            Some(cells.iter().map(cell).collect::<Vec<_>>())
        }
        _ => None,
    };
    document.blocks.iter().filter_map(|block| row(&block.body)).collect()
}

fn score(format: &str) -> Score {
    let annotations = files(Path::new("fixtures/gold"), |_| true);
    let mut score = Score::default();
    for (stem, path) in documents(format) {
        let gold = serde_json::from_str(&fs::read_to_string(&annotations[&stem]).unwrap()).unwrap();
        let meetings = pipeline::extract(&path).unwrap();
        score.add(&gold, &serde_json::to_value(&meetings[0]).unwrap());
    }
    score
}

fn check(format: &str) {
    let mut faults = Vec::new();
    let (mut all, mut lost) = (0, 0);
    let originals = documents("docx");
    for (stem, path) in documents(format) {
        let (ours, theirs) = (document(&path), document(&originals[&stem]));
        let found = words(&ours);
        for (word, count) in words(&theirs) {
            let missing = count.saturating_sub(found.get(&word).copied().unwrap_or(0));
            faults.extend((missing > 0).then(|| format!("{stem}: {word} is lost {missing} times")));
        }
        let mut found = rows(&ours).into_iter();
        for row in rows(&theirs) {
            all += 1;
            let at = found.clone().position(|other| other == row);
            match at {
                Some(at) => drop(found.nth(at)),
                None => {
                    lost += 1;
                    faults.push(format!("{stem}: no row {row:?}"));
                }
            }
        }
    }
    let is_lost = faults.iter().any(|fault| fault.contains("is lost"));
    assert!(!is_lost && f64::from(lost) <= (1.0 - ROWS) * f64::from(all), "{format}:\n{}", faults.join("\n"));
    let figures = score(format).components().into_iter().zip(score("docx").components());
    let apart: Vec<_> = figures.filter(|(ours, theirs)| (ours.1 - theirs.1).abs() > APART).collect();
    assert!(apart.is_empty(), "{format}: {apart:#?}");
}

#[test]
fn an_opendocument_text_says_what_the_word_document_says() {
    check("odt");
}

#[test]
fn rich_text_says_what_the_word_document_says() {
    check("rtf");
}

#[test]
fn an_old_word_document_says_what_the_new_one_says() {
    check("doc");
}

#[test]
fn a_web_page_says_what_the_word_document_says() {
    check("html");
}

#[test]
fn a_pdf_says_what_the_word_document_says() {
    check("pdf");
}

#[test]
fn a_tagged_pdf_says_what_the_word_document_says() {
    check("pdf-tagged");
}
