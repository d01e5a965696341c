//! A key and its value as they were written, before the value has a type.

use super::bad_value::BadValue;
use crate::diag::Span;
use crate::syntax::{Field, Item, Value};

/// Where a key and its value are written, which decides how they are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldForm {
    /// `key: value`.
    FrontMatter,
    /// `key=value` in the braces of a heading.
    Attribute,
}

impl FieldForm {
    /// Returns a key and its value as they are written here.
    pub(super) fn written(self, key: &str, value: &str) -> String {
        match self {
            Self::FrontMatter => format!("{key}: {value}"),
            Self::Attribute if value.contains(' ') => format!("{key}=\"{value}\""),
            Self::Attribute => format!("{key}={value}"),
        }
    }
}

/// A value as it was written for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawField {
    pub key: String,
    pub key_span: Span,
    pub value: Value,
    pub span: Span,
    pub form: FieldForm,
}

impl From<&Field> for RawField {
    fn from(field: &Field) -> Self {
        Self {
            key: field.key.clone(),
            key_span: field.key_span,
            value: field.value.clone(),
            span: field.value_span,
            form: FieldForm::FrontMatter,
        }
    }
}

impl From<&Item> for RawField {
    fn from(item: &Item) -> Self {
        Self {
            key: item.key.clone(),
            key_span: item.key_span,
            value: Value::Text(item.value.clone()),
            span: item.value_span,
            form: FieldForm::Attribute,
        }
    }
}

impl RawField {
    /// Returns the value as one text that is not empty.
    pub(super) fn text(&self) -> Result<&str, BadValue> {
        match &self.value {
            Value::Text(text) if text.trim().is_empty() => {
                Err(BadValue::WrongType("nothing".into()))
            }
            Value::Text(text) => Ok(text.trim()),
            Value::List(_) => Err(BadValue::WrongType("a list".into())),
            Value::Null => Err(BadValue::WrongType("nothing".into())),
            Value::Other(what) => Err(BadValue::WrongType((*what).into())),
        }
    }

    /// Returns the value as several texts, each with its place.
    pub(super) fn parts(&self) -> Result<Vec<(String, Span)>, BadValue> {
        match &self.value {
            Value::List(items) => Ok(items.clone()),
            _ => {
                let text = self.text()?;
                Ok(split_at_commas(text, self.span))
            }
        }
    }
}

/// Splits a text at its commas and trims each part. If escapes made the text differ from its source,
/// the places of the parts are not known, and each part gets the place of the whole text.
fn split_at_commas(text: &str, span: Span) -> Vec<(String, Span)> {
    let plain = span.end - span.start == text.len();
    let mut next = span.start;
    let mut parts = Vec::new();
    for part in text.split(',') {
        let start = next + part.len() - part.trim_start().len();
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let place = Span::new(start, start + trimmed.len());
            parts.push((trimmed.to_owned(), if plain { place } else { span }));
        }
        next += part.len() + 1;
    }
    parts
}
