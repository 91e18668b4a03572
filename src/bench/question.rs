//! A question of the bench: what is asked, of which class it is, and the product's way of answering it.

use crate::index::Collection;
use crate::query::{self, QueryError, Request, Speech};

/// A kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A word of few passages.
    Rare,
    /// A word of many.
    Frequent,
    /// Two words, both in one agenda item.
    And,
    /// Two words, both in one passage.
    AndHere,
    /// Either of two words.
    Or,
    /// Any of five words.
    OrFive,
    /// Two or three words one after the other.
    Phrase,
    /// The beginning of a word.
    Prefix,
    /// A word with a slip of one letter.
    Fuzzy,
    /// A word in the passages of one body or topic.
    Filtered,
    /// A word in a span of days.
    Dates,
    /// A later page of a frequent word.
    Page,
    /// A frequent word with counts of four facets, half of them under a filter.
    Faceted,
    /// Who spoke on a word: the counts alone.
    Who,
    /// The same with two passages of each person.
    WhoShown,
    /// Everything, newest first, with counts of four facets.
    Browse,
    /// The best match of five words, none of them required.
    Best,
    /// A word that no passage has.
    Unknown,
    /// A line of the user's file.
    Given,
}

impl Class {
    /// The classes of the mix, in the order they are shown in.
    pub const MIX: [Class; 18] = [
        Class::Rare,
        Class::Frequent,
        Class::And,
        Class::AndHere,
        Class::Or,
        Class::OrFive,
        Class::Phrase,
        Class::Prefix,
        Class::Fuzzy,
        Class::Filtered,
        Class::Dates,
        Class::Page,
        Class::Faceted,
        Class::Who,
        Class::WhoShown,
        Class::Browse,
        Class::Best,
        Class::Unknown,
    ];

    /// The class of the mix with that name.
    pub fn named(name: &str) -> Option<Class> {
        Class::MIX.into_iter().find(|class| class.name() == name)
    }

    /// Its name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Class::Rare => "rare",
            Class::Frequent => "frequent",
            Class::And => "and",
            Class::AndHere => "and_here",
            Class::Or => "or",
            Class::OrFive => "or_five",
            Class::Phrase => "phrase",
            Class::Prefix => "prefix",
            Class::Fuzzy => "fuzzy",
            Class::Filtered => "filtered",
            Class::Dates => "dates",
            Class::Page => "page",
            Class::Faceted => "faceted",
            Class::Who => "who",
            Class::WhoShown => "who_shown",
            Class::Browse => "browse",
            Class::Best => "best",
            Class::Unknown => "unknown",
            Class::Given => "given",
        }
    }
}

/// What is timed of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// All of the product's answer: hits with text and highlights, total, counts.
    Answer,
    /// The engine alone on the product's index: the addresses and scores of the best ten.
    Engine,
}

impl Part {
    /// Its name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Part::Answer => "answer",
            Part::Engine => "engine",
        }
    }
}

/// Something to be asked.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) class: Class,
    pub(super) request: Request,
}

impl Question {
    /// Asks the product, as `search` and `who` do; gives the number of passages or statements found.
    pub(super) fn ask(&self, collection: &Collection) -> Result<u64, QueryError> {
        let who = |examples| -> Result<u64, QueryError> {
            let rows = query::who(collection, &self.request, Speech::All, examples)?;
            Ok(rows.iter().map(|row| row.statements).sum())
        };
        match self.class {
            Class::Who => who(0),
            Class::WhoShown => who(2),
            _ => Ok(query::search(collection, &self.request)?.summary.total),
        }
    }
}
