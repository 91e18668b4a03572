//! The file of a batch: one query a line, or one JSON object a line.

use super::failure::Failure;
use crate::query::{Filters, QueryError, Request};
use serde_json::{Map, Value};
use std::path::Path;

/// The requests of `file`, each like `model` but for what its line says.
pub(super) fn read(file: &Path, model: &Request) -> Result<Vec<Request>, Failure> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(Failure::io(name.clone()))?;
    let mut requests = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let place = |message: String, hint: String| Failure::new(format!("{name}:{number}: {message}"), hint);
        let request = if line.trim_start().starts_with('{') {
            object(line, number, model).map_err(|message| {
                place(message, "write {\"id\":\"7\",\"query\":\"...\",\"topic\":[\"...\"]}".to_owned())
            })?
        } else {
            Request { query_id: Some(number.to_string()), query: line.trim().to_owned(), ..model.clone() }
        };
        request.tree().map_err(|complaint| {
            let hint = complaint.hint.clone().unwrap_or_default();
            place(QueryError::from(complaint).to_string(), hint)
        })?;
        requests.push(request);
    }
    Ok(requests)
}

fn object(line: &str, number: usize, model: &Request) -> Result<Request, String> {
    let object: Map<String, Value> = serde_json::from_str(line).map_err(|cause| cause.to_string())?;
    let mut request = Request { query_id: Some(number.to_string()), ..model.clone() };
    let mut filters: Filters = request.filters;
    for (key, value) in &object {
        let texts = texts(value).ok_or_else(|| format!("\"{key}\" is neither a text nor a list of texts"))?;
        match key.as_str() {
            "id" => request.query_id = texts.into_iter().next(),
            "query" => request.query = texts.join(" "),
            name => filters.set(name, texts)?,
        }
    }
    request.filters = filters;
    Ok(request)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        value => Some(vec![text(value)?]),
    }
}
