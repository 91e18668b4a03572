//! What is timed: the product or the engine, kept open or opened anew for each question.

use super::bare::Bare;
use super::question::{Part, Question};
use super::{BenchError, cold, floor};
use crate::index::Collection;
use std::path::Path;
use std::time::{Duration, Instant};

/// How an index is asked.
pub(super) trait Ask {
    /// The number of passages found; none for a question it does not know.
    fn ask(&self, question: &Question) -> Result<Option<u64>, BenchError>;
}

/// The product's own answer.
struct Product(Collection);

impl Ask for Product {
    fn ask(&self, question: &Question) -> Result<Option<u64>, BenchError> {
        Ok(Some(question.ask(&self.0)?))
    }
}

/// The engine, over the product's index or a bare one.
struct Engine {
    bare: Bare,
    part: Part,
    /// Names the index in errors, and keeps its analyzers.
    collection: Collection,
}

impl Ask for Engine {
    fn ask(&self, question: &Question) -> Result<Option<u64>, BenchError> {
        let found = match self.part {
            Part::Answer => self.bare.answer(question),
            Part::Engine => self.bare.top(question),
        };
        found.map_err(super::fault(&self.collection))
    }
}

/// An index in a folder, and how it is asked.
pub(super) struct Subject<'a> {
    /// The folder of the product's index.
    pub(super) index: &'a Path,
    /// The folder of the bare index, where that is what is timed.
    pub(super) floor: Option<&'a Path>,
    pub(super) part: Part,
    kept: Option<Box<dyn Ask>>,
}

impl<'a> Subject<'a> {
    /// An index that is opened anew for each question.
    pub(super) fn new(index: &'a Path, floor: Option<&'a Path>, part: Part) -> Subject<'a> {
        Subject { index, floor, part, kept: None }
    }

    /// Opens it once for all questions.
    pub(super) fn kept_open(self) -> Result<Subject<'a>, BenchError> {
        Ok(Subject { kept: Some(self.open()?), ..self })
    }

    fn open(&self) -> Result<Box<dyn Ask>, BenchError> {
        let collection = Collection::open(self.index)?;
        let fault = |cause| collection.fault(cause);
        let bare = match (self.floor, self.part) {
            (None, Part::Answer) => return Ok(Box::new(Product(collection))),
            (None, Part::Engine) => Bare::over(collection.searcher()).map_err(fault)?,
            (Some(folder), _) => floor::open(folder, collection.searcher().index()).map_err(fault)?,
        };
        Ok(Box::new(Engine { bare, part: self.part, collection }))
    }

    /// How long the answer takes and how much it finds. An index that is not kept open is opened first, which counts,
    /// after the system was asked to forget it.
    pub(super) fn timed(&self, question: &Question) -> Result<Option<(Duration, u64)>, BenchError> {
        let found = |start: Instant, hits: Option<u64>| hits.map(|hits| (start.elapsed(), hits));
        if let Some(kept) = &self.kept {
            let start = Instant::now();
            let hits = kept.ask(question)?;
            return Ok(found(start, hits));
        }
        let folder = self.floor.unwrap_or(self.index);
        // Whether it can be forgotten was tried before; a file that is gone by now is no reason to stop.
        let _ = cold::forget(folder);
        let start = Instant::now();
        let hits = self.open()?.ask(question)?;
        Ok(found(start, hits))
    }
}
