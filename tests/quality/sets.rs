//! The sets of annotated documents: those of the fixtures, and those of real bodies where they are at hand.

use super::score::Score;
use minutebook::pipeline;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Documents with their annotations; an annotation has the name of its document.
pub(super) struct Set {
    /// Name on the page.
    pub(super) name: &'static str,
    annotations: &'static str,
    documents: &'static str,
    takes: fn(&Path) -> bool,
}

/// The rows of the page.
pub(super) const SETS: [Set; 5] = [
    Set { name: "fixtures", annotations: "fixtures/gold", documents: "fixtures/archive", takes: |_| true },
    Set { name: "gold", annotations: "../shared/gold", documents: "../shared/seeds", takes: |_| true },
    Set { name: "devgold", annotations: "../shared/devgold", documents: "../shared/devgold/docs", takes: |_| true },
    Set {
        name: "devgold without PDF and Word",
        annotations: "../shared/devgold",
        documents: "../shared/devgold/docs",
        takes: |path| !is_paged(path),
    },
    Set {
        name: "devgold, PDF and Word alone",
        annotations: "../shared/devgold",
        documents: "../shared/devgold/docs",
        takes: is_paged,
    },
];

fn is_paged(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "pdf" || ending == "docx")
}

impl Set {
    /// The score of the set; none where its documents are not at hand.
    pub(super) fn score(&self) -> Option<Score> {
        let is_annotation = |path: &Path| path.extension().is_some_and(|ending| ending == "json");
        let annotations = files(Path::new(self.annotations), is_annotation);
        let mut score = Score::default();
        for (stem, path) in &files(Path::new(self.documents), self.takes) {
            let Some(gold) = annotations.get(stem) else { continue };
            let gold: Value = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
            score.add(&gold, &first_meeting(path));
        }
        (score.documents > 0).then_some(score)
    }
}

/// What `extract` makes of a document; an annotation speaks of the first meeting in it.
fn first_meeting(path: &Path) -> Value {
    let meetings = pipeline::extract(path).unwrap_or_else(|error| panic!("{error}"));
    serde_json::to_value(&meetings[0]).unwrap()
}

/// Files below a folder by their name without ending.
pub(super) fn files(folder: &Path, takes: impl Fn(&Path) -> bool) -> BTreeMap<String, PathBuf> {
    let found = ignore::Walk::new(folder).flatten().map(ignore::DirEntry::into_path);
    let named = |path: PathBuf| Some((path.file_stem()?.to_str()?.to_owned(), path));
    found.filter(|path| path.is_file() && takes(path)).filter_map(named).collect()
}
