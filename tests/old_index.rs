//! An index of each format that was released: opened where it is today's, else refused with the command that rebuilds.

use crate::archive::Archive;
use minutebook::index::{Collection, FORMAT_VERSION, IndexError};
use std::path::Path;

const FOLDER: &str = "fixtures/old-index";

/// A scratch archive with a copy of that index.
fn with(index: &Path) -> Archive {
    let archive =
        Archive::of(&[("may.txt", "Harbour Board\n4 May 2021\n\n1.\tDredging\n\tAB asked about the dredging.\n")]);
    let copy = archive.root().join("index");
    std::fs::create_dir(&copy).unwrap();
    for entry in index.read_dir().unwrap().flatten() {
        std::fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    archive
}

#[test]
fn an_index_of_every_format_is_opened_or_refused_with_the_command_that_rebuilds() {
    let mut formats = Vec::new();
    for entry in Path::new(FOLDER).read_dir().unwrap().flatten().filter(|entry| entry.path().is_dir()) {
        let format: u32 = entry.file_name().to_str().unwrap().parse().unwrap();
        formats.push(format);
        let archive = with(&entry.path());
        let opened = Collection::open(&archive.root().join("index"));
        let (code, found, remarks) = archive.outcome(&["search", "dredging"]);
        if format == FORMAT_VERSION {
            assert!(opened.is_ok());
            assert!(code == 0 && found.contains("[dredging]"), "{found}{remarks}");
            assert_eq!(archive.outcome(&["doctor"]).0, 0);
        } else {
            let Err(IndexError::Format { found, .. }) = opened else { panic!("format {format} is opened") };
            assert_eq!(found, format.to_string());
            assert_eq!(code, 2);
            assert!(remarks.contains("hint: run `minutebook index --rebuild`"), "{remarks}");
            let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
            assert!(code == 2 && remarks.contains("--rebuild"), "{remarks}");
        }
        let (code, _, remarks) = archive.outcome(&["index", "minutes", "--rebuild"]);
        assert_eq!(code, 0, "{remarks}");
        let (_, found, _) = archive.outcome(&["search", "dredging"]);
        assert!(found.contains("may.txt"), "{found}");
    }
    assert!(!formats.is_empty() && formats.iter().all(|format| *format <= FORMAT_VERSION), "{formats:?}");
}
