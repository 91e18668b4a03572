//! Table of contents of the test binary.

#![allow(clippy::unwrap_used)] // a failed unwrap is a failed test

/// A scratch archive and the program run over it; no tests of its own.
mod archive;

/// The rules of the house: arrows between rooms, file headers, file lengths, the map.
mod architecture;
/// The door of assistants, by hand and by a client of others.
#[cfg(feature = "mcp")]
mod assistants;
/// Hundreds of queries in one run.
mod batch;
/// Query speed: the mix, the bare index beside it, figures compared.
mod bench;
/// A visitor of the site who takes every page apart; no tests of its own.
#[cfg(feature = "web")]
mod browsing;
/// Terms that are more than letters, in every writing.
mod codes;
/// The program as users and scripts see it.
mod command_line;
/// A thousand damaged documents: the run ends, and each is read or named.
mod damage;
/// What the doctor finds and repairs.
mod doctor;
/// Every command, option and query field is documented.
mod documentation;
/// Every example of the query language with its hits.
mod examples;
/// The archive for other programs, and what is new in it.
mod exporting;
/// Facet counts against counts over what `extract` prints.
mod facets;
/// What is missing or doubtful in an archive, every kind of it.
mod gaps;
/// Pages under `docs/` that are written by a test and kept true by it; no tests of its own.
mod generated;
/// Documents that break a limit, need a password or are pictures.
mod guard;
/// Questions made to harm: answered or refused, soon.
mod hostile;
/// Judged queries over the fixtures: where the right discussion ranks.
mod judged;
/// What the fixtures tell together, against the truth about them.
mod linked;
/// Facts that span meetings, in an index.
mod linking;
/// The web door under load and over time.
#[cfg(feature = "web")]
mod load;
/// An index of each released format.
mod old_index;
/// Every PDF at hand against the words another program finds in it.
mod pdf_words;
/// What holds for any input.
mod properties;
/// Figures of extraction and agreement, and that they do not fall.
mod quality;
/// The query language as a whole.
mod query_language;
/// The README's session.
mod readme;
/// People and phrases that are withheld.
mod redaction;
/// Documents of real archives, where they are at hand.
mod samples;
/// What `extract` prints is what its schema promises.
mod schema;
/// How far apart words may stand, what means the same, what is alike, and why nothing was found.
mod scope;
/// Searches over a small archive.
mod searching;
/// Meaning by a model that the user gives.
mod semantic;
/// The web door: pages and HTTP API.
#[cfg(feature = "web")]
mod serving;
/// Whole meetings as JSON, as last agreed on.
mod snapshots;
/// Time grows with the length of a text and no faster.
mod speed;
/// Nothing is lost: every token of a source is found.
mod tokens;
/// Runs killed, writes refused, searches meanwhile: nothing is lost.
mod torture;
/// A folder of trouble: names, kinds and sizes of files that do harm elsewhere.
mod trouble;
/// Bringing an index up to date.
mod updating;
