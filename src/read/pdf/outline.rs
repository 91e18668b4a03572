//! Ranks over the whole document: how deep a list entry stands, which paragraph is a heading and of what level.

use super::line::{Line, Word};
use super::marker::Marker;
use super::paragraph::{Kind, Para};
use super::piece::Piece;
use std::collections::BTreeMap;

/// A font this much higher than that of the body makes a heading.
const LARGER: f32 = 1.12;
/// Longer than this in characters, large or bold text is no heading.
const LONGEST: usize = 160;
const LONGEST_BOLD: usize = 90;

/// Tells headings from paragraphs by the size of the font and by bold lines that stand alone.
pub(super) fn rank_headings(pieces: &mut [Piece]) {
    let Some(body) = body_size(pieces) else { return };
    let is_large = |para: &Para| para.size() >= LARGER * body && length(para) <= LONGEST && may_head(para);
    let mut sizes: Vec<f32> = paras(pieces).filter(|para| is_large(para)).map(Para::size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|a, b| *a > 0.94 * *b);
    let bold_level = sizes.len() + 1;
    let levels: Vec<Option<usize>> = (0..pieces.len())
        .map(|index| {
            let Piece::Para(para) = &pieces[index] else { return None };
            if is_large(para) {
                return sizes.iter().position(|size| para.size() > 0.94 * size).map(|rank| rank + 1);
            }
            let next = pieces[index + 1..].iter().find(|piece| !matches!(piece, Piece::Furniture(_)));
            let is_lone = next.is_some_and(|next| !matches!(next, Piece::Para(next) if starts_bold(next)));
            (is_lone && is_bold_heading(para, body)).then(|| bold_level + number_depth(para))
        })
        .collect();
    for (piece, level) in pieces.iter_mut().zip(levels) {
        if let (Piece::Para(para), Some(level)) = (piece, level) {
            para.kind = Kind::Heading(level.min(6) as u8);
        }
    }
}

/// Marks what is set larger than any heading the tags name, as titles often are.
pub(super) fn promote_titles(pieces: &mut [Piece]) {
    let Some(body) = body_size(pieces) else { return };
    let heading = |para: &&Para| matches!(para.kind, Kind::Heading(_));
    let largest = paras(pieces).filter(heading).map(Para::size).fold(LARGER * body, f32::max);
    for piece in pieces {
        if let Piece::Para(para) = piece
            && para.kind == Kind::Plain
            && para.size() >= largest
            && length(para) <= LONGEST
        {
            para.kind = Kind::Heading(1);
        }
    }
}

/// Ranks list entries by the indent of their markers.
pub(super) fn rank_entries(pieces: &mut [Piece]) {
    let mut indents: Vec<f32> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Para(para) => rank_entry(para, &mut indents),
            Piece::Row(row) => {
                indents.clear();
                for cell in &mut row.cells {
                    let mut indents = Vec::new();
                    cell.paras.iter_mut().for_each(|para| rank_entry(para, &mut indents));
                }
            }
            Piece::Furniture(_) => {}
        }
    }
}

/// Ranks one entry; `indents` are those of the lists it may stand in.
fn rank_entry(para: &mut Para, indents: &mut Vec<f32>) {
    let (x, slack) = (para.x0(), 0.4 * para.size());
    match &mut para.kind {
        Kind::Item { depth, .. } => {
            while indents.last().is_some_and(|indent| *indent > x + slack) {
                indents.pop();
            }
            if indents.last().is_none_or(|indent| x > indent + slack) {
                indents.push(x);
            }
            *depth = (indents.len() - 1).min(8) as u8;
        }
        Kind::Heading(_) => indents.clear(),
        Kind::Plain => {
            if indents.first().is_some_and(|first| x <= first + slack) {
                indents.clear();
            }
        }
    }
}

fn paras(pieces: &[Piece]) -> impl Iterator<Item = &Para> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Para(para) => Some(para),
        _ => None,
    })
}

/// Size of the font most letters are set in, table cells included.
fn body_size(pieces: &[Piece]) -> Option<f32> {
    let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
    let mut count = |line: &Line| {
        for word in &line.words {
            *letters.entry((word.size * 2.0).round() as i32).or_default() += word.text.len();
        }
    };
    for piece in pieces {
        match piece {
            Piece::Para(para) => para.lines.iter().for_each(&mut count),
            Piece::Row(row) => row.paras().flat_map(|para| &para.lines).for_each(&mut count),
            Piece::Furniture(_) => {}
        }
    }
    letters.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size as f32 / 2.0)
}

fn may_head(para: &Para) -> bool {
    !matches!(para.kind, Kind::Item { marker: Marker::Bullet, .. }) && para.words().any(has_letter)
}

fn has_letter(word: &Word) -> bool {
    word.text.chars().any(char::is_alphabetic)
}

fn length(para: &Para) -> usize {
    para.words().map(|word| word.text.chars().count() + 1).sum()
}

fn starts_bold(para: &Para) -> bool {
    para.words().find(|word| has_letter(word)).is_some_and(|word| word.is_bold)
}

fn is_bold_heading(para: &Para, body: f32) -> bool {
    let last = para.words().last().map_or("", |word| word.text.as_str());
    para.size() >= 0.9 * body
        && may_head(para)
        && para.lines.len() <= 2
        && length(para) <= LONGEST_BOLD
        && !last.ends_with(['.', ',', ';'])
        && para.words().filter(|word| has_letter(word)).all(|word| word.is_bold)
        && para.words().find(|word| has_letter(word)).is_some_and(|word| !word.text.starts_with(char::is_lowercase))
}

/// How many levels below the first its number says it is: 1 for `2.3`.
fn number_depth(para: &Para) -> usize {
    match &para.kind {
        Kind::Item { marker: Marker::Number(number), .. } => number.trim_end_matches(['.', ')']).matches('.').count(),
        _ => 0,
    }
}
