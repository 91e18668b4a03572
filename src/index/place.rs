//! Where a document stands in its meeting: meetings and agenda items are runs of documents.

use super::schema::{Fields, NOTHING};
use super::standing::is_standing;
use crate::meeting::Passage;
use tantivy::TantivyDocument;
use tantivy::schema::Field;

/// Places the documents of one meeting, the meeting itself first.
#[derive(Default)]
pub(super) struct Placing<'a> {
    /// Number of documents placed so far.
    placed: usize,
    /// Where the item began, and its name.
    item: usize,
    name: Option<(Option<&'a str>, Option<&'a str>)>,
}

/// Places what stands in no meeting, so that every document has every column that is read for each: one without gaps is
/// read without a search.
pub(super) fn alone(fields: &Fields, document: TantivyDocument) -> TantivyDocument {
    let mut documents = [document];
    Placing::default().place(fields, &mut documents, None);
    let [document] = documents;
    document
}

impl<'a> Placing<'a> {
    /// Places what was added to `documents` last: a passage and its statements, or the meeting itself.
    pub(super) fn place(&mut self, fields: &Fields, documents: &mut [TantivyDocument], passage: Option<&'a Passage>) {
        let name = passage.map(|passage| (passage.item.as_deref(), passage.item_heading.as_deref()));
        if name != self.name {
            self.name = name;
            self.begin_item(fields, documents);
        }
        for (at, document) in documents.iter_mut().enumerate().skip(self.placed) {
            let is_statement = at > self.placed;
            let words = passage.filter(|_| !is_statement).map_or(0, |passage| passage.text.split_whitespace().count());
            let raises = is_statement && document.get_first(fields.raised_by).is_some();
            document.add_u64(fields.in_item, (at - self.item) as u64);
            document.add_u64(fields.words, words as u64);
            document.add_u64(fields.raises, raises.into());
            document.add_u64(fields.standing, passage.is_some_and(is_standing).into());
            if !is_statement {
                document.add_text(fields.speaker, NOTHING);
            }
            if document.get_first(fields.topic).is_none() {
                document.add_text(fields.topic, NOTHING);
            }
        }
        self.placed = documents.len();
    }

    /// Notes how long the runs are, when all documents are placed.
    pub(super) fn end(mut self, fields: &Fields, documents: &mut [TantivyDocument]) {
        self.begin_item(fields, documents);
        note(fields.meeting_run, documents);
    }

    /// Ends the item at hand, if there is one, and begins the next.
    fn begin_item(&mut self, fields: &Fields, documents: &mut [TantivyDocument]) {
        note(fields.item_run, &mut documents[self.item..self.placed]);
        self.item = self.placed;
    }
}

/// Notes the length of a run at its first document.
fn note(column: Field, run: &mut [TantivyDocument]) {
    let length = run.len() as u64;
    if let Some(first) = run.first_mut() {
        first.add_u64(column, length);
    }
}
