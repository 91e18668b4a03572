//! Properties of all readers: nothing is lost, everything knows its place, nothing panics.

use super::outline::check_places;
use super::{Block, Document, Options, html, markdown, read, text};
use proptest::prelude::*;

/// Words of no meaning to any mark-up.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("AF".to_owned()),
        Just("66/15".to_owned()),
        "[A-Z]?[a-zé]{1,9}[.,]?",
        "[0-9]{1,4}",
        "[a-z]{2,5}-[a-z]{2,5}"
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 1..14).prop_map(|words| words.join(" "))
}

fn check_words(document: &Document, words: &str) {
    let found: Vec<&str> =
        document.blocks.iter().flat_map(Block::texts).flat_map(|text| text.string.split_whitespace()).collect();
    assert_eq!(found, words.split_whitespace().collect::<Vec<_>>());
}

proptest! {
    #[test]
    fn plain_text_keeps_every_word_in_order(lines in prop::collection::vec(prop_oneof![line(), Just(String::new()), "\\PC{0,20}"], 0..20)) {
        let plain = |line: &String| line.replace(['-', '*', '<', '•', 'o', '·', '|', '=', '_', '+', '~', ':'], "x");
        let source = lines.iter().map(plain).collect::<Vec<_>>().join("\n");
        let document = text::compose(&source);
        check_words(&document, &source);
        check_places(&document, &source);
    }

    #[test]
    fn tables_of_text_keep_every_word_in_order(rows in prop::collection::vec(prop::collection::vec(prop_oneof![line(), Just(String::new())], 1..6), 0..9)) {
        let source = rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n");
        let document = text::compose(&source);
        check_words(&document, &source);
        check_places(&document, &source);
    }

    #[test]
    fn markdown_keeps_every_word_in_order(lines in prop::collection::vec((prop_oneof![Just("# "), Just("- "), Just("> "), Just("  "), Just("**"), Just("")], line()), 0..20)) {
        let close = |sign: &str| if sign == "**" { "**" } else { "" };
        let source: String = lines.iter().map(|(sign, line)| format!("{sign}{line}{}\n\n", close(sign))).collect();
        let document = markdown::compose(&source);
        let words: String = lines.iter().map(|(_, line)| format!("{line} ")).collect();
        check_words(&document, &words);
        check_places(&document, &source);
    }

    #[test]
    fn web_pages_keep_every_word_in_order(lines in prop::collection::vec((prop_oneof![
        Just("p"), Just("h2"), Just("li"), Just("td"), Just("tr"), Just("table"), Just("div"), Just("ul"), Just("dd"), Just("td colspan=2 rowspan=3"), Just("br"), Just("/table"), Just("/p"), Just("!-- no --")
    ], line()), 0..20)) {
        let source: String = lines.iter().map(|(tag, line)| format!("<{tag}>\n {line} ")).collect();
        let document = html::compose(&source, crate::meeting::Place { line_start: 1, ..Default::default() });
        let words: String = lines.iter().map(|(_, line)| format!("{line} ")).collect();
        check_words(&document, &words);
        check_places(&document, &source);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), name in prop_oneof![Just("a.md"), Just("a.html"), Just("a.txt"), Just("a.csv")]) {
        let _ = read(&bytes, name, &Options::default());
    }

    #[test]
    fn no_text_makes_a_reader_panic(source in "[<>&;#*|\\-\\[\\]:\\n\\t a-cé]{0,200}", name in prop_oneof![Just("a.md"), Just("a.html"), Just("a.txt"), Just("a.csv")]) {
        read(source.as_bytes(), name, &Options::default()).expect("any text can be read");
    }
}

#[test]
fn html_is_blocks_with_their_lines() {
    let check = |source: &str, expected: &[&str]| {
        let document = html::compose(source, crate::meeting::Place { line_start: 1, ..Default::default() });
        assert_eq!(super::outline::outline(&document), expected, "{source}");
    };
    check(
        "<title>x</title><h1>Hall</h1>\n<p>The <b>roof</b>\nleaks.<br>Badly",
        &["1 # Hall", "2 The roof leaks.⏎Badly"],
    );
    check("<ol start=3><li>Roof<ul><li>slates</ul><li>Walls</ol>", &["1 3. Roof", "1 . - slates", "1 4. Walls"]);
    check("<table><tr><th rowspan=2>1.<td>Roof\n<tr><td>Walls</table>after", &["1 |1.|Roof|", "2 ||Walls|", "2 after"]);
    check("<table><tr><td><h2>Roof</h2><table><tr><td>a<td>b</table></table>", &["1 ## Roof", "1 |a|b|"]);
    check("<style>p {}</style><nav>Home</nav><p>Fish &amp; chips &pound;5", &["1 ~ Home", "1 Fish & chips £5"]);
    check("<p>\n\tAda Finch, Chair\tAF</p>\n<p>\tone\t two", &["2 |Ada Finch, Chair|AF|", "3 one two"]);
    check("<dl><dt>Present<dd>AF, BG</dl><pre>one\n  two</pre>", &["1 Present", "1 AF, BG", "1 one⏎two"]);
}

#[test]
fn pages_nested_without_end_are_read_in_time() {
    for tag in ["<div>", "<table><tr><td>", "<ul><li>", "<b>", "<font><p>"] {
        let document = html::compose(&tag.repeat(100_000), crate::meeting::Place::default());
        assert!(document.blocks.is_empty());
    }
}

#[test]
fn tags_with_attributes_beyond_number_are_passed_over_in_time() {
    let attributes: String = (0..100_000).map(|number| format!(" a{number}='>'")).collect();
    let page = format!("<p>One<b{attributes}>Two</b><script>a<b{}</script>Three", " x".repeat(2000));
    let document = html::compose(&page, crate::meeting::Place::default());
    let text: String = document.blocks.iter().flat_map(Block::texts).map(|text| text.string.as_str()).collect();
    assert_eq!(text, "OneTwoThree");
}

/// A ZIP archive of `files`.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn documents_in_archives_are_parts_and_the_rest_is_named() {
    let inner = zipped(&[("b.txt", b"Two")]);
    let bytes = zipped(&[
        ("2015/a.md", b"# One"),
        ("inner.zip", &inner),
        ("logo.png", b"\x89PNG\0\x01\x02\x03"),
        (".hidden", b"x"),
    ]);
    let parts = read(&bytes, "pack.zip", &Options::default()).unwrap();
    let names: Vec<_> = parts.iter().map(|part| (part.name.as_str(), part.format.name)).collect();
    assert_eq!(names, [("", "zip"), ("2015/a.md", "markdown"), ("inner.zip/b.txt", "text")]);
    assert_eq!(parts[0].document.diagnostics[0].message, "pack.zip/logo.png: not a document of a known format");
}

#[test]
fn archives_that_unpack_without_end_are_refused() {
    let mut bytes = zipped(&[("a.txt", b"One")]);
    for _ in 0..9 {
        bytes = zipped(&[("inner.zip", &bytes)]);
    }
    let parts = read(&bytes, "deep.zip", &Options::default()).unwrap();
    assert!(
        parts.iter().any(|part| part
            .document
            .diagnostics
            .iter()
            .any(|remark| remark.message.contains("beyond a limit")))
    );
    let bomb = zipped(&[("word/document.xml", &vec![b' '; 40_000_000]), ("[Content_Types].xml", b"")]);
    let error = read(&bomb, "bomb.docx", &Options::default()).unwrap_err();
    assert!(
        error.to_string().starts_with("bomb.docx: docx file goes beyond a limit: word/document.xml unpacks"),
        "{error}"
    );
}

#[test]
fn a_mail_is_its_body_and_its_attachments() {
    let mail = "From: Ada Finch <ada@example.org>\r\nTo: bo@example.org\r\nSubject: Minutes of 2 March\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nThe minutes are attached.\r\n--x\r\n\
        Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=minutes.bin\r\n\r\n<html><p>Roof</p></html>\r\n--x--\r\n";
    let parts = read(mail.as_bytes(), "a.eml", &Options::default()).unwrap();
    assert_eq!(parts[0].document.properties[0], ("title".to_owned(), "Minutes of 2 March".to_owned()));
    assert_eq!(super::outline::outline(&parts[0].document), ["1 The minutes are attached."]);
    assert_eq!((parts[1].name.as_str(), parts[1].format.name), ("minutes.bin", "html"));
}

#[test]
fn a_workbook_is_a_table_for_each_sheet() {
    let sheet = br#"<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Owner</t></is></c></row>
        <row><c r="A2"><v>7</v></c><c r="B2" s="1"><v>42065</v></c><c r="C2" t="str"><v>AF</v></c></row></sheetData></worksheet>"#;
    let bytes = zipped(&[
        ("[Content_Types].xml", b""),
        ("xl/workbook.xml", br#"<workbook xmlns:r="r"><sheets><sheet name="Actions" r:id="r1"/></sheets></workbook>"#),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/sharedStrings.xml", b"<sst><si><r><t>Co</t></r><r><t>de</t></r></si></sst>"),
        ("xl/styles.xml", br#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let parts = read(&bytes, "log.pdf", &Options::default()).unwrap();
    assert_eq!(parts[0].format.name, "xlsx");
    assert_eq!(super::outline::outline(&parts[0].document), ["1 ## Actions", "2 |Code||Owner|", "4 |7|2015-03-02|AF|"]);
}
