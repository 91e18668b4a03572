//! A model of meaning given by the user: each piece of a word has a vector, and a text has their mean (model2vec).

use super::file_error::FileError;
use safetensors::tensor::{Dtype, TensorView};
use safetensors::{SafeTensorError, SafeTensors};
use serde::Deserialize;
use std::fmt;
use std::path::Path;
use tokenizers::Tokenizer;

const TENSORS: &str = "model.safetensors";
const TOKENIZER: &str = "tokenizer.json";
const CONFIG: &str = "config.json";

/// Vectors of the pieces of words, and what cuts a text into them.
pub struct Model {
    tokenizer: Tokenizer,
    /// One vector after the other.
    vectors: Vec<f32>,
    dimensions: usize,
    /// What each piece counts; all the same where there are none.
    weights: Vec<f32>,
    /// Number of the vector of each piece; its own number where there are none.
    numbers: Vec<usize>,
    /// Stands for what the tokenizer does not know.
    unknown: Option<u32>,
}

impl fmt::Debug for Model {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Model of {} dimensions", self.dimensions)
    }
}

/// What is read of `config.json`.
#[derive(Default, Deserialize)]
struct Config {
    /// Name of a tensor, where it is not `embeddings`.
    embeddings: Option<String>,
}

/// What is read of `tokenizer.json` besides what the tokenizer reads.
#[derive(Deserialize)]
struct Pieces {
    model: PiecesModel,
}

/// Which piece stands for what is not known, by name or number.
#[derive(Deserialize)]
struct PiecesModel {
    unk_token: Option<String>,
    unk_id: Option<u32>,
}

impl Model {
    /// Reads the model in `folder`: `model.safetensors`, `tokenizer.json` and, if it is there, `config.json`.
    pub fn read(folder: &Path) -> Result<Model, FileError> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read(&path).map_err(|cause| FileError::Unreadable { path, cause })
        };
        let invalid = |name: &str, message: String| FileError::Invalid { path: folder.join(name), message };
        let bytes = read(TOKENIZER)?;
        let tokenizer = Tokenizer::from_bytes(&bytes).map_err(|cause| invalid(TOKENIZER, cause.to_string()))?;
        let pieces: Pieces = serde_json::from_slice(&bytes).map_err(|cause| invalid(TOKENIZER, cause.to_string()))?;
        let by_name = pieces.model.unk_token.and_then(|name| tokenizer.token_to_id(&name));
        let unknown = by_name.or(pieces.model.unk_id);
        let config: Config = match folder.join(CONFIG).exists() {
            true => serde_json::from_slice(&read(CONFIG)?).map_err(|cause| invalid(CONFIG, cause.to_string()))?,
            false => Config::default(),
        };
        let bytes = read(TENSORS)?;
        let tensors = SafeTensors::deserialize(&bytes).map_err(|cause| invalid(TENSORS, cause.to_string()))?;
        let model = Model::of(tokenizer, &config, &tensors).map(|model| Model { unknown, ..model });
        model.map_err(|message| invalid(TENSORS, message))
    }

    fn of(mut tokenizer: Tokenizer, config: &Config, tensors: &SafeTensors) -> Result<Model, String> {
        // What was set for training says nothing about texts of other lengths.
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None).map_err(|cause| cause.to_string())?;
        let name = config.embeddings.as_deref().unwrap_or("embeddings");
        let table = tensors.tensor(name).map_err(|cause| cause.to_string())?;
        let &[rows, dimensions] = table.shape() else {
            return Err(format!("tensor {name} has {} dimensions, not 2", table.shape().len()));
        };
        let optional = |name: &str| match tensors.tensor(name) {
            Ok(tensor) => values(&tensor).map_err(|message| format!("tensor {name}: {message}")),
            Err(SafeTensorError::TensorNotFound(_)) => Ok(Vec::new()),
            Err(cause) => Err(cause.to_string()),
        };
        let weights: Vec<f32> = optional("weights")?.into_iter().map(|weight| weight as f32).collect();
        let numbers: Vec<usize> = optional("mapping")?.into_iter().map(|number| number as usize).collect();
        let pieces = tokenizer.get_vocab_size(true);
        let is_short = |list: usize| list > 0 && list < pieces;
        if rows == 0 || dimensions == 0 || (numbers.is_empty() && rows < pieces) {
            return Err(format!("{rows} vectors of {dimensions} numbers for the {pieces} pieces of {TOKENIZER}"));
        }
        if is_short(weights.len()) || is_short(numbers.len()) || numbers.iter().any(|number| *number >= rows) {
            return Err(format!("weights or mapping do not fit the {pieces} pieces of {TOKENIZER}"));
        }
        let vectors = values(&table)?.into_iter().map(|value| value as f32).collect();
        Ok(Model { tokenizer, vectors, dimensions, weights, numbers, unknown: None })
    }

    /// The direction of a text, of length 1; zeros where nothing in it is known.
    pub fn direction(&self, text: &str) -> Vec<f32> {
        let mut sum = vec![0.0; self.dimensions];
        // A text that cannot be cut into pieces has no meaning to the model.
        let Ok(pieces) = self.tokenizer.encode_fast(text, false) else { return sum };
        for piece in pieces.get_ids().iter().filter(|piece| Some(**piece) != self.unknown) {
            let at = *piece as usize;
            let weight = self.weights.get(at).copied().unwrap_or(1.0);
            let row = self.numbers.get(at).copied().unwrap_or(at) * self.dimensions;
            let vector = self.vectors.get(row..row + self.dimensions).unwrap_or_default();
            sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += weight * value);
        }
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
        if length > 0.0 {
            sum.iter_mut().for_each(|value| *value /= length);
        }
        sum
    }
}

/// The numbers of a tensor, whatever type they are stored in.
fn values(tensor: &TensorView) -> Result<Vec<f64>, String> {
    fn each<const N: usize>(bytes: &[u8], read: fn([u8; N]) -> f64) -> Vec<f64> {
        bytes.as_chunks::<N>().0.iter().map(|chunk| read(*chunk)).collect()
    }
    let bytes = tensor.data();
    Ok(match tensor.dtype() {
        Dtype::F64 => each(bytes, f64::from_le_bytes),
        Dtype::F32 => each(bytes, |chunk| f32::from_le_bytes(chunk).into()),
        Dtype::F16 => each(bytes, |chunk| half(u16::from_le_bytes(chunk)).into()),
        Dtype::BF16 => each(bytes, |chunk| f32::from_bits(u32::from(u16::from_le_bytes(chunk)) << 16).into()),
        Dtype::I8 => each(bytes, |chunk| i8::from_le_bytes(chunk).into()),
        Dtype::I32 => each(bytes, |chunk| i32::from_le_bytes(chunk).into()),
        Dtype::I64 => each(bytes, |chunk| i64::from_le_bytes(chunk) as f64),
        other => return Err(format!("numbers of type {other:?} are not read")),
    })
}

/// A number of 16 bits (IEEE 754 half precision).
fn half(bits: u16) -> f32 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f32::from(bits & 0x3ff) / 1024.0);
    let size = match exponent {
        0 => fraction * 2.0_f32.powi(-14),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        _ => (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// How alike two directions are: 1 for the same, 0 for nothing in common.
pub(super) fn likeness(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(left, right)| left * right).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_sixteen_bits_are_read() {
        assert_eq!([0x3c00, 0xc000, 0x3555, 0x0001, 0x0000].map(half), [1.0, -2.0, 0.333_251_95, 5.960_464_5e-8, 0.0]);
        assert!(half(0x7e00).is_nan() && half(0x7c00).is_infinite());
    }
}
