//! Best match: windows of whole passages, ranked by their words, their speakers, their neighbours and their meeting.

mod around;
mod asking;
mod evidence;
mod found;
mod meaning;
mod speaker;
mod trim;
mod window;

pub(super) use around::{Around, looked_at, weighed};
pub(super) use meaning::Meaning;
pub(super) use trim::{Stretch, trimmed};

use super::compile::Compiler;
use super::request::Request;
use super::syntax::Node;
use crate::index::Collection;
use asking::without_asking;
use evidence::Evidence;
use speaker::Speakers;
use tantivy::query::{EnableScoring, Query};
use tantivy::{DocAddress, Result, Searcher};
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
    /// Words of the query in the heading above.
    Headings,
    /// What stands before and after.
    Neighbours,
    /// What else the meeting says.
    Meeting,
    /// Attendance, furniture and standing items last.
    Standing,
    /// The first hits from different places.
    Spread,
    /// What borders on one of the first hits before what stands alone.
    Borders,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 9] = [
        Part::Windows,
        Part::Phrases,
        Part::Speaker,
        Part::Headings,
        Part::Neighbours,
        Part::Meeting,
        Part::Standing,
        Part::Spread,
        Part::Borders,
    ];

    /// Its name in `--without` and in the page of figures.
    pub fn name(self) -> &'static str {
        match self {
            Part::Windows => "windows",
            Part::Phrases => "phrases",
            Part::Speaker => "speaker",
            Part::Headings => "headings",
            Part::Neighbours => "neighbours",
            Part::Meeting => "meeting",
            Part::Standing => "standing",
            Part::Spread => "spread",
            Part::Borders => "borders",
        }
    }
}

/// A question in plain language, taken apart.
pub(super) struct Asked {
    /// What is asked about.
    pub(super) tree: Node,
    /// Who is to have spoken.
    pub(super) speakers: Vec<Node>,
    /// Words that only ask.
    pub(super) set_aside: Vec<String>,
    /// Passages that are no answer, as they are what was asked with.
    pub(super) leave_out: Vec<DocAddress>,
}

impl Asked {
    pub(super) fn of(collection: &Collection, searcher: &Searcher, tree: &Node, request: &Request) -> Result<Asked> {
        let (tree, set_aside) = without_asking(tree);
        if request.without.contains(&Part::Speaker) {
            return Ok(Asked { tree, speakers: Vec::new(), set_aside, leave_out: Vec::new() });
        }
        let named = Speakers::named(collection.fields(), searcher, &request.query)?;
        Ok(Asked { tree: named.taken_from(tree), speakers: named.nodes, set_aside, leave_out: Vec::new() })
    }
}

/// What is to be ranked.
pub(super) struct Question<'a> {
    /// The question.
    pub(super) asked: &'a Asked,
    /// Parts left out.
    pub(super) without: &'a [Part],
}

impl Question<'_> {
    pub(super) fn has(&self, part: Part) -> bool {
        !self.without.contains(&part)
    }
}

/// The windows that answer `question` among the passages that match `query`, best first.
pub(super) fn windows(
    collection: &Collection,
    compiler: &mut Compiler,
    query: &dyn Query,
    question: &Question,
) -> Result<Windows> {
    let evidence = Evidence::of(compiler, question)?;
    let searcher = compiler.searcher;
    let mut windows = Windows::default();
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let passages = collection.passages(segment)?;
        windows.add_segment(number as u32, (segment, weight.as_ref()), (&evidence, &passages))?;
    }
    windows.rank(question);
    Ok(windows)
}
