//! Any format to blocks: what a file says, in reading order, with its place.

mod document;

pub use document::{Block, Body, Cell, Document, ListEntry, Text};
