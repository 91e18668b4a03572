//! Owners of actions: initials, posts and names in cells, before colons and at the start of texts.

use super::clause::{is_letters, subject_at, written, written_out};
use super::hold::{find, without};
use super::initials::latin;
use super::known::Sort;
use super::name::is_name_word;
use super::roster::Roster;
use super::tokens::{self, Token};
use super::words;
use std::borrow::Cow;

/// The owners an owner cell names, as written: split at `/`, `,`, `&`, `and` and blanks between initials.
pub(super) fn in_cell(cell: &str) -> Vec<String> {
    if are_letters(cell) {
        return vec![cell.to_owned()];
    }
    groups(cell).into_iter().flatten().collect()
}

/// The owner groups of a cell: `CF SH/SS` are two, `TB/ WK` is one.
pub(super) fn groups(cell: &str) -> Vec<Vec<String>> {
    if are_letters(cell) {
        return vec![vec![cell.to_owned()]];
    }
    let mut glued = Cow::Borrowed(cell);
    let may_join = |byte| matches!(byte, b';' | b'+' | b'\n' | b' ');
    if cell.bytes().any(may_join) && (cell.contains(['/', ',', '&', ';', '+', '\n']) || cell.contains(" and ")) {
        for joint in ["/ ", " /", ", ", " & ", " and ", ";", "+", "\n"] {
            if find(&glued, joint).is_some() {
                glued = Cow::Owned(glued.replace(joint, "/"));
            }
        }
    }
    let words: Vec<&str> = glued.split_whitespace().collect();
    let all_letters =
        words.iter().all(|word| word.split(['/', ',']).all(|part| part.is_empty() || is_owner_letters(part)));
    let split =
        |group: &str| -> Vec<String> { group.split(['/', ',']).map(clean).filter(|part| !part.is_empty()).collect() };
    if all_letters {
        return words.into_iter().map(split).filter(|group| !group.is_empty()).collect();
    }
    let group = split(&words.join(" "));
    if group.is_empty() { Vec::new() } else { vec![group] }
}

/// One person's letters and nothing else.
fn are_letters(cell: &str) -> bool {
    (1..=4).contains(&cell.len()) && cell.bytes().all(|letter| letter.is_ascii_uppercase())
}

fn clean(part: &str) -> String {
    let part =
        latin(part.trim().trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')')).trim()).into_owned();
    let part = match part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) {
        Some(inner) => inner.to_owned(),
        None => part,
    };
    // a note behind initials tells two people apart: `TP (Toby)`
    match part.split_once(" (") {
        Some((letters, _)) if is_owner_letters(letters) => letters.to_owned(),
        _ => part,
    }
}

fn is_owner_letters(part: &str) -> bool {
    let part = latin(words::bare(part));
    is_letters(&part)
        || part.chars().count() == 1 && part.chars().all(char::is_uppercase)
        || part == "All"
        || part == "ALL"
}

/// The owners in `[NL, HP]` at the start of a text, and where the rest starts.
pub(super) fn bracketed(text: &str) -> Option<(Vec<String>, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find(']')?;
    let owners = in_cell(&inner[..close]);
    let fits = close <= 40 && !owners.is_empty() && owners.iter().all(|owner| owner.split_whitespace().count() <= 3);
    fits.then(|| (owners, close + 2))
}

/// The owners before a colon or dash at the start of a text (`JD:`, `GB and FT:`, `Clerk -`), and where the rest starts.
pub(super) fn labelled(text: &str, roster: &Roster) -> Option<(Vec<String>, usize)> {
    let head = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    let colon = head.find(':').map(|at| (at, 1));
    let dash = [" - ", " – "].iter().filter_map(|dash| head.find(dash).map(|at| (at, dash.len()))).min();
    let (at, mark) = [colon, dash].into_iter().flatten().min()?;
    let label = head[..at].trim();
    let owners = in_cell(label);
    let is_owner = |owner: &String| {
        is_owner_letters(owner)
            || roster.find(owner).is_some()
            || words::is_post(owner.split_whitespace().next_back().unwrap_or_default())
            || is_group(owner)
            || label.starts_with('@')
    };
    (!owners.is_empty() && label.split_whitespace().count() <= 6 && owners.iter().all(is_owner))
        .then(|| (owners, at + mark))
}

/// The task and the owner whose letters stand behind its full stop: `AB to send the plan. AB`.
pub(super) fn closing<'a>(text: &'a str, roster: &Roster) -> Option<(&'a str, Vec<String>)> {
    let (task, last) = text.rsplit_once(' ')?;
    let owners = in_cell(last);
    let is_closed = task.trim_end().ends_with('.') && task.split_whitespace().nth(2).is_some();
    let is_owner = |owner: &String| roster.has_initials(owner);
    (is_closed && !owners.is_empty() && owners.iter().all(is_owner)).then(|| (task.trim_end(), owners))
}

/// The owners of an entry that is a task for certain: those who open it, or the name before what is to be done.
pub(super) fn of_task(text: &str, roster: &Roster) -> Vec<String> {
    let owners = opening(text, roster);
    let name = text.split_whitespace().next().filter(|_| owners.is_empty() && names_owner(text));
    name.map_or(owners, |name| vec![name.to_owned()])
}

/// `Tove to open an issue`: a word that may be a name before what is to be done, whoever it names.
pub(super) fn names_owner(task: &str) -> bool {
    let mut words = task.split_whitespace();
    let may_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && is_name_word(word)
            && !words::is_not_opener(word)
            && !word.ends_with("ed")
            && !leads_to(word)
    };
    let is_name = words.next().is_some_and(may_name) && !task.trim_end().ends_with(':');
    let is_verb = |word: &str| word != "be" && word.starts_with(char::is_lowercase) && !words::is_not_opener(word);
    is_name && words.next() == Some("to") && words.next().is_some_and(is_verb)
}

/// `Write to members`: what is to be done goes on behind its `to`.
fn leads_to(verb: &str) -> bool {
    const VERBS: [&str; 24] = [
        "write",
        "speak",
        "talk",
        "respond",
        "reply",
        "apply",
        "listen",
        "add",
        "send",
        "move",
        "link",
        "refer",
        "report",
        "return",
        "go",
        "agree",
        "continue",
        "try",
        "need",
        "plan",
        "submit",
        "present",
        "circulate",
        "update",
    ];
    VERBS.iter().any(|other| verb.eq_ignore_ascii_case(other))
}

/// `everyone`, `the old committee`: people who own a task together.
fn is_group(owner: &str) -> bool {
    let last = owner.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    matches!(
        last.as_str(),
        "all"
            | "everyone"
            | "everybody"
            | "committee"
            | "members"
            | "officers"
            | "trustees"
            | "team"
            | "board"
            | "exec"
            | "volunteers"
    )
}

/// The verb of a task stands within so many words.
const SUBJECT: usize = 9;

/// The owners who open a text as its subject: `SH to send`, `GG and JT to`, `Clerk to chase`, `TG and DOM will follow`.
pub(super) fn opening(text: &str, roster: &Roster) -> Vec<String> {
    let mut tokens: Vec<Token> = Vec::with_capacity(SUBJECT + 1);
    tokens.extend(tokens::each(&text[..text.floor_char_boundary(120)]).take(SUBJECT + 1));
    if let Some(owner) = told(&tokens) {
        return vec![owner];
    }
    let end = tokens
        .iter()
        .take(SUBJECT)
        .position(|token| matches!(token.raw, "to" | "will" | "should" | "would" | "is" | "are" | "must"));
    let Some(end) = end else {
        return own_letters(&tokens, roster);
    };
    let subject = written_out(&tokens[..end]);
    let subject = ["That ", "that ", "the ", "The "].iter().fold(&*subject, |text, word| without(text, word));
    let owners = in_cell(subject);
    let is_owner = |owner: &String| {
        subject.starts_with('@')
            || is_owner_letters(owner) && !roster_forbids(owner, roster)
            || roster.find(owner).is_some()
            || words::is_personal_post(owner.split_whitespace().next_back().unwrap_or_default())
            || titled(owner, roster)
    };
    if owners.is_empty() || !owners.iter().all(is_owner) {
        return Vec::new();
    }
    owners.into_iter().map(without_title).collect()
}

/// `That the Clerk advise ...`: a post told to do something.
fn told(tokens: &[Token]) -> Option<String> {
    let [that, the, post, verb, ..] = tokens else { return None };
    let fits = that.raw.eq_ignore_ascii_case("that")
        && the.raw.eq_ignore_ascii_case("the")
        && post.known.is(Sort::PersonalPost)
        && verb.is_lower();
    (fits && !verb.known.is(Sort::FiniteVerb)).then(|| post.word.to_owned())
}

/// `MK,NB get into it`: listed letters before a plain verb.
fn own_letters(tokens: &[Token], roster: &Roster) -> Vec<String> {
    let Some(first) = tokens.first() else { return Vec::new() };
    let owners = in_cell(first.raw);
    let fits =
        tokens.get(1).is_some_and(|token| token.is_lower()) && owners.iter().all(|owner| roster.has_initials(owner));
    if fits { owners } else { Vec::new() }
}

/// `Cllr Martin Store` is `Martin Store`; a lone surname keeps its title.
fn without_title(owner: String) -> String {
    if !owner.contains(char::is_whitespace) {
        return owner;
    }
    let words: Vec<&str> = owner.split_whitespace().collect();
    let titles = words.iter().take_while(|word| words::title(word).is_some()).count();
    if titles > 0 && words.len() >= titles + 2 { words[titles..].join(" ") } else { owner }
}

/// Acronyms that own nothing unless somebody has them as initials.
fn roster_forbids(owner: &str, roster: &Roster) -> bool {
    owner.chars().count() == 4 && !roster.has_initials(owner)
}

fn titled(owner: &str, roster: &Roster) -> bool {
    let owned = tokens::tokens(owner);
    subject_at(&owned, 0, roster).is_some_and(|subject| {
        subject.end == owned.len() && !written(&owned, &subject).is_empty() && owned[0].known.title().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owner_cells_are_split_as_a_reader_splits_them() {
        fn check(input: &str, expected: &[&[&str]]) {
            assert_eq!(groups(input), expected.iter().map(|group| group.to_vec()).collect::<Vec<_>>(), "{input}");
        }
        check("SH/LW/AP", &[&["SH", "LW", "AP"]]);
        check("TB/ WK", &[&["TB", "WK"]]);
        check("CF SH/SS/CF", &[&["CF"], &["SH", "SS", "CF"]]);
        check("VH / AK", &[&["VH", "AK"]]);
        check("RS, TP (Toby)", &[&["RS", "TP"]]);
        check("new members", &[&["new members"]]);
        check("ТВ", &[&["TB"]]);
        check("", &[]);
    }

    #[test]
    fn owners_open_their_action() {
        fn check(input: &str, expected: &[&str]) {
            assert_eq!(opening(input, &Roster::default()), expected, "{input}");
        }
        check("SH to draft the paper", &["SH"]);
        check("GG and JT to distribute it", &["GG", "JT"]);
        check("Clerk to chase it up", &["Clerk"]);
        check("Stalking to be added to the agenda", &[]);
        check("OPCN to liaise", &[]);
    }
}
