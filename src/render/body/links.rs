//! Links and images. Targets in the book were resolved by the catalog, others stay as they are.

use super::writer::Writer;
use crate::diag::Span;
use crate::render::html::escape_into;
use crate::render::image;
use crate::syntax::markdown::{Event, LinkType, TagEnd};
use crate::syntax::{LinkForm, form_of, image_form, image_text, wiki_target};

/// The capacity for the tag of a link, without its target.
const ROOM: usize = 64;

impl<'a> Writer<'a, '_> {
    pub(super) fn link(&mut self, kind: LinkType, target: &str, title: &str) {
        let target = match kind {
            LinkType::WikiLink { .. } => wiki_target(target),
            _ => target,
        };
        let form = match kind {
            LinkType::WikiLink { .. } => LinkForm::Wiki,
            LinkType::Email => LinkForm::Web,
            _ => form_of(target),
        };
        let mut open = String::with_capacity(target.len() + ROOM);
        open.push_str("<a href=\"");
        match form {
            LinkForm::Web => {
                let scheme = if kind == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                open.push_str(scheme);
                escape_into(&mut open, target);
                open.push_str("\" rel=\"noopener noreferrer nofollow ugc");
            }
            LinkForm::Anchor => self.anchor_link(&mut open, target),
            LinkForm::File => {
                let file = self.input.files.get(target);
                escape_into(&mut open, file.map_or("", |file| &file.href));
            }
            LinkForm::Wiki
            | LinkForm::Markdown
            | LinkForm::Image
            | LinkForm::Include
            | LinkForm::RemoteImage
            | LinkForm::Forbidden => {
                let link = self.input.links.get(target);
                escape_into(&mut open, link.map_or("", |link| link.href()));
            }
        }
        if !title.is_empty() {
            open.push_str("\" title=\"");
            escape_into(&mut open, title);
        }
        open.push_str("\">");
        self.out.open_inline(open, "</a>");
        if kind == (LinkType::WikiLink { has_pothole: false }) {
            self.title_of_page(target);
        }
    }

    /// Returns the address of a link into the book.
    pub(super) fn address(&self, target: &str) -> String {
        let mut address = String::new();
        match form_of(target) {
            LinkForm::Anchor => self.anchor_link(&mut address, target),
            LinkForm::File => {
                let file = self.input.files.get(target);
                escape_into(&mut address, file.map_or("", |file| &file.href));
            }
            _ => {
                let link = self.input.links.get(target);
                escape_into(&mut address, link.map_or("", |link| link.href()));
            }
        }
        address
    }

    /// Writes an image. `at` is its place in the markdown.
    pub(super) fn image(&mut self, kind: LinkType, target: &str, title: &str, at: Span) {
        let target = match kind {
            LinkType::WikiLink { .. } => wiki_target(target),
            _ => target,
        };
        let alternative = image::alternative(&mut self.stream.by_ref().map(|(event, _)| event));
        // `![[x.png]]` has no alternative text: its text is only the path
        let alt = match kind {
            LinkType::WikiLink { has_pothole: false } => "",
            _ => &alternative,
        };
        let rest = self.input.markdown.get(at.end..).unwrap_or_default();
        let text = image_text(kind, alt).followed_by(rest);
        let file = self.input.files.get(target);
        let element = |title: &str| match (image_form(target), file) {
            (LinkForm::RemoteImage, _) => image::element(target, None, &text, title),
            (_, Some(file)) => image::element(&file.href, file.dimensions, &text, title),
            (_, None) => String::new(),
        };
        self.figure = (!title.is_empty()).then(|| (element(""), title.to_owned()));
        self.out.inline(element(title));
    }

    /// Ends a paragraph. An image with a caption that is alone in it is a figure.
    pub(super) fn close_paragraph(&mut self) {
        const ALONE: usize = 2;
        let is_alone = self.out.len() == self.paragraph_from + ALONE;
        let Some((image, caption)) = self.figure.take().filter(|_| is_alone) else {
            self.out.push(Event::End(TagEnd::Paragraph));
            return;
        };
        self.out.cut(self.paragraph_from);
        let mut markup = format!("<figure>{image}<figcaption>");
        escape_into(&mut markup, &caption);
        markup.push_str("</figcaption></figure>\n");
        self.out.block(markup);
    }

    /// Writes a link within the file: to a place on this page, to the page that has it, or to the
    /// page of another entity of the file.
    fn anchor_link(&self, open: &mut String, target: &str) {
        let anchor = target.trim_start_matches('#');
        let held = self.input.anchors.iter().any(|known| **known == *anchor);
        let elsewhere = self.input.links.get(target).filter(|_| !held);
        if let Some(link) = elsewhere {
            escape_into(open, link.href());
            return;
        }
        let (home, prefix) = if held {
            ("", self.input.anchor_prefix)
        } else {
            (self.input.home, "")
        };
        escape_into(open, home);
        open.push('#');
        open.push_str(prefix);
        escape_into(open, anchor);
    }

    /// Writes the title of the page as the text of `[[id]]`, instead of the id.
    fn title_of_page(&mut self, target: &str) {
        for (event, _) in self.stream.by_ref() {
            if matches!(event, Event::End(TagEnd::Link)) {
                break;
            }
        }
        let link = self.input.links.get(target);
        let title = link.map_or(target, |link| link.text());
        self.out.push(Event::Text(title.to_owned().into()));
        self.out.close();
    }
}
