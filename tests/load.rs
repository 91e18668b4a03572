//! The web door under load and over time: commits, bounds, answers given before, sizes.

use crate::archive::{Archive, SAMPLE};
use crate::browsing::Visitor;
use minutebook::serve::Site;
use std::collections::BTreeSet;
use std::time::Duration;

/// Minutes that come later.
const BUOYS: &str = "Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tThe dredging buoys were renewed.\n\t15/22: CD to look after the chains.\n";

#[test]
fn a_new_commit_is_taken_up_and_old_answers_have_another_tag() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let first = visitor.ask("/?q=dredging");
    let tag = first.header("etag").to_owned();
    assert_eq!(visitor.ask_with("/?q=dredging", &[("if-none-match", &tag)]).status, 304);
    assert!(!first.body.contains("buoys"));
    assert_eq!(visitor.json("/api/v1/suggest?q=15")["total"], 0);
    assert!(!visitor.page("/actions").contains("15/22") && visitor.page("/").contains("<strong>0</strong> open"));
    archive.write("2022/march.txt", BUOYS);
    archive.update();
    let second = visitor.ask_with("/?q=dredging", &[("if-none-match", &tag)]);
    assert_eq!(second.status, 200);
    assert!(second.body.contains("buoys") && second.header("etag") != tag);
    // And so is what is read once of a commit.
    assert!(visitor.page("/actions").contains("15/22") && visitor.page("/").contains("<strong>1</strong> open"));
    let suggestions = visitor.json("/api/v1/suggest?q=15");
    assert_eq!(suggestions["items"][0]["value"], "15/22");
}

#[test]
fn what_takes_too_long_is_refused_for_now_and_there_for_who_asks_again() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let hasty = Visitor::at(Site::open(&archive.root().join("index")).unwrap().within(Duration::ZERO));
    // However fast the machine is: nothing is worked out before the refusal is there.
    let standstill = hasty.stand_still();
    let refused = hasty.ask("/api/v1/search?q=dredging");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "1"));
    drop(standstill);
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

fn check_sizes(visitor: &Visitor, uris: &[&str], least: usize) {
    for uri in uris {
        let page = visitor.page(uri);
        assert!(page.len() < 100_000, "{uri} has {} bytes", page.len());
        assert!(page.len() > least, "{uri} has {} bytes", page.len());
    }
}

#[test]
fn pages_are_small() {
    let archive = Archive::of(&[]);
    archive.update_from(std::path::Path::new("fixtures/archive"));
    let uris = ["/", "/?q=the+OR+a+OR+to", "/?q=speed&any=true", "/actions", "/people", "/topics"];
    check_sizes(&Visitor::of(&archive), &uris, 3_000);
}

#[test]
fn pages_are_small_whatever_the_archive() {
    let archive = Archive::of(&[]);
    let long = "report on the dredging of the east basin and its cost, ".repeat(12);
    for number in 0..200 {
        let (year, month) = (1990 + number / 12, number % 12 + 1);
        let day = jiff::civil::date(year, i8::try_from(month).unwrap(), 7).strftime("%-d %B %Y").to_string();
        let action = |at: i16| format!("\t{}/{:02}: CD to {long}and on the quay.\n", month * 6 + at, year % 100);
        let actions: String = (1..=6).map(action).collect();
        archive.write(
            &format!("{year}/{month:02}.txt"),
            &format!(
                "Harbour Liaison Meeting\n{day}\n\nPresent:-\nColm Dray, Pilot, Pilots' Guild\tCD\n\
                 Colm Gale, Warden, Harbour Trust (HT)\tCG\n\n\
                 1.\tDredging\n\tCD asked whether the dredging covers the east basin.\n{actions}\
                 2.\tMatter of {day}\n\tCG noted that the night lights had failed twice.\n"
            ),
        );
    }
    archive.update();
    let visitor = Visitor::of(&archive);
    let lists = ["/", "/?q=dredging", "/meetings", "/topics", "/people", "/actions", "/gaps", "/timeline?by=month"];
    check_sizes(&visitor, &lists, 3_000);
    check_sizes(&visitor, &["/person/Colm%20Dray", "/topic/Dredging", "/actions?owner=Colm+Dray"], 30_000);
    // What is not on a page is behind a link of it.
    assert!(visitor.page("/person/Colm%20Dray").contains("<a href=\"/actions?owner=Colm+Dray\">1,200 actions</a>"));
    assert!(
        visitor
            .page("/topic/Dredging")
            .contains("<a href=\"/actions?status=open&amp;topic=Dredging\">1,200 actions</a>")
    );
    let kind = "/gaps?kind=never_mentioned_again";
    check_sizes(&visitor, &[kind, "/gaps?kind=never_mentioned_again&offset=1100"], 10_000);
    assert!(visitor.page(kind).contains("href=\"/gaps?kind=never_mentioned_again&amp;offset=100\""));
    let earlier = visitor.page("/timeline?by=month");
    assert!(!earlier.contains(">1990-01<") && earlier.contains("href=\"/timeline?by=month&amp;to=1994-02-28\""));
    assert!(visitor.page("/timeline?by=month&to=1994-02-28").contains(">1990-01<"));
    // Who could be meant is named, and no more.
    let several = visitor.page("/person/Colm");
    assert!(several.contains("2 persons could be meant") && several.contains("href=\"/person/Colm%20Gale\""));
    check_sizes(&visitor, &["/person/Colm"], 1_000);
}

#[test]
fn the_pages_of_all_meetings_are_in_order_and_none_is_left_out() {
    let archive = Archive::of(&[]);
    for number in 0..250 {
        // Several on a day, and some without one.
        let day = if number % 25 == 0 { String::new() } else { format!("{} March 2021\n", number % 19 + 1) };
        let text = format!("Harbour Liaison Meeting\n{day}\n1.\tBuoys\n\tBuoy {number} was renewed.\n");
        archive.write(&format!("{}/{number}.txt", number % 7), &text);
    }
    archive.update();
    let visitor = Visitor::of(&archive);
    let all = visitor.json("/api/v1/meetings?limit=1000");
    let mut expected: Vec<&str> =
        all["items"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    expected.reverse();
    let mut shown: Vec<String> = Vec::new();
    for offset in ["", "?offset=100", "?offset=200", "?offset=250", "?offset=9999"] {
        let page = visitor.page(&format!("/meetings{offset}"));
        let ids = page.split("href=\"/meeting/").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        shown.extend(ids);
    }
    assert_eq!(shown, expected);
    let latest = visitor.page("/");
    assert!(expected[..10].iter().all(|id| latest.contains(&format!("/meeting/{id}"))));
}
