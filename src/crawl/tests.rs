//! Walks over scratch folders.

use super::*;
use std::fs;
use std::path::Path;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        write(folder.path(), path, content);
    }
    folder
}

fn write(folder: &Path, path: &str, content: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

fn source(path: &Path) -> Source {
    Source { path: path.to_owned(), ..Source::default() }
}

/// Paths of `files` below `folder`.
fn paths(files: &[SourceFile], folder: &Path) -> Vec<String> {
    let root = format!("{}/", folder.display());
    files.iter().map(|file| file.path.strip_prefix(&root).unwrap_or(&file.path).to_owned()).collect()
}

fn check(files: &[(&str, &str)], globs: (&[&str], &[&str]), expected: &[&str]) {
    let folder = folder(files);
    let owned = |globs: &[&str]| globs.iter().map(|glob| (*glob).to_owned()).collect();
    let source =
        Source { path: folder.path().to_owned(), include: owned(globs.0), exclude: owned(globs.1), largest: None };
    assert_eq!(paths(&walk(&[source], &[]).unwrap().new, folder.path()), expected);
}

#[test]
fn ignore_rules_are_honoured_and_hidden_files_left_out() {
    let files = [
        (".gitignore", "drafts/\n"),
        (".ignore", "*.bak\n"),
        ("a.txt", ""),
        ("b.bak", ""),
        (".c.txt", ""),
        ("drafts/d.txt", ""),
    ];
    check(&files, (&[], &[]), &["a.txt"]);
}

#[test]
fn globs_choose_files_at_any_depth() {
    let files = [("a.txt", ""), ("2015/b.txt", ""), ("2015/c.md", ""), ("old/d.txt", "")];
    check(&files, (&["*.txt"], &["old/"]), &["2015/b.txt", "a.txt"]);
    check(&files, (&["2015/*"], &["*.md"]), &["2015/b.txt"]);
}

#[test]
fn a_second_walk_tells_what_became_of_each_file() {
    let folder = folder(&[("a.txt", "one"), ("b.txt", "two"), ("c.txt", "three"), ("d.txt", "four")]);
    let first = walk(&[source(folder.path())], &[]).unwrap();
    assert_eq!(first.new[0].sha256, sha256(b"one"));
    let again = walk(&[source(folder.path())], &first.new).unwrap();
    assert_eq!(again.unchanged, first.new);

    write(folder.path(), "b.txt", "another two");
    write(folder.path(), "e.txt", "five");
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::rename(folder.path().join("c.txt"), folder.path().join("old/c.txt")).unwrap();
    fs::remove_file(folder.path().join("d.txt")).unwrap();
    let second = walk(&[source(folder.path())], &first.new).unwrap();
    assert_eq!(paths(&second.unchanged, folder.path()), ["a.txt"]);
    assert_eq!(paths(&second.changed, folder.path()), ["b.txt"]);
    assert_eq!(paths(&second.new, folder.path()), ["e.txt"]);
    assert_eq!(paths(&second.gone, folder.path()), ["d.txt"]);
    assert!(second.moved[0].from.ends_with("/c.txt") && second.moved[0].file.path.ends_with("/old/c.txt"));
}

#[test]
fn a_file_with_a_new_time_and_the_same_content_is_unchanged() {
    let folder = folder(&[("a.txt", "one")]);
    let mut known = walk(&[source(folder.path())], &[]).unwrap().new;
    known[0].modified -= 1;
    assert_eq!(walk(&[source(folder.path())], &known).unwrap().unchanged.len(), 1);
}

#[test]
fn files_of_other_sources_are_not_gone() {
    let (one, two) = (folder(&[("a.txt", "one")]), folder(&[("b.txt", "two")]));
    let known = walk(&[source(one.path())], &[]).unwrap().new;
    let crawl = walk(&[source(two.path())], &known).unwrap();
    assert_eq!((crawl.gone.len(), crawl.elsewhere.len(), crawl.new.len()), (0, 1, 1));
}

#[test]
fn sources_that_overlap_give_a_file_once_and_a_file_may_be_a_source() {
    let folder = folder(&[("a.txt", "one"), ("b.txt", "two")]);
    let file = folder.path().join("a.txt");
    let crawl = walk(&[source(&file), source(folder.path())], &[]).unwrap();
    assert_eq!(paths(&crawl.new, folder.path()), ["a.txt", "b.txt"]);
}

#[test]
fn a_missing_source_and_a_bad_glob_are_errors_that_name_them() {
    let error = walk(&[source(Path::new("no/such/place"))], &[]).unwrap_err();
    assert!(error.to_string().starts_with("no/such/place: "), "{error}");
    let bad = Source { path: ".".into(), include: vec!["a{b".to_owned()], ..Source::default() };
    assert!(walk(&[bad], &[]).unwrap_err().to_string().starts_with("bad glob \"a{b\""));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_odd_names_are_named_and_never_followed() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (folder, outside) = (folder(&[("a.txt", "one")]), folder(&[("secret.txt", "no")]));
    std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("broken")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    fs::write(folder.path().join(OsStr::from_bytes(b"caf\xe9.txt")), "two").unwrap();
    let crawl = walk(&[source(folder.path())], &[]).unwrap();
    assert_eq!(paths(&crawl.new, folder.path()), ["a.txt", "caf\\xE9.txt"]);
    let skipped: Vec<_> = crawl.skipped.iter().map(|skip| skip.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(skipped, ["broken", "out", "socket"]);
}

#[test]
fn paths_are_shown_as_given() {
    for (given, way, expected) in [
        ("../seeds/", "2015/a.txt", "../seeds/2015/a.txt"),
        (".", "a.txt", "a.txt"),
        ("./minutes", "a.txt", "minutes/a.txt"),
        ("/srv", "a.txt", "/srv/a.txt"),
        ("a.txt", "", "a.txt"),
    ] {
        assert_eq!(folder::shown(Path::new(given), Path::new(way)), expected);
    }
}
