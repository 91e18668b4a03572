//! Labels of attendance lists: what they say of those listed, and where the list starts.

use super::attendees::list;
use super::flow::{Kind, Para};
use super::hold::opens;
use super::known::Sort;
use super::names::{self, Entry};
use super::numbers;
use super::words;
use crate::meeting::Attendance;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes within which the colon behind a label stands.
const LONGEST_LABEL: usize = 60;

/// A label that was read: what it says of those listed, and where the list starts behind it.
pub(super) struct Label {
    pub attendance: Attendance,
    pub organisation: Option<String>,
    pub rest: usize,
}

static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?P<label>(?:also )?(?:present|apologies|in attendance|attending|absent)[a-z ]{0,20}?)\s+(?:from|for|on behalf of|representing)\s+(?P<who>[^:]{2,60}):\s*")
        .expect("the label pattern is valid")
});

/// The label that a paragraph opens with.
pub(super) fn label(para: &Para, started: bool) -> Option<Label> {
    let text = para.string();
    let openings = ["also", "present", "apologies", "in attendance", "attending", "absent"];
    if para.words.may_hold(b":")
        && openings.iter().any(|opening| opens(text, opening))
        && let Some(found) = FROM.captures(text).filter(|found| !found["who"].starts_with("absence"))
    {
        let attendance = words::attendance(found["label"].trim()).or_else(|| words::attendance("present"))?;
        return Some(Label {
            attendance,
            organisation: Some(found["who"].trim().to_owned()),
            rest: found.get(0)?.end(),
        });
    }
    let number = numbers::item_prefix(text);
    let body = &text[number..];
    let is_heading = matches!(para.kind, Kind::Heading(_)) || para.number.is_some() || number > 0;
    // a colon may part a label from its list without a blank
    if !is_heading && !para.words.have(Sort::OpensAttendance) && !para.words.may_hold(b":") {
        return None;
    }
    let near = &body.as_bytes()[..body.len().min(LONGEST_LABEL)];
    let colon = memchr::memchr(b':', near);
    // `APOLOGIES; Anna Berg, Tom Moss`
    let semicolon = || memchr::memchr(b';', near).filter(|&at| words::attendance(&body[..at]).is_some());
    let (head, rest) = match colon.or_else(semicolon) {
        Some(mark) => (&body[..mark], number + mark + 1),
        None => (body, text.len()),
    };
    let opens_attendance = words::opens_attendance(head);
    if opens_attendance
        && rest < text.len()
        && let Some((attendance, organisation)) = with_note(head).filter(|_| !started || is_heading)
    {
        return Some(Label { attendance, organisation, rest });
    }
    if opens_attendance && let Some(attendance) = words::attendance(head) {
        let allowed =
            attendance != Attendance::Mentioned && (!started || attendance == Attendance::Apologies || is_heading);
        let is_person_label = head.trim().eq_ignore_ascii_case("chair") && list(&text[rest..]).len() != 1;
        return (allowed && !is_person_label).then_some(Label { attendance, organisation: None, rest });
    }
    if let Some(attendance) = Some(head).filter(|_| !started).and_then(|head| of_group(head, para, rest)) {
        return Some(Label { attendance, organisation: None, rest });
    }
    if is_heading && rest >= text.len() && opens(head, "apologies") && head.split_whitespace().count() <= 7 {
        return Some(Label { attendance: Attendance::Apologies, organisation: None, rest });
    }
    // a label run into its list: "Apologies Anna Berg, Director ..." or "Present - ..."
    if !opens_attendance {
        return None;
    }
    let opening = body.split_whitespace().take(4).collect::<Vec<_>>();
    for length in (1..=opening.len()).rev() {
        let phrase = opening[..length].join(" ");
        let Some(attendance) = words::attendance(&phrase).filter(|_| !phrase.eq_ignore_ascii_case("chair")) else {
            continue;
        };
        let end = body.find(opening[length - 1])? + opening[length - 1].len();
        let end = end + body[end..].len() - body[end..].trim_start_matches([' ', '-', '–']).len();
        // in capitals a label needs no name behind it: `PRESENT Chairman, Messrs Berg and Moss`
        let is_capital = phrase.len() > 5 && phrase.bytes().all(|letter| !letter.is_ascii_lowercase());
        // `Chair Anna Berg called the meeting to order`
        if words::is_personal_post(&phrase) && body[end..].split(' ').take(6).any(tells) {
            return None;
        }
        // `Apologies for Absence and Chairman's Welcome` is a heading
        if joins_more(&body[end..]) {
            return None;
        }
        let is_list = names::has_people(body[end..].lines().next().unwrap_or_default())
            && (is_capital || starts_with_name(&body[end..]));
        return (is_list && (!started || attendance == Attendance::Apologies)).then_some(Label {
            attendance,
            organisation: None,
            rest: number + end,
        });
    }
    None
}

/// Whether a word is a verb in lower case: somebody does something.
fn tells(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase()) && words::is_verb(word)
}

/// Whether a text goes on with what stood before it: `and welcome`, `& quorum`.
fn joins_more(text: &str) -> bool {
    opens(text, "and ") || text.starts_with('&')
}

/// `In attendance (from 10.45 am) The harbour team`: a label, what holds for its list in brackets, and who they are.
fn with_note(head: &str) -> Option<(Attendance, Option<String>)> {
    let (label, rest) = head.split_once(" (")?;
    let (_, group) = rest.split_once(')')?;
    let attendance = words::attendance(label.trim()).filter(|attendance| *attendance != Attendance::Mentioned)?;
    let group = group.trim().trim_start_matches("The ").trim_start_matches("the ");
    let is_brief = group.split_whitespace().nth(4).is_none() && !group.contains([',', ';', '(']);
    is_brief.then(|| (attendance, Some(group.to_owned()).filter(|group| !group.is_empty())))
}

pub(super) fn starts_with_name(text: &str) -> bool {
    may_start_with_name(text) && is_first_word(&names::named(text), text)
}

/// A name starts with a capital or a bracket, and a title may stand before it.
pub(super) fn may_start_with_name(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    !first.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) || words::title(first).is_some()
}

/// The post that a label names: `Chair:`, `Minute taker:`.
pub(super) fn post_label(label: &str) -> Option<String> {
    let label = label[numbers::item_prefix(label)..].trim().trim_end_matches([':', '-', '–', ' ']);
    let is_post = label.split_whitespace().count() <= 3
        && label.split_whitespace().next_back().is_some_and(|word| words::is_personal_post(word) || word == "taker");
    is_post.then(|| label.to_owned())
}

/// Further labels in the text behind a label, and what they say: `Anna Berg, Tom Moss Directors absent: Ed Hale`.
pub(super) fn inner(text: &str) -> Vec<(Range<usize>, Attendance)> {
    const LONGEST: usize = 4;
    let mut found: Vec<(Range<usize>, Attendance)> = Vec::new();
    for colon in memchr::memchr_iter(b':', text.as_bytes()) {
        let mut start = colon;
        let mut label = None;
        for _ in 0..LONGEST {
            let before = text[..start].trim_end();
            start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let phrase = &text[start..colon];
            let attendance =
                Some(phrase).filter(|phrase| phrase.starts_with(char::is_uppercase)).and_then(words::attendance);
            // `Anna Berg, Tom Moss. Clerk: Ed Hale`
            let is_post = || ends_entry(&text[..start]) && is_post(phrase) && post_label(phrase).is_some();
            let attendance = attendance.or_else(|| is_post().then_some(Attendance::Present));
            label = attendance.map(|attendance| (start..colon + 1, attendance)).or(label);
            if start == 0 {
                break;
            }
        }
        found.extend(label.filter(|(range, _)| range.start > 0));
    }
    found
}

/// Whether the text before a label ends an entry, and not with an initial.
fn ends_entry(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with([';', ',', ')'])
        || text.ends_with('.') && last.chars().nth(2).is_some() && words::title(last).is_none()
}

/// Whether all words of a label are those of posts: `Parish Clerk`, `Minute taker`.
fn is_post(phrase: &str) -> bool {
    let is_own = |word: &str| {
        words::is_post(word) || words::is_organisation(word) || matches!(word, "Minute" | "Minutes" | "Note" | "taker")
    };
    phrase.split_whitespace().all(is_own)
}

/// `Panel members present`, `Others at the table:`, `Union representatives`: what a group's label says by its last words.
///
/// A group alone is a label in bold, or before a colon; what is said of it makes any line one.
fn of_group(head: &str, para: &Para, rest: usize) -> Option<Attendance> {
    let head = head.trim_matches([' ', '*', '.']);
    let last = head.rsplit(char::is_whitespace).next().unwrap_or_default();
    let may_close = |word: &str| is_group(word) || tells_of_group(word);
    if !head.contains('/') && !words::lower(last, may_close) {
        return None;
    }
    // one label in two languages
    if head.contains('/')
        && let Some(attendance) = head.split('/').find_map(|part| words::attendance(part.trim()))
    {
        return Some(attendance);
    }
    const MOST_WORDS: usize = 8;
    if head.split_whitespace().nth(MOST_WORDS).is_some() {
        return None;
    }
    let head = head.to_lowercase();
    if head == "who" && rest < para.string().len() {
        return Some(Attendance::Present);
    }
    let mut words: Vec<&str> = head.split_whitespace().collect();
    let is_told = |word: &&str| matches!(*word, "public" | "not" | "no" | "is" | "are" | "be" | "who" | "action");
    let is_entry = matches!(para.kind, Kind::Item { .. }) && rest >= para.string().len();
    if let [group] = words[..]
        && is_group(group)
        && rest < para.string().len()
        && starts_with_name(&para.string()[rest..])
    {
        return Some(Attendance::Present);
    }
    let most = if tells_of_group(words.last().copied().unwrap_or_default()) { 8 } else { 6 };
    if words.len() < 2 || words.len() > most || words.iter().any(is_told) || is_entry {
        return None;
    }
    if matches!(words[words.len() - 2..], ["was" | "were", _]) {
        words.remove(words.len() - 2);
    }
    let is_whole = rest >= para.string().trim_end().len();
    let is_set_off = rest < para.string().len() || para.string().trim_end().ends_with(':') || para.text.is_bold();
    // `7. Election of New Committee Members` heads something else
    let is_plain = || {
        words.len() <= 3
            && !words.iter().any(|word| matches!(*word, "of" | "new" | "to" | "for" | "the"))
            && para.number.is_none()
            && para.marker.is_none()
            && numbers::item_prefix(para.string()) == 0
    };
    match (words.as_slice(), words[words.len() - 1]) {
        (_, "attendance") if matches!(para.kind, Kind::Heading(_)) => Some(Attendance::Present),
        ([.., "in", "attendance"], _) | (_, "present" | "attending" | "attended") => Some(Attendance::Present),
        (_, "absent") => Some(Attendance::Other),
        (_, "excused" | "apologies") if !is_whole || para.text.is_bold() => Some(Attendance::Apologies),
        (_, last) if is_group(last) && is_set_off && is_plain() => Some(Attendance::Present),
        _ => None,
    }
}

/// `Board Members`, alone on its line and no heading: whose names stand below.
pub(super) fn names_group(para: &Para) -> bool {
    let text = para.string().trim_end_matches(':');
    let words = text.split(' ').count();
    para.kind == Kind::Plain
        && (2..=3).contains(&words)
        && text.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && text.rsplit(' ').next().is_some_and(|last| words::lower(last, is_group))
}

/// Whether a word in lower case names people who attend together.
fn is_group(word: &str) -> bool {
    matches!(
        word,
        "members"
            | "officers"
            | "staff"
            | "representatives"
            | "reps"
            | "observers"
            | "delegates"
            | "governors"
            | "trustees"
            | "directors"
            | "councillors"
            | "guests"
            | "attendees"
            | "side"
    )
}

/// Whether a label of a group may end with this word in lower case, behind those it is about.
fn tells_of_group(word: &str) -> bool {
    matches!(word, "who" | "attendance" | "present" | "attending" | "attended" | "absent" | "excused" | "apologies")
}

/// Whether a text opens with the first of its people.
pub(super) fn is_first_word(people: &[Entry], text: &str) -> bool {
    people.first().is_some_and(|entry| text[..entry.range.start.min(text.len())].trim().is_empty())
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;
    use crate::read::read;

    #[test]
    fn a_label_in_capitals_or_bold_opens_its_list() {
        fn check(list: &str, expected: &[&str]) {
            let text = format!("# Harbour Panel 3 May 2022\n\n{list}\n\n**Meeting Times**\n\nAB noted the tide.\n");
            let parts = read(text.as_bytes(), "minutes.md", &Default::default()).unwrap();
            let meeting = parse(&parts[0].document, "minutes.md").remove(0);
            let names: Vec<_> = meeting.people.iter().map(|person| person.name.as_str()).collect();
            assert_eq!(names, expected, "{list}");
        }
        check(
            "PRESENT V.Chairman, & Messrs Hale, Moss and Mrs. Lowe plus two members of the public.",
            &["Hale", "Moss", "Lowe"],
        );
        check(
            "PARISH COUNCIL MEETING HELD ON JULY 6TH 2020 Present: Cllr Anna Berg – Chairman, Cllr Piet Hale. 1. Apologies for Absence Cllr Tom Lowe 2. Reports It rains.",
            &["Anna Berg", "Piet Hale", "Tom Lowe"],
        );
        check(
            "1\\. Welcome: the Chairman welcomed those present: Anna Berg, Piet Hale (Secretary)",
            &["Anna Berg", "Piet Hale"],
        );
        check("\\*\\*Members Present \\*\\*\n\n- Anna Berg\n- Piet Hale", &["Anna Berg", "Piet Hale"]);
    }
}
