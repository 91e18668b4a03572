//! Timings to figures: one row for each class, and what the index measures.

use super::question::{Class, Part};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// All that was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The classes in order: the product's answers, then the engine alone.
    pub rows: Vec<Figures>,
    /// The index.
    pub size: Size,
    /// Why the system's memory of the index was not dropped, where that was asked for and could not be.
    pub not_cold: Option<String>,
}

/// How large the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Its files together, in bytes.
    pub bytes: u64,
    /// Documents of the engine: passages, statements, actions and everything else.
    pub documents: u64,
    /// Passages among them.
    pub passages: u64,
    /// Parts the engine keeps them in.
    pub segments: usize,
    /// Files of the bare index together, in bytes, where there is one.
    #[serde(default)]
    pub floor_bytes: Option<u64>,
}

/// The figures of one class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Name of the class.
    pub class: String,
    /// `answer` for the product's whole answer, `engine` for the engine alone on the same index.
    pub part: String,
    /// Different questions.
    pub queries: usize,
    /// Questions timed, repetitions included.
    pub timed: usize,
    /// What they took.
    #[serde(flatten)]
    pub times: Times,
    /// Questions a second.
    pub per_second: f64,
    /// Passages found by all questions together, each once.
    pub hits: u64,
    /// The same questions on the bare index.
    #[serde(default)]
    pub floor: Option<Times>,
    /// Passages they found there.
    #[serde(default)]
    pub floor_hits: Option<u64>,
    /// How many times as long as there the middle question took, and the one of 95 in a hundred.
    #[serde(default)]
    pub floor_ratio: Option<[f64; 2]>,
    /// How many times as long as in the baseline the same two took.
    #[serde(default)]
    pub baseline_ratio: Option<[f64; 2]>,
}

/// Times in microseconds: the share named of all questions took at most so long.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Times {
    /// Half of them.
    pub p50: f64,
    /// 95 in a hundred.
    pub p95: f64,
    /// 99 in a hundred.
    pub p99: f64,
    /// All of them.
    pub max: f64,
}

impl Times {
    fn of(mut taken: Vec<f64>) -> Times {
        taken.sort_by(f64::total_cmp);
        let share = |of_hundred: usize| {
            let at = (taken.len() * of_hundred).div_ceil(100).max(1);
            taken.get(at - 1).map_or(0.0, |time| tenths(*time))
        };
        Times { p50: share(50), p95: share(95), p99: share(99), max: share(100) }
    }

    /// How many times as long as `other` it took: the middle one, and the one of 95 in a hundred.
    pub(super) fn ratio(&self, other: &Times) -> [f64; 2] {
        let ratio = |one: f64, other: f64| (one / other.max(0.1) * 100.0).round() / 100.0;
        [ratio(self.p50, other.p50), ratio(self.p95, other.p95)]
    }
}

fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// The timings of one class by one way of asking.
#[derive(Debug, Default)]
pub(super) struct Timings {
    taken: Vec<f64>,
    queries: usize,
    hits: u64,
}

impl Timings {
    /// Notes an answer, the first one to its question or another.
    pub(super) fn add(&mut self, (took, hits): (Duration, u64), is_first: bool) {
        self.taken.push(took.as_secs_f64() * 1e6);
        if is_first {
            self.queries += 1;
            self.hits += hits;
        }
    }
}

impl Figures {
    /// The figures of the class, beside those of the bare index.
    pub(super) fn of(class: Class, part: Part, own: Timings, floor: Option<Timings>) -> Figures {
        let seconds = own.taken.iter().sum::<f64>() / 1e6;
        let (queries, timed, hits) = (own.queries, own.taken.len(), own.hits);
        let times = Times::of(own.taken);
        let floor_hits = floor.as_ref().map(|floor| floor.hits);
        let floor = floor.map(|floor| Times::of(floor.taken));
        Figures {
            class: class.name().to_owned(),
            part: part.name().to_owned(),
            queries,
            timed,
            times,
            per_second: tenths(timed as f64 / seconds.max(1e-9)),
            hits,
            floor,
            floor_hits,
            floor_ratio: floor.map(|floor| times.ratio(&floor)),
            baseline_ratio: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_the_questions_in_order() {
        let times = Times::of((1..=200).rev().map(f64::from).collect());
        assert_eq!(times, Times { p50: 100.0, p95: 190.0, p99: 198.0, max: 200.0 });
        assert_eq!(Times::of(vec![7.25]), Times { p50: 7.3, p95: 7.3, p99: 7.3, max: 7.3 });
    }

    #[test]
    fn hits_count_once_for_each_question() {
        let mut own = Timings::default();
        own.add((Duration::from_micros(10), 3), true);
        own.add((Duration::from_micros(30), 3), false);
        let figures = Figures::of(Class::Rare, Part::Answer, own, None);
        assert_eq!((figures.queries, figures.timed, figures.hits), (1, 2, 3));
        assert_eq!(figures.per_second, 50_000.0);
    }
}
