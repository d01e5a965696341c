//! The images of a text, in markdown and in raw HTML.

use super::html_images::{HtmlImage, html_link, image};
use super::html_tags::start_tags;
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

    /// Notes the images and the anchors of a piece of raw HTML.
    pub(super) fn html(&mut self, span: Span) {
        for tag in start_tags(excerpt(self.text, span)) {
            if let Some(image) = image(&tag) {
                self.html_image(&image, span.start);
            }
            if let Some((target, target_span)) = html_link(&tag) {
                self.outline.links.push(links::Link {
                    target: target.to_owned(),
                    form: links::form_of(target),
                    span: target_span.shifted(span.start),
                    whole: tag.span.shifted(span.start),
                });
            }
            let name = match tag.name {
                "a" | "A" => tag.attribute("name"),
                _ => None,
            };
            for (name, _) in tag.attribute("id").into_iter().chain(name) {
                let place = tag.span.shifted(span.start);
                self.html_anchors.push((name.to_lowercase(), place));
            }
        }
    }

    fn html_image(&mut self, image: &HtmlImage<'_>, start: usize) {
        let whole = image.span.shifted(start);
        self.outline.links.push(links::Link {
            target: image.src.to_owned(),
            form: links::image_form(image.src),
            span: image.src_span.shifted(start),
            whole,
        });
        if image.alt.is_none() {
            self.lint(LintKind::ImageWithoutText, whole);
        }
    }

    /// Gives the anchors of raw HTML to the headings that they are in, or right above, or below.
    pub(super) fn place_html_anchors(&mut self) {
        let anchors = std::mem::take(&mut self.html_anchors);
        // From the last to the first, each text between two anchors is read once.
        let mut right_above = Vec::with_capacity(anchors.len());
        let mut below: Option<(usize, usize, bool)> = None;
        for (_, span) in anchors.iter().rev() {
            let next = self
                .outline
                .anchors
                .partition_point(|heading| heading.at < span.start);
            let is_right_above = match below {
                Some((same, start, is_right_above)) if same == next => {
                    is_right_above
                        && !has_words(excerpt(self.text, Span::new(span.end.min(start), start)))
                }
                _ => self.outline.anchors.get(next).is_some_and(|heading| {
                    !has_words(excerpt(
                        self.text,
                        Span::new(span.end.min(heading.at), heading.at),
                    ))
                }),
            };
            below = Some((next, span.start, is_right_above));
            right_above.push(if is_right_above {
                next
            } else {
                next.saturating_sub(1)
            });
        }
        for ((name, _), place) in anchors.into_iter().zip(right_above.into_iter().rev()) {
            match self.outline.anchors.get_mut(place) {
                Some(heading) => heading.names.push(name),
                None => self.outline.names.push(name),
            }
        }
    }
}

/// Returns whether there is text outside of tags.
fn has_words(html: &str) -> bool {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default();
    let behind_tags = pieces.map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    let mut texts = std::iter::once(first).chain(behind_tags);
    texts.any(|text| !text.trim().is_empty())
}
