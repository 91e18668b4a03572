//! Columns without ruling lines: text set side by side, such as names and initials or minutes and actions.

use super::band::{Band, columns, gaps, next_band};
use super::line::Line;
use super::marker::Marker;
use super::paragraph::{Frame, Kind, Para, continues, paragraphs, runs_on};
use super::piece::{Piece, Row, RowCell};
use std::ops::Range;

/// The pieces that lines outside of ruled tables make; `table` counts tables.
pub(super) fn pieces(lines: Vec<Line>, frame: &Frame, table: &mut u32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = 0;
    let gaps = gaps(&lines);
    let flow = |range: Range<usize>| paragraphs(lines[range].to_vec(), frame);
    while let Some(band) = next_band(&lines, &gaps, rest, frame) {
        let mut before = flow(rest..band.lines.start);
        finish(&mut pieces, &mut before, frame);
        rest = band.lines.end;
        let mut columns = Columns::new(&lines, &band, frame);
        // A paragraph may begin at full width and end beside an entry.
        if let Some(first) = columns.first_line()
            && before.last().is_some_and(|para| continues(para, first, frame))
        {
            columns.lead = before.pop();
        }
        pieces.extend(before.into_iter().map(Piece::Para));
        *table += 1;
        append(&mut pieces, columns.pieces(*table));
    }
    let mut after = flow(rest..lines.len());
    finish(&mut pieces, &mut after, frame);
    pieces.extend(after.into_iter().map(Piece::Para));
    pieces
}

/// A paragraph may begin beside an entry and end below it at full width.
fn finish(pieces: &mut [Piece], after: &mut Vec<Para>, frame: &Frame) {
    let last = match pieces.last_mut() {
        Some(Piece::Para(para)) => Some(para),
        Some(Piece::Row(row)) => {
            let paras = row.cells.iter_mut().filter_map(|cell| cell.paras.last_mut());
            paras.max_by_key(|para| para.words().count())
        }
        _ => None,
    };
    if let (Some(last), Some(first)) = (last, after.first())
        && runs_on(last, first, frame.leading)
    {
        last.lines.extend(after.remove(0).lines);
    }
}

/// Appends pieces; a row whose columns are those of the row before it is of the same table.
pub(super) fn append(pieces: &mut Vec<Piece>, more: Vec<Piece>) {
    for mut piece in more {
        if let (Some(Piece::Row(last)), Piece::Row(row)) = (pieces.last(), &mut piece)
            && last.is_aligned(row)
        {
            row.table = last.table;
        }
        pieces.push(piece);
    }
}

/// The columns of a band.
struct Columns {
    columns: Vec<Vec<Line>>,
    frames: Vec<Frame>,
    edges: Vec<f32>,
    /// The column with most text.
    main: usize,
    /// A paragraph above the band that its first line continues.
    lead: Option<Para>,
}

impl Columns {
    fn new(lines: &[Line], band: &Band, frame: &Frame) -> Columns {
        let columns = columns(&lines[band.lines.clone()], &band.gutters);
        let main = (0..columns.len()).max_by_key(|column| letters(&columns[*column])).unwrap_or(0);
        let frames: Vec<Frame> = columns
            .iter()
            .enumerate()
            .map(|(index, lines)| {
                let left = lines.iter().map(Line::x0).fold(f32::MAX, f32::min);
                let text = lines.iter().map(Line::x1).fold(0.0, f32::max);
                let size = lines.first().map_or(0.0, |line| line.size);
                let right = match band.gutters.get(index) {
                    Some(gutter) if text < gutter.to - 3.0 * size => gutter.to - size,
                    Some(_) => text,
                    None => frame.right.max(text),
                };
                Frame { left, right, ..*frame }
            })
            .collect();
        let edges = frames.iter().map(|frame| frame.left).collect();
        Columns { columns, frames, edges, main, lead: None }
    }

    /// The first line of the main column, if it is the first of all.
    fn first_line(&self) -> Option<&Line> {
        let first = self.columns[self.main].first()?;
        self.columns.iter().flatten().all(|line| line.base >= first.base - 0.5).then_some(first)
    }

    /// Pairs the columns: the widest is cut into paragraphs, and what stands beside one of them makes a row with it.
    fn pieces(mut self, table: u32) -> Vec<Piece> {
        if self.is_newspaper() {
            let flow = |(lines, frame): (Vec<Line>, &Frame)| paragraphs(lines, frame);
            return self.columns.into_iter().zip(&self.frames).flat_map(flow).map(Piece::Para).collect();
        }
        let main = self.main;
        let starts: Option<Vec<Line>> = self.leader().map(|leader| self.columns[leader].clone());
        let lines = std::mem::take(&mut self.columns[main]);
        let mut blocks = match &starts {
            Some(starts) => by_rows(lines, starts),
            None => paragraphs(lines, &self.frames[main]),
        };
        if let (Some(lead), Some(first)) = (self.lead.take(), blocks.first_mut()) {
            let lines = std::mem::replace(first, lead);
            first.lines.extend(lines.lines);
        }
        let mut beside: Vec<(usize, Para)> = Vec::new();
        for (column, lines) in self.columns.iter_mut().enumerate() {
            let lines = std::mem::take(lines);
            let entries = match &starts {
                Some(starts) => by_rows(lines, starts),
                None => entries(lines, &self.frames[column], &blocks),
            };
            beside.extend(entries.into_iter().map(|para| (column, para)));
        }
        beside.sort_by(|a, b| a.1.top().total_cmp(&b.1.top()));
        let blocks = cut(blocks, &beside, main);
        let cells = pair(&blocks, beside);
        let mut pieces = Vec::new();
        for (block, beside) in blocks.into_iter().zip(cells) {
            // A heading beside an action stands over it, and over all that follows.
            let is_heading = block.is_bold() && beside.iter().any(|(_, para)| para.words().count() > 3);
            if beside.is_empty() {
                pieces.push(Piece::Para(block));
            } else if is_heading {
                pieces.push(Piece::Para(block));
                pieces.push(Piece::Row(Row { table, ..row(None, main, beside, &self.edges) }));
            } else {
                pieces.push(Piece::Row(Row { table, ..row(Some(block), main, beside, &self.edges) }));
            }
        }
        pieces
    }

    /// The column whose lines each begin a row: short entries of several words, all level with the main column.
    fn leader(&self) -> Option<usize> {
        const MOST_WORDS: usize = 8;
        let begins = |line: &Line| {
            let first = line.words.first().and_then(|word| word.text.chars().next());
            line.words.len() <= MOST_WORDS && first.is_some_and(|first| first.is_uppercase() || first == '(')
        };
        let main = &self.columns[self.main];
        let leads = |column: &usize| {
            let lines = &self.columns[*column];
            let named = lines.iter().filter(|line| line.words.len() > 1).count();
            *column != self.main
                && lines.len() >= 3
                && lines.len() * 2 >= main.len()
                && named * 10 >= lines.len() * 7
                && lines.iter().all(begins)
                && lines.iter().all(|line| main.iter().any(|other| is_level(line, other) && begins(other)))
        };
        (0..self.columns.len()).find(leads)
    }

    /// Whether the columns are running text to be read one after the other.
    fn is_newspaper(&self) -> bool {
        self.columns.len() == 2
            && self.columns.iter().zip(&self.frames).all(|(lines, frame)| {
                let width = frame.right - frame.left;
                let full = lines.iter().filter(|line| line.x1() > frame.left + 0.8 * width).count();
                lines.len() >= 8 && 2 * full > lines.len() && width > 15.0 * lines[0].size
            })
    }
}

/// The lines of a column as one paragraph a row; `starts` are the lines that begin the rows.
fn by_rows(lines: Vec<Line>, starts: &[Line]) -> Vec<Para> {
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if !starts.iter().any(|start| is_level(start, &line)) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows.into_iter().map(Para::new).collect()
}

fn is_level(one: &Line, other: &Line) -> bool {
    (one.base - other.base).abs() < 1.0
}

/// The paragraphs of a column beside the main one, whose paragraphs are `blocks`.
fn entries(lines: Vec<Line>, frame: &Frame, blocks: &[Para]) -> Vec<Para> {
    let block_of = |line: &Line| {
        let is_level = |other: &Line| (other.base - line.base).abs() < 0.3 * line.size;
        blocks.iter().position(|block| block.lines.iter().any(is_level))
    };
    let is_labels = lines.iter().all(|line| line.words.len() <= 2 && block_of(line).is_some());
    if !is_labels {
        return paragraphs(lines, frame);
    }
    // Initials line by line are entries of their own, unless they stand beside one paragraph.
    let mut groups: Vec<(Option<usize>, Vec<Line>)> = Vec::new();
    for line in lines {
        let block = block_of(&line);
        match groups.last_mut() {
            Some((last, group)) if *last == block => group.push(line),
            _ => groups.push((block, vec![line])),
        }
    }
    groups.into_iter().flat_map(|(_, lines)| paragraphs(lines, frame)).collect()
}

/// For each block what stands beside it, with its column.
fn pair(blocks: &[Para], beside: Vec<(usize, Para)>) -> Vec<Vec<(usize, Para)>> {
    let mut cells: Vec<Vec<(usize, Para)>> = vec![Vec::new(); blocks.len()];
    let mut last: Option<(usize, usize)> = None;
    for (column, para) in beside {
        let middle = para.top() + 0.4 * para.size();
        let at = blocks.partition_point(|block| block.top() <= middle).saturating_sub(1);
        // A short line below a longer one in its column goes with it: the owner under an action.
        let host = last.filter(|(host, before)| *before == column && *host != at && is_owner_of(&cells[*host], &para));
        let at = host.map_or(at, |(host, _)| host);
        last = Some((at, column));
        if let Some(cells) = cells.get_mut(at) {
            cells.push((column, para));
        }
    }
    cells
}

fn letters(lines: &[Line]) -> usize {
    lines.iter().flat_map(|line| &line.words).map(|word| word.text.len()).sum()
}

/// Cuts paragraphs of the main column where entries of another begin, if several stand beside one paragraph.
fn cut(blocks: Vec<Para>, beside: &[(usize, Para)], main: usize) -> Vec<Para> {
    let mut cut: Vec<Para> = Vec::new();
    for block in blocks {
        let (top, bottom) = (block.top(), block.bottom() + 0.1);
        let within = |para: &Para| (top..bottom).contains(&(para.top() + 0.4 * para.size()));
        let is_owner = |index: usize, column: usize, para: &Para| {
            let before = beside[..index].iter().rfind(|(other, _)| *other == column);
            before.is_some_and(|before| is_owner_of(std::slice::from_ref(before), para))
        };
        let entries: Vec<&(usize, Para)> = (0..)
            .zip(beside)
            .filter(|(index, (column, para))| within(para) && !is_owner(*index, *column, para))
            .map(|(_, entry)| entry)
            .collect();
        let is_many = entries.iter().any(|(column, _)| entries.iter().filter(|(other, _)| other == column).count() > 1);
        let is_label = entries.iter().any(|(column, para)| *column < main && para.top() > top + 1.0);
        if block.lines.len() == 1 || !is_many && !is_label {
            cut.push(block);
            continue;
        }
        let is_beside = |line: &Line, other: Option<&Line>| {
            other.is_some_and(|other| (other.base - line.base).abs() < 0.5 * line.size)
        };
        let begins = |line: &Line| entries.iter().any(|(_, para)| is_beside(line, para.lines.first()));
        let ends = |line: &Line| entries.iter().any(|(_, para)| is_beside(line, para.lines.last()));
        // At tab stops the entry ends the paragraph it belongs to, elsewhere it stands beside its first line.
        let is_at_end = !block.lines.first().is_some_and(begins) && !is_label;
        let kind = block.kind.clone();
        let mut part: Vec<Line> = Vec::new();
        for line in block.lines {
            let entry = if is_at_end { ends(&line) } else { begins(&line) };
            if entry && !is_at_end && !part.is_empty() {
                cut.push(Para::new(std::mem::take(&mut part)));
            }
            part.push(line);
            if entry && is_at_end {
                cut.push(Para::new(std::mem::take(&mut part)));
            }
        }
        if !part.is_empty() {
            cut.push(Para::new(part));
        }
        if let Some(first) = cut.last_mut().filter(|_| kind != Kind::Plain && is_at_end) {
            first.kind = kind;
        }
    }
    cut
}

fn is_owner_of(cells: &[(usize, Para)], para: &Para) -> bool {
    cells.last().is_some_and(|(_, last)| {
        let gap = para.top() - last.bottom();
        last.words().count() > 3 && para.words().count() <= 3 && gap < 1.2 * para.size()
    })
}

fn row(block: Option<Para>, main: usize, beside: Vec<(usize, Para)>, edges: &[f32]) -> Row {
    let mut cells: Vec<RowCell> = (0..edges.len()).map(|column| RowCell { column, ..RowCell::default() }).collect();
    cells[main].paras.extend(block);
    for (column, para) in beside {
        cells[column].paras.push(para);
    }
    let mut edges = edges.to_vec();
    // The number of an item is a column of its own.
    if let Some(number) = cells[0].paras.first_mut().filter(|_| main == 0).and_then(take_number) {
        edges.insert(0, number.x0());
        for cell in &mut cells {
            cell.column += 1;
        }
        cells.insert(0, RowCell { paras: vec![number], ..RowCell::default() });
    }
    Row { table: 0, edges, cells }
}

/// A paragraph of one line as a row like `row`, if a word stands at each edge; a long entry leaves less room before it.
pub(super) fn at_edges(para: &Para, row: &Row) -> Option<Row> {
    let [line] = para.lines.as_slice() else { return None };
    if para.kind != Kind::Plain || row.edges.len() < 2 {
        return None;
    }
    let mut cells: Vec<RowCell> = Vec::new();
    let mut from = 0;
    for (column, edge) in row.edges.iter().enumerate().skip(1) {
        let at = (1..line.words.len()).find(|index| {
            let (before, word) = (&line.words[index - 1], &line.words[*index]);
            (word.x0 - edge).abs() < 1.5 && word.x0 - before.x1 > 0.6 * line.size
        })?;
        cells.push(cell(column - 1, line, from..at));
        from = at;
    }
    cells.push(cell(row.edges.len() - 1, line, from..line.words.len()));
    Some(Row { cells, ..row.clone() })
}

fn cell(column: usize, line: &Line, words: Range<usize>) -> RowCell {
    let para = Para::new(vec![Line { words: line.words[words].to_vec(), ..*line }]);
    RowCell { column, paras: vec![para], ..RowCell::default() }
}

/// Takes the number of a numbered entry out of it.
fn take_number(para: &mut Para) -> Option<Para> {
    let Kind::Item { marker: Marker::Number(_), .. } = para.kind else { return None };
    let line = para.lines.first_mut().filter(|line| line.words.len() > 1)?;
    let number = line.words.remove(0);
    para.kind = Kind::Plain;
    Some(Para::new(vec![Line { words: vec![number], ..*line }]))
}
