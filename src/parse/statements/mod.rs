//! Statements: who said what, one row per reporting verb or speaker turn.

mod subject;

use crate::meeting::{Origin, PassageKind, Statement};
use crate::parse::clause::{self, Clause, clause_at, subject_at, written};
use crate::parse::known::Sort;
use crate::parse::outline::{Outline, Piece};
use crate::parse::raises;
use crate::parse::reporting::{is_irregular, is_verb, verb_at};
use crate::parse::roster::Roster;
use crate::parse::tokens::Token;
use crate::parse::words;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A statement of fewer words than this is read together with the sentence behind it.
const SHORTEST: usize = 8;

/// Reads the statements of every piece; `passage` of each is the piece's position.
pub(super) fn read(outline: &Outline, roster: &Roster) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut tokens = Vec::new();
    let mut speakers = FxHashMap::default();
    for (index, piece) in outline.pieces.iter().enumerate() {
        let from = statements.len();
        match piece.kind {
            PassageKind::Turn => turn(piece, roster, &mut speakers, &mut statements),
            PassageKind::Text if piece.words.have(Sort::Reports) => {
                tokens.clear();
                text(piece, &mut tokens, roster, &mut statements);
            }
            _ => continue,
        }
        for statement in &mut statements[from..] {
            statement.heading = outline.heading(piece).map(str::to_owned);
            statement.passage = Some(index.to_string());
        }
    }
    subject::resolve_surnames(&mut statements);
    statements
}

/// `speakers` are those of the turns before, and who they are.
fn turn<'a>(
    piece: &'a Piece,
    roster: &Roster,
    speakers: &mut FxHashMap<&'a str, Option<String>>,
    statements: &mut Vec<Statement>,
) {
    let Some(turn) = &piece.turn else { return };
    let string = &piece.text.string;
    let speaker = turn.speaker.as_str();
    let person = speakers.entry(speaker).or_insert_with(|| person(speaker, roster).or_else(|| full_name(speaker)));
    statements.push(Statement {
        speaker: turn.speaker.clone(),
        person: person.clone(),
        verb: "said".into(),
        raises: raises::in_turn(piece, turn.body),
        text: string.trim().to_owned(),
        place: piece.text.whole(),
        ..Statement::default()
    });
}

/// First name and surname of a label, rank left out.
fn full_name(label: &str) -> Option<String> {
    let entry = super::names::named(label).into_iter().next()?;
    (entry.name.contains(' ') && label.ends_with(entry.name.as_str())).then_some(entry.name)
}

fn person(speaker: &str, roster: &Roster) -> Option<String> {
    roster.resolve(speaker).map(|person| person.name.clone())
}

/// `tokens` is the place for those of the piece, as far as they are needed.
fn text<'a>(piece: &'a Piece, tokens: &mut Vec<Token<'a>>, roster: &Roster, statements: &mut Vec<Statement>) {
    let string = &piece.text.string;
    let mut sentences = piece.words.sentences(string).peekable();
    while let Some(sentence) = sentences.next() {
        if !piece.words.some_are(&sentence, Sort::Reports) {
            continue;
        }
        let end = sentences.peek().map_or(sentence.end, |next| next.end);
        tokens.extend(piece.words.tokens_of(string, tokens.len()..end));
        let (before, next) = tokens.split_at(sentence.end);
        let scope = Sentence { string, tokens: before, next, start: sentence.start, piece, roster };
        scope.read(statements);
    }
}

/// One sentence of a piece.
struct Sentence<'a> {
    string: &'a str,
    /// Tokens of the piece up to the end of the sentence.
    tokens: &'a [Token<'a>],
    /// Tokens of the sentence that follows.
    next: &'a [Token<'a>],
    start: usize,
    piece: &'a Piece<'a>,
    roster: &'a Roster,
}

impl Sentence<'_> {
    fn read(&self, statements: &mut Vec<Statement>) {
        let mut at = self.start;
        // the statements of the clause before, whose speakers a coordinated verb goes on with
        let mut speakers: Option<Range<usize>> = None;
        // somebody who does or feels something, with whom a coordinated verb goes on
        let mut doer: Option<Range<usize>> = None;
        while at < self.tokens.len() {
            if let Some(clause) = self.clause(at, speakers.is_some()) {
                let from = statements.len();
                for subject in clause.subjects() {
                    let speaker = self.speaker(subject, &statements[..from]);
                    self.push(statements, speaker, (clause.subject.start, clause.verb));
                }
                at = clause.verb + 1;
                (speakers, doer) = (Some(from..statements.len()), None);
                continue;
            }
            if let Some(who) = &speakers
                && let Some(verb) = self.coordinated(at)
            {
                for position in who.clone() {
                    let Statement { speaker, person, origin, .. } = &statements[position];
                    let speaker = (speaker.clone(), person.clone(), *origin);
                    self.push(statements, speaker, (verb, verb));
                }
                at = verb + 1;
                continue;
            }
            if let (None, Some(subject)) = (&speakers, &doer)
                && let Some(verb) = self.coordinated(at)
            {
                let from = statements.len();
                let speaker = self.speaker(subject, statements);
                self.push(statements, speaker, (verb, verb));
                at = verb + 1;
                (speakers, doer) = (Some(from..statements.len()), None);
                continue;
            }
            if speakers.is_none()
                && let Some(subject) = self.doer(at)
            {
                at = subject.end;
                doer = Some(subject);
                continue;
            }
            if doer.is_some() && matches!(self.tokens[at].raw, "who" | "which") {
                doer = None;
            }
            if let Some((verb, start, subject)) = self.passive(at) {
                let speaker = self.speaker(&subject, statements);
                self.push_passive(statements, speaker, (start, verb..subject.start));
                at = subject.end;
                continue;
            }
            at += 1;
        }
    }

    /// A clause of its own at token `at`, not one inside somebody else's report.
    fn clause(&self, at: usize, has_speaker: bool) -> Option<Clause> {
        let token = &self.tokens[at];
        if let Some(clause) = self.fronted(at, has_speaker) {
            return Some(clause);
        }
        let is_joined = || at > self.start && matches!(self.tokens[at - 1].raw, "and" | "but" | "while");
        if !clause::opens(token) && (token.raw != "the" || !is_joined() && !self.is_led(at, has_speaker)) {
            return None;
        }
        let previous = at.checked_sub(1).filter(|_| at > self.start).map(|at| &self.tokens[at]);
        let is_nested = previous.is_some_and(|previous| {
            previous.is_bare(Sort::Blocks)
                || (previous.known.title().is_some() && previous.starts_upper() && !previous.is_closed())
        });
        let is_pronoun = matches!(token.raw, "He" | "She");
        if is_nested || (is_pronoun && previous.is_some_and(|previous| !previous.is_closed())) {
            return None;
        }
        let clause = clause_at(self.tokens, at, self.roster)?;
        let joins = previous.is_none_or(|previous| {
            previous.is_closed() || matches!(previous.raw, "and" | "but" | "while" | "whilst" | "so" | "-" | "–" | "—")
        });
        let is_somebody = || {
            clause::is_letters(&super::initials::latin(token.word))
                || token.word.eq_ignore_ascii_case("the")
                || self.roster.find(&written(self.tokens, &clause.subject)).is_some()
        };
        (joins || !has_speaker && is_somebody()).then_some(clause)
    }

    /// `By way of background the Treasurer noted`, `Turning to the fees he said`: who speaks behind a phrase that opens the
    /// sentence and has no verb of its own.
    fn fronted(&self, at: usize, has_speaker: bool) -> Option<Clause> {
        const LONGEST: usize = 16;
        let token = &self.tokens[at];
        if has_speaker || !matches!(token.raw, "the" | "he" | "she") || !(2..=LONGEST).contains(&(at - self.start)) {
            return None;
        }
        let first = &self.tokens[self.start];
        let leads = matches!(
            first.raw,
            "By" | "In"
                | "With"
                | "On"
                | "At"
                | "Following"
                | "After"
                | "During"
                | "Under"
                | "As"
                | "From"
                | "For"
                | "To"
        ) || first.starts_upper() && first.word.ends_with("ing") && first.word.len() > 5;
        let phrase = &self.tokens[self.start + 1..at];
        let is_clause = |token: &Token| {
            matches!(token.word, "that" | "which" | "who" | "what" | "whether" | "if" | "and" | "or" | "than")
                || token.is_lower() && is_verb(token)
        };
        let is_open = phrase.split_last().is_some_and(|(last, before)| {
            !before.iter().any(Token::is_closed) && (!last.is_closed() || last.raw.ends_with(','))
        });
        if !leads || !is_open || phrase.iter().any(is_clause) {
            return None;
        }
        let subject = if token.raw == "the" { subject_at(self.tokens, at, self.roster)? } else { at..at + 1 };
        let verb = verb_at(self.tokens, subject.end, false)?;
        Some(Clause { subject, joined: Vec::new(), verb })
    }

    /// `In answer to AB, the Treasurer said`: a post behind a phrase that opens the sentence.
    fn is_led(&self, at: usize, has_speaker: bool) -> bool {
        let first = &self.tokens[self.start];
        let is_phrase = || first.known.is(Sort::NotOpener) && first.starts_upper() && first.raw != "The";
        !has_speaker && at > self.start + 1 && self.tokens[at - 1].raw.ends_with(',') && is_phrase()
    }

    /// `and highlighted`, `, and then asked`: a second verb of the same speaker.
    fn coordinated(&self, at: usize) -> Option<usize> {
        if !matches!(self.tokens[at].raw, "and" | "but" | "then") {
            return None;
        }
        let first = self.tokens.get(at + 1)?;
        if matches!(first.raw, "has" | "have") {
            return None;
        }
        let verb = verb_at(self.tokens, at + 1, false)?;
        let word = self.tokens[verb].word;
        (word.ends_with("ed") || is_irregular(word) || word.ends_with('s') && !word.ends_with("ss"))
            .then_some(verb)
            .filter(|_| !self.is_after_auxiliary(at))
    }

    /// `were discussed and agreed`: not the speaker's own verb.
    fn is_after_auxiliary(&self, at: usize) -> bool {
        let participle = at > self.start + 1
            && self.tokens[at - 1].word.ends_with("ed")
            && !subject::FELT.contains(&self.tokens[at - 1].word);
        participle && matches!(self.tokens[at - 2].raw, "was" | "were" | "been" | "be" | "being" | "had")
    }

    /// `was presented by Anna Berg`, `seconded by Cllr Berg`: verb, start of the quote, subject.
    fn passive(&self, at: usize) -> Option<(usize, usize, Range<usize>)> {
        let word = self.tokens[at].word;
        if self.tokens.get(at + 1)?.raw != "by"
            || !matches!(
                &*words::in_lower(word),
                "presented"
                    | "proposed"
                    | "seconded"
                    | "moved"
                    | "raised"
                    | "introduced"
                    | "reported"
                    | "suggested"
                    | "requested"
                    | "provided"
                    | "given"
                    | "asked"
            )
        {
            return None;
        }
        let subject = subject_at(self.tokens, at + 2, self.roster)?;
        let known = self.roster.find(&written(self.tokens, &subject)).is_some()
            || self.tokens[subject.start].known.title().is_some()
            || self.tokens[subject.start].word == "The"
            || subject.len() > 1;
        let has_auxiliary = at > self.start && matches!(self.tokens[at - 1].raw, "was" | "were" | "is" | "been");
        let formal = matches!(&*words::in_lower(word), "proposed" | "seconded" | "moved");
        let verb = if has_auxiliary { at - 1 } else { at };
        (known && (has_auxiliary || formal)).then_some((verb, if formal { verb } else { self.start }, subject))
    }

    fn push(
        &self,
        statements: &mut Vec<Statement>,
        (speaker, person, origin): (String, Option<String>, Origin),
        (start, verb): (usize, usize),
    ) {
        let (from, to) = (self.tokens[start].start, self.end(start));
        let text = self.string[from..to].trim().trim_start_matches(['“', '"', '*']);
        let before = &self.string[self.tokens[self.start].start..from];
        let said = || self.tokens[verb..].iter().chain(self.next).take_while(|token| token.start < to);
        let may_concern = || said().any(|token| token.known.is(Sort::Concerns));
        statements.push(Statement {
            speaker,
            person,
            verb: self.verb_phrase(verb),
            raises: raises::in_minutes(
                &self.tokens[verb],
                &self.string[self.tokens[verb].end()..to],
                before,
                may_concern,
            ),
            text: text.to_owned(),
            place: self.piece.text.place(from..to),
            origin,
            ..Statement::default()
        });
    }

    fn push_passive(
        &self,
        statements: &mut Vec<Statement>,
        (speaker, person, origin): (String, Option<String>, Origin),
        (start, verb): (usize, Range<usize>),
    ) {
        let (from, to) = (self.tokens[start].start, self.end(start));
        let verb: Vec<&str> = self.tokens[verb].iter().map(|token| token.word).collect();
        statements.push(Statement {
            speaker,
            person,
            verb: verb.join(" "),
            raises: false,
            text: self.string[from..to].trim().to_owned(),
            place: self.piece.text.place(from..to),
            origin,
            ..Statement::default()
        });
    }

    /// The verb as written; with its noun where the noun makes it a report (`raised a question`).
    fn verb_phrase(&self, verb: usize) -> String {
        let word = self.tokens[verb].word;
        let next = |step: usize| self.tokens.get(verb + step).map(|token| token.word);
        match word {
            "raised" | "raises" | "provided" | "provides" | "gave" | "gives" | "set" | "voiced" | "expressed" => {
                let mut phrase = vec![word];
                for step in 1..=3 {
                    let Some(word) = next(step) else { break };
                    phrase.push(word);
                    if !matches!(word, "a" | "an" | "the" | "further" | "additional" | "some" | "verbal" | "brief") {
                        break;
                    }
                }
                phrase.join(" ")
            }
            "referred" | "refers" | "pointed" | "points" => {
                [Some(word), next(1)].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            "wants" | "wanted" => [Some(word), next(1), next(2)].into_iter().flatten().collect::<Vec<_>>().join(" "),
            _ => word.to_owned(),
        }
    }

    /// End of the statement's words: its sentence, or the next one too where it is very short and nobody else speaks.
    fn end(&self, start: usize) -> usize {
        let own = self.tokens.last().map_or(self.string.len(), |token| token.end());
        if self.tokens.len() - start >= SHORTEST || self.next.is_empty() {
            return own;
        }
        let speaks = clause_at(self.next, 0, self.roster).is_some();
        if speaks { own } else { self.next.last().map_or(own, |token| token.end()) }
    }
}
