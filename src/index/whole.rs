//! A whole meeting in the index: its facts, the rest of it, and its passages; each word is stored once.

use super::analyzer::LOW;
use super::collection::{Collection, IndexError};
use super::record::PassageRecord;
use super::schema::{MEETING, PASSAGE};
use super::within::{Whole, WithinQuery};
use crate::link::MeetingFacts;
use crate::meeting::{Meeting, Passage};
use memchr::memmem;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tantivy::collector::DocSetCollector;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// What a meeting is besides its facts and its passages.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Rest {
    /// The file it comes from, by which it is replaced.
    file: String,
    /// The meeting without what is stored elsewhere.
    meeting: Meeting,
    /// Where in its passage the text of each statement starts; none where it is kept in the statement.
    starts: Vec<Option<(u32, u32)>>,
}

impl Rest {
    pub(super) fn of(file: &str, meeting: &Meeting) -> Rest {
        let mut rest = Meeting {
            source: meeting.source.clone(),
            start_time: meeting.start_time.clone(),
            venue: meeting.venue.clone(),
            items: meeting.items.clone(),
            statements: meeting.statements.clone(),
            decisions: meeting.decisions.clone(),
            ..Meeting::default()
        };
        let text = |passage: Option<&str>| {
            let passage = passage?;
            let at: usize = passage.parse().ok()?;
            let near = meeting.passages.get(at).filter(|found| found.id == passage);
            near.or_else(|| meeting.passages.iter().find(|found| found.id == passage)).map(|found| found.text.as_str())
        };
        let mut starts = Vec::with_capacity(rest.statements.len());
        for statement in &mut rest.statements {
            let start = text(statement.passage.as_deref())
                .and_then(|text| memmem::find(text.as_bytes(), statement.text.as_bytes()));
            let range =
                start.and_then(|start| Some((u32::try_from(start).ok()?, u32::try_from(statement.text.len()).ok()?)));
            if range.is_some() {
                statement.text.clear();
            }
            starts.push(range);
        }
        Rest { file: file.to_owned(), meeting: rest, starts }
    }

    /// The meeting again.
    fn with(self, facts: MeetingFacts, passages: Vec<Passage>) -> Meeting {
        let mut meeting = Meeting {
            title: facts.title,
            body: facts.body,
            date: facts.date,
            next_meeting: facts.next_meeting,
            people: facts.people,
            actions: facts.actions,
            action_updates: facts.updates,
            diagnostics: facts.diagnostics,
            passages,
            ..self.meeting
        };
        for (statement, range) in meeting.statements.iter_mut().zip(self.starts) {
            let Some((start, length)) = range else { continue };
            let passage = meeting.passages.iter().find(|passage| Some(&passage.id) == statement.passage.as_ref());
            let (start, end) = (start as usize, start as usize + length as usize);
            statement.text = passage.and_then(|passage| passage.text.get(start..end)).unwrap_or_default().to_owned();
        }
        meeting
    }
}

impl Collection {
    /// The meetings of the file known by `path`, whole, in its order.
    pub fn meetings_of(&self, path: &str) -> Result<Vec<Meeting>, IndexError> {
        self.read_meetings(path).map_err(|cause| self.fault(cause))
    }

    fn read_meetings(&self, path: &str) -> tantivy::Result<Vec<Meeting>> {
        let fields = self.fields();
        let searcher = self.searcher();
        let mut meetings = Vec::new();
        for address in addresses(&searcher, vec![term(fields.file, path), term(fields.kind, MEETING)])? {
            meetings.extend(self.meeting_at(&searcher, address)?);
        }
        Ok(meetings)
    }

    /// The meeting whose document is at this address, whole.
    pub fn meeting_at(&self, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Option<Meeting>> {
        let fields = self.fields();
        let document: TantivyDocument = searcher.doc(address)?;
        let rest = stored::<Rest>(&document, fields.whole);
        let facts = stored::<MeetingFacts>(&document, fields.facts);
        let (Some(rest), Some(facts)) = (rest, facts) else { return Ok(None) };
        let mut passages = Vec::new();
        // A copy of the file elsewhere has the same meeting; the passages of one of them are enough.
        let own = BooleanQuery::intersection(vec![term(fields.id, &facts.id), term(fields.file, &rest.file)]);
        let own: Box<dyn Query> = Box::new(WithinQuery::new(Box::new(own), Whole::Meeting, self.layouts()));
        for address in addresses(searcher, vec![own, term(fields.kind, PASSAGE)])? {
            let document: TantivyDocument = searcher.doc(address)?;
            let Some(record) = stored::<PassageRecord>(&document, fields.record) else { continue };
            // Headings may stand before the passage itself; a heading found with the passage below keeps its own text.
            let texts = document.get_all(fields.text).filter_map(|value| value.as_str());
            let found = texts.filter(|text| *text != LOW).last().unwrap_or_default();
            let text = record.text.clone().unwrap_or_else(|| found.to_owned());
            passages.push(passage(record, text));
        }
        Ok(Some(rest.with(facts, passages)))
    }
}

fn passage(record: PassageRecord, text: String) -> Passage {
    Passage {
        id: record.id.rsplit('-').next().unwrap_or_default().to_owned(),
        kind: record.kind,
        place: record.place,
        item: record.item.number,
        item_heading: record.item.heading,
        topic: record.topic,
        text,
    }
}

pub(super) fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

/// The documents that match all of the queries, in the order they were written in.
pub(super) fn addresses(searcher: &Searcher, queries: Vec<Box<dyn Query>>) -> tantivy::Result<Vec<DocAddress>> {
    let found = searcher.search(&BooleanQuery::intersection(queries), &DocSetCollector)?;
    let mut addresses: Vec<DocAddress> = found.into_iter().collect();
    addresses.sort_unstable();
    Ok(addresses)
}

/// The record that a document stores in `field`; none where it is of another type.
pub fn stored<T: DeserializeOwned>(document: &TantivyDocument, field: Field) -> Option<T> {
    serde_json::from_str(document.get_first(field)?.as_str()?).ok()
}
