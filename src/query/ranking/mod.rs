//! Best match: windows of whole passages, ranked by their words, their speakers, their neighbours and their meeting.

mod asking;
mod evidence;
mod layout;
mod speaker;
mod trim;
mod window;

pub(super) use asking::without_asking;
pub(super) use layout::Layout;
pub(super) use trim::{Stretch, trimmed};

use super::compile::Compiler;
use super::syntax::Node;
use crate::index::Collection;
use evidence::Evidence;
use tantivy::query::{EnableScoring, Query};
use tantivy::{Result, Searcher};
use window::Windows;

/// The parts of the ranking; each can be left out, to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Windows of several passages instead of single passages.
    Windows,
    /// Neighbouring words of the query that stand together.
    Phrases,
    /// Passages in which somebody speaks whom the query names.
    Speaker,
    /// What stands before and after.
    Neighbours,
    /// What else the meeting says.
    Meeting,
    /// Attendance, furniture and standing items last.
    Standing,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 6] =
        [Part::Windows, Part::Phrases, Part::Speaker, Part::Neighbours, Part::Meeting, Part::Standing];

    /// Its name in `--without` and in the page of figures.
    pub fn name(self) -> &'static str {
        match self {
            Part::Windows => "windows",
            Part::Phrases => "phrases",
            Part::Speaker => "speaker",
            Part::Neighbours => "neighbours",
            Part::Meeting => "meeting",
            Part::Standing => "standing",
        }
    }
}

/// What is to be ranked.
pub(super) struct Question<'a> {
    /// The words asked for, with their fields and filters.
    pub(super) tree: &'a Node,
    /// The query as typed, in which speakers are named.
    pub(super) typed: &'a str,
    /// Parts left out.
    pub(super) without: &'a [Part],
}

impl Question<'_> {
    fn has(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}

/// The windows that answer `question` among the passages that match `query`, best first.
pub(super) fn windows(
    collection: &Collection,
    searcher: &Searcher,
    compiler: &mut Compiler,
    query: &dyn Query,
    question: &Question,
) -> Result<Windows> {
    let evidence = Evidence::of(collection, searcher, compiler, question)?;
    let mut windows = Windows::default();
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        windows.add_segment(number as u32, (segment, weight.as_ref()), &evidence, question)?;
    }
    windows.rank(question);
    Ok(windows)
}
