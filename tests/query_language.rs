//! The query language as a whole: a printed tree reads as that tree.

use crate::generated;
use minutebook::query::{Field, Node, Pattern, Period, STATES, parse};
use proptest::prelude::*;

const READING: &str = "fixtures/queries/reading.txt";

#[test]
fn every_query_of_the_table_is_read_as_it_says() {
    let table = std::fs::read_to_string(READING).unwrap();
    let mut read = String::new();
    let mut cases = 0;
    for line in table.lines().filter(|line| !line.starts_with("    ")) {
        read.push_str(line);
        if !line.starts_with("# ") {
            cases += 1;
            let shown = match parse(line) {
                Ok(node) => {
                    let shown = node.to_string();
                    assert_eq!(parse(&shown), Ok(node), "{line} is printed as {shown}");
                    shown
                }
                Err(complaint) => format!("! {} at `{}`", complaint.message, &line[complaint.span]),
            };
            read.push_str("\n    ");
            read.push_str(&shown);
        }
        read.push('\n');
    }
    assert!(cases >= 150, "{cases} cases");
    generated::keep(READING, &read);
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,8}",
        "[a-zA-Z0-9/:.'’£&~*=()\\-\"\\\\]{1,8}",
        Just("AND".to_owned()),
        Just("66/15".to_owned()),
        Just("topic:x".to_owned()),
        Just("http://x".to_owned()),
        Just("topic://x".to_owned()),
        Just("//".to_owned()),
    ]
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![
        4 => word().prop_map(Pattern::Word),
        1 => "[a-z0-9/]{1,6}".prop_map(Pattern::Prefix),
        1 => ("[a-z]{1,6}", 1..=2_u8).prop_map(|(word, letters)| Pattern::Fuzzy(word, letters)),
        2 => "[a-zA-Z0-9 \"\\\\/:*~()-]{0,12}".prop_map(Pattern::Phrase),
        1 => ("[a-z ]{1,12}", 0..1000_u32).prop_map(|(text, slop)| Pattern::Near(text, slop)),
    ]
}

fn leaf() -> impl Strategy<Value = Node> {
    let words = prop::sample::select(vec![Field::Topic, Field::Item, Field::Person, Field::Raised, Field::Org]);
    let day = || (2000..2030_i16, 1..=12_i8, 1..=28_i8).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    prop_oneof![
        4 => pattern().prop_map(Node::Text),
        2 => (words.clone(), pattern()).prop_map(|(field, pattern)| Node::Field(field, pattern)),
        1 => (words, "[a-zA-Z \"]{0,9}").prop_map(|(field, value)| Node::Field(field, Pattern::Value(value))),
        1 => "[a-z0-9./*?-]{1,12}".prop_map(|path| Node::Field(Field::Path, Pattern::Word(path))),
        1 => prop::sample::select(STATES.to_vec()).prop_map(|state| Node::Field(Field::Status, Pattern::Word(state.to_owned()))),
        1 => (prop::option::of(day()), day()).prop_map(|(from, to)| Node::Date(Period { from: from.map(|from| from.min(to)), to: Some(to) })),
    ]
}

fn tree() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::and),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Node::or),
            inner.prop_map(|node| match node {
                Node::Not(_) | Node::All => node,
                node => Node::Not(Box::new(node)),
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2048, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_tree_reads_as_that_tree(tree in tree()) {
        let printed = tree.to_string();
        prop_assert_eq!(parse(&printed), Ok(tree), "printed as {}", printed);
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_within_it(text in ".{0,60}") {
        if let Err(complaint) = parse(&text) {
            prop_assert!(complaint.span.end <= text.len());
            prop_assert!(!complaint.to_string().is_empty());
        }
    }
}
