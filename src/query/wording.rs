//! The words that a text of a query consists of, as they are looked for.

use crate::index::{Form, Word, words};

/// Whether the terms of a field are stems or words as written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Terms {
    Stems,
    AsWritten,
}

/// The words of a text that are pieces of no other.
pub(super) fn wholes(found: &[Word]) -> impl Iterator<Item = &Word> {
    found.iter().filter(|word| word.form == Form::Whole)
}

/// The words a quotation consists of; as written, neither `PCC's` nor `PCCs` is `PCC`.
pub(super) fn spoken(found: &[Word], terms: Terms) -> Vec<&Word> {
    let mut chosen: Vec<&Word> = Vec::new();
    for (at, word) in found.iter().enumerate() {
        // The plural of an acronym is a piece as long as the acronym it goes with.
        let is_plural = || found.get(at + 1).is_some_and(|next| next.form == Form::Whole && next.range == word.range);
        match word.form {
            Form::Possessive if terms == Terms::AsWritten => chosen.push(word),
            Form::Part if terms == Terms::AsWritten && is_plural() => chosen.push(word),
            Form::Whole if chosen.last().is_none_or(|last| last.position < word.position) => chosen.push(word),
            _ => {}
        }
    }
    chosen
}

/// Whether a text may have the word in one as well: it is of letters joined by hyphens.
pub(super) fn is_joined(word: &Word, text: &str) -> bool {
    let is_hyphened = word.length > 1 && text[word.range.clone()].contains(crate::index::is_hyphen);
    is_hyphened && !word.text.contains(char::is_numeric)
}

/// The words at their places in a text that has the joined ones in one, if any are: `Dale-White said`, `DaleWhite said`.
pub(super) fn joined<'w>(spoken: &[&'w Word], text: &str) -> Option<Vec<(usize, &'w Word)>> {
    let mut less = 0;
    let mut placed = Vec::with_capacity(spoken.len());
    for word in spoken {
        placed.push((word.position - less, *word));
        less += if is_joined(word, text) { word.length - 1 } else { 0 };
    }
    placed.iter().any(|(place, word)| *place != word.position).then_some(placed)
}

pub(super) fn within(part: &Word, whole: &Word) -> bool {
    (whole.position..whole.position + whole.length).contains(&part.position)
}

/// The folded word that a prefix or a misspelling consists of.
pub(super) fn last_word(text: &str) -> Option<String> {
    wholes(&words(text)).last().map(|word| word.text.clone())
}
