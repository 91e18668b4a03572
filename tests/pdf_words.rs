//! Every PDF of the archives against the words poppler's `pdftotext` finds; needs `../shared/archives` and poppler.

use minutebook::read::{self, Body, Options};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Share of poppler's words that must be in our text.
const FOUND: f64 = 0.995;

fn pdfs(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = folder.read_dir() else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            pdfs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            found.push(path);
        }
    }
}

fn words(text: &str) -> HashMap<String, usize> {
    let text = text.replace('ﬁ', "fi").replace('ﬂ', "fl").replace('ﬀ', "ff").replace('\u{200b}', "");
    let mut words = HashMap::new();
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

fn ours(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the file can be read");
    let parts = read::read(&bytes, &path.display().to_string(), &Options::default()).expect("the PDF is read");
    let mut text = String::new();
    for block in parts.iter().flat_map(|part| &part.document.blocks) {
        if let Body::ListItem { marker: Some(marker), .. } = &block.body {
            text += marker;
            text += " ";
        }
        for piece in block.texts() {
            text += &piece.string;
            text += "\n";
        }
    }
    text
}

fn poppler(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn nearly_every_word_that_poppler_finds_is_in_our_text() {
    let mut paths = Vec::new();
    pdfs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/archives"), &mut paths);
    let counts = paths.par_iter().filter_map(|path| {
        let theirs = words(&poppler(path)?);
        let ours = words(&ours(path));
        let lost = theirs.iter().map(|(word, count)| count.saturating_sub(*ours.get(word).unwrap_or(&0)));
        Some((theirs.values().sum::<usize>(), lost.sum::<usize>()))
    });
    let (all, lost) = counts.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    assert!(lost as f64 <= (1.0 - FOUND) * all as f64, "{lost} of {all} words lost");
}
