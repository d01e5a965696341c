//! Tags of raw HTML. An element that begins within a line ends with its block, as it does in the source.
//! An element around blocks may end within a line; its end tag is written behind the block of that line.

use super::input::Reason;
use super::sanitize::is_element;
use super::state::{OpenBlock, OpenTag};
use super::writer::Writer;
use crate::config::RawHtml;
use crate::diag::Span;
use crate::syntax::markdown::{Event, Tag, TagEnd};

/// Elements that hold blocks, wherever they begin.
const BLOCKS: &[&str] = &[
    "blockquote",
    "center",
    "details",
    "div",
    "dl",
    "figure",
    "ol",
    "section",
    "table",
    "ul",
];

impl<'a> Writer<'a, '_> {
    /// Notes a tag within a line, and returns whether it is written there.
    pub(super) fn note_tag(&mut self, raw: &str, at: Span) -> bool {
        if self.input.html == RawHtml::Allow {
            return true;
        }
        let Some((is_end, name)) = tags(raw).next() else {
            return true;
        };
        if is_end {
            return self.note_end(name, at);
        }
        if BLOCKS.contains(&&*name) {
            let depth = self.tags.depth - usize::from(self.tags.is_in_paragraph);
            self.tags.blocks.push(OpenBlock { name, depth });
        } else {
            self.tags.inline.push(OpenTag { name, at });
        }
        true
    }

    fn note_end(&mut self, name: String, at: Span) -> bool {
        let inline = last(&self.tags.inline, |open| open.name == name);
        if let Some(place) = inline {
            self.tags.inline.remove(place);
            return true;
        }
        match last(&self.tags.blocks, |open| open.name == name) {
            Some(place) => {
                let opened = self.tags.blocks.drain(place..).next();
                self.tags.ending.extend(opened);
            }
            None => self.find(at, Reason::UnopenedTag(name)),
        }
        false
    }

    /// Notes the tags of a cleaned block of HTML.
    pub(super) fn note_block(&mut self, html: &str) {
        for (is_end, name) in tags(html) {
            if !is_end {
                let depth = self.tags.depth;
                self.tags.blocks.push(OpenBlock { name, depth });
            } else if let Some(place) = last(&self.tags.blocks, |open| open.name == name) {
                self.tags.blocks.truncate(place);
            }
        }
    }

    /// Closes what has begun within a line, before its block ends or another one begins.
    pub(super) fn before_edge(&mut self, event: &Event<'_>) {
        if !is_block_edge(event) {
            return;
        }
        for OpenTag { name, at } in std::mem::take(&mut self.tags.inline).into_iter().rev() {
            self.out
                .push(Event::InlineHtml(format!("</{name}>").into()));
            self.find(at, Reason::UnclosedTag(name));
        }
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {}
            Event::Start(tag) => {
                self.tags.depth += 1;
                self.tags.is_in_paragraph = matches!(tag, Tag::Paragraph | Tag::Heading { .. });
            }
            _ => {}
        }
    }

    /// Writes the end tags that waited for the end of a block.
    pub(super) fn after_end(&mut self, tag: &TagEnd) {
        if !is_block_edge(&Event::End(*tag)) {
            return;
        }
        self.tags.depth = self.tags.depth.saturating_sub(1);
        self.tags.is_in_paragraph = false;
        let depth = self.tags.depth;
        let ending = std::mem::take(&mut self.tags.ending).into_iter();
        let (now, later): (Vec<_>, Vec<_>) = ending.partition(|open| open.depth >= depth);
        self.tags.ending = later;
        for OpenBlock { name, .. } in now {
            self.out.push(Event::Html(format!("</{name}>").into()));
        }
        while self.tags.blocks.pop_if(|open| open.depth > depth).is_some() {}
    }
}

/// The number of open elements among which an end tag looks for its start tag.
const NEAR: usize = 64;

/// Returns the index of the last of the nearest items that fits.
fn last<T>(items: &[T], fits: impl Fn(&T) -> bool) -> Option<usize> {
    let start = items.len().saturating_sub(NEAR);
    let near = items.get(start..).unwrap_or_default();
    near.iter().rposition(fits).map(|place| start + place)
}

/// Returns the tags of elements in cleaned HTML, in order: whether each is an end tag, and its name.
fn tags(html: &str) -> impl Iterator<Item = (bool, String)> + '_ {
    html.split('<').skip(1).filter_map(|tag| {
        let is_end = tag.starts_with('/');
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let name = name.chars().take_while(char::is_ascii_alphanumeric);
        let name = name.collect::<String>().to_ascii_lowercase();
        is_element(&name).then_some((is_end, name))
    })
}

/// Returns whether an event begins or ends a block.
fn is_block_edge(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(tag) => !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Superscript
                | TagEnd::Subscript
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Rule => true,
        _ => false,
    }
}
