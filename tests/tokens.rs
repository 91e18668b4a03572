//! Nothing is lost: every token of a source is found by a search for it.

use crate::archive::Archive;
use minutebook::index::{Collection, words};
use minutebook::query::{Matching, Reading, Request, search};
use std::collections::BTreeSet;
use std::path::Path;

/// Characters by which a token is more than a word to the query language.
const OPERATORS: &[char] = &['(', ')', '"', '“', '”', '„', '\\', '*', '~', ':'];

fn finds(collection: &Collection, token: &str, reading: Reading) -> bool {
    let request = Request { reading, limit: 0, matching: Matching::All, ..Request::new(token) };
    search(collection, &request).is_ok_and(|answer| answer.summary.total > 0 && answer.summary.warnings.is_empty())
}

fn check(folder: &Path) {
    let archive = Archive::of(&[]);
    let (collection, report) = archive.update_from(folder);
    assert!(report.read > 0, "nothing read in {}", folder.display());
    let mut lost = Vec::new();
    for entry in
        ignore::Walk::new(folder).flatten().filter(|entry| entry.path().extension().is_some_and(|end| end == "txt"))
    {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let text = text.replace("<p>", " ").replace("</p>", " ");
        let tokens: BTreeSet<&str> = text.split_whitespace().filter(|token| !words(token).is_empty()).collect();
        for token in tokens {
            let is_word = !token.contains(OPERATORS) && !token.starts_with('-');
            if !finds(&collection, token, Reading::Plain) || (is_word && !finds(&collection, token, Reading::Language))
            {
                lost.push(format!("{}: {token}", entry.path().display()));
            }
        }
    }
    assert!(lost.is_empty(), "{} tokens are not found:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn every_token_of_the_fixtures_is_found() {
    check(Path::new("fixtures/archive"));
}

#[test]
fn every_token_of_the_seeds_is_found() {
    let seeds = Path::new("../shared/seeds");
    if seeds.exists() {
        check(seeds);
    }
}
