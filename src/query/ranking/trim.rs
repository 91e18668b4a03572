//! Windows to stretches: what a better hit already shows is cut off.

use super::window::{Window, Windows};
use super::{Part, Question};
use crate::index::{Collection, Layout};
use crate::query::results::Why;
use std::collections::HashSet;
use tantivy::{DocId, Result, Searcher};

/// What is left of a window grows to so many words, so that no hit is a crumb.
const LEAST: u64 = 60;
/// First windows that are of different places, and the share of its words by which one repeats another.
const SPREAD: usize = 5;
const REPEATED: f32 = 0.6;

/// A run of passages to be shown as one hit.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::query) struct Stretch {
    /// Number of the segment.
    pub(in crate::query) segment: u32,
    /// The passages.
    pub(in crate::query) passages: Vec<DocId>,
    /// How well it matches.
    pub(in crate::query) why: Why,
}

/// The first `wanted` stretches of `windows`.
pub(in crate::query) fn trimmed(
    (collection, searcher): (&Collection, &Searcher),
    windows: &Windows,
    question: &Question,
    wanted: usize,
) -> Result<Vec<Stretch>> {
    let layouts = collection.layouts().all(searcher)?;
    let mut shown = Shown::default();
    let mut stretches = Vec::new();
    let windows = if question.has(Part::Spread) { spread(&layouts, &windows.0) } else { windows.0.iter().collect() };
    for window in windows {
        for passages in shown.fresh(&layouts[window.segment as usize], window) {
            stretches.push(Stretch { segment: window.segment, passages, why: window.why });
        }
        if stretches.len() >= wanted {
            stretches.truncate(wanted);
            break;
        }
    }
    Ok(stretches)
}

/// The windows with the first few of different places: what mostly repeats one of these comes behind them.
fn spread<'w>(layouts: &[Layout], windows: &'w [Window]) -> Vec<&'w Window> {
    let mut order: Vec<&Window> = Vec::with_capacity(windows.len());
    let mut repeating: Vec<&Window> = Vec::new();
    let mut rest = windows.iter();
    while order.len() < SPREAD {
        let Some(window) = rest.next() else { break };
        let layout = &layouts[window.segment as usize];
        let is_shown = |doc: &DocId| order.iter().any(|other| other.has(window.segment, *doc));
        let shown: u64 = (window.first..=window.last).filter(is_shown).map(|doc| layout.words(doc)).sum();
        let list = if shown as f32 > REPEATED * window.words as f32 { &mut repeating } else { &mut order };
        list.push(window);
    }
    order.append(&mut repeating);
    order.extend(rest);
    order
}

/// The passages that better hits show.
#[derive(Default)]
struct Shown(HashSet<(u32, DocId)>);

impl Shown {
    /// The passages of the window that were not shown yet, in runs.
    fn fresh(&mut self, layout: &Layout, window: &Window) -> Vec<Vec<DocId>> {
        let mut runs: Vec<Vec<DocId>> = vec![Vec::new()];
        for doc in (window.first..=window.last).filter(|doc| layout.words(*doc) > 0) {
            match (self.0.insert((window.segment, doc)), runs.last_mut()) {
                (true, Some(run)) => run.push(doc),
                _ => runs.push(Vec::new()),
            }
        }
        runs.retain(|run| !run.is_empty());
        runs.iter_mut().for_each(|run| self.grow(layout, window.segment, run));
        runs
    }

    /// Lets a run grow downwards, then upwards, within its item and into what was not shown yet.
    fn grow(&mut self, layout: &Layout, segment: u32, run: &mut Vec<DocId>) {
        let mut length: u64 = run.iter().map(|doc| layout.words(*doc)).sum();
        let (first, mut next) = (run[0], run[run.len() - 1] + 1);
        while length < LEAST && layout.is_same_item(first, next) {
            let words = layout.words(next);
            if words > 0 {
                if !self.0.insert((segment, next)) {
                    break;
                }
                length += words;
                run.push(next);
            }
            next += 1;
        }
        let mut before = first;
        while length < LEAST && before > 0 && layout.is_same_item(first, before - 1) {
            before -= 1;
            let words = layout.words(before);
            if words > 0 {
                if !self.0.insert((segment, before)) {
                    break;
                }
                length += words;
                run.insert(0, before);
            }
        }
    }
}
