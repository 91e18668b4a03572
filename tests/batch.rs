//! Hundreds of queries in one run: each answered under its id, as it would be alone.

use crate::archive::Archive;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const QUERIES: &str = "fixtures/queries/queries.tsv";

/// The judged queries several times over, plain and as objects with filters, and some that find nothing.
fn batch() -> (String, Vec<String>) {
    let table = std::fs::read_to_string(QUERIES).unwrap();
    let typed: Vec<&str> = table.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).collect();
    let (mut lines, mut ids) = (String::new(), Vec::new());
    let mut add = |line: String, id: Option<&str>| {
        lines.push_str(&line);
        lines.push('\n');
        ids.push(id.map_or_else(|| (ids.len() + 1).to_string(), str::to_owned));
    };
    for query in &typed {
        add(query.trim_start_matches('?').to_owned(), None);
    }
    for year in [2021, 2022, 2023] {
        for (at, query) in typed.iter().enumerate() {
            let id = format!("{year}-{at}");
            let query = query.trim_start_matches('?');
            add(json!({"id": id, "query": query, "year": [year.to_string()]}).to_string(), Some(&id));
        }
    }
    add("burglry".to_owned(), None);
    add(json!({"id": "none", "query": "footpaths", "format_of": ["pdf"]}).to_string(), Some("none"));
    (lines, ids)
}

fn rows(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn hundreds_of_queries_are_answered_under_their_ids_as_each_would_be_alone() {
    let archive = Archive::of(&[]);
    let fixtures = std::env::current_dir().unwrap().join("fixtures/archive");
    archive.outcome(&["index", fixtures.to_str().unwrap()]);
    let (lines, ids) = batch();
    assert!(ids.len() > 250);
    std::fs::write(archive.root().join("batch"), lines).unwrap();
    let (code, printed, remarks) =
        archive.outcome(&["search", "--batch", "batch", "--facets", "year", "--format", "json"]);
    assert_eq!(code, 0, "{remarks}");
    let rows_of_all = rows(&printed);
    let id = |row: &Value| row["query_id"].as_str().unwrap().to_owned();
    let summaries: BTreeMap<String, &Value> =
        rows_of_all.iter().filter(|row| row["type"] == "summary").map(|row| (id(row), row)).collect();
    assert_eq!(summaries.keys().cloned().collect::<BTreeSet<_>>(), ids.iter().cloned().collect());
    let hits: Vec<&Value> = rows_of_all.iter().filter(|row| row["type"] == "hit").collect();
    assert!(rows_of_all.iter().all(|row| summaries.contains_key(&id(row))));

    // Alone, a query has the same hits.
    for (query, filter, name) in [("knife crime", None, "4"), ("knife crime", Some("2023"), "2023-3")] {
        let mut alone = vec!["search", query, "--format", "json"];
        alone.extend(filter.into_iter().flat_map(|year| ["--year", year]));
        let (_, printed, _) = archive.outcome(&alone);
        let found = |rows: &mut dyn Iterator<Item = &Value>| -> Vec<(Value, Value)> {
            rows.map(|row| (row["id"].clone(), row["score"].clone())).collect()
        };
        let alone = rows(&printed);
        let alone = found(&mut alone.iter().filter(|row| row["type"] == "hit"));
        assert!(!alone.is_empty());
        assert_eq!(found(&mut hits.iter().copied().filter(|hit| id(hit) == name)), alone, "{query}");
    }

    // What finds nothing says why, in its summary and as a remark under its id.
    let slip = (ids.len() - 1).to_string();
    assert_eq!((&summaries[&slip]["total"], &summaries["none"]["total"]), (&json!(0), &json!(0)));
    for (name, reason) in [(slip.as_str(), "did you mean burglary?"), ("none", "nothing has format:=")] {
        assert!(summaries[name]["warnings"].to_string().contains(reason), "{}", summaries[name]);
        assert!(remarks.lines().any(|line| line.contains(&format!("{name}: ")) && line.contains(reason)), "{remarks}");
    }

    // As a table: the same hits, each under its id.
    let (_, printed, _) = archive.outcome(&["search", "--batch", "batch", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(printed.as_bytes());
    assert_eq!(table.headers().unwrap().get(0), Some("query_id"));
    let listed: Vec<(String, String)> =
        table.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[3].to_owned())).collect();
    let expected: Vec<(String, String)> =
        hits.iter().map(|hit| (id(hit), hit["id"].as_str().unwrap().to_owned())).collect();
    assert_eq!(listed, expected);
}
