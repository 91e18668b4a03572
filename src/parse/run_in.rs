//! Headings that the layout ran into the text that follows: told by the sentence that starts in mid-line.

use super::clause::clause_at;
use super::hold::trimmed;
use super::known::Sort;
use super::numbers;
use super::reporting;
use super::roster::Roster;
use super::tokens::{self, Token, Words, sentence_end};
use super::words;
use rustc_hash::FxHashSet;
use std::cell::RefCell;

/// A heading of more words than this is none.
const LONGEST: usize = 13;

/// The sentence behind a run-in heading has told itself within so many words.
pub(super) const REACH: usize = 80;

/// So many words tell whether a text may follow a heading: those of the longest one, and what stands behind it.
pub(super) const OPENING: usize = LONGEST + 2;

/// Words that stand in lower case somewhere in the document: such a word is no name when it is capitalised.
#[derive(Debug, Default)]
pub(super) struct Vocabulary<'a> {
    texts: Vec<&'a str>,
    /// The words of the first texts, of as many as had to be read.
    read: RefCell<(usize, FxHashSet<&'a str>)>,
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary of the texts.
    pub(super) fn of(texts: impl Iterator<Item = &'a str>) -> Self {
        Self { texts: texts.collect(), read: RefCell::default() }
    }

    /// Texts are read until the word is found: what is common stands in the first of them.
    fn is_common(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let (count, words) = &mut *self.read.borrow_mut();
        while !words.contains(word.as_str()) {
            let Some(text) = self.texts.get(*count) else { return false };
            let found = text.split(|c: char| !c.is_alphabetic());
            words.extend(found.filter(|word| word.len() > 2 && word.starts_with(|c: char| c.is_ascii_lowercase())));
            *count += 1;
        }
        true
    }
}

/// How much must speak for a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// A number or the start of a cell announces one: any sentence that starts behind it will do.
    Announced,
    /// Only a paragraph or sentence starts: a person who speaks must follow.
    Strong,
}

/// Byte at which the text behind a run-in heading starts, if `tokens` open with such a heading.
pub(super) fn split(
    tokens: &[Token],
    roster: &Roster,
    (vocabulary, evidence): (&Vocabulary, Evidence),
) -> Option<usize> {
    let tokens = &tokens[..tokens.len().min(REACH)];
    if !may_open(tokens.first()?, evidence) || clause_at(tokens, 0, roster).is_some() {
        return None;
    }
    let candidates = candidates(tokens);
    let strong = candidates.iter().copied().find(|&at| {
        let clause = clause_at(tokens, at, roster).is_some_and(|_| !is_part_of_subject(tokens, at));
        clause || is_formula(tokens, at) || opens_codes(tokens, at)
    });
    let weak = || candidates.iter().copied().find(|&at| starts_sentence(tokens, at, vocabulary));
    strong.or_else(|| if evidence == Evidence::Announced { weak() } else { None }).map(|at| tokens[at].start)
}

/// Whether a run-in heading may open with a token.
pub(super) fn may_open(first: &Token, evidence: Evidence) -> bool {
    let is_task = evidence == Evidence::Announced && first.word == "To";
    let is_closed = first.known.is(Sort::NotOpener) && !is_task || first.known.verb().is_some();
    let is_person = first.known.title() == Some(words::Title::Courtesy);
    first.starts_upper() && !is_closed && !is_person
}

/// Whether a text may follow the heading that some tokens open with, of which the first `OPENING` tell.
pub(super) fn may_follow(tokens: &[Token]) -> bool {
    !candidates(tokens).is_empty()
}

/// Tokens at which the text behind a heading may start.
fn candidates(tokens: &[Token]) -> Vec<usize> {
    let tokens = &tokens[..sentence_end(tokens, 0).min(LONGEST + 1)];
    let mut found = Vec::new();
    for at in 1..tokens.len() {
        let previous = &tokens[at - 1];
        let is_mark = previous.word.is_empty() && !matches!(previous.raw, "&" | "/" | "-" | "–");
        if is_mark || is_sentence_word(previous, at - 1) {
            break;
        }
        let opens = tokens[at].raw.starts_with(|c: char| c.is_uppercase() || c == '[')
            && !cannot_end_heading(previous)
            && !is_initial(tokens, at - 1);
        if opens || opens_codes(tokens, at) {
            found.push(at);
        }
    }
    found
}

/// A word that no heading holds: a finite verb, or a reporting verb in the past.
fn is_sentence_word(token: &Token, at: usize) -> bool {
    let word = token.word;
    (token.known.is(Sort::FiniteVerb)
        || (at > 0 && token.known.verb().is_some() && (word.ends_with("ed") || word == "said")))
        && token.is_lower()
}

/// `Road safety, AB noted` is a phrase before its clause, `of AB` is part of one.
fn cannot_end_heading(token: &Token) -> bool {
    token.raw.ends_with([',', ';', ')']) && token.raw.ends_with(',')
        || token.is_lower()
            && (token.known.is(Sort::NotOpener) && token.word != "general"
                || matches!(token.word, "such" | "than" | "via" | "into" | "between" | "towards" | "against"))
        || token.known.title().is_some() && token.starts_upper() && !token.known.is(Sort::Post)
}

/// The initial of a name: `H. Moss`, `Miss A Moss`.
fn is_initial(tokens: &[Token], at: usize) -> bool {
    let is_letter = tokens[at].word.chars().count() == 1 && tokens[at].starts_upper();
    let has_title = at > 0 && tokens[at - 1].known.title().is_some();
    is_letter && (tokens[at].raw.ends_with('.') || has_title)
}

/// `Chief Constable AB noted`, `City Manager Moss noted`: the words before are the speaker's post.
fn is_part_of_subject(tokens: &[Token], at: usize) -> bool {
    let is_post = |token: &Token| token.known.title().is_some() || token.known.is(Sort::PersonalPost);
    tokens[..at].iter().all(|token| is_post(token) || token.known.is(Sort::Post))
        && tokens[..at].last().is_some_and(is_post)
}

/// `40/16 - ...`: a list of action codes starts behind the heading.
fn opens_codes(tokens: &[Token], at: usize) -> bool {
    let code = super::codes::leading(tokens[at].raw).is_some_and(|(code, _)| code.contains('/'));
    code && tokens.get(at + 1).is_some_and(|next| matches!(next.raw, "-" | "–" | "—" | ":"))
}

/// `It was noted`, `There were no`, `Discussion took place`, `None.`
fn is_formula(tokens: &[Token], at: usize) -> bool {
    let next = |step: usize| tokens.get(at + step).map_or("", |token| token.word);
    match tokens[at].raw {
        "It" | "There" => matches!(next(1), "was" | "were" | "is" | "are" | "has" | "had"),
        "This" => matches!(next(1), "was" | "is" | "has" | "report" | "item" | "paper"),
        "None." | "None" => at + 1 == tokens.len(),
        "Discussion" | "Discussions" | "Reference" => matches!(next(1), "was" | "were" | "took" | "ensued"),
        _ => false,
    }
}

/// A capital in mid-line that opens a sentence: a determiner, or a common word, and a finite verb behind it.
fn starts_sentence(tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> bool {
    let token = &tokens[at];
    let verb = tokens[at + 1..tokens.len().min(at + 22)].iter().position(|token| {
        token.is_lower()
            && (token.known.is(Sort::FiniteVerb) || token.known.verb().is_some() && token.word.ends_with("ed"))
    });
    let Some(distance) = verb else { return false };
    if token.known.is(Sort::NotOpener) {
        return matches!(
            token.word,
            "The"
                | "A"
                | "An"
                | "These"
                | "Those"
                | "All"
                | "Some"
                | "No"
                | "Following"
                | "Members"
                | "Both"
                | "Several"
                | "This"
                | "It"
                | "There"
                | "Each"
                | "Most"
                | "Any"
                | "After"
                | "As"
                | "In"
                | "On"
                | "At"
                | "For"
                | "He"
                | "She"
                | "They"
                | "We"
        );
    }
    let before = &tokens[at - 1];
    let is_proper = token.word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let behind_word = before.is_lower();
    let behind_title = at == 1 && (1..=4).contains(&distance) && !before.word.ends_with("ing");
    !is_proper && (behind_word && distance == 0 || (behind_word || behind_title) && vocabulary.is_common(token.word))
}

/// Bytes where a run-in heading starts at a sentence inside a paragraph: heading start and text start.
///
/// `tokens` is the place for those of each sentence.
pub(super) fn inside<'a>(
    (words, text): (&Words, &'a str),
    roster: &Roster,
    tokens: &mut Vec<Token<'a>>,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for sentence in words.sentences(text) {
        // somebody speaks behind such a heading, or something is referred to
        let may_open = |token: &Token| reporting::is_verb(token) || token.word == "Reference";
        // a heading stands before another sentence than the first, or behind a colon
        let may_follow = sentence.start > 0 || words.may_hold(b":");
        if !may_follow || !words.some_are(&sentence, Sort::Reports) {
            continue;
        }
        tokens.clear();
        tokens.extend(words.tokens_of(text, sentence.clone()));
        if !tokens.iter().any(may_open) {
            continue;
        }
        let colon = tokens.iter().position(|token| matches!(token.raw, "following:" | "follows:" | "below:"));
        let behind = colon.map(|at| at + 1).filter(|&at| at < tokens.len());
        let opening = Some(0).filter(|_| sentence.start > 0);
        for start in [opening, behind].into_iter().flatten() {
            if let Some(at) = strong_split(&tokens[start..], roster) {
                found.push((tokens[start].start, tokens[start + at].start));
            }
        }
    }
    found
}

fn strong_split(tokens: &[Token], roster: &Roster) -> Option<usize> {
    let first = tokens.first()?;
    if !first.starts_upper()
        || first.known.is(Sort::NotOpener)
        || first.known.verb().is_some()
        || clause_at(tokens, 0, roster).is_some()
    {
        return None;
    }
    for at in 1..tokens.len().min(LONGEST) {
        if is_sentence_word(&tokens[at - 1], at - 1) || tokens[at - 1].raw.ends_with([';', ':']) {
            return None;
        }
        let is_inside = cannot_end_heading(&tokens[at - 1]) || is_initial(tokens, at - 1);
        if !tokens[at].raw.starts_with(char::is_uppercase) || is_inside {
            continue;
        }
        let strong = clause_at(tokens, at, roster)
            .is_some_and(|_| !is_part_of_subject(tokens, at) && (at >= 2 || tokens[0].word.len() > 3));
        let reference = tokens[at].word == "Reference" && is_formula(tokens, at);
        if strong || reference {
            return Some(at);
        }
    }
    None
}

/// A line of more words than this is no heading.
const MOST_WORDS: usize = 14;

/// Whether a whole line reads as a heading: few words, no verb, no full stop.
pub(super) fn is_heading_line(text: &str) -> bool {
    let text = trimmed(text);
    if text.len() > 110 || !text.starts_with(|c: char| c.is_uppercase() || matches!(c, '‘' | '“' | '"')) {
        return false;
    }
    if text.ends_with(['.', '!', ';', ',']) && !text.ends_with("etc.") {
        return false;
    }
    let (mut first, mut before): (Option<Token>, Option<Token>) = (None, None);
    for (at, token) in tokens::each(text).enumerate() {
        let is_infinitive = before.is_some_and(|before| matches!(before.raw, "as" | "to"));
        if at == MOST_WORDS || is_sentence_word(&token, at) && !is_infinitive {
            return false;
        }
        first.get_or_insert(token);
        before = Some(token);
    }
    let Some(first) = first else { return false };
    let bounds = text.chars().filter(|c| c.is_alphabetic()).nth(2).is_some();
    let is_lone = before.is_some_and(|last| last.start == first.start);
    let opens = is_lone || !is_pronoun_opener(first.word);
    let is_amount = text
        .chars()
        .zip(text.chars().skip(1))
        .any(|(mark, digit)| matches!(mark, '£' | '$' | '€') && digit.is_ascii_digit());
    bounds && !is_amount && opens
}

/// Whether a text ends as a sentence and has its verb.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with('.') && tokens::each(text).enumerate().any(|(at, token)| is_sentence_word(&token, at))
}

/// Whether the text of a cell reads as a heading with its number before it.
pub(super) fn is_heading(cell: &str) -> bool {
    is_heading_line(&cell[numbers::number(cell).map_or(0, |number| number.length)..])
}

fn is_pronoun_opener(word: &str) -> bool {
    matches!(
        word,
        "He" | "She"
            | "It"
            | "They"
            | "We"
            | "There"
            | "This"
            | "That"
            | "These"
            | "I"
            | "You"
            | "And"
            | "But"
            | "So"
            | "Because"
            | "If"
    )
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn a_heading_run_into_its_text_ends_where_the_sentence_starts() {
        fn check(input: &str, expected: Option<&str>) {
            let vocabulary = Vocabulary::of(["the user and the month of a report"].into_iter());
            let found = split(&tokens(input), &Roster::default(), (&vocabulary, Evidence::Announced));
            let got = found.map(|at| input[..at].trim());
            assert_eq!(got, expected, "{input}");
        }
        check("Road safety RT advised of recent increases.", Some("Road safety"));
        check("Custody update T/Chief Inspector Moss presented the update.", Some("Custody update"));
        check("Reducing offending in general LW noted that it rains.", Some("Reducing offending in general"));
        check("Emergency response It was noted that it rains.", Some("Emergency response"));
        check("Public confidence User satisfaction with it has fallen.", Some("Public confidence"));
        check("Finance Month 7 under spend reported at £3m.", Some("Finance"));
        check("RT advised of recent increases.", None);
        check("H. Moss asked if it rains.", None);
        check("Miss A Moss asked if it rains.", None);
        check("Discussion took place regarding the Triage method.", None);
        check("The PCC stated the value of it.", None);
        check("In response to a question from JK, PS confirmed it.", None);
    }

    #[test]
    fn a_heading_may_start_in_the_middle_of_a_paragraph() {
        let text = "It was provided by Tom. Domestic abuse LW noted the rate. AB agreed. The talk was about the following: Road safety AB noted it.";
        let found = inside((&Words::of(text), text), &Roster::default(), &mut Vec::new());
        let found: Vec<&str> = found.into_iter().map(|(start, end)| text[start..end].trim()).collect();
        assert_eq!(found, ["Domestic abuse", "Road safety"]);
    }
}
