//! Characters that cannot be seen: they hide text from a reviewer or turn its direction.

use std::borrow::Cow;

use crate::diag::Span;

/// Where `text` holds characters that cannot be seen, with their code points. Joiners stay: some
/// scripts and emoji need them.
pub(super) fn find(text: &str) -> Vec<(Span, char)> {
    if text.is_ascii() && !text.bytes().any(is_control) {
        return Vec::new();
    }
    let hidden = text.char_indices().filter(|(_, c)| is_hidden(*c));
    hidden
        .map(|(at, c)| (Span::new(at, at + c.len_utf8()), c))
        .collect()
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\n' && byte != b'\t' || byte == 0x7F
}

fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

/// The text with characters that cannot be seen made visible: controls as the replacement
/// character, the others by their code points.
pub fn shown(text: &str) -> Cow<'_, str> {
    let hidden = find(text);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8 * hidden.len());
    let mut at = 0;
    for (span, c) in hidden {
        shown.push_str(text.get(at..span.start).unwrap_or_default());
        match c.is_control() {
            true => shown.push(char::REPLACEMENT_CHARACTER),
            false => shown.push_str(&format!("⟦U+{:04X}⟧", u32::from(c))),
        }
        at = span.end;
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(shown)
}
