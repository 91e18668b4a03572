//! Counting: found, missed and extra rows of a list, and right and wrong fields.

/// Rows of a list that were found, made up, or missed.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    pub(super) found: usize,
    pub(super) extra: usize,
    pub(super) missed: usize,
}

impl Tally {
    pub(super) fn f1(&self) -> f64 {
        Ratio { good: 2 * self.found, all: 2 * self.found + self.extra + self.missed }.value()
    }
}

/// How many of all are right.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Ratio {
    pub(super) good: usize,
    pub(super) all: usize,
}

impl Ratio {
    pub(super) fn add(&mut self, is_good: bool) {
        self.good += usize::from(is_good);
        self.all += 1;
    }

    /// 1 where there is nothing to be wrong about.
    pub(super) fn value(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.good as f64 / self.all as f64 }
    }
}

impl std::iter::Sum for Ratio {
    fn sum<I: Iterator<Item = Ratio>>(ratios: I) -> Ratio {
        ratios.fold(Ratio::default(), |sum, one| Ratio { good: sum.good + one.good, all: sum.all + one.all })
    }
}

/// Which rows of two lists belong together.
pub(super) struct Pairing<'a, T> {
    pub(super) pairs: Vec<(&'a T, &'a T)>,
    pub(super) missed: Vec<&'a T>,
    pub(super) extra: Vec<&'a T>,
}

/// Pairs the rows that are most alike first; a likeness of 0 is no pair.
pub(super) fn pair<'a, T>(wanted: &'a [T], got: &'a [T], likeness: impl Fn(&T, &T) -> f64) -> Pairing<'a, T> {
    let mut alike: Vec<(f64, usize, usize)> = Vec::new();
    for (row, one) in wanted.iter().enumerate() {
        alike.extend(got.iter().enumerate().map(|(at, other)| (likeness(one, other), row, at)));
    }
    alike.retain(|(likeness, ..)| *likeness > 0.0);
    alike.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut is_paired, mut is_taken) = (vec![false; wanted.len()], vec![false; got.len()]);
    let mut pairs = Vec::new();
    for (_, row, at) in alike {
        if !is_paired[row] && !is_taken[at] {
            (is_paired[row], is_taken[at]) = (true, true);
            pairs.push((&wanted[row], &got[at]));
        }
    }
    Pairing { pairs, missed: left_over(wanted, &is_paired), extra: left_over(got, &is_taken) }
}

fn left_over<'a, T>(rows: &'a [T], is_used: &[bool]) -> Vec<&'a T> {
    rows.iter().zip(is_used).filter(|(_, is_used)| !**is_used).map(|(row, _)| row).collect()
}
