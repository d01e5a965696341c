//! Where something stands: a file of the book and a range of bytes in its text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A file of the book, relative to the folder that holds `book.toml`, with `/` between parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path as text; parts are divided by `/` on every system.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part, for example `index.md`.
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

/// A range of bytes, `start` included and `end` not, in the text of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A hash is of what is said, wherever that stands: a word more above moves everything below it and
/// changes nothing of it.
impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

impl Span {
    /// The bytes from `start` up to `end`; an `end` before `start` gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// An empty span: a point between two bytes.
    pub fn point(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The same range, `by` bytes further on: from a part's own counting to its file's.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }

    /// Whether `other` lies inside.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether there is no byte in it.
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
    /// The place `span` in `file`.
    pub fn new(file: &SourcePath, span: Span) -> Self {
        Self {
            file: file.clone(),
            span,
        }
    }

    /// The very start of `file`, for what concerns the file as a whole.
    pub fn start_of(file: &SourcePath) -> Self {
        Self::new(file, Span::default())
    }
}

/// The text that `span` covers; empty where the span does not fit the text.
pub fn excerpt(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

/// The first character boundary at or after byte `at`, at most the text's length.
pub fn char_at_or_after(text: &str, offset: usize) -> usize {
    (offset..text.len())
        .find(|&byte| text.is_char_boundary(byte))
        .unwrap_or(text.len())
}
