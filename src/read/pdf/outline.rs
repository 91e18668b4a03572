//! Ranks over the whole document: how deep a list entry stands, which paragraph is a heading and of what level.

use super::line::Word;
use super::marker::Marker;
use super::paragraph::{Kind, Para};
use super::piece::Piece;
use std::collections::{BTreeMap, HashMap};

/// A font this much higher than that of the body makes a heading.
const LARGER: f32 = 1.12;
/// Longer than this in characters, large or bold text is no heading.
const LONGEST: usize = 160;
const LONGEST_BOLD: usize = 90;

/// Tells headings from paragraphs by the size of the font and by bold lines that stand alone.
pub(super) fn rank_headings(pieces: &mut [Piece]) {
    let Some(body) = body_size(pieces) else { return };
    let is_large = |para: &Para| {
        let is_titled = may_head(para) || para.size() >= LARGER * LARGER * body;
        para.size() >= LARGER * body && length(para) <= LONGEST && is_titled
    };
    let mut sizes: Vec<f32> = paras(pieces).filter(|para| is_large(para)).map(Para::size).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    sizes.dedup_by(|a, b| *a > 0.94 * *b);
    let bold_level = sizes.len() + 1;
    // Where items are numbered, bold lines without a number are topics within them.
    let is_item =
        |piece: &Piece| matches!(piece, Piece::Para(para) if is_numbered(para) && is_bold_heading(para, body));
    let items = pieces.iter().filter(|piece| is_item(piece)).count();
    let first_number = pieces.iter().position(is_item).filter(|_| items > 1);
    let levels: Vec<Option<usize>> = (0..pieces.len())
        .map(|index| {
            let Piece::Para(para) = &pieces[index] else { return None };
            if is_large(para) && !(ends_with_dot(para) && length(para) > 40) {
                return sizes.iter().position(|size| para.size() > 0.94 * size).map(|rank| rank + 1);
            }
            let next = pieces[index + 1..].iter().find(|piece| !matches!(piece, Piece::Furniture(_)));
            let is_lone = next.is_some_and(|next| {
                let may_follow = |next: &Para| !starts_bold(next) || is_numbered(para) && !is_numbered(next);
                !matches!(next, Piece::Para(next) if !may_follow(next))
            });
            let is_below = first_number.is_some_and(|first| index > first) && !is_numbered(para);
            (is_lone && is_bold_heading(para, body)).then(|| bold_level + number_depth(para) + usize::from(is_below))
        })
        .collect();
    for (piece, level) in pieces.iter_mut().zip(levels) {
        if let (Piece::Para(para), Some(level)) = (piece, level) {
            para.kind = Kind::Heading(level.min(6) as u8);
        }
    }
}

/// Whether it is a label of the list below it (`Present:-`).
fn introduces(para: &Para) -> bool {
    para.words().last().is_some_and(|word| word.text.trim_end_matches(['-', '–', '—']).ends_with(':'))
}

fn ends_with_dot(para: &Para) -> bool {
    para.words().last().is_some_and(|word| word.text.ends_with(['.', ',', ';']))
}

/// Takes a short entry numbered `2.1` for a heading where one numbered `2` is.
pub(super) fn follow_numbers(pieces: &mut [Piece]) {
    let mut levels: HashMap<String, u8> = HashMap::new();
    for piece in pieces {
        let Piece::Para(para) = piece else { continue };
        let Some(number) = para.words().next().map(|word| word.text.trim_end_matches(['.', ')']).to_owned()) else {
            continue;
        };
        let above = number.rsplit_once('.').and_then(|(above, _)| levels.get(above));
        let is_short = para.lines.len() == 1 && length(para) <= LONGEST_BOLD && !para.ends_sentence();
        match (&para.kind, above) {
            (Kind::Heading(level), _) => {
                levels.insert(number, *level);
            }
            (Kind::Item { marker: Marker::Number(_), .. }, Some(above)) if is_short => {
                let level = (above + 1).min(6);
                levels.insert(number, level);
                para.kind = Kind::Heading(level);
            }
            _ => {}
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

/// Size of the font the body is set in: the largest that a good part of all letters has, table cells included.
fn body_size(pieces: &[Piece]) -> Option<f32> {
    let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| !matches!(piece, Piece::Furniture(_))) {
        for word in piece.lines().into_iter().flat_map(|line| &line.words) {
            *letters.entry((word.size * 2.0).round() as i32).or_default() += word.text.len();
        }
    }
    let all: usize = letters.values().sum();
    let (size, _) = letters.into_iter().rev().find(|(_, count)| 6 * count >= all)?;
    Some(size as f32 / 2.0)
}

fn may_head(para: &Para) -> bool {
    let is_bullet = matches!(para.kind, Kind::Item { marker: Marker::Bullet, .. });
    !is_bullet && para.words().any(|word| word.text.contains(char::is_alphanumeric))
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
    para.size() >= 0.9 * body
        && may_head(para)
        && para.lines.len() <= 2
        && length(para) <= LONGEST_BOLD
        && !ends_with_dot(para)
        && !introduces(para)
        && para.words().filter(|word| has_letter(word)).all(|word| word.is_bold)
        && para.words().find(|word| has_letter(word)).is_some_and(|word| !word.text.starts_with(char::is_lowercase))
}

fn is_numbered(para: &Para) -> bool {
    matches!(para.kind, Kind::Item { marker: Marker::Number(_), .. })
}

/// How many levels below the first its number says it is: 1 for `2.3`.
fn number_depth(para: &Para) -> usize {
    match &para.kind {
        Kind::Item { marker: Marker::Number(number), .. } => number.trim_end_matches(['.', ')']).matches('.').count(),
        _ => 0,
    }
}
