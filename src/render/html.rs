//! HTML as a type of its own, so that text cannot be taken for it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// Markup that the tool made itself. Templates print it as it is; all else they escape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Html(Arc<str>);

impl Html {
    /// Text as HTML.
    pub fn escaped(text: &str) -> Self {
        let mut html = String::with_capacity(text.len() + 16);
        escape_into(&mut html, text);
        Self(html.into())
    }

    /// A value as the content of a data block. No text in it can end the block.
    pub fn data(value: &serde_json::Value) -> Self {
        let mut json = String::new();
        for c in value.to_string().chars() {
            match c {
                '<' => json.push_str("\\u003c"),
                '>' => json.push_str("\\u003e"),
                '&' => json.push_str("\\u0026"),
                '\u{2028}' => json.push_str("\\u2028"),
                '\u{2029}' => json.push_str("\\u2029"),
                c => json.push(c),
            }
        }
        Self(json.into())
    }

    /// Markup that a renderer of this floor wrote.
    pub(super) fn trusted(markup: String) -> Self {
        Self(markup.into())
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes `text` with the five signs that mean something in HTML replaced.
pub(super) fn escape_into(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        html.push_str(plain);
        let mut chars = from.chars();
        html.push_str(match chars.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        });
        rest = chars.as_str();
    }
    html.push_str(rest);
}
