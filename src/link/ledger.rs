//! The action ledger: each action from being set, through every later mention, to its end.

use super::action::{Event, EventKind, LedgerAction, MeetingName, Owner};
use super::answers;
use super::codes::code_key;
use super::people::People;
use super::phrases::{Phrase, phrases, share};
use super::references::Report;
use super::resolve::Here;
use super::roll::RollEntry;
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

/// The actions of a family as its meetings are taken up, oldest first.
pub(super) struct Ledger<'a> {
    roll: &'a [&'a RollEntry],
    series: &'a Series,
    people: &'a People<'a>,
    entries: Vec<Entry>,
    /// Entries by family and code.
    coded: HashMap<(usize, String), Vec<usize>>,
    /// Entries by family and word; of words that tell none, only so many that this shows.
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

impl<'a> Ledger<'a> {
    /// An empty one for the meetings of `roll`.
    pub(super) fn new(roll: &'a [&'a RollEntry], series: &'a Series, people: &'a People<'a>) -> Self {
        Ledger {
            roll,
            series,
            people,
            entries: Vec::new(),
            coded: HashMap::new(),
            lists: HashMap::new(),
            by_word: HashMap::new(),
            by_phrase: HashMap::new(),
        }
    }

    /// Takes up all that a meeting says of actions.
    pub(super) fn take(&mut self, here: &Here) {
        // A list at the end repeats what the text sets: the row with the code is the action.
        let (coded, plain): (Vec<&Action>, Vec<&Action>) =
            here.facts.actions.iter().partition(|action| action.code.is_some());
        coded.into_iter().chain(plain).for_each(|action| self.set(here, action));
        here.facts.updates.iter().for_each(|update| self.update(here, update));
        here.facts.reports.iter().for_each(|report| self.report(here, report));
        self.unlist(here);
    }

    /// The actions in the order in which they came up.
    pub(super) fn actions(self) -> Vec<LedgerAction> {
        self.entries.into_iter().map(|entry| entry.action).collect()
    }

    /// Takes up an action that a meeting sets or lists again.
    fn set(&mut self, here: &Here, action: &Action) {
        let words = content(&action.text);
        let owners = self.owners(here, &action.owners);
        let names: BTreeSet<String> =
            owners.iter().map(|owner| fold(owner.person.as_ref().unwrap_or(&owner.as_written))).collect();
        let event = self.event(here, EventKind::Listed, (action.place, action.passage.as_deref()));
        let status = action.status.unwrap_or(Status::Open);
        if let Some(known) = self.listed_before(here, action, (&words, &names)) {
            let entry = &mut self.entries[known];
            // A second row of one meeting says nothing new but its state.
            if entry.meeting != here.at || status != entry.action.status() {
                entry.action.history.push(Event { status, ..event });
            }
            if entry.action.due_date.is_none() {
                entry.action.due_date = action.due_date;
                entry.action.due_text.clone_from(&action.due_text);
            }
            return;
        }
        let meeting = here.facts;
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
            ..self.entry(here, (action.place, action.passage.as_deref()))
        };
        self.add(Entry { action: entry, meeting: here.at, is_set: true, words, owners: names });
    }

    /// Where a series lists all ongoing actions at every meeting, what was listed and is no longer has come to an end.
    fn unlist(&mut self, here: &Here) {
        let meeting = here.facts;
        if !meeting.actions.iter().any(|action| action.heading.as_deref().is_some_and(is_full_list)) {
            return;
        }
        let event = self.event(here, EventKind::Unlisted, (Place::default(), None));
        let listed = self.lists.remove(&self.series.body[here.at]).unwrap_or_default();
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
        let is_new =
            |entry: &Entry| entry.meeting == here.at && entry.action.topic.as_deref().is_some_and(is_full_list);
        still.extend(
            (0..self.entries.len())
                .rev()
                .take_while(|known| self.entries[*known].meeting == here.at)
                .filter(|known| is_new(&self.entries[*known])),
        );
        self.lists.insert(self.series.body[here.at], still);
    }

    /// Takes up what a meeting says of an earlier action.
    fn update(&mut self, here: &Here, update: &Update) {
        let words = content(update.text.as_deref().or(update.note.as_deref()).unwrap_or_default());
        let event = Event {
            status: update.status,
            note: update.note.clone(),
            ..self.event(here, EventKind::Update, (update.place, update.passage.as_deref()))
        };
        let known = match &update.code {
            Some(code) => self.with_code(here, code, &words),
            None => self.alike(here, &words),
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
            ..self.entry(here, (update.place, update.passage.as_deref()))
        };
        // Nobody sets it: without code or text there is nothing to know it by again.
        if update.code.is_some() || update.text.is_some() {
            self.add(Entry { action: entry, meeting: here.at, is_set: false, words, owners: BTreeSet::new() });
        }
    }

    /// Takes up what a meeting reports without a code: of the one open action that shares a telling pair of words.
    fn report(&mut self, here: &Here, report: &Report) {
        // Most bodies print codes and leave nothing to find by words.
        let Some(by_phrase) = self.by_phrase.get(&self.series.body[here.at]) else { return };
        let (words, common) = (content(&report.text), self.common(here.at));
        let is_meant = |known: &usize| share(&self.entries[*known].words, &words, &common) >= REPORTED;
        let pairs = phrases(&report.text, &common);
        let lists = pairs.into_iter().filter_map(|pair| by_phrase.get(&pair));
        let known = lists.flatten().copied().filter(|known| self.may_report(here, *known) && is_meant(known));
        let known: BTreeSet<usize> = known.collect();
        let mut known = known.into_iter();
        let (Some(known), None) = (known.next(), known.next()) else { return };
        let event = self.event(here, EventKind::Update, (report.place, Some(&report.passage)));
        let note = Some(report.text.clone());
        self.entries[known].action.history.push(Event { status: report.status, note, ..event });
    }

    /// Whether an entry is open, lately set, and not spoken of by this meeting otherwise.
    fn may_report(&self, here: &Here, known: usize) -> bool {
        let (entry, meeting) = (&self.entries[known], here.facts);
        let days = meeting.date.zip(self.roll[entry.meeting].date).map(|(now, set)| (now - set).get_days());
        let is_spoken_of = entry.action.history.iter().any(|event| event.path == meeting.path);
        days.is_some_and(|days| (1..=OLD).contains(&days)) && entry.action.status() != Status::Complete && !is_spoken_of
    }

    /// Words that are in the name of a meeting's body and tell nothing in it.
    fn common(&self, at: usize) -> BTreeSet<String> {
        self.roll[at].body.as_deref().map(content).unwrap_or_default()
    }

    /// The entry that a row goes on with: its code and its task, or its task and its owner.
    fn listed_before(
        &self,
        here: &Here,
        action: &Action,
        (words, owners): (&BTreeSet<String>, &BTreeSet<String>),
    ) -> Option<usize> {
        let family = here.family;
        let is_open = |entry: &Entry| entry.action.status() != Status::Complete || entry.meeting == here.at;
        if let Some(code) = &action.code {
            let known = self.coded.get(&(family, code_key(code)))?.iter().rev().copied();
            let mut known = known.filter(|known| self.is_of_body(*known, here.at));
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
            is_same && is_open(entry) && shares_owner(entry) && self.is_of_body(*known, here.at)
        });
        fits.max()
    }

    /// The entry an update with this code speaks of: of the same body before others, the last one before earlier ones.
    fn with_code(&self, here: &Here, code: &str, words: &BTreeSet<String>) -> Option<usize> {
        let known = self.coded.get(&(here.family, code_key(code)))?;
        let own: Vec<usize> = known.iter().copied().filter(|known| self.is_of_body(*known, here.at)).collect();
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
    fn alike(&self, here: &Here, words: &BTreeSet<String>) -> Option<usize> {
        if words.len() < 3 {
            return None;
        }
        let near = self.near(here.family, words);
        let is_open = |known: &usize| self.entries[*known].action.status() != Status::Complete;
        let mut fits: Vec<(f64, usize)> = near
            .into_iter()
            .filter(|known| is_open(known) && self.is_of_body(*known, here.at))
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
                Some(entries) if entries.len() <= COMMON => entries.push(number),
                Some(_) => {}
                None => drop(by_word.insert(word.clone(), vec![number])),
            }
        }
        self.entries.push(entry);
    }

    fn owners(&self, here: &Here, written: &[String]) -> Vec<Owner> {
        let meeting = here.facts;
        let owner = |written: &String| {
            let named = self.people.named(here, written);
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

    fn entry(&self, here: &Here, (place, passage): (Place, Option<&str>)) -> LedgerAction {
        let meeting = here.facts;
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

    fn event(&self, here: &Here, kind: EventKind, (place, passage): (Place, Option<&str>)) -> Event {
        let meeting = here.facts;
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
