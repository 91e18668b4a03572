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

/// The words of a text in reading order, wholes before their parts; its buffers serve for one text after another.
#[derive(Debug, Clone, Default)]
pub(super) struct Cut {
    pieces: Pieces,
    /// Spellings of the atoms, one after the other.
    folded: String,
    /// Those that make one word, as far as they are read.
    chain: Vec<Atom>,
    /// The spelling of that word.
    whole: String,
}

/// Words by the end of their spelling, which begins where the one before ends.
#[derive(Debug, Clone, Default)]
struct Pieces {
    /// Where the text begins whose words are taken.
    start: usize,
    spelt: String,
    all: Vec<(usize, Piece)>,
}

/// Where a word stands, as [`Word`] tells it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) position: usize,
    pub(super) length: usize,
    pub(super) form: Form,
}

/// A longest stretch of letters and digits.
#[derive(Debug, Clone)]
struct Atom {
    range: Range<usize>,
    /// Its spelling among those of all atoms.
    folded: Range<usize>,
    /// Where in it digits begin, if it is letters and then digits (`cid94`).
    split: Option<usize>,
}

/// Chains of more parts than this, or longer than this, are indexed by their parts alone.
const MAX_PARTS: usize = 12;
const MAX_BYTES: usize = 200;

/// Words, and bytes of their spellings, that a [`Cut`] keeps room for.
const ROOM: usize = 16_384;

/// The words of `text` in reading order; wholes come before their parts.
pub fn words(text: &str) -> Vec<Word> {
    let mut cut = Cut::default();
    cut.take(text, 0, 0);
    let word = |(text, piece): (&str, &Piece)| Word {
        text: text.to_owned(),
        range: piece.range.clone(),
        position: piece.position,
        length: piece.length,
        form: piece.form,
    };
    (0..).map_while(|at| cut.word(at).map(word)).collect()
}

impl Piece {
    fn at(range: Range<usize>, (position, length): (usize, usize), form: Form) -> Piece {
        Piece { range, position, length, form }
    }
}

impl Pieces {
    fn push(&mut self, spelling: &[&str], mut piece: Piece) {
        spelling.iter().for_each(|part| self.spelt.push_str(part));
        piece.range = piece.range.start + self.start..piece.range.end + self.start;
        self.all.push((self.spelt.len(), piece));
    }
}

impl Cut {
    /// Forgets the words of the texts before, and gives back the room that an uncommonly long one took.
    pub(super) fn clear(&mut self) {
        self.pieces.start = 0;
        self.pieces.spelt.clear();
        self.pieces.all.clear();
        self.pieces.spelt.shrink_to(ROOM);
        self.pieces.all.shrink_to(ROOM);
        self.folded.clear();
        self.folded.shrink_to(ROOM);
    }

    /// Takes a word that is spelt so, at the first place.
    pub(super) fn push_whole(&mut self, spelling: &str, range: Range<usize>) {
        self.pieces.push(&[spelling], Piece::at(range, (0, 1), Form::Whole));
    }

    /// Takes the words of `text`, which begins at byte `start` of what is read and at the place `position`.
    pub(super) fn take(&mut self, text: &str, start: usize, position: usize) {
        self.pieces.start = start;
        self.folded.clear();
        self.chain.clear();
        let (mut position, mut at) = (position, 0);
        while let Some(atom) = self.atom(text, at) {
            at = atom.range.end;
            if let Some(last) = self.chain.last()
                && !self.joins(&text[last.range.end..atom.range.start], last, &atom)
            {
                position = self.write(text, position);
                self.chain.clear();
            }
            self.chain.push(atom);
        }
        self.write(text, position);
    }

    /// A word by its number, with its spelling.
    pub(super) fn word(&self, at: usize) -> Option<(&str, &Piece)> {
        let (end, piece) = self.pieces.all.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.pieces.all[before].0);
        Some((&self.pieces.spelt[start..*end], piece))
    }

    /// The first atom that begins at `from` or behind it.
    fn atom(&mut self, text: &str, from: usize) -> Option<Atom> {
        let start = from + first_letter(&text[from..])?;
        let spelling = self.folded.len();
        let mut atom = Atom { range: start..start, folded: spelling..spelling, split: None };
        let plain = plain_letters(&text.as_bytes()[start..]);
        if plain > 0 {
            self.folded.push_str(&text[start..start + plain]);
            self.folded[spelling..].make_ascii_lowercase();
            atom.range.end = start + plain;
            atom.folded.end = spelling + plain;
            return Some(atom);
        }
        let (mut has_digits, mut is_mixed) = (false, false);
        for (offset, letter) in text[start..].char_indices() {
            let is_mark = || unicode_normalization::char::is_combining_mark(letter) || is_invisible(letter);
            if !is_letter(letter) && (letter.is_ascii() || !is_mark()) {
                break;
            }
            atom.range.end = start + offset + letter.len_utf8();
            if !has_digits && letter.is_numeric() {
                has_digits = true;
                atom.split = Some(self.folded.len() - spelling);
            }
            is_mixed |= has_digits && letter.is_alphabetic();
            if self.folded.len() - spelling < MAX_BYTES {
                fold_into(letter, &mut self.folded);
            }
        }
        atom.folded.end = self.folded.len();
        atom.split = atom.split.filter(|split| *split > 0 && *split < atom.folded.len() && !is_mixed);
        Some(atom)
    }

    /// Whether what stands between two atoms makes one word of them.
    fn joins(&self, between: &str, left: &Atom, right: &Atom) -> bool {
        let mut letters = between.chars();
        let (Some(joint), None) = (letters.next(), letters.next()) else { return false };
        let (left, right) = (&self.folded[left.folded.clone()], &self.folded[right.folded.clone()]);
        let is_number = |letter: char| letter.is_numeric();
        let (ends_in_digit, starts_with_digit) = (left.ends_with(is_number), right.starts_with(is_number));
        let are_digits = ends_in_digit && starts_with_digit;
        match joint {
            '/' | '&' | '_' | '@' => true,
            hyphen if is_hyphen(hyphen) => true,
            '–' | '−' | ':' => are_digits,
            ',' => are_digits && right.len() == 3 && left.len() <= 3,
            '.' => are_digits || (!ends_in_digit && !starts_with_digit),
            mark if is_apostrophe(mark) => !ends_in_digit && !starts_with_digit,
            _ => false,
        }
    }

    /// Writes the words of the chain and returns the next free position.
    fn write(&mut self, text: &str, position: usize) -> usize {
        let Cut { pieces, folded, chain, whole } = self;
        let spelling = |atom: &Atom| &folded[atom.folded.clone()];
        // Most words are nothing but letters.
        if let [atom] = &chain[..]
            && atom.split.is_none()
            && !text[..atom.range.start].ends_with(is_currency)
            && !text[atom.range.end..].starts_with('%')
            && !is_acronym_plural(&text[atom.range.clone()])
        {
            pieces.push(&[spelling(atom)], Piece::at(atom.range.clone(), (position, 1), Form::Whole));
            return position + 1;
        }
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return position };
        let joint = |index: usize| text[chain[index - 1].range.end..chain[index].range.start].chars().next();
        let is_possessive =
            chain.len() > 1 && spelling(last) == "s" && joint(chain.len() - 1).is_some_and(is_apostrophe);
        let base = if is_possessive { &chain[..chain.len() - 1] } else { &chain[..] };
        let parts: usize = base.iter().map(|atom| 1 + usize::from(atom.split.is_some())).sum();
        let end = base.last().map_or(first.range.end, |atom| atom.range.end);
        let is_too_long = base.len() > 1 && (parts > MAX_PARTS || end - first.range.start > MAX_BYTES);
        let is_letter_alone = |atom: &Atom| spelling(atom).chars().count() == 1 && atom.split.is_none();
        let is_dotted = base.len() > 1 && base.iter().all(is_letter_alone);

        whole.clear();
        for (index, atom) in base.iter().enumerate() {
            match (index > 0).then(|| joint(index)).flatten() {
                None | Some(',') => {}
                Some('.') if is_dotted => {}
                Some(mark) if is_apostrophe(mark) => {}
                Some(mark) if is_hyphen(mark) || mark == '–' || mark == '−' => {
                    if whole.ends_with(char::is_numeric) || spelling(atom).starts_with(char::is_numeric) {
                        whole.push('-');
                    }
                }
                Some(mark) => whole.push(mark),
            }
            whole.push_str(spelling(atom));
        }

        let start = first.range.start;
        if !is_too_long {
            let at = (position, parts);
            let sign = text[..start].chars().next_back().filter(|sign| is_currency(*sign));
            let percent = text[last.range.end..].starts_with('%');
            let form = if sign.is_some() || percent { Form::Part } else { Form::Whole };
            if let Some(sign) = sign {
                let signed = start - sign.len_utf8()..end;
                pieces.push(&[sign.encode_utf8(&mut [0; 4]), whole], Piece::at(signed, at, Form::Whole));
            } else if percent {
                pieces.push(&[whole, "%"], Piece::at(start..last.range.end + 1, at, Form::Whole));
            }
            if is_possessive {
                pieces.push(&[whole, "'s"], Piece::at(start..last.range.end, at, Form::Possessive));
            }
            if base.len() == 1 && is_acronym_plural(&text[start..end]) {
                pieces.push(&[whole], Piece::at(start..end, at, Form::Part));
                whole.pop();
            }
            pieces.push(&[whole], Piece::at(start..end, at, form));
        }
        if parts > 1 {
            let mut at = position;
            let form = if is_too_long { Form::Whole } else { Form::Part };
            for atom in base {
                let is_part = base.len() > 1 && atom.split.is_some();
                if is_part {
                    pieces.push(&[spelling(atom)], Piece::at(atom.range.clone(), (at, 2), form));
                }
                let form = if is_part { Form::Part } else { form };
                let (letters, digits) = spelling(atom).split_at(atom.split.unwrap_or_default());
                for part in [letters, digits].into_iter().filter(|part| !part.is_empty()) {
                    pieces.push(&[part], Piece::at(atom.range.clone(), (at, 1), form));
                    at += 1;
                }
            }
        }
        position + parts
    }
}

/// Where the first letter or digit is; most texts are ASCII, which is looked at byte by byte.
fn first_letter(text: &str) -> Option<usize> {
    let at = text.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    if text.as_bytes()[at].is_ascii() { Some(at) } else { Some(at + text[at..].find(is_letter)?) }
}

/// Length of a word of the letters `a` to `z` alone, with an end that no mark belongs to; 0 for every other word.
fn plain_letters(text: &[u8]) -> usize {
    let length = text.iter().take(MAX_BYTES).take_while(|byte| byte.is_ascii_alphabetic()).count();
    match text.get(length) {
        Some(next) if next.is_ascii_alphanumeric() || !next.is_ascii() => 0,
        _ => length,
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
