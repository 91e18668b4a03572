//! Meetings that are there more than once: copies of a file, drafts beside finals, one set of minutes in two formats.

use super::facts::MeetingFacts;
use super::roll::RollEntry;
use super::series::Series;
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

/// For each meeting of a family, the one it repeats and how; `copies` are those known by their content.
pub(super) fn repeats(meetings: &[MeetingFacts], series: &Series, copies: Vec<Option<Repeat>>) -> Vec<Option<Repeat>> {
    let mut repeats = copies;
    let mut same_day: BTreeMap<(usize, Date), Vec<usize>> = BTreeMap::new();
    for (at, meeting) in meetings.iter().enumerate().filter(|(at, _)| repeats[*at].is_none()) {
        if let Some(date) = meeting.date {
            same_day.entry((series.body[at], date)).or_default().push(at);
        }
    }
    for mut group in same_day.into_values().filter(|group| group.len() > 1) {
        // The final and fullest version stands for the others.
        group.sort_by_key(|at| (is_draft(&meetings[*at]), std::cmp::Reverse(facts(&meetings[*at])), *at));
        let words: Vec<BTreeSet<String>> = group.iter().map(|at| sketch(&meetings[*at])).collect();
        for later in 1..group.len() {
            let is_same =
                |first: &usize| repeats[group[*first]].is_none() && likeness(&words[*first], &words[later]) >= ALIKE;
            if let Some(first) = (0..later).find(is_same) {
                let is_draft = is_draft(&meetings[group[later]]) && !is_draft(&meetings[group[first]]);
                let again = if is_draft { Again::Draft } else { Again::Version };
                repeats[group[later]] = Some(Repeat { of: meetings[group[first]].path.clone(), again });
            }
        }
    }
    repeats
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
