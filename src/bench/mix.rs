//! The mix: questions drawn from the words, passages and values of an archive, the same ones for the same seed.

use super::question::{Class, Question};
use super::{BenchError, fault};
use crate::index::{Collection, Form, PASSAGE, PassageRecord, stored, words};
use crate::query::{Field, Matching, Request, Scope};
use fastrand::Rng;
use std::collections::{BTreeMap, HashSet};
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

/// Facets that are counted.
pub(super) const FACETS: [Field; 4] = [Field::Topic, Field::Person, Field::Year, Field::Body];
/// Draws in search of a question that was not asked yet.
const TRIES: usize = 300;
/// Pages a reader may turn to, and pages of everything somebody may leaf through.
const PAGES: std::ops::RangeInclusive<usize> = 2..=5;
const BROWSED: usize = 50;

/// Draws questions; none of them twice.
pub(super) struct Mix<'a> {
    collection: &'a Collection,
    searcher: Searcher,
    base: &'a Request,
    classes: Vec<Class>,
    random: Rng,
    passages: f64,
    rare: Vec<String>,
    frequent: Vec<String>,
    asked: HashSet<(Class, String)>,
}

/// A passage to draw words from.
struct Drawn {
    record: PassageRecord,
    /// Its words in order.
    words: Vec<String>,
    /// Those worth searching for, in random order.
    content: Vec<String>,
}

impl<'a> Mix<'a> {
    /// A mix of questions that are like `base` otherwise; of all classes where none is named.
    pub(super) fn new(
        collection: &'a Collection,
        base: &'a Request,
        (seed, classes): (u64, &[Class]),
    ) -> Result<Mix<'a>, BenchError> {
        let searcher = collection.searcher();
        let kind = Term::from_field_text(collection.fields().kind, PASSAGE);
        let passages = searcher.doc_freq(&kind).map_err(fault(collection))? as f64;
        let counts = dictionary(collection, &searcher).map_err(fault(collection))?;
        let few = (passages / 10_000.0).max(3.0);
        let named = |wanted: &dyn Fn(f64) -> bool| -> Vec<String> {
            counts.iter().filter(|(_, count)| wanted(**count as f64)).map(|(word, _)| word.clone()).collect()
        };
        let rare = named(&|count| count <= few);
        let frequent = named(&|count| count > few && (passages * 0.01..=passages * 0.3).contains(&count));
        if rare.is_empty() && frequent.is_empty() {
            return Err(BenchError::Empty(collection.directory().to_owned()));
        }
        let classes = Class::MIX.into_iter().filter(|class| classes.is_empty() || classes.contains(class)).collect();
        let (random, asked) = (Rng::with_seed(seed), HashSet::new());
        Ok(Mix { collection, searcher, base, classes, random, passages, rare, frequent, asked })
    }

    /// So many more questions of each class, fewer where the archive has no more; class after class within each round.
    pub(super) fn draw(&mut self, count: usize) -> Result<Vec<Question>, BenchError> {
        let mut questions = Vec::new();
        for round in 0..count {
            for class in self.classes.clone() {
                for _ in 0..TRIES {
                    let Some(request) = self.request(class, round).map_err(fault(self.collection))? else { continue };
                    let filters = &request.filters;
                    let key = format!("{} {:?} {:?} {}", request.query, filters.values, filters.from, request.offset);
                    if self.asked.insert((class, key)) {
                        questions.push(Question { class, request });
                        break;
                    }
                }
            }
        }
        Ok(questions)
    }

    /// A question of the class, unless what was drawn is not fit for one.
    fn request(&mut self, class: Class, round: usize) -> tantivy::Result<Option<Request>> {
        let mut request = self.base.clone();
        let query = match class {
            Class::Rare => self.one_of(|mix| &mix.rare),
            Class::Frequent | Class::Who | Class::WhoShown => self.one_of(|mix| &mix.frequent),
            Class::Page => {
                request.offset = (self.random.usize(PAGES) - 1) * request.limit;
                let word = self.one_of(|mix| &mix.frequent);
                let hits = word.as_deref().map_or(Ok(0), |word| self.count(word))?;
                // Nobody turns to a page that is not there.
                word.filter(|_| hits > request.offset as u64)
            }
            Class::Faceted => {
                request.facets = FACETS.to_vec();
                if round % 2 == 1 {
                    let body = self.passage()?.and_then(|drawn| drawn.record.meeting.body);
                    request.filters.values.extend(body.map(|body| (Field::Body, vec![body])));
                }
                self.one_of(|mix| &mix.frequent)
            }
            Class::Browse => {
                request.facets = FACETS.to_vec();
                request.offset = self.random.usize(..BROWSED) * request.limit;
                Some(String::new())
            }
            Class::Given => None,
            _ => match self.passage()? {
                Some(drawn) => self.of_passage((class, round), &drawn, &mut request)?,
                None => None,
            },
        };
        Ok(query.map(|query| Request { query, ..request }))
    }

    /// A question about the words of a passage.
    fn of_passage(
        &mut self,
        (class, round): (Class, usize),
        drawn: &Drawn,
        request: &mut Request,
    ) -> tantivy::Result<Option<String>> {
        let content = &drawn.content;
        let first = |count: usize| content.get(..count);
        let long = || content.iter().find(|word| word.chars().count() >= 5);
        Ok(match class {
            Class::And => first(2).map(|words| words.join(" ")),
            Class::AndHere => {
                request.scope = Scope::Statement;
                first(2).map(|words| words.join(" "))
            }
            Class::Or => first(2).map(|words| words.join(" OR ")),
            Class::OrFive => first(5).map(|words| words.join(" OR ")),
            Class::Best => {
                request.matching = Matching::Any;
                first(5).map(|words| words.join(" "))
            }
            Class::Phrase => self.phrase(drawn, 2 + usize::from(round % 3 == 2)),
            Class::Prefix => long().map(|word| format!("{}*", word.chars().take(3 + round % 3).collect::<String>())),
            Class::Fuzzy => long().map(|word| format!("{}~1", self.slipped(word))),
            Class::Unknown => match long().map(|word| word.chars().rev().chain(['q', 'z']).collect::<String>()) {
                Some(word) if self.count(&word)? == 0 => Some(word),
                _ => None,
            },
            Class::Filtered => {
                let body = drawn.record.meeting.body.as_ref().map(|body| (Field::Body, body));
                let topic = drawn.record.topic.as_ref().map(|topic| (Field::Topic, topic));
                let (one, other) = if round.is_multiple_of(2) { (body, topic) } else { (topic, body) };
                let filter = one.or(other).map(|(field, value)| (field, vec![value.clone()]));
                let word = content.first().filter(|_| filter.is_some()).cloned();
                request.filters.values.extend(filter);
                word
            }
            Class::Dates => {
                let Some(day) = drawn.record.meeting.date else { return Ok(None) };
                let span = jiff::Span::new().days(self.random.i64(20..400));
                (request.filters.from, request.filters.to) = match round % 2 {
                    0 => (Some(day.first_of_year()), Some(day.last_of_year())),
                    _ => (Some(day.saturating_sub(span)), Some(day.saturating_add(span))),
                };
                content.first().cloned()
            }
            _ => None,
        })
    }

    fn one_of(&mut self, list: fn(&Self) -> &Vec<String>) -> Option<String> {
        let length = list(self).len();
        (length > 0).then(|| self.random.usize(..length)).map(|at| list(self)[at].clone())
    }

    /// Words that stand one after the other, the first and the last worth searching for.
    fn phrase(&mut self, drawn: &Drawn, length: usize) -> Option<String> {
        let is_fit = |run: &&[String]| {
            let is_content = |word: &String| drawn.content.contains(word);
            is_content(&run[0]) && is_content(&run[length - 1]) && run.iter().all(|word| is_plain(word))
        };
        let runs: Vec<&[String]> = drawn.words.windows(length).filter(is_fit).collect();
        let at = self.random.usize(..runs.len().max(1));
        runs.get(at).map(|run| format!("\"{}\"", run.join(" ")))
    }

    /// The word with one letter wrong, missing or too many.
    fn slipped(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = self.random.usize(1..letters.len());
        match self.random.u8(..3) {
            0 => letters[at] = self.random.lowercase(),
            1 => drop(letters.remove(at)),
            _ => letters.insert(at, self.random.lowercase()),
        }
        letters.into_iter().collect()
    }

    /// Any passage of the archive.
    fn passage(&mut self) -> tantivy::Result<Option<Drawn>> {
        let segments = self.searcher.segment_readers();
        let documents: u64 = segments.iter().map(|segment| u64::from(segment.max_doc())).sum();
        let mut at = self.random.u64(..documents.max(1));
        for (number, segment) in segments.iter().enumerate() {
            if at >= u64::from(segment.max_doc()) {
                at -= u64::from(segment.max_doc());
                continue;
            }
            let passages = self.collection.passages(segment)?;
            let Some((_, passages)) = passages.meeting(at as u32).filter(|(_, passages)| !passages.is_empty()) else {
                return Ok(None);
            };
            let doc = passages[self.random.usize(..passages.len())].doc;
            if segment.is_deleted(doc) {
                return Ok(None);
            }
            return self.drawn(DocAddress::new(number as u32, doc)).map(Some);
        }
        Ok(None)
    }

    fn drawn(&mut self, address: DocAddress) -> tantivy::Result<Drawn> {
        let fields = self.collection.fields();
        let document: TantivyDocument = self.searcher.doc(address)?;
        let record = stored(&document, fields.record).unwrap_or_default();
        let text = document.get_all(fields.text).filter_map(|value| value.as_str()).last().unwrap_or_default();
        let wholes = words(text).into_iter().filter(|word| word.form == Form::Whole);
        let words: Vec<String> = wholes.map(|word| word.text).collect();
        let mut content: Vec<String> = words.clone();
        content.sort();
        content.dedup();
        let mut kept = Vec::new();
        for word in content.into_iter().filter(|word| is_plain(word) && word.chars().count() >= 3) {
            let share = self.count(&word)? as f64 / self.passages;
            if (0.0005..=0.12).contains(&share) {
                kept.push(word);
            }
        }
        self.random.shuffle(&mut kept);
        Ok(Drawn { record, words, content: kept })
    }

    /// Number of passages with the word as written.
    fn count(&self, word: &str) -> tantivy::Result<u64> {
        self.searcher.doc_freq(&Term::from_field_text(self.collection.fields().exact, word))
    }
}

/// The plain words of the archive with the number of their passages, in alphabetical order.
fn dictionary(collection: &Collection, searcher: &Searcher) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(collection.fields().exact)?;
        let mut terms = index.terms().stream()?;
        while terms.advance() {
            let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
            if word.chars().count() >= 3 && is_plain(word) {
                *counts.entry(word.to_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
    }
    Ok(counts)
}

/// Whether a word is letters and nothing else, which no query takes for an operator.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_alphabetic() && !letter.is_uppercase())
}
