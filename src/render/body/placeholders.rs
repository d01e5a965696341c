//! Placeholders for our own markup while the sanitizer cleans the markup around it.

use crate::source::ContentHash;

/// Our own markup while the body is cleaned.
#[derive(Debug)]
pub(super) struct PlaceholderMap {
    /// The name of the placeholders.
    pub(super) name: String,
    /// What each stands for: a beginning and an end.
    parts: Vec<(String, &'static str)>,
}

impl PlaceholderMap {
    /// Placeholders of a name that is not in `markdown`: made of its hash, which nobody can write
    /// into the text that it is taken of.
    pub(super) fn new(markdown: &str) -> Self {
        let mut hash = ContentHash::of_bytes(markdown.as_bytes());
        let name = loop {
            let name = format!("x{hash}");
            if !markdown.to_ascii_lowercase().contains(&name) {
                break name;
            }
            hash = ContentHash::new(&hash);
        };
        Self {
            name,
            parts: Vec::new(),
        }
    }

    /// The beginning of a placeholder.
    pub(super) fn open(&mut self, markup: String, end: &'static str) -> String {
        self.parts.push((markup, end));
        format!("<{} n=\"{}\">", self.name, self.parts.len() - 1)
    }

    /// The end of a placeholder.
    pub(super) fn close(&self) -> String {
        format!("</{}>", self.name)
    }

    /// The cleaned text with our own markup in it again. Only an element can be written like a
    /// placeholder: in text `<` is escaped, and in an attribute `"`.
    pub(super) fn filled(&self, clean: &str) -> String {
        let (open, close) = (format!("<{} n=\"", self.name), self.close());
        let mut html = String::with_capacity(clean.len() * 2);
        let mut ends = Vec::new();
        let mut rest = clean;
        while let Some((text, from)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
            html.push_str(text);
            if let Some((number, after)) = from
                .strip_prefix(&open)
                .and_then(|from| from.split_once("\">"))
            {
                let part = number.parse().ok().and_then(|at: usize| self.parts.get(at));
                let (markup, end) = part.map_or(("", ""), |(markup, end)| (markup, *end));
                html.push_str(markup);
                ends.push(end);
                rest = after;
            } else if let Some(after) = from.strip_prefix(&close) {
                html.push_str(ends.pop().unwrap_or_default());
                rest = after;
            } else {
                html.push('<');
                rest = from.get(1..).unwrap_or_default();
            }
        }
        html.push_str(rest);
        html
    }
}
