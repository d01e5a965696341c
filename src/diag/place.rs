//! Places: a file of the book, and a range of bytes in its text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The path of a file, relative to the folder that contains `book.toml`, with `/` between parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Returns the path as text; its separator is `/` on every system.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last part, such as `index.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }
}

impl From<&str> for SourcePath {
    fn from(path: &str) -> Self {
        Self(path.into())
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A range of bytes in the text of one file, without the byte at `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A span adds nothing to a hash. A hash covers the contents of a value but not its position, because
/// an edit above it moves the value without changing it.
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Span {
    /// Creates a span. If `end` is before `start`, the span is empty and at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Creates an empty span at a byte.
    pub fn point(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// Returns the span moved by `by` bytes, for example from the start of a part to the start of its
    /// file.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Returns whether `other` is inside this span.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Returns whether the span has no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A span of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: SourcePath,
    pub span: Span,
}

impl Place {
    /// Creates the place of `span` in `file`.
    pub fn new(file: &SourcePath, span: Span) -> Self {
        Self {
            file: file.clone(),
            span,
        }
    }

    /// Returns the start of `file`, for a diagnostic about the whole file.
    pub fn start_of(file: &SourcePath) -> Self {
        Self::new(file, Span::default())
    }
}

/// Returns the text in `span`; empty if the span does not fit the text.
pub fn excerpt(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

/// Returns the first character boundary at or after a byte, at most the length of the text.
pub fn char_at_or_after(text: &str, offset: usize) -> usize {
    (offset..text.len())
        .find(|&byte| text.is_char_boundary(byte))
        .unwrap_or(text.len())
}
