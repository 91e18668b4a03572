//! The web door under load and over time: commits, bounds, answers given before, sizes.

use crate::archive::{Archive, SAMPLE};
use crate::browsing::{Answer, Visitor};
use minutebook::serve::Site;
use std::collections::BTreeSet;
use std::time::Duration;

/// Minutes that come later.
const BUOYS: &str = "Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tThe dredging buoys were renewed.\n";

#[test]
fn a_new_commit_is_taken_up_and_old_answers_have_another_tag() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let first = visitor.ask("/?q=dredging");
    let tag = first.header("etag").to_owned();
    assert_eq!(visitor.ask_with("/?q=dredging", &[("if-none-match", &tag)]).status, 304);
    assert!(!first.body.contains("buoys"));
    archive.write("2022/march.txt", BUOYS);
    archive.update();
    let second = visitor.ask_with("/?q=dredging", &[("if-none-match", &tag)]);
    assert_eq!(second.status, 200);
    assert!(second.body.contains("buoys") && second.header("etag") != tag);
}

#[test]
fn what_takes_too_long_is_refused_for_now_and_there_for_who_asks_again() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let hasty = Visitor::at(Site::open(&archive.root().join("index")).unwrap().within(Duration::ZERO));
    let refused = hasty.ask("/api/v1/search?q=dredging");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "1"));
    let again = || {
        hasty.wait(Duration::from_millis(50));
        hasty.ask("/api/v1/search?q=dredging").status
    };
    assert!((0..600).any(|_| again() == 200), "it is never there");
}

#[test]
fn a_question_that_many_ask_at_once_is_worked_out_once() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let ask = |uri: &str| {
        let answers = visitor.ask_at_once(uri, 50);
        assert!(answers.iter().all(|answer| answer.status == 200));
        // The time it took is in the answer: answers that were worked out apart differ.
        let bodies: BTreeSet<String> = answers.into_iter().map(|answer| answer.body).collect();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
        bodies.into_iter().next().unwrap()
    };
    let before = ask("/api/v1/search?q=dredging");
    assert_eq!(ask("/api/v1/search?q=dredging"), before);
    archive.write("2022/march.txt", BUOYS);
    archive.update();
    assert!(!before.contains("buoys") && ask("/api/v1/search?q=dredging").contains("buoys"));
    // What has no answer has none for anybody, and holds nobody up.
    let refused = visitor.ask_at_once("/api/v1/search?q=tpoic:x", 50);
    assert!(refused.iter().all(|answer| answer.status == 400));
}

#[test]
fn figures_tell_routes_and_never_what_was_typed() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    visitor.ask("/?q=dredging");
    visitor.ask("/person/Ada%20Birch");
    let figures = visitor.ask("/metrics").body;
    assert!(figures.contains("minutebook_requests_total{route=\"/person/{name}\",status=\"200\"} 1"), "{figures}");
    assert!(figures.contains("minutebook_meetings 2") && figures.ends_with("# EOF\n"), "{figures}");
    assert!(!figures.contains("Birch"));
    assert_eq!(visitor.ask("/health").body, "ok\n");
}

#[test]
fn pages_are_small() {
    let archive = Archive::of(&[]);
    archive.update_from(std::path::Path::new("fixtures/archive"));
    let visitor = Visitor::of(&archive);
    for uri in ["/", "/?q=the+OR+a+OR+to", "/?q=speed&any=true", "/actions", "/people", "/topics"] {
        let Answer { body, .. } = visitor.ask(uri);
        assert!(body.len() < 100_000, "{uri} has {} bytes", body.len());
        assert!(body.len() > 3_000, "{uri} has {} bytes", body.len());
    }
}
