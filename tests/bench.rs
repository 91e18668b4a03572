//! Query speed: the mix of questions, the bare index beside it, and figures compared.

use crate::archive::Archive;
use minutebook::bench::{self, Class, Figures, Plan, Report};
use minutebook::query::Request;
use serde_json::{Map, Value};
use std::path::Path;

/// A scratch folder with an index of the invented archive.
fn indexed() -> Archive {
    let archive = Archive::of(&[]);
    archive.update_from(Path::new("fixtures/archive"));
    archive
}

/// Whether the floor of a class finds the same passages: elsewhere the product looks beyond a passage, widens words,
/// or counts statements.
fn is_same(class: &str) -> bool {
    !matches!(class, "and" | "who" | "who_shown" | "best" | "unknown" | "given")
}

fn plan(with_floor: bool) -> Plan {
    Plan {
        base: Request::new(""),
        given: None,
        classes: Vec::new(),
        runs: 2,
        queries: 5,
        seed: 1,
        is_cold: false,
        with_floor,
    }
}

fn measured(archive: &Archive, plan: &Plan) -> Report {
    bench::run(archive.update_from(Path::new("fixtures/archive")).0, plan).unwrap()
}

fn answers(report: &Report) -> Vec<&Figures> {
    report.rows.iter().filter(|row| row.part == "answer").collect()
}

#[test]
fn every_class_has_questions_and_finds_what_the_bare_index_finds() {
    let report = measured(&indexed(), &plan(true));
    let names: Vec<&str> = answers(&report).iter().map(|row| row.class.as_str()).collect();
    assert_eq!(names, Class::MIX.map(Class::name));
    for row in &report.rows {
        let place = format!("{} {}", row.class, row.part);
        // Kept questions are asked in both runs; one in each is new.
        assert_eq!((row.queries, row.timed), (6, 10), "{place}");
        assert!(row.times.p50 > 0.0 && row.times.p50 <= row.times.p95 && row.times.p99 <= row.times.max, "{place}");
        assert_eq!(row.hits > 0, row.class != "unknown", "{place}");
        assert!(row.per_second > 0.0, "{place}");
        let ratio = row.floor_ratio.unwrap_or_else(|| panic!("{place} has no floor"));
        assert!(ratio[0] > 0.0 && ratio[1] > 0.0, "{place}");
        if is_same(&row.class) {
            assert_eq!(Some(row.hits), row.floor_hits, "{place}");
        }
    }
    let size = report.size;
    assert!(size.documents > size.passages && size.passages > 0 && size.segments > 0);
    assert!(size.floor_bytes.is_some_and(|floor| floor > 0 && floor < size.bytes));
}

#[test]
fn a_mix_can_be_of_some_classes_only() {
    let report = measured(&indexed(), &Plan { classes: vec![Class::Who, Class::Fuzzy], ..plan(false) });
    let names: Vec<&str> = answers(&report).iter().map(|row| row.class.as_str()).collect();
    assert_eq!(names, ["fuzzy", "who"]);
    let (code, _, error) = Archive::of(&[]).outcome(&["bench", "--class", "sometimes"]);
    assert_eq!(code, 2);
    assert!(error.contains("who_shown"), "{error}");
}

#[test]
fn the_same_seed_gives_the_same_questions() {
    let archive = indexed();
    let hits = |seed| -> Vec<u64> {
        let report = measured(&archive, &Plan { seed, ..plan(false) });
        report.rows.iter().map(|row| row.hits).collect()
    };
    let first = hits(1);
    assert_eq!(first, hits(1));
    assert_ne!(first, hits(2));
}

/// The keys of an object, as `docs/json.md` names them.
fn keys(object: &Map<String, Value>) -> Vec<&str> {
    object.keys().map(String::as_str).collect()
}

#[test]
fn figures_are_json_and_a_slower_run_ends_with_one() {
    let archive = indexed();
    archive.write("questions.txt", "\"street light\"\n{\"query\":\"speed\",\"year\":\"2023\"}\n");
    let command = |more: &[&str]| {
        let mut all =
            vec!["--format", "json", "bench", "--queries", "minutes/questions.txt", "--runs", "2", "--each", "2"];
        all.extend(more);
        archive.outcome(&all)
    };
    let (code, out, _) = command(&["--floor", "--save", "figures.jsonl"]);
    assert_eq!(code, 0);
    let lines: Vec<Map<String, Value>> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (index, rows) = lines.split_last().unwrap();
    assert_eq!(keys(index), ["bytes", "documents", "floor_bytes", "passages", "segments", "type"]);
    for row in rows {
        assert_eq!((&row["type"], &row["class"]), (&"bench".into(), &"given".into()));
        assert_eq!(row.len(), 15, "{:?}", keys(row));
        let page = std::fs::read_to_string("docs/json.md").unwrap();
        let missing: Vec<&str> = keys(row).into_iter().filter(|key| !page.contains(&format!("`{key}`"))).collect();
        assert!(missing.is_empty(), "not in docs/json.md: {missing:?}");
    }
    assert_eq!((&rows[0]["queries"], &rows[0]["timed"]), (&2.into(), &4.into()));

    let saved = archive.root().join("figures.jsonl");
    let figures = std::fs::read_to_string(&saved).unwrap();
    // Against figures a thousand times as high nothing is slower; against such as no machine reaches all is.
    for (time, expected) in [(1e9, 0), (0.1, 1)] {
        let before: Vec<String> = figures
            .lines()
            .map(|line| {
                let mut row: Value = serde_json::from_str(line).unwrap();
                (row["p50"], row["p95"]) = (time.into(), time.into());
                row.to_string()
            })
            .collect();
        std::fs::write(&saved, before.join("\n")).unwrap();
        let (code, out, said) = command(&["--baseline", "figures.jsonl"]);
        assert_eq!(code, expected, "{said}");
        assert!(out.contains("\"baseline_ratio\":["), "{out}");
        assert_eq!(said.contains("slower than the baseline: given (answer)"), expected == 1, "{said}");
    }
    std::fs::write(&saved, "{\"class\":1}\n").unwrap();
    let (code, _, said) = command(&["--baseline", "figures.jsonl"]);
    assert!(code == 2 && said.contains("figures.jsonl:1: not a line of figures"), "{said}");
}

#[test]
fn a_cold_run_opens_the_index_for_each_question() {
    let archive = indexed();
    let cold = measured(&archive, &Plan { is_cold: true, runs: 1, queries: 2, ..plan(true) });
    let warm = measured(&archive, &Plan { runs: 1, queries: 2, ..plan(true) });
    let hits = |report: &Report| -> Vec<u64> { report.rows.iter().map(|row| row.hits).collect() };
    assert_eq!(hits(&cold), hits(&warm));
}

#[test]
fn an_index_without_text_is_refused() {
    let archive = Archive::of(&[("a.txt", "12 of 34\n")]);
    archive.update();
    let (code, _, said) = archive.outcome(&["--index", "index", "bench"]);
    assert!(code == 2 && said.contains("holds too little text"), "{said}");
}
