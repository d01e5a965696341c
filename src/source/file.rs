//! The text files of a book.

use std::sync::Arc;

use super::hash::ContentHash;
use super::original::{self, Original};
use super::text::decode;
use crate::diag::{Diagnostic, Fix, SourcePath};

/// A text file of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path relative to the book, which reports show.
    pub path: SourcePath,
    /// The path relative to the content folder or the theme's folder, which gives kind and id.
    pub within: Arc<str>,
    /// The text without byte order mark and with `\n` at line ends.
    pub text: Arc<str>,
    /// The content on the disk, for writing the file back.
    pub original: Original,
    /// The hash of `within` and `text`.
    pub hash: ContentHash,
}

impl SourceFile {
    /// Creates a file with the content `bytes`, and a diagnostic if they are not UTF-8.
    pub fn new(path: SourcePath, within: &str, bytes: &[u8]) -> (Self, Option<Diagnostic>) {
        let (text, diagnostic) = decode(&path, bytes);
        let file = Self {
            hash: ContentHash::new(&(within, &text)),
            path,
            within: within.into(),
            original: Original::new(bytes, &text),
            text: text.into(),
        };
        (file, diagnostic)
    }

    /// Creates a file that exists and was not read.
    pub(super) fn unread(path: &SourcePath, within: &str) -> Self {
        let (file, _) = Self::new(path.clone(), within, &[]);
        Self {
            hash: ContentHash::new(&(within, "unread")),
            original: Original::Unread,
            ..file
        }
    }

    /// Returns whether the text is the content on the disk.
    pub fn is_read(&self) -> bool {
        self.original != Original::Unread
    }

    /// Returns the content as it was read from the disk, if it is UTF-8.
    pub fn on_disk(&self) -> Option<&str> {
        match &self.original {
            Original::AsText => Some(&self.text),
            Original::Other(original) => Some(original),
            Original::NotUtf8 | Original::Unread => None,
        }
    }

    /// Returns the line end of the file on the disk.
    pub fn line_end(&self) -> &'static str {
        original::line_end(self.on_disk().unwrap_or_default())
    }

    /// Returns the file with all `fixes` that fit it and change it, and the number of these. The
    /// fixes are sorted and do not overlap. Returns `None` if no fix fits, or if the file is not
    /// UTF-8.
    pub fn with_fixes(&self, fixes: &[Fix]) -> Option<(Self, usize)> {
        let replaced = |fix: &Fix| self.text.get(fix.place.span.start..fix.place.span.end);
        let changes = |fix: &&Fix| replaced(fix).is_some_and(|replaced| replaced != fix.text);
        let fixes: Vec<&Fix> = fixes.iter().filter(changes).collect();
        if fixes.is_empty() {
            return None;
        }
        let content = original::replace(self.on_disk()?, &fixes);
        let (file, _) = Self::new(self.path.clone(), &self.within, content.as_bytes());
        Some((file, fixes.len()))
    }
}
