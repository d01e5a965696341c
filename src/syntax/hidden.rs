//! Finds invisible characters, and makes them visible.

use std::borrow::Cow;

use super::bytes::has_byte;
use crate::diag::Span;
use crate::source::is_hidden;

/// Returns the places of all invisible characters with their code points.
pub(super) fn find(text: &str) -> Vec<(Span, char)> {
    if is_plain(text) {
        return Vec::new();
    }
    let hidden = text.char_indices().filter(|(_, c)| is_hidden(*c));
    hidden
        .map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
        .collect()
}

/// Returns whether a text is ASCII without control characters.
fn is_plain(text: &str) -> bool {
    text.is_ascii() && !has_byte(text, is_control)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\n' && byte != b'\t' || byte == 0x7F
}

/// Returns the text with invisible characters made visible: control characters become the
/// replacement character, and the others their code points.
pub fn shown(text: &str) -> Cow<'_, str> {
    let hidden = find(text);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8 * hidden.len());
    let mut end = 0;
    for (span, c) in hidden {
        shown.push_str(text.get(end..span.start).unwrap_or_default());
        if c.is_control() {
            shown.push(char::REPLACEMENT_CHARACTER)
        } else {
            shown.push_str(&format!("⟦U+{:04X}⟧", u32::from(c)))
        }
        end = span.end;
    }
    shown.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(shown)
}
