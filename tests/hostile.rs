//! Questions made to harm: each is answered or refused at its place, soon and without much memory.

use crate::archive::{Archive, ask};
use minutebook::index::Collection;
use minutebook::query::{self, QueryError, Reading, Request};
use proptest::prelude::*;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// What an answer may take in a build that is not optimised, beside other tests; a second is what it may take otherwise.
const LONGEST: Duration = Duration::from_secs(20);

/// An archive in which common words stand thousands of times in a row.
fn collection() -> &'static Collection {
    static COLLECTION: OnceLock<(Archive, Collection)> = OnceLock::new();
    let (_, collection) = COLLECTION.get_or_init(|| {
        let archive =
            Archive::of(&[("repeated.txt", &format!("Harbour Board\n4 May 2021\n\n{}\n", "the of ".repeat(3000)))]);
        for number in 0..50 {
            let text = format!(
                "Harbour Board\n{} May 2021\n\nAB asked about the dredging of basin {number}.\n",
                1 + number % 28
            );
            archive.write(&format!("{number}.txt"), &text);
        }
        let (collection, _) = archive.update();
        (archive, collection)
    });
    collection
}

/// Asks, and says whether there was an answer; a crash or a long wait fails the test.
pub(crate) fn survives(collection: &Collection, query: &str) -> Result<bool, String> {
    let shown: String = query.chars().take(80).collect();
    for reading in [Reading::Language, Reading::Plain] {
        let start = Instant::now();
        let answer = query::search(collection, &Request { reading, ..Request::new(query) });
        let took = start.elapsed();
        if took > LONGEST {
            return Err(format!("{shown:?} took {took:?}"));
        }
        match answer {
            Ok(_) => {}
            Err(QueryError::Syntax(complaint)) => {
                // The complaint can be shown: it is short, and its place lies within the query.
                let told = complaint.to_string();
                if told.len() > 4000 || complaint.span.end > query.len() {
                    return Err(format!("{shown:?}: the complaint has {} bytes", told.len()));
                }
                if reading == Reading::Language {
                    return Ok(false);
                }
            }
            Err(error) => return Err(format!("{shown:?}: {error}")),
        }
    }
    Ok(true)
}

/// Questions by what is hard about them.
pub(crate) fn hostile() -> Vec<(&'static str, String)> {
    let joined =
        |count: usize, word: fn(usize) -> String, joint: &str| (0..count).map(word).collect::<Vec<_>>().join(joint);
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    vec![
        ("a megabyte of one word", "x".repeat(1 << 20)),
        ("a megabyte of words", "word ".repeat(200_000)),
        ("a megabyte of brackets", "(".repeat(1 << 20)),
        ("a megabyte of quotes", "\"".repeat(1 << 20)),
        ("brackets inside words", "a(".repeat(9_900)),
        ("brackets that close", format!("{}a{}", "(".repeat(49), ")".repeat(49))),
        ("brackets too deep", format!("{}a{}", "(".repeat(9_000), ")".repeat(9_000))),
        ("negations", format!("{}a", "-".repeat(19_000))),
        ("negated negations", format!("{}a", "NOT ".repeat(290))),
        ("ten thousand clauses", joined(10_000, |at| format!("w{at}"), " OR ")),
        ("ten thousand words", joined(10_000, |at| format!("w{at}"), " ")),
        ("as many clauses as may be", joined(150, |at| format!("the{}", at % 3), " OR ")),
        ("as many words as may be", joined(300, |at| ["the", "of", "basin"][at % 3].to_owned(), " ")),
        ("beginnings of one letter", (0..140).map(|at| format!("{}*", letter(at))).collect::<Vec<_>>().join(" OR ")),
        ("words in any spelling", joined(140, |at| format!("dredging{at}~2"), " OR ")),
        ("a long word in any spelling", format!("{}~2", "a".repeat(15_000))),
        ("the longest word in any spelling", format!("{}~2", "ab".repeat(20))),
        ("a word repeated near itself", format!("\"{}\"~1000", "the of ".repeat(10))),
        ("two hundred words near each other", format!("\"{}\"~1000", "the of ".repeat(100))),
        ("a long quotation", format!("\"{}\"", "the of ".repeat(140))),
        ("a pattern of alternatives", format!("path:{}", "{a,b}".repeat(190))),
        ("a pattern of stars", format!("path:{}", "*a".repeat(490))),
        ("a pattern of sets", format!("path:{}", "[a-z]".repeat(190))),
        ("a pattern too long", format!("path:{}", "*a".repeat(5_000))),
        ("a span upside down", "date:2023..2021".to_owned()),
        ("a year without end", "year:99999999999999999999".to_owned()),
        ("days that are none", "date:0000-00-00..9999-99-99".to_owned()),
        ("all of time", "date:0001-01-01..9999-12-31".to_owned()),
        ("nothing but blanks", " \u{a0}\u{2003}\t\n".repeat(1000)),
        ("escapes", "\\".repeat(19_999)),
        ("fields without values", "topic:".repeat(3_000)),
        ("control characters", "\u{0}\u{1b}[31m\u{202e}\u{7}dredging\u{2066}".to_owned()),
        ("combining marks", format!("e{}", "\u{301}".repeat(9_000))),
        ("letters that grow when folded", "\u{fdfa}".repeat(6_000)),
    ]
}

#[test]
fn hostile_questions_are_answered_or_refused() {
    let (mut answered, mut refused) = (0, 0);
    for (what, query) in hostile() {
        match survives(collection(), &query) {
            Ok(true) => answered += 1,
            Ok(false) => refused += 1,
            Err(fault) => panic!("{what}: {fault}"),
        }
    }
    assert!(answered >= 10 && refused >= 10, "{answered} answered, {refused} refused");
    assert_eq!(ask(collection(), "dredging").summary.total, 50);
}

#[test]
fn words_near_each_other_are_found_by_how_far_they_would_have_to_move() {
    let total = |query: &str| ask(collection(), query).summary.total;
    assert_eq!(total("\"asked about dredging\"~1"), 50);
    assert_eq!(total("\"asked about dredging\"~0"), 0);
    assert_eq!(total("\"dredging about asked\"~5"), 50);
    assert_eq!(total("\"dredging about asked\"~4"), 0);
}

#[test]
fn a_question_that_is_no_text_is_refused_by_the_command_line() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let archive = Archive::of(&[("a.txt", "Harbour Board\n4 May 2021\nThe heron.")]);
        archive.outcome(&["index", "minutes"]);
        let odd = std::ffi::OsStr::from_bytes(b"caf\xe9\xff");
        let output = archive.command(&["search"]).arg(odd).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        std::fs::write(archive.root().join("questions"), b"heron\ncaf\xe9\xff\n\0\n").unwrap();
        let output = archive.command(&["search", "--queries", "questions"]).output().unwrap();
        assert!(matches!(output.status.code(), Some(0..=2)));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_question_is_answered_or_refused(
        parts in prop::collection::vec(
            prop_oneof![
                "\\PC{0,12}",
                ".{0,6}",
                prop::sample::select(vec![
                    "\"", "(", ")", "-", "AND", "OR", "NOT ", "~", "~2", "*", "\\", ":", "=", "topic:", "date:", "year:2021..",
                    "path:", "[", "{a,", "}", "status:open", "the", "of", "dredging", "\"the of the\"~9", "14/21", "£3.6m",
                ]).prop_map(str::to_owned),
            ],
            0..14,
        )
    ) {
        let query = parts.concat();
        prop_assert!(survives(collection(), &query).is_ok(), "{query:?}");
    }
}
