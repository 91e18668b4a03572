//! What is missing or doubtful: one invented archive that shows every kind of gap, and none that is not there.

use crate::archive::Archive;
use minutebook::link::GapKind;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Minutes of the harbour board of a day.
fn minutes(day: &str, body: &str) -> String {
    format!(
        "Harbour Liaison Meeting\n{day} 10:00am, Quay Room\n\nPresent:-\n\
         Ada Birch, Chair, Harbour Trust (HT)\tAB\nColm Dray, Pilot, Pilots' Guild\tCD\n\
         Emil Fenn, Warden, Harbour Trust (HT)\tEF\n\n\tMatter Raised\tAction\tOwner\n{body}"
    )
}

/// Six meetings at one in four weeks, with a long pause before the last.
fn archive() -> Archive {
    let march = minutes(
        "Thursday 25 March 2021",
        "1.\tDredging\n\tCD noted that the east basin was sounded in the winter and that silt lies a foot deep.\t05/21: CD to draw the chart of the east basin\tCD\n\
         2.\tNight lights\n\tEF noted that the lights of the north pier had failed twice.\n",
    );
    let archive = Archive::of(&[]);
    let write = |path: &str, text: &str| archive.write(path, text);
    write(
        "2021/2021-01-28.txt",
        &minutes(
            "Thursday 28 January 2021",
            "1.\tDredging\n\tAB asked who is going to pay for the works in the east basin this winter.\t01/21: CD to report on the east basin\tCD\n\tEF noted that the tide was high on most days of the month.\t02/21: EF to paint the gate\tEF\n",
        ),
    );
    write(
        "2021/2021-02-25.txt",
        &minutes(
            "Thursday 25 February 2021",
            "1.\tMatters arising\n\t01/21 - Complete\n\t02/21 - Complete\n\t30/20 - Complete\n2.\tTide\n\tEF noted the tide.\n",
        ),
    );
    write("2021/2021-03-25.txt", &march);
    write("2021/draft/2021-03-25.txt", &march.replace("failed twice", "failed once"));
    write("copies/old.txt", &march);
    write(
        "2021/2021-04-22.txt",
        &minutes(
            "Thursday 22 April 2021",
            "1.\tMatters arising\n\tThe following actions were updated:\n2.\tNight lights\n\tEF noted that the lamps were changed.\n",
        ),
    );
    write(
        "2021/2021-05-27.txt",
        &minutes(
            "Thursday 27 May 2021",
            "1.\tTide\n\tEF noted the tide.\n2.\tDate of next meeting\n\tThursday 24 June 2021\n",
        ),
    );
    write(
        "2021/2021-11-25.txt",
        &minutes(
            "Thursday 25 November 2021",
            "1.\tMinutes of the last meeting\n\tThe minutes of the meeting held on 28 October 2021 were agreed.\n2.\tTide\n\tEF noted the tide.\n",
        ),
    );
    write("undated.txt", "Harbour Liaison Meeting\n\n1.\tTide\n\tEF noted that the tide was high.\n");
    let again = "<h1>Slipway Panel</h1><p>Tuesday 4 May 2021</p><p>Present: Ada Birch (AB), Colm Dray (CD)</p>\
                 <h2>Slipway</h2><p>AB asked for a price.</p><h2>Winch</h2><p>CD said that the winch is safe.</p>";
    write("panel/2021-05-04.html", again);
    write(
        "panel/2021-05-04.md",
        "# Slipway Panel\n\nTuesday 4 May 2021\n\nPresent: Ada Birch (AB), Colm Dray (CD)\n\n## Slipway\n\n\
         AB asked for a price.\n\n## Winch\n\nCD said that the winch is safe.\n",
    );
    for name in ["locked.pdf", "scan.pdf"] {
        std::fs::copy(format!("fixtures/formats/other/{name}"), archive.minutes().join(name)).unwrap();
    }
    archive
}

#[test]
fn every_kind_of_gap_is_found_and_named() {
    let archive = archive();
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--ocr", "off"]);
    assert_eq!(code, 2, "{remarks}");
    let (code, rows, remarks) = archive.outcome(&["gaps", "--format", "json"]);
    assert_eq!(code, 0, "{remarks}");
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for row in rows.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        found.entry(row["kind"].as_str().unwrap().to_owned()).or_default().push(row);
    }
    let kinds: BTreeSet<&str> =
        GapKind::ALL.iter().map(|kind| kind.name()).filter(|kind| *kind != "withheld").collect();
    assert_eq!(found.keys().map(String::as_str).collect::<BTreeSet<_>>(), kinds);
    let check = |kind: &str, key: &str, expected: &[&str]| {
        let text = |row: &Value| row[key].as_str().map_or_else(|| row[key].to_string(), str::to_owned);
        assert_eq!(found[kind].iter().map(text).collect::<Vec<_>>(), expected, "{kind}: {:?}", found[kind]);
    };
    check("announced_meeting_missing", "date", &["2021-06-24"]);
    check("minutes_referred_to_missing", "date", &["2021-10-28"]);
    check("series_break", "date", &["2021-05-27"]);
    check("update_without_action", "codes", &[r#"["30/20"]"#]);
    check("code_skipped", "codes", &[r#"["03/21","04/21"]"#]);
    check("never_mentioned_again", "codes", &[r#"["05/21"]"#]);
    check("empty_list", "path", &["minutes/2021/2021-04-22.txt"]);
    check("no_date", "path", &["minutes/scan.pdf", "minutes/undated.txt"]);
    check("duplicate", "path", &["minutes/copies/old.txt"]);
    check("draft_beside_final", "path", &["minutes/2021/draft/2021-03-25.txt"]);
    check("two_versions", "path", &["minutes/panel/2021-05-04.md"]);
    check("unreadable_file", "path", &["minutes/locked.pdf"]);
    let doubts: Vec<&str> = found["doubtful_text"].iter().filter_map(|row| row["path"].as_str()).collect();
    assert!(doubts.contains(&"minutes/scan.pdf"), "{doubts:?}");
}
