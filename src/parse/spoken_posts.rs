//! Posts that speak as one person: which words of a sentence are one, with the office it is of.

use super::known::Sort;
use super::tokens::Token;
use std::ops::Range;

/// `The Clerk`, `The PCC`, `The Town Mayor`, `The Chair, Cllr Berg`, `The Head of Legal and Democratic Services`.
pub(super) fn post_at(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    for length in 1..=4 {
        let token = tokens.get(at + length)?;
        if is_whole_post(token) {
            let next = tokens.get(at + length + 1).filter(|next| next.starts_upper() && !token.is_closed());
            let more = next.is_some_and(|next| next.known.is(Sort::PersonalPost));
            let end = at + length + 1 + usize::from(more);
            let longer = next.filter(|_| !more).and_then(|_| joined_post_at(tokens, at));
            return longer.or(Some(at..office_end(tokens, end)));
        }
        if !token.starts_upper() && tokens[at].raw != "the" || token.is_closed() {
            break;
        }
    }
    joined_post_at(tokens, at)
}

/// Whether a word ends the name of a post that speaks as one person.
fn is_whole_post(token: &Token) -> bool {
    token.known.is(Sort::PersonalPost)
        && !token.raw.ends_with(['.', ';', '’', '\''])
        && !token.raw.contains(['’', '\''])
}

/// A post takes at most so many words.
const LONGEST_POST: usize = 9;

/// `The Principal Overview and Scrutiny Officer`: words of one post joined inside it.
fn joined_post_at(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let is_part = |token: &&Token| token.starts_upper() || matches!(token.raw, "and" | "&");
    let behind = tokens.get(at + 1..tokens.len().min(at + LONGEST_POST))?;
    let words = &behind[..behind.iter().take_while(is_part).count()];
    let words = &words[..words.iter().position(Token::is_closed).map_or(words.len(), |at| at + 1)];
    let joined = words.iter().position(|token| !token.starts_upper())?;
    let last = words.iter().rposition(|token| is_whole_post(token) && token.starts_upper())?;
    // `The Council and Mayor`, `The Chair and Town Clerk`
    let is_one = joined > 0 && last > joined + 1 && !words[joined - 1].known.is(Sort::PersonalPost);
    is_one.then_some(at..at + last + 2)
}

/// Where the words end that tell of which office a post is: `of Legal and Democratic Services`, `of the Council`.
fn office_end(tokens: &[Token], end: usize) -> usize {
    let is_open =
        tokens.get(end).is_some_and(|token| matches!(token.raw, "of" | "for")) && !tokens[end - 1].is_closed();
    if !is_open {
        return end;
    }
    let mut last = end;
    for (at, token) in tokens.iter().enumerate().take(end + LONGEST_POST).skip(end + 1) {
        if token.starts_upper() {
            last = at + 1;
        } else if !matches!(token.raw, "and" | "&" | "of" | "the" | "for") {
            break;
        }
        if token.is_closed() {
            break;
        }
    }
    last
}

/// Where a post that opens at token `at` ends, with the office it is of: `Parks Officer`, `Acting Head of Parks`.
pub(super) fn named_post_end(tokens: &[Token], at: usize) -> Option<usize> {
    let words = tokens.get(at..tokens.len().min(at + LONGEST_POST))?;
    let last = words.iter().position(|token| token.known.is(Sort::PersonalPost) || token.is_closed())?;
    let is_post = words[last].known.is(Sort::PersonalPost) && !words[last].is_closed();
    let is_whole = words[..=last].iter().all(|token| token.starts_upper() || matches!(token.raw, "and" | "&"));
    (is_post && is_whole).then(|| office_end(tokens, at + last + 1))
}
