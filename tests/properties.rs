//! What holds for any input: reading and parsing never panic, and no word is lost or doubled.

use minutebook::meeting::Meeting;
use minutebook::parse;
use minutebook::read::{self, Body, Document, Options, ReadError};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Reads and parses; a reader that panics is a failure here, although the program would go on.
fn meetings(bytes: &[u8], name: &str) -> Vec<(Document, Vec<Meeting>)> {
    match read::read(bytes, name, &Options::default()) {
        Ok(parts) => parts
            .into_iter()
            .map(|part| {
                let meetings = parse::parse(&part.document, name);
                (part.document, meetings)
            })
            .collect(),
        Err(ReadError::Crashed { .. }) => panic!("the reader of {name} panicked"),
        Err(_) => Vec::new(),
    }
}

/// Words that stand in the blocks more often than in the passages, or the other way round.
fn unequal(document: &Document, meetings: &[Meeting]) -> Vec<String> {
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    for block in &document.blocks {
        let marker = match &block.body {
            Body::ListItem { marker, .. } => marker.as_deref(),
            _ => None,
        };
        let entries = block.texts().into_iter().flat_map(|text| {
            [text.list.as_ref().and_then(|entry| entry.marker.as_deref()).unwrap_or_default(), &text.string]
        });
        for word in marker.into_iter().chain(entries).flat_map(words) {
            *counts.entry(word).or_default() += 1;
        }
    }
    for passage in meetings.iter().flat_map(|meeting| &meeting.passages) {
        for word in words(&passage.text) {
            *counts.entry(word).or_default() -= 1;
        }
    }
    let unequal = counts.into_iter().filter(|(_, count)| *count != 0);
    unequal.map(|(word, count)| format!("{word} ({count:+})")).collect()
}

/// Letters and digits that stand together; `o` alone is a bullet of word processors.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "o")
}

#[test]
fn every_word_of_the_blocks_is_in_exactly_one_passage() {
    let mut wrong = Vec::new();
    for folder in ["fixtures/archive", "fixtures/broken", "../shared/seeds", "../shared/devgold/docs"] {
        let files = ignore::Walk::new(Path::new(folder)).flatten().filter(|entry| entry.path().is_file());
        for path in files.map(ignore::DirEntry::into_path) {
            let name = path.display().to_string();
            for (document, meetings) in meetings(&std::fs::read(&path).unwrap(), &name) {
                let words = unequal(&document, &meetings);
                wrong.extend((!words.is_empty()).then(|| format!("{name}: {}", words.join(", "))));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Scraps that mean something to the parser, and text that means nothing.
fn scrap() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Present:",
        "Apologies",
        "AB",
        "Ada Birch (AB)",
        "Cllr C Dray",
        "ACTION",
        "Action AB:",
        "66/15",
        "13-16/15",
        "- Complete",
        "carried forward",
        "1.",
        "2.1",
        "6. Road safety",
        "AB noted that",
        "AB asked whether",
        "AB: yes",
        "by 2.10.15",
        "29 th April 2021",
        "10:00am",
        "RESOLVED",
        "Date of next meeting",
        "<p>",
        "</p>",
        "---",
        "**",
        "# Notes",
        "| a | b |",
        "|---|---|",
        "£3.6m",
        "ТВ",
        "\u{feff}",
        "\u{202e}",
        "e\u{301}",
        "\n",
        "\n\n",
        "\t",
    ]);
    prop_oneof![3 => known.prop_map(str::to_owned), 1 => "\\PC{0,12}", 1 => "[a-z ]{0,40}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((scrap(), prop::sample::select(vec![" ", "\n", "\t", "", ". "])), 0..60)
        .prop_map(|parts| parts.into_iter().map(|(scrap, joint)| scrap + joint).collect())
}

/// A table of any shape, as spreadsheets export it.
fn table() -> impl Strategy<Value = String> {
    let cell = prop::collection::vec(scrap(), 0..5).prop_map(|scraps| scraps.join(" ").replace(['\t', '\n'], " "));
    let row = prop::collection::vec(cell, 1..6).prop_map(|cells| cells.join("\t"));
    prop::collection::vec(row, 0..20).prop_map(|rows| rows.join("\n"))
}

fn holds(source: &str, name: &str) -> Result<(), TestCaseError> {
    for (document, meetings) in meetings(source.as_bytes(), name) {
        let words = unequal(&document, &meetings);
        prop_assert!(words.is_empty(), "{words:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn no_word_of_any_text_is_lost(source in text(), name in prop::sample::select(vec!["a.txt", "a.html", "a.md"])) {
        holds(&source, name)?;
    }

    #[test]
    fn no_word_of_any_table_is_lost(source in table()) {
        holds(&source, "a.txt")?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        head in prop::sample::select(vec!["", "%PDF-1.7\n", "PK\u{3}\u{4}", "{\\rtf1 ", "<html>", "From: a@b\n\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        meetings(&[head.as_bytes(), &bytes].concat(), "a");
    }
}

/// A day as minutes write it.
fn written(day: jiff::civil::Date, form: usize) -> String {
    let (number, month, year) = (day.day(), day.strftime("%B").to_string(), day.year());
    let weekday = format!("{:?}", day.weekday());
    let ending = match number {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    match form {
        0 => format!("{number} {month} {year}"),
        1 => format!("{weekday} {number} {month} {year}"),
        2 => format!("{weekday}, {number}{ending} {month}, {year}"),
        3 => format!("{month} {number}, {year}"),
        4 => format!("{number:02}/{:02}/{year}", day.month()),
        5 => format!("{number}.{}.{year}", day.month()),
        6 => format!("{number} {} {year}", month.to_uppercase()),
        _ => day.to_string(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_day_is_read_in_every_usual_writing(days in 0..10_000_i32, form in 0..8_usize) {
        let day = jiff::civil::date(2001, 1, 1).saturating_add(jiff::Span::new().days(days));
        for minutes in ["\n1.\tDredging\n\tAB asked about it.\n", "The quay was discussed.\n"] {
            let text = format!("Harbour Board\n{}\n{minutes}", written(day, form));
            for (_, meetings) in meetings(text.as_bytes(), "a.txt") {
                prop_assert_eq!(meetings[0].date, Some(day), "{}", text);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn every_code_is_found_as_it_is_typed(
        codes in prop::collection::vec(
            prop_oneof![
                "[1-9][0-9]{0,2}/[0-9]{2}",
                "[A-Z]{1,3}[0-9]{2,4}",
                "£[1-9],[0-9]{3}",
                "[A-Z]{2}-[0-9]{3}",
                "[0-9]{1,2}:[0-5][0-9]",
                "[A-Z]{2}/[0-9]{2}/[0-9]{3}",
            ],
            1..40,
        )
    ) {
        let told: String = codes.iter().map(|code| format!("\tCD noted that {code} was counted.\n")).collect();
        let text = format!("Harbour Board\n4 May 2021\n\n1.\tDredging\n{told}");
        let archive = crate::archive::Archive::of(&[("a.txt", &text)]);
        let (collection, _) = archive.update();
        for code in &codes {
            let answer = crate::archive::ask(&collection, code);
            let is_found = answer.hits.iter().any(|hit| hit.text.contains(code.as_str()));
            prop_assert!(is_found && answer.summary.warnings.is_empty(), "{}: {:?}", code, answer.summary);
        }
    }
}
