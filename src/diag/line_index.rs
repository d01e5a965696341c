//! Converts between bytes, and lines and columns.

use super::place::char_at_or_after;

/// The line and column of a byte as editors show them. Both count from 1, and columns count
/// characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Position {
    /// The start of every text.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// A text with an index of positions: the start of each line and, because lines can be very long,
/// every `STRIDE` bytes.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    known: Vec<(usize, Position)>,
}

/// The most bytes that have to be counted to find a position.
const STRIDE: usize = 512;

impl<'a> LineIndex<'a> {
    /// Indexes a text. A line ends with `\n`, `\r\n` or a single `\r`; a byte order mark is not a
    /// column.
    pub fn new(text: &'a str) -> Self {
        let start = start_of_text(text);
        let mut here = Position::START;
        let mut known = vec![(start, here)];
        let mut last_known = start;
        let mut bytes = text.bytes().enumerate().skip(start).peekable();
        while let Some((at, byte)) = bytes.next() {
            let before_line_feed = matches!(bytes.peek(), Some((_, b'\n')));
            match byte {
                b'\r' if before_line_feed => {}
                b'\r' | b'\n' => {
                    here = Position {
                        line: here.line + 1,
                        column: 1,
                    };
                    last_known = at + 1;
                    known.push((last_known, here));
                }
                _ if text.is_char_boundary(at) => {
                    if at - last_known >= STRIDE {
                        last_known = at;
                        known.push((last_known, here));
                    }
                    here.column += 1;
                }
                _ => {}
            }
        }
        Self { text, known }
    }

    /// Returns the text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the position of the byte at `offset`. An offset past the end has the position of the
    /// end.
    pub fn position(&self, offset: usize) -> Position {
        let passed = self.known.partition_point(|(at, _)| *at <= offset);
        let Some((from, known)) = self.known.get(passed.saturating_sub(1)) else {
            return Position::START;
        };
        let to = char_at_or_after(self.text, offset);
        let between = self.text.get(*from..to).unwrap_or_default();
        Position {
            line: known.line,
            // `\r` before `\n` is not a column
            column: known.column + between.chars().filter(|c| *c != '\r').count(),
        }
    }

    /// Returns the first byte of a line, if the text has that line.
    pub fn line_start(&self, line: usize) -> Option<usize> {
        let first = Position { line, column: 1 };
        let known = self.known.partition_point(|(_, known)| *known < first);
        let (start, found) = self.known.get(known)?;
        (*found == first).then_some(*start)
    }

    /// Returns the text of a line without its end, if the text has that line.
    pub fn line(&self, line: usize) -> Option<&'a str> {
        let rest = self.text.get(self.line_start(line)?..)?;
        rest.split(['\r', '\n']).next()
    }

    /// Returns the byte at a position. A position behind the end of its line or of the text is at
    /// that end.
    pub fn offset(&self, position: Position) -> usize {
        let number = position.line.max(1);
        let Some(start) = self.line_start(number) else {
            return self.text.len();
        };
        let line = self.line(number).unwrap_or_default();
        let before = line.char_indices().nth(position.column.saturating_sub(1));
        start + before.map_or(line.len(), |(at, _)| at)
    }
}

/// Returns the line of the byte at `offset`, from 1, of a text with `\n` at line ends. It counts the
/// lines up to there, so it is for a text of which one place is asked.
pub fn line_of(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or_default();
    before.matches('\n').count() + 1
}

/// Returns the first byte that is not a byte order mark.
pub(super) fn start_of_text(text: &str) -> usize {
    text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len()
}
