//! Whole meetings as JSON: what a change of a reader or of the parser does to them is a difference to read.

use minutebook::pipeline;
use std::path::Path;

/// Compares everything taken from a fixture with what was last agreed on; `INSTA_UPDATE=always` agrees on a new one.
fn check(name: &str) {
    let path = Path::new("fixtures/archive").join(name);
    let meetings = pipeline::extract(&path).unwrap();
    let stem = path.file_stem().unwrap().to_str().unwrap();
    insta::with_settings!({
        snapshot_path => "../fixtures/snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_json_snapshot!(stem, meetings);
    });
}

#[test]
fn a_table_with_an_action_column() {
    check("northmere-performance-scrutiny/2023/2023-09-28-performance-scrutiny-short.txt");
}

#[test]
fn numbered_minutes_with_resolutions() {
    check("merrowstoke-town-council/2023/2023-10-11-roads-and-open-spaces-autumn.md");
}

#[test]
fn a_transcript_on_a_web_page() {
    check("merrowstoke-town-council/2022/2022-10-12-town-meeting-transcript.html");
}
