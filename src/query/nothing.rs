//! Why a search found nothing: the word or filter that empties it, and what may have been meant.

use super::compile::{Compiler, Unit};
use super::request::{Request, Scope};
use super::run::narrowed;
use super::slips::Slips;
use super::syntax::{Node, Pattern};
use super::wording::last_word;
use crate::index::{Collection, LOW};
use tantivy::query::Query;
use tantivy::{Result, Searcher};

/// One sentence for each word or filter that finds nothing; where each finds something, for each without which they do.
pub(super) fn reasons(
    collection: &Collection,
    searcher: &Searcher,
    request: &Request,
    tree: &Node,
) -> Result<Vec<String>> {
    let count = |node: &Node| -> Result<usize> {
        let mut compiler = Compiler::new(collection, searcher, Unit::Passage);
        compiler.scope = request.scope;
        compiler.compile(node)?.count(searcher)
    };
    let parts = match narrowed(tree, &request.filters, None) {
        Node::And(nodes) => nodes,
        node => vec![node],
    };
    let mut reasons = Vec::new();
    for part in parts.iter().filter(|part| !matches!(part, Node::Not(_))) {
        if count(part)? == 0 {
            let meant = suggestion(collection, searcher, part)?;
            let meant = meant.map_or_else(String::new, |word| format!("; did you mean {word}?"));
            reasons.push(format!("nothing has {part}{meant}"));
        }
    }
    if !reasons.is_empty() || parts.len() < 2 {
        return Ok(reasons);
    }
    for without in 0..parts.len() {
        let mut others = parts.clone();
        let part = others.remove(without);
        let found = count(&Node::and(others))?;
        if found > 0 {
            reasons.push(format!("without {part} there are {found}"));
        }
    }
    if reasons.is_empty() && request.scope != Scope::Meeting {
        reasons.push("each is found, but not together; --scope meeting lets them stand further apart".to_owned());
    }
    Ok(reasons)
}

/// The most frequent word of the archive that is nearest to what was typed.
fn suggestion(collection: &Collection, searcher: &Searcher, part: &Node) -> Result<Option<String>> {
    let (field, pattern) = match part {
        Node::Text(pattern) => (collection.fields().exact, pattern),
        Node::Field(field, pattern) => match field.column(collection.fields()) {
            Some(column) => (column, pattern),
            None => return Ok(None),
        },
        _ => return Ok(None),
    };
    let (Pattern::Word(text) | Pattern::Prefix(text) | Pattern::Phrase(text) | Pattern::Value(text)) = pattern else {
        return Ok(None);
    };
    let Some(typed) = last_word(text).filter(|_| !text.trim().contains(char::is_whitespace)) else { return Ok(None) };
    let allowed = (typed.chars().count() / 3).clamp(1, 2);
    let near = Slips::of(&typed, allowed as u8);
    let mut best: Option<(u8, u32, String)> = None;
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut terms = index.terms().search(&near).into_stream()?;
        while terms.advance() {
            let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
            if term.starts_with('=') || term == LOW {
                continue;
            }
            let Some(far @ 1..) = near.far(term) else { continue };
            let having = terms.value().doc_freq;
            let is_better = best.as_ref().is_none_or(|(known, most, _)| (far, *most) < (*known, having));
            if is_better {
                best = Some((far, having, term.to_owned()));
            }
        }
    }
    Ok(best.map(|(_, _, word)| word))
}
