//! Where a document stands in its meeting: meetings and agenda items are runs of documents.

use super::schema::{Fields, NOBODY};
use super::standing::is_standing;
use crate::meeting::Passage;
use tantivy::TantivyDocument;

/// Numbers the documents of one meeting.
#[derive(Default)]
pub(super) struct Runs<'a> {
    /// Number of documents placed so far.
    placed: usize,
    /// Where the item began, and its name.
    item: usize,
    name: Option<(Option<&'a str>, Option<&'a str>)>,
}

/// The column `meeting_at` of a document with so many of its meeting before it.
fn meeting_at(before: usize, raises: bool) -> u64 {
    2 * before as u64 + u64::from(raises)
}

/// What that column tells: the number of documents before it, and 1 for a statement that raises something.
pub fn told(meeting_at: u64) -> (u64, u64) {
    (meeting_at / 2, meeting_at % 2)
}

/// Places what stands in no meeting, so that every document has every column: one without gaps is read without a search.
pub(super) fn alone(fields: &Fields, document: TantivyDocument) -> TantivyDocument {
    let mut documents = [document];
    Runs::default().place(fields, &mut documents, None);
    let [document] = documents;
    document
}

impl<'a> Runs<'a> {
    /// Places what was added to `documents` last: a passage and its statements, or the meeting itself.
    pub(super) fn place(&mut self, fields: &Fields, documents: &mut [TantivyDocument], passage: Option<&'a Passage>) {
        let name = passage.map(|passage| (passage.item.as_deref(), passage.item_heading.as_deref()));
        if name != self.name {
            self.name = name;
            self.item = self.placed;
        }
        for (at, document) in documents.iter_mut().enumerate().skip(self.placed) {
            let is_statement = at > self.placed;
            let words = passage.filter(|_| !is_statement).map_or(0, |passage| passage.text.split_whitespace().count());
            let raises = is_statement && document.get_first(fields.raised_by).is_some();
            document.add_u64(fields.words, words as u64);
            document.add_u64(fields.meeting_at, meeting_at(at, raises));
            document.add_u64(fields.item_at, (at - self.item) as u64);
            document.add_u64(fields.standing, passage.is_some_and(is_standing).into());
            if !is_statement {
                document.add_text(fields.speaker, NOBODY);
            }
        }
        self.placed = documents.len();
    }
}
