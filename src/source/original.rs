//! Texts as they lie on the disk.
//!
//! A text is read without its byte order mark and with `\n` at line ends, and spans count that
//! text. Writing a file back keeps every byte outside the changed spans.

use std::ptr;
use std::sync::Arc;

use crate::diag::{Fix, excerpt};

/// The content of a file as it was read from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original {
    /// The content is the text.
    AsText,
    /// The content is the text with a byte order mark or with other line ends.
    Other(Arc<str>),
    /// The content is not UTF-8, so nothing can be written back.
    NotUtf8,
    /// The file was not read, for a reason that is a diagnostic. The text is empty and means nothing.
    Unread,
}

impl Original {
    /// Compares the content `bytes` with the text that was made from them.
    pub(super) fn new(bytes: &[u8], text: &str) -> Self {
        // Most texts are the bytes themselves and need no comparison.
        if ptr::eq(text.as_bytes(), bytes) {
            return Self::AsText;
        }
        match std::str::from_utf8(bytes) {
            Ok(original) if original == text => Self::AsText,
            Ok(original) => Self::Other(original.into()),
            Err(_) => Self::NotUtf8,
        }
    }
}

/// Applies `fixes` to `original`. Their spans count the text as stages read it. New lines end as
/// the first line of the file does; all bytes outside the spans stay.
pub(super) fn replace(original: &str, fixes: &[&Fix]) -> String {
    let line_end = line_end(original);
    let mut rest = Rest::new(original);
    let mut replaced = String::with_capacity(original.len());
    replaced.push_str(rest.mark);
    for fix in fixes {
        replaced.push_str(rest.take_to(fix.place.span.start));
        rest.take_to(fix.place.span.end);
        replaced.push_str(&fix.text.replace('\n', line_end));
    }
    replaced + rest.text
}

/// Returns the end of the first line.
pub(super) fn line_end(original: &str) -> &'static str {
    let first = original.find(['\r', '\n']).unwrap_or_default();
    match original.get(first..).unwrap_or_default() {
        text if text.starts_with("\r\n") => "\r\n",
        text if text.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The rest of a file, and its position in the text that stages read.
struct Rest<'a> {
    /// The byte order mark, if there is one. No span counts it.
    mark: &'a str,
    text: &'a str,
    at: usize,
}

impl<'a> Rest<'a> {
    fn new(original: &'a str) -> Self {
        let text = original.strip_prefix('\u{feff}').unwrap_or(original);
        let mark = excerpt(original, (0..original.len() - text.len()).into());
        Self { mark, text, at: 0 }
    }

    /// Takes the content before byte `to` of the text that stages read.
    fn take_to(&mut self, to: usize) -> &'a str {
        let length = original_length(self.text, to.saturating_sub(self.at));
        let (taken, rest) = self.text.split_at_checked(length).unwrap_or_default();
        self.text = rest;
        self.at = to;
        taken
    }
}

/// Returns the number of bytes of `original` that became the first `length` bytes of the text that
/// stages read, in which `\r\n` is one byte.
fn original_length(original: &str, length: usize) -> usize {
    let before = std::iter::once(0).chain(original.bytes());
    let mut counted = before
        .zip(original.bytes())
        .enumerate()
        .filter(|(_, pair)| *pair != (b'\r', b'\n'));
    counted.nth(length).map_or(original.len(), |(at, _)| at)
}
