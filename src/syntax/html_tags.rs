//! Start tags in raw HTML, with their attributes as they are written.

use crate::diag::Span;

/// Elements whose content is no markup.
const RAW_TEXT: &[&str] = &["script", "style"];

/// Returns the start tags of a piece of raw HTML, in order. Comments, scripts and the attributes of other
/// tags contain none.
pub(super) fn start_tags(raw: &str) -> Vec<StartTag<'_>> {
    let mut tags = Vec::new();
    let mut next = 0;
    while let Some(open) = find(raw, next, "<") {
        let rest = raw.get(open..).unwrap_or_default();
        if rest.starts_with("<!--") {
            next = find(raw, open + "<!--".len(), "-->").map_or(raw.len(), |end| end + "-->".len());
            continue;
        }
        let is_name = |c: char| c.is_ascii_alphabetic();
        if !rest
            .strip_prefix('<')
            .is_some_and(|name| name.starts_with(is_name))
        {
            next = open + 1;
            continue;
        }
        // A tag that does not end takes the rest with it, as in a browser.
        let Some(tag) = StartTag::read(raw, open) else {
            break;
        };
        next = tag.span.end;
        if RAW_TEXT.contains(&tag.name.to_ascii_lowercase().as_str()) {
            next = find(raw, next, "</").unwrap_or(raw.len());
        }
        tags.push(tag);
    }
    tags
}

fn find(raw: &str, from: usize, what: &str) -> Option<usize> {
    let rest = raw.get(from..)?;
    rest.find(what).map(|at| from + at)
}

/// A start tag.
pub(super) struct StartTag<'a> {
    pub(super) name: &'a str,
    /// The place of the whole tag.
    pub(super) span: Span,
    /// The names and values of the attributes, with the place of each value.
    attributes: Vec<(&'a str, &'a str, Span)>,
}

impl<'a> StartTag<'a> {
    /// Returns the value of an attribute and its place.
    pub(super) fn attribute(&self, name: &str) -> Option<(&'a str, Span)> {
        let mut attributes = self.attributes.iter();
        let (_, value, span) = attributes.find(|(key, ..)| key.eq_ignore_ascii_case(name))?;
        Some((value, *span))
    }

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
                return Some(Self {
                    name,
                    span: Span::new(open, reader.at),
                    attributes,
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
