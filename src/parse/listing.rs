//! Shapes of attendance lists: surnames first, posts first, groups, crowds, rows of tables.

use super::flow::{Kind, Para};
use super::hold::opens;
use super::initials::{latin, may_stand_for};
use super::known::Sort;
use super::name::is_name;
use super::names::{self, Entry};
use super::table::is_initials;
use super::tokens::{Token, tokens};
use super::words::{self, Column};
use crate::meeting::Attendance;
use memchr::memmem::Finder;
use regex::Regex;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes of a long text by which a list is told from other text.
const LIST_HEAD: usize = 2000;

/// Bytes of a paragraph within which it runs into a list, and of that list.
const TITLE: usize = 500;
const RUN_IN: usize = 1000;

/// `Anna Berg (AB), Tom Moss (TM), ...`: a list of abbreviations without a label.
pub(super) fn abbreviations(text: &str) -> Vec<Entry> {
    let read = |text: &str| {
        let entries = if text.matches('(').nth(2).is_some() { names::people(text) } else { Vec::new() };
        let named = entries.iter().filter(|entry| entry.initials.is_some()).count();
        if named >= 3 && named * 4 >= entries.len() * 3 { entries } else { Vec::new() }
    };
    // what opens as no list is none, however long it is
    let head = &text[..text.floor_char_boundary(LIST_HEAD)];
    if head.len() < text.len() && read(head).is_empty() { Vec::new() } else { read(text) }
}

/// The rest of a sentence that names people: a full stop behind a single letter or a title does not end it, what became of
/// their apologies does.
pub(super) fn sentence(text: &str) -> &str {
    static ACCEPTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s(?:(?:and|which|these)\s)?(?:(?:were|was|are|be|have been|had been)\s)?(?:accepted|received|noted|approved)(?-u:\b)")
            .expect("the pattern is valid")
    });
    let ends = |at: &usize| {
        let word = text[..*at].rsplit([' ', '(', '.']).next().unwrap_or_default();
        word.chars().count() > 1 && words::title(word).is_none()
    };
    let end = text.match_indices(". ").map(|(at, _)| at).find(ends);
    let text = &text[..end.unwrap_or(text.len())];
    &text[..ACCEPTED.find(text).map_or(text.len(), |found| found.start())]
}

/// `none`, `There were no apologies`: a list with nobody on it.
pub(super) fn names_nobody(text: &str) -> bool {
    ["none", "there were", "no apologies"].iter().any(|nobody| opens(text.trim_start(), nobody))
}

/// `(Name, Position)` behind a label: how its list is to be read, and nobody.
pub(super) fn is_note(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.find(')') == Some(text.len() - 1)
}

/// Whether a line gives people and what they are by a dash, or a group and its people by a colon.
///
/// `Ann Hale and Piet Moss – Harbour representatives`, `Deans: A. Hale, P. Moss`
pub(super) fn tells_one_kind(text: &str) -> bool {
    let is_kind = |word: &str| {
        let word = words::bare(word);
        words::is_post(word) || words::is_organisation(word) || word.strip_suffix('s').is_some_and(words::is_post)
    };
    let dash = [" – ", " - "].iter().find_map(|dash| text.split_once(dash));
    dash.is_some_and(|(_, kind)| kind.split_whitespace().nth(6).is_none() && kind.split_whitespace().any(is_kind))
        || text.find(": ").is_some_and(|at| at < 30) && group(text).is_some()
}

/// Where the lists stand in a paragraph that runs into one from something else.
///
/// `... HELD ON 6 JULY Present: Cllr Anna Berg, Cllr Piet Hale. 1. Apologies`, `welcomed those present: Anna Berg, Piet Hale`.
pub(super) fn run_in(para: &Para) -> Vec<Range<usize>> {
    static ALSO: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:also )?(?:present|in attendance)\s?:\s*").expect("the label pattern is valid")
    });
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s[0-9]{1,2}(?:[.][0-9]{1,2})?[.)]?\s+\p{Lu}").expect("the item pattern is valid")
    });
    if !matches!(para.kind, Kind::Plain | Kind::Item { .. }) || !para.words.have(Sort::OpensAttendance) {
        return Vec::new();
    }
    let text = para.string();
    let Some(label) = label_within(&text[..text.floor_char_boundary(TITLE)]) else { return Vec::new() };
    let list = &text[label.end..text.floor_char_boundary(label.end + RUN_IN)];
    let list = &list[..ITEM.find(list).map_or(list.len(), |item| item.start())];
    let mut ranges = Vec::new();
    let mut from = 0;
    for label in ALSO.find_iter(list).map(|label| label.range()).chain(std::iter::once(list.len()..list.len())) {
        ranges.push(from..label.start);
        from = label.end;
    }
    ranges.into_iter().map(|range| label.end + range.start..label.end + range.end).collect()
}

/// The label of a list inside a text: `... held on 6 July Present: `, `welcomed those present: `.
pub(super) fn label_within(text: &str) -> Option<Range<usize>> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\s)(?:(?i:(?:members|councillors|those) present)(?: were)?|Present|PRESENT|Attendance|ATTENDANCE|Attendees)\s?[:–—-]\s*")
            .expect("the label pattern is valid")
    });
    // letters that every label has
    static LETTERS: LazyLock<[Finder; 4]> = LazyLock::new(|| ["resent", "RESENT", "ttend", "TTEND"].map(Finder::new));
    let may_hold = LETTERS.iter().any(|letters| letters.find(text.as_bytes()).is_some());
    Some(text).filter(|_| may_hold).and_then(|text| LABEL.find(text)).map(|label| label.range())
}

/// The text with its crowd (`and 4 members of the public`) blanked out: bytes keep their places.
pub(super) fn without_crowd(text: &str) -> Cow<'_, str> {
    static CROWD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)[,;&.]?\s*(?:(?-u:\b)(?:and|plus|together with|also|as well as|there (?:were|was)|also present:?)\s+)*",
            r"(?:(?-u:\b)(?:[0-9]{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|no|a number of|approximately [0-9]+)\s+)?",
            r"(?:other\s+)?(?:(?:parish\s+|local\s+)?(?:electors|parishioners)|(?-u:\b)(?:[0-9]{1,3}|several|some|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)\s+(?:other\s+)?residents|(?:members?|residents?|representatives?)\s+of\s+(?:the\s+)?(?:public|press))(?:\s+(?:and press|were present|was present|present|attended|in attendance))?(?:\s?:\s?[0-9]{1,3}(?-u:\b))?"
        ))
        .expect("the crowd pattern is valid")
    });
    const CROWDS: [&str; 4] = ["public", "press", "electors", "parishioners"];
    let opens =
        |rest: &[u8], word: &str| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    let names_crowd = |(at, pair): (usize, &[u8])| {
        matches!([pair[0] | 0x20, pair[1] | 0x20], [b'p', b'u' | b'r' | b'a'] | [b'e', b'l'])
            && CROWDS.iter().any(|crowd| opens(&text.as_bytes()[at..], crowd))
    };
    if !text.as_bytes().windows(2).enumerate().any(names_crowd) {
        return Cow::Borrowed(text);
    }
    let mut kept = text.to_owned();
    for crowd in CROWD.find_iter(text) {
        let mut blank = " ".repeat(crowd.len());
        if crowd.len() > 1 {
            blank.replace_range(0..1, ",");
        }
        kept.replace_range(crowd.range(), &blank);
    }
    Cow::Owned(kept)
}

/// Names and posts a table row gives, brought together from its cells.
pub(super) fn row_entry(paras: &[Para], index: usize) -> Option<(Entry, Option<Option<String>>)> {
    let row = paras[index].row?;
    let cells: Vec<&Para> =
        paras.iter().skip(index.saturating_sub(6)).take(14).filter(|para| para.row == Some(row)).collect();
    let cell =
        |column: Column| cells.iter().find(|para| para.kind == Kind::Cell(column)).map(|para| para.string().trim());
    let first = cell(Column::Name)?;
    let full = cell(Column::Surname).map_or(first.to_owned(), |last| format!("{first} {last}"));
    let mut entry = super::lone_entry::surname_first(&full).or_else(|| names::people(&full).into_iter().next())?;
    if let Some(initials) = cell(Column::Initials) {
        let initials = latin(initials);
        if is_initials(&initials) {
            let letters = initials.split(" (").next().unwrap_or_default();
            entry.initials = Some(letters.trim_matches(['(', ')', '[', ']']).to_owned());
        }
    }
    if let Some(role) = cell(Column::Role) {
        entry.role = Some(role.to_owned());
    }
    let organisation = cell(Column::Organisation).map(|organisation| Some(organisation.to_owned()));
    Some((entry, organisation))
}

/// What the row's attendance column says of somebody who did not come.
pub(super) fn absence(paras: &[Para], index: usize) -> Option<Attendance> {
    let row = paras[index].row;
    let is_of_row = |para: &&Para| row.is_some() && para.row == row && para.kind == Kind::Cell(Column::Present);
    let mut near = paras.iter().skip(index.saturating_sub(8)).take(18).filter(is_of_row);
    near.find_map(|para| match para.string().trim().to_lowercase().as_str() {
        "no" | "n" | "absent" | "-" | "x" => Some(Attendance::Other),
        "apologies" | "apology" | "apologies given" | "apologies sent" | "apols" | "excused" => {
            Some(Attendance::Apologies)
        }
        _ => None,
    })
}

/// The cell of the row that holds the name.
pub(super) fn row_name<'a>(paras: &'a [Para<'a>], index: usize) -> Option<&'a Para<'a>> {
    let row = paras[index].row?;
    paras
        .iter()
        .skip(index.saturating_sub(6))
        .take(14)
        .find(|para| para.row == Some(row) && para.kind == Kind::Cell(Column::Name))
}

/// `QUAY - Anna Berg, Tom Moss`: the group's name, and where its people start.
pub(super) fn group(text: &str) -> Option<(Option<&str>, usize)> {
    let (end, start) = parting_mark(text)?;
    let name = text[..end].trim().trim_matches(['*', '•']).trim();
    let names_group = |word: &str| {
        let is_acronym = word.chars().count() >= 2 && !word.contains(char::is_lowercase);
        let is_figure = word.bytes().all(|byte| byte.is_ascii_digit());
        is_acronym || is_figure || words::is_organisation(word) || word.starts_with("Non-")
    };
    // before a colon, any few words head the names behind them
    let is_headed = text[end..].starts_with(':') && name.starts_with(char::is_uppercase);
    let is_group = (1..=4).contains(&name.split_whitespace().count())
        && (is_headed || name.split_whitespace().any(names_group))
        && words::attendance(name).is_none()
        && words::title(name).is_none();
    let rest = end + start;
    let opens = |entry: &Entry| text[rest..][..entry.range.start].trim().trim_start_matches('[').is_empty();
    // a surname alone has its title: `Flat 3 - Mr Berg`
    let has_full_names = |entries: &[Entry]| {
        entries.iter().all(|entry| {
            let own = &text[rest..][entry.range.clone()];
            entry.name.contains(' ') || own.split(' ').next().is_some_and(|word| words::title(word).is_some())
        })
    };
    let people = if is_group { names::named(&text[rest..]) } else { Vec::new() };
    // `AB - Anna Berg, Northmere Council`: her letters, and no group
    if matches!(&people[..], [first, ..] if is_initials(&latin(name)) && may_stand_for(&latin(name), &first.name)) {
        return None;
    }
    let is_body = name.split_whitespace().any(names_group);
    (people.first().is_some_and(opens) && has_full_names(&people)).then_some((Some(name).filter(|_| is_body), rest))
}

/// The first of the marks that part a group from its people, and its length: ` - `, ` – `, `: `.
fn parting_mark(text: &str) -> Option<(usize, usize)> {
    // the long dash is told by its first byte
    memchr::memchr3_iter(b':', b'-', "–".as_bytes()[0], text.as_bytes()).find_map(|at| {
        let marks = [(": ", at), (" - ", at.saturating_sub(1)), (" – ", at.saturating_sub(1))];
        marks
            .iter()
            .find(|(mark, at)| text.as_bytes()[*at..].starts_with(mark.as_bytes()))
            .map(|(mark, at)| (*at, mark.len()))
    })
}

/// The post that a group is named by, of one person: `Director` of `Directors: Anna Berg, Tom Moss`, `Head of Finance`.
pub(super) fn group_post(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches([':', '-', '–', ' ']);
    let tokens = tokens(name);
    let is_whole = tokens.iter().all(Token::may_name_post);
    let is_office = tokens.iter().any(|token| token.raw == "of");
    let post = if is_office { tokens.first() } else { tokens.last() }.filter(|_| is_whole)?;
    match post {
        post if post.known.is(Sort::PersonalPost) => Some(name.to_owned()),
        post if words::is_personal_posts(post.word) => {
            Some(format!("{}{}", &name[..post.end() - 1], &name[post.end()..]))
        }
        _ => None,
    }
}

/// `Chairman Mrs D Clay Vice Chairman Mrs C Hart Councillors M Lea J Tay`: posts before names, no mark between them.
///
/// All of the text must read so; a post in the plural holds for every name behind it.
pub(super) fn posts_first(text: &str) -> Vec<Entry> {
    // three names at least, of two words each
    if text.split_whitespace().nth(5).is_none() {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut post: Option<Range<usize>> = None;
    let mut at = 0;
    while at < tokens.len() {
        let end = at + post_words(&tokens[at..]);
        if end > at {
            post = Some(tokens[at].start..tokens[end - 1].end());
            at = end;
        }
        let titles = tokens[at..].iter().take_while(|token| token.known.title().is_some()).count();
        let Some(length) = name_length(&tokens[at + titles..]) else { return Vec::new() };
        let name = &tokens[at + titles..at + titles + length];
        let role = post.clone().map(|range| text[range].trim_end_matches([':', ',']).to_owned());
        let is_plural = role.as_deref().is_some_and(|role| role.ends_with('s'));
        found.push(Entry {
            name: name.iter().map(|token| token.raw.trim_end_matches([',', ';'])).collect::<Vec<_>>().join(" "),
            role: role.map(|role| if is_plural { role[..role.len() - 1].to_owned() } else { role }),
            range: tokens[at].start..name[length - 1].end(),
            ..Entry::default()
        });
        if !is_plural {
            post = None;
        }
        at += titles + length;
    }
    let posts = found.iter().filter(|entry| entry.role.is_some()).count();
    let is_many = found.len() >= 3 && posts * 2 > found.len();
    if is_many || found.len() == 2 && posts == 2 { found } else { Vec::new() }
}

/// How many words a post takes: `Vice Chairman`, `County Councillor`, `Councillors`.
pub(super) fn post_words(tokens: &[Token]) -> usize {
    let is_post = |token: &Token| {
        let is_plural = || token.word.ends_with('s') && words::is_personal_post(token.word.trim_end_matches('s'));
        token.known.is(Sort::PersonalPost) || is_plural()
    };
    let before = tokens.iter().take(3).take_while(|token| token.starts_upper() && !is_post(token)).count();
    // `Public Works Director`: a surname too, and so no word of posts by itself
    let is_bound = tokens[..before]
        .iter()
        .all(|token| token.known.is(Sort::Post) || token.known.is(Sort::Organisation) || token.word == "Works");
    match tokens.get(before) {
        Some(token) if is_post(token) && is_bound => before + 1,
        _ => 0,
    }
}

/// How many words a name takes: initials and a surname, or first name and surname.
fn name_length(tokens: &[Token]) -> Option<usize> {
    let is_initials = |token: &&Token| {
        let letters = token.word.trim_end_matches('.');
        (1..=2).contains(&letters.chars().count()) && !letters.contains(|c: char| !c.is_uppercase())
    };
    let initials = tokens.iter().take(3).take_while(is_initials).count();
    let is_surname =
        |at: usize| tokens.get(at).is_some_and(|token| is_name(token.word, token.known) && !is_initials(&token));
    match initials {
        0 => (is_surname(0) && is_surname(1)).then_some(2),
        _ => is_surname(initials).then_some(initials + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_nobody() {
        let text = "D. Pike together with 4 members of the public.";
        assert_eq!(without_crowd(text).trim_end_matches([' ', '.', ',']), "D. Pike");
        assert_eq!(without_crowd(text).len(), text.len());
        assert_eq!(names::people("Cllr A Berg, Cllr D Moss and 3 members of the public").len(), 2);
    }

    #[test]
    fn a_group_stands_before_its_people() {
        assert_eq!(group("QUAY - Anna Berg (chair), Tom Moss"), Some((Some("QUAY"), 7)));
        assert_eq!(group("Elders: Anna Berg, Tom Moss"), Some((None, 8)));
        assert_eq!(group("Anna Berg - chair"), None);
        assert_eq!(group("DOCK - (absent)"), None);
    }

    #[test]
    fn posts_may_stand_before_names_without_a_mark_between() {
        let text = "Chairman Mrs D Clay Vice Chairman Mrs C Hart Councillors M Lea J Tay County Councillor M Store";
        let got: Vec<_> =
            posts_first(text).into_iter().map(|entry| (entry.name, entry.role.unwrap_or_default())).collect();
        let expected = [
            ("D Clay", "Chairman"),
            ("C Hart", "Vice Chairman"),
            ("M Lea", "Councillor"),
            ("J Tay", "Councillor"),
            ("M Store", "County Councillor"),
        ];
        assert_eq!(got, expected.map(|(name, role)| (name.to_owned(), role.to_owned())));
        assert!(posts_first("The Chairman thanked all members for their work").is_empty());
    }
}
