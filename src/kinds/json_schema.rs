//! JSON Schemas of front matter, made from the keys that the parser uses.

use serde_json::{Map, Value, json};

use super::keys;
use super::kind::Kind;
use super::registry::KINDS;
use super::schema::{AnyKey, Shape};

/// Returns the schema of the front matter of a kind, with which editors complete and check it.
pub fn kind_schema(name: &str) -> Option<Value> {
    let kind = KINDS.iter().find(|kind| kind.name == name)?;
    Some(of_kind(kind))
}

fn of_kind(kind: &Kind) -> Value {
    let all = kind.keys.iter().chain(keys::FILE);
    let properties: Map<String, Value> = all
        .map(|key| (key.name().to_owned(), of_key(*key)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Front matter of {}", kind.article),
        "description": kind.documentation,
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

/// Returns the schema of a key. Every value is a text with a meaning, so `"45"` is as good as `45`.
fn of_key(key: &dyn AnyKey) -> Value {
    let text = || json!({ "type": ["string", "number", "boolean"] });
    let texts = || json!({ "anyOf": [text(), { "type": "array", "items": text() }] });
    let mut schema = match key.shape() {
        Shape::Text => text(),
        Shape::Count => json!({
            "type": ["integer", "string"], "minimum": 1, "pattern": "^[0-9]*[1-9][0-9]*$"
        }),
        Shape::Number => json!({ "type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$" }),
        Shape::Flag => json!({ "enum": [true, false, "true", "false"] }),
        Shape::Date => json!({
            "type": ["integer", "string"],
            "minimum": 1000,
            "maximum": 9999,
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        }),
        Shape::OneOf(words) => json!({ "enum": words }),
        Shape::Names | Shape::References => texts(),
        Shape::WebAddress => {
            json!({ "type": "string", "pattern": "^\\s*https?://[^\\s/]+(/\\S*)?\\s*$" })
        }
        Shape::Language => json!({
            "type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
        }),
    };
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), key.documentation().into());
    }
    schema
}
