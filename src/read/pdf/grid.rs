//! Ruled tables: ruling lines that meet make a grid, and its cells make rows.

use super::sheet::{Glyph, Rule};

/// A table drawn with ruling lines.
#[derive(Debug)]
pub(super) struct Grid {
    /// Left edges of its columns, and the right edge of the last.
    pub xs: Vec<f32>,
    /// Top edges of its rows, and the bottom edge of the last.
    pub ys: Vec<f32>,
    /// Cells from left to right, row by row.
    pub cells: Vec<Area>,
    /// The cell over each meeting of a column and a row, row by row.
    owners: Vec<usize>,
}

/// A cell: the columns and rows of the grid it covers, the last excluded.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area {
    pub left: usize,
    pub right: usize,
    pub top: usize,
    pub bottom: usize,
}

/// Lines closer than this are one line.
const SAME: f32 = 3.5;
/// A gap this small between two lines still counts as their meeting.
const REACH: f32 = 4.5;
/// Beyond this a page full of lines is a drawing.
const MOST_LINES: usize = 4_000;
const MOST_CELLS: usize = 5_000;

impl Grid {
    /// Number of the cell in which `glyph` stands.
    pub(super) fn cell_of(&self, glyph: &Glyph) -> Option<usize> {
        let (x, y) = ((glyph.x0 + glyph.x1) / 2.0, glyph.base - 0.3 * glyph.size);
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        let columns = self.xs.len() - 1;
        if column < columns { self.owners.get(row * columns + column).copied() } else { None }
    }

    pub(super) fn top(&self) -> f32 {
        self.ys.first().copied().unwrap_or(0.0)
    }

    pub(super) fn area(&self) -> f32 {
        let side = |edges: &[f32]| edges.last().unwrap_or(&0.0) - edges.first().unwrap_or(&0.0);
        side(&self.xs) * side(&self.ys)
    }
}

/// The grids that `rules` make, from top to bottom.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let rules = merged(rules);
    if rules.len() > MOST_LINES {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = groups(&rules).iter().filter_map(|group| grid(group)).collect();
    grids.sort_by(|a, b| a.top().total_cmp(&b.top()));
    grids
}

/// The rules with those that lie on one another or continue one another made one.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let (mut level, mut upright): (Vec<Rule>, Vec<Rule>) = rules.iter().copied().partition(Rule::is_level);
    level.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    upright.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.y0.total_cmp(&b.y0)));
    let mut merged: Vec<Rule> = Vec::new();
    for rule in level.into_iter().chain(upright) {
        let same = merged.iter_mut().rev().take(64).find(|other| {
            other.is_level() == rule.is_level()
                && if rule.is_level() {
                    (rule.y0 - other.y0).abs() <= 1.0 && rule.x0 <= other.x1 + REACH && other.x0 <= rule.x1 + REACH
                } else {
                    (rule.x0 - other.x0).abs() <= 1.0 && rule.y0 <= other.y1 + REACH && other.y0 <= rule.y1 + REACH
                }
        });
        match same {
            Some(other) => {
                let is_level = rule.is_level();
                if is_level {
                    (other.x0, other.x1) = (other.x0.min(rule.x0), other.x1.max(rule.x1));
                } else {
                    (other.y0, other.y1) = (other.y0.min(rule.y0), other.y1.max(rule.y1));
                }
            }
            None => merged.push(rule),
        }
    }
    merged
}

/// The rules in groups whose members meet.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    let (level, upright): (Vec<usize>, Vec<usize>) = (0..rules.len()).partition(|index| rules[*index].is_level());
    for across in &level {
        for down in &upright {
            if meet(&rules[*across], &rules[*down]) {
                let (a, b) = (root(&mut group, *across), root(&mut group, *down));
                group[a] = b;
            }
        }
    }
    let mut found: std::collections::BTreeMap<usize, Vec<Rule>> = std::collections::BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        found.entry(root(&mut group, index)).or_default().push(*rule);
    }
    found.into_values().filter(|group| group.len() >= 3).collect()
}

fn root(group: &mut [usize], mut index: usize) -> usize {
    while group[index] != index {
        group[index] = group[group[index]];
        index = group[index];
    }
    index
}

fn meet(level: &Rule, upright: &Rule) -> bool {
    upright.x0 >= level.x0 - REACH
        && upright.x0 <= level.x1 + REACH
        && level.y0 >= upright.y0 - REACH
        && level.y0 <= upright.y1 + REACH
}

fn grid(rules: &[Rule]) -> Option<Grid> {
    let upright = || rules.iter().filter(|rule| !rule.is_level());
    let level = || rules.iter().filter(|rule| rule.is_level());
    let xs = edges(upright().map(|rule| rule.x0).chain(level().flat_map(|rule| [rule.x0, rule.x1])).collect());
    let ys = edges(level().map(|rule| rule.y0).chain(upright().flat_map(|rule| [rule.y0, rule.y1])).collect());
    if xs.len() < 2 || ys.len() < 2 || upright().count() < 1 || level().count() < 2 || xs.len() * ys.len() > MOST_CELLS
    {
        return None;
    }
    let has_left = |column: usize, row: usize| {
        let y = (ys[row] + ys[row + 1]) / 2.0;
        upright().any(|rule| (rule.x0 - xs[column]).abs() <= SAME && rule.y0 <= y && y <= rule.y1)
    };
    let has_top = |column: usize, row: usize| {
        let x = (xs[column] + xs[column + 1]) / 2.0;
        level().any(|rule| (rule.y0 - ys[row]).abs() <= SAME && rule.x0 <= x && x <= rule.x1)
    };
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut cells: Vec<Area> = Vec::new();
    let mut owners: Vec<Option<usize>> = vec![None; columns * rows];
    for row in 0..rows {
        for column in 0..columns {
            if owners[row * columns + column].is_some() {
                continue;
            }
            let is_free = |column: usize| owners[row * columns + column].is_none();
            let right = (column + 1..columns).find(|next| has_left(*next, row) || !is_free(*next)).unwrap_or(columns);
            let is_closed = |next: &usize| (column..right).any(|column| has_top(column, *next));
            let bottom = (row + 1..rows).find(is_closed).unwrap_or(rows);
            for row in row..bottom {
                owners[row * columns + column..row * columns + right].fill(Some(cells.len()));
            }
            cells.push(Area { left: column, right, top: row, bottom });
        }
    }
    let owners = owners.into_iter().flatten().collect();
    Some(Grid { xs, ys, cells, owners })
}

/// Positions in order, with those of one line made one.
fn edges(mut positions: Vec<f32>) -> Vec<f32> {
    positions.sort_by(f32::total_cmp);
    let mut edges: Vec<f32> = Vec::new();
    for position in positions {
        if edges.last().is_none_or(|edge| position - edge > SAME) {
            edges.push(position);
        }
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(y: f32, x0: f32, x1: f32) -> Rule {
        Rule { x0, y0: y, x1, y1: y }
    }

    fn upright(x: f32, y0: f32, y1: f32) -> Rule {
        Rule { x0: x, y0, x1: x, y1 }
    }

    #[test]
    fn lines_that_meet_make_cells() {
        let mut rules: Vec<Rule> = [0.0, 20.0, 40.0].iter().map(|y| level(*y, 0.0, 100.0)).collect();
        rules.extend([0.0, 60.0, 100.0].iter().map(|x| upright(*x, 0.0, 40.0)));
        let grids = grids(&rules);
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].cells.len(), 4);
    }

    #[test]
    fn a_missing_line_joins_two_cells() {
        let mut rules: Vec<Rule> = [0.0, 20.0, 40.0].iter().map(|y| level(*y, 0.0, 100.0)).collect();
        rules.extend([upright(0.0, 0.0, 40.0), upright(60.0, 20.0, 40.0), upright(100.0, 0.0, 40.0)]);
        let cells = &grids(&rules)[0].cells;
        assert_eq!(cells[0], Area { left: 0, right: 2, top: 0, bottom: 1 });
        assert_eq!(cells.len(), 3);
    }

    #[test]
    fn underlines_make_no_table() {
        assert!(grids(&[level(10.0, 0.0, 50.0), level(30.0, 0.0, 50.0)]).is_empty());
    }
}
