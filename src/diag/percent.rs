//! Percent escapes in addresses (RFC 3986, section 2.1).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but unreserved characters and `/`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes a path: everything but unreserved characters and `/`.
pub fn percent_encode(path: &str) -> String {
    utf8_percent_encode(path, RESERVED).to_string()
}

/// Decodes percent escapes. Returns `None` if a `%` begins no escape, or if the bytes are not UTF-8.
pub fn percent_decode(text: &str) -> Option<Cow<'_, str>> {
    let mut after_signs = text.split('%').skip(1);
    let is_escape = |text: &str| {
        let digits = text.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !after_signs.all(is_escape) {
        return None;
    }
    percent_decode_str(text).decode_utf8().ok()
}
