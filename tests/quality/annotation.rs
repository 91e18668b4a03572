//! Rows of an annotation and of what the parser found, and when one is the other.

use super::likeness::{likeness, norm};
use serde_json::{Value, json};

/// A field of a row; empty where it is absent.
pub(super) fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_default()
}

/// Whether a mark such as `optional` is set.
pub(super) fn is_marked(row: &Value, mark: &str) -> bool {
    row[mark].as_bool().unwrap_or_default()
}

/// The rows of a list; none where it is absent.
pub(super) fn rows(of: &Value, list: &str) -> Vec<Value> {
    of[list].as_array().cloned().unwrap_or_default()
}

/// Whether two rows have the same words in a field.
pub(super) fn agree(gold: &Value, got: &Value, field: &str) -> bool {
    norm(text(gold, field)) == norm(text(got, field))
}

/// Whether two rows have nearly the same words in a field.
pub(super) fn nearly_agree(gold: &Value, got: &Value, field: &str, least: f64) -> bool {
    likeness(text(gold, field), text(got, field)) >= least
}

/// Whether the annotator lists another reading of this field as right too.
pub(super) fn accepts(gold: &Value, field: &str, got: &Value) -> bool {
    let others = gold["accept"][field].as_array().map(Vec::as_slice).unwrap_or_default();
    others.iter().any(|other| if got.is_array() { names(other) == names(got) } else { word(other) == word(got) })
}

fn word(value: &Value) -> String {
    norm(value.as_str().unwrap_or_default())
}

/// Names in a list, in no particular order.
pub(super) fn names(list: &Value) -> Vec<String> {
    let mut names: Vec<String> = list.as_array().into_iter().flatten().map(word).collect();
    names.sort();
    names
}

/// Items and topics in document order, as annotations list them.
pub(super) fn headings(meeting: &Value) -> Vec<Value> {
    let mut headings = Vec::new();
    let mut add = |row: &Value, level: &str| {
        if !text(row, "heading").is_empty() {
            headings.push(json!({"number": row["number"], "text": row["heading"], "level": level}));
        }
    };
    for item in rows(meeting, "items") {
        add(&item, "item");
        rows(&item, "topics").iter().for_each(|topic| add(topic, "topic"));
    }
    headings
}

/// The same name, or first letter and surname of one.
pub(super) fn same_person(gold: &Value, got: &Value) -> f64 {
    let (one, other) = (norm(text(gold, "name")), norm(text(got, "name")));
    if (one == other && !one.is_empty()) || accepts(gold, "name", &got["name"]) {
        return 1.0;
    }
    let ends = |name: &str| Some((name.chars().next()?, name.rsplit(' ').next()?.to_owned()));
    let is_short = |name: &str| !name.contains(' ');
    if ends(&one).is_none() || ends(&one) != ends(&other) || is_short(&one) || is_short(&other) { 0.0 } else { 0.6 }
}

/// Nearly the same heading.
pub(super) fn same_heading(gold: &Value, got: &Value) -> f64 {
    let likeness = likeness(text(gold, "text"), text(got, "text"));
    if likeness >= 0.85 { likeness } else { 0.0 }
}

/// Best likeness to the text of an action or to another cut of it that is right too.
pub(super) fn action_likeness(gold: &Value, got: &Value) -> f64 {
    let others = gold["accept"]["text"].as_array().into_iter().flatten().filter_map(Value::as_str);
    others.chain([text(gold, "text")]).map(|cut| likeness(cut, text(got, "text"))).fold(0.0, f64::max)
}

/// The same code, or nearly the same text where none is printed.
pub(super) fn same_action(gold: &Value, got: &Value) -> f64 {
    let (has, got_has) = (!text(gold, "code").is_empty(), !text(got, "code").is_empty());
    if has && got_has {
        return f64::from(u8::from(agree(gold, got, "code")));
    }
    if has != got_has && !accepts(gold, "code", &got["code"]) {
        return 0.0;
    }
    let likeness = action_likeness(gold, got);
    let same_owners = names(&gold["owners"]) == names(&got["owners"]);
    if likeness >= 0.6 { likeness + 0.01 * f64::from(u8::from(same_owners)) } else { 0.0 }
}

/// The same status of the same action.
pub(super) fn same_update(gold: &Value, got: &Value) -> f64 {
    if gold["status"] != got["status"] && !accepts(gold, "status", &got["status"]) {
        return 0.0;
    }
    let is_code = accepts(gold, "code", &got["code"]);
    if !text(gold, "code").is_empty() {
        return f64::from(u8::from(is_code || agree(gold, got, "code")));
    }
    let likeness = if text(gold, "text").is_empty() { 0.0 } else { action_likeness(gold, got) };
    let has_code = !text(got, "code").is_empty();
    if likeness >= 0.6 { likeness } else { f64::from(u8::from(has_code && is_code)) }
}

/// The same speaker saying what the annotator quotes the beginning of.
pub(super) fn same_statement(gold: &Value, got: &Value) -> f64 {
    if text(got, "text").is_empty() || !same_speaker(gold, got) {
        return 0.0;
    }
    let (quote, said) = (norm(text(gold, "quote")), norm(text(got, "text")));
    let (quote, said): (Vec<&str>, Vec<&str>) = (quote.split(' ').collect(), said.split(' ').collect());
    let head = said[..said.len().min(quote.len() + 25)].join(" ");
    if head.contains(&quote[..quote.len().min(8)].join(" ")) {
        return 1.0;
    }
    // It may start a few words into the quote, at the verb, or leave out a scrap of another column.
    let window = &said[..said.len().min(quote.len() + 4)];
    let share = quote.iter().filter(|word| window.contains(word)).count() as f64 / quote.len() as f64;
    if share >= 0.75 { share } else { 0.0 }
}

fn same_speaker(gold: &Value, got: &Value) -> bool {
    let (one, other) = (norm(text(gold, "speaker")), norm(text(got, "speaker")));
    if one == other {
        return true;
    }
    if !text(gold, "person").is_empty() && !text(got, "person").is_empty() {
        return agree(gold, got, "person");
    }
    !one.is_empty() && !other.is_empty() && (one.ends_with(&other) || other.ends_with(&one))
}
