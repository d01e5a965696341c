//! The texts that a report quotes.

use crate::diag::SourcePath;

/// Provides the texts that a report quotes and counts lines in.
pub trait Texts {
    /// Returns the text of `file` as its spans count it; `None` if there is none, as for an
    /// unreadable file. For a file that is not UTF-8, return the lossy text: its positions are
    /// right up to the first bad byte.
    fn text(&self, file: &SourcePath) -> Option<&str>;

    /// Returns the book's folder in its repository, with a `/` at the end, because services name
    /// files from the repository's root. Empty if the book is at the root.
    fn folder(&self) -> &str {
        ""
    }
}
