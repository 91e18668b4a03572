//! How far apart words may stand, what means the same, what is alike, and why nothing was found.

use crate::archive::{Archive, SAMPLE, ask};
use minutebook::index::Collection;
use minutebook::query::{self, Answer, Field, Filters, Matching, Reading, Request, Scope, Thesaurus};
use std::sync::Arc;

fn answer(collection: &Collection, request: &Request) -> Answer {
    query::search(collection, request).unwrap()
}

fn check(scope: Scope, query: &str, expected: usize) {
    let (collection, _) = Archive::of(SAMPLE).update();
    let found = answer(&collection, &Request { scope, ..Request::new(query) });
    let strict = found.summary.warnings.is_empty();
    assert_eq!(if strict { found.summary.total } else { 0 }, expected as u64, "{scope:?} {query}: {found:#?}");
}

#[test]
fn required_words_stand_in_one_paragraph_one_item_or_one_meeting() {
    check(Scope::Statement, "budget basin", 1);
    check(Scope::Statement, "budget report", 0);
    check(Scope::Item, "budget report", 2);
    check(Scope::Item, "budget lights", 0);
    check(Scope::Meeting, "budget lights", 2);
    check(Scope::Meeting, "budget timetable", 0);
}

#[test]
fn passages_with_all_words_come_first() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let hits = ask(&collection, "CD report").hits;
    assert!(hits.len() > 1 && hits[0].text.contains("CD to report"), "{hits:#?}");
}

#[test]
fn a_heading_is_found_with_the_discussion_below_it() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let hits = ask(&collection, "\"night lights\"").hits;
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].text, "2. Night lights\nCD noted that the night lights had failed twice.");
    assert!(hits[0].line_start < hits[0].line_end);
}

#[test]
fn what_every_meeting_has_ranks_below() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let hits = ask(&collection, "CD").hits;
    let attendance = hits.iter().position(|hit| hit.text.contains("Guild")).unwrap_or(hits.len());
    assert!(hits[..attendance].iter().all(|hit| !hit.text.contains("Guild")), "{hits:#?}");
    assert!(hits[0].text.contains("night lights") || hits[0].text.contains("basin"), "{hits:#?}");
}

#[test]
fn words_are_widened_to_what_means_the_same_and_the_answer_says_so() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let mut thesaurus = Thesaurus::default();
    thesaurus.add(["lamps".to_owned(), "night lights".to_owned()]);
    let wide = Request { thesaurus: Some(Arc::new(thesaurus)), ..Request::new("lamps failed") };
    let found = answer(&collection, &wide);
    assert_eq!(found.summary.total, 1);
    assert_eq!(found.summary.expanded[0].to, ["night lights"]);
    let marked: Vec<String> = found.hits[0]
        .highlights
        .iter()
        .map(|[from, to]| found.hits[0].text.chars().skip(*from).take(to - from).collect())
        .collect();
    assert!(marked.contains(&"night lights".to_owned()), "{marked:?}");
    let exact = answer(&collection, &Request { thesaurus: None, ..wide });
    assert!(exact.summary.expanded.is_empty() && !exact.summary.warnings.is_empty());
}

#[test]
fn acronyms_widen_to_what_the_archive_says_they_stand_for() {
    const KEY: &str = "Harbour Board\n\nMinutes of the meeting held on 4 May 2021\n\nPresent: Ada Finch (AF), Bo Gull (BG)\n\n\
        1. Roads\n\nAF noted that people Killed or Seriously Injured (KSI) were fewer.\n\n\
        2. Lights\n\nBG asked about the KSI figure.\n\n\
        3. Quay\n\nAF said that nobody was killed or seriously injured on the quay.\n";
    let (collection, _) = Archive::of(&[("a.txt", KEY)]).update();
    let wide = Request { thesaurus: Some(Arc::default()), ..Request::new("KSI") };
    let found = answer(&collection, &wide);
    assert_eq!(found.summary.total, 3, "{found:#?}");
    assert_eq!(found.summary.expanded[0].to, ["Killed or Seriously Injured"]);
    let back = answer(&collection, &Request { query: "killed or seriously injured".into(), ..wide.clone() });
    assert!(back.summary.total >= 2, "{back:#?}");
    assert_eq!(answer(&collection, &Request { thesaurus: None, ..wide }).summary.total, 2);
}

#[test]
fn a_search_that_finds_nothing_says_which_word_or_filter_empties_it() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let reasons = |request: &Request| answer(&collection, request).summary.warnings.join("; ");
    let typed = reasons(&Request::new("dreging"));
    assert!(typed.contains("did you mean dredging?"), "{typed}");
    let filters = Filters { values: vec![(Field::Topic, vec!["Night lights".to_owned()])], ..Filters::default() };
    let filtered = reasons(&Request { filters, ..Request::new("timetable") });
    assert!(filtered.contains("without topic:=\"Night lights\" there are 1"), "{filtered}");
}

#[test]
fn a_question_is_answered_with_the_discussion_and_what_only_asks_is_set_aside() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let request = Request {
        matching: Matching::Any,
        reading: Reading::Plain,
        explain: true,
        ..Request::new("What did Emil Fenn say about the timetable?")
    };
    let found = answer(&collection, &request);
    assert!(found.hits[0].text.contains("EF asked for the dredging timetable"), "{found:#?}");
    assert!(found.hits[0].why.is_some_and(|why| why.words > 0.0 && why.speaker > 0.0), "{found:#?}");
    assert!(found.summary.set_aside.contains(&"What".to_owned()), "{found:#?}");
}

#[test]
fn what_is_like_a_passage_is_found_without_the_passage() {
    let (collection, _) = Archive::of(SAMPLE).update();
    let one = ask(&collection, "timetable").hits.remove(0);
    let like = answer(&collection, &Request { more_like: Some(one.id.clone()), ..Request::new("") });
    assert!(like.hits.iter().all(|hit| !hit.passages.contains(&one.id)), "{like:#?}");
    assert!(like.hits.iter().any(|hit| hit.text.contains("dredging budget")), "{like:#?}");
    let none = answer(&collection, &Request { more_like: Some("0000000000".to_owned()), ..Request::new("") });
    assert!(none.summary.warnings[0].contains("no meeting or passage"), "{none:#?}");
}

/// A transcript in which the words asked for stand now here, now there.
fn transcript() -> String {
    let mut text = String::from("Harbour talks\n\n");
    for turn in 0..400_usize {
        let speaker = ["Anna Berg", "Tom Moss"][turn % 2];
        let is_asked = |place: usize| match turn {
            // one long discussion, and turns that speak of it in passing
            150..210 => (turn + place).is_multiple_of(9),
            _ => turn.is_multiple_of(19) && place < 8 + turn % 3,
        };
        let word = |place: usize| match is_asked(place) {
            true => ["crane", "quay"][place % 2],
            false => ["rope", "boat", "tide", "winter", "paint", "noise", "ladder"][(turn + 3 * place) % 7],
        };
        let words: Vec<&str> = (0..25).map(word).collect();
        text.push_str(&format!("{speaker}: {}.\n\n", words.join(" ")));
    }
    text
}

#[test]
fn pages_of_hits_fit_together() {
    let (collection, _) = Archive::of(&[("2022-05-03 talks.txt", &transcript())]).update();
    let page = |offset: usize, limit: usize| {
        let any = Request { matching: Matching::Any, offset, limit, ..Request::new("crane quay") };
        let lines = |hit: query::Hit| (hit.line_start, hit.line_end);
        answer(&collection, &any).hits.into_iter().map(lines).collect::<Vec<_>>()
    };
    let whole = page(0, 30);
    assert_eq!(whole.len(), 30);
    assert_eq!([page(0, 7), page(7, 8), page(15, 15)].concat(), whole);
}
