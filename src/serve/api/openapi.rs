//! The description of the API as OpenAPI 3.1, made from its routes and from the types of its answers.

use super::super::reply::Problem;
use super::{Form, ROOT, ROUTES, Route};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The whole description.
pub(in super::super) fn document() -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.definitions_path = "/components/schemas".into();
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for route in ROUTES {
        paths.insert(route.path.to_owned(), json!({"get": operation(route, &mut generator)}));
    }
    let problem = generator.subschema_for::<Problem>();
    let response =
        |about: &str| json!({"description": about, "content": {"application/problem+json": {"schema": problem}}});
    json!({
        "openapi": "3.1.1",
        "info": {
            "title": "Minutebook",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Search over the minutes of meetings: passages, people, actions.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": ROOT}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": {
                "Bad": response("The question cannot be read; `detail` says where and `hint` what to do."),
                "Unauthorised": response("The token is missing or wrong."),
                "Missing": response("There is no such thing."),
                "Long": response("The address is too long."),
                "Busy": response("It took too long; ask for less, or again later."),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut parameters: Vec<Value> = Vec::new();
    if route.path.ends_with("{id}") {
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "schema": {"type": "string"},
            "description": "Id of a meeting or passage (its beginning will do), code of an action, or name.",
        }));
    }
    for parameter in route.parameters.iter().flat_map(|list| list.iter()) {
        parameters.push(json!({
            "name": parameter.name, "in": "query", "required": false,
            "description": parameter.about, "schema": parameter.schema(),
        }));
    }
    let names: Vec<&str> = route.forms.iter().map(|(name, _)| *name).collect();
    parameters.push(json!({
        "name": "format", "in": "query", "required": false,
        "description": "Form of the answer.", "schema": {"type": "string", "enum": names, "default": "json"},
    }));
    let mut content = Map::new();
    for (_, form) in route.forms {
        let kind = form.kind().split(';').next().unwrap_or_default();
        let schema = if *form == Form::Json { json!((route.schema)(generator)) } else { json!({"type": "string"}) };
        content.insert(kind.to_owned(), json!({"schema": schema}));
    }
    let name = route.path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let refusal = |name: &str| json!({"$ref": format!("#/components/responses/{name}")});
    json!({
        "operationId": name,
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {"ETag": {"description": "Changes with the index and the day.", "schema": {"type": "string"}}},
                "content": content,
            },
            "304": {"description": "Nothing has changed since the answer with the tag of If-None-Match."},
            "400": refusal("Bad"),
            "401": refusal("Unauthorised"),
            "404": refusal("Missing"),
            "414": refusal("Long"),
            "503": refusal("Busy"),
        },
    })
}
