//! Meetings that are there more than once: copies of a file, drafts beside finals, one set of minutes in two formats.

use super::facts::MeetingFacts;
use super::series::Series;
use super::text::{content, fold, likeness};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Minutes of one body and day that are this much alike are minutes of one meeting.
const ALIKE: f64 = 0.6;

/// How a meeting comes to be there again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Again {
    /// The same content under another path.
    Copy,
    /// The draft of minutes whose final version is there.
    Draft,
    /// Another version or format of the same minutes.
    Version,
}

/// For each meeting, the one it repeats and how.
pub(super) fn repeats(meetings: &[MeetingFacts], series: &Series) -> Vec<Option<(usize, Again)>> {
    let mut repeats: Vec<Option<(usize, Again)>> = vec![None; meetings.len()];
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut same_day: BTreeMap<(usize, Date), Vec<usize>> = BTreeMap::new();
    for (at, meeting) in meetings.iter().enumerate() {
        match first_of.get(meeting.id.as_str()) {
            Some(first) => repeats[at] = Some((*first, Again::Copy)),
            None => {
                first_of.insert(&meeting.id, at);
                if let Some(date) = meeting.date {
                    same_day.entry((series.body[at], date)).or_default().push(at);
                }
            }
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
                repeats[group[later]] = Some((group[first], again));
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
