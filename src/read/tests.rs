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
    check("<dl><dt>Present<dd>AF, BG</dl><pre>one\n  two</pre>", &["1 Present", "1 AF, BG", "1 one⏎two"]);
}

#[test]
fn pages_nested_without_end_are_read_in_time() {
    for tag in ["<div>", "<table><tr><td>", "<ul><li>", "<b>", "<font><p>"] {
        let document = html::compose(&tag.repeat(100_000), crate::meeting::Place::default());
        assert!(document.blocks.is_empty());
    }
}
