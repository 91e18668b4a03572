//! What a page break cut in two is made one: paragraphs, table rows, tables with repeated heads.

use super::line::Line;
use super::paragraph::{Kind, Para};
use super::piece::{Piece, Row};

/// Joins what runs over page breaks; pieces come in reading order, running heads among them.
pub(super) fn pages(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    // Index of the last piece that is no running head.
    let mut last: Option<usize> = None;
    // Number of a table that continues another, and of that other.
    let mut renamed: Option<(u32, u32)> = None;
    for mut piece in pieces {
        if let (Piece::Row(row), Some((from, to))) = (&mut piece, renamed)
            && row.table == from
        {
            row.table = to;
        }
        let before = last.and_then(|index| joined.get(index)).filter(|before| before.page() != 0);
        let is_broken = before.is_some_and(|before| last_page(before) < piece.page());
        let is_content = !matches!(piece, Piece::Furniture(_));
        if !is_content || !is_broken {
            if is_content {
                last = Some(joined.len());
            }
            joined.push(piece);
            continue;
        }
        match (last.and_then(|index| joined.get_mut(index)), piece) {
            (Some(Piece::Para(para)), Piece::Para(next)) if goes_on(para, &next) => para.lines.extend(next.lines),
            (Some(Piece::Row(row)), Piece::Row(mut next)) if row.is_aligned(&next) => {
                let table = row.table;
                if next.table != table {
                    renamed = Some((next.table, table));
                    next.table = table;
                }
                if is_head(&joined, &next) {
                    joined.extend(lines(next).into_iter().map(Piece::Furniture));
                    continue;
                }
                let habits = Habits::of(&joined, table);
                match last.and_then(|index| joined.get_mut(index)) {
                    Some(Piece::Row(row)) if is_rest(row, &next, &habits) => merge(row, next),
                    _ => {
                        last = Some(joined.len());
                        joined.push(Piece::Row(next));
                    }
                }
            }
            (_, piece) => {
                last = Some(joined.len());
                joined.push(piece);
            }
        }
    }
    joined
}

fn last_page(piece: &Piece) -> u32 {
    let last = |para: &Para| para.lines.last().map_or(0, |line| line.page);
    match piece {
        Piece::Para(para) => last(para),
        Piece::Row(row) => row.paras().map(last).max().unwrap_or(0),
        Piece::Furniture(line) => line.page,
    }
}

/// Whether the text of `next` continues that of `para`.
fn goes_on(para: &Para, next: &Para) -> bool {
    let (Some(last), Some(first)) = (para.lines.last(), next.lines.first()) else { return false };
    let is_alike = (last.size - first.size).abs() < 0.1 * last.size && last.is_bold() == first.is_bold();
    let is_text = matches!(para.kind, Kind::Plain | Kind::Item { .. }) && next.kind == Kind::Plain;
    is_alike && is_text && is_open(para, next)
}

/// Whether `para` stops amid a sentence that `next` may end.
fn is_open(para: &Para, next: &Para) -> bool {
    let starts_small = next.words().next().is_some_and(|word| word.text.starts_with(char::is_lowercase));
    next.kind == Kind::Plain && !para.ends_sentence() && (para.is_full || starts_small)
}

/// Whether `row` says the same as the first row of its table.
fn is_head(pieces: &[Piece], row: &Row) -> bool {
    rows(pieces, row.table).next().is_some_and(|first| first.words() == row.words())
}

fn rows(pieces: &[Piece], table: u32) -> impl Iterator<Item = &Row> {
    pieces.iter().filter_map(move |piece| match piece {
        Piece::Row(row) if row.table == table => Some(row),
        _ => None,
    })
}

fn lines(row: Row) -> Vec<Line> {
    row.cells.into_iter().flat_map(|cell| cell.paras).flat_map(|para| para.lines).collect()
}

/// How rows of a table start, its head aside.
struct Habits {
    /// With a number or bold words, most of them.
    is_marked: bool,
    /// Each with something in the first cell.
    has_first: bool,
}

impl Habits {
    fn of(pieces: &[Piece], table: u32) -> Habits {
        let rows: Vec<&Row> = rows(pieces, table).skip(1).collect();
        let marked = rows.iter().filter(|row| row.paras().next().is_some_and(is_marked)).count();
        let has_first = |row: &&Row| row.cells.first().is_some_and(|cell| cell.column == 0 && !cell.paras.is_empty());
        Habits { is_marked: !rows.is_empty() && 3 * marked >= 2 * rows.len(), has_first: rows.iter().all(has_first) }
    }
}

fn is_marked(para: &Para) -> bool {
    matches!(para.kind, Kind::Item { .. }) || para.words().next().is_some_and(|word| word.is_bold)
}

/// Whether `next` is the rest of `row`: nothing in it starts anew.
fn is_rest(row: &Row, next: &Row, habits: &Habits) -> bool {
    let paras = |row: &Row, column: usize| -> Vec<Para> {
        row.cells.iter().filter(|cell| cell.column == column).flat_map(|cell| cell.paras.clone()).collect()
    };
    let filled: Vec<usize> = next.cells.iter().filter(|cell| !cell.paras.is_empty()).map(|cell| cell.column).collect();
    let is_open_in = |column: &usize| match (paras(row, *column).last(), paras(next, *column).first()) {
        (Some(para), Some(rest)) => is_open(para, rest),
        _ => false,
    };
    let lacks_number = habits.has_first && !filled.contains(&0) && row.edges.len() > 2;
    let starts_plain = habits.is_marked && next.paras().next().is_some_and(|para| !is_marked(para));
    filled.iter().any(is_open_in) || lacks_number || starts_plain && filled.len() == 1
}

fn merge(row: &mut Row, next: Row) {
    for cell in next.cells {
        let Some(host) = row.cells.iter_mut().find(|host| host.column == cell.column) else {
            row.cells.push(cell);
            row.cells.sort_by_key(|cell| cell.column);
            continue;
        };
        for para in cell.paras {
            match host.paras.last_mut() {
                Some(last) if is_open(last, &para) => {
                    last.is_full = para.is_full;
                    last.lines.extend(para.lines);
                }
                _ => host.paras.push(para),
            }
        }
    }
}
