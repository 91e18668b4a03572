//! The web door: the same numbers as the command line, hostile texts as text, and nothing but what was indexed.

use crate::archive::{Archive, SAMPLE};
use crate::browsing::Visitor;
use minutebook::serve::{Site, Token};
use serde_json::Value;

/// The same rows by the command line and by the API, whatever took how long.
fn same_rows(archive: &Archive, arguments: &[&str], uri: &str) {
    let visitor = Visitor::of(archive);
    for form in ["json", "csv"] {
        let (_, told, _) = archive.outcome(&[arguments, &["--format", form]].concat());
        let answer = visitor.ask(&format!("{uri}&format={}", if form == "json" { "jsonl" } else { form }));
        assert_eq!(answer.status, 200, "{}", answer.body);
        let timeless = |text: &str| -> Vec<String> {
            let plain = |line: &str| match serde_json::from_str::<Value>(line) {
                Ok(mut row) if row.get("took_us").is_some() => {
                    row["took_us"] = Value::Null;
                    row.to_string()
                }
                _ => line.to_owned(),
            };
            text.lines().map(plain).collect()
        };
        assert_eq!(timeless(&answer.body), timeless(&told), "{arguments:?} {uri}");
        assert!(!told.is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_api_tells_what_the_command_line_tells() {
    let archive = Archive::of(SAMPLE);
    archive.outcome(&["index", "minutes"]);
    let facets = ["search", "dredging", "--facets", "topic,person,year,body", "--year", "2021"];
    same_rows(&archive, &facets, "/api/v1/search?q=dredging&facets=topic,person,year,body&year=2021&limit=10");
    same_rows(&archive, &["who", "dredging"], "/api/v1/who?q=dredging");
    same_rows(&archive, &["who", "dredging", "--raised"], "/api/v1/who?q=dredging&raised=true");
    same_rows(&archive, &["actions"], "/api/v1/actions?q=");
    let complete = ["actions", "--as-of", "2021-07-01", "--status", "complete"];
    same_rows(&archive, &complete, "/api/v1/actions?as_of=2021-07-01&status=complete");
    same_rows(&archive, &["topics"], "/api/v1/topics?q=");
    same_rows(&archive, &["people", "dredging"], "/api/v1/people?q=dredging");
    same_rows(&archive, &["meetings", "lights"], "/api/v1/meetings?q=lights");
    same_rows(&archive, &["timeline", "dredging", "--by", "quarter"], "/api/v1/timeline?q=dredging&by=quarter");
}

#[test]
fn pages_show_the_numbers_of_the_command_line() {
    let archive = Archive::of(SAMPLE);
    archive.outcome(&["index", "minutes"]);
    let visitor = Visitor::of(&archive);
    let (_, told, _) = archive.outcome(&["search", "dredging", "--facets", "topic,person", "--format", "json"]);
    let page = visitor.page("/?q=dredging");
    for row in told.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        match row["type"].as_str().unwrap() {
            "hit" => {
                assert!(page.contains(&format!("?at={}&amp;", row["id"].as_str().unwrap().split('-').nth(1).unwrap())))
            }
            "facet" => {
                let value = format!(
                    "<span class=\"value\">{}</span><span class=\"count\">{}</span>",
                    row["value"].as_str().unwrap(),
                    row["count"]
                );
                // A facet whose values divide nothing is not shown.
                let is_alone =
                    told.lines().filter(|line| line.contains(&format!("\"field\":{}", row["field"]))).count() == 1;
                assert!(is_alone || page.contains(&value), "{value} is not on the page");
            }
            _ => assert!(page.contains(&format!("<strong>{} passages</strong>", row["total"]))),
        }
    }
    assert!(page.contains("<mark>dredging</mark>"));
}

#[test]
fn facets_narrow_and_widen() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let total = |page: &str| -> u64 {
        let text = page.split("role=\"status\"><strong>").nth(1).unwrap();
        text.split(' ').next().unwrap().parse().unwrap()
    };
    let all = visitor.page("/?q=harbour+OR+dredging+OR+lights");
    let one = visitor.page("/?q=harbour+OR+dredging+OR+lights&topic=Night+lights");
    let two = visitor.page("/?q=harbour+OR+dredging+OR+lights&topic=Night+lights&topic=Dredging");
    assert!(total(&one) < total(&two) && total(&two) <= total(&all));
    // What is chosen can be taken back, and what is not can be added.
    assert!(one.contains("<span class=\"hidden\">Remove </span><span class=\"value\">Night lights</span>"));
    assert!(one.contains("<span class=\"hidden\">Add </span><span class=\"value\">Dredging</span>"));
}

#[test]
fn a_year_can_be_taken_back_and_stands_for_the_days_of_a_span() {
    let archive = Archive::of(SAMPLE);
    archive.write(
        "2022/march.txt",
        "Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tThe dredging buoys were renewed.\n",
    );
    archive.update();
    let visitor = Visitor::of(&archive);
    let column = |page: &str, year: &str| {
        let column = page.split("data-year=\"").find(|column| column.starts_with(year)).unwrap();
        column.split("</li>").next().unwrap().to_owned()
    };
    let one = visitor.page("/?q=dredging&year=2022");
    assert!(column(&one, "2022").contains("Remove ") && column(&one, "2022").contains("href=\"/?q=dredging\""));
    assert!(column(&one, "2021").contains("href=\"/?q=dredging&amp;year=2022&amp;year=2021\""));
    // The columns count whole years whatever the days, and lead to what they count.
    let span = visitor.page("/?q=dredging&from=2021-03&to=2021-12-31");
    assert!(column(&span, "2022").contains("href=\"/?q=dredging&amp;year=2022\""), "{}", column(&span, "2022"));
    let within = |year: &str| span.contains(&format!("\"within\" data-year=\"{year}\""));
    assert!(within("2021") && !within("2022"));
    assert!(span.contains("name=\"from\" value=\"2021-03-01\"") && !span.contains("name=\"year\""));
}

#[test]
fn every_page_that_can_be_reached_is_there_and_asks_nothing_elsewhere() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let pages = visitor.crawl(&["/", "/?q=dredging", "/?q=zeppelin", "/actions?as_of=2021-03-01"], 400);
    assert!(pages.len() > 40, "only {} pages", pages.len());
    for prefix in
        ["/meeting/", "/person/", "/topic/", "/action/", "/timeline", "/gaps", "/source/", "/acronyms", "/api/"]
    {
        assert!(pages.iter().any(|(uri, _)| uri.starts_with(prefix)), "no link leads to {prefix}");
    }
}

#[test]
fn markup_in_texts_names_paths_and_queries_is_text() {
    let evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b style=color:red>&amp;";
    let text = format!(
        "{evil} Committee\nThursday 25 February 2021 10:00am, {evil} Room\n\nPresent:-\nAda Birch{evil}, Chair{evil}, Trust{evil} (HT)\tAB\n\
         Colm Dray, Pilot, Guild (PG)\tCD\n\n1.\tDredging {evil}\n\tAB asked whether {evil} covers the basin. CD said no.\n\t14/21: CD to report {evil}.\n\
         2.\tAny other {evil}\n\tRESOLVED: that {evil} be done.\n"
    );
    let archive = Archive::of(&[
        ("<img src=x onerror=alert(1)>&'.txt", &text),
        ("b\"onmouseover=\"x.md", &format!("# {evil}\n\n25 March 2021\n\n## {evil}\n\n{evil} basin\n")),
    ]);
    archive.update();
    let visitor = Visitor::of(&archive);
    // Every page is taken apart as a browser would; the visitor refuses elements and attributes that are not ours.
    let query = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27%3E%3Cimg+src%3Dx%3E+basin";
    let starts = [
        "/".to_owned(),
        "/?q=basin".to_owned(),
        format!("/?q={query}&plain=true&any=true"),
        format!("/?q={query}&plain=true&topic={query}&person={query}"),
        format!("/people?q={query}&plain=true"),
        format!("/actions?q={query}&plain=true"),
        format!("/timeline?q={query}&plain=true"),
    ];
    let starts: Vec<&str> = starts.iter().map(String::as_str).collect();
    let pages = visitor.crawl(&starts, 300);
    assert!(pages.iter().filter(|(_, page)| page.contains("&lt;script&gt;alert(1)")).count() > 5);
    // A query that cannot be read comes back as text, too, and so does a name nobody has.
    for uri in [
        format!("/?q=tpoic:x+{query}"),
        format!("/person/{query}"),
        format!("/topic/{query}"),
        format!("/nowhere/{query}"),
    ] {
        let answer = visitor.ask(&uri);
        assert!((400..500).contains(&answer.status), "{uri}");
        answer.check(&uri);
    }
    let feed = visitor.ask("/api/v1/search?q=basin&format=atom");
    let feed = roxmltree::Document::parse(&feed.body).unwrap();
    assert_eq!(feed.descendants().filter(|node| node.has_tag_name("script")).count(), 0);
    assert!(feed.descendants().any(|node| node.text().is_some_and(|text| text.contains("<script>alert(1)</script>"))));
}

#[test]
fn only_what_was_indexed_can_be_read() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let id = visitor.json("/api/v1/meetings?q=")["items"][0]["id"].as_str().unwrap().to_owned();
    let source = visitor.ask(&format!("/source/{id}"));
    assert_eq!((source.status, source.header("content-type")), (200, "text/plain; charset=utf-8"));
    assert_eq!(source.body, SAMPLE[0].1);
    for name in ["..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd", "february.txt", "..", "%00", &format!("{id}%2F..%2F..")] {
        let answer = visitor.ask(&format!("/source/{name}"));
        assert_eq!(answer.status, 404, "{name}: {}", answer.body);
    }
    assert_eq!(visitor.ask("/assets/..%2Fmod.rs").status, 404);
    // A file that became another, by whatever way, is not the one that was indexed.
    let file = archive.minutes().join(SAMPLE[0].0);
    let secret = "x".repeat(SAMPLE[0].1.len());
    std::fs::write(archive.root().join("secret"), secret).unwrap();
    std::fs::remove_file(&file).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(archive.root().join("secret"), &file).unwrap();
    let fresh = Visitor::of(&archive);
    assert_eq!(fresh.ask(&format!("/source/{id}")).status, 410);
}

#[test]
fn what_the_index_withholds_no_page_shows() {
    let archive = Archive::of(SAMPLE);
    std::fs::write(archive.root().join("list"), "Ada Birch\n").unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes", "--redact", "list"]);
    assert_eq!(code, 0, "{remarks}");
    let visitor = Visitor::of(&archive);
    let id = visitor.json("/api/v1/meetings?q=")["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(visitor.ask(&format!("/source/{id}")).status, 403);
    let pages = visitor.crawl(&["/", "/?q=dredging", &format!("/meeting/{id}?at=3"), "/api/v1/suggest?q=bir"], 300);
    for (uri, page) in pages {
        assert!(!page.contains("Birch"), "{uri}");
    }
}

#[test]
fn a_path_and_a_line_lead_to_their_passage() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let found = visitor.json("/api/v1/search?q=timetable");
    let hit = &found["hits"][0];
    let path = hit["path"].as_str().unwrap().replace('/', "%2F");
    let answer = visitor.ask(&format!("/at?path={path}&line={}", hit["line_end"]));
    let number = hit["id"].as_str().unwrap().split('-').nth(1).unwrap();
    assert_eq!(answer.status, 303);
    assert!(answer.header("location").ends_with(&format!("?at={number}#p{number}")), "{}", answer.header("location"));
    assert_eq!(visitor.ask("/at?path=%2Fetc%2Fpasswd&line=1").status, 404);
}

#[test]
fn refusals_are_pages_for_readers_and_problems_for_programs() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let page = visitor.ask("/?q=dredging+tpoic:x");
    assert_eq!(page.status, 400);
    assert!(
        page.body.contains("unknown field tpoic")
            && page.body.contains("^^^^^")
            && page.body.contains("did you mean topic:")
    );
    let problem = |uri: &str, status: u16| {
        let answer = visitor.ask(uri);
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{uri}");
        let problem: Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["status"], status);
        problem["detail"].as_str().unwrap().to_owned()
    };
    assert!(problem("/api/v1/search?q=tpoic:x", 400).contains("unknown field"));
    assert!(problem("/api/v1/search?tpoic=x", 400).contains("unknown parameter"));
    assert!(problem("/api/v1/search?limit=many", 400).contains("number"));
    problem("/api/v1/search?format=xml", 400);
    problem("/api/v1/timeline?by=week", 400);
    problem("/api/v1/show/nobody", 404);
    problem("/api/v1/nothing", 404);
    problem(&format!("/api/v1/search?q={}", "x".repeat(2000)), 400);
    problem(&format!("/api/v1/search?q={}", "x".repeat(9000)), 414);
    let posted = visitor.method("POST", "/api/v1/search");
    assert_eq!((posted.status, posted.header("allow")), (405, "GET, HEAD"));
}

#[test]
fn without_a_token_only_this_machine_may_ask_and_with_one_whoever_knows_it() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let open = Visitor::of(&archive);
    assert_eq!(open.ask_with("/", &[("host", "localhost:8080")]).status, 200);
    assert_eq!(open.ask_with("/", &[("host", "minutes.example")]).status, 421);
    let file = archive.root().join("token");
    std::fs::write(&file, "too short\n").unwrap();
    assert!(Token::read(&file).is_err());
    std::fs::write(&file, "correct-horse-battery\n").unwrap();
    let token = Token::read(&file).unwrap();
    let guarded = Visitor::at(Site::open(&archive.root().join("index")).unwrap().with_token(token));
    let refused = guarded.ask("/api/v1/search?q=dredging");
    assert_eq!(refused.status, 401);
    assert!(refused.header("www-authenticate").starts_with("Basic "));
    assert_eq!(guarded.ask("/health").status, 200);
    let with =
        |value: &str| guarded.ask_with("/?q=dredging", &[("authorization", value), ("host", "minutes.example")]).status;
    assert_eq!(with("Bearer correct-horse-battery"), 200);
    assert_eq!(with("Basic YW55Ym9keTpjb3JyZWN0LWhvcnNlLWJhdHRlcnk="), 200);
    assert_eq!(with("Bearer correct-horse-batterx"), 401);
    // Nor does anybody else get the answer that was just given.
    assert_eq!(guarded.ask("/?q=dredging").status, 401);
    let (code, _, remarks) = archive.outcome(&["serve", "--bind", "0.0.0.0:0"]);
    assert_eq!(code, 2);
    assert!(remarks.contains("no token guards it") && remarks.contains("--token FILE"), "{remarks}");
}

#[test]
fn the_description_names_every_route_and_every_reference_in_it_leads_somewhere() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let document = visitor.json("/api/v1/openapi.json");
    assert_eq!(document["openapi"], "3.1.1");
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 12);
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                found.extend(object.get("$ref").and_then(Value::as_str).map(str::to_owned));
                object.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 30);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    let manual = std::fs::read_to_string("docs/serve.md").unwrap();
    for path in paths.keys() {
        let name = path.split('/').nth(1).unwrap();
        assert!(manual.contains(&format!("`/{name}")), "/{name} is not in docs/serve.md");
    }
    for path in paths.keys().filter(|path| !path.contains('{')) {
        assert_eq!(visitor.ask(&format!("/api/v1{path}")).status, 200, "{path}");
    }
}

#[test]
fn pages_of_rows_follow_each_other_without_loss() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    for (start, list) in [("/api/v1/search?q=&year=2021&limit=3", "hits"), ("/api/v1/topics?limit=2", "items")] {
        let (mut uri, mut rows) = (Some(start.to_owned()), Vec::new());
        while let Some(next) = uri {
            let page = visitor.json(&next);
            rows.extend(page[list].as_array().unwrap().iter().cloned());
            uri = page["next"].as_str().map(str::to_owned);
        }
        let all = visitor.json(&start.replace("limit=3", "limit=1000").replace("limit=2", "limit=1000"));
        assert_eq!(rows.len(), all[list].as_array().unwrap().len(), "{start}");
        assert!(rows.len() > 2);
    }
}

#[test]
fn suggestions_complete_what_is_typed() {
    let archive = Archive::of(SAMPLE);
    archive.update();
    let visitor = Visitor::of(&archive);
    let suggested = |typed: &str| -> Vec<String> {
        let answer = visitor.json(&format!("/api/v1/suggest?q={typed}"));
        answer["items"].as_array().unwrap().iter().map(|row| row["query"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(suggested("basin+nig"), ["basin topic:=\"Night lights\""]);
    assert!(suggested("ada")[0].starts_with("person:="));
    assert!(suggested("14")[0].starts_with("action:"));
    // What is suggested finds something.
    for query in ["nig", "ada", "14"] {
        let query = suggested(query).remove(0);
        let found = visitor.ask(&format!("/?q={}", query.replace('"', "%22").replace(' ', "+")));
        assert!(found.body.contains("passage"), "{query}: {}", found.body);
        assert!(!found.body.contains("Nothing found"), "{query}");
    }
}

#[test]
fn a_source_that_browsers_do_not_show_stands_beside_as_it_was_read() {
    let archive = Archive::of(&[]);
    archive.update_from(std::path::Path::new("fixtures/formats/docx"));
    let visitor = Visitor::of(&archive);
    let found = visitor.json("/api/v1/search?q=quad&limit=1");
    let (id, line) = (found["hits"][0]["id"].as_str().unwrap(), &found["hits"][0]["line_start"]);
    let (meeting, number) = id.rsplit_once('-').unwrap();
    let page = visitor.page(&format!("/meeting/{meeting}?at={number}"));
    let beside = page.split("class=\"lines\"").nth(1).unwrap().split("</ol>").next().unwrap();
    let here = format!("<li class=\"here\" value=\"{line}\">");
    assert!(beside.contains(&here), "{here} is not in {beside}");
    assert!(beside.matches("<li").count() > 2 && beside.contains("quad bikes"));
}
