//! Which meetings belong together: bodies under their changing names, and bodies that the same people sit on.

use super::roll::RollEntry;
use super::text::fold;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Bodies that share this many people, and at least half of the smaller one's, are of one family.
const SHARED: usize = 3;
/// Somebody on more bodies than this tells nothing about any two of them.
const BUSY: usize = 40;
/// What kind of sitting it is, not whose.
const SITTINGS: &[&str] = &["annual", "ordinary", "extraordinary", "special", "emergency", "monthly", "regular"];
/// Fewest meetings of files that are named alike for their names to tell the body.
const ALIKE: usize = 3;

/// The bodies of an archive.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// Body of each meeting, by position: the same number for the same body.
    pub(super) body: Vec<usize>,
    /// Family of each meeting, by position: bodies that share people, and so initials and action codes.
    pub(super) family: Vec<usize>,
}

impl Series {
    /// Those of some of the meetings.
    pub(super) fn of(&self, members: &[usize]) -> Series {
        let picked = |numbers: &[usize]| members.iter().map(|at| numbers[*at]).collect();
        Series { body: picked(&self.body), family: picked(&self.family) }
    }
}

/// The bodies and families of `meetings`.
pub(super) fn series(meetings: &[RollEntry]) -> Series {
    let keys = body_keys(meetings);
    let numbers: BTreeMap<&str, usize> =
        keys.iter().map(String::as_str).collect::<BTreeSet<_>>().into_iter().zip(0..).collect();
    let body: Vec<usize> = keys.iter().map(|key| numbers[key.as_str()]).collect();
    let mut sets = Sets::new(numbers.len());
    for (one, other) in related(meetings, &body, numbers.len()) {
        sets.join(one, other);
    }
    let family = body.iter().map(|body| sets.of(*body)).collect();
    Series { body, family }
}

/// What each meeting's body is known by: its name without numbers, or how its file is called.
fn body_keys(meetings: &[RollEntry]) -> Vec<String> {
    let named: Vec<String> = meetings.iter().map(|meeting| body_key(meeting.body.as_deref())).collect();
    let files: Vec<String> = meetings.iter().map(|meeting| file_key(&meeting.path)).collect();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    named.iter().chain(&files).for_each(|key| *times.entry(key).or_default() += 1);
    let mut by_file: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (file, name) in files.iter().zip(&named).filter(|(_, name)| !name.is_empty()) {
        *by_file.entry(file).or_default().entry(name).or_default() += 1;
    }
    let mut keys = Vec::with_capacity(meetings.len());
    for (name, file) in named.iter().zip(&files) {
        let is_series = !name.is_empty() && (times[name.as_str()] > 1 || times[file.as_str()] < ALIKE);
        if is_series {
            keys.push(name.clone());
            continue;
        }
        // The body that files of this name tell most often.
        let most = by_file.get(file.as_str()).and_then(|names| names.iter().max_by_key(|(_, count)| **count));
        match most.filter(|(_, count)| **count * 2 > times[file.as_str()]) {
            Some((most, _)) => keys.push((*most).to_owned()),
            None => keys.push(format!("file {file}")),
        }
    }
    keys
}

/// A body's name without case, marks and numbers: `Harbour Board 14` is `harbour board`.
fn body_key(name: Option<&str>) -> String {
    let name = fold(name.unwrap_or_default());
    let is_kept = |word: &&str| !word.chars().any(char::is_numeric) && !SITTINGS.contains(word);
    name.split(' ').filter(is_kept).collect::<Vec<_>>().join(" ")
}

/// A path without digits and names of months: files of one series are called alike.
fn file_key(path: &str) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let path = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let blank = |letter: char| if letter.is_alphabetic() || letter == '/' { letter } else { ' ' };
    let path: String = path.chars().map(blank).collect();
    let folded: Vec<String> = path.split('/').map(fold).collect();
    let is_kept = |word: &&str| !MONTHS.iter().any(|month| word.starts_with(month)) && word.len() > 2;
    let kept = folded.iter().map(|part| part.split(' ').filter(is_kept).collect::<Vec<_>>().join(" "));
    kept.collect::<Vec<_>>().join("/")
}

/// Pairs of bodies that share enough people.
fn related(meetings: &[RollEntry], body: &[usize], count: usize) -> Vec<(usize, usize)> {
    let mut people: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut sizes = vec![0_usize; count];
    let mut known: HashSet<(usize, &str)> = HashSet::new();
    for (meeting, body) in meetings.iter().zip(body) {
        let here = meeting.people.iter().filter(|(name, attends)| *attends && name.contains(' '));
        for (name, _) in here.filter(|(name, _)| known.insert((*body, name))) {
            sizes[*body] += usize::from(people.entry(fold(name)).or_default().insert(*body));
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for bodies in people.into_values().filter(|bodies| bodies.len() <= BUSY) {
        let bodies: Vec<usize> = bodies.into_iter().collect();
        for (at, one) in bodies.iter().enumerate() {
            for other in &bodies[at + 1..] {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let is_related = |((one, other), shared): &((usize, usize), usize)| {
        *shared >= SHARED && shared * 2 >= sizes[*one].min(sizes[*other])
    };
    shared.into_iter().filter(is_related).map(|(pair, _)| pair).collect()
}

/// Sets that grow together.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// The smallest member of the set that `member` is in.
    pub(super) fn of(&mut self, member: usize) -> usize {
        let mut root = member;
        while self.0[root] != root {
            root = self.0[root];
        }
        self.0[member] = root;
        root
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_known_without_numbers_and_dates() {
        assert_eq!(body_key(Some("Harbour Board 14")), "harbour board");
        assert_eq!(file_key("a/2015/Board-minutes-2015-03-04.txt"), file_key("a/2016/Board-minutes-2016-11-24.md"));
        assert_ne!(file_key("a/board-2015.txt"), file_key("a/council-2015.txt"));
    }
}
