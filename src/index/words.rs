//! Text to words: codes, amounts and joined words whole and by their parts, each with its place.

use super::fold::{fold_into, is_apostrophe, is_hyphen, is_invisible};
use std::ops::Range;

/// How a word relates to the others at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As a reader would name it: a plain word, or all of a joined one.
    Whole,
    /// A piece of a whole (`66` and `15` of `66/15`).
    Part,
    /// A whole with its possessive ending, indexed as written only (`pcc's` beside `pcc`).
    Possessive,
}

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded spelling.
    pub text: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Number of the place; the parts of a whole take one place each, the whole stands at the first.
    pub position: usize,
    /// How many places it takes.
    pub length: usize,
    /// Whether it is a whole or a piece.
    pub form: Form,
}

/// A longest stretch of letters and digits.
struct Atom {
    range: Range<usize>,
    text: String,
    /// Where digits begin in `text`, if it is letters and then digits (`cid94`).
    split: Option<usize>,
}

/// Chains of more parts than this, or longer than this, are indexed by their parts alone.
const MAX_PARTS: usize = 12;
const MAX_BYTES: usize = 200;

/// The words of `text` in reading order; wholes come before their parts.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut chain: Vec<Atom> = Vec::new();
    let mut position = 0;
    let mut at = 0;
    while let Some(atom) = next_atom(text, at) {
        at = atom.range.end;
        if let Some(last) = chain.last()
            && !joins(&text[last.range.end..atom.range.start], last, &atom)
        {
            position = write(text, &mut chain, position, &mut words);
            chain.clear();
        }
        chain.push(atom);
    }
    write(text, &mut chain, position, &mut words);
    words
}

fn next_atom(text: &str, from: usize) -> Option<Atom> {
    let start = from + text[from..].find(is_letter)?;
    let mut atom = Atom { range: start..start, text: String::new(), split: None };
    let (mut has_digits, mut is_mixed) = (false, false);
    for (offset, letter) in text[start..].char_indices() {
        let is_mark = || unicode_normalization::char::is_combining_mark(letter) || is_invisible(letter);
        if !is_letter(letter) && (letter.is_ascii() || !is_mark()) {
            break;
        }
        atom.range.end = start + offset + letter.len_utf8();
        if letter.is_numeric() && !has_digits {
            has_digits = true;
            atom.split = Some(atom.text.len());
        }
        is_mixed |= has_digits && letter.is_alphabetic();
        if atom.text.len() < MAX_BYTES {
            fold_into(letter, &mut atom.text);
        }
    }
    atom.split = atom.split.filter(|split| *split > 0 && *split < atom.text.len() && !is_mixed);
    Some(atom)
}

/// Whether what stands between two atoms makes one word of them.
fn joins(between: &str, left: &Atom, right: &Atom) -> bool {
    let mut letters = between.chars();
    let (Some(joint), None) = (letters.next(), letters.next()) else { return false };
    let is_number = |atom: &Atom| atom.text.starts_with(|letter: char| letter.is_numeric());
    let ends_in_digit = left.text.ends_with(|letter: char| letter.is_numeric());
    let starts_with_digit = is_number(right);
    let are_digits = ends_in_digit && starts_with_digit;
    match joint {
        '/' | '&' | '_' | '@' => true,
        hyphen if is_hyphen(hyphen) => true,
        '–' | '−' | ':' => are_digits,
        ',' => are_digits && right.text.len() == 3 && left.text.len() <= 3,
        '.' => are_digits || (!ends_in_digit && !starts_with_digit),
        mark if is_apostrophe(mark) => !ends_in_digit && !starts_with_digit,
        _ => false,
    }
}

/// `KSIs`: an acronym in the plural, found by the acronym as well; no stemmer knows it.
fn is_acronym_plural(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|acronym| {
        acronym.chars().count() >= 2 && acronym.chars().all(|letter| letter.is_alphabetic() && letter.is_uppercase())
    })
}

/// Letters and digits; the apostrophe that Unicode counts among the letters is none.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() && !is_apostrophe(letter)
}

fn is_currency(letter: char) -> bool {
    matches!(letter, '£' | '$' | '€')
}

/// Writes the words of one chain and returns the next free position.
fn write(text: &str, chain: &mut [Atom], position: usize, words: &mut Vec<Word>) -> usize {
    // Most words are nothing but letters.
    if let [atom] = chain
        && atom.split.is_none()
        && !text[..atom.range.start].ends_with(is_currency)
        && !text[atom.range.end..].starts_with('%')
        && !is_acronym_plural(&text[atom.range.clone()])
    {
        let (text, range) = (std::mem::take(&mut atom.text), atom.range.clone());
        words.push(Word { text, range, position, length: 1, form: Form::Whole });
        return position + 1;
    }
    let chain = &*chain;
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return position };
    let joint = |index: usize| text[chain[index - 1].range.end..chain[index].range.start].chars().next();
    let is_possessive = chain.len() > 1 && last.text == "s" && joint(chain.len() - 1).is_some_and(is_apostrophe);
    let base = if is_possessive { &chain[..chain.len() - 1] } else { chain };
    let parts: usize = base.iter().map(|atom| 1 + usize::from(atom.split.is_some())).sum();
    let end = base.last().map_or(first.range.end, |atom| atom.range.end);
    let is_too_long = base.len() > 1 && (parts > MAX_PARTS || end - first.range.start > MAX_BYTES);
    let is_dotted = base.len() > 1 && base.iter().all(|atom| atom.text.chars().count() == 1 && atom.split.is_none());

    let mut whole = String::new();
    for (index, atom) in base.iter().enumerate() {
        match (index > 0).then(|| joint(index)).flatten() {
            None | Some(',') => {}
            Some('.') if is_dotted => {}
            Some(mark) if is_apostrophe(mark) => {}
            Some(mark) if is_hyphen(mark) || mark == '–' || mark == '−' => {
                if whole.ends_with(char::is_numeric) || atom.text.starts_with(char::is_numeric) {
                    whole.push('-');
                }
            }
            Some(mark) => whole.push(mark),
        }
        whole.push_str(&atom.text);
    }

    let start = first.range.start;
    let mut push = |text: String, range: Range<usize>, at: usize, length: usize, form: Form| {
        words.push(Word { text, range, position: at, length, form });
    };
    if !is_too_long {
        let sign = text[..start].chars().next_back().filter(|sign| is_currency(*sign));
        let percent = text[last.range.end..].starts_with('%');
        let form = if sign.is_some() || percent { Form::Part } else { Form::Whole };
        if let Some(sign) = sign {
            push(format!("{sign}{whole}"), start - sign.len_utf8()..end, position, parts, Form::Whole);
        } else if percent {
            push(format!("{whole}%"), start..last.range.end + 1, position, parts, Form::Whole);
        }
        if is_possessive {
            push(format!("{whole}'s"), start..last.range.end, position, parts, Form::Possessive);
        }
        if base.len() == 1 && is_acronym_plural(&text[start..end]) {
            push(whole.clone(), start..end, position, parts, Form::Part);
            whole.pop();
        }
        push(whole, start..end, position, parts, form);
    }
    if parts > 1 {
        let mut at = position;
        let form = if is_too_long { Form::Whole } else { Form::Part };
        for atom in base {
            if base.len() > 1 && atom.split.is_some() {
                push(atom.text.clone(), atom.range.clone(), at, 2, form);
            }
            let form = if base.len() > 1 && atom.split.is_some() { Form::Part } else { form };
            match atom.split {
                Some(split) => {
                    push(atom.text[..split].to_owned(), atom.range.clone(), at, 1, form);
                    push(atom.text[split..].to_owned(), atom.range.clone(), at + 1, 1, form);
                    at += 2;
                }
                None => {
                    push(atom.text.clone(), atom.range.clone(), at, 1, form);
                    at += 1;
                }
            }
        }
    }
    position + parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = words(text);
        let shown: Vec<String> = found.iter().map(|word| format!("{}@{}", word.text, word.position)).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn codes_are_whole_and_in_parts() {
        check("see 66/15: done", "see@0 66/15@1 66@1 15@2 done@3");
        check("13-16/15", "13-16/15@0 13@0 16@1 15@2");
        check("CID94 form", "cid94@0 cid@0 94@1 form@2");
        check("at 14:30.", "at@0 14:30@1 14@1 30@2");
        check("2015/16", "2015/16@0 2015@0 16@1");
        check("T/D/Supt", "t/d/supt@0 t@0 d@1 supt@2");
        check("2nd 9am", "2nd@0 9am@1");
    }

    #[test]
    fn amounts_keep_their_sign() {
        check("£3.6m", "£3.6m@0 3.6m@0 3@0 6m@1");
        check("10%", "10%@0 10@0");
        check("1,200 people", "1200@0 1@0 200@1 people@2");
        check("66/15,67/15", "66/15@0 66@0 15@1 67/15@2 67@2 15@3");
    }

    #[test]
    fn joined_words_read_as_one_and_as_many() {
        check("Dale-White", "dalewhite@0 dale@0 white@1");
        check("non-cooperative", "noncooperative@0 non@0 cooperative@1");
        check("U.K. law", "uk@0 u@0 k@1 law@2");
        check("O’Brien", "obrien@0 o@0 brien@1");
        check("word—word", "word@0 word@1");
        check("Monday–Friday 2014–15", "monday@0 friday@1 2014-15@2 2014@2 15@3");
    }

    #[test]
    fn a_possessive_is_its_word() {
        check("PCC's office", "pcc's@0 pcc@0 office@1");
        check("officers’ rest", "officers@0 rest@1");
    }

    #[test]
    fn no_letter_or_digit_is_lost_in_long_chains() {
        let long = "a/".repeat(30);
        assert_eq!(words(&long).len(), 30);
        assert!(words(&"x".repeat(70_000))[0].text.len() <= MAX_BYTES);
    }
}
