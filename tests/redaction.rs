//! What a list names is in no output and in no file of the index, and `gaps` says that something is withheld.

use crate::archive::{Archive, SAMPLE};

const GONE: [&str; 4] = ["Birch", "birch", "Ada", "basin"];

/// Everything the program tells of an archive.
fn told(archive: &Archive) -> String {
    let mut told = String::new();
    for arguments in [
        &["meetings"] as &[&str],
        &["search", "dredging", "--facets", "person,org,topic,action,owner,raised", "--explain"],
        &["search", "withheld"],
        &["search", "format:text", "--limit", "1000"],
        &["people"],
        &["topics"],
        &["actions"],
        &["acronyms"],
        &["gaps"],
        &["who", "dredging"],
        &["timeline", "dredging"],
        &["status"],
    ] {
        for form in ["text", "json", "csv"] {
            let all: Vec<&str> = arguments.iter().copied().chain(["--format", form]).collect();
            let (_, found, remarks) = archive.outcome(&all);
            told += &format!("{arguments:?} {form}: {found}{remarks}\n");
        }
    }
    let (_, meetings, _) = archive.outcome(&["meetings", "--format", "json"]);
    for meeting in meetings.lines() {
        let meeting: serde_json::Value = serde_json::from_str(meeting).unwrap();
        told += &archive.outcome(&["show", meeting["id"].as_str().unwrap(), "--format", "json"]).1;
    }
    told
}

fn assert_gone(told: &str) {
    for gone in GONE {
        let place = told
            .find(gone)
            .map(|at| &told[told.floor_char_boundary(at.saturating_sub(200))..told.floor_char_boundary(at + 100)]);
        assert_eq!(place, None, "{gone}");
    }
}

/// An archive in which a name stands in the list of people, in the text, and in the name of a file.
fn archive() -> Archive {
    let archive = Archive::of(SAMPLE);
    archive.write("2021/ada-birch.txt", "Harbour Liaison Meeting\n28 October 2021\n\nAda Birch was thanked.\n");
    archive.write("2021/july.txt", "Harbour Liaison Meeting\nThursday 29 July 2021\n\n1.\tMoorings\n\tMs A. Birch asked for moorings in the East Basin.\n");
    std::fs::write(archive.root().join("list"), "# who asked to be left out\nAda Birch\neast basin\n").unwrap();
    archive
}

#[test]
fn what_is_listed_is_in_no_output_and_in_no_file() {
    let archive = archive();
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--redact", "list"]);
    assert_eq!(code, 0, "{remarks}");
    assert!(
        remarks.contains("3 read")
            && remarks.contains("withheld: ")
            && remarks.contains(", and 1 files for their names"),
        "{remarks}"
    );
    assert_gone(&remarks);
    let told = told(&archive);
    assert_gone(&told);
    assert!(
        told.contains("[withheld]") && told.contains("Colm Dray") && told.contains("withheld for their names: 1 files"),
        "{told}"
    );
    let (_, gaps, _) = archive.outcome(&["gaps", "--kind", "withheld", "--format", "json"]);
    assert_eq!(gaps.lines().count(), 4, "{gaps}");
    for entry in archive.root().join("index").read_dir().unwrap().flatten() {
        let bytes = std::fs::read(entry.path()).unwrap();
        let has = |word: &[u8]| bytes.to_ascii_lowercase().windows(word.len()).any(|window| window == word);
        assert!(!has(b"birch"), "{entry:?}");
    }
    let (_, found, _) = archive.outcome(&["extract", "minutes", "--redact", "list"]);
    assert_gone(&found.replace("ada-birch", ""));
}

#[test]
fn another_list_is_for_what_was_read_before_and_none_is_a_mistake() {
    let archive = archive();
    archive.outcome(&["index", "minutes"]);
    assert!(told(&archive).contains("Birch"));
    let before: Vec<_> = segments(&archive);
    std::fs::write(archive.root().join("minutebook.toml"), "[reading]\nredact = \"list\"\n").unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(code == 0 && remarks.contains("3 read"), "{remarks}");
    assert_gone(&told(&archive));
    assert!(segments(&archive).iter().all(|segment| !before.contains(segment)));
    let (_, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(remarks.contains("3 unchanged") && remarks.contains("nothing to do"), "{remarks}");
    assert_eq!(archive.outcome(&["doctor"]).0, 0);
    std::fs::remove_file(archive.root().join("minutebook.toml")).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(code == 2 && remarks.contains("--redact FILE"), "{remarks}");
    assert_gone(&told(&archive));
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--rebuild"]);
    assert!(code == 0 && remarks.contains("4 read"), "{remarks}");
    assert!(told(&archive).contains("Ada Birch"));
}

fn segments(archive: &Archive) -> Vec<std::ffi::OsString> {
    let files = archive.root().join("index").read_dir().unwrap().flatten();
    files.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().ends_with(".store")).collect()
}

#[test]
fn a_list_that_cannot_be_read_stops_the_run() {
    let archive = archive();
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--redact", "nosuch"]);
    assert!(code == 2 && remarks.contains("nosuch"), "{remarks}");
    assert!(!archive.root().join("index/meta.json").exists());
}
