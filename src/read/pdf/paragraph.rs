//! Lines of one column to paragraphs: by spacing, indent, marker, and whether the next word would have fitted.

use super::line::{Line, Word};
use super::marker::{Marker, marker};

/// Lines a reader takes as one: a paragraph, an entry of a list, a heading.
#[derive(Debug, Clone)]
pub(super) struct Para {
    /// Never empty; that of an entry starts with its marker.
    pub lines: Vec<Line>,
    pub kind: Kind,
    /// Whether the last line runs to the right edge, so that the text may go on elsewhere.
    pub is_full: bool,
}

/// What a paragraph is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Plain,
    Heading(u8),
    Item { marker: Marker, depth: u8 },
}

/// The room lines are set in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub left: f32,
    pub right: f32,
    /// Usual distance of base lines, in font heights.
    pub leading: f32,
}

impl Para {
    pub(super) fn new(lines: Vec<Line>) -> Self {
        Para { lines, kind: Kind::Plain, is_full: false }
    }

    pub(super) fn page(&self) -> u32 {
        self.lines.first().map_or(0, |line| line.page)
    }

    pub(super) fn x0(&self) -> f32 {
        self.lines.first().map_or(0.0, Line::x0)
    }

    pub(super) fn top(&self) -> f32 {
        self.lines.first().map_or(0.0, Line::top)
    }

    pub(super) fn bottom(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.base)
    }

    pub(super) fn is_bold(&self) -> bool {
        let is_sign = |word: &Word| !word.text.contains(char::is_alphabetic);
        self.words().all(|word| word.is_bold || is_sign(word))
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.lines.iter().flat_map(|line| &line.words)
    }

    /// Height of the font.
    pub(super) fn size(&self) -> f32 {
        self.lines.iter().max_by_key(|line| line.words.len()).map_or(0.0, |line| line.size)
    }

    pub(super) fn ends_sentence(&self) -> bool {
        let last = self.lines.last().and_then(|line| line.words.last());
        last.is_some_and(|word| {
            word.text.trim_end_matches(['”', '’', '"', '\'', ')']).ends_with(['.', '!', '?', ':', ';'])
        })
    }
}

/// Lines farther away than this tell nothing about where a line is wrapped.
const ZONE: usize = 30;

/// Usual distance of base lines in `lines`, in font heights.
pub(super) fn leading(lines: &[Line]) -> f32 {
    let mut gaps: Vec<f32> = distances(lines).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(1.25)
}

/// The smallest distance of base lines that is no exception in the cells of a table, which hold more paragraphs of one
/// line than text does; none where no distance is there twice.
pub(super) fn tight_leading<'l>(cells: impl Iterator<Item = &'l [Line]>) -> Option<f32> {
    let mut gaps: Vec<f32> = cells.flat_map(distances).collect();
    gaps.sort_by(f32::total_cmp);
    let enough = (gaps.len() / 10).max(2);
    let is_usual = |gap: &&f32| gaps.iter().filter(|other| (**gap..**gap * 1.03).contains(*other)).count() >= enough;
    gaps.iter().find(is_usual).copied()
}

/// Distances of base lines that can be those of one paragraph, in font heights.
fn distances(lines: &[Line]) -> impl Iterator<Item = f32> {
    let gaps = lines.windows(2).map(|pair| (pair[1].base - pair[0].base) / pair[1].size.max(1.0));
    gaps.filter(|gap| (0.9..2.4).contains(gap))
}

/// Cuts the lines of one column into paragraphs.
pub(super) fn paragraphs(lines: Vec<Line>, frame: &Frame) -> Vec<Para> {
    let rights = rights(&lines, frame);
    let mut paras: Vec<Para> = Vec::new();
    // The right edge for the line before.
    let mut right = frame.right;
    for (line, own) in lines.into_iter().zip(rights) {
        let frame = Frame { right, ..*frame };
        right = own;
        let room = right - line.x1();
        match paras.last_mut() {
            Some(para) if continues(para, &line, &frame) => para.lines.push(line),
            _ => paras.push(opened(line)),
        }
        if let Some(para) = paras.last_mut() {
            para.is_full = room < 0.12 * (right - frame.left);
        }
    }
    paras
}

/// For each line the right edge of its text, which is narrower than the frame where lines are wrapped before it.
fn rights(lines: &[Line], frame: &Frame) -> Vec<f32> {
    let mut rights = vec![frame.right; lines.len()];
    let bounds: Vec<Option<f32>> = (0..lines.len()).map(|index| wrapped_at(lines, index, frame)).collect();
    for (index, bound) in bounds.iter().enumerate() {
        let Some(bound) = *bound else { continue };
        let is_within = |line: &&Line| line.x1() <= bound;
        let start = index - lines[..index].iter().rev().take(ZONE).take_while(is_within).count();
        let end = index + lines[index..].iter().take(ZONE).take_while(is_within).count();
        let right = lines[start..end].iter().map(Line::x1).fold(0.0, f32::max);
        // One line may be broken by hand; two that end at the same edge are wrapped.
        let is_edge = |line: &Line| line.x1() > frame.left + 0.85 * (right - frame.left);
        let wrapped = (start..end).filter(|index| bounds[*index].is_some() && is_edge(&lines[*index])).count();
        if wrapped >= 2 {
            for own in &mut rights[start..end] {
                *own = own.min(right);
            }
        }
    }
    rights
}

/// Where the text was wrapped at the latest, if a sentence runs on from line `index` though the next word would have
/// fitted into the frame.
fn wrapped_at(lines: &[Line], index: usize, frame: &Frame) -> Option<f32> {
    let (line, next) = (&lines[index], lines.get(index + 1)?);
    let is_text = (line.size - next.size).abs() < 0.1 * line.size
        && next.base - line.base <= frame.leading * 1.25 * line.size + 0.5
        && starts_small(next)
        && marker(next).is_none()
        && line.words.len() > 2;
    let bound = line.x1() + need(next) + 0.2 * line.size;
    (is_text && bound < frame.right).then_some(bound)
}

/// Room the first word of `line` takes after another.
fn need(line: &Line) -> f32 {
    line.words.first().map_or(0.0, |word| word.x1 - word.x0) + 0.25 * line.size
}

/// A paragraph that starts with `line`.
pub(super) fn opened(line: Line) -> Para {
    let kind = marker(&line).map_or(Kind::Plain, |marker| Kind::Item { marker, depth: 0 });
    Para { kind, ..Para::new(vec![line]) }
}

/// Whether `next` is a further line of the paragraph.
pub(super) fn continues(para: &Para, next: &Line, frame: &Frame) -> bool {
    let Some(last) = para.lines.last() else { return false };
    if (next.size - last.size).abs() > 0.12 * last.size.max(next.size)
        || last.is_bold() != next.is_bold() && is_apart(last, next)
    {
        return false;
    }
    if next.base - last.base > frame.leading.max(1.0) * 1.25 * next.size + 0.5 {
        return false;
    }
    let is_centred = is_centred(last, frame) && is_centred(next, frame);
    if !is_centred && !is_aligned(para, next) {
        return false;
    }
    let need = need(next);
    let width = last.x1() - last.x0();
    let room = if is_centred { frame.right - frame.left - width } else { frame.right - last.x1() };
    let goes_on = !para.ends_sentence() && starts_small(next);
    let fits = room > if goes_on { need + 0.25 * (frame.right - frame.left) } else { need + 0.2 * next.size };
    // Behind a sentence or other initials they are the owner of what is above.
    let stand_apart = para.ends_sentence() || last.words.last().is_some_and(|word| are_initials(&word.text));
    if stand_apart && is_initials(next) {
        return false;
    }
    if last.is_hyphenated() && next.words.first().is_some_and(|word| word.text.starts_with(char::is_alphanumeric)) {
        return true;
    }
    match marker(next) {
        Some(Marker::Bullet) => false,
        // A number at the start of a full line may be part of a sentence.
        Some(Marker::Number(_)) => !fits && matches!(para.kind, Kind::Plain) && !para.ends_sentence(),
        None | Some(Marker::Unseen) => !fits,
    }
}

/// Whether `next`, set in a wider room right below, is in the middle of the sentence that `para` breaks off.
pub(super) fn runs_on(para: &Para, next: &Para, leading: f32) -> bool {
    let (Some(last), Some(first)) = (para.lines.last(), next.lines.first()) else { return false };
    let gap = first.base - last.base;
    next.kind == Kind::Plain
        && !para.ends_sentence()
        && starts_small(first)
        && last.is_bold() == first.is_bold()
        && (first.size - last.size).abs() <= 0.12 * last.size
        && (0.0..leading * 1.25 * first.size + 0.5).contains(&gap)
        && (first.x0() - last.x0()).abs() <= 0.35 * first.size
}

/// Whether bold ends exactly between the lines.
fn is_apart(last: &Line, next: &Line) -> bool {
    let bold = |line: &Line| line.words.iter().filter(|word| word.is_bold).count();
    last.is_bold() && bold(next) == 0 || next.is_bold() && bold(last) == 0
}

fn is_centred(line: &Line, frame: &Frame) -> bool {
    let (before, after) = (line.x0() - frame.left, frame.right - line.x1());
    before > 0.5 * line.size && (before - after).abs() < 0.8 * line.size
}

/// Whether `next` starts where a further line of the paragraph would.
fn is_aligned(para: &Para, next: &Line) -> bool {
    let near = |x: f32| (next.x0() - x).abs() <= 0.35 * next.size;
    match (para.lines.as_slice(), &para.kind) {
        ([_, second, ..], _) => near(second.x0()),
        ([first], Kind::Item { .. }) => {
            let text = first.words.get(1).map_or(first.x0(), |word| word.x0);
            near(text) || near(first.x0()) || (first.x0()..text).contains(&next.x0())
        }
        ([first], _) => near(first.x0()) || (0.0..4.0 * next.size).contains(&(first.x0() - next.x0())),
        ([], _) => false,
    }
}

/// Whether the line is one word in capitals, as owners of actions are named.
fn is_initials(line: &Line) -> bool {
    matches!(line.words.as_slice(), [word] if word.text.len() > 1 && word.text.chars().all(is_of_initials))
}

/// Whether `word` is initials that nothing has to follow.
fn are_initials(word: &str) -> bool {
    (2..=4).contains(&word.len()) && word.chars().all(is_of_initials) && word.ends_with(char::is_uppercase)
}

fn is_of_initials(char: char) -> bool {
    char.is_uppercase() || char == '/' || char == '&'
}

fn starts_small(line: &Line) -> bool {
    line.words.first().and_then(|word| word.text.chars().next()).is_some_and(char::is_lowercase)
}
