//! Judged queries over the fixtures: where the right discussion ranks, kept in a golden file.

use crate::archive::Archive;
use crate::generated;
use minutebook::query::{Hit, Matching, Reading, Request, search};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

const QUERIES: &str = "fixtures/queries/queries.tsv";
const GOLDEN: &str = "fixtures/queries/golden.txt";
/// Hits looked through.
const DEPTH: usize = 10;

/// Ranks of the right hit.
#[derive(Default)]
struct Ranks(Vec<Option<usize>>);

impl Ranks {
    fn within(&self, depth: usize) -> f64 {
        self.0.iter().flatten().filter(|rank| **rank <= depth).count() as f64 / self.0.len().max(1) as f64
    }

    fn reciprocal(&self) -> f64 {
        self.0.iter().flatten().map(|rank| 1.0 / *rank as f64).sum::<f64>() / self.0.len().max(1) as f64
    }

    fn row(&self, name: &str) -> String {
        let (first, five, mean) = (self.within(1), self.within(5), self.reciprocal());
        format!("{name:<12} {:>3}   recall@1 {first:.2}   recall@5 {five:.2}   MRR {mean:.3}\n", self.0.len())
    }
}

#[test]
fn the_right_discussion_comes_first() {
    let archive = Archive::of(&[]);
    let (collection, _) = archive.update_from(Path::new("fixtures/archive"));
    let table = std::fs::read_to_string(QUERIES).unwrap();
    let (mut all, mut kinds) = (Ranks::default(), BTreeMap::<&str, Ranks>::new());
    let mut listed = String::new();
    for line in table.lines().skip(1) {
        let [kind, typed, file, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let request = match typed.strip_prefix('?') {
            Some(question) => {
                Request { matching: Matching::Any, reading: Reading::Plain, limit: DEPTH, ..Request::new(question) }
            }
            None => Request { limit: DEPTH, ..Request::new(typed) },
        };
        let hits = search(&collection, &request).unwrap().hits;
        // Several discussions can be right, each with its file and some of its words.
        let right: Vec<(&str, &str)> = file.split('|').zip(text.split('|')).collect();
        let is_right = |hit: &Hit| right.iter().any(|(file, text)| hit.path.contains(file) && hit.text.contains(text));
        let rank = hits.iter().position(is_right).map(|at| at + 1);
        all.0.push(rank);
        kinds.entry(kind).or_default().0.push(rank);
        let shown = rank.map_or("-".to_owned(), |rank| rank.to_string());
        writeln!(listed, "{shown:>3}  {kind:<12} {typed}").unwrap();
    }
    let mut golden = all.row("all");
    golden.extend(kinds.iter().map(|(kind, ranks)| ranks.row(kind)));
    golden.push_str("\nRank of the right discussion, `-` where it is not among the first ten.\n\n");
    golden.push_str(&listed);
    generated::keep(GOLDEN, &golden);
    assert!(all.0.len() >= 60 && all.reciprocal() >= 0.95, "{golden}");
}
