//! A passage and what stands in it, as documents: the passage and its statements.

use super::analyzer::LOW;
use super::heading::Headings;
use super::named::{self, Name, NameList};
use super::record::{ItemName, PassageRecord};
use super::schema::{PASSAGE, STATEMENT};
use super::standing::is_standing;
use super::unit::{Unit, json, status_name};
use crate::meeting::{Action, Passage, PassageKind, Statement, Status, Update};
use tantivy::TantivyDocument;

/// What stands in one passage.
struct Facts<'a> {
    id: String,
    passage: &'a Passage,
    /// The headings directly above.
    headings: &'a [&'a Passage],
    /// Whether it is a heading that is found with the passage below it.
    is_carried: bool,
    statements: &'a [&'a Statement],
    actions: &'a [&'a Action],
    updates: &'a [&'a Update],
}

impl Unit<'_> {
    /// Adds the documents of `passage`: itself first, then what stands in it.
    pub(super) fn add_passage(
        &self,
        (at, passage): (usize, &Passage),
        headings: &Headings,
        documents: &mut Vec<TantivyDocument>,
    ) {
        let id = passage.id.as_str();
        let facts = Facts {
            id: format!("{}-{}", self.name.id, passage.id),
            passage,
            headings: headings.above(at),
            is_carried: headings.is_carried(at),
            statements: self.statements.get(id).map(Vec::as_slice).unwrap_or_default(),
            actions: self.actions.get(id).map(Vec::as_slice).unwrap_or_default(),
            updates: self.updates.get(id).map(Vec::as_slice).unwrap_or_default(),
        };
        documents.push(self.passage(&facts));
        documents.extend(facts.statements.iter().map(|statement| self.statement(statement)));
    }

    fn passage(&self, facts: &Facts) -> TantivyDocument {
        let (fields, passage) = (self.fields, facts.passage);
        let mut document = self.common(PASSAGE);
        if let Some(topic) = &passage.topic {
            document.add_text(fields.topic, topic);
        }
        let item: Vec<&str> =
            [&passage.item, &passage.item_heading].into_iter().flatten().map(String::as_str).collect();
        if !item.is_empty() {
            document.add_text(fields.item, item.join(" "));
        }
        let own = (!facts.is_carried).then_some(&passage.text);
        for text in facts.headings.iter().map(|heading| &heading.text).chain(own) {
            document.add_text(fields.text, text);
            document.add_text(fields.exact, text);
        }
        let is_low = matches!(passage.kind, PassageKind::Heading | PassageKind::Header) || is_standing(passage);
        if is_low && !facts.is_carried {
            document.add_text(fields.text, LOW);
            document.add_text(fields.exact, LOW);
        }

        let (mut people, mut raised_by, mut owners) = (NameList::default(), NameList::default(), NameList::default());
        for statement in facts.statements {
            let speaker = Name::speaker(statement, self.named());
            named::add(&mut document, fields.said_by, &speaker);
            if statement.raises {
                named::add(&mut document, fields.raised_by, &speaker);
                raised_by.push(speaker.clone());
            }
            people.push(speaker);
        }
        for written in facts.actions.iter().flat_map(|action| &action.owners) {
            owners.push(Name::owner(written, self.named()));
            people.push(Name::owner(written, self.named()));
        }
        owners.add_to(&mut document, fields.owner);
        people.add_to(&mut document, fields.person);
        people.add_organisations(&mut document, fields.org);

        let (mut codes, mut states): (Vec<&str>, Vec<Status>) = (Vec::new(), Vec::new());
        let set = facts.actions.iter().map(|action| (&action.code, state_of(action)));
        for (code, status) in set.chain(facts.updates.iter().map(|update| (&update.code, update.status))) {
            if let Some(code) = code.as_deref().filter(|code| !codes.contains(code)) {
                codes.push(code);
                document.add_text(fields.action, code);
            }
            if !states.contains(&status) {
                states.push(status);
                document.add_text(fields.status, status_name(status));
            }
        }
        let record = PassageRecord {
            id: facts.id.clone(),
            kind: passage.kind,
            path: self.meeting.source.path.clone(),
            place: passage.place,
            text: facts.is_carried.then(|| passage.text.clone()),
            heading_line: facts.headings.first().map(|heading| heading.place.line_start),
            meeting: self.name.clone(),
            item: ItemName { number: passage.item.clone(), heading: passage.item_heading.clone() },
            topic: passage.topic.clone(),
            people: people.shown(),
            raised_by: raised_by.shown(),
            actions: codes.into_iter().map(str::to_owned).collect(),
        };
        document.add_text(fields.record, json(&record));
        document
    }

    /// A statement has what is its own; the rest is that of its passage, which stands before it.
    fn statement(&self, statement: &Statement) -> TantivyDocument {
        let fields = self.fields;
        let mut document = self.common(STATEMENT);
        document.add_text(fields.fact, &statement.text);
        let speaker = Name::speaker(statement, self.named());
        document.add_text(fields.speaker, speaker.shown);
        named::add(&mut document, fields.said_by, &speaker);
        if statement.raises {
            named::add(&mut document, fields.raised_by, &speaker);
        }
        let mut people = NameList::default();
        people.push(speaker);
        people.add_organisations(&mut document, fields.org);
        document
    }
}

/// An action is open until its own minutes say otherwise.
fn state_of(action: &Action) -> Status {
    action.status.unwrap_or(Status::Open)
}
