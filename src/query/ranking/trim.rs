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
/// Behind the first few hits, one that borders on one of the first eight comes up to ten places earlier: a discussion
/// is longer than a window.
const SETTLED: usize = 5;
const LOOKED_AT: usize = 8;
const EARLIER: usize = 10;

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
        if stretches.len() >= wanted + EARLIER {
            break;
        }
    }
    if question.has(Part::Borders) {
        stretches = bordering(stretches, |one, other| borders(&layouts, one, other));
    }
    stretches.truncate(wanted);
    Ok(stretches)
}

/// The hits with those earlier that border on one of the first.
fn bordering<T>(hits: Vec<T>, borders: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut left: Vec<(usize, T)> = hits.into_iter().enumerate().collect();
    let mut order: Vec<T> = left.drain(..left.len().min(SETTLED)).map(|(_, hit)| hit).collect();
    while !left.is_empty() {
        let first = &order[..order.len().min(LOOKED_AT)];
        let place = |(at, hit): &(usize, T)| {
            let is_wanted = first.iter().any(|shown| borders(shown, hit));
            if is_wanted { at.saturating_sub(EARLIER) } else { *at }
        };
        // what stands farther behind cannot come before the first of those left
        let reach = left.iter().take(EARLIER + 1).map(place).enumerate().min_by_key(|(_, place)| *place);
        let (best, _) = reach.expect("something is left");
        order.push(left.remove(best).1);
    }
    order
}

/// Whether nothing stands between two stretches of an item.
fn borders(layouts: &[Layout], one: &Stretch, other: &Stretch) -> bool {
    let ends = |stretch: &Stretch| Some((*stretch.passages.first()?, *stretch.passages.last()?));
    let (Some((first, last)), Some((other_first, other_last))) = (ends(one), ends(other)) else { return false };
    let layout = &layouts[one.segment as usize];
    let follows = |end: DocId, start: DocId| {
        end < start && (end + 1..start).all(|doc| layout.words(doc) == 0) && layout.items.of(end).contains(&start)
    };
    one.segment == other.segment && (follows(last, other_first) || follows(other_last, first))
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
        let item = layout.items.of(first);
        while length < LEAST && next < item.end {
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
        while length < LEAST && before > item.start {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_borders_on_a_first_hit_comes_before_what_stands_alone() {
        let borders = |one: &i32, other: &i32| (one - other).abs() == 1;
        assert_eq!(bordering(vec![10, 20, 30, 40, 50, 60, 70, 11], borders), [10, 20, 30, 40, 50, 11, 60, 70]);
        // a chain ends with the eighth hit, and nothing comes up by more than ten places
        assert_eq!(bordering(vec![10, 20, 30, 40, 50, 12, 11, 13, 14], borders), [10, 20, 30, 40, 50, 11, 12, 13, 14]);
        let far: Vec<i32> = (0..17).map(|at| 10 * at).chain([1]).collect();
        assert_eq!(bordering(far, borders)[8], 1);
    }
}
