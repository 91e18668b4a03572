//! Meaning by a model that the user gives: a tiny one, made here, that knows a few words in two dimensions.

use crate::archive::{Archive, SAMPLE};
use minutebook::query::{Hit, Matching, Model, Reading, Request, search};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// Words with their directions: lamps are like lights, dredging is like nothing else.
const WORDS: [(&str, [f32; 2]); 6] = [
    ("[UNK]", [0.6, 0.8]),
    ("lamps", [1.0, 0.0]),
    ("lights", [1.0, 0.1]),
    ("failed", [0.9, 0.3]),
    ("dredging", [0.0, 1.0]),
    ("basin", [0.1, 1.0]),
];

fn tokenizer() -> String {
    let vocabulary: BTreeMap<&str, usize> = WORDS.iter().enumerate().map(|(id, (word, _))| (*word, id)).collect();
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": null, "decoder": null,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}
    })
    .to_string()
}

/// A file of tensors: the length of its head, the head, the numbers.
fn tensors(all: &[(&str, &str, Vec<usize>, Vec<u8>)]) -> Vec<u8> {
    let (mut head, mut data) = (serde_json::Map::new(), Vec::<u8>::new());
    for (name, kind, shape, bytes) in all {
        let offsets = [data.len(), data.len() + bytes.len()];
        head.insert((*name).to_owned(), json!({"dtype": kind, "shape": shape, "data_offsets": offsets}));
        data.extend(bytes);
    }
    let head = serde_json::to_string(&head).unwrap();
    let mut file = (head.len() as u64).to_le_bytes().to_vec();
    file.extend(head.as_bytes());
    file.extend(data);
    file
}

fn floats(values: impl IntoIterator<Item = f32>) -> Vec<u8> {
    values.into_iter().flat_map(f32::to_le_bytes).collect()
}

fn write(folder: &Path, tensors: &[u8]) {
    std::fs::write(folder.join("tokenizer.json"), tokenizer()).unwrap();
    std::fs::write(folder.join("model.safetensors"), tensors).unwrap();
}

fn vectors() -> Vec<u8> {
    tensors(&[("embeddings", "F32", vec![WORDS.len(), 2], floats(WORDS.iter().flat_map(|(_, vector)| *vector)))])
}

fn model(file: &[u8]) -> Model {
    let folder = TempDir::new().unwrap();
    write(folder.path(), file);
    Model::read(folder.path()).unwrap()
}

#[test]
fn a_text_has_the_direction_of_the_words_that_are_known() {
    let model = model(&vectors());
    assert_eq!(model.direction("Lamps"), [1.0, 0.0]);
    assert_eq!(model.direction("the lamps of the quay"), [1.0, 0.0]);
    let [east, north] = model.direction("lamps dredging")[..] else { panic!("two dimensions") };
    assert!((east - 0.5_f32.sqrt()).abs() < 1e-6 && (north - 0.5_f32.sqrt()).abs() < 1e-6);
    assert_eq!(model.direction("nothing known"), [0.0, 0.0]);
}

#[test]
fn weights_and_a_mapping_are_heeded() {
    // Every piece has the vector of another number: `lamps` that of `dredging`, which counts three times.
    let mapping: Vec<u8> = [0_i64, 4, 2, 3, 1, 5].iter().flat_map(|number| number.to_le_bytes()).collect();
    let weights: Vec<u8> = [1.0_f64, 3.0, 1.0, 1.0, 1.0, 1.0].iter().flat_map(|weight| weight.to_le_bytes()).collect();
    let numbers = floats(WORDS.iter().flat_map(|(_, vector)| *vector));
    let count = WORDS.len();
    let model = model(&tensors(&[
        ("embeddings", "F32", vec![count, 2], numbers),
        ("mapping", "I64", vec![count], mapping),
        ("weights", "F64", vec![count], weights),
    ]));
    let [east, north] = model.direction("lamps dredging")[..] else { panic!("two dimensions") };
    assert!((north / east - 3.0).abs() < 1e-5, "{east} {north}");
}

/// The best match for what some words of two discussions are asked about.
fn best(query: &str, model: Option<&Arc<Model>>) -> Vec<Hit> {
    let (collection, _) = Archive::of(SAMPLE).update();
    let request = Request {
        matching: Matching::Any,
        reading: Reading::Plain,
        explain: true,
        model: model.cloned(),
        ..Request::new(query)
    };
    search(&collection, &request).unwrap().hits
}

#[test]
fn what_means_the_same_gains_and_the_score_is_the_sum_of_its_terms() {
    let model = Arc::new(model(&vectors()));
    let query = "lamps noted asked dredging lamps lamps";
    let (without, with) = (best(query, None), best(query, Some(&model)));
    assert!(without.iter().all(|hit| hit.why.unwrap().meaning == 0.0), "{without:#?}");
    let of = |hits: &[Hit], word: &str| hits.iter().find(|hit| hit.text.contains(word)).map(|hit| hit.score).unwrap();
    let gain = |word: &str| of(&with, word) - of(&without, word);
    assert!(gain("lights") > 0.0 && gain("lights") > gain("timetable"), "{with:#?}");
    assert!(with.iter().all(|hit| (hit.why.unwrap().score() - hit.score).abs() < 1e-5));
    assert!(with.is_sorted_by(|one, other| one.score >= other.score));
    assert_eq!(with.len(), without.len());
}

#[test]
fn the_program_takes_a_folder_and_says_what_is_wrong_with_it() {
    let archive = Archive::of(SAMPLE);
    let folder = archive.root().join("model");
    std::fs::create_dir(&folder).unwrap();
    write(&folder, &vectors());
    archive.outcome(&["index", "minutes"]);
    let ask = ["search", "lights", "--model", "model", "--explain", "--format", "json"];
    let (code, results, remarks) = archive.outcome(&ask);
    assert!(code == 0 && results.contains("\"meaning\":"), "{results}{remarks}");
    std::fs::write(folder.join("model.safetensors"), tensors(&[("embeddings", "F32", vec![2, 2], floats([0.0; 4]))]))
        .unwrap();
    let (code, _, remarks) = archive.outcome(&ask);
    assert!(code == 2 && remarks.contains("2 vectors of 2 numbers for the 6 pieces"), "{code} {remarks}");
    std::fs::remove_file(folder.join("tokenizer.json")).unwrap();
    let (code, _, remarks) = archive.outcome(&ask);
    assert!(code == 2 && remarks.contains("tokenizer.json"), "{code} {remarks}");
}
