//! Facet counts against counts over what `extract` prints, with people named as all meetings together name them.

use crate::archive::Archive;
use minutebook::index::{key, meeting_id, status_name};
use minutebook::link::Names;
use minutebook::meeting::{Meeting, Passage, Status};
use minutebook::query::{self, FacetCount, Field, Filters, Period, Request};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

const FACETS: [Field; 11] = [
    Field::Topic,
    Field::Person,
    Field::Said,
    Field::Raised,
    Field::Owner,
    Field::Action,
    Field::Status,
    Field::Body,
    Field::Org,
    Field::Year,
    Field::Format,
];
const COMBINATIONS: usize = 200;
/// Values an answer shows of a facet, besides those that are selected.
const SHOWN: usize = 20;
/// Documents taken of the real archives.
const DOCUMENTS: usize = 300;

/// The keys of one passage, by facet.
type Row = [BTreeSet<String>; FACETS.len()];

/// What `extract` prints for the documents of a folder.
fn extracted(folder: &Path) -> Vec<Meeting> {
    let program = env!("CARGO_BIN_EXE_minutebook");
    let output = Command::new(program).args(["--format", "json", "extract"]).arg(folder).env_clear().output().unwrap();
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn keys<'a>(values: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    values.into_iter().map(key).collect()
}

fn row(meeting: &Meeting, names: &Names, passage: &Passage) -> Row {
    let is_here = |place: &Option<String>| place.as_ref() == Some(&passage.id);
    let named = |local: &str, written: &str| {
        let linked = names.of(local).or_else(|| names.of(written));
        linked.map_or(local.to_owned(), |linked| linked.person.clone())
    };
    let (mut people, mut said, mut raised, mut owners) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // An organisation is told by the first mention of somebody, as a name is shown once.
    let mut organisations = BTreeMap::<String, Option<&str>>::new();
    for statement in meeting.statements.iter().filter(|statement| is_here(&statement.passage)) {
        let local = statement.person.as_deref().unwrap_or(&statement.speaker);
        let name = named(local, &statement.speaker);
        let person = meeting.people.iter().find(|person| person.name == local);
        organisations.entry(key(&name)).or_insert(person.and_then(|person| person.organisation.as_deref()));
        if statement.raises {
            raised.push(name.clone());
        }
        said.push(name.clone());
        people.push(name);
    }
    let actions: Vec<_> = meeting.actions.iter().filter(|action| is_here(&action.passage)).collect();
    let updates: Vec<_> = meeting.action_updates.iter().filter(|update| is_here(&update.passage)).collect();
    for written in actions.iter().flat_map(|action| &action.owners) {
        let meant: Vec<_> = meeting
            .people
            .iter()
            .filter(|person| person.initials.as_ref() == Some(written) || person.name == *written)
            .collect();
        let person = if let [person] = meant[..] { Some(person) } else { None };
        let name = named(person.map_or(written, |person| &person.name), written);
        organisations.entry(key(&name)).or_insert(person.and_then(|person| person.organisation.as_deref()));
        owners.push(name.clone());
        people.push(name);
    }
    let codes = actions.iter().map(|action| &action.code).chain(updates.iter().map(|update| &update.code));
    let set = actions.iter().map(|action| action.status.unwrap_or(Status::Open));
    let states = set.chain(updates.iter().map(|update| update.status)).map(status_name);
    let all = |names: &[String]| keys(names.iter().map(String::as_str));
    [
        keys(passage.topic.as_deref()),
        all(&people),
        all(&said),
        all(&raised),
        all(&owners),
        keys(codes.flatten().map(String::as_str)),
        keys(states),
        keys(meeting.body.as_deref()),
        keys(organisations.into_values().flatten()),
        meeting.date.map(|date| date.year().to_string()).into_iter().collect(),
        keys([meeting.source.format.as_str()]),
    ]
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

/// Total and, by facet, the counts of all values: those of a facet count what its own filter leaves out as well.
fn counted<'r>(rows: &'r [Row], chosen: &BTreeMap<usize, Vec<String>>) -> (u64, [HashMap<&'r str, u64>; FACETS.len()]) {
    let mut total = 0;
    let mut counts = [(); FACETS.len()].map(|()| HashMap::new());
    for row in rows {
        let fails = |(facet, values): &(&usize, &Vec<String>)| !values.iter().any(|value| row[**facet].contains(value));
        let failing: Vec<usize> = chosen.iter().filter(fails).map(|(facet, _)| *facet).take(2).collect();
        total += u64::from(failing.is_empty());
        for (facet, counts) in counts.iter_mut().enumerate() {
            if failing.is_empty() || failing == [facet] {
                row[facet].iter().for_each(|value| *counts.entry(value.as_str()).or_default() += 1);
            }
        }
    }
    (total, counts)
}

fn check(folder: &Path) {
    let archive = Archive::of(&[]);
    let (collection, _) = archive.update_from(folder);
    let names: HashMap<String, Names> =
        collection.names().unwrap().into_iter().map(|((_, id), names)| (id, names)).collect();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Row> = Vec::new();
    for meeting in extracted(folder) {
        let number = numbers.entry(meeting.source.path.clone()).or_default();
        let id = meeting_id(&meeting.source.sha256, *number);
        *number += 1;
        rows.extend(meeting.passages.iter().map(|passage| row(&meeting, &names[&id], passage)));
    }
    assert!(!rows.is_empty());
    let mut seed: u64 = 7;
    let mut draw = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below.max(1)
    };
    let mut found = 0;
    for combination in 0..COMBINATIONS {
        let mut chosen: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        // Every other time all values are of one passage, so that rare ones meet.
        let one = draw(rows.len());
        for _ in 0..draw(5) {
            let facet = draw(FACETS.len());
            let from = if combination % 2 == 0 { one } else { draw(rows.len()) };
            chosen.entry(facet).or_default().extend(rows[from][facet].iter().cloned());
        }
        chosen.retain(|_, values| !values.is_empty());
        let request = Request { filters: filters(&chosen), facets: FACETS.to_vec(), limit: 0, ..Request::new("") };
        let answer = query::search(&collection, &request).unwrap();
        let (total, counts) = counted(&rows, &chosen);
        assert_eq!(answer.summary.total, total, "{chosen:?}");
        found += usize::from(total > 0);
        for (number, (facet, counts)) in FACETS.iter().zip(counts).enumerate() {
            let shown: Vec<&FacetCount> = answer.facets.iter().filter(|row| Some(row.field) == facet.facet()).collect();
            for row in &shown {
                assert_eq!(Some(&row.count), counts.get(key(&row.value).as_str()), "{chosen:?} {row:?}");
                let is_chosen = chosen.get(&number).is_some_and(|values| values.contains(&key(&row.value)));
                assert_eq!(row.selected, is_chosen, "{chosen:?} {row:?}");
            }
            let mut most: Vec<u64> = counts.into_values().collect();
            most.sort_unstable_by(|left, right| right.cmp(left));
            most.truncate(SHOWN);
            let first: Vec<u64> = shown.iter().take(SHOWN).map(|row| row.count).collect();
            assert_eq!(first, most, "{chosen:?} {facet:?}");
        }
    }
    assert!(found > COMBINATIONS / 2, "{found} of {COMBINATIONS} combinations find anything");
}

/// Every so manyth file below `folder`, in the order of paths.
fn sample(folder: &Path) -> Vec<PathBuf> {
    let is_file = |entry: &ignore::DirEntry| entry.file_type().is_some_and(|kind| kind.is_file());
    let walk = ignore::Walk::new(folder).flatten().filter(is_file);
    let mut files: Vec<PathBuf> = walk.map(|entry| entry.into_path()).collect();
    files.sort();
    let step = files.len().div_ceil(DOCUMENTS).max(1);
    files.into_iter().step_by(step).collect()
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

#[test]
fn counts_of_real_archives_are_exact_under_any_filters() {
    let archives = Path::new("../shared/archives");
    if !archives.exists() {
        return;
    }
    let sampled = Archive::of(&[]);
    for file in sample(archives) {
        let copy = sampled.minutes().join(file.strip_prefix(archives).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(&file, &copy).unwrap();
    }
    check(&sampled.minutes());
}
