//! Decoding of texts: one encoding and one kind of line end.

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic, Place, SourcePath, Span};

/// Returns whether the bytes are not text, or text in another encoding. Nothing in such a file can
/// be read as it is meant.
pub(super) fn is_foreign(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err() && (is_utf16(bytes) || bytes.contains(&0))
}

fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
}

/// Returns the text of a file: UTF-8 without a byte order mark, with `\n` at line ends. Every byte
/// that is not UTF-8 becomes a `?`, so that places stay right and the rest of the file can be read;
/// the first of them is a diagnostic.
pub(super) fn decode<'b>(path: &SourcePath, bytes: &'b [u8]) -> (Cow<'b, str>, Option<Diagnostic>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (plain_lines(text), None),
        Err(_) => {
            let patched = patched(bytes);
            // The byte order mark and the carriage returns in front of the bad byte are removed.
            let before = patched
                .text
                .get(..patched.first_bad)
                .map_or(0, |text| plain_lines(text).len());
            let span = Span::new(before, before + 1);
            let message = match bytes {
                _ if is_utf16(bytes) => "the file is UTF-16, not UTF-8".to_owned(),
                _ if is_foreign(bytes) => "the file is binary, not text".to_owned(),
                _ => format!("byte 0x{:02x} is not UTF-8", patched.bad_byte),
            };
            let diagnostic = Diagnostic::new(Code::InvalidUtf8, Place::new(path, span), message)
                .help("save the file as UTF-8");
            let text = plain_lines(&patched.text).into_owned();
            (Cow::Owned(text), Some(diagnostic))
        }
    }
}

struct Patched {
    text: String,
    first_bad: usize,
    bad_byte: u8,
}

fn patched(bytes: &[u8]) -> Patched {
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if let Some(byte) = chunk.invalid().first() {
            first.get_or_insert((text.len(), *byte));
        }
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let (first_bad, bad_byte) = first.unwrap_or_default();
    Patched {
        text,
        first_bad,
        bad_byte,
    }
}

fn plain_lines(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}
