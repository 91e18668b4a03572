//! What `extract` prints is what `docs/meeting.schema.json` promises.

use minutebook::{pipeline, present};
use serde_json::Value;
use std::fs;
use std::path::Path;

#[test]
fn meetings_of_all_fixtures_keep_to_the_schema() {
    let schema: Value = serde_json::from_str(&fs::read_to_string("docs/meeting.schema.json").unwrap()).unwrap();
    let mut wrong = Vec::new();
    for folder in ["fixtures/archive", "../shared/seeds", "../shared/devgold/docs"] {
        let files = ignore::Walk::new(Path::new(folder)).flatten().filter(|entry| entry.path().is_file());
        for path in files.map(ignore::DirEntry::into_path) {
            for meeting in pipeline::extract(&path).unwrap() {
                let mut line = Vec::new();
                present::line(&mut line, "meeting", &meeting).unwrap();
                let printed: Value = serde_json::from_slice(&line).unwrap();
                let place = path.display().to_string();
                Check { schema: &schema, wrong: &mut wrong }.value(&schema, &printed, &place);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As much of JSON Schema as our own schema uses; keys it does not know are wrong too.
struct Check<'a> {
    schema: &'a Value,
    wrong: &'a mut Vec<String>,
}

impl Check<'_> {
    fn value(&mut self, rule: &Value, value: &Value, place: &str) {
        let rule = self.resolve(rule);
        if !is_of_type(&rule["type"], value) || rule.get("const").is_some_and(|only| only != value) {
            return self.wrong.push(format!("{place}: {value} is not {rule}"));
        }
        if let Some(values) = rule["enum"].as_array()
            && !values.contains(value)
        {
            self.wrong.push(format!("{place}: {value} is none of {values:?}"));
        }
        for choice in ["anyOf", "oneOf"] {
            if let Some(rules) = rule[choice].as_array()
                && !rules.iter().any(|rule| self.holds(rule, value))
            {
                self.wrong.push(format!("{place}: {value} is none of {rules:?}"));
            }
        }
        for (at, entry) in value.as_array().into_iter().flatten().enumerate() {
            self.value(&rule["items"], entry, &format!("{place}[{at}]"));
        }
        if let (Some(keys), Some(rules)) = (value.as_object(), rule["properties"].as_object()) {
            for required in rule["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !keys.contains_key(required) {
                    self.wrong.push(format!("{place}: no {required}"));
                }
            }
            for (key, value) in keys {
                match rules.get(key) {
                    Some(rule) => self.value(rule, value, &format!("{place}.{key}")),
                    None => self.wrong.push(format!("{place}: {key} is not in the schema")),
                }
            }
        }
    }

    fn holds(&self, rule: &Value, value: &Value) -> bool {
        let mut wrong = Vec::new();
        Check { schema: self.schema, wrong: &mut wrong }.value(rule, value, "");
        wrong.is_empty()
    }

    fn resolve<'r>(&self, rule: &'r Value) -> &'r Value
    where
        Self: 'r,
    {
        match rule["$ref"].as_str() {
            Some(way) => self.schema.pointer(way.trim_start_matches('#')).unwrap(),
            None => rule,
        }
    }
}

fn is_of_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("null") => value.is_null(),
        _ => false,
    };
    match wanted {
        Value::Null => true,
        Value::Array(names) => names.iter().any(is),
        name => is(name),
    }
}
