//! What a list withholds, taken out of a meeting: its texts, its people, and whatever stands under their names.

use super::redaction::{Patterns, Redaction, WITHHELD};
use crate::meeting::{Meeting, Shortfall};

/// A list ready to be applied to meetings.
pub(super) struct Censor {
    phrases: Vec<String>,
    patterns: Patterns,
    /// Lines that may be names: given names and surname.
    names: Vec<(Vec<String>, String)>,
}

impl Censor {
    pub(super) fn of(redaction: &Redaction) -> Censor {
        let mut phrases = redaction.phrases().to_vec();
        let names: Vec<(Vec<String>, String)> = phrases.iter().filter_map(|phrase| name(phrase)).collect();
        for (given, surname) in &names {
            let first = &given[0];
            let initial: String = first.chars().take(1).collect();
            phrases.push(format!("{surname}, {}", given.join(" ")));
            phrases.push(format!("{surname} {}", given.join(" ")));
            phrases.push(format!("{first} {surname}"));
            phrases.extend([
                format!("{initial} {surname}"),
                format!("{initial}. {surname}"),
                format!("{initial}.{surname}"),
            ]);
        }
        Censor { patterns: Patterns::of(&phrases), phrases, names }
    }

    /// Takes what is withheld out of `meeting`; gives the number of places in its text.
    ///
    /// Somebody on the list is withheld under the initials and the surname as well, where the meeting tells whose they
    /// are.
    pub(super) fn withhold(&self, meeting: &mut Meeting) -> usize {
        let mut own = self.phrases.clone();
        for person in &meeting.people {
            if self.is_listed(&person.name) {
                own.push(person.name.clone());
                own.extend(person.name.split_whitespace().next_back().map(str::to_owned));
                own.extend(person.initials.clone());
            }
        }
        let eraser =
            if own.len() > self.phrases.len() { &Eraser(&Patterns::of(&own)) } else { &Eraser(&self.patterns) };
        let passages: usize = meeting.passages.iter_mut().map(|passage| eraser.erase(&mut passage.text)).sum();
        if passages > 0 || !eraser.is_clean(&meeting.source.path) {
            eraser.erase_facts(meeting);
        }
        passages
    }

    /// The same for what is said of a document besides its meetings.
    pub(super) fn withhold_from(&self, shortfall: &mut Shortfall) {
        let eraser = Eraser(&self.patterns);
        eraser.erase(&mut shortfall.part);
        shortfall.lost.iter_mut().for_each(|lost| _ = eraser.erase(lost));
    }

    /// The same for any text.
    pub(super) fn withheld(&self, mut text: String) -> String {
        Eraser(&self.patterns).erase(&mut text);
        text
    }

    /// Whether somebody called so in a meeting is meant by a line of the list.
    fn is_listed(&self, called: &str) -> bool {
        if !self.patterns.find(called).is_empty() {
            return true;
        }
        let words: Vec<String> =
            called.split([' ', '.']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let Some((last, before)) = words.split_last() else { return false };
        let may_be = |word: &String, given: &[String]| {
            given.iter().any(|name| {
                name.to_lowercase() == *word || name.to_lowercase().starts_with(word) && word.chars().count() == 1
            })
        };
        self.names
            .iter()
            .any(|(given, surname)| surname.to_lowercase() == *last && before.iter().all(|word| may_be(word, given)))
    }
}

/// Given names and surname of a line of two to four words that begin with capitals.
fn name(phrase: &str) -> Option<(Vec<String>, String)> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let is_name = |word: &&str| word.starts_with(char::is_uppercase) && !word.contains(char::is_numeric);
    let (last, given) = words.split_last().filter(|_| (2..=4).contains(&words.len()) && words.iter().all(is_name))?;
    Some((given.iter().map(|word| word.trim_matches('.').to_owned()).collect(), (*last).to_owned()))
}

struct Eraser<'a>(&'a Patterns);

impl Eraser<'_> {
    fn is_clean(&self, text: &str) -> bool {
        self.0.find(text).is_empty()
    }

    /// Gives the number of places.
    fn erase(&self, text: &mut String) -> usize {
        let found = self.0.find(text);
        for range in found.iter().rev() {
            text.replace_range(range.clone(), WITHHELD);
        }
        found.len()
    }

    fn erase_from<'t>(&self, texts: impl IntoIterator<Item = Option<&'t mut String>>) {
        texts.into_iter().flatten().for_each(|text| _ = self.erase(text));
    }

    /// What names somebody or something withheld is gone as a whole.
    fn drop_from<'t>(&self, names: impl IntoIterator<Item = &'t mut Option<String>>) {
        for name in names {
            if name.as_ref().is_some_and(|name| !self.is_clean(name)) {
                *name = None;
            }
        }
    }

    fn erase_facts(&self, meeting: &mut Meeting) {
        self.erase(&mut meeting.source.path);
        self.erase_from([meeting.title.as_mut(), meeting.body.as_mut(), meeting.venue.as_mut()]);
        self.erase_from(meeting.next_meeting.as_mut().map(|next| next.venue.as_mut()));
        meeting.people.retain(|person| self.is_clean(&person.name));
        for person in &mut meeting.people {
            self.drop_from([&mut person.initials]);
            self.erase_from([person.role.as_mut(), person.organisation.as_mut()]);
        }
        for item in &mut meeting.items {
            self.erase_from([item.heading.as_mut()]);
            self.erase_from(item.topics.iter_mut().map(|topic| Some(&mut topic.heading)));
        }
        for passage in &mut meeting.passages {
            self.erase_from([passage.item_heading.as_mut(), passage.topic.as_mut()]);
        }
        // Who is withheld has said nothing; the text stands in its passage.
        meeting.statements.retain(|statement| {
            self.is_clean(&statement.speaker) && statement.person.as_ref().is_none_or(|person| self.is_clean(person))
        });
        for statement in &mut meeting.statements {
            self.erase_from([Some(&mut statement.text), statement.heading.as_mut()]);
        }
        for action in &mut meeting.actions {
            action.owners.retain(|owner| self.is_clean(owner));
            self.drop_from([&mut action.code]);
            self.erase_from([Some(&mut action.text), action.due_text.as_mut(), action.heading.as_mut()]);
        }
        for update in &mut meeting.action_updates {
            self.drop_from([&mut update.code]);
            self.erase_from([update.text.as_mut(), update.note.as_mut()]);
        }
        for decision in &mut meeting.decisions {
            self.drop_from([&mut decision.mover, &mut decision.seconder]);
            let votes = decision.votes.as_mut().and_then(|votes| votes.as_written.as_mut());
            self.erase_from([Some(&mut decision.text), votes]);
        }
        meeting.diagnostics.iter_mut().for_each(|remark| _ = self.erase(&mut remark.message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{Extractor, File};
    use crate::read::Options;

    const MINUTES: &str = "Harbour Liaison Meeting\nThursday 25 February 2021 10:00am, Quay Room\n\nPresent:-\n\
        Ada Birch, Chair, Harbour Trust (HT)\tAB\nColm Dray, Pilot, Pilots' Guild\tCD\n\n\
        1.\tDredging\n\tAB asked whether the budget covers the east basin. CD thanked Mrs Birch. She noted that it does.\n\
        \t14/21: AB to report on the Heron contract.\n";

    fn meeting(list: &str) -> String {
        let extractor = Extractor::here(Options::default()).withholding(Redaction::parse(list));
        let file = File { name: "a.txt", sha256: "0", bytes: MINUTES.as_bytes() };
        let extract = extractor.extract(file).unwrap();
        serde_json::to_string(&(extract.meetings, extract.shortfalls)).unwrap()
    }

    #[test]
    fn a_person_is_withheld_by_name_surname_and_initials() {
        let whole = meeting("");
        assert!(whole.contains("Ada Birch") && whole.contains("\"AB\""));
        let rest = meeting("Ada Birch");
        for gone in ["Ada", "Birch", "AB"] {
            assert!(!rest.contains(gone), "{gone} in {rest}");
        }
        for left in ["Colm Dray", "\"CD\"", "14/21", "whether the budget", "\"withheld\":"] {
            assert!(rest.contains(left), "{left} not in {rest}");
        }
    }

    #[test]
    fn a_phrase_is_withheld_from_texts_and_facts() {
        let rest = meeting("heron contract\nPilots' Guild\n14/21");
        for gone in ["Heron", "Guild", "14/21"] {
            assert!(!rest.contains(gone), "{gone} in {rest}");
        }
        assert!(rest.contains("AB to report on the [withheld]"), "{rest}");
    }
}
