//! The rules of the house: arrows between rooms, file headers, file lengths, the map.

use std::fs;
use std::path::{Path, PathBuf};

/// What each room may import; every room may import itself.
const ARROWS: &[(&str, &[&str])] = &[
    ("diagnostic", &[]),
    ("meeting", &["diagnostic"]),
    ("config", &["read", "extract"]),
    ("crawl", &["meeting", "diagnostic"]),
    ("read", &["meeting", "diagnostic"]),
    ("parse", &["meeting", "diagnostic", "read"]),
    ("extract", &["meeting", "diagnostic", "read", "parse"]),
    ("link", &["meeting", "diagnostic", "parse"]),
    ("index", &["meeting", "diagnostic", "link", "crawl"]),
    ("query", &["meeting", "diagnostic", "link", "index"]),
    ("bench", &["index", "query"]),
    ("withheld", &["crawl", "extract", "link"]),
    ("doctor", &["link", "index", "query"]),
    ("present", &["meeting", "diagnostic", "link", "index", "query", "bench"]),
    ("export", &["meeting", "diagnostic", "link", "index", "query", "present"]),
    ("watch", &["index", "query"]),
    ("progress", &[]),
    (
        "pipeline",
        &["meeting", "diagnostic", "crawl", "read", "parse", "extract", "link", "index", "withheld", "progress"],
    ),
    ("cli", &["*"]),
    ("serve", &["*"]),
    ("mcp", &["*"]),
];
/// Longest a file may be; tables of words are data and not counted.
const LONGEST: usize = 400;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in ignore::Walk::new(folder).flatten() {
        if entry.path().extension().is_some_and(|end| end == "rs") {
            files.push(entry.into_path());
        }
    }
    files.sort();
    files
}

fn room(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap();
    inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

#[test]
fn arrows_between_rooms_go_one_way() {
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")) {
        let name = room(&path);
        if name == "lib" || name == "main" {
            continue;
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == name) else {
            wrong.push(format!("{} is in no known room", path.display()));
            continue;
        };
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.trim_start().starts_with("//")) {
            for (at, _) in line.match_indices("crate::") {
                let used: String =
                    line[at + 7..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                let is_free = used == name || allowed.contains(&"*") || allowed.contains(&used.as_str());
                if !is_free && !used.is_empty() {
                    wrong.push(format!("{} imports {used}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_index_the_query_and_the_bench_name_the_engine() {
    let is_named = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("tantivy::");
    let wrong: Vec<PathBuf> = sources(Path::new("src"))
        .into_iter()
        .filter(|path| !matches!(room(path).as_str(), "index" | "query" | "bench") && is_named(path))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn only_the_terminal_prints() {
    let prints = ["println!", "print!(", "stdout()", "stderr()"];
    let mut wrong = Vec::new();
    for path in sources(Path::new("src")).into_iter().filter(|path| !path.ends_with("cli/terminal.rs")) {
        let text = fs::read_to_string(&path).unwrap();
        wrong.extend(
            prints.iter().filter(|call| text.contains(**call)).map(|call| format!("{}: {call}", path.display())),
        );
    }
    wrong.retain(|place| !place.contains("cli/progress.rs: stderr()"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_begins_with_a_sentence_and_is_short() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in sources(Path::new(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            if !text.starts_with("//! ") {
                wrong.push(format!("{} does not begin with a //! sentence", path.display()));
            }
            let is_table = path.components().any(|part| part.as_os_str() == "words");
            if text.lines().count() > LONGEST && !is_table {
                wrong.push(format!("{} has {} lines", path.display(), text.lines().count()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_path_the_map_names_is_there() {
    let map = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let named = map.split('`').skip(1).step_by(2).filter(|name| name.contains('/') && !name.contains([' ', '<', '*']));
    let missing: Vec<&str> = named.filter(|name| !Path::new(name).exists()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(map.lines().count() <= 150);
}
