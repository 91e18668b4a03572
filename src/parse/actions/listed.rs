//! Entries of lists that a heading or a lead-in announces as actions.

use super::status::inline_status;
use super::{action, is_about_earlier, is_status_line, stated};
use crate::meeting::{Action, PassageKind};
use crate::parse::flow::{Kind, is_unfinished};
use crate::parse::hold::{find, opens};
use crate::parse::numbers::{self, Series};
use crate::parse::outline::Outline;
use crate::parse::roster::Roster;
use crate::parse::tokens::Token;
use crate::parse::{clause, codes, owners, tokens};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use std::sync::LazyLock;

static LIST_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:new|agreed|summary of|list of|follow[- ]?up|resulting|ongoing|open|outstanding|previous|current|key|further|all|other|completed?|new and ongoing)\s+(?:and\s+[A-Za-z]+\s+)?)*(?:actions?|action items?|action points?|to[- ]?dos?|deliverables|tasks)(?-u:\b)(?:\s+(?:items?|points?|list|log|carried forward|arising|agreed|resulting|from|on hold|summary|taken|required|register|items? resulting|- on hold).*)?:?$|^next steps$")
        .expect("the list pattern is valid")
});

/// Whether a heading announces a list of actions.
pub(in crate::parse) fn is_list_head(heading: &str) -> bool {
    LIST_HEAD.is_match(heading.trim())
}

/// Entries under a heading that announces actions.
pub(super) fn listed(outline: &mut Outline, roster: &Roster, found: &[Action]) -> Vec<Action> {
    let mut listed = Vec::new();
    let mut under: Option<(usize, Option<usize>)> = None;
    let mut led = false;
    let mut lead: Vec<String> = Vec::new();
    let taken: LazyCell<FxHashSet<usize>, _> =
        LazyCell::new(|| found.iter().filter_map(|action| action.passage.as_deref()?.parse().ok()).collect());
    for index in 0..outline.pieces.len() {
        let piece = &outline.pieces[index];
        let position = (piece.item.unwrap_or(usize::MAX), piece.topic);
        if piece.kind == PassageKind::Heading {
            lead.clear();
            let heading = piece.text.string.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
            // What a body means to deliver is a plan, unless it stands among actions or names who does it.
            let is_plan = opens(heading, "deliverables");
            let is_head = is_list_head(heading) && (!is_plan || under.is_some() || is_sublist(outline, index));
            under = if is_head {
                Some(position)
            } else {
                under.filter(|_| piece.text.string.len() < 40 && is_sublist(outline, index))
            };
            continue;
        }
        let is_lead_in =
            piece.kind == PassageKind::Text && piece.words.may_hold(b":") && announces_tasks(&piece.text.string);
        if is_lead_in {
            led = true;
            continue;
        }
        let is_numbered = || numbers::number(&piece.text.string).is_some_and(|number| number.series != Series::Minute);
        let closed = if led { owned_behind_dash(piece.text.string.trim(), roster) } else { None };
        led = led && (matches!(piece.layout, Kind::Item { .. }) || is_numbered() || closed.is_some());
        if led {
            let new = match closed {
                Some((task, owned)) => Some(action(outline, index, task, owned)),
                None => led_entry(outline, index, roster),
            };
            listed.extend(new);
            continue;
        }
        if under.is_none() || !matches!(piece.kind, PassageKind::Text | PassageKind::Turn) || taken.contains(&index) {
            continue;
        }
        let is_earlier = codes::leading(piece.text.string.trim()).is_some() && is_about_earlier(outline.heading(piece));
        if is_earlier {
            continue;
        }
        if let Some(owned) = owner_line(&piece.text.string) {
            lead = owned;
            continue;
        }
        if is_label(outline, index) {
            continue;
        }
        let Some(mut new) = entry(outline, index, roster) else { continue };
        if new.owners.is_empty() {
            new.owners.clone_from(&lead);
        }
        listed.push(new);
        outline.pieces[index].kind = PassageKind::Action;
    }
    listed
}

/// `[All]` on a line of its own: who owns the entries below.
fn owner_line(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    owners::bracketed(text)
        .filter(|(_, rest)| text.get(*rest..).is_none_or(|rest| rest.trim().is_empty()))
        .map(|found| found.0)
}

/// An entry that only gathers the owned tasks below it: `D1 (Manifesto)`.
fn is_label(outline: &Outline, index: usize) -> bool {
    let depth = |index: usize| match outline.pieces.get(index).map(|piece| &piece.layout) {
        Some(Kind::Item { depth, .. }) => Some(*depth),
        _ => None,
    };
    let text = |index: usize| outline.pieces[index].text.string.trim();
    depth(index).is_some_and(|above| depth(index + 1).is_some_and(|below| below > above))
        && owners::bracketed(text(index)).is_none()
        && owners::bracketed(text(index + 1)).is_some()
}

/// `The following actions were identified:` before a list.
fn announces_tasks(text: &str) -> bool {
    let text = text.trim_end();
    let last = || text.rsplit(['.', '?']).next().unwrap_or(text).to_lowercase();
    text.ends_with(':')
        && last().split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "action" | "actions" | "tasks"))
}

/// `Paint the gate – AB`: a task and those of the list who own it, behind a dash.
fn owned_behind_dash<'a>(text: &'a str, roster: &Roster) -> Option<(&'a str, Vec<String>)> {
    let at = [" – ", " - ", " — "].iter().filter_map(|dash| Some((text.rfind(dash)?, dash.len()))).max()?;
    let (task, who) = (text[..at.0].trim_end(), text[at.0 + at.1..].trim().trim_end_matches('.'));
    let owned = owners::in_cell(who);
    let are_listed = !owned.is_empty()
        && owned.iter().all(|owner| {
            let is_name = owner.split(' ').count() < 4 && !owner.contains('(');
            roster.has_initials(owner) || owner == "All" || is_name && roster.find(owner).is_some()
        });
    (are_listed && task.split_whitespace().nth(1).is_some()).then_some((task, owned))
}

/// An entry of such a list that sets a task: nobody speaks in it, and nothing is told as done.
fn led_entry(outline: &Outline, index: usize, roster: &Roster) -> Option<Action> {
    let piece = &outline.pieces[index];
    let text = piece.text.string.trim();
    let text = if matches!(piece.layout, Kind::Item { .. }) { text } else { &text[numbers::item_prefix(text)..] };
    let tokens = tokens::tokens(text);
    let is_told = clause::clause_at(&tokens, 0, roster).is_some()
        || tokens
            .iter()
            .take(8)
            .any(|token| matches!(token.raw, "had" | "has" | "have" | "was" | "were" | "that" | "agreed"));
    let is_task =
        tokens.len() >= 3 && tokens.iter().skip(1).take(14).any(|token| matches!(token.raw, "to" | "of" | "will"));
    (!is_told && is_task).then(|| action(outline, index, text, owners::of_task(text, roster)))
}

/// `Anna to order the buoys`, `Nets are short – Anna to order them`: entries and lines that say who is to do what.
///
/// Where a document marks its actions in no other way, that is how it sets them.
pub(super) fn own_entries(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    const LONGEST: usize = 240;
    let mut found = Vec::new();
    for index in 0..outline.pieces.len() {
        let piece = &outline.pieces[index];
        let text = piece.text.string.trim();
        let is_entry = piece.kind == PassageKind::Text
            && matches!(piece.layout, Kind::Item { .. } | Kind::Plain)
            && text.len() <= LONGEST
            && !is_about_earlier(outline.heading(piece));
        if !is_entry || find(text, " to ").is_none() {
            continue;
        }
        let behind = [" – ", " - ", " — "].iter().filter_map(|dash| text.rfind(dash).map(|at| at + dash.len())).max();
        let new = [Some(0), behind].into_iter().flatten().find_map(|start| {
            Some((start, action(outline, index, &text[start..], owners_to(&text[start..], roster)?)))
        });
        if let Some((start, new)) = new {
            found.push(new);
            // what stands before the dash is still told
            if start == 0 {
                outline.pieces[index].kind = PassageKind::Action;
            }
        }
    }
    found
}

/// The people of the list who open a text, `to` and a verb behind them.
fn owners_to(text: &str, roster: &Roster) -> Option<Vec<String>> {
    const FEWEST: usize = 4;
    let tokens = tokens::tokens(text);
    let to = tokens.iter().take(FEWEST).position(|token| token.raw == "to")?;
    let is_name = |token: &Token| token.starts_upper() || matches!(token.raw, "and" | "&" | "the");
    if !tokens[..to].iter().all(is_name) {
        return None;
    }
    let verb = tokens.get(to + 1).filter(|verb| verb.is_lower() && verb.word != "be" && !verb.word.ends_with("ing"))?;
    let owners = owners::opening(text, roster);
    let are_listed = !owners.is_empty() && owners.iter().all(|owner| roster.find(owner).is_some());
    let is_brief = tokens::sentences(&tokens).len() <= 2;
    (are_listed && is_brief && tokens.len() >= FEWEST && verb.word.len() > 1).then_some(owners)
}

/// A short heading inside an action list whose entries open with owners.
fn is_sublist(outline: &Outline, index: usize) -> bool {
    outline.pieces[index + 1..]
        .iter()
        .find(|piece| piece.kind != PassageKind::Heading)
        .is_some_and(|piece| owners::bracketed(piece.text.string.trim()).is_some())
}

fn entry(outline: &Outline, index: usize, roster: &Roster) -> Option<Action> {
    let piece = &outline.pieces[index];
    let text = piece.text.string.trim();
    let is_entry = matches!(piece.layout, Kind::Item { .. }) || owners::bracketed(text).is_some();
    // a number of its list opens an entry, and is no code
    let prefix =
        numbers::number(text).filter(|number| number.series == Series::Whole).map_or(0, |number| number.length);
    let (text, is_entry) = (&text[prefix..], is_entry || prefix > 0);
    let is_note = text.to_lowercase().starts_with("see ") || text.split_whitespace().count() < 2;
    let tokens = tokens::tokens(text);
    let is_note = is_note
        || piece.kind == PassageKind::Turn
            && is_about_earlier(outline.heading(piece))
            && matches!(piece.layout, Kind::Item { depth, .. } if depth > 0);
    let is_report = clause::clause_at(&tokens, 0, roster).is_some();
    if is_status_line(text) || is_note || is_report {
        return None;
    }
    let (code, start) = codes::leading(text).map_or((None, 0), |(code, rest)| (Some(code.into_owned()), rest));
    let told = stated(&text[start..]);
    let body = told.text;
    let (owned, rest) = match owners::bracketed(body).or_else(|| owners::labelled(body, roster)) {
        Some((owned, rest)) => (owned, body[rest..].trim_start_matches([':', ' ', '-', '–', '\t']).to_owned()),
        None => match owned_behind_dash(body, roster) {
            Some((task, owned)) => (owned, task.to_owned()),
            None => (owners::of_task(body, roster), body.to_owned()),
        },
    };
    let depth_ok = !matches!(piece.layout, Kind::Item { depth, .. } if depth > 0) || !owned.is_empty();
    let is_open_end = is_unfinished(&rest) && rest.ends_with(':') && owned.is_empty();
    ((is_entry && depth_ok || code.is_some() || !owned.is_empty()) && !is_open_end).then(|| Action {
        code,
        status: told.status.or_else(|| inline_status(&rest)),
        ..action(outline, index, &rest, owned)
    })
}
