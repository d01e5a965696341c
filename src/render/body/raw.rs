//! Raw HTML.

use super::Writer;
use crate::render::html::escape_into;
use crate::syntax::markdown::{Event, TagEnd};

impl<'a> Writer<'a, '_> {
    pub(super) fn raw(&mut self, raw: &str) {
        let shown = without_comments(raw);
        if !shown.is_empty() {
            self.out.push(Event::Text(shown.into()));
        }
    }

    pub(super) fn raw_block(&mut self) {
        let mut block = String::new();
        for (event, _) in self.stream.by_ref() {
            match event {
                Event::Html(text) | Event::Text(text) => block.push_str(&text),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        let shown = without_comments(&block);
        if !shown.trim().is_empty() {
            let mut markup = String::from("<p>");
            escape_into(&mut markup, shown.trim());
            markup.push_str("</p>\n");
            self.out.block(markup);
        }
    }
}

/// Raw HTML is shown as text, but comments are for authors alone.
fn without_comments(raw: &str) -> String {
    let mut shown = String::new();
    let mut rest = raw;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}
