//! Where a personal name starts and ends in a text: ranks, first names, particles, surnames.

use super::initials::latin;
use super::known::{Known, Sort, known};
use super::table::is_initials;
use super::tokens::{Token, starts_upper};
use super::words::bare;

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "da"
            | "di"
            | "la"
            | "le"
            | "bin"
            | "al"
            | "ter"
            | "du"
            | "dos"
            | "st"
            | "St"
    )
}

/// Whether a word can be part of a personal name.
pub(super) fn is_name_word(word: &str) -> bool {
    let word = bare(word);
    is_name(word, known(word))
}

/// The same, where it is known what the tables say of the word.
pub(super) fn is_name(word: &str, known: Known) -> bool {
    if !starts_upper(word)
        || known.is(Sort::Post)
        || known.is(Sort::Organisation)
        || word.contains(|c: char| c.is_numeric() || c == '&')
    {
        return false;
    }
    // `Executive’s Office`
    if word.ends_with('s') && (word.ends_with("’s") || word.ends_with("'s")) {
        return false;
    }
    let is_acronym = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
    let is_function = matches!(
        word,
        "The"
            | "A"
            | "An"
            | "And"
            | "Of"
            | "For"
            | "In"
            | "To"
            | "Also"
            | "By"
            | "No"
            | "None"
            | "All"
            | "Item"
            | "Action"
            | "Agenda"
    );
    (!is_acronym || word.chars().nth(5).is_some()) && !is_function
}

/// Rank and name at the start of `words`: how many words are rank, how many the whole.
///
/// `is_titled` where a title of many before them holds for them, so that a surname alone is a name.
pub(super) fn name_at(words: &[Token], is_titled: bool) -> Option<(usize, usize)> {
    // `Councillors: A Berg, T Moss`
    let is_open = |word: &Token| !ends_group(word.raw) || word.known.is(Sort::Many) && word.raw.ends_with(':');
    let titles = words.iter().take_while(|word| word.known.title().is_some() && is_open(word)).count();
    let mut end = titles;
    let mut count = 0;
    while end < words.len() && count < 4 {
        let token = &words[end];
        let word = token.raw;
        let starts_bracket = word.starts_with(['(', '[']);
        if starts_bracket {
            break;
        }
        let is_initial = token.word == "A" && words.get(end + 1).is_some_and(|next| is_name(next.word, next.known));
        let is_surname = || count > 0 && is_initial_of_name(words[end - 1].raw) && is_capital_surname(word);
        if is_name(token.word, token.known)
            || is_initial
            || end == titles && is_short_first_name(&words[end..])
            || is_surname()
        {
            count += 1;
        } else if !(count > 0
            && is_particle(word)
            && words.get(end + 1).is_some_and(|next| is_name(next.word, next.known)))
        {
            break;
        }
        end += 1;
        if ends_group(word) {
            break;
        }
    }
    // "Martin Store Norfield County Council": the last word belongs to the organisation
    let ended = words[..end].last().is_some_and(|word| ends_group(word.raw));
    let is_organisation = |next: &Token| next.known.is(Sort::Organisation) && !next.raw.starts_with(['(', '[']);
    if count == 3 && !ended && words.get(end).is_some_and(is_organisation) {
        return Some((titles, end - 1));
    }
    if count == 1 && titles == 0 && end < words.len() {
        // "Ina garland (IG)": a surname typed in lower case, alone before a bracket or the end
        let next = &words[end];
        let closes = words.get(end + 1).is_none_or(|after| after.raw.starts_with(['(', '[']));
        if closes
            && next.raw != "and"
            && next.raw.starts_with(char::is_lowercase)
            && next.raw.chars().all(char::is_alphabetic)
            && !next.known.is(Sort::Organisation)
            && next.raw.len() > 2
            && !ends_group(words[end - 1].raw)
            && !next.known.is(Sort::Post)
        {
            return Some((titles, end + 1));
        }
    }
    let is_lone_initial = count == 1 && words[end - 1].word.chars().count() == 1;
    let has_bracket = words.get(end).is_some_and(|word| is_bracketed_initials(word.raw));
    (count >= 2 || (count == 1 && !is_lone_initial && (titles > 0 || has_bracket || is_titled)))
        .then_some((titles, end))
}

/// `K.` before a surname.
fn is_initial_of_name(word: &str) -> bool {
    matches!(word.as_bytes(), [letter, b'.'] if letter.is_ascii_uppercase())
}

/// `COYLE` of `K. COYLE,`: letters that by themselves might stand for something.
fn is_capital_surname(word: &str) -> bool {
    let letters = word.trim_end_matches([',', ';', '.']);
    letters.len() > 2 && letters.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// `JF` of `JF Bastow (JFB)`: two capitals that the initials in brackets begin with.
fn is_short_first_name(words: &[Token]) -> bool {
    let [first, surname, letters, ..] = words else { return false };
    first.raw.len() == 2
        && first.raw.bytes().all(|letter| letter.is_ascii_uppercase())
        && is_name(surname.word, surname.known)
        && is_bracketed_initials(letters.raw)
        && letters.word.starts_with(first.raw)
}

/// Whether a mark behind a word ends a name.
pub(super) fn ends_group(word: &str) -> bool {
    word.ends_with([',', ';', ':', ')', ']'])
}

/// `(AB)`, `[AB],`.
pub(super) fn is_bracketed_initials(word: &str) -> bool {
    let inner = word.trim_end_matches([',', ';', '.', '*']);
    (inner.starts_with('(') && inner.ends_with(')') || inner.starts_with('[') && inner.ends_with(']'))
        && is_initials(&latin(inner))
}
