//! Tables kept as comma-separated values.

use super::composer::Composer;
use super::document::Document;
use super::lines::Lines;
use super::table::Span;
use super::{Input, ReadError, encoding};
use std::ops::Range;

/// Lines looked at to tell what stands between values.
const SAMPLE_LINES: usize = 50;

/// Reads a table of values.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let decoded = encoding::decode(input.bytes, None, input.region());
    let mut document = compose(&decoded.text);
    document.diagnostics.extend(decoded.remark);
    Ok(document)
}

fn compose(source: &str) -> Document {
    let lines = Lines::of(source);
    let mut composer = Composer::default();
    composer.begin_table();
    for (index, record) in records(source, separator(source)).into_iter().enumerate() {
        let has_figures = record.iter().any(|field| source[field.clone()].contains(|c: char| c.is_ascii_digit()));
        composer.begin_row();
        for field in record {
            composer.begin_cell(Span { is_head: index == 0 && !has_figures, ..Span::default() });
            value(&mut composer, &lines, (source, field));
        }
        composer.end_row();
    }
    composer.end_table();
    composer.finish()
}

/// Adds a value without its quotes; of two in a quoted value one is text, and each of its lines is a paragraph.
fn value(composer: &mut Composer, lines: &Lines, (source, field): (&str, Range<usize>)) {
    let raw = source[field.clone()].trim_end();
    let (mut at, inner) = match raw.strip_prefix('"') {
        Some(quoted) => (field.start + 1, quoted.strip_suffix('"').unwrap_or(quoted)),
        None => (field.start, raw),
    };
    for (index, piece) in inner.split("\"\"").enumerate() {
        if index > 0 {
            composer.words("\"", lines.place(at));
            at += 2;
        }
        for line in piece.split_inclusive('\n') {
            composer.words(line, lines.place(at));
            at += line.len();
            if line.ends_with('\n') {
                composer.end_block();
            }
        }
    }
    composer.end_block();
}

/// The values of each record, quotes included.
fn records(source: &str, separator: u8) -> Vec<Vec<Range<usize>>> {
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let (mut start, mut is_quoted) = (0, false);
    for (at, byte) in source.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => {
                record.push(start..at);
                records.push(std::mem::take(&mut record));
                start = at + 1;
            }
            _ if byte == separator && !is_quoted => {
                record.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < source.len() || !record.is_empty() {
        record.push(start..source.len());
        records.push(record);
    }
    records
}

/// What most often stands between values: comma, semicolon, tab or bar.
fn separator(source: &str) -> u8 {
    let head = source.lines().take(SAMPLE_LINES).map(str::len).sum::<usize>() + SAMPLE_LINES;
    let head = &source.as_bytes()[..head.min(source.len())];
    let count = |sign: u8| head.iter().filter(|&&byte| byte == sign).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|&sign| count(sign)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::outline::outline;

    fn check(source: &str, expected: &[&str]) {
        assert_eq!(outline(&compose(source)), expected, "{source}");
    }

    #[test]
    fn records_are_rows_and_values_cells() {
        check(
            "Code,Action,Owner\n1/15,\"Mend roof, walls\",AF\n2/15,\"Two\nlines\",\n",
            &["1 |Code|Action|Owner|", "2 |1/15|Mend roof, walls|AF|", "3 |2/15|Two¶lines||"],
        );
    }

    #[test]
    fn a_doubled_quote_is_one() {
        check("a,\"the \"\"old\"\" hall\"\n", &["1 |a|the \"old\" hall|"]);
    }

    #[test]
    fn semicolons_separate_as_well() {
        check("Code;Owner\n1/15;AF, BG\n", &["1 |Code|Owner|", "2 |1/15|AF, BG|"]);
    }
}
