//! The archive for other programs, a dossier for other people, and what is new since last time.

use crate::archive::{Archive, SAMPLE};
use serde_json::Value;

fn indexed() -> Archive {
    let archive = Archive::of(SAMPLE);
    assert_eq!(archive.outcome(&["index", "minutes"]).0, 0);
    archive
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn lines_are_those_of_the_commands() {
    let archive = indexed();
    let (code, told, _) = archive.outcome(&["export"]);
    assert_eq!(code, 0);
    let exported = rows(&told);
    let of = |kind: &str| -> Vec<&Value> { exported.iter().filter(|row| row["type"] == kind).collect() };
    assert_eq!((of("meeting").len(), of("action").len()), (2, 1));
    let (_, actions, _) = archive.outcome(&["actions", "--format", "json"]);
    assert_eq!(*of("action")[0], rows(&actions)[0]);
    let id = of("meeting")[0]["id"].as_str().unwrap();
    let (_, meeting, _) = archive.outcome(&["show", id, "--format", "json"]);
    assert_eq!(*of("meeting")[0], rows(&meeting)[0]);
    for table in ["actions", "meetings", "people", "topics", "gaps"] {
        let (_, exported, _) = archive.outcome(&["export", "--as", "csv", "--table", table]);
        let (_, listed, _) = archive.outcome(&[table, "--format", "csv"]);
        assert_eq!(exported, listed, "{table}");
    }
}

#[test]
fn popolo_names_people_bodies_and_who_belonged_where() {
    let (_, told, _) = indexed().outcome(&["export", "--as", "popolo"]);
    let popolo: Value = serde_json::from_str(&told).unwrap();
    let list = |name: &str| popolo[name].as_array().unwrap().clone();
    let ada = list("persons").into_iter().find(|person| person["name"] == "Ada Birch").unwrap();
    let body = list("organizations").into_iter().find(|body| body["classification"] == "body").unwrap();
    let of_ada: Vec<Value> =
        list("memberships").into_iter().filter(|membership| membership["person_id"] == ada["id"]).collect();
    assert!(of_ada.iter().any(|membership| membership["organization_id"] == body["id"]));
    assert!(of_ada.iter().any(|membership| membership["role"] == "Chair" && membership["start_date"] == "2021-02-25"));
    // Every reference leads to something that is there.
    let ids = |name: &str| list(name).iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    for membership in list("memberships") {
        assert!(ids("persons").contains(&membership["person_id"]), "{membership}");
        let organisation = membership.get("organization_id");
        assert!(organisation.is_none_or(|id| ids("organizations").contains(id)), "{membership}");
    }
    assert_eq!(list("events").len(), 2);
}

#[test]
fn oparl_has_meetings_with_their_agenda() {
    let (_, told, _) = indexed().outcome(&["export", "--as", "oparl"]);
    let objects = rows(&told);
    let kind = |object: &Value| object["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(kind(&objects[0]), "Body");
    let meetings: Vec<&Value> = objects.iter().filter(|object| kind(object) == "Meeting").collect();
    assert_eq!(meetings.len(), 2);
    assert_eq!(meetings[0]["start"], "2021-02-25T10:00:00");
    assert_eq!(meetings[0]["agendaItem"][1]["name"], "Night lights");
    let known: Vec<&Value> = objects.iter().map(|object| &object["id"]).collect();
    for meeting in meetings {
        let named =
            meeting["organization"].as_array().unwrap().iter().chain(meeting["participant"].as_array().unwrap());
        named.for_each(|id| assert!(known.contains(&id), "{id} is not in the export"));
    }
}

#[test]
#[cfg(feature = "web")]
fn a_dossier_is_pages_that_need_no_server() {
    let archive = indexed();
    let (code, _, remarks) = archive.outcome(&["export", "--dossier", "Dredging", "dossier"]);
    assert_eq!(code, 0, "{remarks}");
    let page = std::fs::read_to_string(archive.root().join("dossier/index.html")).unwrap();
    assert!(page.contains("<h1>Dredging</h1>") && page.contains("14/21") && page.contains("covers the east basin"));
    assert!(
        !page.contains("<a ") && !page.replace("http://www.w3.org/2000/svg", "").contains("://"),
        "it leads elsewhere"
    );
    assert!(archive.root().join("dossier/style.css").exists());
    let (code, _, remarks) = archive.outcome(&["export", "--dossier", "Zeppelins", "other"]);
    assert_eq!(code, 2);
    assert!(remarks.contains("no topic is called Zeppelins") && !archive.root().join("other").exists());
}

#[test]
fn what_was_told_is_not_told_again() {
    let archive = indexed();
    let (code, told, remarks) = archive.outcome(&["watch", "dredging", "lights", "--format", "json"]);
    assert_eq!(code, 0, "{remarks}");
    let (_, found, _) = archive.outcome(&["search", "dredging", "--format", "json", "--limit", "100"]);
    let of = |query: &str| rows(&told).iter().filter(|row| row["query_id"] == query).count();
    assert_eq!(of("dredging"), rows(&found).len() - 1);
    assert!(of("lights") > 0);
    assert_eq!(archive.outcome(&["watch", "dredging", "lights"]).0, 1);
    archive.write(
        "2022/march.txt",
        "Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tThe dredging buoys were renewed.\n",
    );
    archive.outcome(&["index", "minutes"]);
    // A query that cannot be read spoils nothing.
    assert_eq!(archive.outcome(&["watch", "dredging", "tpoic:x"]).0, 2);
    let (code, told, _) = archive.outcome(&["watch", "dredging"]);
    assert_eq!(code, 0);
    assert!(told.contains("buoys were renewed") && !told.contains("timetable"), "{told}");
    // Other queries are watched for themselves, and a rebuilt index has nothing new.
    archive.outcome(&["index", "--rebuild", "minutes"]);
    assert_eq!(archive.outcome(&["watch", "dredging"]).0, 1);
}

#[test]
fn queries_to_watch_may_stand_in_the_configuration() {
    let archive = indexed();
    let (code, _, remarks) = archive.outcome(&["watch"]);
    assert!(code == 2 && remarks.contains("no queries to watch"), "{remarks}");
    std::fs::write(archive.root().join("minutebook.toml"), "watch = [\"lights\"]\n").unwrap();
    let (code, told, _) = archive.outcome(&["watch"]);
    assert!(code == 0 && told.contains("[lights]") || told.contains("lights"), "{told}");
}

#[test]
#[cfg(feature = "web")]
fn a_feed_of_news_is_atom() {
    let (_, told, _) = indexed().outcome(&["watch", "dredging", "--atom"]);
    let feed = roxmltree::Document::parse(&told).unwrap();
    let entries = feed.descendants().filter(|node| node.tag_name().name() == "entry").count();
    assert!(entries > 1, "{told}");
}

#[test]
fn the_index_follows_its_sources() {
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let archive = indexed();
    let mut follower = Command::new(env!("CARGO_BIN_EXE_minutebook"))
        .args(["index", "--watch", "minutes", "--quiet"])
        .current_dir(archive.root())
        .env_clear()
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let mut is_found = false;
    while !is_found && start.elapsed() < Duration::from_secs(90) {
        // Written again and again: when the folder begins to be watched is not known here.
        let text = format!("Harbour Liaison Meeting\n24 March 2022\n\n1.\tBuoys\n\tZeppelin {:?}.\n", start.elapsed());
        archive.write("2022/march.txt", &text);
        std::thread::sleep(Duration::from_secs(5));
        is_found = archive.outcome(&["search", "zeppelin"]).0 == 0;
    }
    follower.kill().unwrap();
    follower.wait().unwrap();
    assert!(is_found);
}
