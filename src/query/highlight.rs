//! Where a query's words stand in a text, by analysing the text again: right for stems, phrases, prefixes and slips.

use super::slips::Slips;
use super::syntax::{Node, Pattern};
use super::wording::{joined, last_word, wholes, within};
use crate::index::{Form, Stems, Word, words};
use std::ops::Range;

/// Finds what made a text match.
#[derive(Default)]
pub struct Highlighter {
    wanted: Vec<Wanted>,
    stems: Stems,
}

/// One thing to look for; all spellings folded.
enum Wanted {
    Stem(String),
    Prefix(String),
    Fuzzy(Slips),
    /// Words at these places, the first at 0.
    Sequence(Vec<(usize, String)>),
    /// All of the words within so many places.
    Near(Vec<String>, usize),
}

impl Highlighter {
    /// Prepares for what `node` looks for in the text.
    pub fn new(node: &Node) -> Self {
        let mut highlighter = Self::default();
        node.patterns().into_iter().for_each(|pattern| highlighter.want(pattern));
        highlighter
    }

    fn want(&mut self, pattern: &Pattern) {
        match pattern {
            Pattern::Word(text) => {
                let found = words(text);
                for whole in wholes(&found) {
                    self.wanted.push(Wanted::Stem(self.stems.of(&whole.text).to_owned()));
                    let parts = found.iter().filter(|word| word.form == Form::Part && word.length == 1);
                    let parts: Vec<_> =
                        parts.filter(|word| within(word, whole)).map(place_of(whole.position)).collect();
                    if parts.len() > 1 {
                        self.wanted.push(Wanted::Sequence(parts));
                    }
                }
            }
            Pattern::Phrase(text) | Pattern::Value(text) => {
                let found = words(text);
                let spoken: Vec<&Word> = wholes(&found).collect();
                if let Some(joined) = joined(&spoken, text) {
                    let sequence = joined.into_iter().map(|(place, word)| (place, word.text.clone()));
                    self.wanted.push(Wanted::Sequence(sequence.collect()));
                }
                if !spoken.is_empty() {
                    self.wanted.push(Wanted::Sequence(spoken.into_iter().map(place_of(0)).collect()));
                }
            }
            Pattern::Near(text, slop) => {
                let found = words(text);
                let all: Vec<String> = wholes(&found).map(|word| word.text.clone()).collect();
                let width = found.last().map_or(0, |word| word.position + word.length);
                self.wanted.push(Wanted::Near(all, width + *slop as usize));
            }
            Pattern::Prefix(text) => self.wanted.extend(last_word(text).map(Wanted::Prefix)),
            Pattern::Fuzzy(text, letters) => {
                self.wanted.extend(last_word(text).map(|word| Wanted::Fuzzy(Slips::of(&word, *letters))));
            }
        }
    }

    /// The stretches of `text` to mark, in characters, ascending and apart from each other.
    pub fn ranges(&mut self, text: &str) -> Vec<[usize; 2]> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        let found = words(text);
        let mut bytes: Vec<Range<usize>> = Vec::new();
        for wanted in &self.wanted {
            match wanted {
                Wanted::Stem(stem) => {
                    for word in &found {
                        // A stem keeps the first letters of its word; most words are told apart by them.
                        if word.text.as_bytes()[..2.min(word.text.len())] == stem.as_bytes()[..2.min(stem.len())]
                            && self.stems.of(&word.text) == stem
                        {
                            bytes.push(word.range.clone());
                        }
                    }
                }
                Wanted::Prefix(prefix) => {
                    bytes.extend(
                        found.iter().filter(|word| word.text.starts_with(prefix)).map(|word| word.range.clone()),
                    );
                }
                Wanted::Fuzzy(near) => {
                    let found = found.iter().filter(|word| near.far(&word.text).is_some());
                    bytes.extend(found.map(|word| word.range.clone()));
                }
                Wanted::Sequence(sequence) => sequences(&found, sequence, &mut bytes),
                Wanted::Near(all, width) => neighbours(&found, all, *width, &mut bytes),
            }
        }
        in_characters(text, merged(bytes))
    }
}

fn place_of(origin: usize) -> impl Fn(&Word) -> (usize, String) {
    move |word| (word.position - origin, word.text.clone())
}

fn sequences(found: &[Word], sequence: &[(usize, String)], bytes: &mut Vec<Range<usize>>) {
    let Some(((origin, first), rest)) = sequence.split_first() else { return };
    for (index, start) in found.iter().enumerate().filter(|(_, word)| word.text == *first) {
        let mut end = start.range.end;
        let is_whole = rest.iter().all(|(place, text)| {
            let wanted = start.position + place - origin;
            let mut nearby = found[index.saturating_sub(4)..].iter().take_while(|word| word.position <= wanted);
            let word = nearby.find(|word| word.position == wanted && word.text == *text);
            end = end.max(word.map_or(0, |word| word.range.end));
            word.is_some()
        });
        if is_whole {
            bytes.push(start.range.start..end);
        }
    }
}

fn neighbours(found: &[Word], all: &[String], width: usize, bytes: &mut Vec<Range<usize>>) {
    let hits: Vec<&Word> = found.iter().filter(|word| all.contains(&word.text)).collect();
    for (index, first) in hits.iter().enumerate() {
        let near: Vec<&&Word> =
            hits[index..].iter().take_while(|word| word.position < first.position + width).collect();
        if all.iter().all(|text| near.iter().any(|word| word.text == *text)) {
            bytes.extend(near.iter().map(|word| word.range.clone()));
        }
    }
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn in_characters(text: &str, ranges: Vec<Range<usize>>) -> Vec<[usize; 2]> {
    let (mut at, mut characters) = (0, 0);
    let mut count = |byte: usize| {
        characters += text[at..byte].chars().count();
        at = byte;
        characters
    };
    ranges.into_iter().map(|range| [count(range.start), count(range.end)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn check(query: &str, text: &str, expected: &str) {
        let letters: Vec<char> = text.chars().collect();
        let mut shown = String::new();
        let mut at = 0;
        for [start, end] in Highlighter::new(&parse(query).unwrap()).ranges(text) {
            shown.extend(&letters[at..start]);
            shown.push('[');
            shown.extend(&letters[start..end]);
            shown.push(']');
            at = end;
        }
        shown.extend(&letters[at..]);
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn words_are_marked_in_all_their_forms() {
        check("police", "Policing the police", "[Policing] the [police]");
        check("burglaries -theft", "A burglary, a theft", "A [burglary], a theft");
        check("66/15", "Action 66/15: done", "Action [66/15]: done");
        check("multi-agency", "multi-agency and multi agency", "[multi-agency] and [multi agency]");
        check("été", "L’été “déjà”", "L’[été] “déjà”");
    }

    #[test]
    fn quotes_mark_the_whole_phrase_and_nothing_less() {
        check("\"street triage\"", "Street triage on the street", "[Street triage] on the street");
        check("\"police\"", "Policing the police", "Policing the [police]");
        check("\"form CID94 was\"", "the form CID94 was sent", "the [form CID94 was] sent");
        check("\"a non-event then\"", "A nonevent then; a non-event then", "[A nonevent then]; [a non-event then]");
        check("\"rest breaks\"~3", "breaks for rest; rest", "[breaks] for [rest]; [rest]");
    }

    #[test]
    fn prefixes_and_slips_are_marked() {
        check("burg*", "burglars burgle", "[burglars] [burgle]");
        check("auroora~1", "Aurora went", "[Aurora] went");
    }

    #[test]
    fn fields_are_not_marked_in_the_text() {
        check("topic:police raised:LW", "LW on police", "LW on police");
    }
}
