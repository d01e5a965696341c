//! HTML as a separate type, so that text is never mistaken for it.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};
use tera::Value;

/// Markup that the tool made itself. Templates print it as it is and escape everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html(Value);

impl Html {
    /// Escapes a text.
    pub fn escaped(text: &str) -> Self {
        let mut html = String::with_capacity(text.len() + 16);
        escape_into(&mut html, text);
        Self::trusted(&html)
    }

    /// Returns a value as the content of a data block.
    pub fn data(value: &impl Serialize) -> Self {
        Self::trusted(&Self::data_text(value))
    }

    /// Returns a value as JSON for a data block. No text in it can end the block.
    pub fn data_text(value: &impl Serialize) -> String {
        // the values of this program have string keys only, so serialization cannot fail
        let json = serde_json::to_string(value).unwrap_or_default();
        // a full scan without an early exit is faster
        let may_end = |byte: u8| matches!(byte, b'<' | b'>' | b'&' | 0xE2);
        if !json
            .bytes()
            .fold(false, |found, byte| found | may_end(byte))
        {
            return json;
        }
        let mut data = String::with_capacity(json.len() + 16);
        let mut rest = json.as_str();
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            let (plain, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let mut chars = from.chars();
            let sign = chars.next().map_or(0, u32::from);
            data.push_str(plain);
            data.push_str(&format!("\\u{sign:04x}"));
            rest = chars.as_str();
        }
        data.push_str(rest);
        data
    }

    /// Wraps markup that was written by a renderer of this module.
    pub(super) fn trusted(markup: &str) -> Self {
        Self(Value::safe_string(markup))
    }

    /// Returns the markup.
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

impl Default for Html {
    fn default() -> Self {
        Self::trusted("")
    }
}

impl Hash for Html {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// Templates get the same value, not a copy.
impl Serialize for Html {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Writes `text` with the five special characters of HTML escaped.
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
