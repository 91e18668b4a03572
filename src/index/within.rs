//! Documents that stand in what another query finds: what holds for a meeting or a passage is written once, at its own
//! document, and holds for the run of documents that it begins.

use super::layout::{Layout, Layouts};
use super::runs::Walk;
use std::ops::Range;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Result, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// What begins a run of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// A meeting, with its passages and their statements.
    Meeting,
    /// A passage, with its statements.
    Passage,
}

/// The documents that stand in what `inner` finds, itself included; what stands in nothing is a run of its own.
#[derive(Debug)]
pub struct WithinQuery {
    inner: Box<dyn Query>,
    whole: Whole,
    layouts: Layouts,
}

impl WithinQuery {
    /// `inner` finds documents that begin a `whole`, or stand in nothing; `layouts` are those of its index.
    pub fn new(inner: Box<dyn Query>, whole: Whole, layouts: &Layouts) -> Self {
        Self { inner, whole, layouts: layouts.clone() }
    }
}

impl Clone for WithinQuery {
    fn clone(&self) -> Self {
        Self { inner: self.inner.box_clone(), whole: self.whole, layouts: self.layouts.clone() }
    }
}

impl Query for WithinQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let schema = scoring.schema();
        let inner = self.inner.weight(EnableScoring::disabled_from_schema(schema))?;
        Ok(Box::new(WithinWeight { inner, whole: self.whole, layouts: self.layouts.clone() }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.inner.query_terms(visitor);
    }
}

struct WithinWeight {
    inner: Box<dyn Weight>,
    whole: Whole,
    layouts: Layouts,
}

impl Weight for WithinWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let inner = self.inner.scorer(segment, boost)?;
        let passages = match self.whole {
            Whole::Meeting => None,
            Whole::Passage => Some(self.layouts.of(segment)?),
        };
        let wholes = Wholes { meetings: self.layouts.meetings(segment)?.walk(), passages };
        let mut scorer = WithinScorer { inner, wholes, documents: segment.max_doc(), end: 0, doc: TERMINATED };
        scorer.take_up();
        Ok(Box::new(scorer))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("stands in what matches", 1.0))
    }
}

/// Tells the run that a document stands in.
struct Wholes {
    meetings: Walk,
    /// Where passages are the runs, what tells them.
    passages: Option<Layout>,
}

impl Wholes {
    fn run(&mut self, doc: DocId) -> Range<DocId> {
        let meeting = self.meetings.of(doc);
        let Some(layout) = &self.passages else { return meeting };
        let is_passage = |doc: &DocId| layout.words(*doc) > 0;
        match (meeting.start..=doc).rev().find(is_passage) {
            Some(passage) => passage..(doc + 1..meeting.end).find(is_passage).unwrap_or(meeting.end),
            None => doc..doc + 1,
        }
    }
}

struct WithinScorer {
    /// Stands on the document that begins the run.
    inner: Box<dyn Scorer>,
    wholes: Wholes,
    /// How many the segment has.
    documents: DocId,
    /// Up to where the run is known to go.
    end: DocId,
    doc: DocId,
}

impl WithinScorer {
    /// Moves on to where the inner query stands.
    fn take_up(&mut self) -> DocId {
        self.doc = self.inner.doc();
        self.end = self.doc.saturating_add(1);
        self.doc
    }
}

impl DocSet for WithinScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        if self.doc + 1 == self.end {
            self.end = self.wholes.run(self.doc).end;
        }
        if self.doc + 1 < self.end {
            self.doc += 1;
            return self.doc;
        }
        self.inner.advance();
        self.take_up()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if target <= self.doc {
            return self.doc;
        }
        if target >= self.end {
            if target >= self.documents {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            let run = self.wholes.run(target);
            if self.inner.doc() < run.start {
                self.inner.seek(run.start);
            }
            if self.inner.doc() != run.start {
                return self.take_up();
            }
            self.end = run.end;
        }
        self.doc = target;
        target
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    /// As many as there are: whatever else is asked for leads, as to look whether a document stands in a run is less than
    /// to walk through the run.
    fn size_hint(&self) -> u32 {
        self.documents
    }
}

impl Scorer for WithinScorer {
    fn score(&mut self) -> Score {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::analyzer::{analyzers, column_analyzers};
    use super::super::schema::schema;
    use super::super::whole::term;
    use super::*;
    use tantivy::{Index, IndexWriter, TantivyDocument};

    /// Documents by what they are: `M`eetings, `p`assages, `s`tatements, and what stands `a`lone; capitals have the term.
    fn found(documents: &str, whole: Whole) -> String {
        let (schema, fields) = schema();
        let builder = Index::builder().schema(schema).tokenizers(analyzers());
        let index = builder.fast_field_tokenizers(column_analyzers()).create_in_ram().unwrap();
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20 << 20).unwrap();
        let length = |at: usize| {
            let behind = documents[at + 1..].find(|letter: char| "ma".contains(letter.to_ascii_lowercase()));
            1 + behind.unwrap_or(documents.len() - at - 1)
        };
        for (at, letter) in documents.chars().enumerate() {
            let kind = letter.to_ascii_lowercase();
            let mut document = TantivyDocument::default();
            if kind == 'm' {
                document.add_u64(fields.meeting_run, length(at) as u64);
            }
            document.add_u64(fields.words, u64::from(kind == 'p'));
            if letter.is_uppercase() {
                document.add_text(fields.kind, "wanted");
            }
            writer.add_document(document).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let segment = searcher.segment_reader(0);
        let query = WithinQuery::new(term(fields.kind, "wanted"), whole, &Layouts::default());
        let weight = query.weight(EnableScoring::disabled_from_searcher(&searcher)).unwrap();
        let mut found = String::new();
        let mut scorer = weight.scorer(segment, 1.0).unwrap();
        for doc in 0..documents.len() as DocId {
            let is_found = scorer.doc() == doc;
            found.push(if is_found { '+' } else { '-' });
            // From wherever the search stands, a jump finds what a walk finds.
            for target in doc..=documents.len() as DocId {
                let (mut walked, mut sought) =
                    (weight.scorer(segment, 1.0).unwrap(), weight.scorer(segment, 1.0).unwrap());
                while walked.doc() < target {
                    walked.advance();
                }
                if sought.doc() < doc {
                    sought.seek(doc);
                }
                if sought.doc() < target {
                    sought.seek(target);
                }
                assert_eq!(sought.doc(), walked.doc(), "{documents}: {doc}, then {target}");
            }
            if is_found {
                scorer.advance();
            }
        }
        found
    }

    #[test]
    fn what_holds_for_a_meeting_holds_for_all_that_stands_in_it() {
        assert_eq!(found("MpsspmpsMpaAa", Whole::Meeting), "+++++---++-+-");
        assert_eq!(found("mpsmAmp", Whole::Meeting), "----+--");
        assert_eq!(found("mpps", Whole::Meeting), "----");
    }

    #[test]
    fn what_holds_for_a_passage_holds_for_its_statements() {
        assert_eq!(found("mPsspsmpsPsAa", Whole::Passage), "-+++-----+++-");
        assert_eq!(found("mpPmPs", Whole::Passage), "--+-++");
    }
}
