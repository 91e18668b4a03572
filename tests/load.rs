//! The web door under load and over time: commits, bounds, answers given before, sizes.

use crate::archive::{Archive, SAMPLE};
use crate::browsing::{Answer, Visitor};
use minutebook::serve::Site;

#[test]
fn a_new_commit_is_taken_up_and_old_answers_have_another_tag() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let first = visitor.ask("/?q=dredging");
    let tag = first.header("etag").to_owned();
    assert_eq!(visitor.ask_with("/?q=dredging", &[("if-none-match", &tag)]).status, 304);
    assert!(!first.body.contains("buoys"));
    archive.write(
        "2022/march.txt",
        "Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tThe dredging buoys were renewed.\n",
    );
    archive.update();
    let second = visitor.ask_with("/?q=dredging", &[("if-none-match", &tag)]);
    assert_eq!(second.status, 200);
    assert!(second.body.contains("buoys") && second.header("etag") != tag);
}

#[test]
fn what_takes_too_long_is_refused_for_now() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let hasty = Visitor::at(Site::open(&archive.root().join("index")).unwrap().within(std::time::Duration::ZERO));
    // An answer may be there before anybody looks at the clock, though not every time.
    let answers = (0..50).map(|number| hasty.ask(&format!("/api/v1/search?q=dredging%20{number}")));
    let refused = answers.into_iter().find(|answer| answer.status != 200).expect("one takes too long");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "1"));
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
