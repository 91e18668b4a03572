//! Words that mean the same: what acronyms stand for, and the user's own lists.

use super::file_error::FileError;
use super::results::Expansion;
use super::syntax::{Node, Pattern};
use crate::index::words;
use std::collections::HashMap;
use std::path::Path;

/// Longest expression looked for in a query, in words.
const LONGEST: usize = 8;
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// Groups of expressions that mean the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thesaurus {
    groups: Vec<Vec<String>>,
    /// Groups by the folded words of each expression.
    known: HashMap<String, Vec<usize>>,
}

impl Thesaurus {
    /// Adds expressions that mean the same.
    pub fn add(&mut self, expressions: impl IntoIterator<Item = String>) {
        let group: Vec<String> = expressions.into_iter().filter(|text| !folded(text).is_empty()).collect();
        if group.len() < 2 {
            return;
        }
        for expression in &group {
            let groups = self.known.entry(folded(expression)).or_default();
            if groups.last() != Some(&self.groups.len()) {
                groups.push(self.groups.len());
            }
        }
        self.groups.push(group);
    }

    /// Adds the groups of a file: SKOS as RDF/XML, or text with a group a line, `KSI = killed or seriously injured`.
    pub fn read(&mut self, path: &Path) -> Result<(), FileError> {
        let unreadable = |cause| FileError::Unreadable { path: path.to_owned(), cause };
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        let result = if text.trim_start().starts_with('<') { self.skos(&text) } else { self.lines(&text) };
        result.map_err(|message| FileError::Invalid { path: path.to_owned(), message })
    }

    fn lines(&mut self, text: &str) -> Result<(), String> {
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let group: Vec<String> = line.split('=').map(|part| part.trim().to_owned()).collect();
            if group.len() < 2 || group.iter().any(String::is_empty) {
                return Err(format!("line {}: expected words that mean the same, with = between", number + 1));
            }
            self.add(group);
        }
        Ok(())
    }

    /// Labels of concepts: preferred, alternative and hidden ones mean the same.
    fn skos(&mut self, text: &str) -> Result<(), String> {
        let document = roxmltree::Document::parse(text).map_err(|cause| cause.to_string())?;
        let is_label = |node: &roxmltree::Node| {
            ["prefLabel", "altLabel", "hiddenLabel"].iter().any(|name| node.has_tag_name((SKOS, *name)))
        };
        for concept in document.descendants().filter(|node| node.children().any(|child| is_label(&child))) {
            let labels = concept.children().filter(is_label).filter_map(|label| label.text());
            self.add(labels.map(|label| label.trim().to_owned()));
        }
        Ok(())
    }

    /// The tree with words widened to what means the same, and which were; quoted words stay as they are.
    pub(super) fn widen(&self, tree: &Node) -> (Node, Vec<Expansion>) {
        let mut expanded = Vec::new();
        let tree = self.node(tree, &mut expanded);
        (tree, expanded)
    }

    fn node(&self, node: &Node, expanded: &mut Vec<Expansion>) -> Node {
        match node {
            Node::Text(Pattern::Word(_)) => self.all(std::slice::from_ref(node), expanded),
            Node::And(nodes) => self.all(nodes, expanded),
            Node::Or(nodes) => Node::or(nodes.iter().map(|node| self.node(node, expanded)).collect()),
            node => node.clone(),
        }
    }

    /// All of `nodes`, with the longest known expressions among them widened.
    fn all(&self, nodes: &[Node], expanded: &mut Vec<Expansion>) -> Node {
        let mut all = Vec::new();
        let mut at = 0;
        while at < nodes.len() {
            let found = (1..=LONGEST.min(nodes.len() - at)).rev().find_map(|length| {
                let typed = typed(&nodes[at..at + length])?;
                let others = self.others(&typed);
                (!others.is_empty()).then_some((length, typed, others))
            });
            match found {
                Some((length, word, to)) => {
                    let mut any = vec![Node::and(nodes[at..at + length].to_vec())];
                    any.extend(to.iter().map(|text| Node::Text(Pattern::Phrase(text.clone()))));
                    all.push(Node::Or(any));
                    expanded.push(Expansion { word, to });
                    at += length;
                }
                None => {
                    let is_word = matches!(nodes[at], Node::Text(Pattern::Word(_)));
                    all.push(if is_word { nodes[at].clone() } else { self.node(&nodes[at], expanded) });
                    at += 1;
                }
            }
        }
        Node::and(all)
    }

    /// What else the expression is called.
    fn others(&self, expression: &str) -> Vec<String> {
        let key = folded(expression);
        let mut others: Vec<String> = Vec::new();
        for group in self.known.get(&key).into_iter().flatten() {
            for other in &self.groups[*group] {
                if folded(other) != key && !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
        others
    }
}

/// All expressions of a query that a thesaurus may know: its words and runs of neighbouring words.
pub(super) fn expressions(tree: &Node) -> Vec<String> {
    match tree {
        Node::Text(Pattern::Word(word)) => vec![word.clone()],
        Node::And(nodes) => {
            let runs = (1..=LONGEST.min(nodes.len())).flat_map(|length| nodes.windows(length)).filter_map(typed);
            let within = nodes.iter().filter(|node| !matches!(node, Node::Text(_))).flat_map(expressions);
            runs.chain(within).collect()
        }
        Node::Or(nodes) => nodes.iter().flat_map(expressions).collect(),
        _ => Vec::new(),
    }
}

/// The text of neighbouring words, if they are nothing else.
fn typed(nodes: &[Node]) -> Option<String> {
    let mut typed: Vec<&str> = Vec::new();
    for node in nodes {
        let Node::Text(Pattern::Word(word)) = node else { return None };
        typed.push(word);
    }
    Some(typed.join(" "))
}

fn folded(text: &str) -> String {
    let found = words(text);
    super::wording::wholes(&found).map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn thesaurus() -> Thesaurus {
        let mut thesaurus = Thesaurus::default();
        thesaurus
            .lines("# of roads\nKSI = killed or seriously injured\nYOS = youth offending service = youth team")
            .unwrap();
        thesaurus
    }

    fn check(query: &str, expected: &str) {
        assert_eq!(thesaurus().widen(&parse(query).unwrap()).0.to_string(), expected, "{query}");
    }

    #[test]
    fn an_acronym_finds_what_it_stands_for_and_back() {
        check("ksi figures", "(ksi OR \"killed or seriously injured\") figures");
        check("killed or seriously injured", "killed or seriously injured OR \"KSI\"");
        check("YOS", "YOS OR \"youth offending service\" OR \"youth team\"");
        check("a OR KSI", "a OR KSI OR \"killed or seriously injured\"");
    }

    #[test]
    fn quoted_words_and_fields_stay_as_they_are() {
        check("\"KSI\" topic:KSI -KSI", "\"KSI\" topic:KSI -KSI");
    }

    #[test]
    fn labels_of_a_concept_mean_the_same() {
        let mut thesaurus = Thesaurus::default();
        let text = format!(
            "<r xmlns:skos=\"{SKOS}\"><skos:Concept><skos:prefLabel>cycle lane</skos:prefLabel>\
             <skos:altLabel>bike path</skos:altLabel></skos:Concept></r>"
        );
        thesaurus.skos(&text).unwrap();
        assert_eq!(thesaurus.others("bike path"), ["cycle lane"]);
    }

    #[test]
    fn a_line_without_a_group_is_refused() {
        assert!(Thesaurus::default().lines("KSI").unwrap_err().contains("line 1"));
    }
}
