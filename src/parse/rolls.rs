//! Lines beside attendance lists that name people as well: more of a list, a post with its holder in brackets, who presided.

use super::flow::{Kind, Para};
use super::hold::closes;
use super::known::Sort;
use super::listing::post_words;
use super::name::is_name_word;
use super::names::{self, Entry};
use super::short_names::entries_of;
use super::tokens::{Token, tokens};
use super::words;

/// Bytes of the longest line that tells who presided.
const LONGEST: usize = 80;

/// A paragraph below a list that goes on with it: three people at least, each with a title, and nothing else.
pub(super) fn titled(para: &Para, entries: Vec<Entry>) -> Vec<Entry> {
    const FEWEST: usize = 3;
    let text = para.string();
    let has_title = |entry: &Entry| {
        let first = text[entry.range.start.min(text.len())..].split(' ').next().unwrap_or_default();
        words::title(first).is_some()
    };
    let count = entries.len();
    let titled: Vec<Entry> = entries.into_iter().filter(has_title).collect();
    let is_list = para.kind == Kind::Plain && titled.len() >= FEWEST && titled.len() * 4 >= count * 3;
    if is_list { titled } else { Vec::new() }
}

/// `President (Anna Berg), Secretary (Tom Moss) and 40 members`: posts with their holders in brackets, two at least.
pub(super) fn holders(text: &str) -> Vec<Entry> {
    if !text.contains(" (") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for part in entries_of(text).flat_map(|part| part.split_inclusive('\n')) {
        let from = at + part.len() - part.trim_start().len();
        at += part.len();
        let part = part.trim().trim_start_matches("and ");
        let Some((post, rest)) = part.split_once(" (") else { continue };
        let Some((name, _)) = rest.split_once(')') else { continue };
        let is_name = (2..=3).contains(&name.split(' ').count()) && name.split(' ').all(is_name_word);
        let is_post = |word: &Token| word.known.is(Sort::PersonalPost);
        let words = tokens(post);
        // `Director City Services`: words of a post behind it
        let is_office = words.first().is_some_and(is_post) || words.last().is_some_and(is_post);
        let is_whole = words.iter().all(Token::may_name_post);
        if is_name && is_office && is_whole && !may_be_person(&words) {
            let (name, role) = (name.to_owned(), Some(post.to_owned()));
            found.push(Entry { name, role, range: from..from + part.len(), ..Entry::default() });
        }
    }
    let is_whole = |entry: &Entry| entry.range.len() == text.trim().len() && text.trim().ends_with(')');
    if found.len() > 1 || found.first().is_some_and(is_whole) { found } else { Vec::new() }
}

/// Whether words may be a name with a post beside it: `Ida Berg Chair`.
fn may_be_person(words: &[Token]) -> bool {
    words.iter().any(|word| word.known.is(Sort::GivenName))
}

/// `Mr H Berg in the Chair`, `The Mayor, Councillor T. Moss presided.`: who led the meeting.
pub(super) fn presiding(text: &str) -> Option<Entry> {
    const OPENS: [&str; 3] = [" welcomed ", " opened the meeting", " declared the meeting open"];
    const ENDS: [&str; 4] = [" in the chair", " presided", " presiding", " chaired the meeting"];
    let line = text.trim().trim_end_matches('.');
    // `The Chair, Anna Berg, welcomed all members.`
    let verb = || OPENS.iter().filter_map(|verb| line[..line.floor_char_boundary(LONGEST)].find(verb)).min();
    let opened = if line.starts_with("The ") { verb() } else { None };
    if line.len() > LONGEST && opened.is_none() {
        return None;
    }
    let head = match opened.map(|at| line[..at].trim_end_matches(',')).filter(|head| head.contains(", ")) {
        Some(head) => head,
        None => &line[..line.len() - ENDS.iter().find(|end| closes(line, end))?.len()],
    };
    let head = head.strip_suffix(" was").unwrap_or(head);
    let opening = head.strip_prefix("The ").or_else(|| head.strip_prefix("An ")).unwrap_or(head);
    let words = tokens(opening);
    let has_post = words::title(opening.split(' ').next().unwrap_or_default()).is_none();
    let post = if has_post { post_words(&words) } else { 0 };
    let from = words.get(post)?.start;
    let mut people = names::people(&opening[from..]);
    let is_one = people.len() == 1 && people[0].range == (0..opening.len() - from);
    let entry = people.pop().filter(|_| is_one)?;
    let role = if post > 0 { opening[..words[post - 1].end()].trim_end_matches(',') } else { "Chair" };
    let shift = line.find(opening).unwrap_or_default() + from;
    Some(Entry { role: Some(role.to_owned()), range: shift..shift + opening.len() - from, ..entry })
}

/// `Deputy Chairperson`, `Ward Councillor`: a line that is a post, with its holder on the next.
pub(super) fn is_post_line(text: &str) -> bool {
    const LONGEST: usize = 40;
    let text = text.trim().trim_end_matches(':');
    if text.len() > LONGEST {
        return false;
    }
    let words = tokens(text);
    let is_part = |word: &Token| word.known.is(Sort::Post) || word.known.is(Sort::Organisation);
    let closes = |word: &Token| word.known.is(Sort::PersonalPost) || word.word == "Member";
    words.last().is_some_and(closes) && words.iter().all(|word| word.starts_upper() && (is_part(word) || closes(word)))
}
