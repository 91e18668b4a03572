//! Blocks to meetings: every fact of one document's minutes, pure and total.

use crate::meeting::{Meeting, Passage};
use crate::read::Document;

/// Parses a document; at least one meeting comes back, whatever the text.
///
/// `name` is the file's path as the user sees it: the last resort for the date of the meeting.
pub fn parse(document: &Document, _name: &str) -> Vec<Meeting> {
    let mut meeting = Meeting::default();
    for text in document.blocks.iter().flat_map(|block| block.texts()) {
        meeting.passages.push(Passage {
            id: meeting.passages.len().to_string(),
            place: text.whole(),
            text: text.string.clone(),
            ..Passage::default()
        });
    }
    meeting.title = meeting.passages.first().map(|passage| passage.text.clone());
    vec![meeting]
}
