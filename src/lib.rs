//! Full-text search over meeting archives: passages, topics, who raised them, and the life of each action.

pub mod bench;
pub mod cli;
pub mod config;
pub mod crawl;
pub mod diagnostic;
pub mod doctor;
pub mod export;
pub mod extract;
pub mod index;
pub mod link;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod meeting;
pub mod parse;
pub mod pipeline;
pub mod present;
pub mod progress;
pub mod query;
pub mod read;
#[cfg(feature = "web")]
pub mod serve;
pub mod watch;
mod withheld;
