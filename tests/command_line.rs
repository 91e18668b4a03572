//! The program as users and scripts see it: results, remarks, exit codes.

use crate::archive::{Archive, SAMPLE};
use serde_json::Value;

fn indexed() -> Archive {
    let archive = Archive::of(SAMPLE);
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 0, "{remarks}");
    archive
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_run_tells_what_it_did() {
    let archive = Archive::of(SAMPLE);
    let (code, results, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!((code, results.as_str()), (0, ""));
    assert!(remarks.contains("2 read; 2 meetings"), "{remarks}");
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 0);
    assert!(remarks.contains("2 unchanged; nothing to do"), "{remarks}");
}

#[test]
fn hits_are_grouped_by_meeting_and_say_where_they_stand() {
    let archive = indexed();
    let (code, results, _) = archive.outcome(&["search", "timetable"]);
    assert_eq!(code, 0);
    assert!(results.starts_with("2021-06-24  Harbour Liaison Meeting\n"), "{results}");
    assert!(results.contains("EF asked for the dredging [timetable]."), "{results}");
    assert!(results.contains("minutes/2021/june.txt:"), "{results}");
}

#[test]
fn json_has_the_keys_that_scripts_rely_on() {
    let archive = indexed();
    let arguments = ["search", "dredging timetable", "--facets", "topic,person,year", "--format", "json"];
    let (code, results, _) = archive.outcome(&arguments);
    assert_eq!(code, 0);
    let rows = rows(&results);
    let hit = &rows[0];
    assert_eq!(hit["type"], "hit");
    for key in [
        "query_id",
        "rank",
        "score",
        "id",
        "path",
        "page",
        "line_start",
        "line_end",
        "meeting",
        "item",
        "topic",
        "people",
        "raised_by",
        "actions",
        "text",
        "highlights",
    ] {
        assert!(hit.get(key).is_some(), "no {key} in {hit}");
    }
    let text: Vec<char> = hit["text"].as_str().unwrap().chars().collect();
    let marked: Vec<String> = hit["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| {
            let at = |index: usize| range[index].as_u64().unwrap() as usize;
            text[at(0)..at(1)].iter().collect()
        })
        .collect();
    assert_eq!(marked, ["Dredging", "dredging", "timetable"]);
    assert!(rows.iter().any(|row| row["type"] == "facet" && row["field"] == "year" && row["value"] == "2021"));
    let summary = rows.last().unwrap();
    assert_eq!((&summary["type"], &summary["total"]), (&Value::from("summary"), &Value::from(1)));
}

#[test]
fn exit_codes_tell_found_from_not_found_from_wrong() {
    let archive = indexed();
    assert_eq!(archive.outcome(&["search", "timetable"]).0, 0);
    assert_eq!(archive.outcome(&["search", "zeppelin"]).0, 1);
    assert_eq!(archive.outcome(&["search", "tpoic:x"]).0, 2);
    assert_eq!(archive.outcome(&["search", "--sort", "upwards", "x"]).0, 2);
    assert_eq!(archive.outcome(&["--version"]).0, 0);
}

#[test]
fn a_query_that_cannot_be_read_is_refused_at_its_place() {
    let archive = indexed();
    let (_, results, remarks) = archive.outcome(&["search", "dredging tpoic:x"]);
    assert_eq!(results, "");
    assert!(
        remarks.contains("error: unknown field tpoic\n  dredging tpoic:x\n           ^^^^^\nhint: did you mean topic:"),
        "{remarks}"
    );
}

#[test]
fn errors_name_their_cause_and_the_next_step() {
    let archive = Archive::of(&[]);
    let check = |arguments: &[&str], cause: &str, step: &str| {
        let (code, _, remarks) = archive.outcome(arguments);
        assert_eq!(code, 2, "{remarks}");
        assert!(remarks.contains(cause) && remarks.contains(step), "{remarks}");
    };
    check(&["search", "x"], "error: no index in index", "hint: run `minutebook index FOLDER` first");
    check(&["index"], "error: no sources to index", "hint: run `minutebook index FOLDER`");
    check(&["index", "nowhere"], "error: nowhere: ", "hint: check the path");
    check(&["index", "minutes"], "error: no documents in minutes", "hint: name a folder");
    check(&["search", "--year", "last", "x"], "error: --year last: this is not a date", "hint: write 2015");
    check(&["search", "--from", "2015-13", "x"], "error: --from 2015-13", "hint: write 2015");
}

#[test]
fn an_index_is_built_first_where_the_configuration_names_sources() {
    let archive = Archive::of(SAMPLE);
    std::fs::write(archive.root().join("minutebook.toml"), "sources = [\"minutes\"]\n").unwrap();
    let (code, results, remarks) = archive.outcome(&["search", "timetable"]);
    assert_eq!(code, 0, "{remarks}");
    assert!(remarks.contains("building it first") && results.contains("[timetable]"), "{remarks}{results}");
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_run_goes_on() {
    let archive = Archive::of(SAMPLE);
    std::fs::write(archive.minutes().join("broken.html"), [0xff, 0xfe, 0x00]).unwrap();
    std::fs::write(archive.minutes().join("picture.png"), [0x89, b'P', b'N', b'G', 0, 0]).unwrap();
    let (_, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(remarks.contains("skipped minutes/picture.png: not a document of a known format"), "{remarks}");
    assert!(remarks.contains("2 meetings") || remarks.contains("3 meetings"), "{remarks}");
}

#[test]
fn a_batch_answers_every_line_under_its_id() {
    let archive = indexed();
    let batch = "timetable\n{\"id\":\"lights\",\"query\":\"lights\",\"topic\":[\"Night lights\"]}\n";
    std::fs::write(archive.root().join("batch"), batch).unwrap();
    let (code, results, remarks) = archive.outcome(&["search", "--batch", "batch", "--format", "json"]);
    assert_eq!(code, 0, "{remarks}");
    let ids: Vec<String> = rows(&results)
        .iter()
        .filter(|row| row["type"] == "summary")
        .map(|row| row["query_id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["1", "lights"]);
    let (_, results, _) = archive.outcome(&["search", "--batch", "batch", "--format", "csv"]);
    assert!(results.starts_with("query_id,rank,score,id,path,"), "{results}");
}

#[test]
fn a_document_is_extracted_without_an_index() {
    let archive = Archive::of(SAMPLE);
    let (code, results, _) = archive.outcome(&["extract", "minutes/2021/june.txt"]);
    assert_eq!(code, 0);
    let meeting = &rows(&results)[0];
    assert_eq!((&meeting["type"], &meeting["date"]), (&Value::from("meeting"), &Value::from("2021-06-24")));
    let (code, results, _) = archive.outcome(&["extract", "minutes", "--out", "extracted"]);
    assert_eq!((code, results.as_str()), (0, ""));
    assert!(archive.root().join("extracted/2021/june.txt.json").exists());
    assert!(!archive.root().join("index").exists());
}

#[test]
fn a_meeting_and_a_passage_are_shown_by_the_beginning_of_their_id() {
    let archive = indexed();
    let (_, results, _) = archive.outcome(&["search", "timetable", "--format", "json"]);
    let id = rows(&results)[0]["id"].as_str().unwrap().to_owned();
    let (meeting, _) = id.split_once('-').unwrap();
    let (code, results, _) = archive.outcome(&["show", &meeting[..6]]);
    assert_eq!(code, 0);
    assert!(results.contains("Harbour Liaison Meeting") && results.contains("EF asked"), "{results}");
    let (code, results, _) = archive.outcome(&["show", &id]);
    assert_eq!(code, 0);
    assert!(results.contains("EF asked"), "{results}");
    assert_eq!(archive.outcome(&["show", "ffffffffff"]).0, 1);
}

#[test]
fn every_listing_command_answers_in_every_form() {
    let archive = indexed();
    for command in [
        ["topics", ""],
        ["people", ""],
        ["meetings", ""],
        ["actions", ""],
        ["who", "dredging"],
        ["timeline", "dredging"],
    ] {
        let arguments: Vec<&str> = command.iter().copied().filter(|word| !word.is_empty()).collect();
        for form in ["text", "json", "csv"] {
            let (code, results, remarks) = archive.outcome(&[arguments.as_slice(), &["--format", form]].concat());
            assert_eq!(code, 0, "{command:?} {form}: {remarks}");
            assert!(!results.is_empty(), "{command:?} {form}");
            if form == "json" {
                assert!(rows(&results).iter().all(|row| row["type"].is_string()));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn the_index_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let archive = indexed();
    let mode = std::fs::metadata(archive.root().join("index")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}
