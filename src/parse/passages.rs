//! Passages: the pieces of the outline as a partition of the document; cells of a row that tell one thing are one passage.

use super::outline::{Outline, Piece};
use crate::meeting::{Meeting, Passage, PassageKind, Place};
use regex::Regex;
use std::sync::LazyLock;

/// What stands between the cells of a row.
const BETWEEN_CELLS: &str = " | ";

/// Reads the passages, in the order of the document; facts that named their piece name its passage from then on.
pub(super) fn read(outline: &Outline, meeting: &mut Meeting) {
    let mut passages: Vec<Passage> = Vec::with_capacity(outline.pieces.len());
    let mut passage_of: Vec<usize> = Vec::with_capacity(outline.pieces.len());
    for pieces in outline.pieces.chunk_by(tell_together) {
        let is_row = pieces.iter().all(|piece| piece.opens);
        for (at, piece) in pieces.iter().enumerate() {
            match passages.last_mut().filter(|_| is_row && at > 0) {
                Some(row) => append(row, piece),
                None => passages.push(passage(outline, piece, passages.len())),
            }
            passage_of.push(passages.len() - 1);
        }
    }
    for named in facts(meeting) {
        let piece = named.as_ref().and_then(|piece| piece.parse::<usize>().ok());
        *named = piece.and_then(|piece| passage_of.get(piece)).map(usize::to_string);
    }
    meeting.passages = passages;
}

/// Whether the next piece stands in the same row and is of the same sort: an action with its owner and its date, somebody
/// and their initials.
fn tell_together(piece: &Piece, next: &Piece) -> bool {
    let is_cell = !matches!(piece.kind, PassageKind::Heading | PassageKind::Turn);
    is_cell
        && piece.row.is_some()
        && piece.row == next.row
        && piece.kind == next.kind
        && (piece.item, piece.topic) == (next.item, next.topic)
}

fn passage(outline: &Outline, piece: &Piece, number: usize) -> Passage {
    let (text, place) = (printed(piece), place(piece));
    let item = piece.item.and_then(|item| outline.items.get(item));
    let heading = outline.heading(piece).map(str::to_owned);
    Passage {
        id: number.to_string(),
        kind: piece.kind,
        place,
        item: item.and_then(|item| item.number.clone()),
        item_heading: item.and_then(|item| item.heading.clone()),
        topic: subject(piece.kind, &text).or(heading),
        text,
    }
}

/// Adds a cell to its row.
fn append(row: &mut Passage, cell: &Piece) {
    row.text += BETWEEN_CELLS;
    row.text += &printed(cell);
    row.place = row.place.to(place(cell));
}

/// The words of a piece with the number before it, white space collapsed.
fn printed(piece: &Piece) -> String {
    let text = piece.words.single_spaced(&piece.text.string);
    match &piece.number {
        Some(number) => [number.string.trim(), " ", &text].concat(),
        None => text,
    }
}

fn place(piece: &Piece) -> Place {
    let place = piece.text.whole();
    piece.number.as_ref().map_or(place, |number| number.whole().to(place))
}

/// Where the facts of a meeting say in which piece they stand.
fn facts(meeting: &mut Meeting) -> impl Iterator<Item = &mut Option<String>> {
    let statements = meeting.statements.iter_mut().map(|statement| &mut statement.passage);
    let actions = meeting.actions.iter_mut().map(|action| &mut action.passage);
    let updates = meeting.action_updates.iter_mut().map(|update| &mut update.passage);
    let decisions = meeting.decisions.iter_mut().map(|decision| &mut decision.passage);
    statements.chain(actions).chain(updates).chain(decisions)
}

/// What a paragraph says itself that it is about: `Discussion was held on road safety and ...`.
fn subject(kind: PassageKind, text: &str) -> Option<String> {
    static ABOUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:A )?(?:[Bb]rief |[Ff]urther |[Ll]ong )?[Dd]iscussions? (?:was|were|took place|ensued)(?: also)?(?: held| had| undertaken)? (?:on|about|around|regarding|concerning) (?:the )?(?P<subject>[^.;:,]{3,60}?)(?: and| with| which| in | for |[.;:,])")
            .expect("the subject pattern is valid")
    });
    let may_open = matches!(text.as_bytes(), [b'A' | b'B' | b'b' | b'F' | b'f' | b'L' | b'l' | b'D' | b'd', ..]);
    if kind != PassageKind::Text || !may_open || !text[..text.floor_char_boundary(24)].contains("iscussion") {
        return None;
    }
    const LONGEST: usize = 512;
    let subject = ABOUT.captures(&text[..text.floor_char_boundary(LONGEST)])?.name("subject")?.as_str().trim();
    let is_topic = (2..=4).contains(&subject.split_whitespace().count())
        && !subject.starts_with("how")
        && !subject.contains(" of ");
    is_topic.then(|| {
        let mut letters = subject.chars();
        letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::super::layouts::meeting;

    #[test]
    fn cells_of_a_row_that_tell_one_thing_are_one_passage() {
        let minutes = "Harbour Board\n5 May 2021\n\nPresent:\n\nOlga Berg, Chair\tOB\nIan Moss, Clerk\tIM\n\n\
            \tMatter Raised\tAction\tOwner\tDate for Completion\n1.\tQuay wall\t\t\t\n\
            \tOB said that the wall leans.\t12/21: IM to call a surveyor\tIM\t1.6.21\n\
            \tIM asked who pays.\t13/21: OB to ask the county\tOB\t\n";
        let meeting = meeting("minutes.txt", minutes);
        let texts: Vec<&str> = meeting.passages.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(
            texts[3..],
            [
                "Olga Berg, Chair | OB",
                "Ian Moss, Clerk | IM",
                "Matter Raised | Action | Owner | Date for Completion",
                "1. Quay wall",
                "OB said that the wall leans.",
                "12/21: IM to call a surveyor | IM | 1.6.21",
                "IM asked who pays.",
                "13/21: OB to ask the county | OB",
            ]
        );
        let text = |passage: &Option<String>| {
            let at: usize = passage.as_ref().unwrap().parse().unwrap();
            assert_eq!(meeting.passages[at].id, at.to_string());
            &*meeting.passages[at].text
        };
        let said: Vec<&str> = meeting.statements.iter().map(|statement| text(&statement.passage)).collect();
        assert_eq!(said, ["OB said that the wall leans.", "IM asked who pays."]);
        let actions: Vec<&str> = meeting.actions.iter().map(|action| text(&action.passage)).collect();
        assert_eq!(actions, [texts[8], texts[10]]);
        let row = &meeting.passages[8].place;
        assert_eq!(&minutes[row.byte_start..row.byte_end], "12/21: IM to call a surveyor\tIM\t1.6.21");
    }

    #[test]
    fn paragraphs_of_a_cell_stay_apart() {
        let rows = "<tr><th>Payee</th><th>For</th><th>Amount</th></tr>\
            <tr><td>Pike Roofing</td><td><p>Slates for the hall.</p><p>Scaffold.</p></td><td>£640.00</td></tr>\
            <tr><td>Moss Motors</td><td>A new tyre</td><td>£85.50</td></tr>";
        let meeting = meeting("minutes.html", &format!("<h1>Harbour Board</h1><p>5 May 2021</p><table>{rows}</table>"));
        let texts: Vec<&str> = meeting.passages.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!(
            texts[4..],
            ["Pike Roofing", "Slates for the hall.", "Scaffold.", "£640.00", "Moss Motors | A new tyre | £85.50"]
        );
    }
}
