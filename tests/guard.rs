//! Documents that break a limit, need a password or are pictures: each costs itself only, and is named with its reason.

use crate::archive::Archive;
use minutebook::extract::{Extractor, File, Limits, Refusal};
use minutebook::read::{Options, recognition};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const LOCKED: &str = "fixtures/formats/other/locked.pdf";
const SCAN: &str = "fixtures/formats/other/scan.pdf";

/// Reads in processes of the program under test.
pub(crate) fn extractor(limits: Limits) -> Extractor {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_minutebook"));
    Extractor::apart(Options::default(), limits, program, &["read-worker"])
}

fn file<'a>(name: &'a str, bytes: &'a [u8]) -> File<'a> {
    File { name, sha256: "0", bytes }
}

fn copy(archive: &Archive, fixture: &str) {
    let name = Path::new(fixture).file_name().unwrap();
    std::fs::copy(fixture, archive.minutes().join(name)).unwrap();
}

fn zipped(name: &str, text: &[u8], password: &str) -> Vec<u8> {
    let options = zip::write::SimpleFileOptions::default().with_aes_encryption(zip::AesMode::Aes256, password);
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(name, options).unwrap();
    writer.write_all(text).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn processes_read_what_this_one_reads() {
    let apart = extractor(Limits::default());
    let here = Extractor::here(Options::default());
    for fixture in ["fixtures/archive/northmere-performance-scrutiny/2021/2021-02-25-performance-scrutiny.txt", LOCKED]
    {
        let bytes = std::fs::read(fixture).unwrap();
        assert_eq!(apart.extract(file(fixture, &bytes)), here.extract(file(fixture, &bytes)));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_document_beyond_a_limit_is_named_and_the_next_one_is_read() {
    let endless = format!("Harbour Board\n{}", "The heron was counted, AB said. ".repeat(400_000));
    for (limits, reason) in [
        (Limits { seconds: 1, ..Limits::default() }, "reading it took more than 1 seconds of processor time"),
        (Limits { memory_mib: 150, ..Limits::default() }, "reading it took more than 150 MiB of memory"),
    ] {
        let extractor = extractor(limits);
        let small = extractor.extract(file("a.txt", b"Harbour Board\n4 May 2021"));
        assert!(small.is_ok(), "{small:?}");
        let large = extractor.extract(file("b.txt", endless.as_bytes()));
        assert_eq!(large, Err(Refusal::Failed(reason.to_owned())));
        assert_eq!(extractor.extract(file("a.txt", b"Harbour Board\n4 May 2021")), small);
    }
}

#[test]
fn a_program_that_cannot_read_is_said_to_end() {
    let extractor = Extractor::apart(
        Options::default(),
        Limits::default(),
        env!("CARGO_BIN_EXE_minutebook").into(),
        &["--version"],
    );
    let Err(Refusal::Disturbed(reason)) = extractor.extract(file("a.txt", b"Harbour Board")) else { panic!() };
    assert!(reason.starts_with("the process reading it ended with"), "{reason}");
}

#[test]
fn files_beyond_the_size_limit_are_named() {
    let archive = Archive::of(&[("a.txt", "Harbour Board\n4 May 2021\nThe heron was counted.")]);
    archive.write("b.txt", &"The otter was seen.\n".repeat(60_000));
    let config = "[reading]\nlimits = { file_mib = 1 }\n";
    std::fs::write(archive.root().join("minutebook.toml"), config).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 2, "{remarks}");
    assert!(remarks.contains("failed minutes/b.txt: larger than 1 MiB"), "{remarks}");
    assert!(remarks.contains("1 read"), "{remarks}");
    let (_, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(remarks.contains("1 unchanged, 1 failed"), "{remarks}");
    // Under another limit it is tried again.
    std::fs::write(archive.root().join("minutebook.toml"), config.replace('1', "2")).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(code == 0 && remarks.contains("1 read, 1 unchanged"), "{remarks}");
}

#[test]
fn passwords_are_tried_and_a_file_without_one_is_read_again_when_there_are_some() {
    let archive = Archive::of(&[]);
    copy(&archive, LOCKED);
    let bytes = zipped("june.txt", b"Harbour Board\n24 June 2021\nThe otter was seen.", "otter");
    std::fs::write(archive.minutes().join("pack.zip"), bytes).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 2);
    assert!(remarks.contains("failed minutes/locked.pdf: pdf file needs a password"), "{remarks}");
    assert!(remarks.contains("failed minutes/pack.zip: zip file needs a password"), "{remarks}");
    assert!(remarks.contains("--password-file FILE"), "{remarks}");
    std::fs::write(archive.root().join("secret"), "wrong\nheron\notter\n").unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--password-file", "secret"]);
    assert_eq!(code, 0, "{remarks}");
    let (_, found, _) = archive.outcome(&["search", "otter"]);
    assert!(found.contains("[otter]"), "{found}");
    let (_, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert!(remarks.contains("2 unchanged"), "{remarks}");
}

#[test]
fn a_page_that_is_a_picture_is_named_and_recognised_where_tesseract_is() {
    let archive = Archive::of(&[]);
    copy(&archive, SCAN);
    let (_, _, remarks) = archive.outcome(&["index", "minutes", "--ocr", "off"]);
    assert!(remarks.contains("pages that are pictures without text: 1; index with --ocr auto"), "{remarks}");
    let (_, status, _) = archive.outcome(&["status", "--format", "json"]);
    assert!(status.contains("\"pictures\":1"), "{status}");
    if recognition(&Options::default()) == "off" {
        return;
    }
    let run = |archive: &Archive, arguments: &[&str]| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
        let output =
            command.args(arguments).current_dir(archive.root()).env_clear().env("PATH", path).output().unwrap();
        String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
    };
    // Another answer to the option reads the file again.
    assert!(run(&archive, &["index", "minutes"]).contains("1 read"));
    assert!(run(&archive, &["search", "Constabulary"]).contains("[Constabulary]"));
    assert!(run(&archive, &["index", "minutes"]).contains("1 unchanged"));
    // What was recognised is kept and used.
    let kept = std::fs::read_dir(archive.root().join("index/ocr")).unwrap().next().unwrap().unwrap().path();
    let table = std::fs::read_to_string(&kept).unwrap();
    std::fs::write(&kept, table.replace("Constabulary", "Heronry")).unwrap();
    run(&archive, &["index", "minutes", "--rebuild"]);
    assert!(run(&archive, &["search", "Heronry"]).contains("[Heronry]"));
}

#[test]
#[cfg(unix)]
fn the_source_of_a_passage_opens_at_its_page() {
    use std::os::unix::fs::PermissionsExt;
    let archive = Archive::of(&[]);
    copy(&archive, "fixtures/formats/pdf/2023-02-23-performance-scrutiny.pdf");
    archive.outcome(&["index", "minutes"]);
    let (_, found, _) = archive.outcome(&["search", "potholes", "--format", "json"]);
    let hit: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    let viewer = archive.root().join("viewer");
    std::fs::write(&viewer, "#!/bin/sh\necho \"$@\" > opened.new && mv opened.new opened\n").unwrap();
    std::fs::set_permissions(&viewer, std::fs::Permissions::from_mode(0o755)).unwrap();
    let show = |viewer: &str, id: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
        command.args(["show", "--open", id]).current_dir(archive.root()).env_clear().env("PATH", "/usr/bin:/bin");
        command.env("MINUTEBOOK_VIEWER", viewer).output().unwrap()
    };
    let output = show("./viewer --at {page} {path}", hit["id"].as_str().unwrap());
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    let opened = archive.root().join("opened");
    for _ in 0..200 {
        if opened.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let told = std::fs::read_to_string(opened).unwrap();
    assert!(told.starts_with("--at 2 /") && told.ends_with("performance-scrutiny.pdf\n"), "{told}");
    let output = show("true {path}", hit["id"].as_str().unwrap());
    assert!(String::from_utf8_lossy(&output.stderr).contains("turn to page 2"), "{output:?}");
    std::fs::remove_dir_all(archive.minutes()).unwrap();
    let output = show("true {path}", hit["id"].as_str().unwrap());
    assert!(String::from_utf8_lossy(&output.stderr).contains("is no longer there"), "{output:?}");
}
