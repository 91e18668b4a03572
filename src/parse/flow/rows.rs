//! Rows of tables as paragraphs: cells by their columns, labels with their values.

use super::{Kind, Para, is_item_number, marker_text};
use crate::parse::words::Column;
use crate::parse::{numbers, roll, table};
use crate::read::{Cell, Text};

/// Adds the paragraphs of a row.
pub(super) fn push_row<'a>(
    paras: &mut Vec<Para<'a>>,
    cells: &'a [Cell],
    shape: &table::Shape,
    (table, row): (u32, u32),
) {
    if (row as usize) < shape.form {
        push_form(paras, cells);
        return;
    }
    if (row as usize) < shape.heads {
        for text in cells.iter().flat_map(|cell| &cell.paragraphs) {
            paras.push(Para { row: Some((table, row)), ..Para::new(text, Kind::Furniture) });
        }
        return;
    }
    if let Some(para) = Some(cells).filter(|_| !shape.is_roll).and_then(labelled) {
        paras.push(para);
        return;
    }
    let has_text_column = shape.columns.contains(&Column::Text);
    let mut number: Option<Box<Text>> = None;
    let shift = shift(cells, shape);
    let is_ragged = shape.columns.first() == Some(&Column::Name);
    for cell in cells {
        let is_first =
            cells.iter().find(|cell| !cell.paragraphs.is_empty()).is_some_and(|first| first.column == cell.column);
        if shape.is_roll && is_first && roll::labels_list(cell) {
            paras.extend(cell.paragraphs.iter().map(|text| Para::new(text, Kind::Plain)));
            continue;
        }
        let at = if shape.is_roll { roll::place(cells, cell, is_ragged) } else { usize::from(cell.column) + shift };
        let mut column = shape.columns.get(at).copied().unwrap_or(Column::Other);
        if column == Column::Number {
            let whole = whole(cell);
            if is_item_number(&whole.string) && has_text_column {
                number = Some(Box::new(whole));
                continue;
            }
            // "3 Traffic" in the number column is number and heading in one cell
            let is_head = has_text_column
                && numbers::number(&whole.string).is_some_and(|number| number.length < whole.string.len());
            // without any text but that of actions, their numbers are their codes
            let is_code = !has_text_column && shape.columns.contains(&Column::Action) && is_item_number(&whole.string);
            column = match (is_head, is_code) {
                (true, _) => Column::Text,
                (_, true) => Column::Code,
                _ => Column::Other,
            };
        }
        let mut opens = true;
        for text in &cell.paragraphs {
            let kind = match (&text.list, column) {
                (Some(entry), Column::Text | Column::Other) => Kind::Item { depth: entry.depth },
                _ => Kind::Cell(column),
            };
            let number = if opens && column == Column::Text { number.take() } else { None };
            let marker = marker_text(text.list.as_ref().and_then(|entry| entry.marker.as_deref()), text);
            paras.push(Para { marker, number, row: Some((table, row)), opens, ..Para::new(text, kind) });
            opens = false;
        }
    }
    if let Some(number) = number {
        paras.push(Para {
            number: Some(number),
            row: Some((table, row)),
            ..Para::new(Text::default(), Kind::Cell(Column::Text))
        });
    }
}

/// A row that leaves out its number cell stands one column too far to the left.
fn shift(cells: &[Cell], shape: &table::Shape) -> usize {
    if !matches!(shape.columns[..], [Column::Number, Column::Text, ..]) {
        return 0;
    }
    let opens_with_text = cells.first().is_some_and(|cell| cell.column == 0 && table::cell_text(cell).len() > 12);
    let width =
        |cells: &mut dyn Iterator<Item = &Cell>| cells.map(|cell| usize::from(cell.column) + 1).max().unwrap_or(0);
    let has_task = cells.iter().any(|cell| cell.column == 1 && table::is_coded_task(&table::cell_text(cell)));
    let is_short = width(&mut cells.iter()) < shape.columns.len()
        || has_task && width(&mut cells.iter().filter(|cell| !cell.paragraphs.is_empty())) < shape.columns.len();
    usize::from(opens_with_text && is_short)
}

/// `Location: | Hall`: a row of label and value reads as one line.
fn labelled(cells: &[Cell]) -> Option<Para<'_>> {
    let mut filled = cells.iter().filter(|cell| !cell.paragraphs.is_empty());
    let (Some(label), Some(value), None) = (filled.next(), filled.next(), filled.next()) else { return None };
    let words = table::cell_text(label);
    let owners = words.starts_with('[') && words.ends_with(']') && words.len() < 24;
    if !owners && (!words.trim_end().ends_with(':') || words.len() > 40) {
        return None;
    }
    let mut text = whole(label);
    text.glue(" ");
    text.append(&whole(value));
    let kind = if owners { Kind::Item { depth: 0 } } else { Kind::Plain };
    Some(Para::new(text, kind))
}

/// Labels with their values, each pair a line; a list of people keeps its lines.
fn push_form<'a>(paras: &mut Vec<Para<'a>>, cells: &'a [Cell]) {
    let filled: Vec<&Cell> = cells.iter().filter(|cell| !cell.paragraphs.is_empty()).collect();
    for pair in filled.chunks(2) {
        let [label, value] = pair else {
            paras.extend(pair[0].paragraphs.iter().map(|text| Para::new(text, Kind::Plain)));
            continue;
        };
        if roll::labels_list(label) {
            paras.extend(label.paragraphs.iter().chain(&value.paragraphs).map(|text| Para::new(text, Kind::Plain)));
            continue;
        }
        let mut text = whole(label);
        text.glue(if text.string.trim_end().ends_with(':') { " " } else { ": " });
        text.append(&whole(value));
        paras.push(Para::new(text, Kind::Plain));
    }
}

fn whole(cell: &Cell) -> Text {
    let mut text = Text::default();
    for paragraph in &cell.paragraphs {
        if !text.string.is_empty() {
            text.glue(" ");
        }
        text.append(paragraph);
    }
    text
}
