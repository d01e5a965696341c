//! The JSON Schema of `book.toml`, made from the list of keys that the reader uses.

use serde_json::{Map, Value, json};

use super::keys::{ANY, KEYS, Key, Shape, Status};
use super::labels::LABELS;
use crate::diag::{CODES, Severity};

/// Returns the schema, with which editors complete and check `book.toml`.
pub fn book_schema() -> Value {
    let mut names: Vec<&str> = KEYS.iter().map(|key| key.table).collect();
    names.retain(|name| !name.contains('.'));
    names.dedup();
    let tables: Map<String, Value> = names
        .into_iter()
        .map(|name| (name.to_owned(), table(name)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "book.toml",
        "description": "The settings of a prepbook handbook.",
        "type": "object",
        "additionalProperties": false,
        "required": ["book"],
        "properties": tables,
    })
}

/// Returns the schema of a table; `site.tokens` is a table inside `site`.
fn table(name: &str) -> Value {
    let mut properties = Map::new();
    for key in KEYS.iter().filter(|key| key.table == name) {
        for name in names(key) {
            properties.insert(name.to_owned(), of_key(key));
        }
    }
    let required: &[&str] = match name {
        "book" => &["title"],
        _ => &[],
    };
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// Returns the names of a key: its own name, or the words of a list.
fn names(key: &Key) -> Vec<&'static str> {
    let warnings = CODES
        .iter()
        .filter(|code| code.severity == Severity::Warning);
    match (key.name, key.shape) {
        (ANY, Shape::Level) => warnings.map(|code| code.name).collect(),
        (ANY, _) => LABELS.to_vec(),
        (name, _) => vec![name],
    }
}

fn of_key(key: &Key) -> Value {
    let mut schema = match (key.status, key.shape) {
        (Status::NotBuiltYet { but: Some("false") }, _) => json!({ "const": false }),
        (Status::NotBuiltYet { .. }, _) => json!(false),
        (Status::Built, Shape::Text) => json!({ "type": "string" }),
        (Status::Built, Shape::Texts) => texts(),
        (Status::Built, Shape::Vocabulary) => {
            json!({ "anyOf": [{ "enum": ["open", "closed"] }, texts()] })
        }
        (Status::Built, Shape::Flag) => json!({ "type": "boolean" }),
        (Status::Built, Shape::Count) => json!({ "type": "integer", "minimum": 0 }),
        (Status::Built, Shape::Size) => json!({ "type": ["integer", "string"], "minimum": 0 }),
        (Status::Built, Shape::Choice(words)) => json!({ "enum": words }),
        (Status::Built, Shape::Names) => table(&format!("{}.{}", key.table, key.name)),
        (Status::Built, Shape::Level) => json!({ "enum": ["ignore", "warning", "error"] }),
    };
    if let Value::Object(schema) = &mut schema {
        schema.insert("description".to_owned(), key.documentation.into());
    }
    schema
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}
