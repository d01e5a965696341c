//! Finds values of front matter that YAML ends at ` #`, where a comment begins.

use super::fields::Fields;
use super::lowering::Lowering;
use super::schema::{AnyKey, Shape};
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::syntax::{Field, Value};

/// Reports the texts and names of front matter that end at a comment. Other values are words of a
/// fixed form, which a comment may explain. A value that is a comment as a whole is read as text.
pub(super) fn report(lowering: &mut Lowering<'_>, keys: &[&[&dyn AnyKey]], read: &mut Fields<'_>) {
    let keys = keys.concat();
    let is_shown = |field: &&Field| {
        let shapes = keys.iter().filter(|key| key.name() == field.key);
        let mut shapes = shapes.map(|key| key.shape());
        shapes.any(|shape| matches!(shape, Shape::Text | Shape::Names))
    };
    let fields = lowering.file.fields.iter().filter(is_shown);
    let cut: Vec<(Span, Span)> = fields
        .flat_map(spans)
        .filter_map(|value| Some((value, whole(&lowering.file.text, value)?)))
        .collect();
    for (value, span) in cut {
        let text = excerpt(&lowering.file.text, span);
        if value.start == value.end {
            read.fill(value, text);
        }
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let message = "this value ends where ` #` begins a comment";
        let place = Place::new(&lowering.file.path, span);
        let diagnostic = Diagnostic::new(Code::CutValue, place.clone(), message);
        let help = format!("write `{quoted}`, or the comment on a line of its own");
        lowering
            .diagnostics
            .push(diagnostic.fix(help, place, quoted));
    }
}

/// Returns the places of the texts of a field.
fn spans(field: &Field) -> Vec<Span> {
    match &field.value {
        Value::Text(_) | Value::Null => vec![field.value_span],
        Value::List(items) => items.iter().map(|(_, span)| *span).collect(),
        Value::Other(_) => Vec::new(),
    }
}

/// Returns the place of a value with the comment behind it, if it has no quotes and there is one. An
/// empty value is behind the colon of its key.
fn whole(text: &str, value: Span) -> Option<Span> {
    let rest = text.get(value.end..)?;
    let line = rest.lines().next()?.trim_end();
    let is_empty = value.start == value.end;
    let after_key = line.strip_prefix(':').filter(|_| is_empty);
    let behind = after_key.unwrap_or(line);
    let comment = behind.trim_start();
    // Those who write a comment put a blank behind the `#`.
    let is_text = comment
        .strip_prefix('#')?
        .starts_with(char::is_alphanumeric);
    if !is_text || comment.len() == behind.len() {
        return None;
    }
    let start = match is_empty {
        true => value.end + line.len() - comment.len(),
        false => value.start,
    };
    Some(Span::new(start, value.end + line.len()))
}
