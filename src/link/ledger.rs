//! The action ledger: each action from being set, through every later mention, to its end.

use super::action::{Event, EventKind, LedgerAction, MeetingName, Owner};
use super::answers;
use super::codes::code_key;
use super::duplicates::Repeat;
use super::facts::MeetingFacts;
use super::people::People;
use super::phrases::{Phrase, phrases, share};
use super::references::Report;
use super::series::Series;
use super::text::{content, fold, likeness};
use crate::meeting::{Action, Place, Status, Update};
use std::collections::{BTreeSet, HashMap};

/// Two texts this much alike, with an owner in common, are one task.
const SURE: f64 = 0.8;
/// An update without a code is of the one open action that is this much alike.
const LIKELY: f64 = 0.6;
/// Rows of one code in one series are one task as long as their texts are no less alike.
const SAME_CODE: f64 = 0.45;
/// Words that stand in more tasks than this tell none of them.
const COMMON: usize = 200;
/// A report without a code has this share of the words of its action.
const REPORTED: f64 = 0.3;
/// A report without a code speaks of no action older than this many days.
const OLD: i32 = 2 * 366;

/// Whether a heading is that of a list of all actions still to be done.
fn is_full_list(heading: &str) -> bool {
    let heading = fold(heading);
    ["ongoing actions", "on going actions", "outstanding actions", "open actions"]
        .iter()
        .any(|name| heading.contains(name))
}

/// The actions of all meetings, in the order in which they come up.
pub(super) fn ledger(
    meetings: &[MeetingFacts],
    (series, repeats): (&Series, &[Option<Repeat>]),
    people: &People,
) -> Vec<LedgerAction> {
    let mut ledger = Ledger {
        meetings,
        series,
        people,
        entries: Vec::new(),
        coded: HashMap::new(),
        lists: HashMap::new(),
        by_word: HashMap::new(),
        by_phrase: HashMap::new(),
    };
    for at in (0..meetings.len()).filter(|at| repeats[*at].is_none()) {
        // A list at the end repeats what the text sets: the row with the code is the action.
        let (coded, plain): (Vec<&Action>, Vec<&Action>) =
            meetings[at].actions.iter().partition(|action| action.code.is_some());
        coded.into_iter().chain(plain).for_each(|action| ledger.set(at, action));
        meetings[at].updates.iter().for_each(|update| ledger.update(at, update));
        meetings[at].reports.iter().for_each(|report| ledger.report(at, report));
        ledger.unlist(at);
    }
    ledger.entries.into_iter().map(|entry| entry.action).collect()
}

struct Ledger<'a> {
    meetings: &'a [MeetingFacts],
    series: &'a Series,
    people: &'a People<'a>,
    entries: Vec<Entry>,
    /// Entries by family and code.
    coded: HashMap<(usize, String), Vec<usize>>,
    /// Entries by family and word.
    by_word: HashMap<usize, HashMap<String, Vec<usize>>>,
    /// Entries without a code by body and a pair of words that tells them.
    by_phrase: HashMap<usize, HashMap<Phrase, Vec<usize>>>,
    /// Entries on the last list of ongoing actions, by body.
    lists: HashMap<usize, Vec<usize>>,
}

struct Entry {
    action: LedgerAction,
    /// Position of the meeting that set it or mentions it first.
    meeting: usize,
    is_set: bool,
    words: BTreeSet<String>,
    owners: BTreeSet<String>,
}

impl Ledger<'_> {
    /// Takes up an action that a meeting sets or lists again.
    fn set(&mut self, at: usize, action: &Action) {
        let words = content(&action.text);
        let owners = self.owners(at, &action.owners);
        let names: BTreeSet<String> =
            owners.iter().map(|owner| fold(owner.person.as_ref().unwrap_or(&owner.as_written))).collect();
        let event = self.event(at, EventKind::Listed, (action.place, action.passage.as_deref()));
        let status = action.status.unwrap_or(Status::Open);
        if let Some(known) = self.listed_before(at, action, (&words, &names)) {
            let entry = &mut self.entries[known];
            // A second row of one meeting says nothing new but its state.
            if entry.meeting != at || status != entry.action.status() {
                entry.action.history.push(Event { status, ..event });
            }
            if entry.action.due_date.is_none() {
                entry.action.due_date = action.due_date;
                entry.action.due_text.clone_from(&action.due_text);
            }
            return;
        }
        let meeting = &self.meetings[at];
        let entry = LedgerAction {
            code: action.code.clone(),
            text: action.text.clone(),
            owners,
            set_on: meeting.date,
            due_text: action.due_text.clone(),
            due_date: action.due_date,
            item: action.item.clone(),
            item_heading: action.item.as_ref().and_then(|number| {
                let heading = meeting.headings.iter().find(|heading| heading.number.as_ref() == Some(number))?;
                Some(heading.text.clone())
            }),
            topic: action.heading.clone(),
            history: vec![Event { kind: EventKind::Set, status, ..event }],
            ..self.entry(at, (action.place, action.passage.as_deref()))
        };
        self.add(Entry { action: entry, meeting: at, is_set: true, words, owners: names });
    }

    /// Where a series lists all ongoing actions at every meeting, what was listed and is no longer has come to an end.
    fn unlist(&mut self, at: usize) {
        let meeting = &self.meetings[at];
        if !meeting.actions.iter().any(|action| action.heading.as_deref().is_some_and(is_full_list)) {
            return;
        }
        let event = self.event(at, EventKind::Unlisted, (Place::default(), None));
        let listed = self.lists.remove(&self.series.body[at]).unwrap_or_default();
        let mut still = Vec::new();
        for known in listed {
            let history = &mut self.entries[known].action.history;
            if history.last().is_some_and(|last| last.status == Status::Complete) {
                continue;
            }
            if history.iter().any(|event| event.path == meeting.path) {
                still.push(known);
            } else {
                history.push(Event { status: Status::Other, ..event.clone() });
            }
        }
        let is_new = |entry: &Entry| entry.meeting == at && entry.action.topic.as_deref().is_some_and(is_full_list);
        still.extend(
            (0..self.entries.len())
                .rev()
                .take_while(|known| self.entries[*known].meeting == at)
                .filter(|known| is_new(&self.entries[*known])),
        );
        self.lists.insert(self.series.body[at], still);
    }

    /// Takes up what a meeting says of an earlier action.
    fn update(&mut self, at: usize, update: &Update) {
        let words = content(update.text.as_deref().or(update.note.as_deref()).unwrap_or_default());
        let event = Event {
            status: update.status,
            note: update.note.clone(),
            ..self.event(at, EventKind::Update, (update.place, update.passage.as_deref()))
        };
        let known = match &update.code {
            Some(code) => self.with_code(at, code, &words),
            None => self.alike(at, &words),
        };
        if let Some(known) = known {
            let action = &mut self.entries[known].action;
            let event = Event { status: answers::status(&action.text, update), ..event };
            let history = &mut action.history;
            let is_same = |last: &Event| {
                last.path == event.path
                    && last.kind == EventKind::Update
                    && last.status == event.status
                    && last.note.is_none()
            };
            if history.last().is_some_and(is_same) {
                history.pop();
            }
            return history.push(event);
        }
        let entry = LedgerAction {
            code: update.code.clone(),
            text: update.text.clone().unwrap_or_default(),
            history: vec![event],
            ..self.entry(at, (update.place, update.passage.as_deref()))
        };
        // Nobody sets it: without code or text there is nothing to know it by again.
        if update.code.is_some() || update.text.is_some() {
            self.add(Entry { action: entry, meeting: at, is_set: false, words, owners: BTreeSet::new() });
        }
    }

    /// Takes up what a meeting reports without a code: of the one open action that shares a telling pair of words.
    fn report(&mut self, at: usize, report: &Report) {
        // Most bodies print codes and leave nothing to find by words.
        let Some(by_phrase) = self.by_phrase.get(&self.series.body[at]) else { return };
        let (words, common) = (content(&report.text), self.common(at));
        let is_meant = |known: &usize| share(&self.entries[*known].words, &words, &common) >= REPORTED;
        let pairs = phrases(&report.text, &common);
        let lists = pairs.into_iter().filter_map(|pair| by_phrase.get(&pair));
        let known = lists.flatten().copied().filter(|known| self.may_report(at, *known) && is_meant(known));
        let known: BTreeSet<usize> = known.collect();
        let mut known = known.into_iter();
        let (Some(known), None) = (known.next(), known.next()) else { return };
        let event = self.event(at, EventKind::Update, (report.place, Some(&report.passage)));
        let note = Some(report.text.clone());
        self.entries[known].action.history.push(Event { status: report.status, note, ..event });
    }

    /// Whether an entry is open, lately set, and not spoken of by this meeting otherwise.
    fn may_report(&self, at: usize, known: usize) -> bool {
        let (entry, meeting) = (&self.entries[known], &self.meetings[at]);
        let days = meeting.date.zip(self.meetings[entry.meeting].date).map(|(now, set)| (now - set).get_days());
        let is_spoken_of = entry.action.history.iter().any(|event| event.path == meeting.path);
        days.is_some_and(|days| (1..=OLD).contains(&days)) && entry.action.status() != Status::Complete && !is_spoken_of
    }

    /// Words that are in the name of a meeting's body and tell nothing in it.
    fn common(&self, at: usize) -> BTreeSet<String> {
        self.meetings[at].body.as_deref().map(content).unwrap_or_default()
    }

    /// The entry that a row goes on with: its code and its task, or its task and its owner.
    fn listed_before(
        &self,
        at: usize,
        action: &Action,
        (words, owners): (&BTreeSet<String>, &BTreeSet<String>),
    ) -> Option<usize> {
        let family = self.series.family[at];
        let is_open = |entry: &Entry| entry.action.status() != Status::Complete || entry.meeting == at;
        if let Some(code) = &action.code {
            let known = self.coded.get(&(family, code_key(code)))?.iter().rev().copied();
            let mut known = known.filter(|known| self.is_of_body(*known, at));
            return known.find(|known| {
                let entry = &self.entries[*known];
                entry.is_set
                    && is_open(entry)
                    && (likeness(&entry.words, words) >= SAME_CODE || entry.words.is_superset(words))
            });
        }
        if words.len() < 3 {
            return None;
        }
        let shares_owner =
            |entry: &Entry| (entry.owners.is_empty() && owners.is_empty()) || !entry.owners.is_disjoint(owners);
        let fits = self.near(family, words).into_iter().filter(|known| {
            let entry = &self.entries[*known];
            let is_same = likeness(&entry.words, words) >= SURE;
            is_same && is_open(entry) && shares_owner(entry) && self.is_of_body(*known, at)
        });
        fits.max()
    }

    /// The entry an update with this code speaks of: of the same body before others, the last one before earlier ones.
    fn with_code(&self, at: usize, code: &str, words: &BTreeSet<String>) -> Option<usize> {
        let known = self.coded.get(&(self.series.family[at], code_key(code)))?;
        let own: Vec<usize> = known.iter().copied().filter(|known| self.is_of_body(*known, at)).collect();
        let bodies: BTreeSet<usize> =
            known.iter().map(|known| self.series.body[self.entries[*known].meeting]).collect();
        let fits = match own.is_empty() {
            false => own,
            true if bodies.len() == 1 => known.clone(),
            true => return None,
        };
        let rank = |known: &usize| {
            let entry = &self.entries[*known];
            let is_alike = !words.is_empty() && likeness(&entry.words, words) >= LIKELY;
            (is_alike, entry.action.status() != Status::Complete, *known)
        };
        fits.into_iter().max_by_key(rank)
    }

    /// The one open action that a text without a code speaks of.
    fn alike(&self, at: usize, words: &BTreeSet<String>) -> Option<usize> {
        if words.len() < 3 {
            return None;
        }
        let near = self.near(self.series.family[at], words);
        let is_open = |known: &usize| self.entries[*known].action.status() != Status::Complete;
        let mut fits: Vec<(f64, usize)> = near
            .into_iter()
            .filter(|known| is_open(known) && self.is_of_body(*known, at))
            .map(|known| (likeness(&self.entries[known].words, words), known))
            .filter(|(likeness, _)| *likeness >= LIKELY)
            .collect();
        fits.sort_by(|one, other| other.0.total_cmp(&one.0));
        match fits[..] {
            [(_, known)] => Some(known),
            [(best, known), (next, _), ..] if best - next >= 0.1 => Some(known),
            _ => None,
        }
    }

    /// Entries of a family that share a telling word.
    fn near(&self, family: usize, words: &BTreeSet<String>) -> BTreeSet<usize> {
        let by_word = self.by_word.get(&family);
        let lists = words.iter().filter_map(|word| by_word?.get(word));
        lists.filter(|entries| entries.len() <= COMMON).flatten().copied().collect()
    }

    fn is_of_body(&self, known: usize, at: usize) -> bool {
        self.series.body[self.entries[known].meeting] == self.series.body[at]
    }

    fn add(&mut self, entry: Entry) {
        let family = self.series.family[entry.meeting];
        let number = self.entries.len();
        if let Some(code) = &entry.action.code {
            self.coded.entry((family, code_key(code))).or_default().push(number);
        }
        if entry.is_set && entry.action.code.is_none() {
            let body = self.series.body[entry.meeting];
            for pair in phrases(&entry.action.text, &self.common(entry.meeting)) {
                self.by_phrase.entry(body).or_default().entry(pair).or_default().push(number);
            }
        }
        let by_word = self.by_word.entry(family).or_default();
        for word in &entry.words {
            match by_word.get_mut(word) {
                Some(entries) => entries.push(number),
                None => drop(by_word.insert(word.clone(), vec![number])),
            }
        }
        self.entries.push(entry);
    }

    fn owners(&self, at: usize, written: &[String]) -> Vec<Owner> {
        let meeting = &self.meetings[at];
        let owner = |written: &String| {
            let named = self.people.named(at, written);
            let row = meeting.people.iter().find(|row| {
                row.initials.as_ref() == Some(written) || named.as_ref().is_some_and(|named| named.person == row.name)
            });
            Owner {
                as_written: written.clone(),
                origin: named.as_ref().map(|named| named.origin).unwrap_or_default(),
                person: named.map(|named| named.person),
                organisation: row.and_then(|row| row.organisation.clone()),
            }
        };
        written.iter().map(owner).collect()
    }

    fn entry(&self, at: usize, (place, passage): (Place, Option<&str>)) -> LedgerAction {
        let meeting = &self.meetings[at];
        LedgerAction {
            path: meeting.path.clone(),
            format: meeting.format.clone(),
            line_start: place.line_start,
            page: place.page,
            passage: format!("{}-{}", meeting.id, passage.unwrap_or_default()),
            meeting: MeetingName {
                id: meeting.id.clone(),
                title: meeting.title.clone(),
                body: meeting.body.clone(),
                date: meeting.date,
            },
            ..LedgerAction::default()
        }
    }

    fn event(&self, at: usize, kind: EventKind, (place, passage): (Place, Option<&str>)) -> Event {
        let meeting = &self.meetings[at];
        Event {
            date: meeting.date,
            kind,
            path: meeting.path.clone(),
            page: place.page,
            line_start: place.line_start,
            passage: format!("{}-{}", meeting.id, passage.unwrap_or_default()),
            ..Event::default()
        }
    }
}
