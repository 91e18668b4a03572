//! Plain text in its dialects: tables with tabs or in columns of blanks, `<p>` cells, wrapped lines in reading order.

mod flow;
mod row;
mod stretch;

use super::document::{Block, Body, Document};
use super::wrap::Wrap;
use super::{Input, ReadError, encoding};
use row::Rows;
use stretch::{Kind, Line};

/// Reads a text file.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let decoded = encoding::decode(input.bytes, None, input.region());
    let mut document = compose(&decoded.text);
    document.diagnostics.extend(decoded.remark);
    Ok(document)
}

/// The blocks of a plain text.
pub(super) fn compose(text: &str) -> Document {
    let lines = stretch::lines(text);
    let is_plain = |line: &Line| line.kind == Kind::Plain;
    let followed = lines.windows(2).filter(|pair| pair.iter().all(is_plain)).map(|pair| (pair[0].text, pair[1].text));
    let wrap = Wrap::of(followed);
    let mut document = Document { pages: lines.last().and_then(|line| line.place.page), ..Document::default() };
    let mut rows = Rows::default();
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        match line.kind {
            Kind::Blank => rows.see_gap(),
            Kind::Row => document.blocks.push(rows.row(line)),
            Kind::Plain => {
                let page = line.place.page;
                let length = rest.iter().take_while(|line| is_plain(line) && line.place.page == page).count();
                document.blocks.extend(flow::blocks(&rest[..length], wrap));
                rows.end_table();
                rest = &rest[length..];
                continue;
            }
            Kind::Columns => {
                let length = rest.iter().take_while(|line| line.kind == Kind::Columns).count();
                document.blocks.extend(rows.columns(&rest[..length]));
                rest = &rest[length..];
                continue;
            }
            Kind::Tagged => {
                let paragraphs = stretch::paragraphs(line.text, line.place);
                let page = line.place.page;
                document.blocks.extend(paragraphs.into_iter().map(|text| Block { body: Body::Paragraph(text), page }));
                rows.end_table();
            }
        }
        rest = after;
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::outline::outline;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(outline(&compose(text)), expected, "{text}");
    }

    #[test]
    fn cells_below_one_another_are_rows_of_a_table() {
        check(
            "Present:\nName             Role     Initials\nDame Ada Finch   Chair    (AF)\nBo Gray          Clerk    (BG)\nCy Hale                   (CH)\n\n1.   Roof\n2.   Gate\n3.   End\n",
            &[
                "1 Present:",
                "2 |Name|Role|Initials|",
                "3 |Dame Ada Finch|Chair|(AF)|",
                "4 |Bo Gray|Clerk|(BG)|",
                "5 |Cy Hale|(CH)|",
                "7 1. Roof",
                "8 2. Gate",
                "9 3. End",
            ],
        );
    }

    #[test]
    fn rows_go_on_where_their_last_blank_cells_are_cut_off() {
        check(
            "\tMatter\tAction\tOwner\n1.\tRoof\n\tIt leaks.\n\tBG said so.\t1/15 AF to mend\tAF\n2.\tGate\n\nAda Finch\tAF\n\n1.\tEnd\n",
            &[
                "1 ||Matter|Action|Owner|",
                "2 |1.|Roof|",
                "3 ||It leaks.|",
                "4 ||BG said so.|1/15 AF to mend|AF|",
                "5 |2.|Gate|",
                "7 |Ada Finch|AF|",
                "9 1. End",
            ],
        );
        let tables: Vec<_> =
            compose("\tMatter\tAction\tOwner\n\tIt leaks.\n\tYes.\tMend\tAF\n\nAda Finch\tAF\n").blocks;
        let table = |block: &Block| matches!(block.body, Body::Row { table: 0, .. });
        assert_eq!(tables.iter().map(table).collect::<Vec<_>>(), [true, true, true, false]);
    }

    #[test]
    fn lines_with_tabs_are_rows_of_a_table() {
        check(
            "Present:-\n\nAda Finch, Chair\tAF\nBo Gray, Clerk\tBG\n\n\tMatter\tAction\tOwner\n1.\tRoof\t\t\n\n\tIt leaks.\t1/15 AF to mend\tAF\n",
            &[
                "1 Present:-",
                "3 |Ada Finch, Chair|AF|",
                "4 |Bo Gray, Clerk|BG|",
                "6 ||Matter|Action|Owner|",
                "7 |1.|Roof|||",
                "9 ||It leaks.|1/15 AF to mend|AF|",
            ],
        );
    }

    #[test]
    fn rows_of_one_table_share_its_number_over_blank_lines() {
        let document = compose("a\tAF\nb\tBG\n\n1\t2\t3\n\n---\t--\t--\n\n4\t5\t6\nText\n7\t8\t9\n");
        let number = |block: &Block| if let Body::Row { table, .. } = block.body { Some(table) } else { None };
        let numbers: Vec<_> = document.blocks.iter().map(number).collect();
        assert_eq!(numbers, [Some(0), Some(0), Some(1), Some(1), None, Some(2)]);
    }

    #[test]
    fn cells_of_tagged_paragraphs_are_split() {
        check(
            "1.\t<p>Roof</p> <p>AF noted it leaks.</p>\t<p>2/15 – mend</p>\t\n<p>It was agreed.</p>\n",
            &["1 |1.|Roof¶AF noted it leaks.|2/15 – mend||", "2 It was agreed."],
        );
    }

    #[test]
    fn an_indented_line_is_no_row() {
        check("\tThe hall\n1.\tApologies\n", &["1 The hall", "2 1. Apologies"]);
    }

    #[test]
    fn a_form_feed_ends_the_page() {
        let document = compose("One\n\u{c}Two\n");
        assert_eq!(document.pages, Some(2));
        assert_eq!(document.blocks.iter().map(|block| block.page).collect::<Vec<_>>(), [Some(1), Some(2)]);
    }

    #[test]
    fn bold_signs_around_a_title_are_no_text() {
        let document = compose("**Hall Committee\n2 March 2015**\n\nFive ** stars\n");
        assert_eq!(outline(&document), ["1 Hall Committee", "2 2 March 2015", "4 Five ** stars"]);
        assert!(document.blocks[0].texts()[0].is_bold());
        assert!(document.blocks[1].texts()[0].is_bold());
    }
}
