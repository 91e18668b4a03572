//! Reporting clauses: a person or post as the subject of a reporting verb.

use super::initials::latin;
use super::known::Sort;
use super::listing::post_words;
use super::reporting::{is_verb, verb_at};
use super::roster::Roster;
use super::spoken_posts::{named_post_end, post_at};
use super::tokens::Token;
use std::borrow::Cow;
use std::ops::Range;

/// A subject with its reporting verb, as token positions.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub subject: Range<usize>,
    /// Further subjects joined to it (`AB and CD noted`).
    pub joined: Vec<Range<usize>>,
    /// First token of the verb.
    pub verb: usize,
}

impl Clause {
    /// All subjects, in order.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Range<usize>> {
        std::iter::once(&self.subject).chain(&self.joined)
    }
}

/// The verb of a clause stands within so many tokens of its start.
const REACH: usize = 60;

/// Reads a clause whose subject starts at token `at`.
pub(super) fn clause_at(tokens: &[Token], at: usize, roster: &Roster) -> Option<Clause> {
    let behind = tokens.get(at + 1..tokens.len().min(at + REACH))?;
    if !behind.iter().any(is_verb) {
        return None;
    }
    let subject = subject_at(tokens, at, roster)?;
    let mut next = subject.end;
    let mut joined = Vec::new();
    while let Some(more) = joined_subject(tokens, next, roster) {
        next = more.end;
        joined.push(more);
    }
    // `The Chairman, Councillor Berg reported`: one person by post and name
    let mut subject = subject;
    if let [name] = &joined[..]
        && tokens[subject.start].raw.eq_ignore_ascii_case("the")
        && name.start == subject.end
        && !tokens[name.start].raw.eq_ignore_ascii_case("the")
    {
        subject.end = name.end;
        joined.clear();
    }
    next = after_apposition(tokens, next);
    next = after_manner(tokens, next);
    let verb = verb_at(tokens, next, !joined.is_empty())?;
    let clause = Clause { subject, joined, verb };
    let is_sure = is_opening(tokens, at) || clause.subjects().all(|subject| is_known(tokens, subject, roster));
    is_sure.then_some(clause)
}

/// Whether a token opens a sentence or a bullet.
fn is_opening(tokens: &[Token], at: usize) -> bool {
    at == 0
        || tokens[at - 1].raw.ends_with(['.', '?', '!', ':', '•', '”', '"'])
        || matches!(tokens[at - 1].raw, "o" | "-" | "–" | "*")
}

fn is_known(tokens: &[Token], subject: &Range<usize>, roster: &Roster) -> bool {
    let first = &tokens[subject.start];
    is_letters(&latin(first.word))
        || first.word == "The"
        || first.known.title().is_some()
        || tokens[subject.clone()].iter().any(|token| roster.has_word(token.word))
        || roster.find(&written(tokens, subject)).is_some()
}

/// The subject as written, punctuation at its ends left out.
pub(super) fn written<'a>(tokens: &[Token<'a>], subject: &Range<usize>) -> Cow<'a, str> {
    fn bare(text: &str) -> &str {
        match text.as_bytes() {
            [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => text,
            _ => text.trim_end_matches([',', ':', ';', '.']).trim_matches(['[', ']', '*', '"', '“']),
        }
    }
    match written_out(&tokens[subject.clone()]) {
        Cow::Borrowed(word) => Cow::Borrowed(bare(word)),
        Cow::Owned(words) => Cow::Owned(bare(&words).to_owned()),
    }
}

/// Tokens as they stand, one blank apart.
pub(super) fn written_out<'a>(tokens: &[Token<'a>]) -> Cow<'a, str> {
    match tokens {
        [] => Cow::Borrowed(""),
        [word] => Cow::Borrowed(word.raw),
        [first, rest @ ..] => {
            let mut whole = String::with_capacity(tokens.iter().map(|token| token.raw.len() + 1).sum());
            whole.push_str(first.raw);
            rest.iter().for_each(|token| whole.extend([" ", token.raw]));
            Cow::Owned(whole)
        }
    }
}

/// Letters that can be somebody's initials: two to four capitals.
pub(super) fn is_letters(word: &str) -> bool {
    // no script needs more than four bytes a letter
    (2..=16).contains(&word.len())
        && (2..=4).contains(&word.chars().count())
        && word.chars().all(|c| c.is_alphabetic() && c.is_uppercase())
}

/// The subject starting at token `at`: initials, a post, a titled or listed name, a pronoun.
pub(super) fn subject_at(tokens: &[Token], at: usize, roster: &Roster) -> Option<Range<usize>> {
    let first = tokens.get(at)?;
    if first.raw == "the" {
        return post_at(tokens, at);
    }
    if !opens(first) || first.raw.ends_with(['.', ';']) && first.known.title().is_none() && !is_initial(first) {
        return None;
    }
    if first.raw.starts_with('@') {
        return roster.has_word(first.word).then_some(at..at + 1);
    }
    let letters = latin(first.word);
    if is_letters(&letters) && first.known.title().is_none() || roster.has_initials(&letters) {
        let is_person = roster.has_initials(&letters) || letters.chars().count() <= 3 && !first.raw.ends_with(':');
        let with_note = tokens.get(at + 1).is_some_and(|next| {
            next.raw.starts_with('(') && next.raw.ends_with(')') && next.starts_upper() && roster.has_word(next.word)
        });
        return (is_person && first.word.len() >= letters.len()).then_some(at..at + 1 + usize::from(with_note));
    }
    if let Some(end) = lone_post(tokens, at) {
        return Some(at..end);
    }
    match first.raw {
        "He" | "She" => return Some(at..at + 1),
        "The" => return post_at(tokens, at).or_else(|| lettered_post_at(tokens, at, roster)),
        _ => {}
    }
    named_at(tokens, at, roster)
}

/// `Chairman said`, `Vice Chair reported`: a post without its article, what its holder said right behind it.
fn lone_post(tokens: &[Token], at: usize) -> Option<usize> {
    let first = &tokens[at];
    let may_be = first.known.is(Sort::PersonalPost) || first.known.is(Sort::Post);
    if !may_be || !first.starts_upper() || !is_opening(tokens, at) {
        return None;
    }
    let end = at + post_words(&tokens[at..tokens.len().min(at + 4)]);
    let last = tokens[at..end].last().filter(|last| last.known.is(Sort::PersonalPost) && !last.is_closed())?;
    let speaks = tokens.get(end).is_some_and(Token::is_lower) && verb_at(tokens, end, false).is_some();
    (speaks && last.raw.len() == last.word.len()).then_some(end)
}

/// Whether a token opens as a subject does: with a capital, a bracket, a mark of emphasis or speech.
pub(super) fn opens(token: &Token) -> bool {
    match token.raw.as_bytes() {
        [first, ..] if first.is_ascii() => first.is_ascii_uppercase() || matches!(first, b'[' | b'*' | b'"' | b'@'),
        _ => token.raw.starts_with(|c: char| c.is_uppercase() || c == '“'),
    }
}

/// `H.` of `H. Moss`.
fn is_initial(token: &Token) -> bool {
    token.raw.len() == 2 && token.raw.ends_with('.') && token.starts_upper()
}

/// `The CEX`: the letters of somebody's post.
fn lettered_post_at(tokens: &[Token], at: usize, roster: &Roster) -> Option<Range<usize>> {
    let letters = tokens.get(at + 1).filter(|token| is_letters(token.word) && token.raw == token.word)?;
    roster.find(&format!("The {}", letters.word)).map(|_| at..at + 2)
}

/// A titled name, or words that are somebody's name on the list, or two words that look like a name.
fn named_at(tokens: &[Token], at: usize, roster: &Roster) -> Option<Range<usize>> {
    let titles = tokens[at..]
        .iter()
        .take(4)
        .take_while(|token| {
            token.known.title().is_some() && !token.raw.ends_with([',', ';', ':']) || token.raw.ends_with("Insp.")
        })
        .count();
    let titles = titles.max(posts_at(tokens, at, roster));
    let mut end = at + titles;
    while end < tokens.len() && end < at + titles + 4 {
        let token = &tokens[end];
        if end > at + titles && is_letters(&latin(token.word)) {
            break;
        }
        let is_particle = end > at + titles && matches!(token.word, "van" | "von" | "de" | "der" | "den" | "la");
        let is_name = token.starts_upper() && !token.word.chars().any(|c| c.is_numeric()) && !is_possessive(token.word);
        let known = &token.known;
        let is_plain = || {
            !known.is(Sort::Organisation) && !known.is(Sort::Post) && known.verb().is_none()
                || roster.has_word(token.word)
        };
        if !(is_particle || is_name && is_plain()) {
            break;
        }
        end += 1;
        if token.is_closed() && !(token.raw.ends_with('.') && token.word.chars().count() == 1) {
            break;
        }
    }
    let count = end - at - titles;
    if count == 0 {
        let is_lone_post = titles >= 1
            && tokens[at + titles - 1].known.is(Sort::PersonalPost)
            && roster.find(&format!("The {}", tokens[at + titles - 1].word)).is_some();
        return is_lone_post.then_some(at..at + titles);
    }
    let looks_like_name = (2..=3).contains(&count) && !tokens[at].known.is(Sort::NotOpener)
        || count == 1 && tokens[at].known.is(Sort::GivenName);
    let is_listed = || {
        tokens[at + titles..end].iter().all(|token| roster.has_word(token.word))
            || roster.find(&written(tokens, &(at..end))).is_some()
    };
    (titles > 0 || looks_like_name || is_listed()).then_some(at..end)
}

/// `AB's`, and not `O'Hara` or `D’Arcy`.
fn is_possessive(word: &str) -> bool {
    let mark = word.find(['’', '\'']);
    mark.is_some_and(|at| at > 1 || !word[at..].chars().nth(1).is_some_and(char::is_uppercase))
}

/// How many words are the post of somebody on the list whose name stands behind it: `City Manager` of `City Manager Moss`.
fn posts_at(tokens: &[Token], at: usize, roster: &Roster) -> usize {
    let is_post = |token: &&Token| {
        let is_word = token.known.is(Sort::Post) || token.known.is(Sort::PersonalPost) || is_member(token);
        token.starts_upper() && !token.is_closed() && (is_word || token.known.is(Sort::Organisation))
    };
    let count = tokens[at..].iter().take(4).take_while(is_post).count();
    let is_personal =
        count > 0 && (tokens[at + count - 1].known.is(Sort::PersonalPost) || is_member(&tokens[at + count - 1]));
    let is_listed = |name: &Token| name.starts_upper() && roster.has_word(name.word);
    let name = at + count + usize::from(tokens.get(at + count).is_some_and(|token| token.word.chars().count() == 1));
    let is_somebody = || tokens.get(name).is_some_and(is_listed) || speaks(&tokens[name.min(tokens.len())..]);
    if is_personal && is_somebody() { count } else { 0 }
}

/// `Hale reported`: a word that may be a surname, and right behind it what its bearer did.
fn speaks(tokens: &[Token]) -> bool {
    let [name, next, rest @ ..] = tokens else { return false };
    let verb = if next.known.is(Sort::Adverb) { rest.first().unwrap_or(next) } else { next };
    let sorts = [Sort::Post, Sort::Organisation, Sort::NotOpener, Sort::Place];
    let is_surname = name.starts_upper()
        && name.raw.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
        && !is_possessive(name.word)
        && name.word.contains(|c: char| c.is_lowercase())
        && name.known.verb().is_none()
        && !sorts.iter().any(|sort| name.known.is(*sort));
    is_surname && verb.is_lower() && verb.known.verb().is_some()
}

/// `Member Moss`, `Board Member Moss`.
fn is_member(token: &Token) -> bool {
    token.raw == "Member"
}

/// `, CD` or `and CD` behind a subject.
fn joined_subject(tokens: &[Token], at: usize, roster: &Roster) -> Option<Range<usize>> {
    let previous = tokens.get(at.checked_sub(1)?)?;
    let token = tokens.get(at)?;
    let start = if matches!(token.raw, "and" | "&" | "+") {
        at + 1
    } else if previous.raw.ends_with(',') {
        at
    } else {
        return None;
    };
    let subject = subject_at(tokens, start, roster)?;
    // `Mrs Berg, the Safety Officer, reminded`, `in answer to Mrs Berg, the Treasurer said`: nobody joins her
    if tokens[start].raw == "the" && start == at {
        return None;
    }
    let pronoun = matches!(tokens[start].raw, "He" | "She");
    (!pronoun).then_some(subject)
}

/// Skips `in reply`, `in proposing the motion`: how somebody speaks, between subject and verb.
fn after_manner(tokens: &[Token], at: usize) -> usize {
    const LONGEST: usize = 6;
    let is_manner = |token: &Token| {
        matches!(token.word, "reply" | "response" | "answer" | "turn" | "conclusion" | "summary" | "support")
            || token.word.ends_with("ing")
    };
    if tokens.get(at).is_none_or(|token| token.raw != "in") || !tokens.get(at + 1).is_some_and(is_manner) {
        return at;
    }
    let ends = |next: &usize| tokens.get(*next).is_some_and(is_verb);
    let verb = (at + 2..=at + LONGEST)
        .find(ends)
        .filter(|&verb| tokens[at..verb].iter().all(|token| token.is_lower() && !token.is_closed()));
    verb.unwrap_or(at)
}

/// Skips `, Chief Executive,` and bracketed notes behind a subject.
fn after_apposition(tokens: &[Token], at: usize) -> usize {
    let mut next = at;
    if tokens.get(next).is_some_and(|token| token.raw.starts_with('('))
        && let Some(close) = (next..tokens.len().min(next + 6)).find(|&index| tokens[index].raw.contains(')'))
    {
        next = close + 1;
    }
    if next > 0 && tokens.get(next - 1).is_some_and(|token| token.raw.ends_with(',')) {
        let end = tokens.len().min(next + 9);
        if let Some(close) = (next..end).find(|&index| tokens[index].raw.ends_with(',')) {
            let is_told = matches!(
                tokens[next].raw,
                "the"
                    | "a"
                    | "an"
                    | "of"
                    | "from"
                    | "for"
                    | "representing"
                    | "in"
                    | "on"
                    | "as"
                    | "speaking"
                    | "having"
                    | "when"
            );
            let is_post = is_told
                || tokens[next..=close].iter().any(|token| {
                    token.known.is(Sort::Post) || token.known.is(Sort::Organisation) || token.word == "who"
                });
            if is_post {
                return close + 1;
            }
        }
        // `Ida Berg, Head of Parks presented`: the second comma left out
        let is_verb_behind = |end: &usize| tokens.get(*end).is_some_and(|token| token.is_lower() && is_verb(token));
        return named_post_end(tokens, next).filter(is_verb_behind).unwrap_or(next);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn subjects_with_a_reporting_verb_make_a_clause() {
        fn check(input: &str, expected: Option<(&str, &str)>) {
            let tokens = tokens(input);
            let got = clause_at(&tokens, 0, &Roster::default()).map(|clause| {
                let who: Vec<String> =
                    clause.subjects().map(|subject| written(&tokens, subject).into_owned()).collect();
                (who.join("+"), tokens[clause.verb].word.to_owned())
            });
            assert_eq!(got, expected.map(|(who, verb)| (who.to_owned(), verb.to_owned())), "{input}");
        }
        check("AB also noted that it rains", Some(("AB", "noted")));
        check("AB, CD and EF discussed the matter", Some(("AB+CD+EF", "discussed")));
        check("The Clerk advised that it rains", Some(("The Clerk", "advised")));
        check("The Committee advised that it rains", None);
        check("Cllr Mrs Berg proposed the motion", Some(("Cllr Mrs Berg", "proposed")));
        check("T/Inspector Tom Moss presented the report", Some(("T/Inspector Tom Moss", "presented")));
        check("[AB] reported on progress", Some(("AB", "reported")));
        check("He further noted the rate", Some(("He", "noted")));
        check("AB gave apologies for the next meeting", None);
        check("AB has requested an audit", Some(("AB", "requested")));
        check("Northmere Council said no", None);
        check("H. Moss asked if it rains", Some(("H. Moss", "asked")));
        check("Hannah mentioned that it rains", Some(("Hannah", "mentioned")));
        check("Highways mentioned that it rains", None);
        check("Mr Moss has moved to other work", None);
        check("Cllr Moss Seconded - Cllr Berg", None);
        check("Mr Tom Moss, the applicant, said that it rains", Some(("Mr Tom Moss", "said")));
        check("Cllr O'Hara asked why", Some(("Cllr O'Hara", "asked")));
        check("AB sets the motion", Some(("AB", "sets")));
        check("The Head of Legal and Tidal Services noted it", Some(("The Head of Legal and Tidal Services", "noted")));
        check(
            "The Senior Overview and Scrutiny Officer said so",
            Some(("The Senior Overview and Scrutiny Officer", "said")),
        );
        check("The Leader of the Council replied that it rains", Some(("The Leader of the Council", "replied")));
        check("The Board and Clerk agreed the plan", None);
        check("Ida Berg, Head of Parks presented the plan", Some(("Ida Berg", "presented")));
    }
}
