//! The way back: from the text that stages read to the bytes that lie on the disk.
//!
//! A text is read without its byte order mark and with plain line ends, and spans count that text.
//! Whoever writes a file back keeps what the author has there, byte for byte.

use std::ptr;
use std::sync::Arc;

use super::SourceFile;
use crate::diag::{Fix, excerpt};

/// A file's content as it was read from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Original {
    /// The very text.
    AsText,
    /// The text with a byte order mark, or with line ends of another kind.
    Other(Arc<str>),
    /// Not UTF-8, so that nothing can be written back.
    NotUtf8,
    /// Not read, for a reason that is a diagnostic: the text is empty, and means nothing.
    Unread,
}

impl Original {
    /// What became of `bytes` when they were read as `text`.
    pub(super) fn new(bytes: &[u8], text: &str) -> Self {
        // most texts are the very bytes, and need not be compared
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

impl SourceFile {
    /// Whether its text is what the disk holds.
    pub fn is_read(&self) -> bool {
        self.original != Original::Unread
    }

    /// The content as it was read from the disk, if it is UTF-8.
    pub fn on_disk(&self) -> Option<&str> {
        match &self.original {
            Original::AsText => Some(&self.text),
            Original::Other(original) => Some(original),
            Original::NotUtf8 | Original::Unread => None,
        }
    }

    /// How the lines of the file end on the disk.
    pub fn line_end(&self) -> &'static str {
        line_end(self.on_disk().unwrap_or_default())
    }

    /// The file with those of `fixes` made that fit it and change it, and how many these are. They
    /// stand in order and do not overlap. `None` if there is none, or the file is not UTF-8.
    pub fn with_fixes(&self, fixes: &[Fix]) -> Option<(Self, usize)> {
        let replaced = |fix: &Fix| self.text.get(fix.place.span.start..fix.place.span.end);
        let changes = |fix: &&Fix| replaced(fix).is_some_and(|replaced| replaced != fix.text);
        let fixes: Vec<&Fix> = fixes.iter().filter(changes).collect();
        if fixes.is_empty() {
            return None;
        }
        let content = replace(self.on_disk()?, &fixes);
        let (file, _) = Self::new(self.path.clone(), &self.within, content.as_bytes());
        Some((file, fixes.len()))
    }
}

/// `original` with `fixes` made, whose spans count its text as stages read it. New lines end as
/// the first line of the file does; every byte outside the spans stays.
fn replace(original: &str, fixes: &[&Fix]) -> String {
    let line_end = line_end(original);
    let mut rest = Rest::new(original);
    let mut made = String::with_capacity(original.len());
    made.push_str(rest.mark);
    for fix in fixes {
        made.push_str(rest.take_to(fix.place.span.start));
        rest.take_to(fix.place.span.end);
        made.push_str(&fix.text.replace('\n', line_end));
    }
    made + rest.text
}

fn line_end(original: &str) -> &'static str {
    let first = original.find(['\r', '\n']).unwrap_or_default();
    match original.get(first..).unwrap_or_default() {
        text if text.starts_with("\r\n") => "\r\n",
        text if text.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// What is left of a file, and where it begins in the text that stages read.
struct Rest<'a> {
    /// The byte order mark, if there is one: no span counts it.
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

    /// What stands before byte `to` of the text that stages read.
    fn take_to(&mut self, to: usize) -> &'a str {
        let length = original_length(self.text, to.saturating_sub(self.at));
        let (taken, rest) = self.text.split_at_checked(length).unwrap_or_default();
        self.text = rest;
        self.at = to;
        taken
    }
}

/// How many bytes of `original` its first `length` bytes come from, as stages read it: they see
/// `\r\n` as one.
fn original_length(original: &str, length: usize) -> usize {
    let before = std::iter::once(0).chain(original.bytes());
    let mut counted = before
        .zip(original.bytes())
        .enumerate()
        .filter(|(_, pair)| *pair != (b'\r', b'\n'));
    counted.nth(length).map_or(original.len(), |(at, _)| at)
}
