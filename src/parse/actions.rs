//! Actions set at the meeting: from action columns, marked lines, closing lists and torn columns.

use super::codes;
use super::dates;
use super::flow::{Kind, is_unfinished};
use super::outline::{Outline, Piece};
use super::owners;
use super::roster::Roster;
use super::words::{self, Column};
use crate::meeting::{Action, Origin, PassageKind, Status};
use jiff::civil::Date;
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The actions of a meeting; `passage` of each is its piece's position. Pieces that turn out to be actions are marked so.
pub(super) fn read(outline: &mut Outline, roster: &Roster, date: Option<Date>) -> Vec<Action> {
    let mut found = columns(outline, roster);
    found.extend(torn(outline, roster));
    found.extend(marked(outline, roster));
    found.extend(resolved(outline, roster));
    found.extend(listed(outline, roster, &found));
    found.sort_by_key(|action| action.place.byte_start);
    for action in &mut found {
        due(action, date);
    }
    found
}

fn action(outline: &Outline, index: usize, text: &str, owners: Vec<String>) -> Action {
    let piece = &outline.pieces[index];
    Action {
        text: text.trim().to_owned(),
        owners,
        item: outline.number(piece),
        heading: outline.heading(piece).map(str::to_owned),
        passage: Some(index.to_string()),
        place: piece.text.whole(),
        ..Action::default()
    }
}

/// Settles the due date: from the due text, or from a closing `by ...` of the action itself.
fn due(action: &mut Action, date: Option<Date>) {
    if let (Some(text), None) = (&action.due_text, action.due_date) {
        if let Some(found) = dates::dates(text).first() {
            action.due_date = found.date().or_else(|| found.after(date?));
        }
    }
    if action.due_text.is_none() {
        static BY: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?i)(?-u:\b)(?:by|before|prior to|no later than|due|deadline:?)\s+(?P<due>(?:the\s+)?(?:end of\s+)?(?:the\s+)?[^.;,()]{3,40})").expect("the due pattern is valid")
        });
        let Some(found) = BY.captures(&action.text).and_then(|found| found.get(0)) else { return };
        if let Some(day) = dates::dates(found.as_str()).first() {
            action.due_text = Some(found.as_str()[..day.range.end].trim().to_owned());
            action.due_date = day.date().or_else(|| day.after(date?));
        }
    }
}

/// Actions in table columns, row by row.
fn columns(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut orphans: Vec<(usize, Vec<Vec<String>>, Option<String>)> = Vec::new();
    let mut at = 0;
    let mut collective: Option<String> = None;
    while at < outline.pieces.len() {
        let Some(row) = outline.pieces[at].row else {
            at += 1;
            continue;
        };
        let end = at + outline.pieces[at..].iter().take_while(|piece| piece.row == Some(row)).count();
        let of = |column: Column| {
            (at..end).filter(|&index| outline.pieces[index].layout == Kind::Cell(column)).collect::<Vec<usize>>()
        };
        let cells = |indexes: &[usize]| {
            indexes.iter().map(|&index| outline.pieces[index].text.string.trim().to_owned()).collect::<Vec<_>>()
        };
        let (texts, owner_cells, dues, codes, states) = (
            of(Column::Action),
            cells(&of(Column::Owner)),
            cells(&of(Column::Due)),
            cells(&of(Column::Code)),
            cells(&of(Column::Status)),
        );
        let before = found.len();
        for (position, &index) in texts.iter().enumerate() {
            let text = outline.pieces[index].text.string.clone();
            if let Some(last) = found[before..].last_mut() {
                if complete_from(last, &text, roster) {
                    continue;
                }
            }
            let own_code = codes.get(position).or(codes.first()).cloned();
            let (code, rest) = match codes::leading(&text) {
                Some((code, rest)) => (Some(code), text[rest..].to_owned()),
                None => (own_code, text),
            };
            let owner = if owner_cells.len() == texts.len() {
                owner_cells.get(position).cloned()
            } else {
                owner_cells.first().filter(|_| texts.len() == 1 || owner_cells.len() == 1).cloned()
            };
            let due = if dues.len() == texts.len() { dues.get(position).cloned() } else { dues.first().cloned() };
            if code.is_none() && is_no_action(&rest, owner.as_deref(), outline.heading(&outline.pieces[index])) {
                continue;
            }
            let mut owned = owner.as_deref().map(owners::in_cell).unwrap_or_default();
            if owned.is_empty() {
                owned = owners::opening(&rest, roster);
            }
            let status = states.first().and_then(|state| words::status(state));
            if let Some(due) = due.as_ref().filter(|due| due.to_lowercase().starts_with("all ")) {
                collective = Some(due.clone());
            }
            found.push(Action { code, due_text: due, status, ..action(outline, index, &rest, owned) });
        }
        if texts.is_empty() && !owner_cells.is_empty() {
            orphans.push((
                before,
                owner_cells.iter().flat_map(|cell| owners::groups(cell)).collect(),
                dues.first().cloned(),
            ));
        }
        at = end;
    }
    for (position, groups, due) in orphans {
        adopt(&mut found, position, (groups, due));
    }
    if let Some(due) = collective {
        for action in found.iter_mut().filter(|action| action.due_text.is_none()) {
            action.due_text = Some(due.clone());
            action.origin = Origin::Inferred;
        }
    }
    found
}

/// A line of an action cell that is only owners or only a date belongs to the action above it.
fn complete_from(action: &mut Action, line: &str, roster: &Roster) -> bool {
    let line = line.trim();
    let is_date = dates::dates(line).first().is_some_and(|date| date.range.len() + 4 >= line.len());
    if action.owners.is_empty() && is_owner_line(line, roster) {
        action.owners = owners::in_cell(line);
        return true;
    }
    if action.due_text.is_none() && is_date {
        action.due_text = Some(line.to_owned());
        return true;
    }
    false
}

/// Owners in a row without an action belong to the ownerless actions around it, in order.
fn adopt(found: &mut [Action], position: usize, (groups, due): (Vec<Vec<String>>, Option<String>)) {
    let before = (0..position).rev().take_while(|&index| found[index].owners.is_empty()).count();
    let after = (position..found.len()).take_while(|&index| found[index].owners.is_empty()).count();
    let first = position - before.min(1).min(groups.len());
    let reach =
        if groups.len() > 1 { (position + after).min(first + groups.len()) } else { (first + 1).min(found.len()) };
    let shared = reach - first.min(reach) > 1;
    for (action, group) in found[first.min(reach)..reach].iter_mut().zip(groups) {
        action.owners = group;
        action.origin = Origin::Inferred;
        if action.due_text.is_none() {
            action.due_text = due.clone();
            // one date beside several actions fits either: written, but not certain
            if shared {
                action.due_date = None;
            }
        }
    }
}

/// Scraps, dates and next-meeting notices in an action column.
fn is_no_action(text: &str, owner: Option<&str>, heading: Option<&str>) -> bool {
    let text = text.trim();
    let has_owner = owner.is_some_and(|owner| !owner.is_empty());
    let is_scrap = text.starts_with(|c: char| c.is_lowercase())
        || text.split_whitespace().count() < 2
        || matches!(text.to_lowercase().trim_end_matches('.'), "none" | "no action" | "n/a" | "noted" | "to note");
    let is_date = dates::dates(text).first().is_some_and(|date| date.range.start < 4)
        || dates::times(text).first().is_some_and(|time| time.range.start < 2);
    let announces = heading.is_some_and(|heading| heading.to_lowercase().contains("next meeting"))
        && !dates::dates(text).is_empty();
    !has_owner && (is_scrap || is_date || announces)
}

static PREVIOUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:matters arising|previous|outstanding|completed?|earlier|last meeting|update on actions|actions? (?:update|status|review|log|from)|(?:notes|minutes) of the (?:last|previous)|review of actions|carried over|addressed as follows|in progress)(?-u:\b)").expect("the pattern is valid")
});

/// Whether a heading announces earlier actions.
pub(super) fn is_about_earlier(heading: Option<&str>) -> bool {
    heading.is_some_and(|heading| PREVIOUS.is_match(heading))
}

/// Coded paragraphs outside tables, with the owners the layout has torn from them.
fn torn(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut leftover: Vec<Vec<String>> = Vec::new();
    let mut leading_owner: Option<Vec<String>> = None;
    let mut last: Option<(usize, usize)> = None;
    let indexes: Vec<usize> = (0..outline.pieces.len())
        .filter(|&index| outline.pieces[index].kind == PassageKind::Text && outline.pieces[index].row.is_none())
        .collect();
    for (position, &index) in indexes.iter().enumerate() {
        let piece = &outline.pieces[index];
        let text = piece.text.string.trim();
        if is_owner_line(text, roster) && matches!(piece.layout, Kind::Plain) {
            let owned = owners::in_cell(text);
            let follows = last.is_some_and(|(at, slot)| {
                at + 1 == position && found.get(slot).is_some_and(|action: &Action| !has_cell_owner(action))
            });
            let next_is_action =
                indexes.get(position + 1).is_some_and(|&next| is_coded_action(&outline.pieces[next], outline));
            if follows {
                let slot = last.map_or(0, |(_, slot)| slot);
                found[slot].owners = owned;
                found[slot].origin = Origin::Inferred;
            } else if next_is_action {
                leading_owner = Some(owned);
            } else if !found.is_empty() {
                leftover.push(owned);
            } else {
                continue;
            }
            outline.pieces[index].kind = PassageKind::Action;
            continue;
        }
        if !is_coded_action(piece, outline) {
            continue;
        }
        let Some((code, rest)) = codes::leading(text) else { continue };
        let rest = text[rest..].to_owned();
        let mut new = Action { code: Some(code), ..action(outline, index, &rest, owners::opening(&rest, roster)) };
        if let Some(owned) = leading_owner.take() {
            new.owners = owned;
            new.origin = Origin::Inferred;
        }
        last = Some((position, found.len()));
        found.push(new);
        outline.pieces[index].kind = PassageKind::Action;
    }
    for owned in leftover {
        let fits = found.iter_mut().find(|action| action.owners.is_empty());
        if let Some(action) = fits.filter(|action| action.text.starts_with(owned[0].as_str())) {
            action.owners = owned;
            action.origin = Origin::Inferred;
        }
    }
    found
}

fn has_cell_owner(action: &Action) -> bool {
    action.origin == Origin::Inferred && !action.owners.is_empty()
}

fn is_owner_line(text: &str, roster: &Roster) -> bool {
    let owned = owners::in_cell(text);
    text.len() <= 24
        && !owned.is_empty()
        && owned.iter().all(|owner| roster.has_initials(owner) || super::clause::is_letters(owner))
}

/// `89/14 text`, outside the parts that speak of earlier actions.
fn is_coded_action(piece: &Piece, outline: &Outline) -> bool {
    if piece.kind != PassageKind::Text || is_about_earlier(outline.heading(piece)) {
        return false;
    }
    let text = piece.text.string.trim();
    let Some((code, rest)) = codes::leading(text) else { return false };
    let rest = text[rest..].trim();
    let is_slashed = code.contains('/') && code.starts_with(|c: char| c.is_ascii_digit());
    let is_status = words::status(rest).is_some() && rest.split_whitespace().count() < 8;
    is_slashed && rest.split_whitespace().count() >= 3 && !is_status && rest.starts_with(char::is_uppercase)
}

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[\s*(\[]*(?P<previous>(?i:previous|new|ongoing)\s+)?(?P<mark>ACTIONS?(?: POINTS?| ITEMS?)?|Actions?(?: points?| items?)?)\s*(?P<number>\d{1,3}(?:[./]\d{1,3})?)?\s*(?P<punct>[:–—-]|\.\s|\s)\s*").expect("the mark pattern is valid")
});

static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?-u:\b)ACTION(?: POINT)?(?-u:\b)\s*(?:[:–—-])?|(?-u:\b)Actions?(?: [Pp]oint)?\s?(?:[:]|\s[–-]\s))\s*",
    )
    .expect("the inline pattern is valid")
});

/// Lines and sentences marked as actions.
fn marked(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    let mut found = Vec::new();
    for index in 0..outline.pieces.len() {
        let piece = &outline.pieces[index];
        if !matches!(piece.kind, PassageKind::Text | PassageKind::Turn) {
            continue;
        }
        let text = piece.text.string.clone();
        let text = text.trim();
        if let Some(mark) = MARK.captures(text) {
            let end = mark.get(0).map_or(0, |whole| whole.end());
            if let Some(new) = marked_action(outline, (index, &text[end..]), (&mark["punct"], roster)) {
                let status = inline_status(&new.text);
                found.push(Action {
                    code: mark.name("number").map(|number| number.as_str().to_owned()),
                    status,
                    ..new
                });
                outline.pieces[index].kind = PassageKind::Action;
            }
            continue;
        }
        for mark in INLINE.find_iter(text).filter(|mark| mark.start() > 0) {
            let rest = &text[mark.end()..];
            let end = INLINE.find(rest).map_or(rest.len(), |next| next.start());
            let is_own = rest.split_whitespace().count() >= 2 && !text[..mark.start()].trim_end().ends_with("revious");
            if let Some(mut new) = marked_action(outline, (index, &rest[..end]), (":", roster)).filter(|_| is_own) {
                new.place = outline.pieces[index].text.place(mark.start()..mark.end() + end);
                found.push(new);
            }
        }
    }
    found
}

static RESOLVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\W*(?:(?i:it was )?(?:RESOLVED|Resolved|resolved)(?: unanimously)?)(?-u:\b)\s*(?::|that|to)?\s*")
        .expect("the pattern is valid")
});

/// Tasks inside a resolution: `Resolved: 1) Clerk to order it. 2) ...`.
fn resolved(outline: &Outline, roster: &Roster) -> Vec<Action> {
    static SPLIT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|\s)\(?(?:\d{1,2}|[a-z])\)\s+").expect("the pattern is valid"));
    let mut found = Vec::new();
    let mut is_open = false;
    for (index, piece) in outline.pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PassageKind::Text) {
        let text = piece.text.string.as_str();
        let start = match RESOLVED.find(text) {
            Some(mark) => {
                if text[..mark.end()].ends_with("that ") {
                    mark.end() - "that ".len()
                } else {
                    mark.end()
                }
            }
            None if is_open
                && (matches!(piece.layout, Kind::Item { .. }) || super::numbers::number(text).is_some()) =>
            {
                super::numbers::number(text).map_or(0, |number| number.length)
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

/// A status in brackets at the end of an action: `(done)`.
fn inline_status(text: &str) -> Option<Status> {
    let open = text.rfind('(')?;
    words::status(&text[open..]).filter(|_| text.trim_end().ends_with(')') && text.len() - open < 40)
}

fn marked_action(outline: &Outline, (index, rest): (usize, &str), (punct, roster): (&str, &Roster)) -> Option<Action> {
    let rest = rest.trim().trim_end_matches(['*', ']']).trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    if rest.len() < 3 || words.is_empty() || is_status_line(rest) {
        return None;
    }
    if let Some((owned, start)) = owners::bracketed(rest).or_else(|| owners::labelled(rest, roster)) {
        let body = rest[start..].trim_start_matches([':', ' ', '-', '–']);
        return (!body.is_empty()).then(|| action(outline, index, body, owned));
    }
    let owned = owners::opening(rest, roster);
    let is_announced = !punct.trim().is_empty();
    (is_announced && words.len() >= 2 || !owned.is_empty()).then(|| action(outline, index, rest, owned))
}

/// `complete`, `completed`, `carried forward`, `partially complete` behind the word action.
pub(super) fn is_status_line(rest: &str) -> bool {
    rest.split_whitespace().count() <= 5 && words::status(rest).is_some() && !rest.contains(':')
}

static LIST_HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:new|agreed|summary of|list of|follow[- ]?up|resulting|ongoing|open|outstanding|previous|current|key|further|all|other|completed?|new and ongoing)\s+(?:and\s+\w+\s+)?)*(?:actions?|action items?|action points?|to[- ]?dos?|deliverables|tasks)(?-u:\b)(?:\s+(?:items?|points?|list|log|carried forward|arising|agreed|resulting|from|on hold|summary|taken|required|register|items? resulting|- on hold).*)?:?$|^next steps$")
        .expect("the list pattern is valid")
});

/// Whether a heading announces a list of actions.
pub(super) fn is_list_head(heading: &str) -> bool {
    LIST_HEAD.is_match(heading.trim())
}

/// Entries under a heading that announces actions.
fn listed(outline: &mut Outline, roster: &Roster, found: &[Action]) -> Vec<Action> {
    let mut listed = Vec::new();
    let mut under: Option<(usize, Option<usize>)> = None;
    let mut led = false;
    let taken: HashSet<usize> = found.iter().filter_map(|action| action.passage.as_deref()?.parse().ok()).collect();
    for index in 0..outline.pieces.len() {
        let piece = &outline.pieces[index];
        let position = (piece.item.unwrap_or(usize::MAX), piece.topic);
        if piece.kind == PassageKind::Heading {
            let is_head = is_list_head(
                piece.text.string.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')),
            );
            under = if is_head {
                Some(position)
            } else {
                under.filter(|_| piece.text.string.len() < 40 && is_sublist(outline, index))
            };
            continue;
        }
        let is_lead_in = piece.kind == PassageKind::Text && announces_tasks(&piece.text.string);
        if is_lead_in {
            led = true;
            continue;
        }
        led &= matches!(piece.layout, Kind::Item { .. });
        if led {
            if let Some(new) = led_entry(outline, index, roster) {
                listed.push(new);
            }
            continue;
        }
        if under.is_none() || !matches!(piece.kind, PassageKind::Text | PassageKind::Turn) || taken.contains(&index) {
            continue;
        }
        let is_earlier = is_about_earlier(outline.heading(piece)) && codes::leading(piece.text.string.trim()).is_some();
        if is_earlier {
            continue;
        }
        let Some(new) = entry(outline, index, roster) else { continue };
        listed.push(new);
        outline.pieces[index].kind = PassageKind::Action;
    }
    listed
}

/// `The following actions were identified:` before a list.
fn announces_tasks(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.rsplit(['.', '?']).next().unwrap_or(text).to_lowercase();
    text.ends_with(':')
        && last.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "action" | "actions" | "tasks"))
}

/// An entry of such a list that sets a task: nobody speaks in it, and nothing is told as done.
fn led_entry(outline: &Outline, index: usize, roster: &Roster) -> Option<Action> {
    let piece = &outline.pieces[index];
    let text = piece.text.string.trim();
    let tokens = super::tokens::tokens(text);
    let is_told = super::clause::clause_at(&tokens, 0, roster).is_some()
        || tokens
            .iter()
            .take(8)
            .any(|token| matches!(token.raw, "had" | "has" | "have" | "was" | "were" | "that" | "agreed"));
    let is_task =
        tokens.len() >= 3 && tokens.iter().skip(1).take(14).any(|token| matches!(token.raw, "to" | "of" | "will"));
    (!is_told && is_task).then(|| action(outline, index, text, owners::opening(text, roster)))
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
    let is_note = text.to_lowercase().starts_with("see ") || text.split_whitespace().count() < 2;
    let tokens = super::tokens::tokens(text);
    let is_note = is_note
        || piece.kind == PassageKind::Turn
            && is_about_earlier(outline.heading(piece))
            && matches!(piece.layout, Kind::Item { depth, .. } if depth > 0);
    let is_report = super::clause::clause_at(&tokens, 0, roster).is_some();
    if is_status_line(text) || is_note || is_report {
        return None;
    }
    let (code, start) = codes::leading(text).map_or((None, 0), |(code, rest)| (Some(code), rest));
    let body = text[start..].trim();
    let (owned, rest) = match owners::bracketed(body).or_else(|| owners::labelled(body, roster)) {
        Some((owned, rest)) => (owned, body[rest..].trim_start_matches([':', ' ', '-', '–', '\t']).to_owned()),
        None => (owners::opening(body, roster), body.to_owned()),
    };
    let depth_ok = !matches!(piece.layout, Kind::Item { depth, .. } if depth > 0) || !owned.is_empty();
    let is_open_end = is_unfinished(&rest) && rest.ends_with(':') && owned.is_empty();
    ((is_entry && depth_ok || code.is_some() || !owned.is_empty()) && !is_open_end).then(|| Action {
        code,
        status: inline_status(&rest),
        ..action(outline, index, &rest, owned)
    })
}
