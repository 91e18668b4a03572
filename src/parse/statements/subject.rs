//! Subjects of statements: who acts in a clause, whom a pronoun or a surname means.

use super::{Sentence, person};
use crate::meeting::{Origin, Statement};
use crate::parse::clause::{self, subject_at, written};
use crate::parse::known::Sort;
use crate::parse::tokens::{Token, sentences};
use crate::parse::words;
use std::ops::Range;

/// Participles of what somebody feels: nobody else does it to them.
pub(super) const FELT: [&str; 14] = [
    "concerned",
    "worried",
    "disappointed",
    "pleased",
    "delighted",
    "appalled",
    "surprised",
    "satisfied",
    "convinced",
    "alarmed",
    "shocked",
    "frustrated",
    "encouraged",
    "impressed",
];

/// `Mr Fisk` on no list is Leonard Fisk, where he alone of those who spoke before bears the name.
pub(super) fn resolve_surnames(statements: &mut [Statement]) {
    for at in 0..statements.len() {
        let (before, rest) = statements.split_at_mut(at);
        let said = &mut rest[0];
        if said.person.is_some() {
            continue;
        }
        let Some((title, surname)) = said.speaker.split_once(' ') else { continue };
        if words::title(title).is_none() || surname.contains(' ') {
            continue;
        }
        let bears = |name: &&str| name.rsplit_once(' ').is_some_and(|(_, last)| last == surname);
        let mut bearers: Vec<&str> = before.iter().filter_map(|said| said.person.as_deref()).filter(bears).collect();
        bearers.sort_unstable();
        bearers.dedup();
        if let [bearer] = bearers[..] {
            said.person = Some(bearer.to_owned());
            said.origin = Origin::Inferred;
        }
    }
}

impl Sentence<'_> {
    /// `AB was not happy`, `AB had read the report`: the subject of a verb that reports nothing, at the start of its clause.
    ///
    /// What was done to somebody (`AB was thanked`) makes nobody speak.
    pub(super) fn doer(&self, at: usize) -> Option<Range<usize>> {
        let token = &self.tokens[at];
        // behind the number of a paragraph: `3.2 AB was concerned`
        let is_numbered = || at == self.start + 1 && !self.tokens[at - 1].word.contains(char::is_alphabetic);
        let opens = at == self.start
            || is_numbered()
            || self.tokens[at - 1].is_closed()
            || matches!(self.tokens[at - 1].raw, "and" | "but");
        if !opens || !clause::opens(token) || !self.tokens[at..].iter().any(|token| matches!(token.raw, "and" | "but"))
        {
            return None;
        }
        let subject = subject_at(self.tokens, at, self.roster)?;
        let next = self.tokens.get(subject.end).filter(|next| next.is_lower())?;
        let behind = self.tokens.get(subject.end + 1).map_or("", |token| token.word);
        let is_done_to = behind.ends_with("ed") && !FELT.contains(&behind);
        let does = match next.word {
            word if word.starts_with("was") || matches!(word, "is" | "isn’t" | "felt" | "remained") => !is_done_to,
            "had" | "has" => behind != "been",
            word => word.ends_with("ed") && next.known.verb().is_none(),
        };
        (does && self.is_somebody(&subject)).then_some(subject)
    }

    /// Whether a subject is somebody for certain: letters, a title, a post, a name of the list.
    fn is_somebody(&self, subject: &Range<usize>) -> bool {
        let first = &self.tokens[subject.start];
        self.roster.find(&written(self.tokens, subject)).is_some()
            || first.known.title().is_some()
            || matches!(first.raw, "The" | "He" | "She")
    }

    /// Who a subject is: as written, resolved, and whether that took an inference.
    pub(super) fn speaker(&self, subject: &Range<usize>, statements: &[Statement]) -> (String, Option<String>, Origin) {
        let speaker = written(self.tokens, subject).into_owned();
        if matches!(speaker.as_str(), "He" | "She" | "he" | "she") {
            let earlier = self
                .earlier_subject(subject.start)
                .or_else(|| statements.last().and_then(|statement| statement.person.clone()));
            return (speaker, earlier, Origin::Inferred);
        }
        let person = person(&speaker, self.roster).or_else(|| self.unlisted_name(subject));
        let origin = if speaker.starts_with("The ") { Origin::Inferred } else { Origin::Written };
        (speaker, person, origin)
    }

    /// The person whom the nearest earlier sentence of the piece has as its subject.
    fn earlier_subject(&self, before: usize) -> Option<String> {
        let from = before.saturating_sub(200);
        let starts = sentences(&self.tokens[from..before]);
        starts.iter().rev().map(|sentence| sentence.start + from..sentence.end + from).find_map(|sentence| {
            (sentence.clone()).rev().find_map(|at| {
                let is_numbered =
                    || at == sentence.start + 1 && !self.tokens[at - 1].word.contains(char::is_alphabetic);
                let opens =
                    at == sentence.start || is_numbered() || matches!(self.tokens[at - 1].raw, "and" | "but" | "while");
                let subject = opens.then(|| subject_at(self.tokens, at, self.roster)).flatten()?;
                let is_subject = self
                    .tokens
                    .get(subject.end)
                    .is_some_and(|next| next.is_lower() && !matches!(next.raw, "and" | "to"));
                is_subject.then(|| person(&written(self.tokens, &subject), self.roster)).flatten()
            })
        })
    }

    /// First name and surname of somebody on no list.
    fn unlisted_name(&self, subject: &Range<usize>) -> Option<String> {
        let whole = &self.tokens[subject.clone()];
        // `The Principal, Ida Berg`
        let has_article = whole[0].raw.eq_ignore_ascii_case("the");
        let behind = whole.iter().position(|token| token.raw.ends_with(',')).filter(|_| has_article);
        let own = behind.map_or(whole, |comma| &whole[comma + 1..]);
        let is_post = |token: &&Token| token.known.is(Sort::Post) || token.known.is(Sort::PersonalPost);
        let names: Vec<&str> = own
            .iter()
            .skip_while(is_post)
            .filter(|token| token.known.title().is_none())
            .map(|token| token.word)
            .collect();
        let is_name = names.len() >= 2 && (!has_article || behind.is_some());
        (is_name && names.iter().all(|name| !clause::is_letters(name))).then(|| names.join(" "))
    }
}
