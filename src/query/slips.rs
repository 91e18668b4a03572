//! Words within a few slips of the pen: an automaton goes through the dictionary and leaves out all that cannot be near.

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

/// Words that differ by a few letters left out, added, changed or swapped.
pub(super) struct Slips(DFA);

impl Slips {
    /// Those of `word` with at most so many slips.
    pub(super) fn of(word: &str, most: u8) -> Slips {
        Slips(LevenshteinAutomatonBuilder::new(most, true).build_dfa(word))
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
