//! Acronyms: what the archive itself says they stand for, with the source of each.

use super::facts::{Definition, MeetingFacts};
use super::text::{fold, is_small};
use crate::meeting::{Meeting, Passage};
use crate::parse;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Longest acronym, in letters.
const LONGEST: usize = 8;

/// An acronym with one of its meanings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Acronym {
    /// The letters.
    pub acronym: String,
    /// What they stand for, in the most frequent spelling.
    pub meaning: String,
    /// Series of meetings that use it so; several meanings of the same letters are told apart by these.
    pub bodies: Vec<String>,
    /// Where it is explained, oldest first.
    pub sources: Vec<AcronymSource>,
}

/// A place that explains an acronym.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AcronymSource {
    /// Day of the meeting.
    pub date: Option<Date>,
    /// Path of the file.
    pub path: String,
    /// 1-based page, for formats that have pages.
    pub page: Option<u32>,
    /// First line of the passage.
    pub line_start: u32,
    /// Id of the passage.
    pub passage: String,
}

/// What a family of bodies says of an acronym.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Explained {
    acronym: String,
    /// Spellings of one meaning, with counts.
    spellings: BTreeMap<String, usize>,
    bodies: BTreeSet<String>,
    sources: Vec<AcronymSource>,
}

impl Explained {
    /// What the letters and the meaning are known by.
    fn key(&self) -> (String, String) {
        (self.acronym.clone(), self.spellings.keys().next().map(|meaning| fold(meaning)).unwrap_or_default())
    }
}

/// The acronyms that meetings explain, by letters and meaning; two meanings of the same letters are two rows.
pub(super) type Rows = BTreeMap<(String, String), Explained>;

/// Takes up the acronyms that a meeting explains.
pub(super) fn explain(meeting: &MeetingFacts, rows: &mut Rows) {
    for definition in meeting.definitions.iter().filter(|definition| !is_person(definition, meeting)) {
        let row = rows.entry((definition.acronym.clone(), fold(&definition.meaning))).or_default();
        row.acronym.clone_from(&definition.acronym);
        *row.spellings.entry(definition.meaning.clone()).or_default() += 1;
        row.bodies.extend(meeting.body.clone());
        row.sources.push(AcronymSource {
            date: meeting.date,
            path: meeting.path.clone(),
            page: definition.place.page,
            line_start: definition.place.line_start,
            passage: format!("{}-{}", meeting.id, definition.passage),
        });
    }
}

/// The acronyms of all families, by their letters.
pub(super) fn acronyms<'a>(families: impl Iterator<Item = &'a Explained>) -> Vec<Acronym> {
    let mut rows = Rows::new();
    for part in families {
        let row = rows.entry(part.key()).or_default();
        part.spellings.iter().for_each(|(meaning, times)| *row.spellings.entry(meaning.clone()).or_default() += times);
        row.bodies.extend(part.bodies.iter().cloned());
        row.sources.extend(part.sources.iter().cloned());
    }
    let most_frequent = |counts: BTreeMap<String, usize>| {
        counts.into_iter().max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
    };
    let acronym = |((acronym, _), mut row): ((String, String), Explained)| {
        row.sources.sort();
        row.sources.dedup();
        Acronym {
            acronym,
            meaning: most_frequent(row.spellings).map(|(spelling, _)| spelling).unwrap_or_default(),
            bodies: row.bodies.into_iter().collect(),
            sources: row.sources,
        }
    };
    rows.into_iter().map(acronym).collect()
}

/// Initials are explained in the same way as acronyms; a name is not a meaning.
pub(super) fn is_person(definition: &Definition, meeting: &MeetingFacts) -> bool {
    let meaning = fold(&definition.meaning);
    // `AB - Ann Body` in a list of whoever was there, who may be listed nowhere else.
    let words: Vec<&str> = definition.meaning.split_whitespace().collect();
    let is_name = (2..=3).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && parse::is_given_name(words[0]);
    is_name
        || meeting.people.iter().any(|person| {
            let name = fold(&person.name);
            person.initials.as_deref() == Some(definition.acronym.as_str())
                && (name.contains(&meaning) || meaning.contains(&name))
                || name == meaning
        })
}

/// The acronyms that the text of a meeting explains, each meaning once.
pub(super) fn definitions(meeting: &Meeting) -> Vec<Definition> {
    let mut found: Vec<Definition> = Vec::new();
    for passage in &meeting.passages {
        for (acronym, meaning) in in_text(passage) {
            let is_known = |known: &Definition| known.acronym == acronym && fold(&known.meaning) == fold(&meaning);
            if !found.iter().any(is_known) {
                found.push(Definition { acronym, meaning, passage: passage.id.clone(), place: passage.place });
            }
        }
    }
    found
}

fn in_text(passage: &Passage) -> Vec<(String, String)> {
    let text = passage.text.as_str();
    let mut found = Vec::new();
    for (open, bracket) in text.match_indices(['(', '[']) {
        let close = if bracket == "(" { ')' } else { ']' };
        let Some(length) = text[open + 1..].find(close) else { continue };
        let inside = text[open + 1..open + 1 + length].trim().trim_matches(['"', '“', '”', '\'', '‘', '’']);
        let before = text[..open].trim_end();
        if let Some(letters) = letters(inside) {
            if let Some(start) = spelled_out(before, &letters) {
                found.push((letters, before[start..].to_owned()));
            }
        } else if let Some(letters) = before.rsplit(char::is_whitespace).next().and_then(letters)
            && spelled_out(inside, &letters) == Some(0)
        {
            found.push((letters, inside.to_owned()));
        }
    }
    found.extend(text.split([';', '\n']).filter_map(listed));
    found
}

/// An entry that is nothing but an acronym and its meaning: `KSI - killed or seriously injured`.
fn listed(text: &str) -> Option<(String, String)> {
    let (short, long) = [" – ", " - ", " = ", ": ", "\t"].iter().find_map(|mark| text.split_once(mark))?;
    let letters = letters(short.trim())?;
    let long = long.trim().trim_end_matches(['.', ';', ',']);
    (spelled_out(long, &letters) == Some(0)).then(|| (letters, long.to_owned()))
}

/// The letters of an acronym, without the `s` of a plural; none where the word is no acronym.
fn letters(word: &str) -> Option<String> {
    let word = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    let word = word.strip_suffix('s').unwrap_or(word);
    let letters: String = word.chars().filter(|letter| *letter != '.').collect();
    let count = letters.chars().count();
    let is_acronym = (2..=LONGEST).contains(&count)
        && letters.starts_with(char::is_uppercase)
        && letters.chars().all(|letter| letter.is_uppercase() || letter == '&');
    is_acronym.then_some(letters)
}

/// A word of a text with the byte it starts at.
struct Part<'a> {
    start: usize,
    text: &'a str,
}

/// Where the words that the letters stand for start, if they are the last words of `text`.
fn spelled_out(text: &str, letters: &str) -> Option<usize> {
    let sentence = text.rfind(['.', ';', ':', '(', ')', '[', ']', '\n']).map_or(0, |at| at + 1);
    let mut parts = Vec::new();
    for (start, word) in text[sentence..].split_word_starts() {
        parts.push(Part { start: sentence + start, text: word });
    }
    let letters: Vec<char> = letters.chars().filter(|letter| *letter != '&').flat_map(char::to_lowercase).collect();
    // Small words stand for a letter only where the others do not give them all.
    [false, true].into_iter().find_map(|takes_small| aligned(&parts, &letters, takes_small))
}

fn aligned(parts: &[Part], letters: &[char], takes_small: bool) -> Option<usize> {
    let mut rest = parts.iter().rev();
    let mut is_last = true;
    let mut start = None;
    for letter in letters.iter().rev() {
        loop {
            let part = rest.next()?;
            let word = fold(part.text);
            let fits = word.starts_with(*letter);
            let small = is_small(&word);
            if fits && (!small || takes_small) {
                start = Some(part.start);
                break;
            }
            if !small || is_last {
                return None;
            }
        }
        is_last = false;
    }
    // One word of several letters is no meaning, nor is one that is an acronym itself.
    let start = start?;
    let words: Vec<&Part> = parts.iter().filter(|part| part.start >= start).collect();
    let has_initial = words.iter().any(|part| part.text.chars().count() == 1);
    let is_plain = !has_initial && words.iter().any(|part| part.text.chars().any(char::is_lowercase));
    (words.len() >= 2 && is_plain).then_some(start)
}

/// Words, hyphened ones in their parts.
trait WordStarts {
    fn split_word_starts(&self) -> Vec<(usize, &str)>;
}

impl WordStarts for str {
    fn split_word_starts(&self) -> Vec<(usize, &str)> {
        let mut words = Vec::new();
        let mut start = None;
        for (at, letter) in self.char_indices().chain([(self.len(), ' ')]) {
            let is_inside = letter.is_alphanumeric() || matches!(letter, '\'' | '’');
            match start {
                None if is_inside => start = Some(at),
                Some(from) if !is_inside => {
                    words.push((from, &self[from..at]));
                    start = None;
                }
                _ => {}
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let passage = Passage { text: text.to_owned(), ..Passage::default() };
        let found = in_text(&passage);
        let found: Vec<(&str, &str)> = found.iter().map(|(short, long)| (short.as_str(), long.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn letters_in_brackets_stand_for_the_words_before_them() {
        check("people Killed or Seriously Injured (KSI) on the roads", &[("KSI", "Killed or Seriously Injured")]);
        check("cases of domestic abuse (DA) and theft", &[("DA", "domestic abuse")]);
        check("the Office of the Harbour Warden (OHW)", &[("OHW", "Office of the Harbour Warden")]);
        check("a Point of Contact (POC)", &[("POC", "Point of Contact")]);
        check("two service level agreements (SLAs)", &[("SLA", "service level agreements")]);
        check("a multi-agency risk panel (MARP)", &[("MARP", "multi-agency risk panel")]);
    }

    #[test]
    fn words_in_brackets_explain_the_letters_before_them() {
        check("KSI (killed or seriously injured) fell", &[("KSI", "killed or seriously injured")]);
        check("KSI – killed or seriously injured", &[("KSI", "killed or seriously injured")]);
        check("SLA = service level agreement; HQ = headquarters", &[("SLA", "service level agreement")]);
    }

    #[test]
    fn other_brackets_explain_nothing() {
        check("the budget (GBP) was spent", &[]);
        check("they met in June (AOB)", &[]);
        check("the harbour (HB) and the warden (see above)", &[]);
        check("MOD POLICE (MP)", &[]);
        check("comments went to H Moss (HM)", &[]);
    }
}
