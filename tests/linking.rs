//! Facts that span meetings, in an index: kept up to date by what changes, corrected by the user.

use crate::archive::{Archive, SAMPLE};
use minutebook::index::Collection;
use minutebook::link::{Corrections, FactSheet, MeetingFacts, Relations, RollEntry};
use minutebook::meeting::{Attendance, Meeting, Person, Source, Statement, Status};
use minutebook::query::{self, Request};
use proptest::prelude::*;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// All that an index tells across meetings, in one order.
fn told(collection: &Collection) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut take = |kind: &str, row: String| lines.push(format!("{kind} {row}"));
    let json = |row: &dyn erased::Json| row.json();
    collection.names().unwrap().iter().for_each(|((_, id), names)| take("names", json(&(id, names))));
    collection.persons().unwrap().iter().for_each(|row| take("person", json(row)));
    collection.topics().unwrap().iter().for_each(|row| take("topic", json(row)));
    collection.acronyms().unwrap().iter().for_each(|row| take("acronym", json(row)));
    collection.gaps().unwrap().iter().for_each(|row| take("gap", json(row)));
    let all = Request { limit: 1000, ..Request::new("") };
    let day = "2030-01-01".parse().unwrap();
    query::actions(collection, &all, day).unwrap().iter().for_each(|row| take("action", json(row)));
    query::people(collection, &all).unwrap().iter().for_each(|row| take("speaker", json(row)));
    lines.sort();
    lines.join("\n")
}

mod erased {
    /// Anything that can be written as JSON.
    pub(super) trait Json {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}

/// The invented archive as texts by their paths.
fn fixtures() -> Vec<(String, String)> {
    let files = ignore::Walk::new("fixtures/archive").flatten().filter(|entry| entry.path().is_file());
    let text = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
    let mut files: Vec<(String, String)> = files
        .map(|entry| {
            let path = entry.path().strip_prefix("fixtures/archive").unwrap();
            (path.to_str().unwrap().to_owned(), text(entry.path()))
        })
        .collect();
    files.sort();
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_changes_is_linked_as_if_all_were_new(steps in prop::collection::vec((0..17_usize, 0..4_u8), 4..16)) {
        let files = fixtures();
        let archive = Archive::of(&[]);
        archive.write(&files[0].0, &files[0].1);
        for (number, (at, change)) in steps.iter().enumerate() {
            let (path, text) = &files[*at];
            let full = archive.minutes().join(path);
            match change {
                // A changed text names other people, codes and days.
                1 => archive.write(path, &text.replace("TB", "CO").replace("/22", "/23").replace("October", "December")),
                2 if full.is_file() && *at > 0 => std::fs::remove_file(full).unwrap(),
                _ => archive.write(path, text),
            }
            if number % 3 == 2 {
                archive.update();
            }
        }
        let (collection, _) = archive.update();
        let fresh = archive.rebuilt();
        prop_assert_eq!(told(&collection), told(&fresh));
    }
}

fn corrected(archive: &Archive, text: &str) -> (Collection, Vec<String>) {
    let corrections: Corrections = toml::from_str(text).unwrap();
    let (collection, report) = archive.corrected(&archive.minutes(), &corrections);
    (collection, report.unmatched)
}

#[test]
fn corrections_hold_and_survive_a_new_run() {
    const TEXT: &str = "not_a_topic = [\"Night lights\", \"No such heading\"]\n\
        [[person]]\nname = \"EF\"\nis = \"Emil Fenner\"\n\
        [[person]]\nname = \"Emil Fenn\"\nis = \"Emil Fenner\"\n\
        [[person]]\nname = \"Nobody Here\"\nis = \"Ada Birch\"\n\
        [[action]]\ncode = \"15/21\"\nclosed_on = \"2021-12-01\"\nnote = \"done by letter\"\n\
        [[action]]\ncode = \"99/21\"\n";
    let archive = Archive::of(SAMPLE);
    archive.write(
        "2021/october.txt",
        "Harbour Liaison Meeting\nThursday 28 October 2021 10:00am, Quay Room\n\nPresent:-\n\
         Ada Birch, Chair, Harbour Trust (HT)\tAB\n\n\
         1.\tDredging\n\tEF asked for the chart of the east basin.\n\t15/21: AB to send the chart.\n",
    );
    archive.update();
    for run in 0..2 {
        let (collection, unmatched) = corrected(&archive, TEXT);
        assert_eq!(unmatched.len(), 3, "{unmatched:?}");
        let people = query::people(&collection, &Request::new("chart")).unwrap();
        assert!(people.iter().any(|row| row.name == "Emil Fenner" && row.statements == 1), "{people:?}");
        let topics = query::topics(&collection, &Request::new("")).unwrap();
        let has = |heading: &str| topics.iter().any(|topic| topic.topic == heading);
        assert!(has("Dredging") && !has("Night lights"), "{topics:?}");
        let all = Request::new("action:15/21");
        let state = |day: &str| query::actions(&collection, &all, day.parse().unwrap()).unwrap()[0].state.status;
        assert_eq!((state("2021-11-01"), state("2021-12-02")), (Status::Open, Status::Complete), "run {run}");
        archive.write("2021/june.txt", &SAMPLE[1].1.replace("timetable", "calendar"));
    }
    let (collection, unmatched) = corrected(&archive, "");
    assert!(unmatched.is_empty());
    assert!(query::people(&collection, &Request::new("chart")).unwrap().iter().any(|row| row.name == "Emil Fenn"));
}

/// Minutes of another body, whose people sit on no other.
const OTHERS: &str = "Parish Footpaths Group\nMonday 3 May 2021\n\nPresent:-\nGwen Hale, Chair\tGH\nIvo Lunt, Ranger\tIL\n\n\
     1.\tStiles\n\tGH asked for new stiles.\n\t15/21: IL to mend the stile.\n";

#[test]
fn only_families_that_something_changes_for_are_linked_anew() {
    let archive = Archive::of(SAMPLE);
    archive.write("footpaths/spring.txt", OTHERS);
    let families = |archive: &Archive| archive.update().1.families;
    assert_eq!(families(&archive), 2);
    archive.write("2021/september.txt", &SAMPLE[1].1.replace("24 June", "23 September"));
    assert_eq!(families(&archive), 1);
    // A file elsewhere with nothing in it that anybody knows is a family of its own.
    archive.write("choir/first.txt", "Choir Committee\nTuesday 4 May 2021\n\n1.\tSongs\n\tThe songs were chosen.\n");
    assert_eq!(families(&archive), 1);
    // People who sit on both bodies make one family of them.
    let both = OTHERS.replace(
        "Ivo Lunt, Ranger\tIL",
        "Ivo Lunt, Ranger\tIL\nAda Birch, Chair\tAB\nColm Dray, Pilot\tCD\nEmil Fenn, Warden\tEF",
    );
    archive.write("footpaths/spring.txt", &both);
    assert_eq!(families(&archive), 1);
    let (collection, _) = archive.update();
    assert_eq!(told(&collection), told(&archive.rebuilt()));
}

#[test]
fn a_correction_holds_as_long_as_it_means_one_action_of_all_bodies() {
    const TEXT: &str = "[[action]]\ncode = \"15/21\"\nclosed_on = \"2021-12-01\"\n";
    let archive = Archive::of(SAMPLE);
    archive.write(
        "2021/july.txt",
        &SAMPLE[1].1.replace("24 June", "22 July").replace("14/21 - Complete", "15/21: AB to dredge"),
    );
    let states = |collection: &Collection| -> Vec<Status> {
        let all = Request { limit: 50, ..Request::new("action:15/21") };
        let rows = query::actions(collection, &all, "2022-01-01".parse().unwrap()).unwrap();
        rows.iter().map(|row| row.state.status).collect()
    };
    let (collection, unmatched) = corrected(&archive, TEXT);
    assert_eq!((states(&collection), unmatched.len()), (vec![Status::Complete], 0));
    archive.write("footpaths/spring.txt", OTHERS);
    let (collection, unmatched) = corrected(&archive, TEXT);
    assert_eq!((states(&collection), unmatched.len()), (vec![Status::Open, Status::Open], 1));
    std::fs::remove_file(archive.minutes().join("footpaths/spring.txt")).unwrap();
    let (collection, unmatched) = corrected(&archive, TEXT);
    assert_eq!((states(&collection), unmatched.len()), (vec![Status::Complete], 0));
}

#[test]
fn initials_of_a_lost_list_are_read_from_the_neighbours() {
    let archive = Archive::of(SAMPLE);
    let lost =
        "Harbour Liaison Meeting\nThursday 22 April 2021\n\n1.\tDredging\n\tAB asked who pays. EF did not know.\n";
    archive.write("2021/april.txt", lost);
    let (collection, _) = archive.update();
    let who = query::who(&collection, &Request::new("pays"), query::Speech::All, 1).unwrap();
    assert_eq!(who.len(), 1);
    assert_eq!((who[0].name.as_str(), who[0].examples.len()), ("Ada Birch", 1));
    // Two people of these initials: neither is meant for sure.
    archive.write(
        "2021/march.txt",
        "Harbour Liaison Meeting\nThursday 25 March 2021\n\nPresent:-\nAlma Beck, Pilot\tAB\nColm Dray, Pilot\tCD\n\n1.\tTide\n\tAB noted the tide.\n",
    );
    let (collection, _) = archive.update();
    let who = query::who(&collection, &Request::new("pays"), query::Speech::All, 1).unwrap();
    assert_eq!(who[0].name, "AB");
}

/// Sources of the shared seeds, where they are at hand.
#[test]
fn seeds_are_linked() {
    let seeds = Path::new("../shared/seeds");
    if !seeds.is_dir() {
        return;
    }
    let archive = Archive::of(&[]);
    let (collection, _) = archive.update_from(&seeds.canonicalize().unwrap());
    let gold = |stem: &str| -> serde_json::Value {
        let files = std::fs::read_dir("../shared/gold").unwrap().flatten();
        let path = files.map(|file| file.path()).find(|path| path.to_str().unwrap().contains(stem)).unwrap();
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    // Who has these initials in the annotations of a document.
    let called = |stem: &str, initials: &str| -> String {
        let rows = gold(stem)["attendees"].as_array().unwrap().clone();
        let row = rows.into_iter().find(|row| row["initials"] == initials).unwrap();
        row["name"].as_str().unwrap().to_owned()
    };
    let request = |query: &str| Request { limit: 50, ..Request::new(query) };
    let who = |query: &str, speech| query::who(&collection, &request(query), speech, 1).unwrap();
    let raised = who("burglary Stock", query::Speech::Raised);
    assert_eq!(raised.len(), 1);
    assert_eq!(raised[0].name, called("001_", "RH"));
    assert_eq!(raised[0].first, Some("2016-11-24".parse().unwrap()));
    let athena = who("Athena", query::Speech::All);
    assert!(athena.iter().any(|row| row.raised > 0) && athena.iter().any(|row| row.raised == 0));
    // Letters whose list was lost, and letters that mean two people on two days.
    let in_december = "date:2014-12 said:";
    assert_eq!(who(&format!("{in_december}NA"), query::Speech::All)[0].name, called("002_", "NA"));
    assert_eq!(who(&format!("{in_december}SH"), query::Speech::All)[0].name, called("003_", "SH"));
    assert_eq!(who("date:2015-09 said:SH", query::Speech::All)[0].name, called("000_", "SH"));
    assert_eq!(who("date:2014-03 said:PCC", query::Speech::All)[0].name, called("002_", "NA"));
    for code in ["91/14", "97/14"] {
        let rows =
            query::actions(&collection, &request(&format!("action:{code}")), "2016-01-01".parse().unwrap()).unwrap();
        let dates: Vec<String> = rows[0].action.history.iter().map(|event| event.date.unwrap().to_string()).collect();
        assert_eq!((rows.len(), dates), (1, vec!["2014-12-18".to_owned(), "2015-03-26".to_owned()]), "{code}");
    }
    let gaps = collection.gaps().unwrap();
    assert!(gaps.iter().any(|gap| gap.date == Some("2015-01-29".parse().unwrap())));
    assert!(gaps.iter().any(|gap| gap.codes == ["22/15", "23/15"] && gap.detail.contains("never seen")));
}

/// The meetings of a board that its clerk `EV` attends under that name, but for the last, which names nobody.
fn board(count: usize) -> Vec<Meeting> {
    let first: jiff::civil::Date = "1990-01-03".parse().unwrap();
    let meeting = |at: usize| {
        let clerk = Person {
            name: "Elin Vik".to_owned(),
            initials: Some("EV".to_owned()),
            attendance: Attendance::Present,
            ..Person::default()
        };
        Meeting {
            source: Source { path: format!("board-{at}.txt"), format: "text".to_owned(), ..Source::default() },
            body: Some("Harbour Board".to_owned()),
            date: first.checked_add(jiff::Span::new().days(i32::try_from(at).unwrap())).ok(),
            people: if at + 1 < count { vec![clerk] } else { Vec::new() },
            statements: vec![Statement {
                speaker: "EV".to_owned(),
                text: "EV asked".to_owned(),
                ..Statement::default()
            }],
            ..Meeting::default()
        }
    };
    (0..count).map(meeting).collect()
}

#[test]
fn a_large_family_is_read_twice_and_linked_as_one_that_is_not() {
    let sheet = |(at, meeting): (usize, &Meeting)| FactSheet::of(&meeting.source.path, &at.to_string(), meeting);
    let sheets: Vec<FactSheet> = board(1200).iter().enumerate().map(sheet).collect();
    let corrections = Corrections::default();
    let relations = Relations::of(sheets.iter().map(|sheet| sheet.entry.clone()).collect(), &corrections);
    let families = relations.families();
    assert_eq!(families.len(), 1);
    let reads = AtomicUsize::new(0);
    let read = |entry: &RollEntry| -> Result<MeetingFacts, serde_json::Error> {
        reads.fetch_add(1, Ordering::Relaxed);
        serde_json::from_str(&sheets[entry.id.parse::<usize>().unwrap()].facts)
    };
    let links = relations.finish(relations.link(&families[0], read).unwrap(), &[]);
    assert_eq!(reads.into_inner(), 1400, "those beyond the first thousand once more");
    // The last ones are read anew, and linked as the first: whom `EV` means is told by the meetings before.
    assert_eq!(links.names.len(), 1200);
    assert_eq!(links.names[1199].of("EV").map(|named| named.person.as_str()), Some("Elin Vik"));
    let told = relations.together(&[(&families[0], &links.summary)]);
    assert_eq!((told.persons.len(), told.persons[0].attended, told.persons[0].statements), (1, 1199, 1200));
}
