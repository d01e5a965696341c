//! Images in raw HTML: `<img src="x.png" alt="The plan" width="300">`.

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

/// Elements whose content is no markup.
const RAW_TEXT: &[&str] = &["script", "style"];

/// Returns the images of a piece of raw HTML that have a source, in order. Comments, scripts and the
/// attributes of other tags contain none.
pub fn html_images(raw: &str) -> Vec<HtmlImage<'_>> {
    let mut images = Vec::new();
    let mut next = 0;
    while let Some(open) = find(raw, next, "<") {
        let rest = raw.get(open..).unwrap_or_default();
        if rest.starts_with("<!--") {
            next = find(raw, open + "<!--".len(), "-->").map_or(raw.len(), |end| end + "-->".len());
            continue;
        }
        let Some(tag) = Tag::read(raw, open) else {
            next = open + 1;
            continue;
        };
        next = tag.end;
        let name = tag.name.to_ascii_lowercase();
        if name == "img" {
            images.extend(tag.image(open));
        } else if RAW_TEXT.contains(&&*name) {
            next = find(raw, next, "</").unwrap_or(raw.len());
        }
    }
    images
}

fn find(raw: &str, from: usize, what: &str) -> Option<usize> {
    let rest = raw.get(from..)?;
    rest.find(what).map(|at| from + at)
}

/// A start tag.
struct Tag<'a> {
    name: &'a str,
    /// The names and values of the attributes, with the place of each value.
    attributes: Vec<(&'a str, &'a str, Span)>,
    end: usize,
}

impl<'a> Tag<'a> {
    /// Reads the start tag at `open`, up to its `>`.
    fn read(raw: &'a str, open: usize) -> Option<Self> {
        let mut reader = TagReader { raw, at: open + 1 };
        let name = reader.take_while(|c| c.is_ascii_alphanumeric());
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut attributes = Vec::new();
        loop {
            reader.take_while(|c| c.is_whitespace() || c == '/');
            if reader.accepts('>') {
                let end = reader.at;
                return Some(Self {
                    name,
                    attributes,
                    end,
                });
            }
            let key = reader.take_while(|c| !c.is_whitespace() && !"/>=".contains(c));
            reader.take_while(char::is_whitespace);
            let (value, span) = if reader.accepts('=') {
                reader.value()?
            } else if key.is_empty() {
                return None;
            } else {
                ("", Span::point(reader.at))
            };
            attributes.push((key, value, span));
        }
    }

    fn image(&self, open: usize) -> Option<HtmlImage<'a>> {
        let find = |name: &str| {
            let mut attributes = self.attributes.iter();
            attributes.find(|(key, ..)| key.eq_ignore_ascii_case(name))
        };
        let value = |name: &str| find(name).map_or("", |(_, value, _)| *value);
        let (_, src, src_span) = find("src")?;
        Some(HtmlImage {
            span: Span::new(open, self.end),
            src,
            src_span: *src_span,
            alt: find("alt").map(|(_, alt, _)| *alt),
            title: value("title"),
            width: value("width"),
            height: value("height"),
        })
    }
}

struct TagReader<'a> {
    raw: &'a str,
    at: usize,
}

impl<'a> TagReader<'a> {
    fn rest(&self) -> &'a str {
        self.raw.get(self.at..).unwrap_or_default()
    }

    fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !accepts(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn accepts(&mut self, sign: char) -> bool {
        let is_next = self.rest().starts_with(sign);
        self.at += usize::from(is_next);
        is_next
    }

    /// Reads a value with or without quotes; `None` if its quote does not end.
    fn value(&mut self) -> Option<(&'a str, Span)> {
        self.take_while(char::is_whitespace);
        let quote = self.rest().chars().next().filter(|c| "\"'".contains(*c));
        let start = self.at + usize::from(quote.is_some());
        self.at = start;
        let value = match quote {
            Some(quote) => self.take_while(|c| c != quote),
            None => self.take_while(|c| !c.is_whitespace() && c != '>'),
        };
        let span = Span::new(start, self.at);
        match quote {
            Some(quote) if !self.accepts(quote) => None,
            _ => Some((value, span)),
        }
    }
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
        assert_eq!(raw.get(image.src_span.start..image.src_span.end), Some("é.png"));
        assert_eq!(image.span, Span::new(1, raw.len()));
        assert_eq!(html_images("<img src=a>")[0].alt, None);
    }
}
