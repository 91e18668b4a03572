//! The best stretch of a passage: whole sentences that hold most of its matches.

use crate::query::Hit;
use unicode_segmentation::UnicodeSegmentation;

/// A part of a passage as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text that did not match.
    Plain(String),
    /// Text that matched.
    Match(String),
    /// Something is left out here.
    Cut,
}

/// The best stretch of a hit, of about `length` letters, with its matches; those of neighbouring words are one.
pub fn pieces(hit: &Hit, length: usize) -> Vec<Piece> {
    let letters: Vec<char> = hit.text.chars().collect();
    let (from, to) = snippet(&hit.text, &hit.highlights, length);
    let mut marks: Vec<[usize; 2]> = Vec::new();
    for [start, end] in hit.highlights.iter().copied().filter(|[start, end]| *start >= from && *end <= to) {
        match marks.last_mut() {
            Some(last) if letters[last[1]..start].iter().all(|letter| *letter == ' ') => last[1] = end,
            _ => marks.push([start, end]),
        }
    }
    let mut pieces = Vec::new();
    let mut at = from;
    let text = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
    for [start, end] in marks {
        if start > at {
            pieces.push(Piece::Plain(text(at..start)));
        }
        pieces.push(Piece::Match(text(start..end)));
        at = end;
    }
    if to > at {
        pieces.push(Piece::Plain(text(at..to)));
    }
    if from > 0 {
        pieces.insert(0, Piece::Cut);
    }
    if to < letters.len() {
        pieces.push(Piece::Cut);
    }
    pieces
}

/// The stretch of about `length` letters that holds most of `highlights`; bounds in characters.
///
/// It is made of whole sentences; of one that is too long, as much as fits around its first match.
fn snippet(text: &str, highlights: &[[usize; 2]], length: usize) -> (usize, usize) {
    let end = text.trim_end().chars().count();
    if end <= length {
        return (0, end);
    }
    let sentences = sentences(text);
    let held = |[from, to]: [usize; 2]| highlights.iter().filter(|[start, end]| *start >= from && *end <= to).count();
    let mut best = ([0, 0], 0, 0);
    for (first, start) in sentences.iter().enumerate() {
        let fits = |sentence: &&[usize; 2]| sentence[1] - start[0] <= length;
        let count = sentences[first..].iter().take_while(fits).count().max(1);
        let stretch = [start[0], sentences[first + count - 1][1]];
        let opens_with_match = held(*start);
        if (held(stretch), opens_with_match.min(1)) > (best.1, best.2) {
            best = (stretch, held(stretch), opens_with_match.min(1));
        }
    }
    let fitting = || sentences.iter().rfind(|sentence| sentence[1] <= length).unwrap_or(&sentences[0])[1];
    let [from, to] = if best.1 > 0 { best.0 } else { [0, fitting()] };
    if to - from <= length + length / 4 {
        return (from, to);
    }
    let letters: Vec<char> = text.chars().collect();
    cut(&letters, [from, to], highlights, length)
}

/// As much of a long sentence as fits around its first match, on word bounds.
fn cut(letters: &[char], [from, to]: [usize; 2], highlights: &[[usize; 2]], length: usize) -> (usize, usize) {
    let first = highlights.iter().map(|[start, _]| *start).find(|start| (from..to).contains(start)).unwrap_or(from);
    let mut start = first.saturating_sub(length / 5).max(from);
    while start > from && !letters[start - 1].is_whitespace() {
        start -= 1;
    }
    let mut end = (start + length).min(to);
    while end < to && !letters[end].is_whitespace() {
        end += 1;
    }
    (start, end)
}

/// The sentences of a text as ranges of characters; a line ends one.
fn sentences(text: &str) -> Vec<[usize; 2]> {
    let mut sentences = Vec::new();
    let mut at = 0;
    for sentence in text.split_sentence_bounds() {
        let end = at + sentence.chars().count();
        let trimmed = sentence.trim_end().chars().count();
        if trimmed > 0 {
            sentences.push([at, at + trimmed]);
        }
        at = end;
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, word: &str, length: usize, expected: &str) {
        let start = text.find(word).map(|at| text[..at].chars().count());
        let highlights: Vec<[usize; 2]> =
            start.map(|start| [start, start + word.chars().count()]).into_iter().collect();
        let (from, to) = snippet(text, &highlights, length);
        assert_eq!(text.chars().skip(from).take(to - from).collect::<String>(), expected);
    }

    #[test]
    fn whole_sentences_around_the_match_are_shown() {
        let text = "One comes first. Two is longer than the first. Three names the harbour. Four ends it.";
        check(text, "harbour", 30, "Three names the harbour.");
        check(text, "harbour", 45, "Three names the harbour. Four ends it.");
        check(text, "harbour", 500, text);
        check("Été. The lights failed. No more.", "lights", 18, "The lights failed.");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        check("aa bb cc dd ee ff gg hh ii harbour jj kk ll mm nn oo pp", "harbour", 20, "hh ii harbour jj kk ll");
    }

    #[test]
    fn without_matches_the_beginning_is_shown() {
        check("One comes first. Two is second.", "none", 16, "One comes first.");
        check("One comes first. Two is second. Three is third.", "none", 35, "One comes first. Two is second.");
    }
}
