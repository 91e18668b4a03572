//! Words that only ask: they say that something is wanted, not what.

use crate::index::words;
use crate::query::syntax::{Node, Pattern};

/// Question words, words of requests, and the small words between them.
const ASKING: &str = include_str!("asking.txt");

/// The tree without words that only ask, and those words; as it is where nothing else is asked for.
pub(in crate::query) fn without_asking(tree: &Node) -> (Node, Vec<String>) {
    let Node::And(nodes) = tree else { return (tree.clone(), Vec::new()) };
    let (mut asking, mut others) = (Vec::new(), Vec::new());
    for node in nodes {
        match node {
            Node::Text(Pattern::Word(word)) if is_asking(word) => asking.push(word.clone()),
            node => others.push(node.clone()),
        }
    }
    if !others.iter().any(|node| matches!(node, Node::Text(_) | Node::Or(_))) {
        return (tree.clone(), Vec::new());
    }
    (Node::and(others), asking)
}

pub(super) fn is_asking(word: &str) -> bool {
    let found = words(word);
    let Some(first) = found.first() else { return true };
    // `what's` is one word by its parts, `PCC's` is its first part.
    ASKING.split_whitespace().any(|asking| asking == first.text)
}
