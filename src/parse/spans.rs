//! The words of a text: where each stands, with what is known of it.

use super::known::{self, Known, Sort, known};
use super::tokens::Token;
use super::words::bare;

/// A word of a text: where its token stands, and where the word in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub token: (u32, u32),
    pub word: (u32, u32),
    pub known: Known,
}

impl Span {
    /// The token, of a text that starts at byte `from` of the one the places are counted in.
    pub(super) fn token<'a>(&self, text: &'a str, from: u32) -> Token<'a> {
        let (start, end) = ((self.token.0 - from) as usize, (self.token.1 - from) as usize);
        let raw = &text[start..end];
        let is_bare = self.word == self.token;
        let word = if is_bare { raw } else { &text[(self.word.0 - from) as usize..(self.word.1 - from) as usize] };
        Token { raw, word, start, known: self.known }
    }
}

/// The words of a text, one after the other.
pub(super) struct Spans<'a> {
    text: &'a str,
    at: usize,
    /// What is known of any of those gone through.
    pub known: Known,
    /// Their marks.
    pub marks: Marks,
}

impl<'a> Spans<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0, known: Known::default(), marks: Marks::default() }
    }

    /// Adds all words to a list.
    pub(super) fn add_to(&mut self, list: &mut Vec<Span>) {
        while let Some(span) = self.one() {
            list.push(span);
        }
    }

    /// The next word, found where it is asked for: the words of a document are many.
    #[inline(always)]
    fn one(&mut self) -> Option<Span> {
        if self.at >= self.text.len() {
            return None;
        }
        let span = self.plain().or_else(|| self.any())?;
        self.known = self.known.or(span.known);
        Some(span)
    }

    /// A word as most are: up to 15 letters and figures of ASCII, perhaps marks around them, then a blank or the end.
    #[inline(always)]
    fn plain(&mut self) -> Option<Span> {
        let rest = &self.text.as_bytes()[self.at..];
        let lead = marks(rest);
        let (length, known) = known::opening(&rest[lead..])?;
        let (word, behind) = rest[lead..].split_at(length);
        let tail = marks(behind);
        if !matches!(behind.get(tail), None | Some(b' ')) {
            return None;
        }
        let (start, end) = (self.at + lead, self.at + lead + length);
        let token = (self.at as u32, (end + tail) as u32);
        self.at = self.text.len().min(end + tail + 1);
        let mut known = known;
        if lead + tail > 0 {
            rest[..lead].iter().chain(&behind[..tail]).for_each(|mark| self.marks.add(*mark));
            known = if ends_open(behind[..tail].last()) { known } else { known.with(Sort::Closes) };
        }
        if are_capitals(word) {
            known = known.with(Sort::Letters);
        }
        Some(Span { token, word: (start as u32, end as u32), known })
    }

    /// The next word of any kind.
    #[cold]
    fn any(&mut self) -> Option<Span> {
        let bytes = self.text.as_bytes();
        let (mut start, mut end) = (self.at, self.at);
        while let Some(&byte) = bytes.get(self.at) {
            let class = CLASSES[usize::from(byte)];
            let (is_blank, length) = match class {
                BLANK => (true, 1),
                LETTER | MARK => (false, 1),
                _ => self.text[self.at..].chars().next().map_or((false, 1), |c| (c.is_whitespace(), c.len_utf8())),
            };
            self.at += length;
            if !is_blank {
                end = self.at;
                if class != LETTER {
                    self.marks.add(byte);
                }
                continue;
            }
            if byte != b' ' || start == end {
                self.marks.add(ODD_BLANK);
            }
            if start < end {
                break;
            }
            (start, end) = (self.at, self.at);
        }
        if start == end {
            return None;
        }
        let raw = &self.text[start..end];
        let word = bare(raw);
        let from = start + (word.as_ptr() as usize - raw.as_ptr() as usize);
        Some(Span {
            token: (start as u32, end as u32),
            word: (from as u32, (from + word.len()) as u32),
            known: known_of(raw, word),
        })
    }
}

impl Iterator for Spans<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        self.one()
    }
}

/// What is known of a word, and what its looks tell: whether it may be letters that stand for somebody, two to four
/// capitals of any script, and whether a sentence may end with what is printed of it.
pub(super) fn known_of(raw: &str, word: &str) -> Known {
    let may_be_letters = match word.as_bytes() {
        capitals @ [b'A'..=b'Z', ..] => are_capitals(capitals) || !word.is_ascii(),
        [first, ..] => !first.is_ascii(),
        [] => false,
    };
    let closes = !ends_open(raw.as_bytes().last());
    let known = if may_be_letters { known(word).with(Sort::Letters) } else { known(word) };
    if closes { known.with(Sort::Closes) } else { known }
}

/// Whether no sentence ends with a byte: most words end in a letter or with a comma.
fn ends_open(last: Option<&u8>) -> bool {
    last.is_none_or(|last| last.is_ascii_alphanumeric() || *last == b',')
}

/// With how many marks of ASCII a text opens.
fn marks(text: &[u8]) -> usize {
    text.iter().take_while(|byte| CLASSES[usize::from(**byte)] == MARK).count()
}

/// Whether a word is two to four capitals of ASCII.
fn are_capitals(word: &[u8]) -> bool {
    matches!(word, [b'A'..=b'Z', ..]) && matches!(word.len(), 2..=4) && word.iter().all(u8::is_ascii_uppercase)
}

/// Which bytes that are no letters or figures of ASCII stand in a text, but for blanks: a bit for each mark, one for all else.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks(u64);

impl Marks {
    fn add(&mut self, byte: u8) {
        self.0 |= Self::bit(byte);
    }

    /// Whether one of some bytes may be there.
    pub(super) fn may_hold(self, bytes: &[u8]) -> bool {
        bytes.iter().any(|byte| self.0 & Self::bit(*byte) != 0)
    }

    /// Whether some words stand apart by more than one blank, or by another one.
    pub(super) fn has_odd_blank(self) -> bool {
        self.may_hold(&[ODD_BLANK])
    }

    fn bit(byte: u8) -> u64 {
        if byte.is_ascii() { 1 << (byte % 64) } else { 1 }
    }
}

/// Stands for all blanks but single ones among the marks: no mark has its bit.
const ODD_BLANK: u8 = b'\n';

/// Classes of bytes.
const LETTER: u8 = 0;
const BLANK: u8 = 1;
const MARK: u8 = 2;
const OTHER: u8 = 3;

static CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 128u8 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b' ' | b'\t'..=b'\r' => BLANK,
            _ => MARK,
        };
        byte += 1;
    }
    classes
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_blanks_and_freed_of_their_marks() {
        fn check(text: &str) {
            let got: Vec<_> = Spans::of(text).map(|span| span.token(text, 0)).collect();
            let got: Vec<_> = got.iter().map(|token| (token.raw, token.word, token.known)).collect();
            let expected: Vec<_> =
                text.split_whitespace().map(|raw| (raw, bare(raw), known_of(raw, bare(raw)))).collect();
            assert_eq!(got, expected, "{text}");
        }
        check("(AB) [CD], *so*: -- a-b. ((x");
        check("AB noted, that \"it's\" 12/15 (a) Noted:  then\tthe\u{a0}end");
        check(" T/Inspector Über-all internationalisation, internationalise administrative. \n• Ж. - t a");
        check("");
        check("was.");
    }

    #[test]
    fn marks_are_told_wherever_they_stand() {
        let marks = |text: &str| {
            let mut spans = Spans::of(text);
            spans.by_ref().for_each(drop);
            spans.marks
        };
        assert!(marks("It is so: 12/15").may_hold(b":") && marks("It is so: 12/15").may_hold(b"/"));
        assert!(marks("It is so \u{2013} there").may_hold("\u{2013}".as_bytes()));
        assert!(!marks("It is so, there.").may_hold(b":/("));
        assert!(!marks("(It) is so: there.").has_odd_blank());
        for text in ["It  is", "It\u{a0}is", "It\nis.", " It", "It's  "] {
            assert!(marks(text).has_odd_blank(), "{text}");
        }
    }
}
