//! Writes SARIF 2.1.0 (an OASIS standard): one document for services that collect the results of
//! analyzers.
//!
//! Texts are not escaped, except that braces in messages are doubled, as the standard requires.

use serde_json::{Value, json};

use super::Position;
use super::hint::Hint;
use super::selection::Selection;
use super::sources::Sources;
use crate::diag::{Advice, CODES, CodeEntry, Diagnostic, Fix, Label, Place, percent_encode};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json";

pub(super) fn write(selection: &Selection, sources: &Sources) -> String {
    let rules = rules(selection);
    let results: Vec<Value> = selection
        .shown()
        .map(|diagnostic| result(diagnostic, &rules, sources))
        .collect();
    let described: Vec<Value> = rules.iter().map(|entry| rule(entry)).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "prepbook",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": described,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{document}\n")
}

/// Returns the codes of the shown diagnostics, in the order of the list of codes.
fn rules(selection: &Selection) -> Vec<&'static CodeEntry> {
    let occurs = |entry: &&CodeEntry| {
        selection
            .shown()
            .any(|diagnostic| diagnostic.code == entry.code)
    };
    CODES.iter().filter(occurs).collect()
}

fn rule(entry: &CodeEntry) -> Value {
    let documentation = entry.documentation;
    let whole = json!({ "text": documentation, "markdown": documentation });
    json!({
        "id": entry.name,
        "shortDescription": { "text": documentation.lines().next().unwrap_or_default() },
        "fullDescription": whole,
        "help": whole,
        "defaultConfiguration": { "level": entry.severity.to_string() },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[&CodeEntry], sources: &Sources) -> Value {
    let hint = Hint::from_advice(&diagnostic.advice);
    let help = hint.as_ref().map(|hint| format!("\n{}", hint.text()));
    let text = diagnostic.message.clone() + &help.unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rules.iter().position(|entry| entry.code == diagnostic.code),
        "level": diagnostic.severity.to_string(),
        "message": message(&text),
        "locations": [location(&diagnostic.place, sources)],
    });
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .enumerate()
        .map(|(id, label)| related(id, label, sources))
        .collect();
    if let Value::Object(keys) = &mut result {
        keys.extend((!labels.is_empty()).then(|| ("relatedLocations".into(), labels.into())));
        keys.extend(fixes(&diagnostic.advice, sources).map(|fixes| ("fixes".into(), fixes)));
    }
    result
}

fn related(id: usize, label: &Label, sources: &Sources) -> Value {
    let mut location = location(&label.place, sources);
    if let Value::Object(keys) = &mut location {
        keys.insert("id".into(), id.into());
        keys.insert("message".into(), message(&label.text));
    }
    location
}

fn fixes(advice: &Advice, sources: &Sources) -> Option<Value> {
    let (help, Fix { place, text }) = match advice {
        Advice::Fix(help, fix) => (help, fix),
        Advice::None | Advice::Help(_) | Advice::DidYouMean { .. } => return None,
    };
    Some(json!([{
        "description": message(help),
        "artifactChanges": [{
            "artifactLocation": artifact(place, sources),
            "replacements": [{
                "deletedRegion": region(place, sources),
                "insertedContent": { "text": text },
            }],
        }],
    }]))
}

/// Returns the location of a place; for a file without a text, the file alone.
fn location(place: &Place, sources: &Sources) -> Value {
    let file = artifact(place, sources);
    match sources.lines(&place.file) {
        Some(_) => json!({ "physicalLocation": {
            "artifactLocation": file,
            "region": region(place, sources),
        }}),
        None => json!({ "physicalLocation": { "artifactLocation": file } }),
    }
}

fn region(place: &Place, sources: &Sources) -> Value {
    let (start, end): (Position, Position) = sources.range(place);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn artifact(place: &Place, sources: &Sources) -> Value {
    json!({ "uri": percent_encode(&sources.in_repository(&place.file)) })
}

/// Returns a message. Braces are doubled, because a single brace begins a placeholder.
fn message(text: &str) -> Value {
    json!({ "text": text.replace('{', "{{").replace('}', "}}") })
}
