//! Motions set out in tables: one a row under heads (`Motion | Moved by | Seconded by | Status`), or one a table of labels.

use crate::meeting::{Decision, DecisionKind, PassageKind, Votes};
use crate::parse::flow::Kind;
use crate::parse::outline::{Outline, Piece};
use crate::parse::words::{self, Column};
use std::ops::Range;

/// The heading that a table stands under is at most so many pieces above it.
const REACH: usize = 200;

/// A motion that a table sets out.
pub(super) struct Motion {
    /// The piece that holds its words, or that goes before a table that has none.
    pub lead: usize,
    /// The table's pieces.
    pub pieces: Range<usize>,
    pub decision: Decision,
}

/// The motions of all tables.
pub(super) fn read(outline: &Outline) -> Vec<Motion> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < outline.pieces.len() {
        let Some((table, _)) = outline.pieces[at].row else {
            at += 1;
            continue;
        };
        let is_of_table = |piece: &&Piece| piece.row.is_some_and(|(other, _)| other == table);
        let end = at + outline.pieces[at..].iter().take_while(is_of_table).count();
        found.extend(headed(outline, at..end));
        found.extend(labelled(outline, at..end));
        at = end;
    }
    found
}

/// The cells of a motion by what they hold.
#[derive(Default)]
struct Cells<'a> {
    motion: Option<usize>,
    mover: Option<&'a str>,
    seconder: Option<&'a str>,
    outcome: Option<&'a str>,
}

impl<'a> Cells<'a> {
    fn put(&mut self, column: Column, index: usize, text: &'a str) {
        // `XXXX` waits to be filled in
        let text = Some(text.trim()).filter(|text| !text.chars().all(|c| c == 'X'));
        match column {
            Column::Motion => self.motion = text.map(|_| index),
            Column::Mover => self.mover = text,
            Column::Seconder => self.seconder = text,
            Column::Status => self.outcome = text,
            _ => {}
        }
    }

    /// The motion, where somebody moved or seconded it.
    fn motion(self, outline: &Outline, pieces: Range<usize>) -> Option<Motion> {
        self.mover.or(self.seconder)?;
        let lead = self.motion.or_else(|| before(outline, pieces.start))?;
        let piece = &outline.pieces[lead];
        let votes = self.outcome.map(|outcome| Votes { as_written: Some(outcome.to_owned()), ..Votes::default() });
        let decision = Decision {
            kind: DecisionKind::Motion,
            text: piece.text.string.trim().to_owned(),
            mover: self.mover.map(str::to_owned),
            seconder: self.seconder.map(str::to_owned),
            votes,
            item: outline.number(&outline.pieces[pieces.start]).map(str::to_owned),
            passage: Some(lead.to_string()),
            place: piece.text.whole().to(outline.pieces[pieces.end - 1].text.whole()),
        };
        Some(Motion { lead, pieces, decision })
    }
}

/// What a table without the words of its motion is about: the text before it, or the heading it stands under.
fn before(outline: &Outline, at: usize) -> Option<usize> {
    let is_text = |piece: &Piece| {
        matches!(piece.kind, PassageKind::Text | PassageKind::Turn | PassageKind::Heading) && piece.row.is_none()
    };
    let is_lead = |lead: &usize| {
        let piece = &outline.pieces[*lead];
        is_text(piece) && (piece.kind == PassageKind::Heading || piece.text.string.split_whitespace().nth(3).is_some())
    };
    let far = at.saturating_sub(REACH);
    at.checked_sub(1).filter(is_lead).or_else(|| {
        let heading = outline.pieces[far..at].iter().rposition(|piece| piece.kind == PassageKind::Heading)?;
        Some(far + heading)
    })
}

/// One motion a row, under heads.
fn headed(outline: &Outline, table: Range<usize>) -> Vec<Motion> {
    let mut found = Vec::new();
    let mut at = table.start;
    while at < table.end {
        let row = outline.pieces[at].row;
        let end = at + outline.pieces[at..table.end].iter().take_while(|piece| piece.row == row).count();
        let mut cells = Cells::default();
        for index in at..end {
            if let Kind::Cell(column) = outline.pieces[index].layout {
                cells.put(column, index, &outline.pieces[index].text.string);
            }
        }
        found.extend(cells.motion(outline, at..end));
        at = end;
    }
    found
}

/// One motion a table, each row a label and its value.
fn labelled(outline: &Outline, table: Range<usize>) -> Option<Motion> {
    let mut cells = Cells::default();
    let pieces = &outline.pieces[table.clone()];
    for (at, pair) in pieces.windows(2).enumerate() {
        let is_pair = pair[0].row == pair[1].row
            && (at == 0 || pieces[at - 1].row != pair[0].row)
            && pair.iter().all(|piece| piece.layout == Kind::Cell(Column::Other));
        if is_pair && let Some(column) = words::column(&pair[0].text.string) {
            cells.put(column, table.start + at + 1, &pair[1].text.string);
        }
    }
    cells.motion(outline, table)
}
