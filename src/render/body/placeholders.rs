//! Placeholders for our own markup while the sanitizer cleans the markup around it.

use crate::source::ContentHash;

/// Our own markup, by its placeholders.
#[derive(Debug)]
pub(super) struct PlaceholderMap {
    /// The element name of the placeholders.
    pub(super) name: String,
    /// The markup of each placeholder: a beginning and an end.
    parts: Vec<(String, &'static str)>,
    /// The addresses of the site, by the URLs that stand for them.
    addresses: Vec<String>,
}

/// What the sanitizer adds to a link.
const ADDED: &str = " rel=\"noopener noreferrer nofollow ugc\"";

impl PlaceholderMap {
    /// Creates placeholders with an element name that is not in `markdown`. The name is a hash of
    /// `markdown`, so nobody can write it into that text.
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
            addresses: Vec::new(),
        }
    }

    /// Adds markup and returns the start tag of its placeholder.
    pub(super) fn open(&mut self, markup: String, end: &'static str) -> String {
        self.parts.push((markup, end));
        format!("<{} n=\"{}\">", self.name, self.parts.len() - 1)
    }

    /// Adds an address of the site and returns the URL that stands for it.
    pub(super) fn address(&mut self, address: String) -> String {
        self.addresses.push(address);
        format!("https://{}/{}", self.name, self.addresses.len() - 1)
    }

    /// Returns the text with the addresses of the site in place of the URLs.
    fn with_addresses(&self, html: String) -> String {
        if self.addresses.is_empty() {
            return html;
        }
        let start = format!("https://{}/", self.name);
        let mut pieces = html.split(&start);
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (number, rest) = piece.split_once('"').unwrap_or((piece, ""));
            let address = number
                .parse()
                .ok()
                .and_then(|at: usize| self.addresses.get(at));
            filled.push_str(address.map_or("", String::as_str));
            filled.push('"');
            filled.push_str(rest.strip_prefix(ADDED).unwrap_or(rest));
        }
        filled
    }

    /// Returns the end tag of a placeholder.
    pub(super) fn close(&self) -> String {
        format!("</{}>", self.name)
    }

    /// Returns the sanitized text with our own markup in place of the placeholders. Only an element
    /// can look like a placeholder: `<` is escaped in text, and `"` in attributes.
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
        self.with_addresses(html)
    }
}
