//! Words within a few slips of the pen: an automaton goes through the dictionary and leaves out all that cannot be near.

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use std::sync::LazyLock;
use tantivy_fst::Automaton;

/// Most slips that are looked for.
const MOST: usize = 2;

/// What automata are made from, by the number of slips: worked out once, which takes longer than any of them.
static BUILDERS: [LazyLock<LevenshteinAutomatonBuilder>; MOST + 1] = [
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(0, true)),
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true)),
    LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true)),
];

/// Words that differ by a few letters left out, added, changed or swapped.
pub(super) struct Slips(DFA);

impl Slips {
    /// Those of `word` with at most so many slips, two at the most.
    pub(super) fn of(word: &str, most: u8) -> Slips {
        Slips(BUILDERS[usize::from(most).min(MOST)].build_dfa(word))
    }

    /// The number of slips from the word to another, if it is one of these.
    pub(super) fn far(&self, word: &str) -> Option<u8> {
        match self.0.eval(word) {
            Distance::Exact(far) => Some(far),
            Distance::AtLeast(_) => None,
        }
    }
}

impl Automaton for Slips {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}
