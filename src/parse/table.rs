//! What the columns of a table hold, from its head or from its cells.

use super::codes;
use super::hold::trimmed;
use super::words::{self, Column};
use super::{roll, run_in};
use crate::read::Cell;
use std::borrow::Cow;

/// A table's columns and how many of its first rows are heads.
#[derive(Default)]
pub(super) struct Shape {
    pub columns: Vec<Column>,
    pub heads: usize,
    /// So many rows before the heads are labels with their values.
    pub form: usize,
    /// Whether its rows are people, and cells that are labels tell of what sort those below them are.
    pub is_roll: bool,
}

/// The joined text of a cell.
pub(super) fn cell_text(cell: &Cell) -> Cow<'_, str> {
    match &cell.paragraphs[..] {
        [] => Cow::Borrowed(""),
        [text] => Cow::Borrowed(&text.string),
        texts => Cow::Owned(texts.iter().map(|text| text.string.as_str()).collect::<Vec<_>>().join(" ")),
    }
}

/// Tells the columns of a table from its rows.
pub(super) fn shape(rows: &[&[Cell]]) -> Shape {
    let form = roll::form_rows(rows);
    if form > 0 {
        let behind = shape(&rows[form..]);
        return Shape { form, heads: form + behind.heads, ..behind };
    }
    let width = rows.iter().flat_map(|row| row.iter()).map(|cell| usize::from(cell.column) + 1).max().unwrap_or(0);
    if let Some(columns) = roll::side_by_side(rows, width) {
        return Shape { columns, heads: 1, ..Shape::default() };
    }
    if let Some(shape) = headed(rows, width).or_else(|| lone_action(rows, width)) {
        return shape;
    }
    if let Some(columns) = roll::of_people(rows, width) {
        return Shape { columns, is_roll: true, ..Shape::default() };
    }
    Shape { columns: unheaded(rows, width), ..Shape::default() }
}

/// The words of the first `heads` rows, column by column.
fn head_words(rows: &[&[Cell]], width: usize, heads: usize) -> Vec<String> {
    let mut words = vec![String::new(); width];
    let shift = head_shift(rows, width, heads);
    for cell in rows.iter().take(heads).flat_map(|row| row.iter()) {
        let entry = &mut words[(usize::from(cell.column) + shift).min(width - 1)];
        if !entry.is_empty() {
            entry.push(' ');
        }
        entry.push_str(&cell_text(cell));
    }
    words
}

/// A head that leaves out the number column stands one column too far to the left.
fn head_shift(rows: &[&[Cell]], width: usize, heads: usize) -> usize {
    let reach =
        rows.iter().take(heads).flat_map(|row| row.iter()).map(|cell| usize::from(cell.column) + 1).max().unwrap_or(0);
    if reach + 1 != width {
        return 0;
    }
    let first = filled_cells(&rows[heads..], 0);
    let numbers = first.iter().filter(|cell| is_number(cell)).count();
    let numbered = numbers >= 2 && numbers * 4 > first.len();
    usize::from(numbered)
}

fn headed(rows: &[&[Cell]], width: usize) -> Option<Shape> {
    let mut best: Option<(usize, Shape)> = None;
    for heads in 1..=2.min(rows.len()) {
        let words = head_words(rows, width, heads);
        let filled = words.iter().filter(|word| !word.is_empty()).count();
        let mut columns: Vec<Option<Column>> = words.iter().map(|word| words::column(word)).collect();
        let known = columns.iter().flatten().count();
        if known < 2.max(filled.div_ceil(2)) {
            continue;
        }
        fill(rows, &mut columns, heads);
        let columns = columns.into_iter().map(|column| column.unwrap_or(Column::Other)).collect();
        if best.as_ref().is_none_or(|(most, _)| known >= *most) {
            best = Some((known, Shape { columns, heads, ..Shape::default() }));
        }
    }
    best.map(|(_, mut shape)| {
        settle(rows, &mut shape);
        shape
    })
}

/// A head that names its last column alone, `Action`: text stands in the widest of the others.
///
/// Where that column holds nothing but initials, they own what the text beside them says.
fn lone_action(rows: &[&[Cell]], width: usize) -> Option<Shape> {
    if rows.is_empty() {
        return None;
    }
    let words = head_words(rows, width, 1);
    let (last, others) = words.split_last()?;
    let is_lone = others.iter().all(|word| word.trim().is_empty()) && words::column(last) == Some(Column::Action);
    if !is_lone {
        return None;
    }
    let wide = |index: &usize| filled_cells(rows, *index).iter().map(|cell| cell.len()).sum::<usize>();
    let text = (0..others.len()).max_by_key(wide)?;
    let tasks = filled_cells(&rows[1..], others.len());
    let is_owners = tasks.iter().filter(|cell| is_owner(cell)).count() * 2 > tasks.len();
    let mut columns = vec![Column::Other; width];
    columns[..text].fill(Column::Number);
    columns[text] = Column::Text;
    columns[others.len()] = if is_owners { Column::Owner } else { Column::Action };
    Some(Shape { columns, heads: 1, ..Shape::default() })
}

/// A head without words over numbers is the number column.
fn fill(rows: &[&[Cell]], columns: &mut [Option<Column>], heads: usize) {
    for (index, column) in columns.iter_mut().enumerate().filter(|(_, column)| column.is_none()) {
        let cells = filled_cells(&rows[heads.min(rows.len())..], index);
        let short = cells.iter().filter(|cell| cell.len() <= 12).count();
        let numbers = cells.iter().filter(|cell| is_number(cell)).count();
        if (short * 2 > cells.len() && (numbers > 0 || index == 0))
            || (index == 0 && numbers >= 2 && numbers * 4 > cells.len())
            || cells.is_empty() && index == 0
        {
            *column = Some(Column::Number);
        }
    }
}

/// `date` is when the matter is due only beside an action; `minutes`, `item` only where there is no better text.
fn settle(rows: &[&[Cell]], shape: &mut Shape) {
    let has = |column: Column, shape: &Shape| shape.columns.contains(&column);
    if !has(Column::Action, shape)
        && has(Column::Owner, shape)
        && has(Column::Text, shape)
        && (!has(Column::Number, shape) || is_log(rows, shape))
        && let Some(text) = shape.columns.iter_mut().find(|column| **column == Column::Text)
    {
        *text = Column::Action;
    }
    // without any owner it is a table of minutes, and what refers to them are their numbers
    if matches!(shape.columns[..], [Column::Code, Column::Text, ..])
        && !shape.columns.iter().any(|column| matches!(column, Column::Owner | Column::Due | Column::Status))
    {
        shape.columns[0] = Column::Number;
    }
    if has(Column::Text, shape) || !has(Column::Action, shape) {
        let texts: Vec<usize> =
            (0..shape.columns.len()).filter(|&index| shape.columns[index] == Column::Text).collect();
        if texts.len() > 1 {
            let widest = texts
                .iter()
                .copied()
                .max_by_key(|&index| filled_cells(rows, index).iter().map(|cell| cell.len()).sum::<usize>());
            for index in texts {
                if Some(index) != widest {
                    let cells = filled_cells(&rows[shape.heads..], index);
                    let is_number = cells.iter().all(|cell| is_number(cell));
                    // short cells before the discussion are its headings
                    let is_head = Some(index) < widest && cells.iter().all(|cell| run_in::is_heading(cell));
                    shape.columns[index] = match (is_number, is_head) {
                        (true, _) => Column::Number,
                        (_, true) => Column::Text,
                        _ => Column::Other,
                    };
                }
            }
        }
    }
}

/// Whether rows with numbers and owners are actions by their codes or their states, and not the items of an agenda.
fn is_log(rows: &[&[Cell]], shape: &Shape) -> bool {
    const LONGEST: usize = 300;
    let place = |wanted: Column| shape.columns.iter().position(|column| *column == wanted);
    let cells = |wanted| place(wanted).map_or_else(Vec::new, |at| filled_cells(&rows[shape.heads..], at));
    let numbers = cells(Column::Number);
    let are_codes = numbers.len() > 1 && numbers.iter().all(|number| is_code(number) && !number.ends_with(".0"));
    let is_brief = cells(Column::Text).iter().all(|text| text.len() < LONGEST);
    is_brief && (are_codes || place(Column::Status).is_some())
}

/// The texts of each column's cells that are not blank.
fn filled_columns<'a>(rows: &[&'a [Cell]], width: usize) -> Vec<Vec<Cow<'a, str>>> {
    let mut columns = vec![Vec::new(); width];
    for cell in rows.iter().flat_map(|row| row.iter()) {
        columns[usize::from(cell.column)].extend(filled(cell));
    }
    columns
}

fn filled_cells<'a>(rows: &[&'a [Cell]], column: usize) -> Vec<Cow<'a, str>> {
    rows.iter()
        .flat_map(|row| row.iter())
        .filter(|cell| usize::from(cell.column) == column)
        .filter_map(filled)
        .collect()
}

/// The text of a cell that is not blank.
pub(super) fn filled(cell: &Cell) -> Option<Cow<'_, str>> {
    Some(cell_text(cell)).filter(|text| !trimmed(text).is_empty())
}

fn is_number(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches(['.', ')', ':', ' ']);
    !cell.is_empty()
        && cell.len() <= 8
        && cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || ".-/".contains(c) || c.is_ascii_lowercase())
}

/// Whether a text is initials alone: `KDW`, `SK (Part)`, `S`.
pub(super) fn is_initials(text: &str) -> bool {
    if let [b'A'..=b'Z', rest @ ..] = text.as_bytes()
        && rest.iter().all(u8::is_ascii_alphanumeric)
    {
        return rest.len() < 4 && rest.iter().all(u8::is_ascii_uppercase);
    }
    let text = trimmed(text);
    if !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '[' | ']' | '(' | ')')) {
        return false;
    }
    let text = match text.split_once(' ') {
        None => text,
        Some((letters, note)) if note.starts_with('(') => letters,
        Some(_) => return false,
    };
    let text = text.trim_matches(['[', ']', '(', ')']);
    !text.is_empty() && text.chars().take(5).count() <= 4 && text.chars().all(char::is_uppercase)
}

fn is_person(cell: &str) -> bool {
    super::names::has_people(cell)
}

fn is_owner(cell: &str) -> bool {
    cell.split([' ', ',', '/', '&', ';', '+'])
        .filter(|part| !part.is_empty() && *part != "and")
        .all(|part| is_initials(part) || matches!(part, "All" | "ALL" | "all" | "others" | "Others"))
}

fn is_code(cell: &str) -> bool {
    let cell = cell.trim().trim_end_matches('.');
    cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.contains(['.', '/'])
        && cell.len() <= 10
        && cell.chars().all(|c| c.is_ascii_digit() || "./-".contains(c))
}

/// Whether a task follows a code: `24/22 AB to send the plan`.
pub(super) fn is_coded_task(cell: &str) -> bool {
    let task = Some(cell)
        .filter(|cell| cell.contains('/'))
        .and_then(codes::leading)
        .and_then(|(code, length)| Some((code, cell.get(length..)?)));
    task.is_some_and(|(code, task)| code.contains('/') && task.split_whitespace().count() > 2)
}

/// Without a head, the cells tell: initials beside names, numbers before text, codes before actions and owners.
fn unheaded(rows: &[&[Cell]], width: usize) -> Vec<Column> {
    let mut columns = vec![Column::Other; width];
    let cells = filled_columns(rows, width);
    let share = |index: usize, test: fn(&str) -> bool| {
        let all = cells[index].len();
        all > 0 && cells[index].iter().filter(|cell| test(cell)).count() * 10 >= all * 6
    };
    if width == 2 && share(1, is_initials) && cells[1].len() * 2 >= rows.len() && share(0, is_person) {
        return vec![Column::Name, Column::Initials];
    }
    if width == 2 && share(0, is_initials) && cells[0].len() * 2 >= rows.len() && share(1, is_person) {
        return vec![Column::Initials, Column::Name];
    }
    if (2..=5).contains(&width) && share(0, is_code) {
        columns[0] = Column::Code;
        columns[1] = Column::Action;
        for (index, column) in columns.iter_mut().enumerate().skip(2) {
            *column = if share(index, is_owner) { Column::Owner } else { Column::Status };
        }
        return columns;
    }
    let widest = (0..width).max_by_key(|&index| cells[index].iter().map(|cell| cell.len()).sum::<usize>());
    let action = (0..width).filter(|&index| Some(index) != widest).find(|&index| share(index, is_coded_task));
    if let (Some(widest), Some(action)) = (widest, action) {
        columns[widest] = Column::Text;
        columns[action] = Column::Action;
        return columns;
    }
    if width >= 2 && share(0, is_number) && widest != Some(0) {
        columns[0] = Column::Number;
        if let Some(widest) = widest {
            columns[widest] = Column::Text;
        }
    } else if width >= 3
        && let Some(widest) = widest
    {
        columns[widest] = Column::Text;
    }
    columns
}
