//! The text of a body as its page shows it.

use std::sync::Arc;

use crate::config::RawHtml;
use crate::render::{text_of_formula, text_of_html, without_comments};
use crate::syntax::markdown::{CowStr, Event, LinkType, PlainText, Tag, TagEnd, events};
use crate::syntax::wiki_target;

/// The words that a body takes from elsewhere, and how it treats HTML.
#[derive(Clone, Debug, Default, Hash)]
pub(super) struct TextContext {
    /// The titles of what links lead to, by the targets as they are written.
    pub titles: Vec<(String, Arc<str>)>,
    pub html: RawHtml,
}

impl TextContext {
    fn title(&self, target: &str) -> Option<&str> {
        let mut titles = self.titles.iter();
        let (_, title) = titles.find(|(known, _)| known == target)?;
        Some(title)
    }
}

/// Collects the text of events.
pub(super) struct PageText<'s> {
    shown: &'s TextContext,
    /// Whether the text is that of `[[id]]`, which the title replaces.
    is_replaced: bool,
    /// The lines of the block of HTML that is being read.
    block: String,
}

impl<'s> PageText<'s> {
    pub(super) fn new(shown: &'s TextContext) -> Self {
        Self {
            shown,
            is_replaced: false,
            block: String::new(),
        }
    }

    /// Adds a markdown text, separated from the text before it.
    pub(super) fn add_markdown(&mut self, text: &mut PlainText, markdown: &str) {
        text.add_text("");
        events(markdown).for_each(|event| self.add(text, &event));
    }

    fn html(&self, raw: &str) -> String {
        match self.shown.html {
            RawHtml::Escape => without_comments(raw),
            RawHtml::Sanitize | RawHtml::Allow => text_of_html(raw),
        }
    }

    /// Adds the text of an event.
    pub(super) fn add(&mut self, text: &mut PlainText, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Link {
                link_type: LinkType::WikiLink { has_pothole: false },
                dest_url,
                ..
            }) => {
                let target = wiki_target(dest_url);
                let title = self.shown.title(target).unwrap_or(target);
                text.add(&Event::Text(CowStr::Borrowed(title)));
                self.is_replaced = true;
            }
            Event::Start(Tag::Image {
                link_type: LinkType::WikiLink { has_pothole: false },
                ..
            }) => self.is_replaced = true,
            Event::End(TagEnd::Link | TagEnd::Image) => self.is_replaced = false,
            _ if self.is_replaced => {}
            Event::Html(raw) => self.block.push_str(raw),
            Event::End(TagEnd::HtmlBlock) => {
                let block = std::mem::take(&mut self.block);
                text.add_text(&self.html(&block));
                text.add(event);
            }
            Event::InlineHtml(raw) => text.add(&Event::Text(self.html(raw).into())),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => {
                text.add(&Event::Text(text_of_formula(tex).into()));
            }
            _ => text.add(event),
        }
    }
}
