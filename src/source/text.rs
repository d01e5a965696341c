//! Bytes become text: one encoding, one kind of line end.

use std::borrow::Cow;

use crate::diag::{Code, Diagnostic, Place, SourcePath, Span};

/// Whether the bytes are no text at all, or one of another encoding: nothing in them means what it
/// seems to.
pub(super) fn is_foreign(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err() && (is_utf16(bytes) || bytes.contains(&0))
}

fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
}

/// The text of a file: UTF-8, without a byte order mark, every line end a single line feed. Bytes
/// that are not UTF-8 each become a `?`, so that places stay right and the rest of the file can
/// still be read; the first of them is the mistake that comes back.
pub(super) fn decode<'b>(path: &SourcePath, bytes: &'b [u8]) -> (Cow<'b, str>, Option<Diagnostic>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (plain_lines(text), None),
        Err(_) => {
            let patched = patched(bytes);
            let at = patched.first_bad;
            // the mark and the carriage returns in front of the bad byte are about to go
            let before = patched
                .text
                .get(..at)
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
