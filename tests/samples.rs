//! Sample documents in every format against the list of what a reader sees in them; needs `../shared/samples`.

use minutebook::read::{self, Body, Document, Options};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A block as a reader sees it.
#[derive(Deserialize)]
struct Seen {
    kind: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    cells: Vec<Vec<String>>,
    /// Number the word processor gives it.
    num: Option<String>,
}

fn samples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    folder.is_dir().then_some(folder)
}

fn document(path: &Path) -> Document {
    let bytes = std::fs::read(path).expect("the sample can be read");
    let mut parts =
        read::read(&bytes, &path.display().to_string(), &Options::default()).expect("the sample is a document");
    parts.swap_remove(0).document
}

fn words<'t>(texts: impl Iterator<Item = &'t str>) -> HashMap<String, i32> {
    let mut words = HashMap::new();
    for word in texts.flat_map(str::split_whitespace) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

fn flat(cells: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let flat = |cell: Vec<String>| cell.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    cells.map(flat).filter(|cell| !cell.is_empty()).collect()
}

/// Rows and words a format may miss on all samples together, and headings it may not mark.
struct Allowance {
    rows: usize,
    words: i32,
    headings: usize,
}

fn check(ending: &str, allowance: &Allowance) {
    let Some(folder) = samples() else { return };
    let (mut lost_rows, mut lost_words, mut lost_headings) = (Vec::new(), Vec::new(), Vec::new());
    for stem in ["s1_4col", "s2_5col", "s3_frames", "s4_headings"] {
        let truth =
            std::fs::read_to_string(folder.join(format!("{stem}.truth.json"))).expect("every sample has its truth");
        let truth: Vec<Seen> = serde_json::from_str(&truth).expect("the truth is JSON");
        let document = document(&folder.join(format!("{stem}{ending}")));
        let flow = || document.blocks.iter().filter(|block| !matches!(block.body, Body::Furniture(_)));
        let markers = flow().filter_map(|block| match &block.body {
            Body::ListItem { marker, .. } => marker.as_deref(),
            _ => None,
        });
        let found = words(flow().flat_map(|block| block.texts()).map(|text| text.string.as_str()).chain(markers));
        let seen = truth.iter().flat_map(|seen| {
            let cells = seen.cells.iter().flatten().map(String::as_str);
            cells.chain([seen.text.as_str()]).chain(seen.num.as_deref())
        });
        for (word, times) in words(seen) {
            let missing = times - found.get(&word).copied().unwrap_or(0);
            lost_words.extend((missing > 0).then_some((stem, word, missing)));
        }
        let rows: Vec<_> = flow()
            .filter_map(|block| match &block.body {
                Body::Row { cells, .. } => Some(flat(
                    cells.iter().map(|cell| cell.paragraphs.iter().map(|text| text.string.clone()).collect()),
                )),
                _ => None,
            })
            .collect();
        for seen in truth.iter().filter(|seen| seen.kind == "row") {
            let number = seen.num.iter().map(|number| vec![number.clone()]);
            let row = flat(number.chain(seen.cells.iter().cloned()));
            lost_rows.extend((!rows.contains(&row)).then_some((stem, row)));
        }
        for seen in truth.iter().filter(|seen| seen.kind == "heading") {
            let is_it = |block: &&read::Block| matches!(&block.body, Body::Heading { text, .. } if text.string.ends_with(&seen.text));
            lost_headings.extend(
                (!flow().any(|block| is_it(&block))).then_some((stem, &seen.text.clone())).map(|(s, t)| (s, t.clone())),
            );
        }
    }
    let missing: i32 = lost_words.iter().map(|(_, _, times)| times).sum();
    assert!(missing <= allowance.words, "{ending}: words {lost_words:?}");
    assert!(lost_rows.len() <= allowance.rows, "{ending}: rows {lost_rows:#?}");
    assert!(lost_headings.len() <= allowance.headings, "{ending}: headings {lost_headings:?}");
}

#[test]
fn word_documents_give_all_words_rows_and_headings() {
    check(".docx", &Allowance { rows: 0, words: 0, headings: 0 });
}

#[test]
fn pdfs_without_tags_give_all_words_and_nearly_all_rows() {
    // Whether text after a page break goes on or starts a row without a number, only its author knows.
    check(".pdf", &Allowance { rows: 1, words: 0, headings: 0 });
}

#[test]
fn tagged_pdfs_give_all_words_rows_and_headings() {
    check("_tagged.pdf", &Allowance { rows: 0, words: 0, headings: 0 });
}

#[test]
fn opendocument_texts_give_all_words_rows_and_headings() {
    check(".odt", &Allowance { rows: 0, words: 0, headings: 0 });
}

#[test]
fn rich_text_gives_all_words_rows_and_headings() {
    check(".rtf", &Allowance { rows: 0, words: 0, headings: 0 });
}

#[test]
fn old_word_documents_give_all_words_rows_and_headings() {
    check(".doc", &Allowance { rows: 0, words: 0, headings: 0 });
}

#[test]
fn web_pages_give_all_words_and_rows() {
    // Second-level numbers such as 1.1 are only in the style sheet; two words hold other hyphens and blanks.
    check(".html", &Allowance { rows: 0, words: 4, headings: 2 });
}
