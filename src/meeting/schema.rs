//! The schema of `extract` output, made from the types and kept in `docs/meeting.schema.json`.

use super::Meeting;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

#[path = "../../tests/generated.rs"]
mod generated;

#[test]
fn the_schema_is_that_of_the_types() {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Meeting>().to_value();
    schema["properties"]["type"] = json!({"const": "meeting", "description": "What kind of object the line holds."});
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.insert(0, json!("type"));
    }
    let schema = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    generated::keep("docs/meeting.schema.json", &(schema + "\n"));
}
