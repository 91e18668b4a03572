//! Searches over a small archive, through the library.

use crate::archive::{Archive, SAMPLE, ask};
use minutebook::index::Collection;
use minutebook::query::{self, Field, Filters, Period, PeriodRow, Request, Speech, Step};

fn check(query: &str, expected: &[&str]) {
    let (collection, _) = Archive::of(SAMPLE).update();
    let mut found: Vec<String> = ask(&collection, query).hits.into_iter().map(|hit| hit.text).collect();
    found.sort();
    let is_as_expected =
        found.len() == expected.len() && expected.iter().all(|part| found.iter().any(|text| text.contains(part)));
    assert!(is_as_expected, "{query}\nexpected {expected:?}\nfound {found:#?}");
}

#[test]
fn words_are_found_in_any_form_and_quotes_only_as_written() {
    check("timetables", &["dredging timetable"]);
    check("\"timetables\"", &[]);
    check("\"night lights had\"", &["failed twice"]);
    check("\"lights night\"", &[]);
    check("\"failed lights\"~3", &["failed twice"]);
}

#[test]
fn codes_amounts_and_names_are_found_as_typed_and_by_parts() {
    check("£3.6m", &["dredging budget"]);
    check("3.6m", &["dredging budget"]);
    check("budget -£3.6m", &[]);
    check("timetab*", &["dredging timetable"]);
    check("dreging~1 timetable", &["dredging timetable"]);
}

#[test]
fn a_field_narrows_to_what_it_names() {
    check("topic:lights failed", &["failed twice"]);
    check("raised:AB dredging", &["dredging budget"]);
    check("raised:\"Emil Fenn\"", &["dredging timetable"]);
    check("dredging timetable date:2021-06", &["dredging timetable"]);
    check("timetable date:2021-02", &[]);
    check("path:june timetable", &["dredging timetable"]);
    check("path:**/june.txt timetable", &["dredging timetable"]);
}

#[test]
fn a_search_for_all_words_that_finds_nothing_gives_the_best_match_and_says_so() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let answer = ask(&collection, "dredging zeppelin");
    assert!(answer.summary.total > 0);
    assert!(answer.summary.warnings[0].contains("no passage has all of the words"), "{:?}", answer.summary.warnings);
    assert_eq!(ask(&collection, "zeppelin").summary.total, 0);
}

#[test]
fn a_meeting_counts_its_own_passages_and_not_those_of_a_copy() {
    let archive = Archive::of(SAMPLE);
    let hits = |archive: &Archive| -> Vec<(String, Option<u64>)> {
        let (collection, _) = archive.update();
        let rows = query::meetings(&collection, &Request::new("dredging")).unwrap();
        rows.into_iter().map(|row| (row.meeting.path, row.hits)).collect()
    };
    let alone = hits(&archive);
    assert_eq!(alone.len(), 2);
    archive.write("copies/june.txt", SAMPLE[1].1);
    let both = hits(&archive);
    assert_eq!(both.len(), 3);
    assert!(alone.iter().all(|row| both.contains(row)), "{alone:?} {both:?}");
    assert!(both.iter().any(|(path, hits)| path.contains("copies") && *hits == alone[1].1), "{both:?}");
}

#[test]
fn counts_over_everything_are_those_of_the_index_as_it_is() {
    let archive = Archive::of(SAMPLE);
    let counts = |collection: &Collection, facets: &[Field]| {
        let request = Request { facets: facets.to_vec(), limit: 0, ..Request::new("") };
        let answer = query::search(collection, &request).unwrap();
        let facets = answer.facets.into_iter().map(|row| (row.field, row.value, row.count));
        (answer.summary.total, facets.collect::<Vec<_>>())
    };
    let all: Vec<Field> = Field::ALL.into_iter().filter(|field| field.facet().is_some()).collect();
    let (open, _) = archive.update();
    let topics = counts(&open, &[Field::Topic]);
    let first = counts(&open, &all);
    assert_eq!(counts(&open, &all), first);
    assert_eq!(counts(&open, &[Field::Topic]), topics);
    std::fs::remove_file(archive.minutes().join("2021/june.txt")).unwrap();
    let (fresh, _) = archive.update();
    open.reload().unwrap();
    let without = counts(&open, &all);
    assert_eq!(without, counts(&fresh, &all));
    assert!(without.0 < first.0 && without.0 > 0);
}

#[test]
fn facet_counts_agree_with_the_hits_of_the_filter() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let facets: Vec<Field> = Field::ALL.into_iter().filter(|field| field.facet().is_some()).collect();
    let answer = query::search(&collection, &Request { facets, limit: 0, ..Request::new("") }).unwrap();
    assert!(answer.facets.iter().any(|row| row.field == "topic"), "{:?}", answer.facets);
    for row in &answer.facets {
        let field = Field::of_facet(row.field).unwrap();
        let filters = match field {
            Field::Year => Filters { periods: vec![Period::parse(&row.value).unwrap()], ..Filters::default() },
            field => Filters { values: vec![(field, vec![row.value.clone()])], ..Filters::default() },
        };
        let total = |request: &Request| query::search(&collection, request).unwrap().summary.total;
        assert_eq!(total(&Request { filters, ..Request::new("") }), row.count, "{row:?}");
        assert_eq!(total(&Request::new(row.query.clone())), row.count, "{row:?}");
    }
}

#[test]
fn the_counts_of_a_facet_ignore_its_own_filter() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let count = |filters: Filters| {
        let request = Request { facets: vec![Field::Person], filters, ..Request::new("") };
        let answer = query::search(&collection, &request).unwrap();
        answer.facets.into_iter().map(|row| (row.value, row.count)).collect::<Vec<_>>()
    };
    let filters = Filters { values: vec![(Field::Person, vec!["Ada Birch".to_owned()])], ..Filters::default() };
    assert_eq!(count(Filters::default()), count(filters));
}

#[test]
fn a_year_is_the_same_as_its_first_and_last_day() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let total = |filters| query::search(&collection, &Request { filters, ..Request::new("") }).unwrap().summary.total;
    let year = Filters { periods: vec![Period::parse("2021").unwrap()], ..Filters::default() };
    let span = Filters { from: Period::first_day("2021"), to: Period::last_day("2021"), ..Filters::default() };
    assert!(total(year.clone()) > 0);
    assert_eq!(total(year), total(span));
}

#[test]
fn who_counts_statements_and_what_was_raised() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let names = |speech| -> Vec<String> {
        let rows = query::who(&collection, &Request::new("dredging OR basin"), speech, 1).unwrap();
        rows.into_iter().map(|row| row.name).collect()
    };
    assert_eq!(names(Speech::Raised), ["Ada Birch", "Emil Fenn"]);
}

#[test]
fn hits_over_time_add_up_to_those_of_the_search() {
    let archive = Archive::of(SAMPLE);
    // The same minutes under two names are two documents.
    archive.write("2021/copy.txt", SAMPLE[0].1);
    let (collection, _) = archive.update();
    let check = |request: Request, matching: u64, held: u64| {
        let rows = query::timeline(&collection, &request, Step::Month).unwrap();
        let sum = |of: fn(&PeriodRow) -> u64| rows.iter().map(of).sum::<u64>();
        let total = query::search(&collection, &request).unwrap().summary.total;
        assert_eq!((sum(|row| row.hits), sum(|row| row.matching)), (total, matching), "{request:?}");
        assert_eq!(sum(|row| row.held), held, "{request:?}");
    };
    check(Request::new("dredging"), 3, 3);
    check(Request::new("east basin"), 2, 3);
    check(Request::new("zeppelin"), 0, 3);
    check(Request::new(""), 3, 3);
    let june = Filters { from: Some(jiff::civil::date(2021, 6, 1)), ..Filters::default() };
    check(Request { filters: june, ..Request::new("dredging") }, 1, 1);
}
