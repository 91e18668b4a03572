//! Bringing an index up to date: new, changed, moved and gone files.

use crate::archive::{Archive, SAMPLE, ask};
use minutebook::index::{Collection, FORMAT_VERSION, IndexError, Writer};
use minutebook::query;

#[test]
fn a_second_run_reads_nothing() {
    let archive = Archive::of(SAMPLE);
    let (_, first) = archive.update();
    assert_eq!((first.read, first.unchanged, first.meetings), (2, 0, 2));
    let (_, second) = archive.update();
    assert_eq!((second.read, second.unchanged, second.meetings), (0, 2, 0));
}

#[test]
fn changed_added_and_removed_files_are_taken_up() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    archive.write("2021/june.txt", "Harbour Liaison Meeting\n24 June 2021\nThe heron was counted.\n");
    archive.write("2021/october.txt", "Harbour Liaison Meeting\n28 October 2021\nThe otter was seen.\n");
    std::fs::remove_file(archive.minutes().join("2021/february.txt")).unwrap();
    let (collection, report) = archive.update();
    assert_eq!((report.read, report.gone, report.unchanged), (2, 1, 0));
    assert_eq!(ask(&collection, "heron").summary.total, 1);
    assert_eq!(ask(&collection, "otter").summary.total, 1);
    assert_eq!(ask(&collection, "timetable").summary.total, 0);
    assert_eq!(ask(&collection, "budget").summary.total, 0);
}

#[test]
fn a_moved_file_is_the_same_meeting() {
    let archive = Archive::of(SAMPLE);
    let (collection, _) = archive.update();
    let before = ask(&collection, "timetable").hits[0].id.clone();
    drop(collection);
    std::fs::rename(archive.minutes().join("2021/june.txt"), archive.minutes().join("moved.txt")).unwrap();
    let (collection, report) = archive.update();
    assert_eq!((report.moved, report.read, report.gone), (1, 0, 0));
    let hit = &ask(&collection, "timetable").hits[0];
    assert_eq!(hit.id, before);
    assert!(hit.path.ends_with("moved.txt"), "{}", hit.path);
    assert_eq!(ask(&collection, "timetable").summary.total, 1);
}

#[test]
fn the_same_folder_given_another_way_is_the_same_archive() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let (_, report) = archive.update_from(&archive.minutes().join("..").join("minutes"));
    assert_eq!((report.read, report.unchanged, report.moved), (0, 2, 0));
}

#[test]
fn a_touched_file_is_not_read_again() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let (path, text) = SAMPLE[0];
    archive.write(path, text);
    let (collection, report) = archive.update();
    assert_eq!((report.read, report.unchanged), (0, 2));
    assert_eq!(query::extent(&collection).unwrap().meetings, 2);
    assert!(ask(&collection, "budget").summary.total > 0);
}

#[test]
fn what_several_threads_write_ends_in_one_segment() {
    let archive = Archive::of(&[]);
    for at in 0..600 {
        archive.write(&format!("{at}.txt"), &format!("Harbour Liaison Meeting\nNumber {at}\nThe heron was counted.\n"));
    }
    let (collection, report) = archive.update();
    assert_eq!(report.read, 600);
    assert_eq!(collection.searcher().segment_readers().len(), 1);
    assert_eq!(ask(&collection, "heron").summary.total, 600);
    // A run that writes little does not write anew what others wrote.
    archive.write("600.txt", "Harbour Liaison Meeting\nNumber 600\nThe otter was seen.\n");
    let (collection, _) = archive.update();
    assert_eq!(collection.searcher().segment_readers().len(), 2);
}

#[test]
fn two_runs_exclude_each_other() {
    let archive = Archive::of(SAMPLE);
    let (collection, _) = archive.update();
    let first = Writer::open(&collection, 1).unwrap();
    assert!(matches!(Writer::open(&collection, 1), Err(IndexError::Locked(_))));
    drop(first);
    assert!(Writer::open(&collection, 1).is_ok());
}

#[test]
fn an_index_of_another_format_is_refused() {
    let archive = Archive::of(SAMPLE);
    drop(archive.update());
    let directory = archive.root().join("index");
    let meta = directory.join("meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    let format = |number: u32| format!("{{\\\"format\\\":{number},");
    let changed = text.replace(&format(FORMAT_VERSION), &format(9999));
    assert_ne!(changed, text);
    std::fs::write(&meta, changed).unwrap();
    assert!(matches!(Collection::open(&directory), Err(IndexError::Format { .. })));
}

#[test]
fn an_index_that_is_built_anew_answers_until_the_new_one_takes_its_place() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let searches = || archive.outcome(&["search", "budget"]).0;
    std::fs::create_dir(archive.root().join("empty")).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "empty", "--rebuild"]);
    assert!(code == 2 && remarks.contains("no documents in empty"), "{remarks}");
    assert_eq!(searches(), 0);
    let before = Collection::open(&archive.root().join("index")).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--rebuild"]);
    assert!(code == 0 && remarks.contains("2 read"), "{remarks}");
    assert_eq!(searches(), 0);
    assert!(!archive.root().join("index/.next").exists());
    // Who had it open still reads what was open, or the new one.
    assert!(ask(&before, "budget").summary.total > 0);
    before.reload().unwrap();
    assert!(ask(&before, "budget").summary.total > 0);
    // What a rebuild leaves behind that was killed is removed.
    std::fs::create_dir(archive.root().join("index/.next")).unwrap();
    assert!(archive.outcome(&["doctor"]).1.contains(".next belongs to no commit"));
    assert_eq!(archive.outcome(&["index", "minutes"]).0, 0);
    assert!(!archive.root().join("index/.next").exists());
}
