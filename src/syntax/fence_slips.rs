//! Finds code fences that are not closed where their author meant it, and take questions with them.

use super::attribute_blocks::is_atx;
use super::lint_candidates::{LintKind, Slip};
use super::marker::marker;
use super::walk::Walk;
use crate::config::Markers;
use crate::diag::{Code, Span, excerpt};

/// A fence as it is written.
struct Fence<'a> {
    /// The span of its opening line.
    opening: Span,
    /// The backticks or tildes that open it.
    signs: &'a str,
    /// The blanks in front of them.
    indent: &'a str,
    info: &'a str,
    /// The lines below the opening.
    lines: Vec<(usize, &'a str)>,
    is_closed: bool,
}

impl Walk<'_> {
    /// Marks a fence that takes a marker heading with it because of a slip.
    pub(super) fn fence_slip(&mut self, span: Span) {
        let text = self.text;
        let Some(fence) = Fence::new(text, span) else {
            return;
        };
        if self.depth > 0 {
            self.fences.open_in_container = (!fence.is_closed).then_some(span);
            return;
        }
        let open_before = self.fences.open_in_container.take();
        let Some(marker_at) = fence.first_marker(self.markers) else {
            if let Some((opening, slip)) = self.fences.suspect.take_if(|_| !fence.is_closed) {
                // One closing line is missing, and the fence above holds what looks like questions.
                self.lint(LintKind::Slip(slip), opening);
            }
            return;
        };
        let closed_elsewhere = || fence.closing_at_another_indent(marker_at);
        let is_next = |open: &Span| {
            excerpt(text, Span::new(open.end, span.start))
                .trim()
                .is_empty()
        };
        let container = open_before.filter(|open| fence.info.is_empty() && is_next(open));
        if let Some(inner) = container.and_then(|open| Fence::new(text, open)) {
            let indent = Span::new(
                fence.opening.start,
                fence.opening.start + fence.indent.len(),
            );
            let slip = slip(
                &inner,
                fence.heading(marker_at),
                (indent, inner.indent.to_owned()),
            );
            self.lint(LintKind::Slip(slip), inner.opening);
        } else if let Some(blanks) = closed_elsewhere() {
            let slip = slip(&fence, fence.heading(marker_at), (blanks, String::new()));
            self.lint(LintKind::Slip(slip), fence.opening);
        } else {
            let fix = fence.closing_before(marker_at);
            let mut slip = slip(&fence, fence.heading(marker_at), fix);
            if !fence.is_closed {
                self.lint(LintKind::Slip(slip), fence.opening);
            } else if fence.opens_again(marker_at) {
                slip.is_certain = false;
                self.lint(LintKind::Slip(slip), fence.opening);
            } else if fence.info.is_empty() && self.fences.suspect.is_none() {
                slip.is_certain = false;
                self.fences.suspect = Some((fence.opening, slip));
            }
        }
    }
}

fn slip(fence: &Fence<'_>, heading: &str, fix: (Span, String)) -> Slip {
    let signs = fence.signs;
    let help = if fix.1.is_empty() || fix.1.trim().is_empty() {
        format!(
            "indent the line that closes it as its opening: `{}{signs}`",
            fence.indent
        )
    } else {
        format!("write `{signs}` on a line of its own above `{heading}`")
    };
    Slip {
        code: Code::UnclosedFence,
        is_certain: true,
        message: format!("this code fence is not closed, and takes `{heading}` with it"),
        help,
        fix: Some(fix),
    }
}

impl<'a> Fence<'a> {
    fn new(text: &'a str, span: Span) -> Option<Self> {
        let before = text.get(..span.start)?;
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let source = text.get(span.start..span.end)?;
        let first = source.lines().next()?;
        let words = first.trim_start_matches([' ', '\t']);
        let outer = before.get(line_start..)?;
        let indent = if outer.trim().is_empty() {
            text.get(line_start..span.start + first.len() - words.len())?
        } else {
            ""
        };
        let sign = words.chars().next().filter(|c| "`~".contains(*c))?;
        let info = words.trim_start_matches(sign);
        let signs = words.get(..words.len() - info.len())?;
        let mut line_start = span.start;
        let mut lines = Vec::new();
        for line in source.split_inclusive('\n') {
            lines.push((line_start, line.trim_end_matches(['\n', '\r'])));
            line_start += line.len();
        }
        let mut lines = lines.split_off(lines.len().min(1));
        while lines.last().is_some_and(|(_, line)| line.trim().is_empty()) {
            lines.pop();
        }
        let without_quote = |line: &'a str| line.trim_start_matches(['>', ' ', '\t']);
        let last = lines.last().map(|(_, line)| without_quote(line));
        let is_closed = last.is_some_and(|line| closes(line, signs));
        Some(Self {
            opening: Span::new(span.start, span.start + first.len()),
            signs,
            indent,
            info: info.trim(),
            lines,
            is_closed,
        })
    }

    /// Returns the index of the first line that would open an entity.
    fn first_marker(&self, markers: &Markers) -> Option<usize> {
        let opens = |line: &str| {
            let words = line.trim_start_matches('#');
            let is_deep = line.len() - words.len() >= 2;
            is_deep && is_atx(line) && marker(words.trim_start(), markers).is_some()
        };
        self.lines.iter().position(|(_, line)| opens(line))
    }

    fn heading(&self, marker_at: usize) -> &'a str {
        self.lines
            .get(marker_at)
            .map_or("", |(_, line)| line.trim_end())
    }

    /// Returns the blanks in front of a line that would close the fence without them.
    fn closing_at_another_indent(&self, before: usize) -> Option<Span> {
        let lines = self.lines.iter().take(before);
        let mut closing = lines.filter(|(_, line)| closes(line, self.signs));
        let (line_start, line) = closing.next()?;
        Some(Span::new(
            *line_start,
            line_start + line.len() - line.trim_start().len(),
        ))
    }

    /// Returns whether a line below the marker opens a fence with a language, as nobody writes it
    /// inside a fence with the same signs.
    fn opens_again(&self, marker_at: usize) -> bool {
        let opens = |line: &str| {
            let info = line.strip_prefix(self.signs).unwrap_or_default();
            let info = info.trim_start_matches(self.signs.get(..1).unwrap_or_default());
            info.starts_with(|c: char| c.is_alphanumeric() || c == '{') && !info.contains('`')
        };
        self.lines
            .iter()
            .skip(marker_at)
            .any(|(_, line)| opens(line))
    }

    /// Returns the place below the last line with text above the marker, and a closing line.
    fn closing_before(&self, marker_at: usize) -> (Span, String) {
        let above = self.lines.iter().take(marker_at);
        let last = above.rev().find(|(_, line)| !line.trim().is_empty());
        let end = last.map_or(self.opening.end, |(line_start, line)| {
            line_start + line.len()
        });
        (Span::point(end), format!("\n{}{}", self.indent, self.signs))
    }
}

/// Returns whether a line consists of closing signs, at any indent.
fn closes(line: &str, signs: &str) -> bool {
    let line = line.trim();
    line.len() >= signs.len() && line.chars().all(|c| signs.starts_with(c))
}
