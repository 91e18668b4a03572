//! The doctor: a sound index has no findings, each kind of damage has one, and repair leaves a sound index.

use crate::archive::{Archive, SAMPLE};
use std::path::PathBuf;

fn findings(archive: &Archive) -> (i32, Vec<(String, String)>) {
    let (code, rows, _) = archive.outcome(&["doctor", "--format", "json"]);
    let row = |row: &str| {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        assert_eq!(row["type"], "finding");
        (row["kind"].as_str().unwrap().to_owned(), row["detail"].as_str().unwrap().to_owned())
    };
    (code, rows.lines().map(row).collect())
}

/// A file of the index with this ending.
fn part(archive: &Archive, ending: &str) -> PathBuf {
    let files = archive.root().join("index").read_dir().unwrap().flatten().map(|entry| entry.path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .max_by_key(|path| path.metadata().unwrap().len())
        .unwrap()
}

fn is_repaired(archive: &Archive) {
    let (code, _, remarks) = archive.outcome(&["doctor", "--repair"]);
    assert_eq!(code, 0, "{remarks}");
    assert_eq!(findings(archive), (0, Vec::new()));
    let (_, found, _) = archive.outcome(&["search", "dredging"]);
    assert!(found.contains("june.txt") && found.contains("february.txt"), "{found}");
}

#[test]
fn a_sound_index_has_no_findings() {
    let archive = Archive::of(SAMPLE);
    archive.outcome(&["index", "minutes"]);
    assert_eq!(findings(&archive), (0, Vec::new()));
    let (_, _, remarks) = archive.outcome(&["doctor"]);
    assert_eq!(remarks, "minutebook: the index is sound\n");
    archive.write("2021/june.txt", "Harbour Liaison Meeting\n24 June 2021\nThe heron was counted.\n");
    std::fs::remove_file(archive.minutes().join("2021/february.txt")).unwrap();
    archive.outcome(&["index", "minutes"]);
    assert_eq!(findings(&archive), (0, Vec::new()));
}

#[test]
fn a_flipped_bit_a_missing_file_and_a_broken_list_of_segments_are_found_and_repaired() {
    for ending in ["store", "term", "idx", "pos", "fast", "fieldnorm"] {
        let archive = Archive::of(SAMPLE);
        archive.outcome(&["index", "minutes"]);
        let path = part(&archive, ending);
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 3;
        bytes[middle] ^= 4;
        std::fs::write(&path, bytes).unwrap();
        let (code, found) = findings(&archive);
        assert!(code == 2 && found.iter().any(|(kind, _)| kind == "bytes"), "{ending}: {found:?}");
        is_repaired(&archive);
    }
    let archive = Archive::of(SAMPLE);
    archive.outcome(&["index", "minutes"]);
    std::fs::remove_file(part(&archive, "store")).unwrap();
    let (code, found) = findings(&archive);
    assert!(code == 2 && found[0].0 == "bytes", "{found:?}");
    let (code, _, remarks) = archive.outcome(&["search", "dredging"]);
    assert!(code == 2 && remarks.contains("minutebook doctor"), "{remarks}");
    // Without the list of segments nothing is known of the sources but what the configuration says.
    std::fs::write(archive.root().join("index/meta.json"), "{\"seg").unwrap();
    let (code, _, remarks) = archive.outcome(&["doctor", "--repair"]);
    assert!(code == 2 && remarks.contains("index --rebuild FOLDER"), "{remarks}");
    std::fs::write(archive.root().join("minutebook.toml"), "sources = [\"minutes\"]\n").unwrap();
    is_repaired(&archive);
}

#[test]
fn what_a_stopped_run_left_behind_is_told_and_removed() {
    let archive = Archive::of(SAMPLE);
    archive.outcome(&["index", "minutes"]);
    let left = archive.root().join("index").join(format!("{}.store", "0a".repeat(16)));
    std::fs::write(&left, "half a segment").unwrap();
    let (code, found) = findings(&archive);
    assert!(code == 2 && found.len() == 1 && found[0].0 == "leftover", "{found:?}");
    is_repaired(&archive);
    assert!(!left.exists());
}

#[test]
fn documents_and_links_that_do_not_agree_are_found_and_repaired() {
    use minutebook::index::{Collection, Manifest, Writer};
    let archive = Archive::of(SAMPLE);
    archive.outcome(&["index", "minutes"]);
    let collection = Collection::open(&archive.root().join("index")).unwrap();
    let mut row = Manifest::load(&collection).unwrap().files.into_values().next().unwrap();
    row.meetings.push("0123456789".to_owned());
    let writer = Writer::open(&collection, 1).unwrap();
    writer.touch(&row).unwrap();
    let applied = collection.applied().clone();
    writer.commit(collection.sources(), applied).unwrap();
    let (code, found) = findings(&archive);
    assert!(code == 2 && found.iter().any(|(kind, _)| kind == "documents"), "{found:?}");
    drop(collection);
    is_repaired(&archive);
    // People go whom the meetings tell of.
    let collection = Collection::open(&archive.root().join("index")).unwrap();
    let index = tantivy::Index::open_in_dir(archive.root().join("index")).unwrap();
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 20 << 20).unwrap();
    let person = tantivy::Term::from_field_text(collection.fields().kind, minutebook::index::PERSON);
    writer.delete_term(person);
    let payload = index.load_metas().unwrap().payload.unwrap();
    let mut commit = writer.prepare_commit().unwrap();
    commit.set_payload(&payload);
    commit.commit().unwrap();
    drop(writer);
    let (code, found) = findings(&archive);
    assert!(code == 2 && !found.is_empty() && found.iter().all(|(kind, _)| kind == "links"), "{found:?}");
    drop(collection);
    is_repaired(&archive);
}

#[test]
fn a_log_says_what_was_done_and_nothing_of_what_documents_say() {
    let archive = Archive::of(SAMPLE);
    let (_, _, log) = archive.outcome(&["index", "minutes", "--verbose"]);
    for told in ["walked the sources", "new=2", "format=\"text\"", "committed"] {
        assert!(log.contains(told), "{told} not in {log}");
    }
    let (_, _, more) = archive.outcome(&["search", "dredging", "--verbose"]);
    for kept in ["Birch", "Harbour", "dredging", "june", "Quay"] {
        assert!(!log.contains(kept) && !more.contains(kept), "{kept} in {log}{more}");
    }
}
