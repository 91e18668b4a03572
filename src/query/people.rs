//! Who spoke: people by their statements, with what they raised and the best passages of each.

use super::best::best;
use super::compile::{Compiler, Unit};
use super::field::Field;
use super::highlight::Highlighter;
use super::hits::fetch;
use super::request::Request;
use super::results::Hit;
use super::run::{QueryError, narrowed};
use super::syntax::{Node, Pattern};
use super::tally::{Count, LeaderCollector, Row, Tally, TallyCollector};
use crate::index::{Collection, Numbered, day_of, key};
use crate::link::Post;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::HashMap;
use tantivy::query::Query;
use tantivy::{DocAddress, Searcher};

/// Somebody who spoke or owns actions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, schemars::JsonSchema)]
pub struct PersonRow {
    /// Full name, or as written where no meeting tells it.
    pub name: String,
    /// Statements that match.
    pub statements: u64,
    /// Those that put something on the table.
    pub raised: u64,
    /// Actions owned that match.
    pub actions: u64,
    /// Meetings with such statements.
    pub meetings: u64,
    /// First of them.
    pub first: Option<Date>,
    /// Last of them.
    pub last: Option<Date>,
    /// Other spellings of the name.
    pub also: Vec<String>,
    /// Letters the person goes by.
    pub initials: Vec<String>,
    /// Posts and organisations in the order of time.
    pub posts: Vec<Post>,
    /// Meetings attended, of all.
    pub attended: u64,
    /// Meetings missed with apologies, of all.
    pub apologies: u64,
    /// Bodies the person is seen in.
    pub bodies: Vec<String>,
    /// Passages with the best of the statements.
    pub examples: Vec<Hit>,
}

/// Which statements count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// All of them.
    All,
    /// Those that put a question, concern, problem or request on the table.
    Raised,
}

/// The people with statements that match `request`, with `examples` passages each; `limit` people at most.
pub fn who(
    collection: &Collection,
    request: &Request,
    speech: Speech,
    examples: usize,
) -> Result<Vec<PersonRow>, QueryError> {
    let typed = request.tree()?;
    let tree = narrowed(&typed, &request.filters, None);
    let searcher = collection.searcher();
    let people = People { collection, searcher: &searcher };
    let fault = |cause| collection.fault(cause);
    let by_raised = speech == Speech::Raised;
    let facts = people.facts(&tree).map_err(fault)?;
    let leaders = LeaderCollector { tally: people.tally(), most: request.limit, by_raised };
    let [mut said, owned] = searcher.search(&facts, &leaders).map_err(fault)?;
    let count = |count: &Count| if by_raised { count.raised } else { count.values };
    let names = collection.values().names();
    let spelling = |row: &Row| names.value(row.name).spelling();
    said.rows.sort_unstable_by(|one, other| {
        count(&other.count).cmp(&count(&one.count)).then_with(|| spelling(one).cmp(spelling(other)))
    });
    let row = |row: &Row| PersonRow::of(spelling(row), Some(&row.count), owned.of_key(row.key));
    let mut rows: Vec<PersonRow> = said.rows.iter().map(row).collect();
    drop(names);
    let field = if speech == Speech::Raised { Field::Raised } else { Field::Said };
    let mut highlighter = Highlighter::new(&typed);
    for row in &mut rows {
        let of_person = Node::Field(field, Pattern::Value(row.name.clone()));
        let best = Node::and(vec![tree.clone(), of_person]);
        row.examples = people.best(&best, examples).map_err(fault)?;
        for hit in &mut row.examples {
            hit.highlights = highlighter.ranges(&hit.text);
        }
    }
    Ok(rows)
}

/// Everybody with statements or actions that match `request`, those with most first; all who are known where nothing
/// is asked for.
pub fn people(collection: &Collection, request: &Request) -> Result<Vec<PersonRow>, QueryError> {
    let tree = narrowed(&request.tree()?, &request.filters, None);
    let searcher = collection.searcher();
    let people = People { collection, searcher: &searcher };
    let mut rows = people.count(&tree).map_err(|cause| collection.fault(cause))?.rows(&collection.values().names());
    people.describe(&mut rows, tree == Node::All)?;
    rows.sort_by(|left, right| {
        let count = |row: &PersonRow| (row.statements + row.actions, row.attended);
        count(right).cmp(&count(left)).then_with(|| left.name.cmp(&right.name))
    });
    Ok(rows)
}

impl PersonRow {
    /// Somebody who is found by statements, by actions, or by both.
    fn of(name: &str, said: Option<&Count>, owned: Option<&Count>) -> PersonRow {
        let both = || said.into_iter().chain(owned);
        PersonRow {
            name: name.to_owned(),
            statements: said.map_or(0, |said| said.values),
            raised: said.map_or(0, |said| said.raised),
            actions: owned.map_or(0, |owned| owned.values),
            meetings: both().next().map_or(0, |count| count.meetings),
            first: both().filter_map(|count| count.first.and_then(day_of)).min(),
            last: both().filter_map(|count| count.last.and_then(day_of)).max(),
            ..PersonRow::default()
        }
    }
}

/// Who said something and who owns an action.
struct Counted {
    said: Tally,
    owned: Tally,
}

impl Counted {
    /// Everybody, once.
    fn rows(self, names: &Numbered) -> Vec<PersonRow> {
        let name = |row: &Row| names.value(row.name).spelling();
        let said = |row: &Row| PersonRow::of(name(row), Some(&row.count), self.owned.of_key(row.key));
        let silent = |row: &&Row| self.said.of_key(row.key).is_none();
        let owned = |row: &Row| PersonRow::of(name(row), None, Some(&row.count));
        let owners = self.owned.rows.iter().filter(silent).map(owned);
        self.said.rows.iter().map(said).chain(owners).collect()
    }
}

struct People<'a> {
    collection: &'a Collection,
    searcher: &'a Searcher,
}

impl People<'_> {
    /// The statements and actions that match.
    fn facts(&self, tree: &Node) -> tantivy::Result<Box<dyn Query>> {
        Compiler::new(self.collection, self.searcher, Unit::Fact).compile(tree)
    }

    /// Statements have a speaker and no owners, actions have owners only: one pass over both counts each for itself.
    fn tally(&self) -> TallyCollector<'_, 2> {
        TallyCollector { columns: ["speaker", "owner"], collection: self.collection }
    }

    fn count(&self, tree: &Node) -> tantivy::Result<Counted> {
        let [said, owned] = self.searcher.search(&self.facts(tree)?, &self.tally())?;
        Ok(Counted { said, owned })
    }

    /// Adds to each row what the archive knows of the person; to all rows those who were only there.
    fn describe(&self, rows: &mut Vec<PersonRow>, is_all: bool) -> Result<(), QueryError> {
        let mut at: HashMap<String, usize> = rows.iter().map(|row| key(&row.name)).zip(0..).collect();
        for person in self.collection.persons()? {
            let row = match at.get(&key(&person.name)) {
                Some(row) => &mut rows[*row],
                None if is_all => {
                    at.insert(key(&person.name), rows.len());
                    let (first, last) = (person.first, person.last);
                    rows.push(PersonRow { name: person.name.clone(), first, last, ..PersonRow::default() });
                    rows.last_mut().expect("a row was pushed")
                }
                None => continue,
            };
            if is_all {
                row.first = [row.first, person.first].into_iter().flatten().min();
                row.last = row.last.max(person.last);
            }
            row.also = person.also;
            row.initials = person.initials;
            row.posts = person.posts;
            row.attended = person.attended;
            row.apologies = person.apologies;
            row.bodies = person.bodies;
        }
        Ok(())
    }

    /// The passages of the best statements that match, each once.
    fn best(&self, tree: &Node, limit: usize) -> tantivy::Result<Vec<Hit>> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let query = Compiler::new(self.collection, self.searcher, Unit::Statement).compile(tree)?;
        let found = self.searcher.search(&query, &best(limit * 3))?;
        let layouts = self.collection.layouts().all(self.searcher)?;
        let mut hits: Vec<(DocAddress, Hit)> = Vec::new();
        for (score, statement) in found {
            let layout = &layouts[statement.segment_ord as usize];
            let passage = DocAddress { doc_id: layout.passage_of(statement.doc_id), ..statement };
            if hits.len() < limit && hits.iter().all(|(known, _)| *known != passage) {
                let hit = fetch(self.collection, self.searcher, passage)?;
                hits.push((passage, Hit { rank: hits.len() + 1, score, ..hit }));
            }
        }
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }
}
