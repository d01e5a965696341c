//! Tags of raw HTML within a line. An element that is not closed ends with its block, as it does in
//! the source.

use super::input::Reason;
use super::sanitize::is_element;
use super::state::OpenTag;
use super::writer::Writer;
use crate::diag::Span;
use crate::syntax::markdown::{Event, Tag, TagEnd};

impl<'a> Writer<'a, '_> {
    /// Notes a tag, and returns whether it can be written: an end tag needs its start tag.
    pub(super) fn note_tag(&mut self, raw: &str, at: Span) -> bool {
        let name = |tag: &str| -> String {
            let name = tag.chars().take_while(char::is_ascii_alphanumeric);
            name.collect::<String>().to_ascii_lowercase()
        };
        if let Some(tag) = raw.strip_prefix("</") {
            let name = name(tag);
            if !is_element(&name) {
                return true;
            }
            match self.open_tags.iter().rposition(|open| open.name == name) {
                Some(place) => {
                    self.open_tags.remove(place);
                    return true;
                }
                None => {
                    self.find(at, Reason::UnopenedTag(name));
                    return false;
                }
            }
        }
        let name = name(raw.strip_prefix('<').unwrap_or_default());
        if is_element(&name) {
            self.open_tags.push(OpenTag { name, at });
        }
        true
    }

    /// Closes the open elements at the end of a block.
    pub(super) fn close_tags(&mut self, event: &Event<'_>) {
        if self.open_tags.is_empty() || !is_block_edge(event) {
            return;
        }
        for OpenTag { name, at } in std::mem::take(&mut self.open_tags).into_iter().rev() {
            self.out
                .push(Event::InlineHtml(format!("</{name}>").into()));
            self.find(at, Reason::UnclosedTag(name));
        }
    }
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
