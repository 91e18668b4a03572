//! Lines and sentences marked as actions, and tasks inside resolutions.

use super::status::Stated;
use super::status::{inline_status, ticked};
use super::{action, is_about_earlier, is_status_line, stated};
use crate::meeting::{Action, Origin, PassageKind};
use crate::parse::clause::is_letters;
use crate::parse::flow::Kind;
use crate::parse::hold::{opens, trimmed};
use crate::parse::known::Sort;
use crate::parse::outline::{MARGIN, Outline};
use crate::parse::roster::Roster;
use crate::parse::{codes, numbers, owners, tokens, words};
use regex::{Captures, Match, Regex};
use std::sync::LazyLock;

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s*(\[✅☑✔✓☐]*(?P<previous>(?i:previous|new|ongoing)\s+)?(?P<mark>ACTIONS?(?: POINTS?| ITEMS?)?|Actions?(?: points?| items?)?|actions? (?:points?|items?)|A[IP]s?)\s*(?P<number>[0-9]{4}-[0-9]{1,2}-[A-Z]?[0-9]{1,3}|[A-Z]{1,5}-[0-9]{1,4}(?:[./-][0-9]{1,4})*|[0-9]{1,3}(?:[./][0-9]{1,3}){0,2})?\s*(?P<punct>[:–—-]|\.\s|\s|(?-u:\b))\s*").expect("the mark pattern is valid")
});

static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?-u:\b)ACTION(?: POINT)?(?-u:\b)\s*(?:[:–—-])?|(?-u:\b)Actions?(?: [Pp]oint)?\s?(?:[:]|\s[–-]\s)|[→➔➡⇒])\s*",
    )
    .expect("the inline pattern is valid")
});

/// Lines and sentences marked as actions.
pub(super) fn marked(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    let mut found = Vec::new();
    let mut tasks = Vec::new();
    let has_margin =
        outline.pieces.iter().any(|piece| piece.kind == PassageKind::Heading && piece.text.string.ends_with(MARGIN));
    for index in 0..outline.pieces.len() {
        let piece = &outline.pieces[index];
        if !matches!(piece.kind, PassageKind::Text | PassageKind::Turn) {
            continue;
        }
        let text = piece.text.string.as_str();
        let may_state = piece.words.have(Sort::Status);
        let ticked = if may_state { stated(text) } else { ticked(text) };
        let text = if ticked.note.is_none() { ticked.text } else { trimmed(text) };
        let is_marked = |mark: &Captures| !mark["mark"].starts_with('a') || &mark["punct"] == ":";
        if may_be_marked(text)
            && let Some(mark) = MARK.captures(text).filter(is_marked)
        {
            let end = mark.get(0).map_or(0, |whole| whole.end());
            let is_cited = mark.name("number").is_some_and(|number| number.as_str().contains('/'));
            if is_cited && is_about_earlier(outline.heading(piece)) {
                continue;
            }
            // somebody's initials may be `AI` or `AP` as well
            let is_short = mark["mark"].starts_with("AI") || mark["mark"].starts_with("AP");
            let is_owned = |new: &Action| !is_short || !new.owners.is_empty();
            let is_loud = &mark["mark"] == "ACTION" && is_sentence(&text[end..]);
            let punct = if is_loud { ":" } else { &mark["punct"] };
            let new = marked_action(outline, (index, &text[end..]), (punct, roster));
            let new = new.map(|new| if is_short { owned_by_name(new) } else { new });
            if let Some(new) = new.filter(is_owned) {
                let told = stated(&new.text);
                let status = told.status.or(ticked.status).or_else(|| inline_status(&new.text));
                found.push(Action {
                    text: told.text.to_owned(),
                    code: mark.name("number").map(|number| number.as_str().to_owned()),
                    status,
                    ..new
                });
                tasks.push(index);
            }
            continue;
        }
        if let Some(new) = coded(outline, index, roster).or_else(|| boxed(outline, index, (text, &ticked), roster)) {
            found.push(new);
            tasks.push(index);
            continue;
        }
        if let Some(new) = Some(text).filter(|_| has_margin).and_then(|text| in_margin(outline, index, text)) {
            found.push(new);
            continue;
        }
        if piece.words.have(Sort::Action)
            && let Some(new) = at_end(outline, index, text, roster)
        {
            found.push(new);
            continue;
        }
        if !piece.words.have(Sort::Action) && !piece.words.may_hold("→".as_bytes()) {
            continue;
        }
        let is_arrow = |mark: &Match| mark.as_str().starts_with(['→', '➔', '➡', '⇒']);
        for mark in INLINE.find_iter(text).filter(|mark| mark.start() > 0 || is_arrow(mark)) {
            let rest = &text[mark.end()..];
            let before = text[..mark.start()].trim_end();
            if let Some(close) = rest.find(')').filter(|_| before.ends_with('(')) {
                found.extend(in_brackets(outline, (index, before), &rest[..close], roster));
                continue;
            }
            if let Some(owner) = lone_owner(rest.trim(), roster)
                && let Some(task) = last_sentence(before)
            {
                found.push(Action { origin: Origin::Inferred, ..action(outline, index, task, vec![owner]) });
                continue;
            }
            let end = INLINE.find(rest).map_or(rest.len(), |next| next.start());
            let is_own = rest.split_whitespace().count() >= 2 && !text[..mark.start()].trim_end().ends_with("revious");
            // an arrow alone may point at anything
            let is_told = |new: &Action| is_own && (!is_arrow(&mark) || !new.owners.is_empty());
            if let Some(mut new) = marked_action(outline, (index, &rest[..end]), (":", roster)).filter(is_told) {
                new.place = outline.pieces[index].text.place(mark.start()..mark.end() + end);
                found.push(new);
            }
        }
    }
    for index in tasks {
        outline.pieces[index].kind = PassageKind::Action;
    }
    found
}

/// Whether words behind `ACTION` are a sentence of their own: `ACTION Those who want to come are asked to write.`
fn is_sentence(text: &str) -> bool {
    const FEWEST: usize = 5;
    let first = text.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_uppercase)
        && first.contains(char::is_lowercase)
        && text.trim_end().ends_with(['.', '!'])
        && text.split_whitespace().nth(FEWEST).is_some()
}

/// `To be chased.   AB`: the last sentence, owned by the letters that the margin has beside it.
fn in_margin(outline: &Outline, index: usize, text: &str) -> Option<Action> {
    let (before, last) = text.trim_end().rsplit_once(' ')?;
    let owners = owners::in_cell(last);
    let are_owners = !owners.is_empty() && owners.iter().all(|owner| is_letters(owner) || owner == "All");
    let before = Some(before.trim_end()).filter(|before| are_owners && before.ends_with('.'))?;
    let task = last_sentence(before)?;
    Some(Action { origin: Origin::Inferred, ..action(outline, index, task, owners) })
}

/// `He will send a copy.   Action Ida`: the last sentence, owned by those whom the mark behind it names.
fn at_end(outline: &Outline, index: usize, text: &str, roster: &Roster) -> Option<Action> {
    const LONGEST: usize = 60;
    const MARK: &str = "Action ";
    let text = text.trim_end().trim_end_matches(['.', ')', ']']);
    let at = text.rfind(MARK).filter(|at| text.len() - at < LONGEST)?;
    let before = text[..at].trim_end();
    let owners = owners::in_cell(text[at + MARK.len()..].trim_start_matches("by "));
    let is_person = |owner: &String| {
        owner.eq_ignore_ascii_case("all") || roster.has_initials(owner) || roster.find(owner).is_some()
    };
    let task = last_sentence(before).filter(|_| !owners.is_empty() && owners.iter().all(is_person))?;
    Some(Action {
        origin: Origin::Inferred,
        ..action(outline, index, task.trim_end_matches(['(', '[']).trim_end(), owners)
    })
}

/// Whether a text opens with the mark of an action or with the word before it.
fn may_be_marked(text: &str) -> bool {
    let opening = text.trim_start_matches(|c: char| c.is_whitespace() || "*([✅☑✔✓☐".contains(c));
    ["action", "ai", "ap", "previous", "new", "ongoing"].iter().any(|word| opens(opening, word))
}

static RESOLVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[^A-Za-z0-9]*(?:(?i:it was )?(?:RESOLVED|Resolved|resolved)(?: unanimously)?)(?-u:\b)\s*(?::|that|to)?\s*",
    )
    .expect("the pattern is valid")
});

/// A resolution that ends the paragraph it stands in: `... for a new one. RESOLVED: Clerk to order it.`
static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[.;)]\W{1,6}(?:It was |it was )?RESOLVED(?: unanimously)?(?-u:\b)\W*\s").expect("the pattern is valid")
});

/// Tasks inside a resolution: `Resolved: 1) Clerk to order it. 2) ...`.
pub(super) fn resolved(outline: &Outline, roster: &Roster) -> Vec<Action> {
    static SPLIT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|\s)\(?(?:[0-9]{1,2}|[a-z])\)\s+").expect("the pattern is valid"));
    let mut found = Vec::new();
    let mut is_open = false;
    for (index, piece) in outline.pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PassageKind::Text) {
        let text = piece.text.string.as_str();
        let is_resolved = piece.words.have(Sort::Resolved);
        let start = match is_resolved.then(|| RESOLVED.find(text).or_else(|| WITHIN.find(text))).flatten() {
            Some(mark) => {
                if text[..mark.end()].ends_with("that ") {
                    mark.end() - "that ".len()
                } else {
                    mark.end()
                }
            }
            None if is_open && (matches!(piece.layout, Kind::Item { .. }) || numbers::number(text).is_some()) => {
                numbers::number(text).map_or(0, |number| number.length)
            }
            None => {
                is_open = false;
                continue;
            }
        };
        is_open = true;
        let mut at = start;
        let mut parts: Vec<(usize, usize)> = Vec::new();
        for mark in SPLIT.find_iter(&text[start..]) {
            parts.push((at, start + mark.start()));
            at = start + mark.end();
        }
        parts.push((at, text.len()));
        for (from, to) in parts {
            let task = text[from..to].trim();
            let owned = owners::opening(task, roster);
            if !owned.is_empty() {
                let place = piece.text.place(from..to);
                found.push(Action { place, ..action(outline, index, task, owned) });
            }
        }
    }
    found
}

fn marked_action(outline: &Outline, (index, rest): (usize, &str), (punct, roster): (&str, &Roster)) -> Option<Action> {
    let rest = rest.trim().trim_end_matches(['*', ']']).trim();
    let count = rest.split_whitespace().count();
    if let Some(owner) = lone_owner(rest, roster).filter(|_| !punct.trim().is_empty())
        && let Some(task) = task_before(outline, index)
    {
        return Some(Action { origin: Origin::Inferred, ..action(outline, index, task, vec![owner]) });
    }
    if rest.len() < 3 || is_status_line(rest) {
        return None;
    }
    if let Some((owned, start)) = owners::bracketed(rest).or_else(|| owners::labelled(rest, roster)) {
        let body = rest[start..].trim_start_matches([':', ' ', '-', '–']);
        return (!body.is_empty()).then(|| action(outline, index, body, owned));
    }
    if let Some((task, owned)) = owners::closing(rest, roster) {
        return Some(action(outline, index, task, owned));
    }
    let owned = owners::opening(rest, roster);
    let is_announced = !punct.trim().is_empty();
    (is_announced && count >= 2 || !owned.is_empty()).then(|| action(outline, index, rest, owned))
}

/// `AI: Tove to open an issue`: behind letters that mark a task, a word before its verb is a name, whoever it names.
fn owned_by_name(action: Action) -> Action {
    let owner = action.text.split_whitespace().next().filter(|_| owners::names_owner(&action.text));
    match owner.filter(|_| action.owners.is_empty()) {
        Some(owner) => Action { owners: vec![owner.to_owned()], ..action },
        None => action,
    }
}

/// The one who is all that stands behind the mark of an action: `Action: GP`, `ACTION: Cllr Farrar`.
fn lone_owner(text: &str, roster: &Roster) -> Option<String> {
    let owner = text.trim_end_matches(['.', ' ', '-', '–']);
    let is_titled = || owner.contains(' ') && owner.split(' ').next().is_some_and(|word| words::title(word).is_some());
    let is_post = || {
        let mut words = owner.split(' ');
        owner.len() < 40
            && words.clone().all(tokens::starts_upper)
            && words.next_back().is_some_and(words::is_personal_post)
    };
    let is_person =
        roster.has_initials(owner) || is_post() || owner.len() < 40 && is_titled() && roster.find(owner).is_some();
    is_person.then(|| owner.to_owned())
}

/// The sentence that ends a text, where it has words enough to say what is to be done.
fn last_sentence(text: &str) -> Option<&str> {
    let text = text.trim_end_matches(['(', ' ']);
    let closed = text.trim_end_matches(['.', ' ']);
    let task = closed.rfind(". ").map_or(text, |end| &text[end + 1..]).trim();
    task.split_whitespace().nth(2).map(|_| task)
}

/// `[ ] AB: order the buoys`: an open box before somebody's task, wherever it stands.
fn boxed(outline: &Outline, index: usize, (text, ticked): (&str, &Stated), roster: &Roster) -> Option<Action> {
    let piece = &outline.pieces[index];
    let is_box =
        piece.text.string.trim_start().starts_with(['[', '☐']) && ticked.text.len() < piece.text.string.trim().len();
    if !is_box || ticked.status.is_some() || is_about_earlier(outline.heading(piece)) {
        return None;
    }
    if let Some((owned, start)) = owners::labelled(text, roster) {
        let task = text[start..].trim_start_matches([':', ' ', '-', '–']);
        return (!task.is_empty()).then(|| action(outline, index, task, owned));
    }
    // a form to fill in has boxes too: `[ ] I will stand`
    let owned = owners::opening(text, roster);
    let is_owned = !owned.is_empty() && owned.iter().all(|owner| owner != "I");
    is_owned.then(|| action(outline, index, text, owned))
}

/// The sentence that ends the paragraph above, of the same item: what is to be done.
fn task_before<'a>(outline: &'a Outline, index: usize) -> Option<&'a str> {
    let above = &outline.pieces[index.checked_sub(1)?];
    let is_near = above.kind == PassageKind::Text && above.item == outline.pieces[index].item;
    let last = above.words.sentences(&above.text.string).last().filter(|_| is_near)?;
    above.text.string.get(above.words.place(&last))
}

/// `A-17 (Bill): draft the profile`: a code, its owners in brackets, the task; outside what is said of earlier actions.
fn coded(outline: &Outline, index: usize, roster: &Roster) -> Option<Action> {
    let piece = &outline.pieces[index];
    let text = trimmed(&piece.text.string);
    if !text.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) || !piece.words.may_hold(b"(") {
        return None;
    }
    let (code, rest) = codes::leading(text)?;
    let (inner, task) = text[rest..].strip_prefix('(')?.split_once(')')?;
    let task = task.strip_prefix([':', ' '])?.trim();
    let owners = owners::in_cell(inner);
    let are_known = !owners.is_empty() && owners.iter().all(|owner| roster.find(owner).is_some());
    let is_set = are_known && task.split_whitespace().nth(1).is_some() && !is_about_earlier(outline.heading(piece));
    is_set.then(|| Action { code: Some(code.into_owned()), ..action(outline, index, task, owners) })
}

/// `EF to ask them (Action: EF)`: the sentence before the bracket is to be done by those in it; else the bracket says what.
fn in_brackets(outline: &Outline, (index, before): (usize, &str), inner: &str, roster: &Roster) -> Option<Action> {
    let (who, due) = match inner.find(" by ").or_else(|| inner.find(" before ")) {
        Some(at) => (&inner[..at], Some(inner[at..].trim().to_owned())),
        None => (inner, None),
    };
    let owners = owners::in_cell(who);
    let are_known = |owner: &String| roster.has_initials(owner) || roster.find(owner).is_some();
    if owners.is_empty() || !owners.iter().all(are_known) {
        return marked_action(outline, (index, inner), (":", roster));
    }
    let task = last_sentence(before)?;
    Some(Action { due_text: due, ..action(outline, index, task, owners) })
}
