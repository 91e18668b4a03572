//! Pages drawn by hand, and what a reader sees in them.

use super::read;
use crate::read::outline::{check_places, outline};
use crate::read::{Block, Document, Input, Options, ReadError};
use std::fmt::Write;

/// A PDF with one page for each list of drawing operators, in Helvetica.
fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}/MediaBox[0 0 595 842]>>", pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (index, drawing) in pages.iter().enumerate() {
        let contents = 5 + 2 * index;
        objects.push(format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {contents} 0 R>>"));
        objects.push(format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        writeln!(file, "{number} 0 obj{object}endobj").unwrap();
    }
    let start = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    offsets.iter().for_each(|offset| writeln!(file, "{offset:010} 00000 n ").unwrap());
    write!(file, "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1).unwrap();
    file.into_bytes()
}

/// Draws `text` at `x`, `y` points from the top left, 11 points high.
fn at(x: u32, y: u32, text: &str) -> String {
    sized(11, x, y, text)
}

fn sized(size: u32, x: u32, y: u32, text: &str) -> String {
    format!("BT /F {size} Tf {x} {} Td ({text}) Tj ET\n", 842 - y)
}

fn ruled(x0: u32, y0: u32, x1: u32, y1: u32) -> String {
    format!("{x0} {} m {x1} {} l S\n", 842 - y0, 842 - y1)
}

fn open(bytes: &[u8]) -> Result<Document, ReadError> {
    read(&Input { bytes, name: "minutes.pdf", options: &Options::default(), depth: 0 })
}

fn check(pages: &[String], expected: &[&str]) {
    let document = open(&pdf(pages)).unwrap();
    let lines: Vec<String> = outline(&document);
    let lines: Vec<&str> = lines.iter().filter_map(|line| line.split_once(' ').map(|(_, line)| line)).collect();
    assert_eq!(lines, expected);
}

#[test]
fn lines_are_joined_where_the_next_word_had_no_room() {
    let page = at(60, 100, "The harbour board met in the old customs house and agreed that the quay wall was non-")
        + &at(60, 114, "cooperative and would be looked at again before the storms.")
        + &at(60, 128, "Apologies came from Ada Quill.")
        + &at(60, 142, "The pilot boat is late.");
    check(
        &[page],
        &[
            "The harbour board met in the old customs house and agreed that the quay wall was non-cooperative and would be \
             looked at again before the storms.",
            "Apologies came from Ada Quill.",
            "The pilot boat is late.",
        ],
    );
}

#[test]
fn initials_at_a_tab_stop_make_rows() {
    let page = at(60, 100, "Ada Quill, Harbour Master of the Northern Basin and Keeper of the two lights and of the")
        + &at(60, 114, "Pilot Boat")
        + &at(480, 114, "AQ")
        + &at(60, 128, "Ben Oakum, Rope Maker")
        + &at(480, 128, "BO")
        + &at(60, 142, "Cora Fathom, Diver")
        + &at(480, 142, "CF");
    check(
        &[page],
        &[
            "|Ada Quill, Harbour Master of the Northern Basin and Keeper of the two lights and of the Pilot Boat|AQ|",
            "|Ben Oakum, Rope Maker|BO|",
            "|Cora Fathom, Diver|CF|",
        ],
    );
}

#[test]
fn each_person_of_a_list_in_columns_is_a_row() {
    let rows = [
        ("Present:", "Ruth Berg \\(RB\\)", "Chair"),
        ("", "Kofi Moss \\(KM\\)", "Vice Chair"),
        ("", "Paul Hale \\(PH\\)", "Independent Board"),
        ("", "", "Member"),
        ("", "Jane Pike \\(JP\\)", "Director of Finance"),
    ];
    let draw = |(row, (label, name, post)): (u32, &(&str, &str, &str))| {
        let words = [(60, label), (180, name), (330, post)];
        words
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(x, text)| at(*x, 100 + 16 * row, text))
            .collect::<String>()
    };
    let page: String = (0..).zip(&rows).map(draw).collect();
    check(
        &[page],
        &[
            "|Present:|Ruth Berg (RB)|Chair|",
            "||Kofi Moss (KM)|Vice Chair|",
            "||Paul Hale (PH)|Independent Board Member|",
            "||Jane Pike (JP)|Director of Finance|",
        ],
    );
}

#[test]
fn an_action_column_stands_beside_its_paragraph() {
    let page = at(60, 100, "Ben said that the buoy chain had worn thin and that")
        + &at(60, 114, "a new one would be needed before the spring tides.")
        + &at(400, 105, "7/31 Ben to price a new chain")
        + &at(400, 119, "for the buoy")
        + &at(400, 133, "BO")
        + &at(60, 142, "Cora thanked the crew of the pilot boat.");
    check(
        &[page],
        &[
            "|Ben said that the buoy chain had worn thin and that a new one would be needed before the spring tides.|\
             7/31 Ben to price a new chain for the buoy¶BO|",
            "Cora thanked the crew of the pilot boat.",
        ],
    );
}

/// A table of three columns between `top` and `bottom` with a line at each of `ys`.
fn table(top: u32, bottom: u32, ys: &[u32]) -> String {
    let across: String = ys.iter().map(|y| ruled(60, *y, 500, *y)).collect();
    let down: String = [60, 120, 400, 500].iter().map(|x| ruled(*x, top, *x, bottom)).collect();
    across + &down
}

#[test]
fn a_row_over_a_page_break_is_one_row_and_its_head_is_not_said_twice() {
    let head = |y| at(64, y, "Item") + &at(124, y, "Matter raised") + &at(404, y, "Owner");
    let first = table(90, 160, &[90, 110, 160])
        + &head(104)
        + &at(64, 124, "1.")
        + &at(124, 124, "The board asked for the quay to be swept and the")
        + &at(404, 124, "AQ");
    let second = table(90, 150, &[90, 110, 130, 150])
        + &head(104)
        + &at(124, 124, "steps to be scrubbed.")
        + &at(64, 144, "2.")
        + &at(124, 144, "No other business.");
    check(
        &[first, second],
        &[
            "|Item|Matter raised|Owner|",
            "|1.|The board asked for the quay to be swept and the steps to be scrubbed.|AQ|",
            "~ Item",
            "~ Matter raised",
            "~ Owner",
            "|2.|No other business.||",
        ],
    );
}

#[test]
fn lists_keep_their_depth_and_headings_their_rank() {
    let page = sized(20, 60, 80, "Harbour Board")
        + &sized(14, 60, 110, "1. Repairs")
        + &at(60, 140, "\\225")
        + &at(78, 140, "quay wall")
        + &at(78, 154, "-")
        + &at(96, 154, "north end")
        + &at(60, 168, "\\225")
        + &at(78, 168, "lights")
        + &at(60, 200, "The board agreed to all of it without a vote and went home before the tide had turned.");
    check(
        &[page],
        &[
            "# Harbour Board",
            "## 1. Repairs",
            "- quay wall",
            ". - north end",
            "- lights",
            "The board agreed to all of it without a vote and went home before the tide had turned.",
        ],
    );
}

#[test]
fn running_heads_leave_the_flow() {
    let page = |number: u32| {
        at(60, 40, "Harbour Board papers")
            + &at(60, 300, &format!("Report {number} was read."))
            + &at(280, 810, &format!("Page {number} of 2"))
    };
    check(
        &[page(1), page(2)],
        &[
            "~ Harbour Board papers",
            "Report 1 was read.",
            "~ Page 1 of 2",
            "~ Harbour Board papers",
            "Report 2 was read.",
            "~ Page 2 of 2",
        ],
    );
}

#[test]
fn every_word_knows_its_line_of_the_extracted_text() {
    let document = open(&pdf(&[at(60, 100, "Quay wall") + &at(60, 140, "Buoy"), at(60, 100, "Lights")])).unwrap();
    check_places(&document, "Quay wall\nBuoy\nLights\n");
    let places: Vec<_> = document.blocks.iter().flat_map(Block::texts).map(|text| text.whole().page).collect();
    assert_eq!(places, [Some(1), Some(1), Some(2)]);
}

#[test]
fn a_page_without_text_is_named() {
    let document = open(&pdf(&[at(60, 100, "Quay wall"), String::new()])).unwrap();
    let messages: Vec<&str> = document.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages, ["page 2 has no text"]);
}

#[test]
fn what_is_no_pdf_is_damaged() {
    assert!(matches!(open(b"%PDF-1.4 nothing more"), Err(ReadError::Damaged { .. })));
}
