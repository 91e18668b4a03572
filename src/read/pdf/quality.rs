//! How much of a page's text is language: broken encodings come out as signs and letters that make no words.

use super::device::UNKNOWN;
use super::line::Word;

/// Fewer characters than this say nothing about a page.
const ENOUGH: usize = 40;

/// Share of vowels in the Latin letters of any language, at the least.
const VOWELS: f32 = 0.3;

/// How much of `words` is language, 0 to 1; 1 where there is next to no text.
pub(super) fn score<'a>(words: impl Iterator<Item = &'a Word>) -> f32 {
    let (mut good, mut all) = (0, 0);
    let (mut vowels, mut letters) = (0, 0);
    for Word { text, .. } in words {
        let count = text.chars().count();
        all += count;
        let signs = text.chars().filter(char::is_ascii_punctuation).count();
        if !text.contains(is_broken) && (signs * 2 <= count || count < 4) {
            good += count;
        }
        letters += text.chars().filter(char::is_ascii_lowercase).count();
        vowels += text.chars().filter(|char| "aeiouy".contains(*char)).count();
    }
    if all < ENOUGH {
        return 1.0;
    }
    let voiced = if letters < ENOUGH { 1.0 } else { (vowels as f32 / letters as f32 / VOWELS).min(1.0) };
    voiced * voiced * good as f32 / all as f32
}

fn is_broken(char: char) -> bool {
    char == UNKNOWN || char.is_control() || matches!(char, '\u{80}'..='\u{9F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, is_readable: bool) {
        let words: Vec<Word> = text
            .split(' ')
            .map(|word| Word { text: word.into(), x0: 0.0, x1: 1.0, size: 1.0, is_bold: false })
            .collect();
        assert_eq!(score(words.iter()) > 0.6, is_readable, "{text}");
    }

    #[test]
    fn language_is_told_from_broken_encodings() {
        check("The harbour board met on 4 May 2021 and agreed the budget (GBP 1,250).", true);
        check("Wkh kduerxu erdug phw rq vdwxugdb dqg djuhhg wkh exgjhw iru wkh qhzw bhdu.", false);
        check(&"\u{FFFD}\u{FFFD} the \u{FFFD}\u{FFFD}\u{FFFD} ".repeat(20), false);
    }
}
