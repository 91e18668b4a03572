//! A scratch archive: files written for one test, an index of them, and the program run in a clean environment.

use minutebook::crawl::Source;
use minutebook::extract::Extractor;
use minutebook::index::Collection;
use minutebook::link::Corrections;
use minutebook::pipeline::{self, Report};
use minutebook::progress::{Progress, Step};
use minutebook::query::{self, Answer, Request};
use minutebook::read::Options;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder with an archive in `minutes` and an index in `index`.
pub(crate) struct Archive {
    folder: TempDir,
}

/// Two invented meetings of one body and a file that is no document.
pub(crate) const SAMPLE: &[(&str, &str)] = &[
    (
        "2021/february.txt",
        "Harbour Liaison Meeting\nThursday 25 February 2021 10:00am, Quay Room\n\nPresent:-\n\
         Ada Birch, Chair, Harbour Trust (HT)\tAB\nColm Dray, Pilot, Pilots' Guild\tCD\n\n\
         1.\tDredging\n\tAB asked whether the dredging budget of £3.6m covers the east basin. CD advised that it does not.\n\
         \t14/21: CD to report on the east basin.\n2.\tNight lights\n\tCD noted that the night lights had failed twice.\n",
    ),
    (
        "2021/june.txt",
        "Harbour Liaison Meeting\nThursday 24 June 2021 10:00am, Quay Room\n\nPresent:-\n\
         Ada Birch, Chair, Harbour Trust (HT)\tAB\nEmil Fenn, Warden, Harbour Trust (HT)\tEF\n\n\
         1.\tMatters arising\n\t14/21 - Complete\n2.\tDredging\n\tEF asked for the dredging timetable.\n",
    ),
];

struct Silent;

impl Progress for Silent {
    fn begin(&self, _: Step, _: usize) {}
    fn advance(&self, _: &str) {}
}

impl Archive {
    /// An archive of `files`, not yet indexed.
    pub(crate) fn of(files: &[(&str, &str)]) -> Archive {
        let archive = Archive { folder: TempDir::new().unwrap() };
        std::fs::create_dir(archive.minutes()).unwrap();
        for (path, text) in files {
            archive.write(path, text);
        }
        archive
    }

    /// The folder of the sources.
    pub(crate) fn minutes(&self) -> PathBuf {
        self.folder.path().join("minutes")
    }

    /// The scratch folder itself.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the archive.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.minutes().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Brings the index up to date.
    pub(crate) fn update(&self) -> (Collection, Report) {
        self.update_from(&self.minutes())
    }

    /// Brings the index up to date with another source.
    pub(crate) fn update_from(&self, source: &Path) -> (Collection, Report) {
        self.corrected(source, &Corrections::default())
    }

    /// Brings the index up to date with corrections.
    pub(crate) fn corrected(&self, source: &Path, corrections: &Corrections) -> (Collection, Report) {
        let index = self.folder.path().join("index");
        let sources = [Source { path: source.to_owned(), ..Source::default() }];
        let here = Extractor::here(Options::default());
        let collection = Collection::open_or_create(&index).unwrap();
        let report = pipeline::update(&collection, (&sources, corrections), &here, &Silent).unwrap();
        (Collection::open(&index).unwrap(), report)
    }

    /// An index of the same files made from nothing, beside the other.
    pub(crate) fn rebuilt(&self) -> Collection {
        let collection = Collection::open_or_create(&self.folder.path().join("rebuilt")).unwrap();
        let sources = [Source { path: self.minutes(), ..Source::default() }];
        let here = Extractor::here(Options::default());
        pipeline::update(&collection, (&sources, &Corrections::default()), &here, &Silent).unwrap();
        collection
    }

    /// Runs the program in the scratch folder, with an empty environment.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The program, set to run in the scratch folder with an empty environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().env("COLUMNS", "100");
        command
    }

    /// Runs the program and gives exit code, results and remarks.
    pub(crate) fn outcome(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = self.run(arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// The answer to `query`.
pub(crate) fn ask(collection: &Collection, query: &str) -> Answer {
    query::search(collection, &Request { limit: 1000, ..Request::new(query) }).unwrap()
}
