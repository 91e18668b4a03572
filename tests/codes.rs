//! Terms that are more than letters: codes, amounts, times and names are found as typed, by their parts, in every writing.

use crate::archive::{Archive, ask};
use minutebook::index::Collection;
use minutebook::query::{Answer, Request, search};

/// Sentence in which a term stands, between words that no other has.
fn sentence(term: &str) -> String {
    format!("AB noted that zulu {term} yankee was read.")
}

fn minutes(term: &str) -> String {
    format!("Harbour Liaison Meeting\nThursday 25 February 2021\n\n1.\tQuay\n\t{}\n", sentence(term))
}

/// Paths of the files whose passages match, where nothing had to be said about the query.
fn found(collection: &Collection, query: &str) -> Vec<String> {
    let answer = ask(collection, query);
    let is_plain = answer.summary.warnings.is_empty();
    let mut paths: Vec<String> = answer.hits.into_iter().filter(|_| is_plain).map(|hit| hit.path).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Every writing of a term is found by every writing of it and by its parts, and by nothing near it.
fn check(written: &[&str], parts: &[&str], others: &[&str]) {
    let files: Vec<(String, String)> =
        written.iter().enumerate().map(|(at, term)| (format!("{at}.txt"), minutes(term))).collect();
    let named: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (collection, _) = Archive::of(&named).update();
    for typed in written {
        let (lower, upper) = (typed.to_lowercase(), typed.to_uppercase());
        let quoted = format!("\"{typed}\"");
        let near = format!("\"yankee {typed} zulu\"~9");
        for query in [typed, lower.as_str(), upper.as_str(), &quoted, &near] {
            assert_eq!(found(&collection, query).len(), written.len(), "{query} in {written:?}");
        }
        // A phrase typed in one word does not know where others part it.
        if typed.contains('-') || !written.iter().any(|term| term.contains(['-', '\u{2010}'])) {
            let phrase = format!("\"zulu {typed} yankee\"");
            assert_eq!(found(&collection, &phrase).len(), written.len(), "{phrase} in {written:?}");
        }
        let hit = ask(&collection, typed).hits.remove(0);
        let marked: String =
            hit.highlights.iter().flat_map(|[from, to]| hit.text.chars().skip(*from).take(to - from)).collect();
        assert!(!marked.is_empty() && sentence(written[0]).len() > marked.len(), "{typed}: {marked} in {}", hit.text);
    }
    for part in parts {
        assert_eq!(found(&collection, part).len(), written.len(), "{part} in {written:?}");
    }
    for other in others {
        assert!(found(&collection, other).is_empty(), "{other} finds one of {written:?}");
    }
}

#[test]
fn codes_are_found_as_typed_and_by_their_parts() {
    check(
        &["66/15"],
        &["66", "15", "\"66 15\"", "66/*", "66/1*"],
        &["6/15", "66/1", "66/16", "6615", "15/66", "\"15 66\""],
    );
    check(&["13-16/15", "13\u{2011}16/15", "13–16/15"], &["13", "16", "15", "13-*"], &["13-15/16", "1316/15"]);
    check(&["CID94"], &["CID", "94", "\"CID 94\"", "CID9*", "CID95~1"], &["CID9", "ID94", "CID49", "94CID"]);
    check(&["2015/16"], &["2015", "16", "2015/*"], &["2015/17", "15/16", "201516"]);
    check(&["T/D/Supt"], &["T", "D", "Supt", "T/D/*", "\"T D Supt\""], &["D/T/Supt", "TDSupt"]);
}

#[test]
fn times_and_amounts_are_found_as_typed_and_by_their_parts() {
    check(&["14:30"], &["14", "30", "14:*"], &["14:03", "1430", "30:14"]);
    check(&["£3.6m"], &["3.6m", "6m", "£3*", "\"3.6m\""], &["£3.7m", "£36m", "$3.6m"]);
    check(&["£1,200"], &["1200", "1,200", "£1200"], &["£1,201", "12,00"]);
    check(&["16.2%"], &["16.2", "16"], &["16.3%", "162%"]);
}

#[test]
fn names_and_joined_words_are_found_in_one_and_in_several_words() {
    check(
        &["Dale-White", "Dale\u{2010}White", "Dale\u{2011}White", "DaleWhite"],
        &["dalewhite", "dale*", "\"dale-white\"", "DaleWite~1"],
        &["White-Dale", "Dale-Black"],
    );
    check(&["Dale-White", "Dale\u{2011}White"], &["Dale", "White", "\"Dale White\""], &[]);
    check(
        &["non-cooperative", "noncooperative", "non\u{ad}cooperative"],
        &["noncoop*", "non-coop*"],
        &["cooperative-non"],
    );
    check(&["co-operate", "cooperate", "coöperate"], &["co-operation", "cooperating"], &["operate-co"]);
}

#[test]
fn quotes_accents_ligatures_and_letters_that_look_the_same_make_no_difference() {
    check(&["PCC's", "PCC’s", "PCCʼs", "PCC‘s", "PCC`s"], &["PCC", "\"PCC\"", "pcc*"], &["PCs", "\"PCCs\""]);
    check(&["O'Hare", "O’Hare"], &["OHare", "Hare", "\"O Hare\""], &["Hare'O"]);
    check(&["Zoë", "Zoe", "Zoe\u{308}", "ＺＯＥ"], &["zo*"], &["Zo"]);
    check(&["oﬃcer", "officer"], &["officers", "offi*", "oficer~1"], &["\"officers\""]);
    check(&["KSIs"], &["KSI", "\"KSIs\"", "ksis"], &["KSAs"]);
    check(&["ТВ", "TB"], &["tb", "т*"], &["T"]);
    check(&["Straße", "Strasse"], &["strass*"], &["Strase"]);
}

#[test]
fn quotes_switch_other_forms_off() {
    let (collection, _) = Archive::of(&[("a.txt", &minutes("officers"))]).update();
    for (query, expected) in
        [("officer", 1), ("\"officer\"", 0), ("\"officers\"", 1), ("\"zulu officer\"", 0), ("offi*", 1)]
    {
        assert_eq!(found(&collection, query).len(), expected, "{query}");
    }
}

const FIELDS: &str = "Harbour Liaison Meeting\nThursday 25 February 2021\n\nPresent:-\n\
    Ada Dale-White, Chair, Harbour Pilots' Trust (HT)\tADW\n\n\
    1.\tNight lights at Quay 13\n\tADW asked whether the lamps were lit.\n\t14/21: ADW to report on the lamps.\n\
    2.\tDredging\n\tADW noted that it was late.\n";

fn total(collection: &Collection, query: &str) -> u64 {
    let Answer { summary, .. } = search(collection, &Request::new(query)).unwrap();
    if summary.warnings.is_empty() { summary.total } else { 0 }
}

#[test]
fn phrases_are_found_in_every_field_of_text_and_only_in_their_order() {
    let (collection, _) = Archive::of(&[("a.txt", FIELDS)]).update();
    let table = [
        ("topic", "lights at quay", "quay lights"),
        ("topic", "night lights", "lights night"),
        ("item", "quay 13", "13 quay"),
        ("body", "harbour liaison", "liaison harbour"),
        ("person", "ada dale-white", "white-dale ada"),
        ("said", "Ada Dale", "Dale Ada"),
        ("raised", "dale white", "white dale"),
        ("owner", "ada dale", "dale ada"),
        ("org", "harbour pilots' trust", "trust pilots'"),
    ];
    for (field, phrase, other) in table {
        assert!(total(&collection, &format!("{field}:\"{phrase}\"")) > 0, "{field}: {phrase}");
        assert_eq!(total(&collection, &format!("{field}:\"{other}\"")), 0, "{field}: {other}");
        let first: String = phrase.chars().take(3).collect();
        assert!(total(&collection, &format!("{field}:{first}*")) > 0, "{field}: {first}*");
        assert!(
            total(&collection, &format!("{field}:\"{other}\"~9")) > 0 || other.contains('-'),
            "{field}: near {other}"
        );
    }
    assert!(total(&collection, "action:14/21") > 0 && total(&collection, "action:14/22") == 0);
}
