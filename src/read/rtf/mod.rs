//! Rich text (RTF), by Microsoft's specification 1.9.

mod charset;
mod reader;
mod token;

use super::document::Document;
use super::{Input, ReadError};
use reader::Reader;
use token::{Token, Tokens};

/// Reads a rich text file.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let mut reader = Reader::new();
    let mut tokens = Tokens::of(input.bytes);
    while let Some(token) = tokens.next() {
        match token {
            Token::Word("bin", Some(length)) => tokens.pass(usize::try_from(length).unwrap_or(0)),
            token => reader.token(token),
        }
    }
    Ok(reader.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Options;
    use crate::read::outline::outline;

    fn check(body: &str, expected: &[&str]) {
        let head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}{\stylesheet{\s1\b heading 1;}}{\info{\title Plan}}";
        let bytes = format!("{head}{body}}}");
        let options = Options::default();
        let document = read(&Input { bytes: bytes.as_bytes(), name: "a.rtf", options: &options, depth: 0 }).unwrap();
        assert_eq!(outline(&document), expected, "{body}");
        assert_eq!(document.properties, [("title".to_owned(), "Plan".to_owned())]);
    }

    #[test]
    fn paragraphs_headings_and_lists_are_blocks() {
        check(
            r"\pard\s1 Roof\par\pard {\listtext 2.\tab}\ilvl1 Mend \'a35 of slate\u8217?s\par\pard{\pntext\'b7\tab}Wait\par",
            &["1 # Roof", "2 . 2. Mend £5 of slate’s", "3 - Wait"],
        );
    }

    #[test]
    fn rows_have_cells_and_merged_ones_are_one() {
        check(
            r"\trowd\cellx100\cellx200\cellx300\pard\intbl 1.\cell Roof\par leaks\cell AF\cell\row\trowd\cellx200\cellx300 Wall\cell\cell\row\pard After\par",
            &["1 |1.|Roof¶leaks|AF|", "5 |Wall||", "6 After"],
        );
    }

    #[test]
    fn what_is_hidden_deleted_or_a_field_code_is_not_there() {
        check(
            r"\pard A{\v hidden}{\deleted gone} b{\field{\*\fldinst PAGE}{\fldrslt 7}}{\*\unknown x}{\f1\'e4}\par",
            &["1 A b7д"],
        );
    }

    #[test]
    fn headers_stand_apart_and_notes_at_the_end() {
        check(
            r"{\header Hall}\pard One{\footnote Note}\par{\shp{\shptxt Box\par}}Two\par",
            &["1 ~ Hall", "2 One", "3 Two", "4 Box", "5 Note"],
        );
    }

    #[test]
    fn braces_without_end_are_read_in_time() {
        let options = Options::default();
        let bytes = [b"{\\rtf1 ".as_slice(), &b"{\\shptxt x".repeat(100_000)].concat();
        read(&Input { bytes: &bytes, name: "a.rtf", options: &options, depth: 0 }).unwrap();
    }
}
