//! What speaks for a passage: the words of the query, pairs of them, and who speaks.

use super::found::each;
use super::{Part, Question};
use crate::index::{Fields, LOW, LOW_LENGTH, PASSAGE, Passage, Stems, words};
use crate::query::compile::Compiler;
use crate::query::syntax::{Node, Pattern};
use crate::query::wording::wholes;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, PhraseQuery, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Result, Searcher, SegmentReader, TERMINATED, Term};

/// Words of a window on average, by which the share of windows with a word follows from that of passages.
const WINDOW: f32 = 190.0;
/// What a pair of words that stand together is worth, beside the two words.
const PAIR: f32 = 0.5;
/// Places that may stand between the two words of a pair.
const SLOP: u32 = 3;

/// All that is looked for in passages.
pub(super) struct Evidence<'a> {
    /// What is asked.
    pub(super) question: &'a Question<'a>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) speakers: Option<Box<dyn Weight>>,
}

/// One thing looked for.
pub(super) struct Leaf {
    source: Source,
    /// What it is worth to have it.
    pub(super) weight: f32,
}

enum Source {
    Term(Term),
    Query(Box<dyn Weight>),
}

/// A leaf in one segment.
pub(super) enum Cursor {
    None,
    Term(Box<SegmentPostings>),
    Query(Box<dyn Scorer>),
}

impl<'a> Evidence<'a> {
    pub(super) fn of(compiler: &mut Compiler, question: &'a Question<'a>) -> Result<Evidence<'a>> {
        let (fields, searcher) = (compiler.fields, compiler.searcher);
        let scoring = || EnableScoring::disabled_from_searcher(searcher);
        let rarity = Rarity::of(searcher, fields)?;
        let mut stems = Stems::default();
        let mut leaves: Vec<Leaf> = Vec::new();
        let mut last: Option<(Term, f32)> = None;
        for pattern in question.asked.tree.patterns() {
            let mut pair: Option<(Term, f32)> = None;
            if let Pattern::Word(text) = pattern
                && let [word] = wholes(&words(text)).collect::<Vec<_>>()[..]
                && word.length == 1
            {
                let term = Term::from_field_text(fields.text, stems.of(&word.text));
                let weight = rarity.weight(searcher.doc_freq(&term)?);
                pair = Some((Term::from_field_text(fields.exact, &word.text), weight));
                leaves.push(Leaf { source: Source::Term(term), weight });
            } else if let Some(query) = compiler.leaf(pattern)? {
                let weight = rarity.weight(query.count(searcher)? as u64);
                leaves.push(Leaf { source: Source::Query(query.weight(scoring())?), weight });
            }
            if let (Some((first, left)), Some((second, right))) = (&last, &pair)
                && question.has(Part::Phrases)
                && first != second
            {
                let both = PhraseQuery::new_with_offset_and_slop(vec![(0, first.clone()), (1, second.clone())], SLOP);
                let weight = PAIR * (left + right);
                leaves.push(Leaf { source: Source::Query(both.weight(scoring())?), weight });
            }
            last = pair;
        }
        let spoken = Node::or(question.asked.speakers.clone());
        let speakers = match question.asked.speakers.is_empty() {
            true => None,
            false => Some(compiler.compile(&spoken)?.weight(scoring())?),
        };
        Ok(Evidence { leaves, speakers, question })
    }
}

impl Leaf {
    pub(super) fn cursor(&self, segment: &SegmentReader) -> Result<Cursor> {
        Ok(match &self.source {
            Source::Term(term) => {
                let postings =
                    segment.inverted_index(term.field())?.read_postings(term, IndexRecordOption::WithFreqs)?;
                postings.map_or(Cursor::None, |postings| Cursor::Term(Box::new(postings)))
            }
            Source::Query(weight) => Cursor::Query(weight.scorer(segment, 1.0)?),
        })
    }
}

impl Cursor {
    /// Calls `found` with the number of each of the passages that has it, and how often; to be asked in ascending order.
    pub(super) fn each(&mut self, passages: &[Passage], mut found: impl FnMut(usize, f32)) {
        match self {
            Cursor::None => {}
            Cursor::Term(postings) => each(passages, postings.as_mut(), |at, here| found(at, here.term_freq() as f32)),
            Cursor::Query(scorer) => each(passages, scorer.as_mut(), |at, _| found(at, 1.0)),
        }
    }
}

/// Whether `docs`, moved forward to `doc`, has it.
pub(super) fn reach<D: DocSet + ?Sized>(docs: &mut D, doc: DocId) -> bool {
    let at = docs.doc();
    at != TERMINATED && (at == doc || (at < doc && docs.seek(doc) == doc))
}

/// How much a word tells, from the share of windows that have it.
struct Rarity {
    passages: f32,
    /// Passages of a window.
    length: f32,
}

impl Rarity {
    fn of(searcher: &Searcher, fields: &Fields) -> Result<Rarity> {
        let passages = searcher.doc_freq(&Term::from_field_text(fields.kind, PASSAGE))?.max(1) as f32;
        let mut words: u64 = 0;
        for segment in searcher.segment_readers() {
            words += segment.inverted_index(fields.text)?.total_num_tokens();
        }
        // What makes passages rank low is no word.
        let low = searcher.doc_freq(&Term::from_field_text(fields.text, LOW))? * LOW_LENGTH as u64;
        let words = words.saturating_sub(low);
        Ok(Rarity { passages, length: (WINDOW * passages / words.max(1) as f32).max(1.0) })
    }

    fn weight(&self, passages: u64) -> f32 {
        let share = (passages as f32 / self.passages).min(1.0);
        let windows = self.passages / self.length;
        let having = windows * (1.0 - (1.0 - share).powf(self.length));
        (1.0 + (windows - having + 0.5) / (having + 0.5)).ln()
    }
}

/// The folded word without its possessive.
pub(super) fn plain(word: &str) -> String {
    wholes(&words(word)).next().map(|word| word.text.clone()).unwrap_or_default()
}
