//! Attendance told in sentences: `Present were Council Members A, B and C; City Clerk D. Absent: E`, and who opened the meeting.

use super::flow::{Kind, Para};
use super::hold::holds;
use super::known::Sort;
use super::listing::{self, post_words};
use super::name::is_name;
use super::names::{self, Entry};
use super::tokens::{Token, tokens};
use super::words::{self, Title};
use crate::meeting::Attendance;
use memchr::memmem::Finder;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes of the longest paragraph that tells who came.
const LONGEST: usize = 1500;

/// Everybody whom the sentences of a paragraph name as present, absent or opening the meeting.
pub(super) fn read(para: &Para) -> Vec<(Entry, Attendance)> {
    static OPENED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<who>\p{Lu}[^.,]{3,60}?),? (?:called|calls) (?:the |this )?(?:[A-Za-z]+ ){0,4}meeting to order(?-u:\b)")
            .expect("the pattern is valid")
    });
    let text = para.string();
    if para.kind != Kind::Plain || text.len() > LONGEST {
        return Vec::new();
    }
    let mut found = Vec::new();
    if holds(text, "meeting to order")
        && let Some(opened) = OPENED.captures(text).and_then(|opened| opened.name("who"))
    {
        found.extend(posted(text, opened.range()).into_iter().map(|entry| (entry, Attendance::Present)));
    }
    if tells(text) {
        found.extend(told(text, 0));
    }
    found
}

/// Whether sentences of a text may tell who came: `Present were ...`, `... were also present.`
pub(super) fn tells(text: &str) -> bool {
    const TOLD: [&str; 6] =
        ["present w", "attendance w", "attending w", "also present", "were present", "in attendance."];
    // letters that all of them have
    static LETTERS: LazyLock<[Finder; 4]> = LazyLock::new(|| ["resent", "RESENT", "ttend", "TTEND"].map(Finder::new));
    LETTERS.iter().any(|letters| letters.find(text.as_bytes()).is_some()) && TOLD.iter().any(|told| holds(text, told))
}

/// The people of a list that goes on in sentences: `Mayor Berg and Councillors Moss and Hale. Also present were ...`.
pub(super) fn under_label(text: &str) -> Vec<(Entry, Attendance)> {
    let first = listing::sentence(text).len();
    let mut found: Vec<_> = listed(text, 0..first).into_iter().map(|entry| (entry, Attendance::Present)).collect();
    found.extend(told(text, first));
    found
}

/// The people of the sentences from byte `from` on that say who came, who did not.
fn told(text: &str, from: usize) -> Vec<(Entry, Attendance)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?:also |those |others |members )?(?P<what>present|in attendance|attending|absent|excused)(?: (?P<verb>were|was)(?-u:\b)|\s?:)(?: the following)?\s?:?\s+(?:the )?")
            .expect("the label pattern is valid")
    });
    let mut found = behind_verb(text, from);
    let place = |label: &Captures| Some(label.get(0)?.range()).filter(|place| place.start >= from);
    let labels: Vec<_> = LABEL.captures_iter(text).filter_map(|label| Some((place(&label)?, label))).collect();
    for (position, (place, label)) in labels.iter().enumerate() {
        let end = labels.get(position + 1).map_or(text.len(), |next| next.0.start);
        let attendance = match &*label["what"].to_lowercase() {
            "absent" => Attendance::Other,
            "excused" => Attendance::Apologies,
            _ => Attendance::Present,
        };
        let list = listing::sentence(&text[place.end..end]);
        let entries = listed(text, place.end..place.end + list.len());
        found.extend(entries.into_iter().map(|entry| (entry, attendance)));
    }
    found
}

/// `City Manager Berg and City Clerk Moss were also present.`
fn behind_verb(text: &str, from: usize) -> Vec<(Entry, Attendance)> {
    const ENDS: [&str; 5] =
        [" also present", " were present", " was present", " were in attendance", " also in attendance"];
    let mut found = Vec::new();
    let mut start = from;
    while start < text.len() {
        let sentence = listing::sentence(&text[start..]);
        let told = sentence.trim_end_matches(['.', ' ']);
        if let Some(list) = ENDS.iter().find_map(|end| told.strip_suffix(end)) {
            let list = ["were", "was"].iter().fold(list, |list, verb| list.strip_suffix(verb).unwrap_or(list));
            let entries = listed(text, start..start + list.trim_end().len());
            found.extend(entries.into_iter().map(|entry| (entry, Attendance::Present)));
        }
        let end = start + sentence.len();
        start = end + text[end..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

/// `City Manager Berg, Chief Engineer Moss`: the people of a list in which most have their post before the name.
pub(super) fn with_posts(text: &str) -> Vec<Entry> {
    if text.contains('(') {
        return Vec::new();
    }
    let found = listed(text, 0..text.len());
    let posts = found.iter().filter(|entry| entry.role.is_some()).count();
    if posts > 1 && posts * 2 > found.len() { found } else { Vec::new() }
}

/// The people of a list in which posts stand before their holders, one in the plural before several.
fn listed(text: &str, range: Range<usize>) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    for group in parts(text, range, &[";"]) {
        let mut shared: Option<String> = None;
        // `Planner` of `Planner and Zoning Administrator Moss`
        let mut joined: Option<usize> = None;
        for part in parts(text, group, &[",", " and ", " & "]) {
            let words = tokens(&text[part.clone()]);
            let post = posts(&words);
            if post == words.len() && post > 0 {
                // `Dana Moss, City Clerk`
                match found.last_mut().filter(|last| last.role.is_none()) {
                    Some(last) => last.role = Some(text[part].to_owned()),
                    None => joined = Some(part.start),
                }
                continue;
            }
            if post > 0 {
                let start = joined.take().unwrap_or(part.start);
                let role = &text[start..part.start + words[post - 1].end()];
                let single = role.strip_suffix('s').filter(|_| is_many(words[post - 1].word));
                shared = single.map(str::to_owned);
                found.extend(named(text, &words[post..], part.start, Some(single.unwrap_or(role))));
            } else if let (Some(start), [.., last]) = (joined.take(), &words[..])
                && words.len() > 1
            {
                // `Director of Finance & Grants Moss`
                let role = text[start..part.start + last.start].trim_end();
                found.extend(named(text, &words[words.len() - 1..], part.start, Some(role)));
            } else if words.first().is_some_and(|word| word.known.title().is_some()) {
                let entries = names::people(&text[part.clone()]).into_iter();
                found.extend(entries.map(|entry| Entry { range: part.clone(), ..entry }));
                let titles = words.iter().take_while(|word| word.known.title().is_some()).count();
                let many = &words[titles - 1];
                let is_shared = many.known.is(Sort::Many) && many.known.title() == Some(Title::Rank);
                shared = is_shared.then(|| text[part.start..part.start + many.end()].trim_end_matches('s').to_owned());
            } else {
                found.extend(named(text, &words, part.start, shared.as_deref()));
            }
        }
    }
    found
}

/// `Mayor Berg`, `Council Chair Anna Berg`: one person behind a post.
fn posted(text: &str, range: Range<usize>) -> Option<Entry> {
    let words = tokens(&text[range.clone()]);
    let post = posts(&words);
    if post == 0 {
        return None;
    }
    named(text, &words[post..], range.start, Some(&text[range.start..range.start + words[post - 1].end()]))
}

/// One to three words that are a name and nothing else; a surname alone has a post.
fn named(text: &str, words: &[Token], from: usize, role: Option<&str>) -> Option<Entry> {
    let titles = words.iter().take_while(|word| word.known.title().is_some()).count();
    let own = &words[titles..];
    let (first, last) = (own.first()?, own.last()?);
    let is_name = own.iter().all(|word| is_name(word.word, word.known));
    let fits = is_name && own.len() <= 3 && (own.len() > 1 || role.is_some()) && last.word.chars().count() > 1;
    let name = text[from + first.start..from + last.end()].trim_end_matches(['.', ',']);
    fits.then(|| Entry {
        name: name.to_owned(),
        role: role.map(str::to_owned),
        range: from + words[0].start..from + last.end(),
        ..Entry::default()
    })
}

/// How many words open as a post: `City Manager`, `Mayor`, `Council Members`, `Director of Public Works`, `Zoning Administrator`.
fn posts(words: &[Token]) -> usize {
    let member = words.iter().take(3).position(|word| matches!(word.word, "Member" | "Members"));
    if let Some(at) = member.filter(|&at| words[..at].iter().all(Token::starts_upper)) {
        return at + 1;
    }
    let post = post_words(words);
    let is_of_post = |word: &Token| {
        word.known.is(Sort::Post)
            || word.known.is(Sort::Organisation)
            || word.known.is(Sort::Place)
            || word.word == "Works"
    };
    match words.get(post) {
        Some(of) if post > 0 && of.raw == "of" => {
            let behind = &words[post + 1..];
            let known = behind.iter().take_while(|word| is_of_post(word)).count();
            // `Director of Parks Ida Berg`: a word that no post is known by, and a full name
            let is_full = known == 0 && behind.len() == 3 && behind.iter().all(Token::starts_upper);
            post + 1 + known + usize::from(is_full)
        }
        // a word that no post is known by, and a name behind
        Some(first) if post == 0 && !first.known.is(Sort::GivenName) && first.starts_upper() => {
            let behind = words.get(1).filter(|post| post.known.is(Sort::PersonalPost) && post.starts_upper());
            if behind.is_some() && words.len() > 2 { 2 } else { 0 }
        }
        _ => post,
    }
}

fn is_many(word: &str) -> bool {
    word == "Members" || words::is_personal_posts(word)
}

/// The parts of a text between marks, blanks around them left out.
fn parts(text: &str, range: Range<usize>, marks: &[&str]) -> Vec<Range<usize>> {
    let mut parts = vec![range];
    for mark in marks {
        let cut = |part: Range<usize>| {
            let mut at = part.start;
            let ends: Vec<usize> = text[part.clone()].match_indices(mark).map(|(end, _)| part.start + end).collect();
            let mut cuts = Vec::with_capacity(ends.len() + 1);
            for end in ends.into_iter().chain([part.end]) {
                cuts.push(at..end);
                at = (end + mark.len()).min(part.end);
            }
            cuts
        };
        parts = parts.into_iter().flat_map(cut).collect();
    }
    let trim = |part: Range<usize>| {
        let whole = &text[part.clone()];
        let whole = whole.trim_start().strip_prefix("and ").unwrap_or(whole.trim_start());
        let start = part.end - whole.len();
        start..start + whole.trim_end_matches([' ', '.']).len()
    };
    parts.into_iter().map(trim).filter(|part| !part.is_empty()).collect()
}
