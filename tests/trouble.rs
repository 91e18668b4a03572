//! A folder of trouble: each file is read, or named in the summary with a reason, and costs no other file anything.

#![cfg(unix)]

use crate::archive::Archive;
use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const GOOD: (&str, &str) = ("good.txt", "Harbour Board\n4 May 2021\nThe cormorant was counted.");

fn limits(archive: &Archive, limits: &str) {
    let config = format!("[reading]\nlimits = {{ {limits} }}\n");
    std::fs::write(archive.root().join("minutebook.toml"), config).unwrap();
}

/// Whether the summary has a line that begins so and has the reason.
fn tells(remarks: &str, beginning: &str, reason: &str) -> bool {
    remarks.lines().any(|line| line.starts_with(&format!("minutebook: {beginning}")) && line.contains(reason))
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Runs the program over `minutes` as somebody who is not root; none where that cannot be done.
fn as_nobody(archive: &Archive, arguments: &[&str]) -> Option<(String, String)> {
    let mut command = archive.command(arguments);
    if is_root() {
        for path in [archive.root(), &archive.minutes()] {
            std::os::unix::fs::chown(path, Some(65534), Some(65534)).ok()?;
        }
        std::os::unix::process::CommandExt::uid(&mut command, 65534);
        std::os::unix::process::CommandExt::gid(&mut command, 65534);
    }
    let output = command.output().ok()?;
    Some((String::from_utf8(output.stdout).ok()?, String::from_utf8(output.stderr).ok()?))
}

#[test]
fn what_is_no_file_and_what_is_no_document_is_named() {
    let archive = Archive::of(&[GOOD, ("empty.txt", ""), ("empty.pdf", "")]);
    let minutes = archive.minutes();
    let at = |name: &str| minutes.join(name);
    std::fs::write(at("noise.docx"), (0..5000_u32).map(|at| (at * at % 251) as u8).collect::<Vec<u8>>()).unwrap();
    std::fs::copy("fixtures/formats/docx/2021-02-25-performance-scrutiny.docx", at("mislabelled.pdf")).unwrap();
    File::create(at("sparse.txt")).unwrap().set_len(2 << 30).unwrap();
    File::create(at("sparse.pdf")).unwrap().set_len(2 << 30).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", at("out.txt")).unwrap();
    std::os::unix::fs::symlink("..", at("up")).unwrap();
    std::os::unix::fs::symlink("self", at("self")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.txt")).unwrap();
    let has_pipe = Command::new("mkfifo").arg(at("pipe.txt")).status().is_ok_and(|status| status.success());
    // Only root may make one, and not everywhere.
    let device = Command::new("mknod").arg(at("zero.txt")).args(["c", "1", "5"]).output();
    let has_device = device.is_ok_and(|output| output.status.success());
    limits(&archive, "file_mib = 64");

    let start = Instant::now();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert_eq!(code, 2, "{remarks}");
    for name in ["out.txt", "up", "self"] {
        assert!(tells(&remarks, &format!("skipped minutes/{name}"), "links are not followed"), "{remarks}");
    }
    let odd = [("socket.txt", true), ("pipe.txt", has_pipe), ("zero.txt", has_device)];
    for (name, _) in odd.into_iter().filter(|(_, is_there)| *is_there) {
        assert!(tells(&remarks, &format!("skipped minutes/{name}"), "not a regular file"), "{remarks}");
        let (_, _, remarks) = archive.outcome(&["extract", &format!("minutes/{name}")]);
        assert!(remarks.contains("not a regular file") || remarks.contains("No such device"), "{remarks}");
    }
    for name in ["sparse.txt", "sparse.pdf"] {
        assert!(tells(&remarks, &format!("failed minutes/{name}"), "larger than 64 MiB"), "{remarks}");
    }
    assert!(tells(&remarks, "skipped minutes/noise.docx", "not a document"), "{remarks}");
    assert!(remarks.contains("4 read"), "{remarks}");
    let (_, found, _) = archive.outcome(&["search", "cormorant"]);
    assert!(found.contains("good.txt"), "{found}");
    let (_, found, _) = archive.outcome(&["search", "path:mislabelled.pdf"]);
    assert!(!found.is_empty());
    let (_, _, again) = archive.outcome(&["index", "minutes"]);
    assert!(again.contains("4 unchanged"), "{again}");
}

#[test]
fn names_and_texts_with_control_characters_forge_no_line_and_no_colour() {
    let archive = Archive::of(&[GOOD]);
    let text = "Harbour Board\n24 June 2021\n\n1.\tLights \u{202e}thgil\n\tThe \u{1b}[31motter\u{9b}31m was \u{7}seen by Ada\u{2066} Birch.";
    for name in ["a\nfailed minutes\u{1b}[31m.txt", "b\u{202e}txt.exe.txt", "c\t\u{9b}2J.txt"] {
        archive.write(name, text);
    }
    std::fs::write(archive.minutes().join("d\u{1b}]0;evil\u{7}.bin"), [0xFF, 1, 2, 0xFE, 3, 0xFF, 4]).unwrap();
    std::fs::write(archive.minutes().join(OsStr::from_bytes(b"caf\xe9.txt")), text).unwrap();
    let is_harmless = |shown: &str| minutebook::present::visible(shown) == shown;
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 0, "{remarks}");
    assert!(is_harmless(&remarks) && remarks.lines().all(|line| line.starts_with("minutebook: ")), "{remarks:?}");
    assert!(remarks.contains("5 read, 1 skipped"), "{remarks}");
    for arguments in [
        &["search", "otter", "--facets", "topic,person"] as &[&str],
        &["topics"],
        &["people"],
        &["meetings"],
        &["gaps"],
        &["status"],
        &["search", "nosuch\u{1b}[31m:x"],
        &["show", "\u{1b}[31m"],
        &["\u{1b}[31m"],
    ] {
        let (_, shown, remarks) = archive.outcome(arguments);
        assert!(is_harmless(&shown) && is_harmless(&remarks), "{arguments:?}: {shown:?} {remarks:?}");
    }
    let (_, shown, _) = archive.outcome(&["search", "otter"]);
    assert!(shown.contains("<U+000A>") && shown.contains("caf\\xE9"), "{shown}");
    // What programs read is exact.
    let (_, rows, _) = archive.outcome(&["search", "otter", "--format", "json"]);
    let paths: Vec<String> = rows
        .lines()
        .filter_map(|row| serde_json::from_str::<serde_json::Value>(row).unwrap()["path"].as_str().map(str::to_owned))
        .collect();
    assert!(paths.contains(&"minutes/a\nfailed minutes\u{1b}[31m.txt".to_owned()), "{paths:?}");
    let (_, _, again) = archive.outcome(&["index", "minutes"]);
    assert!(again.contains("5 unchanged"), "{again}");
}

#[test]
fn a_source_whose_name_is_no_text_is_remembered() {
    let archive = Archive::of(&[]);
    let odd = archive.root().join(OsStr::from_bytes(b"prot\xf3col"));
    std::fs::create_dir(&odd).unwrap();
    std::fs::write(odd.join("a.txt"), GOOD.1).unwrap();
    let run = |arguments: &[&OsStr]| {
        let output = archive.command(&[]).args(arguments).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let remarks = run(&[OsStr::new("index"), OsStr::from_bytes(b"prot\xf3col")]);
    assert!(remarks.contains("1 read"), "{remarks}");
    assert!(run(&[OsStr::new("index")]).contains("1 unchanged"));
}

#[test]
fn without_permission_a_file_or_folder_is_named_and_read_once_it_is_given() {
    let archive =
        Archive::of(&[GOOD, ("closed.txt", "Harbour Board\n24 June 2021\nThe otter."), ("shut/a.txt", "The heron.")]);
    let open = |name: &str, mode: u32| {
        std::fs::set_permissions(archive.minutes().join(name), Permissions::from_mode(mode)).unwrap();
    };
    open("closed.txt", 0);
    open("shut", 0);
    let Some((_, remarks)) = as_nobody(&archive, &["index", "minutes"]) else { return };
    if is_root() && remarks.contains("cannot write to index folder") {
        return;
    }
    assert!(tells(&remarks, "skipped minutes/closed.txt", "ermission denied"), "{remarks}");
    assert!(tells(&remarks, "skipped minutes/shut", "ermission denied"), "{remarks}");
    assert!(remarks.contains("1 read"), "{remarks}");
    open("closed.txt", 0o644);
    open("shut", 0o755);
    let (_, remarks) = as_nobody(&archive, &["index", "minutes"]).unwrap();
    assert!(remarks.contains("2 read, 1 unchanged"), "{remarks}");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let index = archive.root().join("index");
    assert_eq!(mode(&index), 0o700);
    for entry in std::fs::read_dir(&index).unwrap().flatten() {
        assert_eq!(mode(&entry.path()) & 0o077, 0, "{entry:?}");
    }
}

#[test]
fn an_index_in_a_folder_of_others_is_still_the_users_own() {
    let archive = Archive::of(&[GOOD]);
    let index = archive.root().join("index");
    std::fs::create_dir(&index).unwrap();
    std::fs::set_permissions(&index, Permissions::from_mode(0o755)).unwrap();
    archive.outcome(&["index", "minutes"]);
    for entry in std::fs::read_dir(&index).unwrap().flatten() {
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{entry:?}");
    }
}

/// Files that come, go, change and turn into pipes while the program reads them.
#[test]
fn files_that_vanish_or_change_while_they_are_read_cost_nothing_else() {
    let files: Vec<(String, String)> = (0..60)
        .map(|number| {
            (format!("{number:02}.txt"), format!("Harbour Board\n4 May 2021\nThe cormorant{number} was counted."))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let archive = Archive::of(&files);
    let fickle: Vec<PathBuf> = (0..20).map(|number| archive.minutes().join(format!("fickle{number}.txt"))).collect();
    for round in 0..4 {
        let mut process = archive.command(&["index", "minutes"]).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let mut step = round;
        while process.try_wait().unwrap().is_none() {
            let path = &fickle[step % fickle.len()];
            let _ = match step % 3 {
                0 => std::fs::write(path, "Harbour Board\n".repeat(1 + step % 5000)),
                1 => std::fs::remove_file(path),
                _ => std::os::unix::fs::symlink("/dev/zero", path),
            };
            step += 1;
        }
        let remarks = String::from_utf8(process.wait_with_output().unwrap().stderr).unwrap();
        assert!(!remarks.contains("panicked"), "{remarks}");
    }
    fickle.iter().for_each(|path| drop(std::fs::remove_file(path)));
    std::fs::write(&fickle[0], "Harbour Board\n24 June 2021\nThe otter was seen.").unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 0, "{remarks}");
    let count = |arguments: &[&str]| archive.outcome(arguments).1.matches("\"type\":\"").count();
    assert_eq!(count(&["meetings", "--format", "json"]), 61);
    assert_eq!(count(&["search", "cormorant*", "--limit", "100", "--format", "json"]), 60 + 1);
    assert_eq!(count(&["search", "otter", "--format", "json"]), 1 + 1);
}
