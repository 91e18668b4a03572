//! Coded actions outside tables, with the owners and dates that the layout has torn from them.

use super::{action, is_about_earlier, owner_line};
use crate::meeting::{Action, Origin, PassageKind};
use crate::parse::flow::Kind;
use crate::parse::hold::trimmed;
use crate::parse::outline::{Outline, Piece};
use crate::parse::roster::Roster;
use crate::parse::tokens::starts_upper;
use crate::parse::{codes, dates, owners, words};

/// Coded paragraphs outside tables, with the owners and dates the layout has torn from them.
pub(super) fn torn(outline: &mut Outline, roster: &Roster) -> Vec<Action> {
    let mut found: Vec<Action> = Vec::new();
    let mut leftover: Vec<Vec<String>> = Vec::new();
    let mut leading_owner: Option<Vec<String>> = None;
    let mut last: Option<(usize, usize)> = None;
    let indexes: Vec<usize> = (0..outline.pieces.len())
        .filter(|&index| outline.pieces[index].kind == PassageKind::Text && outline.pieces[index].row.is_none())
        .collect();
    for (position, &index) in indexes.iter().enumerate() {
        let piece = &outline.pieces[index];
        let text = trimmed(&piece.text.string);
        if let Kind::Plain = piece.layout
            && let Some(owned) = owner_line(text, roster)
        {
            let follows = last.is_some_and(|(at, slot)| {
                at + 1 == position && found.get(slot).is_some_and(|action: &Action| !has_cell_owner(action))
            });
            let next_is_action =
                indexes.get(position + 1).is_some_and(|&next| is_coded_action(&outline.pieces[next], outline));
            if let (true, Some((_, slot))) = (follows, last) {
                found[slot].owners = owned;
                found[slot].origin = Origin::Inferred;
                last = Some((position, slot));
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
        if let (Kind::Plain, Some((at, slot))) = (&piece.layout, last)
            && at + 1 == position
            && indexes[at] + 1 == index
            && found[slot].due_text.is_none()
            && is_date(text)
        {
            found[slot].due_text = Some(text.to_owned());
            found[slot].origin = Origin::Inferred;
            outline.pieces[index].kind = PassageKind::Action;
            continue;
        }
        if !is_coded_action(piece, outline) {
            continue;
        }
        let Some((code, rest)) = codes::leading(text) else { continue };
        let rest = text[rest..].to_owned();
        let mut new =
            Action { code: Some(code.into_owned()), ..action(outline, index, &rest, owners::opening(&rest, roster)) };
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

/// Whether a line is a date and nothing else.
fn is_date(text: &str) -> bool {
    text.len() < 40
        && dates::dates(text).first().is_some_and(|date| date.range == (0..text.trim_end_matches('.').len()))
}

fn has_cell_owner(action: &Action) -> bool {
    action.origin == Origin::Inferred && !action.owners.is_empty()
}

/// `89/14 text`, outside the parts that speak of earlier actions.
fn is_coded_action(piece: &Piece, outline: &Outline) -> bool {
    if piece.kind != PassageKind::Text {
        return false;
    }
    let text = trimmed(&piece.text.string);
    let Some((code, rest)) = codes::leading(text) else { return false };
    let rest = trimmed(&text[rest..]);
    let is_slashed = code.contains('/') && code.starts_with(|c: char| c.is_ascii_digit());
    let is_task = is_slashed && starts_upper(rest) && rest.split_whitespace().nth(2).is_some();
    let is_status = || rest.split_whitespace().nth(7).is_none() && words::status(rest).is_some();
    is_task
        && outline.number(piece).is_none_or(|number| number != code)
        && !is_about_earlier(outline.heading(piece))
        && !is_status()
}
