//! Every example of the page of the query language, run over the invented archive, with its hits in a golden file.

use crate::archive::{Archive, ask};
use crate::generated;
use minutebook::query::Hit;
use std::fmt::Write;
use std::path::Path;

const PAGE: &str = "docs/query-syntax.md";
const GOLDEN: &str = "fixtures/queries/examples.txt";
/// Hits shown of each example, and letters of each.
const SHOWN: usize = 8;
const LETTERS: usize = 70;

/// The examples of the page: what stands as code in the first column of its table.
fn examples() -> Vec<String> {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|line| line[1..].split(" |").next());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// File, line and text of a hit, with what matches in brackets, from shortly before the first match on.
fn line(hit: &Hit) -> String {
    let mut text: Vec<String> = hit.text.chars().map(|letter| letter.to_string()).collect();
    for [from, to] in &hit.highlights {
        text[*from].insert(0, '[');
        text[*to - 1].push(']');
    }
    let first = hit.highlights.first().map_or(0, |[from, _]| from.saturating_sub(LETTERS / 3));
    let text: String = text.into_iter().skip(first).take(LETTERS).collect();
    let file = hit.path.rsplit('/').next().unwrap_or_default();
    let line = format!("    {file}:{}  {}", hit.line_start, text.split_whitespace().collect::<Vec<_>>().join(" "));
    line.trim_end().to_owned()
}

#[test]
fn every_example_of_the_query_language_finds_what_it_found() {
    let (collection, _) = Archive::of(&[]).update_from(Path::new("fixtures/archive"));
    let examples = examples();
    assert!(examples.len() > 40, "{examples:?}");
    let mut found = String::from("# An example, the number of passages it finds, and the first of them.\n");
    for example in examples {
        let answer = ask(&collection, &example);
        assert!(answer.summary.total > 0 && answer.summary.warnings.is_empty(), "{example}: {:?}", answer.summary);
        writeln!(found, "{example}  ({})", answer.summary.total).unwrap();
        answer.hits.iter().take(SHOWN).for_each(|hit| writeln!(found, "{}", line(hit)).unwrap());
    }
    generated::keep(GOLDEN, &found);
}
