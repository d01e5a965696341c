//! Excerpts: the lines of a text that a report quotes, escaped and cut.

use std::ops::Range;

use super::LineIndex;
use super::visible::visible_but;
use crate::diag::line_index::start_of_text;
use crate::diag::{Span, char_at_or_after};

/// The most bytes of a line that are quoted on each side of a mark. The renderer cuts lines to its
/// width itself; this limit only keeps very long lines away from it.
const MAX_AROUND: usize = 400;

/// The most bytes of a mark that are underlined.
const MAX_MARKED: usize = 120;

/// The most bytes of an excerpt that has several marks.
const MAX_JOINED: usize = 1_200;

/// A part of a text, with marks in it.
pub(super) struct Excerpt<'a, M> {
    lines: &'a LineIndex<'a>,
    /// The bytes of the excerpt.
    window: Span,
    marks: Vec<(Span, M)>,
}

impl<'a, M> Excerpt<'a, M> {
    /// Creates the excerpt of the line in which `span` starts.
    pub(super) fn new(lines: &'a LineIndex<'a>, span: Span, mark: M) -> Self {
        let span = in_first_line(lines.text(), span);
        Self {
            lines,
            window: line_around(lines.text(), span),
            marks: vec![(span, mark)],
        }
    }

    /// Joins another excerpt if it is near in the same text; otherwise returns it.
    pub(super) fn join(&mut self, other: Self) -> Result<(), Self> {
        let start = self.window.start.min(other.window.start);
        let end = self.window.end.max(other.window.end);
        if !std::ptr::eq(self.lines, other.lines) || end - start > MAX_JOINED {
            return Err(other);
        }
        self.window = Span::new(start, end);
        self.marks.extend(other.marks);
        Ok(())
    }

    /// Returns the number of the first line.
    pub(super) fn first_line(&self) -> usize {
        self.lines.position(self.window.start).line
    }

    /// Returns the number of the last line.
    pub(super) fn last_line(&self) -> usize {
        self.lines.position(self.window.end).line
    }

    /// Returns the lines, escaped for a terminal.
    pub(super) fn shown(&self) -> String {
        self.shown_up_to(self.window.end)
    }

    /// Returns each mark, with its bytes in [`Self::shown`].
    pub(super) fn marks(&self) -> impl Iterator<Item = (Range<usize>, &M)> {
        self.marks.iter().map(|(span, mark)| {
            let shown_length = |end| self.shown_up_to(end).len();
            (shown_length(span.start)..shown_length(span.end), mark)
        })
    }

    fn shown_up_to(&self, end: usize) -> String {
        let quoted = self.lines.text().get(self.window.start..end);
        let quoted = quoted.unwrap_or_default();
        let lines = quoted.replace("\r\n", "\n").replace('\r', "\n");
        visible_but(&lines, &['\n', '\t']).into_owned()
    }
}

const BREAKS: [char; 2] = ['\n', '\r'];

/// Returns the part of `span` that is underlined: the part in its first line, cut if it is long.
fn in_first_line(text: &str, span: Span) -> Span {
    let start = char_at_or_after(text, span.start.max(start_of_text(text)));
    let start = start - usize::from(splits_line_break(text, start));
    let most = span.end.clamp(start, start + MAX_MARKED);
    Span::new(start, line_end(text, start, char_at_or_after(text, most)))
}

/// Returns the line around `mark`, cut if it is long.
fn line_around(text: &str, mark: Span) -> Span {
    let least = mark
        .start
        .saturating_sub(MAX_AROUND)
        .max(start_of_text(text));
    let from = char_at_or_after(text, least);
    let before = text.get(from..mark.start).unwrap_or_default();
    let start = before.rfind(BREAKS).map_or(from, |index| from + index + 1);
    let most = char_at_or_after(text, mark.end + MAX_AROUND);
    Span::new(start, line_end(text, mark.end, most))
}

/// Returns the first line break in `from..most`, or else `most`.
fn line_end(text: &str, from: usize, most: usize) -> usize {
    let rest = text.get(from..most).unwrap_or_default();
    rest.find(BREAKS).map_or(most, |index| from + index)
}

/// Returns whether a byte is between `\r` and `\n`.
fn splits_line_break(text: &str, offset: usize) -> bool {
    text.get(..offset)
        .is_some_and(|before| before.ends_with('\r'))
        && text
            .get(offset..)
            .is_some_and(|after| after.starts_with('\n'))
}
