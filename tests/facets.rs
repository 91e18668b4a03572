//! Facet counts against counts over what `extract` prints; people aside, whom all meetings together name.

use crate::archive::Archive;
use minutebook::index::key;
use minutebook::query::{self, Field, Filters, Period, Request};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const FACETS: [Field; 5] = [Field::Topic, Field::Action, Field::Body, Field::Year, Field::Format];
const COMBINATIONS: usize = 200;

/// The values of one passage, by facet.
type Row = [BTreeSet<String>; FACETS.len()];

fn rows(folder: &Path) -> Vec<Row> {
    let program = env!("CARGO_BIN_EXE_minutebook");
    let output = Command::new(program).args(["--format", "json", "extract"]).arg(folder).env_clear().output().unwrap();
    let mut rows = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let meeting: Value = serde_json::from_str(line).unwrap();
        let text = |value: &Value| value.as_str().map(key).into_iter().collect::<BTreeSet<_>>();
        let list = |name: &str| meeting[name].as_array().cloned().unwrap_or_default();
        let year = meeting["date"].as_str().map(|date| date[..4].to_owned());
        for passage in list("passages") {
            let facts = list("actions").into_iter().chain(list("action_updates"));
            let codes =
                facts.filter(|fact| fact["passage"] == passage["id"]).flat_map(|fact| text(&fact["code"])).collect();
            let format = text(&meeting["source"]["format"]);
            rows.push([
                text(&passage["topic"]),
                codes,
                text(&meeting["body"]),
                year.clone().into_iter().collect(),
                format,
            ]);
        }
    }
    rows
}

/// The filters as a request takes them.
fn filters(chosen: &BTreeMap<usize, Vec<String>>) -> Filters {
    let mut filters = Filters::default();
    for (facet, values) in chosen {
        match FACETS[*facet] {
            Field::Year => filters.periods = values.iter().filter_map(|year| Period::parse(year)).collect(),
            field => filters.values.push((field, values.clone())),
        }
    }
    filters
}

fn check(folder: &Path) {
    let archive = Archive::of(&[]);
    let (collection, _) = archive.update_from(folder);
    let rows = rows(folder);
    let mut seed: u64 = 7;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    for _ in 0..COMBINATIONS {
        let mut chosen: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for _ in 0..draw(4) {
            let facet = draw(FACETS.len());
            let values = rows[draw(rows.len())][facet].iter().cloned();
            chosen.entry(facet).or_default().extend(values);
        }
        chosen.retain(|_, values| !values.is_empty());
        let passes = |row: &Row, without: Option<usize>| {
            let others = chosen.iter().filter(|(facet, _)| Some(**facet) != without);
            others.into_iter().all(|(facet, values)| values.iter().any(|value| row[*facet].contains(value)))
        };
        let request = Request { filters: filters(&chosen), facets: FACETS.to_vec(), limit: 0, ..Request::new("") };
        let answer = query::search(&collection, &request).unwrap();
        let total = rows.iter().filter(|row| passes(row, None)).count();
        assert_eq!(answer.summary.total, total as u64, "{chosen:?}");
        for row in &answer.facets {
            let facet = FACETS.iter().position(|field| field.facet() == Some(row.field)).unwrap();
            let counted = rows
                .iter()
                .filter(|other| passes(other, Some(facet)) && other[facet].contains(&key(&row.value)))
                .count();
            assert_eq!(row.count, counted as u64, "{chosen:?} {row:?}");
        }
    }
}

#[test]
fn counts_of_the_fixtures_are_exact_under_any_filters() {
    check(Path::new("fixtures/archive"));
}

#[test]
fn counts_of_the_seeds_are_exact_under_any_filters() {
    let seeds = Path::new("../shared/seeds");
    if seeds.exists() {
        check(seeds);
    }
}
