//! Meetings that are there more than once: copies of a file, drafts beside finals, one set of minutes in two formats.

use super::facts::MeetingFacts;
use super::roll::RollEntry;
use super::text::{content, fold, likeness};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Minutes of one body and day that are this much alike are minutes of one meeting.
const ALIKE: f64 = 0.6;

/// How a meeting comes to be there again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub(super) enum Again {
    /// The same content under another path.
    Copy,
    /// The draft of minutes whose final version is there.
    Draft,
    /// Another version or format of the same minutes.
    Version,
}

/// A meeting that is there before.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub(super) struct Repeat {
    /// Path of the document that it repeats.
    pub(super) of: String,
    /// How it comes to be there again.
    pub(super) again: Again,
}

/// For each meeting of the roll, the one before it with the same content.
pub(super) fn copies(roll: &[RollEntry]) -> Vec<Option<Repeat>> {
    let mut first_of: HashMap<&str, &str> = HashMap::new();
    let copy = |of: &&str| Repeat { of: (*of).to_owned(), again: Again::Copy };
    let mut copies = Vec::with_capacity(roll.len());
    for meeting in roll {
        copies.push(first_of.get(meeting.id.as_str()).map(copy));
        first_of.entry(&meeting.id).or_insert(&meeting.path);
    }
    copies
}

/// For each meeting of a family, the one it repeats and how, as the meetings are met, oldest first.
pub(super) struct Repeats {
    repeats: Vec<Option<Repeat>>,
    /// The day at hand, and its meetings by their bodies.
    day: Option<Date>,
    held: BTreeMap<usize, Vec<Sketch>>,
}

/// What tells whether two meetings of one day are one.
struct Sketch {
    at: usize,
    path: String,
    is_draft: bool,
    facts: usize,
    words: BTreeSet<String>,
}

impl Repeats {
    /// `copies` are those known by their content.
    pub(super) fn new(copies: Vec<Option<Repeat>>) -> Self {
        Self { repeats: copies, day: None, held: BTreeMap::new() }
    }

    /// Meets the meeting at this place of the family, which is one of `body`.
    pub(super) fn meet(&mut self, at: usize, body: usize, meeting: &MeetingFacts) {
        if meeting.date != self.day {
            self.compare();
            self.day = meeting.date;
        }
        if meeting.date.is_some() && self.repeats[at].is_none() {
            let (path, is_draft) = (meeting.path.clone(), is_draft(meeting));
            let sketch = Sketch { at, path, is_draft, facts: facts(meeting), words: sketch(meeting) };
            self.held.entry(body).or_default().push(sketch);
        }
    }

    /// Those of all meetings met.
    pub(super) fn told(mut self) -> Vec<Option<Repeat>> {
        self.compare();
        self.repeats
    }

    /// Compares the meetings of the day at hand.
    fn compare(&mut self) {
        for mut group in std::mem::take(&mut self.held).into_values() {
            // The final and fullest version stands for the others.
            group.sort_by_key(|one| (one.is_draft, std::cmp::Reverse(one.facts), one.at));
            for (number, later) in group.iter().enumerate() {
                let is_same =
                    |first: &&Sketch| self.repeats[first.at].is_none() && likeness(&first.words, &later.words) >= ALIKE;
                if let Some(first) = group[..number].iter().find(is_same) {
                    let again = if later.is_draft && !first.is_draft { Again::Draft } else { Again::Version };
                    self.repeats[later.at] = Some(Repeat { of: first.path.clone(), again });
                }
            }
        }
    }
}

fn is_draft(meeting: &MeetingFacts) -> bool {
    let words =
        |text: &str| fold(text).split(' ').any(|word| word == "draft" || word == "unconfirmed" || word == "unapproved");
    words(&meeting.path) || meeting.title.as_deref().is_some_and(words)
}

fn facts(meeting: &MeetingFacts) -> usize {
    meeting.actions.len() + meeting.updates.len() + meeting.people.len() + meeting.speakers.len()
}

/// The words of what two versions of one set of minutes must have in common.
fn sketch(meeting: &MeetingFacts) -> BTreeSet<String> {
    let headings = meeting.headings.iter().map(|heading| heading.text.as_str());
    let actions = meeting.actions.iter().map(|action| action.text.as_str());
    let people = meeting.people.iter().map(|person| person.name.as_str());
    headings.chain(actions).chain(people).flat_map(content).collect()
}
