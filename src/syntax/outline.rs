//! The headings of a file and what stands between them.

use std::collections::BTreeMap;

use super::attributes::{self, Attributes, Fault};
use super::limit_exceeded::LimitExceeded;
use super::links::Link;
use super::lint_candidates::LintCandidate;
use super::markdown::{Event, Tag, events};
use super::walk::Walk;
use crate::config::{Limits, Marker, Markers, Part};
use crate::diag::{Span, excerpt};

/// An ATX heading at the top level of a file, and the text up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading's line, with the comment that holds its attributes.
    pub span: Span,
    /// The word before the colon, if it is a marker.
    pub marker: Option<Marker>,
    /// What the heading says, without marker, attributes and markup.
    pub text: String,
    /// The same with its marker.
    pub whole: String,
    pub text_span: Span,
    /// What the heading means, taken whole.
    pub part: Option<Part>,
    pub attributes: Attributes,
    /// The `[[id]]` that is all the heading says.
    pub lone_link: Option<Link>,
    /// From the heading to the next one or the end of the file.
    pub body: Span,
    pub blocks: Vec<Block>,
}

/// A block at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// The kinds of blocks that the language tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Quote,
    /// With the span of each item.
    List(Vec<Span>),
    Other,
}

/// Code between fences, and the language it is said to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeBlock {
    pub language: String,
    pub code: String,
}

/// Any heading, wherever it stands: the target of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorSource {
    pub at: usize,
    pub text: String,
    pub id: Option<String>,
}

/// The outline of a file's markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Blocks before the first heading.
    pub opening: Vec<Block>,
    pub sections: Vec<Section>,
    pub anchors: Vec<AnchorSource>,
    pub links: Vec<Link>,
    pub lint_candidates: Vec<LintCandidate>,
    pub codes: Vec<CodeBlock>,
    /// What is wrong in info strings of code fences.
    pub fence_faults: Vec<Fault>,
    /// Link reference and footnote definitions, by [`label`]; that of a footnote begins with `^`.
    pub definitions: Vec<(String, Span)>,
    /// Where the text first goes beyond one of the limits.
    pub limits_exceeded: BTreeMap<LimitExceeded, Span>,
}

/// Reads the outline of `text` from byte `start` on. The second value is the text with every
/// attribute block blanked, of the same length, or `None` where there was none to blank.
pub fn outline(
    text: &str,
    start: usize,
    markers: &Markers,
    limits: &Limits,
) -> (Outline, Option<String>) {
    let blocks = attribute_blocks(text, start);
    let blanked = (!blocks.is_empty())
        .then(|| blank(text, blocks.iter().flat_map(|block| &block.blanks).copied()));
    let mut walk = Walk::new(
        blanked.as_deref().unwrap_or(text),
        start,
        markers,
        &blocks,
        limits,
    );
    walk.run();
    (walk.outline, blanked)
}

/// An attribute block, the heading's line it belongs to, and the bytes to blank for it.
pub(super) struct AttributeBlock {
    pub(super) heading_start: usize,
    pub(super) attributes: Attributes,
    pub(super) blanks: Vec<Span>,
}

/// Finds attribute blocks: at the end of top-level ATX headings, or in a comment on the next line.
fn attribute_blocks(text: &str, start: usize) -> Vec<AttributeBlock> {
    let markdown = text.get(start..).unwrap_or_default();
    let may_hold = |line: &str| line.trim_start_matches(' ').starts_with('#') && line.contains('{');
    if !markdown.contains("<!--") && !markdown.lines().any(may_hold) {
        return Vec::new();
    }
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (event, range) in events(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                found.extend(attributes_of(text, Span::from(range).shifted(start)));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

fn attributes_of(text: &str, heading: Span) -> Option<AttributeBlock> {
    let rest = text.get(heading.start..)?;
    let line = rest.lines().next()?;
    is_atx(line).then_some(())?;
    let heading_start = heading.start;
    // a closing run of `#` may follow the block
    let own = attributes::trailing(line.trim_end().trim_end_matches('#'), heading.start);
    let below = rest
        .find('\n')
        .and_then(|end| comment_below(rest, heading.start, end + 1));
    let mut blanks: Vec<Span> = own.iter().map(|own| own.span).collect();
    blanks.extend(below.iter().map(|(_, line)| *line));
    let attributes = match (own, below) {
        (Some(mut own), Some((below, _))) => {
            own.join(below);
            own
        }
        (Some(one), None) | (None, Some((one, _))) => one,
        (None, None) => return None,
    };
    Some(AttributeBlock {
        heading_start,
        attributes,
        blanks,
    })
}

/// The block in a comment alone on the next line, and that line.
fn comment_below(rest: &str, offset: usize, next: usize) -> Option<(Attributes, Span)> {
    let line = rest.get(next..)?.lines().next()?;
    let start = offset + next;
    let attributes = attributes::in_comment(line, start)?;
    Some((attributes, Span::new(start, start + line.len())))
}

pub(super) fn is_atx(line: &str) -> bool {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let after = line.get(hashes..).unwrap_or_default();
    (1..=6).contains(&hashes) && (after.is_empty() || after.starts_with([' ', '\t']))
}

/// `text` with the given spans as blanks.
fn blank(text: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut blanked = String::with_capacity(text.len());
    for span in spans {
        blanked.push_str(excerpt(text, Span::new(blanked.len(), span.start)));
        blanked.extend(std::iter::repeat_n(' ', span.end - span.start));
    }
    blanked.push_str(text.get(blanked.len()..).unwrap_or_default());
    blanked
}

/// A label as it is compared: letter case and runs of blanks do not matter.
pub fn label(text: &str) -> String {
    let words = text.split_whitespace().map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}
