//! More like this: the words by which a passage or a meeting differs from the rest of the archive.

use super::hits::own_text;
use super::ranking::Asked;
use super::stored::{copies, place, stored};
use super::syntax::{Node, Pattern};
use crate::index::{Collection, Form, PassageRecord, Stems, words};
use std::collections::HashMap;
use tantivy::{DocAddress, Result, Searcher, TantivyDocument, Term};

/// Words looked for.
const WORDS: usize = 25;

/// The question that `id` stands for, a passage or a meeting; none where there is no such thing.
pub(super) fn question(collection: &Collection, searcher: &Searcher, id: &str) -> Result<Option<Asked>> {
    let id = id.to_lowercase();
    let (meeting, number) = id.split_once('-').map_or((id.as_str(), None), |(meeting, number)| (meeting, Some(number)));
    let copies = copies(collection, searcher, meeting)?;
    let addresses = match number {
        Some(number) => copies.iter().filter_map(|copy| copy.get(place(number)?).copied()).collect(),
        None => copies.concat(),
    };
    if addresses.is_empty() {
        return Ok(None);
    }
    let any = telling(collection, searcher, &addresses)?;
    let tree = Node::or(any.into_iter().map(|word| Node::Text(Pattern::Word(word))).collect());
    Ok(Some(Asked { tree, speakers: Vec::new(), set_aside: Vec::new(), leave_out: addresses }))
}

/// The words that tell most about the passages, those that tell most first.
fn telling(collection: &Collection, searcher: &Searcher, addresses: &[DocAddress]) -> Result<Vec<String>> {
    let mut stems = Stems::default();
    let mut counts: HashMap<String, (String, f32)> = HashMap::new();
    for address in addresses {
        let document: TantivyDocument = searcher.doc(*address)?;
        let record: PassageRecord = stored(&document, collection.fields().record).unwrap_or_default();
        for word in words(&own_text(&document, &record, collection)).into_iter().filter(|word| word.form == Form::Whole)
        {
            let is_number = word.text.chars().all(|letter| letter.is_numeric());
            if word.text.chars().count() > 2 && !is_number {
                counts.entry(stems.of(&word.text).to_owned()).or_insert((word.text, 0.0)).1 += 1.0;
            }
        }
    }
    let passages = searcher.num_docs() as f32;
    let mut told: Vec<(f32, String)> = Vec::new();
    for (stem, (word, count)) in counts {
        let having = searcher.doc_freq(&Term::from_field_text(collection.fields().text, &stem))? as f32;
        // A word that nothing else has finds nothing else.
        if having > 1.0 && having < passages / 5.0 {
            told.push(((1.0 + count.ln()) * (passages / having).ln(), word));
        }
    }
    told.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    Ok(told.into_iter().take(WORDS).map(|(_, word)| word).collect())
}
