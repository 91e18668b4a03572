//! Full-text search over meeting archives: passages, topics, who raised them, and the life of each action.

pub mod crawl;
pub mod diagnostic;
pub mod index;
pub mod meeting;
pub mod parse;
pub mod query;
pub mod read;
