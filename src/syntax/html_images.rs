//! Images and links in raw HTML: `<img src="x.png" alt="The plan" width="300">`, `<a href="b.md#part">`.

use super::html_tags::{StartTag, start_tags};
use super::links::{LinkForm, form_of};
use crate::diag::Span;

/// An `img` element with the attributes that a page keeps, as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlImage<'a> {
    /// The place of the whole tag.
    pub span: Span,
    pub src: &'a str,
    /// The place of the value of `src`.
    pub src_span: Span,
    pub alt: Option<&'a str>,
    pub title: &'a str,
    pub width: &'a str,
    pub height: &'a str,
}

/// Returns the images of a piece of raw HTML that have a source, in order.
pub fn html_images(raw: &str) -> Vec<HtmlImage<'_>> {
    let tags = start_tags(raw);
    tags.iter().filter_map(image).collect()
}

/// Returns the links of a piece of raw HTML that lead into the book: the place of each target and the
/// target.
pub fn html_links(raw: &str) -> Vec<(Span, &str)> {
    let tags = start_tags(raw);
    let links = tags.iter().filter_map(html_link);
    links.map(|(target, span)| (span, target)).collect()
}

/// Returns the target of a tag that is a link into the book, and its place.
pub(super) fn html_link<'a>(tag: &StartTag<'a>) -> Option<(&'a str, Span)> {
    let link = tag.name.eq_ignore_ascii_case("a");
    let (target, span) = tag.attribute("href").filter(|_| link)?;
    let leads_into_book = matches!(
        form_of(target),
        LinkForm::Anchor | LinkForm::Markdown | LinkForm::File
    );
    // A reference to a character may hide a scheme. Such a link is left to the sanitizer.
    let is_plain = !target.trim().is_empty() && !target.contains('&');
    (leads_into_book && is_plain).then_some((target, span))
}

/// Returns the image that a tag shows.
pub(super) fn image<'a>(tag: &StartTag<'a>) -> Option<HtmlImage<'a>> {
    if !tag.name.eq_ignore_ascii_case("img") {
        return None;
    }
    let value = |name: &str| tag.attribute(name).map_or("", |(value, _)| value);
    let (src, src_span) = tag.attribute("src")?;
    Some(HtmlImage {
        span: tag.span,
        src,
        src_span,
        alt: tag.attribute("alt").map(|(alt, _)| alt),
        title: value("title"),
        width: value("width"),
        height: value("height"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_are_images() {
        let sources =
            |raw| -> Vec<&str> { html_images(raw).iter().map(|image| image.src).collect() };
        assert_eq!(
            sources("<p><img src=a.png><IMG alt='' SRC = 'b c.png' /></p>"),
            ["a.png", "b c.png"]
        );
        assert_eq!(
            sources("<!-- <img src=a> --><a title=\"<img src=b>\"><img\nsrc=\"c\">"),
            ["c"]
        );
        assert_eq!(
            sources("<script>'<img src=a>'</script><img src=b><image src=c>"),
            ["b"]
        );
        assert_eq!(
            sources("a < b <img src=\"open <img> <img alt=x> < img src=x>"),
            [""; 0]
        );
        assert_eq!(sources("<img src=a.png/>"), ["a.png/"]);
    }

    #[test]
    fn attributes_are_as_they_are_written() {
        let raw = "x<img width=300 height='2' alt=\"a &amp; b\" title=t src=\"é.png\">";
        let images = html_images(raw);
        let image = &images[0];
        assert_eq!((image.alt, image.title), (Some("a &amp; b"), "t"));
        assert_eq!((image.width, image.height), ("300", "2"));
        assert_eq!(
            raw.get(image.src_span.start..image.src_span.end),
            Some("é.png")
        );
        assert_eq!(image.span, Span::new(1, raw.len()));
        assert_eq!(html_images("<img src=a>")[0].alt, None);
    }
}
