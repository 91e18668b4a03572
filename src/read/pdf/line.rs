//! Glyphs to words and lines: by base line, gap, and what belongs together although it is drawn apart.

use super::sheet::Glyph;

/// A run of characters without a blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub text: String,
    pub x0: f32,
    pub x1: f32,
    pub size: f32,
    pub is_bold: bool,
}

/// Words on one base line, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Never empty.
    pub words: Vec<Word>,
    pub page: u32,
    pub base: f32,
    /// Height of the font of most characters.
    pub size: f32,
    /// Whether a blank is drawn behind the last word.
    pub ends_blank: bool,
}

/// Two glyphs farther apart than this (in font heights) are two words, blank or not.
const WORD_GAP: f32 = 0.17;
/// Two words farther apart than this (in font heights) are in two columns or at a tab stop.
pub(super) const COLUMN_GAP: f32 = 1.3;

impl Line {
    pub(super) fn x0(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    pub(super) fn x1(&self) -> f32 {
        self.words.last().map_or(0.0, |word| word.x1)
    }

    pub(super) fn top(&self) -> f32 {
        self.base - 0.8 * self.size
    }

    /// Whether all its words are bold.
    pub(super) fn is_bold(&self) -> bool {
        self.words.iter().all(|word| word.is_bold)
    }

    /// Whether the line ends amid a word, after a hyphen or a slash.
    pub(super) fn is_hyphenated(&self) -> bool {
        let mut end = self.words.last().map_or("", |word| &word.text).chars().rev();
        !self.ends_blank && matches!(end.next(), Some('-' | '‐' | '/')) && end.next().is_some_and(char::is_alphanumeric)
    }

    /// The words joined with blanks.
    pub(super) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The lines that `glyphs` of page `page` make, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>, page: u32) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row.last().is_some_and(|last| is_level(last, &glyph)) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    let lines = rows.into_iter().filter_map(|row| line(row, page)).collect();
    raise(lines)
}

fn is_level(a: &Glyph, b: &Glyph) -> bool {
    (b.base - a.base).abs() <= 0.12 * a.size.min(b.size)
}

fn line(mut row: Vec<Glyph>, page: u32) -> Option<Line> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    drop_copies(&mut row);
    let base = row.iter().find(|glyph| glyph.char != ' ')?.base;
    let ends_blank = row.last().is_some_and(|glyph| glyph.char == ' ');
    let mut words = split(&row, WORD_GAP);
    if is_letter_spaced(&words) {
        row.retain(|glyph| glyph.char != ' ');
        words = split(&row, 1.7 * median_gap(&words));
    }
    let size = words.iter().max_by_key(|word| word.text.len())?.size;
    Some(Line { words, page, base, size, ends_blank })
}

/// Takes out glyphs drawn twice to make them look bold or shadowed, and marks what stays as bold.
fn drop_copies(row: &mut Vec<Glyph>) {
    let mut kept: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row.drain(..) {
        let copy = kept
            .iter_mut()
            .rev()
            .take(3)
            .find(|other| other.char == glyph.char && glyph.x0 - other.x0 < 0.12 * glyph.size);
        match copy {
            Some(other) => other.is_bold |= glyph.char != ' ',
            None => kept.push(glyph),
        }
    }
    *row = kept;
}

/// Words of a row; `gap` is that between words, in font heights.
fn split(row: &[Glyph], gap: f32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut bold = 0;
    let mut is_open = false;
    for glyph in row {
        if glyph.char == ' ' {
            is_open = false;
            continue;
        }
        match words.last_mut() {
            Some(word) if is_open && glyph.x0 - word.x1 <= gap * glyph.size.max(word.size) => {
                word.text.push(glyph.char);
                word.x1 = word.x1.max(glyph.x1);
                word.size = word.size.max(glyph.size);
            }
            _ => {
                bold = 0;
                words.push(Word {
                    text: glyph.char.to_string(),
                    x0: glyph.x0,
                    x1: glyph.x1,
                    size: glyph.size,
                    is_bold: false,
                });
            }
        }
        is_open = true;
        bold += usize::from(glyph.is_bold);
        if let Some(word) = words.last_mut() {
            word.is_bold = 2 * bold > word.text.chars().count();
        }
    }
    words
}

/// Whether the words are single letters of a heading set wide (`M I N U T E S`).
fn is_letter_spaced(words: &[Word]) -> bool {
    let single = words.iter().filter(|word| word.text.chars().count() == 1).count();
    let letters = words.iter().filter(|word| word.text.chars().all(char::is_alphabetic)).count();
    words.len() >= 5 && 10 * single >= 8 * words.len() && 10 * letters >= 8 * words.len()
}

/// Median gap between words, in font heights.
fn median_gap(words: &[Word]) -> f32 {
    let mut gaps: Vec<f32> = words.windows(2).map(|pair| (pair[1].x0 - pair[0].x1) / pair[0].size).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(WORD_GAP)
}

/// Puts raised and lowered small words (`30th`, note numbers) into the line they belong to.
fn raise(mut lines: Vec<Line>) -> Vec<Line> {
    for index in 0..lines.len() {
        let near = index.saturating_sub(3)..lines.len().min(index + 4);
        let Some(host) = near.into_iter().find(|host| hosts(&lines[*host], &lines[index])) else { continue };
        for word in std::mem::take(&mut lines[index].words) {
            attach(&mut lines[host], word);
        }
    }
    lines.retain(|line| !line.words.is_empty());
    lines
}

/// Whether the words of `small` are set smaller than `line`, raised or lowered against it, and each close to one of its words.
fn hosts(line: &Line, small: &Line) -> bool {
    let rise = line.base - small.base;
    let is_beside = small.size <= 0.85 * line.size && rise < 0.62 * line.size && rise > -0.35 * line.size;
    let reach = 0.4 * line.size;
    let is_close = |word: &Word| {
        line.words.iter().any(|other| (word.x0 - other.x1).abs() <= reach || (other.x0 - word.x1).abs() <= reach)
    };
    is_beside && small.words.iter().all(is_close)
}

fn attach(line: &mut Line, word: Word) {
    let at = line.words.partition_point(|other| other.x0 < word.x0);
    let host = at.checked_sub(1).and_then(|before| line.words.get_mut(before));
    match host {
        Some(host) if (word.x0 - host.x1).abs() <= 0.15 * line.size => {
            host.text.push_str(&word.text);
            host.x1 = word.x1;
        }
        _ => line.words.insert(at, word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Glyphs of fixed width 5 for a font of height 10; `x` is where they start.
    fn set(text: &str, x: f32, base: f32, size: f32) -> Vec<Glyph> {
        (0u16..)
            .zip(text.chars())
            .map(|(index, char)| {
                let x0 = x + f32::from(index) * size / 2.0;
                Glyph {
                    char,
                    x0,
                    x1: x0 + size / 2.0,
                    base,
                    size,
                    is_bold: false,
                    mark: None,
                    is_artifact: false,
                    turn: 0,
                }
            })
            .collect()
    }

    fn check(glyphs: Vec<Glyph>, expected: &[&str]) {
        let texts: Vec<String> = lines(glyphs, 1).iter().map(Line::text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn words_part_at_blanks_and_lines_at_base_lines() {
        check([set("on time", 0.0, 20.0, 10.0), set("first", 0.0, 8.0, 10.0)].concat(), &["first", "on time"]);
    }

    #[test]
    fn a_jump_without_a_blank_parts_words() {
        check([set("OPC", 0.0, 8.0, 10.0), set("SH", 60.0, 8.0, 10.0)].concat(), &["OPC SH"]);
    }

    #[test]
    fn a_raised_ending_joins_its_number() {
        check(
            [set("the 30", 0.0, 20.0, 10.0), set("th", 30.0, 16.0, 6.0), set("of", 40.0, 20.0, 10.0)].concat(),
            &["the 30th of"],
        );
    }

    #[test]
    fn text_drawn_twice_is_there_once_and_bold() {
        let line = lines([set("Budget", 0.0, 8.0, 10.0), set("Budget", 0.4, 8.2, 10.0)].concat(), 1).remove(0);
        assert_eq!(line.text(), "Budget");
        assert!(line.is_bold());
    }

    #[test]
    fn a_heading_set_wide_keeps_its_words() {
        check(set("M I N U T E S   O F", 0.0, 8.0, 10.0), &["MINUTES OF"]);
    }
}
