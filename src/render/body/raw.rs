//! Raw HTML: cleaned tag by tag at its place, and sanitized as a whole when the body is complete.

use std::borrow::Cow;

use super::input::Reason;
use super::sanitize::cleaned;
use super::writer::Writer;
use crate::config::RawHtml;
use crate::diag::Span;
use crate::render::html::escape_into;
use crate::render::image::element;
use crate::render::plain::text_of_html;
use crate::syntax::markdown::{Dialect, Event, TagEnd, placed_events};
use crate::syntax::{HtmlImage, ImageText, LinkForm, html_images, html_links, image_form, pixels};

impl<'a> Writer<'a, '_> {
    /// Writes tags within a line.
    pub(super) fn raw(&mut self, raw: &str, at: Span) {
        match self.input.html {
            RawHtml::Escape => {
                let shown = without_comments(raw);
                if !shown.is_empty() {
                    self.out.push(Event::Text(shown.into()));
                }
            }
            RawHtml::Sanitize | RawHtml::Allow => {
                if self.note_tag(raw, at) {
                    let allowed = self.allowed(raw, at);
                    self.out.push(Event::InlineHtml(allowed.into()));
                }
            }
        }
    }

    /// Writes a block of HTML, up to its end.
    pub(super) fn raw_block(&mut self, at: Span) {
        let mut block = String::new();
        for (event, _) in self.stream.by_ref() {
            match event {
                Event::Html(text) | Event::Text(text) => block.push_str(&text),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        if self.input.html == RawHtml::Escape {
            let shown = without_comments(&block);
            if !shown.trim().is_empty() {
                let mut markup = String::from("<p>");
                escape_into(&mut markup, shown.trim());
                markup.push_str("</p>\n");
                self.out.block(markup);
            }
            return;
        }
        let allowed = self.allowed(&block, at);
        self.note_block(&allowed);
        if !allowed.trim().is_empty() {
            self.out.push(Event::Html(allowed.into()));
        }
    }

    /// Returns the part of raw HTML that browsers get. Adds a finding if something is left out.
    fn allowed(&mut self, raw: &str, at: Span) -> String {
        let raw = &*self.with_addresses(raw);
        let mut allowed = String::new();
        let mut changes = Vec::new();
        let mut rest = 0;
        for image in html_images(raw) {
            let before = raw.get(rest..image.span.start).unwrap_or_default();
            allowed.push_str(&self.piece(before, &mut changes));
            allowed.push_str(&self.html_image(&image));
            rest = image.span.end;
        }
        allowed.push_str(&self.piece(raw.get(rest..).unwrap_or_default(), &mut changes));
        if let Some(first) = changes.first() {
            let more = match changes.len() - 1 {
                0 => String::new(),
                more => format!(", and {more} more"),
            };
            let line = self.input.markdown.get(at.start..at.end);
            let line = line
                .and_then(|text| text.lines().next())
                .unwrap_or_default();
            let place = Span::new(at.start, at.start + line.len());
            self.find(place, Reason::RawHtml(format!("{first}{more}")));
        }
        allowed
    }
}

impl Writer<'_, '_> {
    /// Returns raw HTML in which each link into the book has the address of its page.
    fn with_addresses<'r>(&mut self, raw: &'r str) -> Cow<'r, str> {
        let links = html_links(raw);
        if links.is_empty() {
            return Cow::Borrowed(raw);
        }
        let mut written = String::with_capacity(raw.len());
        let mut rest = 0;
        for (span, target) in links {
            written.push_str(raw.get(rest..span.start).unwrap_or_default());
            let address = self.address(target);
            let address = self.out.internal_address(address);
            let is_quoted = raw
                .get(..span.start)
                .is_some_and(|raw| raw.ends_with(['"', '\'']));
            let quote = if is_quoted { "" } else { "\"" };
            written.push_str(&format!("{quote}{address}{quote}"));
            rest = span.end;
        }
        written.push_str(raw.get(rest..).unwrap_or_default());
        Cow::Owned(written)
    }

    /// Returns what pages keep of a piece of raw HTML without images.
    fn piece(&self, raw: &str, changes: &mut Vec<String>) -> String {
        if self.input.html == RawHtml::Allow {
            return without_comments(raw);
        }
        let (kept, more) = cleaned(raw);
        changes.extend(more);
        kept
    }

    /// Returns an image of raw HTML like one of markdown.
    fn html_image(&mut self, image: &HtmlImage<'_>) -> String {
        let [alt, title] = [image.alt.unwrap_or_default(), image.title].map(text_of_html);
        let [width, height] =
            [image.width, image.height].map(|side| pixels(side.trim().trim_end_matches("px")));
        let text = ImageText {
            alt: &alt,
            width,
            height,
        };
        let element = match (image_form(image.src), self.input.files.get(image.src)) {
            (LinkForm::RemoteImage, _) => element(image.src, None, &text, &title),
            (_, Some(file)) => element(&file.href, file.dimensions, &text, &title),
            (_, None) => String::new(),
        };
        self.out.shield(element)
    }
}

/// Returns whether markdown contains raw HTML that readers see.
pub(super) fn has_raw(markdown: &str, dialect: Dialect) -> bool {
    if !markdown.contains('<') {
        return false;
    }
    let mut raw = String::new();
    for (event, _) in placed_events(markdown, dialect) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => raw.push_str(&text),
            _ if raw.is_empty() => {}
            _ if without_comments(&raw).trim().is_empty() => raw.clear(),
            _ => return true,
        }
    }
    !without_comments(&raw).trim().is_empty()
}

/// Returns raw HTML without comments, which are for authors only.
pub fn without_comments(raw: &str) -> String {
    let mut shown = String::new();
    let mut rest = raw;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}
