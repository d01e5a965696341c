//! The images of a text, in markdown and in raw HTML.

use super::html_images::html_images;
use super::image_size::image_text;
use super::links;
use super::lint_candidates::LintKind;
use super::markdown::{LinkType, PlainText};
use super::walk::{OpenImage, Walk};
use crate::diag::{Span, excerpt};

impl Walk<'_> {
    pub(super) fn open_image(&mut self, kind: LinkType, target: &str, span: Span) {
        if let Some(outer) = &mut self.image {
            outer.inside += 1;
            return;
        }
        let link = links::image(self.text, kind, target, span);
        self.outline.links.push(link);
        self.image = Some(OpenImage {
            span,
            said: PlainText::default(),
            kind,
            inside: 0,
        });
    }

    pub(super) fn end_image(&mut self) {
        match self.image.take() {
            Some(outer) if outer.inside > 0 => {
                let inside = outer.inside - 1;
                self.image = Some(OpenImage { inside, ..outer });
            }
            Some(image) => {
                let source = excerpt(self.text, image.span);
                let decorative = source.ends_with("\"\")") || source.ends_with("'')");
                let said = image.said.finish();
                // The text of `![[x.png]]` only repeats the path.
                let has_text = image.kind != LinkType::WikiLink { has_pothole: false }
                    && !image_text(image.kind, &said).alt.is_empty();
                if !has_text && !decorative {
                    self.lint(LintKind::ImageWithoutText, image.span);
                }
            }
            None => {}
        }
    }

    /// Notes the images of a piece of raw HTML.
    pub(super) fn html_images(&mut self, span: Span) {
        for image in html_images(excerpt(self.text, span)) {
            let whole = image.span.shifted(span.start);
            self.outline.links.push(links::Link {
                target: image.src.to_owned(),
                form: links::image_form(image.src),
                span: image.src_span.shifted(span.start),
                whole,
            });
            if image.alt.is_none() {
                self.lint(LintKind::ImageWithoutText, whole);
            }
        }
    }
}
