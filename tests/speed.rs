//! Reading and parsing take time in proportion to the length of a text, whether it has lines or not.

use minutebook::parse;
use minutebook::read::{self, Options};
use std::time::{Duration, Instant};

const LAYOUT: &str = "fixtures/archive/northmere-performance-scrutiny/2021/2021-06-24-performance-scrutiny.txt";

/// The best of three: the machine may be busy with something else.
fn time(text: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        for part in read::read(text.as_bytes(), "a.txt", &Options::default()).unwrap() {
            parse::parse(&part.document, "a.txt");
        }
        start.elapsed()
    };
    (0..3).map(|_| run()).min().unwrap()
}

fn check(text: &str) {
    let (once, eightfold) = (time(&text.repeat(5)), time(&text.repeat(40)));
    assert!(eightfold < once * 24, "eight times the text took {once:?} and {eightfold:?}");
}

#[test]
fn a_long_document_takes_time_in_proportion() {
    check(&std::fs::read_to_string(LAYOUT).unwrap());
}

#[test]
fn a_long_line_takes_time_in_proportion() {
    check(&std::fs::read_to_string(LAYOUT).unwrap().replace(['\n', '\r'], " "));
}
