//! Typed values of `book.toml`.

use toml::de::DeValue;

use super::keys::Shape;
use crate::diag::Span;

/// A value with the right type.
pub(super) enum Value {
    Text(String),
    Texts(Vec<(String, Span)>),
    Flag(bool),
    /// A whole number, or a size in bytes.
    Count(usize),
}

impl Value {
    /// Returns whether the value is written as `word`.
    pub(super) fn is(&self, word: &str) -> bool {
        match self {
            Self::Text(text) => text == word,
            Self::Flag(flag) => word == if *flag { "true" } else { "false" },
            Self::Texts(_) | Self::Count(_) => false,
        }
    }
}

/// Returns the value with the type of `shape`.
pub(super) fn typed(shape: Shape, value: &DeValue<'_>) -> Option<Value> {
    match (shape, value) {
        (Shape::Text | Shape::Vocabulary, DeValue::String(text)) => {
            Some(Value::Text(text.clone().into_owned()))
        }
        (Shape::Choice(words), DeValue::String(text)) => {
            let known = words.contains(&&**text);
            known.then(|| Value::Text(text.clone().into_owned()))
        }
        (Shape::Texts | Shape::Vocabulary, DeValue::Array(items)) => {
            let texts = items
                .iter()
                .map(|item| Some((item.get_ref().as_str()?.to_owned(), item.span().into())));
            texts.collect::<Option<_>>().map(Value::Texts)
        }
        (Shape::Flag, DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
        (Shape::Count | Shape::Size, DeValue::Integer(number)) => {
            let count = usize::from_str_radix(number.as_str(), number.radix());
            count.ok().map(Value::Count)
        }
        (Shape::Size, DeValue::String(text)) => bytes(text).map(Value::Count),
        _ => None,
    }
}

/// Parses a size: `64 KiB` is 65,536.
fn bytes(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: usize = text.get(..digits)?.parse().ok()?;
    let unit = match text.get(digits..)?.trim() {
        "" | "B" => 1,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// Returns a value as a message shows it: the value itself if it is a single word, or else its
/// type.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("`\"{text}\"`"),
        DeValue::Integer(number) => format!("`{}`", number.as_str()),
        DeValue::Float(number) => format!("`{}`", number.as_str()),
        DeValue::Boolean(flag) => format!("`{flag}`"),
        other => format!("a value of type {}", other.type_str()),
    }
}
