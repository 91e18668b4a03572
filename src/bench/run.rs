//! A run: the questions drawn, asked in turn of all that is timed, and the times put together.

use super::figures::{Figures, Report, Size, Timings};
use super::floor::Floor;
use super::mix::Mix;
use super::question::{Class, Part, Question};
use super::subject::Subject;
use super::{BenchError, cold};
use crate::index::Collection;
use crate::query::{self, Request};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// What is to be measured.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What all questions have in common.
    pub base: Request,
    /// The user's own questions; none for a mix from the archive's words.
    pub given: Option<Vec<Request>>,
    /// The classes of the mix that are asked; all of them where none is named.
    pub classes: Vec<Class>,
    /// How often the questions are asked.
    pub runs: usize,
    /// Questions of each class in a run of the mix.
    pub queries: usize,
    /// What the mix is drawn by.
    pub seed: u64,
    /// Whether each question finds the index closed and forgotten by the system.
    pub is_cold: bool,
    /// Whether a bare index of the same passages is asked, too.
    pub with_floor: bool,
}

/// Measures queries on `collection`.
pub fn run(collection: Collection, plan: &Plan) -> Result<Report, BenchError> {
    let rounds = match &plan.given {
        Some(given) => {
            let question = |request: &Request| Question { class: Class::Given, request: request.clone() };
            vec![given.iter().map(question).collect(); plan.runs]
        }
        None => mixed(&collection, plan)?,
    };
    let floor = plan.with_floor.then(|| Floor::build(&collection)).transpose()?;
    let directory = collection.directory().to_owned();
    let mut size = size(&collection)?;
    size.floor_bytes = floor.as_ref().map(|floor| bytes(floor.path())).transpose()?;
    // What a process has open is not forgotten.
    drop(collection);
    let not_cold = plan.is_cold.then(|| cold::forget(&directory).err()).flatten().map(|cause| cause.to_string());

    let mut subjects = Vec::new();
    for part in [Part::Answer, Part::Engine] {
        subjects.push(Subject::new(&directory, None, part));
        subjects.extend(floor.as_ref().map(|floor| Subject::new(&directory, Some(floor.path()), part)));
    }
    if !plan.is_cold {
        subjects = subjects.into_iter().map(Subject::kept_open).collect::<Result<_, _>>()?;
        // The first round is asked once untimed: pages are read, caches filled as far as they are the system's.
        for question in rounds.first().into_iter().flatten() {
            subjects.iter().try_for_each(|subject| subject.timed(question).map(drop))?;
        }
    }
    let rows = timed(&rounds, &subjects)?;
    Ok(Report { rows, size, not_cold })
}

/// Asks every question of every subject, one after the other, so that all meet the same weather. The product and its
/// floor take turns in going first: who goes second finds the processor warm, and its own index still in its caches.
fn timed(rounds: &[Vec<Question>], subjects: &[Subject]) -> Result<Vec<Figures>, BenchError> {
    let mut timings: BTreeMap<(Part, Class, bool), Timings> = BTreeMap::new();
    let mut known: HashSet<(Class, String)> = HashSet::new();
    for (round, questions) in rounds.iter().enumerate() {
        for (at, question) in questions.iter().enumerate() {
            let is_first = known.insert((question.class, format!("{:?}", question.request)));
            for part in subjects.chunk_by(|one, other| one.part == other.part) {
                let turns = if (round + at) % 2 == 0 { [0, 1] } else { [1, 0] };
                for subject in turns.iter().filter_map(|turn| part.get(*turn)) {
                    if let Some(answer) = subject.timed(question)? {
                        let key = (subject.part, question.class, subject.floor.is_some());
                        timings.entry(key).or_default().add(answer, is_first);
                    }
                }
            }
        }
    }
    let mut rows = Vec::new();
    while let Some(((part, class, is_floor), own)) = timings.pop_first() {
        debug_assert!(!is_floor, "a floor comes behind what stands on it");
        let floor = timings.remove(&(part, class, true));
        rows.push(Figures::of(class, part, own, floor));
    }
    Ok(rows)
}

/// The questions of each run of the mix: four of five are the same in all, the rest have never been asked before.
fn mixed(collection: &Collection, plan: &Plan) -> Result<Vec<Vec<Question>>, BenchError> {
    let mut mix = Mix::new(collection, &plan.base, (plan.seed, &plan.classes))?;
    let new = (plan.queries / 5).max(1);
    let kept = mix.draw(plan.queries.saturating_sub(new).max(1))?;
    let mut rounds = Vec::new();
    for _ in 0..plan.runs {
        let mut questions = kept.clone();
        questions.extend(mix.draw(new)?);
        rounds.push(questions);
    }
    Ok(rounds)
}

fn size(collection: &Collection) -> Result<Size, BenchError> {
    let searcher = collection.searcher();
    let passages = query::extent(collection)?.passages;
    Ok(Size {
        bytes: bytes(collection.directory())?,
        documents: searcher.num_docs(),
        passages,
        segments: searcher.segment_readers().len(),
        floor_bytes: None,
    })
}

/// The files of a folder together.
fn bytes(folder: &Path) -> Result<u64, BenchError> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder).map_err(super::file(folder))? {
        let metadata = entry.and_then(|entry| entry.metadata()).map_err(super::file(folder))?;
        sum += if metadata.is_file() { metadata.len() } else { 0 };
    }
    Ok(sum)
}
