//! Positions as editors count them: lines from 0, and columns in the unit that was negotiated.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::diag::{LineIndex, Span, char_at_or_after};

/// The unit in which columns are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// The default of the protocol.
    #[default]
    Utf16,
}

impl Encoding {
    /// Returns the cheapest encoding that a client offers.
    pub(super) fn from_offered(offered: &[PositionEncodingKind]) -> Self {
        if offered.contains(&PositionEncodingKind::UTF8) {
            Self::Utf8
        } else {
            Self::Utf16
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

/// A text and the starts of its lines. The text of a source has `\n` as line ends and no byte order
/// mark; the editor's own text has the same lines and columns.
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

    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = char_at_or_after(self.index.text(), offset);
        let line = self.index.position(offset).line;
        let start = self.index.line_start(line).unwrap_or_default();
        let before = self.index.text().get(start..offset).unwrap_or_default();
        let column: usize = before.chars().map(|c| self.encoding.width(c)).sum();
        Position {
            line: number(line - 1),
            character: number(column),
        }
    }

    /// Returns the byte at a position. A position after the end of its line or of the text is moved
    /// to that end.
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
        start + before.map_or(line.len(), |(column, _)| column)
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
