//! Places as editors count them: lines from 0, and columns in the units that were agreed on.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::diag::{LineIndex, Span, char_at_or_after};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// What the protocol takes where nothing is agreed on.
    #[default]
    Utf16,
}

impl Encoding {
    /// The cheapest of those that a client offers.
    pub(super) fn of(offered: &[PositionEncodingKind]) -> Self {
        match offered.contains(&PositionEncodingKind::UTF8) {
            true => Self::Utf8,
            false => Self::Utf16,
        }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// A text and where its lines begin. A text that stages read has plain line ends and no byte order
/// mark; an editor counts the same lines and columns in the one that it has.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    index: LineIndex<'a>,
    encoding: Encoding,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, encoding: Encoding) -> Self {
        Self {
            index: LineIndex::new(text),
            encoding,
        }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        Range {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    pub(super) fn position(&self, at: usize) -> Position {
        let at = char_at_or_after(self.index.text(), at);
        let line = self.index.position(at).line;
        let start = self.index.line_start(line).unwrap_or_default();
        let before = self.index.text().get(start..at).unwrap_or_default();
        let column: usize = before.chars().map(|c| self.encoding.width(c)).sum();
        Position {
            line: number(line - 1),
            character: number(column),
        }
    }

    /// The byte at a position; one behind the end of its line or of the text is at that end.
    pub(super) fn offset(&self, position: Position) -> usize {
        let number = index(position.line).saturating_add(1);
        let Some(start) = self.index.line_start(number) else {
            return self.index.text().len();
        };
        let line = self.index.line(number).unwrap_or_default();
        let mut column = 0;
        let before = line.char_indices().find(|(_, c)| {
            column += self.encoding.width(*c);
            column > index(position.character)
        });
        start + before.map_or(line.len(), |(at, _)| at)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
