//! The lines of a text that a report quotes, made safe and short.

use std::ops::Range;

use super::LineIndex;
use super::visible::visible_but;
use crate::diag::line_index::start_of_text;
use crate::diag::{Span, char_at_or_after};

/// How many bytes of a line are quoted on either side of a mark. The renderer fits a line into
/// its width and shows where it cuts; this only keeps a line of megabytes away from it.
const AROUND: usize = 400;

/// How many bytes of a mark are underlined.
const MARKED: usize = 120;

/// Marks whose lines fit into so many bytes are quoted together.
const TOGETHER: usize = 1_200;

/// A piece of a text, with marks in it.
pub(super) struct Excerpt<'a, M> {
    lines: &'a LineIndex<'a>,
    /// The bytes that are quoted.
    window: Span,
    marks: Vec<(Span, M)>,
}

impl<'a, M> Excerpt<'a, M> {
    /// The line in which `span` starts.
    pub(super) fn new(lines: &'a LineIndex<'a>, span: Span, mark: M) -> Self {
        let span = in_first_line(lines.text(), span);
        Self {
            lines,
            window: line_around(lines.text(), span),
            marks: vec![(span, mark)],
        }
    }

    /// Takes in another excerpt if it stands near in the same text; otherwise gives it back.
    pub(super) fn join(&mut self, other: Self) -> Result<(), Self> {
        let start = self.window.start.min(other.window.start);
        let end = self.window.end.max(other.window.end);
        if !std::ptr::eq(self.lines, other.lines) || end - start > TOGETHER {
            return Err(other);
        }
        self.window = Span::new(start, end);
        self.marks.extend(other.marks);
        Ok(())
    }

    /// The number of the first line.
    pub(super) fn first_line(&self) -> usize {
        self.lines.position(self.window.start).line
    }

    /// The number of the last line.
    pub(super) fn last_line(&self) -> usize {
        self.lines.position(self.window.end).line
    }

    /// The lines as a terminal may show them.
    pub(super) fn shown(&self) -> String {
        self.shown_up_to(self.window.end)
    }

    /// Each mark, with its bytes in [`Self::shown`].
    pub(super) fn marks(&self) -> impl Iterator<Item = (Range<usize>, &M)> {
        self.marks.iter().map(|(span, mark)| {
            let at = |byte| self.shown_up_to(byte).len();
            (at(span.start)..at(span.end), mark)
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

/// What is underlined of `span`: its part in the line where it starts, if that is not too long.
fn in_first_line(text: &str, span: Span) -> Span {
    let start = char_at_or_after(text, span.start.max(start_of_text(text)));
    let start = start - usize::from(splits_line_break(text, start));
    let most = span.end.clamp(start, start + MARKED);
    Span::new(start, line_end(text, start, char_at_or_after(text, most)))
}

/// The line around `mark`, or as much of it as is quoted.
fn line_around(text: &str, mark: Span) -> Span {
    let least = mark.start.saturating_sub(AROUND).max(start_of_text(text));
    let from = char_at_or_after(text, least);
    let before = text.get(from..mark.start).unwrap_or_default();
    let start = before.rfind(BREAKS).map_or(from, |at| from + at + 1);
    let most = char_at_or_after(text, mark.end + AROUND);
    Span::new(start, line_end(text, mark.end, most))
}

/// The first line break in `from..most`, or else `most`.
fn line_end(text: &str, from: usize, most: usize) -> usize {
    let rest = text.get(from..most).unwrap_or_default();
    rest.find(BREAKS).map_or(most, |at| from + at)
}

/// Whether `at` lies between `\r` and `\n`.
fn splits_line_break(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.ends_with('\r'))
        && text.get(at..).is_some_and(|after| after.starts_with('\n'))
}
