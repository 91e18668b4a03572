//! Hard-wrapped lines: which line ends the author made and which only the width of the page.

use super::marker;

/// Lines longer than this were not wrapped by anybody.
const WIDEST: usize = 160;

/// The width lines of a text were wrapped to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    /// None for a text with a paragraph to each line.
    width: Option<usize>,
}

/// What stands between a line and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// An end the author made.
    Break,
    /// A blank.
    Blank,
    /// Nothing: the line ends with the hyphen of a word.
    Tight,
}

impl Wrap {
    /// The wrap of a text, from those of its lines that follow one another at once; hardly any going on small, it has none,
    /// but where most end in mid-sentence at one margin, as names that fill the lines do.
    pub(super) fn of<'t>(pairs: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        let (mut widths, mut open, mut count, mut small) = ([0_usize; WIDEST + 2], [0_usize; WIDEST + 2], 0, 0);
        for (line, next) in pairs {
            let line = line.trim();
            let width = width(line, WIDEST + 1);
            widths[width] += 1;
            open[width] += usize::from(!line.ends_with(['.', '!', '?', ':', ';']));
            count += 1;
            small += usize::from(next.trim_start().starts_with(char::is_lowercase));
        }
        if small * 8 < count && !has_margin(&widths, &open, count) {
            return Self { width: None };
        }
        let mut above = 0;
        let width = (1..widths.len()).rev().find(|&width| {
            above += widths[width];
            above * 20 > count
        });
        Self { width: width.filter(|&width| width <= WIDEST) }
    }

    /// The wrap of a column of its own, with lines of at most `width` characters.
    pub(super) fn column(width: usize) -> Self {
        Self { width: Some(width) }
    }

    /// Whether lines of at most `width` characters are a column much narrower than the text.
    pub(super) fn is_wide_beside(self, width: usize) -> bool {
        self.width.is_some_and(|whole| width * 10 <= whole * 6)
    }

    /// What stands between `line` and `next`, two lines of a stretch without blank lines; both trimmed.
    pub(super) fn joint(self, line: &str, next: &str) -> Joint {
        let (Some(last), Some(first)) = (line.chars().next_back(), next.chars().next()) else { return Joint::Break };
        if marker::begins(next) || marker::is_label(line) {
            return Joint::Break;
        }
        let word = next.split(char::is_whitespace).next().unwrap_or_default();
        let needed = width(line, WIDEST * 2) + 1 + width(word, WIDEST);
        let has_room = |percent| self.width.is_none_or(|width| needed * 100 <= width * percent);
        let is_wrapped = self.width.is_some() || (WIDEST / 4..WIDEST).contains(&line.len());
        let goes_on = is_wrapped && (first.is_lowercase() || last == ',');
        let is_sentence_end = matches!(last, '.' | '!' | '?' | ':' | ';');
        let is_likely_end = is_sentence_end || marker::is_name_and_post(next);
        match last {
            _ if !goes_on && has_room(if is_likely_end { 95 } else { 80 }) => Joint::Break,
            '-' | '\u{2010}' | '\u{2011}' if is_hyphen(line) && first.is_alphanumeric() => Joint::Tight,
            _ => Joint::Blank,
        }
    }
}

/// Whether a third of the lines end in mid-sentence at the margin, and none behind it.
fn has_margin(widths: &[usize], open: &[usize], count: usize) -> bool {
    const MARGINS: std::ops::Range<usize> = 60..110;
    const FEWEST: usize = 4;
    let Some(margin) = widths.iter().rposition(|lines| *lines > 0) else { return false };
    let full: usize = open[margin * 85 / 100..].iter().sum();
    MARGINS.contains(&margin) && full >= FEWEST && full * 3 >= count
}

fn is_hyphen(line: &str) -> bool {
    line.chars().rev().nth(1).is_some_and(char::is_alphanumeric)
}

/// Number of characters, counted no further than `most`.
fn width(text: &str, most: usize) -> usize {
    text.chars().take(most).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, next: &str, expected: Joint) {
        assert_eq!(Wrap::column(60).joint(line, next), expected, "{line} / {next}");
    }

    #[test]
    fn a_line_ends_where_the_next_word_would_have_fitted() {
        check("The chair opened the meeting and thanked all who had come to", "the hall", Joint::Blank);
        check("Roof and gutters", "AF said that the gutters had been cleaned", Joint::Break);
        check("AF said that the gutters had been cleaned.", "Mending them will cost more", Joint::Break);
        check("AF said that the gutters had been cleaned by the firm of", "Brown and Sons", Joint::Blank);
    }

    #[test]
    fn a_line_that_begins_small_goes_on() {
        check("AF to ask", "for a price", Joint::Blank);
    }

    #[test]
    fn numbers_codes_and_speakers_begin_anew() {
        check("The chair opened the meeting and thanked all who had come to", "2. Apologies", Joint::Break);
        check("AF to ask for a price", "13/15 BG to write to the council", Joint::Break);
        check("The chair opened the meeting and thanked all who had come to", "Ada Finch: thank you", Joint::Break);
    }

    #[test]
    fn a_hyphen_at_a_line_end_stays_and_takes_no_blank() {
        check("The committee thanked everybody for being so very non-", "cooperative", Joint::Tight);
        check("The committee thanked everybody for being there -", "cooperative", Joint::Blank);
    }

    #[test]
    fn a_text_with_a_paragraph_to_each_line_keeps_its_lines() {
        let long = "word ".repeat(60);
        assert_eq!(Wrap::of([(long.as_str(), "short")].into_iter()).joint(&long, "next"), Joint::Break);
    }
}
