//! Attribute blocks of headings.

use super::attributes::{self, Attributes};
use super::markdown::{Dialect, Event, Tag, placed_events};
use crate::diag::{Span, excerpt};

/// An attribute block, the start of its heading's line, and the bytes to blank for it.
pub(super) struct AttributeBlock {
    pub(super) heading_start: usize,
    pub(super) attributes: Attributes,
    pub(super) blanks: Vec<Span>,
}

/// Finds attribute blocks, at the end of top-level ATX headings or in a comment on the next line.
pub(super) fn attribute_blocks(text: &str, start: usize) -> Vec<AttributeBlock> {
    let markdown = text.get(start..).unwrap_or_default();
    let is_below = |line: &str| line.trim_start_matches(' ').starts_with('{');
    let may_hold = |line: &str| {
        is_below(line) || line.trim_start_matches(' ').starts_with('#') && line.contains(['{', '}'])
    };
    if !markdown.contains("<!--") && !markdown.lines().any(may_hold) {
        return Vec::new();
    }
    let mut depth = 0_usize;
    let mut blocks = Vec::new();
    for (event, range) in placed_events(markdown, Dialect::Handbook) {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                blocks.extend(attributes_of(text, Span::from(range).shifted(start)));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    blocks
}

fn attributes_of(text: &str, heading: Span) -> Option<AttributeBlock> {
    let rest = text.get(heading.start..)?;
    let line = rest.lines().next()?;
    if !is_atx(line) {
        return None;
    }
    let heading_start = heading.start;
    // A closing run of `#` can follow the block.
    let open = line.trim_end().trim_end_matches('#');
    let trailing = attributes::trailing(open, heading.start);
    let leading = attributes::leading(open, heading.start);
    let inner = trailing.as_ref().map_or(Span::point(0), |block| block.span);
    let leading = leading.filter(|block| block.span != inner);
    let below = rest
        .find('\n')
        .and_then(|end| line_below(rest, heading.start, end + 1));
    let mut blanks: Vec<Span> = leading.iter().map(|block| block.span).collect();
    blanks.extend(trailing.iter().map(|block| block.span));
    blanks.extend(below.iter().map(|(_, line)| *line));
    let blocks = [leading, trailing, below.map(|(below, _)| below)];
    let mut blocks = blocks.into_iter().flatten();
    let mut attributes = blocks.next()?;
    for block in blocks {
        attributes.join(block);
    }
    Some(AttributeBlock {
        heading_start,
        attributes,
        blanks,
    })
}

/// Returns the block in a comment that is alone on the next line, or without one, and that line.
fn line_below(rest: &str, offset: usize, next: usize) -> Option<(Attributes, Span)> {
    let line = rest.get(next..)?.lines().next()?;
    let start = offset + next;
    let attributes =
        attributes::in_comment(line, start).or_else(|| attributes::alone(line, start))?;
    Some((attributes, Span::new(start, start + line.len())))
}

pub(super) fn is_atx(line: &str) -> bool {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let after = line.get(hashes..).unwrap_or_default();
    (1..=6).contains(&hashes) && (after.is_empty() || after.starts_with([' ', '\t']))
}

/// Returns `text` with the given spans as blanks.
pub(super) fn blank(text: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut blanked = String::with_capacity(text.len());
    for span in spans {
        blanked.push_str(excerpt(text, Span::new(blanked.len(), span.start)));
        blanked.extend(std::iter::repeat_n(' ', span.end - span.start));
    }
    blanked.push_str(text.get(blanked.len()..).unwrap_or_default());
    blanked
}

/// Returns the span of the words of a heading's line, without the opening and closing `#`s and
/// without blanks around the words.
pub(super) fn heading_text(text: &str, line: Span) -> Span {
    let source = excerpt(text, line);
    let opening = source.len() - source.trim_start_matches('#').len();
    let inner = trimmed(text, Span::new(line.start + opening, line.end));
    let words = excerpt(text, inner);
    let open = words.trim_end_matches('#');
    if open.len() < words.len() && (open.is_empty() || open.ends_with([' ', '\t'])) {
        trimmed(text, Span::new(inner.start, inner.start + open.len()))
    } else {
        inner
    }
}

/// Returns a span without the blanks at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let source = excerpt(text, span);
    let start = span.start + source.len() - source.trim_start().len();
    Span::new(start, start + source.trim().len())
}
