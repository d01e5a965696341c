//! Writes one JSON document for programs, on one line. Its keys and their order are stable.
//!
//! Texts are not escaped for terminals; the program that shows them has to do that.

use serde_json::{Map, Value, json};

use super::Summary;
use super::hint::Hint;
use super::selection::Selection;
use super::sources::Sources;
use crate::diag::{Advice, Diagnostic, Diagnostics, Fix, Label, Place};

/// The version of the format. It increases when a key is removed or changes its meaning, but not when
/// a key is added.
const VERSION: u32 = 1;

pub(super) fn write(
    diagnostics: &Diagnostics,
    selection: &Selection,
    sources: &Sources,
    summary: &Summary,
) -> String {
    let shown: Vec<Value> = selection
        .shown()
        .map(|diagnostic| diagnostic_value(diagnostic, sources))
        .collect();
    let document = json!({
        "version": VERSION,
        "diagnostics": shown,
        "summary": counts(diagnostics, selection, summary),
    });
    format!("{document}\n")
}

fn diagnostic_value(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let about = [
        ("code", json!(diagnostic.code.name())),
        ("severity", json!(diagnostic.severity.to_string())),
        ("message", json!(diagnostic.message)),
    ];
    let labels: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| label_value(label, sources))
        .collect();
    let hint = Hint::from_advice(&diagnostic.advice);
    let advice = [
        ("help", json!(hint.as_ref().map(Hint::text))),
        ("labels", json!(labels)),
        ("fix", json!(fix(&diagnostic.advice, sources))),
    ];
    object(
        about
            .into_iter()
            .chain(place(&diagnostic.place, sources))
            .chain(advice),
    )
}

fn label_value(label: &Label, sources: &Sources) -> Value {
    with_text(&label.place, &label.text, sources)
}

fn fix(advice: &Advice, sources: &Sources) -> Option<Value> {
    match advice {
        Advice::Fix(_, Fix { place, text }) => Some(with_text(place, text, sources)),
        Advice::None | Advice::Help(_) | Advice::DidYouMean { .. } => None,
    }
}

fn with_text(position: &Place, text: &str, sources: &Sources) -> Value {
    object(
        place(position, sources)
            .into_iter()
            .chain([("text", json!(text))]),
    )
}

fn place(place: &Place, sources: &Sources) -> [(&'static str, Value); 5] {
    let (start, end) = sources.range(place);
    [
        ("file", json!(place.file.as_str())),
        ("line", json!(start.line)),
        ("column", json!(start.column)),
        ("end-line", json!(end.line)),
        ("end-column", json!(end.column)),
    ]
}

/// Returns the counts of all diagnostics, including those that are left out.
fn counts(diagnostics: &Diagnostics, selection: &Selection, Summary(counts): &Summary) -> Value {
    let of_report = [
        ("errors", diagnostics.errors()),
        ("warnings", diagnostics.warnings()),
        ("more", selection.left_out),
    ];
    let all = of_report.iter().chain(counts);
    object(all.map(|(name, count)| (*name, json!(count))))
}

fn object(keys: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let keys = keys.into_iter().map(|(key, value)| (key.to_owned(), value));
    Value::Object(keys.collect::<Map<_, _>>())
}
