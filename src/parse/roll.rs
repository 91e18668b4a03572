//! Tables that tell of the meeting itself: lists side by side, rows of names without a head, labels with their values.

use super::labels::{is_first_word, may_start_with_name, starts_with_name};
use super::table::{cell_text, filled, is_initials};
use super::words::{self, Column};
use super::{initials::latin, names};
use crate::read::Cell;

/// `Present | Apologies`: the columns are lists, and the head tells of what sort each is.
pub(super) fn side_by_side(rows: &[&[Cell]], width: usize) -> Option<Vec<Column>> {
    let (head, body) = rows.split_first().filter(|(_, body)| !body.is_empty())?;
    let labelled = |cell: &Cell| Some((usize::from(cell.column), words::attendance(&filled(cell)?)));
    let labels: Vec<_> = head.iter().filter_map(labelled).collect();
    let mut columns = vec![Column::Other; width];
    for (column, attendance) in &labels {
        columns[*column] = Column::Listed((*attendance)?);
    }
    let lists = labels.iter().filter(|(column, _)| {
        let mut cells = body.iter().flat_map(|row| row.iter()).filter(|cell| usize::from(cell.column) == *column);
        cells.any(|cell| cell.paragraphs.iter().any(|text| names::has_people(&text.string)))
    });
    (labels.len() >= 2 && lists.count() * 2 > labels.len()).then_some(columns)
}

/// Rows of one person each, with initials, posts or organisations: `Anna Berg | Clerk`, under labels or without any.
///
/// A label may stand before the first of its people, who then stands one column further to the right.
pub(super) fn of_people(rows: &[&[Cell]], width: usize) -> Option<Vec<Column>> {
    const LONGEST: usize = 80;
    if !(2..=5).contains(&width) {
        return None;
    }
    let mut cells = vec![Vec::new(); width];
    let mut labels = 0;
    let is_ragged = is_ragged(rows);
    for row in rows {
        for (position, (cell, text)) in row.iter().filter_map(|cell| Some((cell, filled(cell)?))).enumerate() {
            if position == 0 && is_list_label(&text) {
                labels += 1;
            } else if text.len() > LONGEST {
                return None;
            } else {
                cells[place(row, cell, is_ragged)].push(text);
            }
        }
    }
    let share = |column: usize, tenths: usize, test: &dyn Fn(&str) -> bool| {
        let all = &cells[column];
        !all.is_empty() && all.iter().filter(|cell| test(cell)).count() * 10 >= all.len() * tenths
    };
    let most = |column: usize, test: &dyn Fn(&str) -> bool| share(column, 7, test);
    let is_full = |name: &str| (labels > 0 || name.contains(' ')) && name.contains(char::is_lowercase);
    let is_person = |cell: &str| {
        let people = if may_start_with_name(cell) { names::named(cell) } else { Vec::new() };
        is_first_word(&people, cell) && matches!(&people[..], [person] if is_full(&person.name))
    };
    // without labels, all must read so: full names first, and beside them initials and posts, or posts and bodies
    let name = match labels {
        0 => Some(0).filter(|_| cells[0].len() >= 2 && cells[0].iter().all(|cell| is_person(cell))),
        _ => (0..width).find(|&column| cells[column].len() >= 2 && most(column, &is_person)),
    }?;
    let mut columns = vec![Column::Other; width];
    columns[name] = Column::Name;
    let are_initials = |cell: &str| is_initials(&latin(cell));
    if let Some(letters) = (0..width).find(|&column| column != name && most(column, &are_initials)) {
        columns[letters] = Column::Initials;
    }
    let words_are = |cell: &str, test: fn(&str) -> bool| cell.split_whitespace().any(|word| test(words::bare(word)));
    let names_body = |cell: &str| words_are(cell, words::is_organisation);
    let names_post = |cell: &str| words_are(cell, words::is_post);
    for column in name + 1..width {
        if columns[column] == Column::Other && !cells[column].is_empty() {
            let is_second = columns[..column].contains(&Column::Role);
            let is_body = is_second || share(column, 5, &names_body) && !share(column, 5, &names_post);
            columns[column] = if is_body { Column::Organisation } else { Column::Role };
        }
    }
    let told = (name + 1..width).find(|&column| matches!(columns[column], Column::Role | Column::Organisation));
    let is_told = |cell: &str| names_body(cell) || names_post(cell);
    let is_sure = || told.is_some_and(|column| columns.contains(&Column::Initials) || share(column, 6, &is_told));
    (labels > 0 || is_sure()).then_some(columns)
}

/// Whether most rows without a label start with their person, so that those with one stand further to the right.
fn is_ragged(rows: &[&[Cell]]) -> bool {
    if !rows.iter().any(|row| row.first().is_some_and(labels_list)) {
        return false;
    }
    let openings = rows.iter().filter_map(|row| row.first()).filter(|cell| cell.column == 0);
    let plain: Vec<_> = openings.filter_map(filled).filter(|text| !is_list_label(text)).collect();
    !plain.is_empty() && plain.iter().filter(|text| starts_with_name(text)).count() * 10 >= plain.len() * 7
}

/// The column of a cell; behind a label it is that of a row without one.
pub(super) fn place(row: &[Cell], cell: &Cell, is_ragged: bool) -> usize {
    let column = usize::from(cell.column);
    let has_label = row.first().is_some_and(labels_list) && row.iter().filter_map(filled).count() > 1;
    if is_ragged && has_label { column.saturating_sub(1) } else { column }
}

/// How many rows a table opens with that are labels with their values: `Date | 3 May | Time | 10.00`.
pub(super) fn form_rows(rows: &[&[Cell]]) -> usize {
    let (mut count, mut labels) = (0, 0);
    let mut tells_when = false;
    for row in rows {
        let cells: Vec<_> = row.iter().filter_map(filled).collect();
        let pairs = cells.len() / 2;
        let is_pair = |pair: &[std::borrow::Cow<str>]| is_label(&pair[0]);
        if cells.len() > 1 && (cells.len() % 2 > 0 || !cells.chunks(2).all(is_pair)) {
            break;
        }
        tells_when |= cells.len() > 1 && cells.chunks(2).any(|pair| is_place_or_day(&pair[0]));
        labels += pairs;
        count += 1;
    }
    // a row of one cell is a title above or between them, and none behind the last
    let is_lone = |row: &&&[Cell]| row.iter().filter_map(filled).count() < 2;
    let behind = rows[..count].iter().rev().take_while(is_lone).count();
    if labels >= 2 && tells_when { count - behind } else { 0 }
}

/// The word of a label, its colon left out.
fn word(text: &str) -> String {
    text.trim().trim_end_matches([':', ' ']).to_lowercase()
}

fn is_place_or_day(text: &str) -> bool {
    matches!(
        &*word(text),
        "date"
            | "time"
            | "venue"
            | "location"
            | "place"
            | "date and time"
            | "date & time"
            | "date/time"
            | "when"
            | "where"
    )
}

fn is_label(text: &str) -> bool {
    text.len() <= 40
        && (is_place_or_day(text)
            || words::attendance(text).is_some()
            || matches!(
                &*word(text),
                "meeting" | "meeting title" | "committee" | "group" | "title" | "subject" | "purpose"
            )
            || text.trim_end().ends_with(':'))
}

/// Whether a cell is the label of a list.
pub(super) fn labels_list(cell: &Cell) -> bool {
    is_list_label(&cell_text(cell))
}

/// `Chair` in a cell is a post as often as a label.
fn is_list_label(text: &str) -> bool {
    words::attendance(text).is_some() && !words::is_personal_post(text.trim())
}
