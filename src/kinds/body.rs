//! Bodies: the text of an entity, still markdown, cut from its file.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Span, excerpt};
use crate::source::ContentHash;
use crate::syntax::{Link, LinkForm, Outline, ParsedFile, slug};

/// Some text of an entity. Empty where the author wrote nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Ranges of the document's markdown, in order.
    pub spans: Vec<Span>,
    /// The level of the heading it stands under; headings in it are deeper.
    pub level: u8,
    /// The anchors of its headings, in order.
    pub anchors: Vec<Arc<str>>,
    /// Its links, in order.
    pub links: Vec<Link>,
    /// Whether it has footnotes, whose numbers need a place on the page.
    pub footnotes: bool,
    /// Of the text and all definitions it may use.
    pub hash: Option<ContentHash>,
}

impl Body {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.hash.is_none()
    }

    /// Whether its HTML depends on where on a page it stands: it has headings, footnotes, or links
    /// to its own headings.
    pub fn is_placed(&self) -> bool {
        let own = |link: &Link| link.form == LinkForm::Anchor;
        self.footnotes || !self.anchors.is_empty() || self.links.iter().any(own)
    }
}

/// Where link references and footnotes of a file are defined: they hold for all its bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definitions {
    links: Vec<Span>,
    footnotes: Vec<(String, Span)>,
}

impl Definitions {
    pub(super) fn of(outline: &Outline) -> Self {
        Self {
            links: outline.definitions.clone(),
            footnotes: outline.footnotes.clone(),
        }
    }

    /// The markdown of a body with the definitions it needs from elsewhere in its file.
    pub fn complete(&self, markdown: &str, spans: &[Span]) -> String {
        let mut text = String::new();
        for span in spans {
            text.push_str(excerpt(markdown, *span));
            text.push_str("\n\n");
        }
        if !text.contains('[') {
            return text;
        }
        let inside = |span: Span| spans.iter().any(|own| own.holds(span));
        let elsewhere = self.links.iter().copied().filter(|span| !inside(*span));
        for span in elsewhere.collect::<Vec<_>>() {
            text.push_str(excerpt(markdown, span));
            text.push_str("\n\n");
        }
        for (label, span) in &self.footnotes {
            if !inside(*span) && text.contains(&format!("[^{label}]")) {
                text.push_str(excerpt(markdown, *span));
                text.push_str("\n\n");
            }
        }
        text
    }
}

/// Gives the headings of one entity their anchors: the slug of what they say, or the one written;
/// the second of two equal ones gets `-2`.
#[derive(Debug)]
pub(super) struct AnchorBook {
    used: BTreeMap<String, usize>,
    pub(super) all: Vec<Arc<str>>,
}

/// Anchors that pages have for themselves.
const TAKEN: &[&str] = &[
    "main",
    "hints",
    "why-they-ask",
    "pitfalls",
    "rubric",
    "references",
    "style",
    "impressions",
    "prepare",
];

impl Default for AnchorBook {
    fn default() -> Self {
        let taken = TAKEN.iter().map(|anchor| ((*anchor).to_owned(), 1));
        Self {
            used: taken.collect(),
            all: Vec::new(),
        }
    }
}

impl AnchorBook {
    pub(super) fn anchor(&mut self, written: Option<&str>, text: &str) -> Arc<str> {
        let base = match written {
            Some(id) => id.to_owned(),
            None => Some(slug(text))
                .filter(|slug| !slug.is_empty())
                .unwrap_or_else(|| "section".into()),
        };
        let count = self.used.entry(base.clone()).or_default();
        *count += 1;
        let anchor: Arc<str> = match *count {
            1 => base.into(),
            n => format!("{base}-{n}").into(),
        };
        self.all.push(anchor.clone());
        anchor
    }
}

/// The body of `spans`, under a heading of `level`.
pub(super) fn body(
    file: &ParsedFile,
    definitions: &Definitions,
    spans: Vec<Span>,
    level: u8,
    book: &mut AnchorBook,
) -> Body {
    if spans
        .iter()
        .all(|span| is_blank(excerpt(&file.markdown, *span)))
    {
        return Body::default();
    }
    let anchors = within(&file.outline.anchors, &spans, |anchor| anchor.at);
    let anchors = anchors
        .map(|anchor| book.anchor(anchor.id.as_deref(), &anchor.text))
        .collect();
    let links = within(&file.outline.links, &spans, |link| link.whole.start)
        .cloned()
        .collect();
    let text = definitions.complete(&file.markdown, &spans);
    Body {
        footnotes: text.contains("[^"),
        hash: Some(ContentHash::of(&(&text, &anchors, level))),
        spans,
        level,
        anchors,
        links,
    }
}

/// The items, sorted by place, that lie in one of the spans.
fn within<'a, T>(
    items: &'a [T],
    spans: &'a [Span],
    place: impl Fn(&T) -> usize + Copy + 'a,
) -> impl Iterator<Item = &'a T> {
    spans.iter().flat_map(move |span| {
        let from = items.partition_point(|item| place(item) < span.start);
        let to = items.partition_point(|item| place(item) < span.end);
        items.get(from..to).unwrap_or_default()
    })
}

/// Nothing but blanks and comments.
fn is_blank(text: &str) -> bool {
    let text = text.trim();
    match text
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"))
    {
        Some((_, rest)) => is_blank(rest),
        None => text.is_empty(),
    }
}
