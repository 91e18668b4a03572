//! Running heads and feet: what stands at the same height of several pages, and page numbers.

use super::line::Line;
use super::marker::{Marker, marker};
use super::piece::Piece;
use std::collections::HashMap;

/// Lines at the top and at the bottom of a page that may be running heads.
const DEPTH: usize = 4;
/// Nobody reads print smaller than this, in points.
const SMALLEST: f32 = 3.5;

/// Takes the running heads and feet out of the lines of each page.
///
/// `heights` are those of the pages, whose lines come from top to bottom.
pub(super) fn take(pages: &mut [Vec<Line>], heights: &[f32]) -> Vec<Vec<Line>> {
    let mut seen: HashMap<(String, i32), u32> = HashMap::new();
    for lines in pages.iter() {
        let mut keys: Vec<(String, i32)> = candidates(lines).map(|index| key(&lines[index])).collect();
        keys.dedup();
        for key in keys {
            *seen.entry(key).or_default() += 1;
        }
    }
    let repeats = |line: &Line| {
        let (text, y) = key(line);
        let count: u32 = (-1..=1).filter_map(|step| seen.get(&(text.clone(), y + step))).sum();
        // The first page is often without.
        count >= 2 && 2 * count as usize + 1 >= heights.len() && marker(line) != Some(Marker::Bullet)
    };
    let mut taken = Vec::new();
    for (lines, height) in pages.iter_mut().zip(heights) {
        let is_at_edge = |line: &Line| line.base < 0.12 * height || line.base > 0.88 * height;
        let running: Vec<usize> = candidates(lines)
            .filter(|index| {
                let line = &lines[*index];
                is_at_edge(line) && (repeats(line) || is_page_number(line))
            })
            .collect();
        let (mut out, mut kept) = (Vec::new(), Vec::new());
        for (index, line) in lines.drain(..).enumerate() {
            if running.contains(&index) { out.push(line) } else { kept.push(line) }
        }
        *lines = kept;
        taken.push(out);
    }
    taken
}

/// Takes what is set too small to be read, such as the text of logos, out of the flow.
pub(super) fn take_specks(pieces: Vec<Piece>) -> Vec<Piece> {
    let is_speck = |piece: &Piece| piece.lines().iter().all(|line| line.size < SMALLEST);
    let mut flow = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if is_speck(&piece) {
            flow.extend(piece.lines().into_iter().cloned().map(Piece::Furniture));
        } else {
            flow.push(piece);
        }
    }
    flow
}

/// Numbers of the first and last lines.
fn candidates(lines: &[Line]) -> impl Iterator<Item = usize> + use<> {
    let count = lines.len();
    (0..count).filter(move |index| *index < DEPTH || index + DEPTH >= count)
}

/// What two running heads have in common: the words but for numbers, and the height on the page.
fn key(line: &Line) -> (String, i32) {
    let text = line.text().chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect::<String>();
    (text.replace("00", "0").replace("00", "0"), (line.base / 4.0) as i32)
}

/// Whether the line is nothing but the number of its page: `3`, `- 3 -`, `Page 3 of 7`, `3/7`.
fn is_page_number(line: &Line) -> bool {
    let text = line.text().to_lowercase();
    let mut words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let has_word = words.next_if(|word| matches!(*word, "page" | "p")).is_some();
    let Some(number) = words.next() else { return false };
    let is_own = number.parse() == Ok(line.page);
    let rest: Vec<&str> = words.collect();
    match rest.as_slice() {
        [] => is_own || has_word && number.parse::<u32>().is_ok(),
        ["of", total] | [total] => (is_own || has_word) && total.parse().is_ok_and(|total: u32| total >= line.page),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Word;
    use super::*;

    fn line(text: &str, page: u32, base: f32) -> Line {
        let word = |word: &str| Word { text: word.into(), x0: 0.0, x1: 9.0, size: 10.0, is_bold: false };
        Line { words: text.split(' ').map(word).collect(), page, base, size: 10.0, ends_blank: false }
    }

    #[test]
    fn heads_that_repeat_and_page_numbers_leave_the_flow() {
        let page = |number: u32| {
            vec![
                line("Harbour Board", number, 40.0),
                line(&format!("Item {number} was agreed"), number, 200.0),
                line(&format!("Page {number} of 2"), number, 800.0),
            ]
        };
        let mut pages = vec![page(1), page(2)];
        let taken = take(&mut pages, &[842.0, 842.0]);
        assert_eq!(pages[1].iter().map(Line::text).collect::<Vec<_>>(), ["Item 2 was agreed"]);
        assert_eq!(taken[0].iter().map(Line::text).collect::<Vec<_>>(), ["Harbour Board", "Page 1 of 2"]);
    }

    #[test]
    fn one_page_keeps_its_title() {
        let mut pages = vec![vec![line("Harbour Board", 1, 40.0)]];
        assert!(take(&mut pages, &[842.0])[0].is_empty());
    }
}
