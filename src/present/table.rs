//! Rows as a table for readers: columns aligned, numbers to the right, long cells cut to the width.

use super::rows::Row;
use super::style::{Layout, Role, visible_line};
use std::io::{self, Write};

/// Widest a cell gets where others need the room.
const WIDEST: usize = 60;

/// Writes `rows` under their column names; nothing for no rows.
pub(super) fn write<T: Row>(out: &mut dyn Write, layout: &Layout, rows: &[T]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let cells: Vec<Vec<String>> = rows.iter().map(|row| cells(row, layout)).collect();
    let is_digit = |letter: char| letter.is_ascii_digit();
    aligned(out, layout, (T::COLUMNS, &cells), is_digit)
}

/// Writes cells under the names of their columns; a column of nothing but `digits` is set to the right, unless it is
/// the last.
pub(super) fn aligned(
    out: &mut dyn Write,
    layout: &Layout,
    (columns, cells): (&[&str], &[Vec<String>]),
    digits: fn(char) -> bool,
) -> io::Result<()> {
    let last = columns.len() - 1;
    let widths: Vec<usize> = (0..columns.len())
        .map(|column| cells.iter().map(|row| length(&row[column])).max().unwrap_or(0).max(columns[column].len()))
        .collect();
    let is_number = |column: usize| cells.iter().all(|row| row[column].chars().all(digits)) && column != last;
    let mut head = String::new();
    for (column, name) in columns.iter().enumerate() {
        head.push_str(&padded(&name.replace('_', " "), widths[column], is_number(column), column == last));
    }
    writeln!(out, "{}", layout.styled(Role::Faint, head.trim_end()))?;
    for row in cells {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            line.push_str(&padded(cell, widths[column], is_number(column), column == last));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn cells<T: Row>(row: &T, layout: &Layout) -> Vec<String> {
    let last = T::COLUMNS.len() - 1;
    let one_line = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let cells = row.cells().into_iter().enumerate();
    cells
        .map(|(column, cell)| {
            let cell = visible_line(&one_line(cell)).into_owned();
            if column == last || layout.width.is_none() { cell } else { cut(cell) }
        })
        .collect()
}

fn cut(cell: String) -> String {
    match cell.char_indices().nth(WIDEST) {
        Some((at, _)) => format!("{}…", &cell[..at - cell[..at].chars().next_back().map_or(0, char::len_utf8)]),
        None => cell,
    }
}

fn padded(cell: &str, width: usize, is_number: bool, is_last: bool) -> String {
    let room = " ".repeat(width.saturating_sub(length(cell)));
    match (is_number, is_last) {
        (_, true) => cell.to_owned(),
        (true, false) => format!("{room}{cell}  "),
        (false, false) => format!("{cell}{room}  "),
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}
