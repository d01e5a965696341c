//! Bodies: markdown texts of entities, cut from their files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::diag::{Span, excerpt};
use crate::source::ContentHash;
use crate::syntax::{Link, LinkForm, Outline, ParsedFile, forge_slug, label};

/// A text of an entity. It is empty if the author wrote nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// The ranges of the document's markdown, in order.
    pub spans: Vec<Span>,
    /// The definitions elsewhere in the file that the text refers to.
    pub definitions: Vec<Span>,
    /// The level of the heading above the text. Headings in the text are deeper.
    pub level: u8,
    /// The anchor of the reserved heading above the text.
    pub heading: Option<Arc<str>>,
    /// The anchors of the headings in the text, in order.
    pub anchors: Vec<Arc<str>>,
    /// The links of the text and of its footnotes.
    pub links: Vec<Link>,
    /// Whether the text has footnotes or tabs, whose names depend on the place on the page.
    pub named_parts: bool,
    /// The hash of the text and of all definitions that it uses.
    pub hash: Option<ContentHash>,
    /// The index of the body among the document's texts.
    pub text_idx: usize,
}

/// The words of a body and their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyText {
    spans: Vec<Span>,
    definitions: Vec<Span>,
    hash: Option<ContentHash>,
}

/// Hashes everything that other files can see of a body, which excludes its words and their places.
impl Hash for Body {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            spans: _,
            definitions: _,
            hash: _,
            level,
            heading,
            anchors,
            links,
            named_parts,
            text_idx,
        } = self;
        let shape = (level, heading, anchors, links, named_parts, text_idx);
        (shape, self.is_empty()).hash(state);
    }
}

impl Body {
    /// Returns the body with other words.
    pub(super) fn with(&self, body_text: &BodyText) -> Cow<'_, Self> {
        let current = (&self.spans, &self.definitions, self.hash);
        if current == (&body_text.spans, &body_text.definitions, body_text.hash) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            spans: body_text.spans.clone(),
            definitions: body_text.definitions.clone(),
            hash: body_text.hash,
            ..self.clone()
        })
    }

    pub(super) fn body_text(&self) -> BodyText {
        BodyText {
            spans: self.spans.clone(),
            definitions: self.definitions.clone(),
            hash: self.hash,
        }
    }

    /// Returns whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.hash.is_none()
    }

    /// Returns whether the HTML depends on the place on a page: because of headings, footnotes,
    /// tabs, or links to headings of the text.
    pub fn is_placed(&self) -> bool {
        let is_anchor = |link: &Link| link.form == LinkForm::Anchor;
        self.named_parts || !self.anchors.is_empty() || self.links.iter().any(is_anchor)
    }

    /// Returns the markdown with the definitions that it uses.
    pub fn text<'a>(&self, markdown: &'a str) -> Cow<'a, str> {
        if let ([span], []) = (&*self.spans, &*self.definitions) {
            return excerpt(markdown, *span).into();
        }
        let mut text = String::new();
        for (at, span) in self.parts(markdown) {
            // Each part begins a new block.
            text.extend(std::iter::repeat_n('\n', at - text.len()));
            text.push_str(excerpt(markdown, span));
        }
        text.into()
    }

    /// Converts a span of [`Body::text`] into a span of the document.
    pub fn place(&self, markdown: &str, at: Span) -> Span {
        let parts = self.parts(markdown);
        let part = parts
            .into_iter()
            .rev()
            .find(|(start, _)| *start <= at.start);
        part.map_or(at, |(start, span)| {
            let place = at.start - start + span.start;
            Span::new(
                place.min(span.end),
                (place + at.end - at.start).min(span.end),
            )
        })
    }

    /// Returns the spans, each with its start in the text. Spans with only blanks between them are
    /// joined, so that indentation can be cut out.
    fn parts(&self, markdown: &str) -> Vec<(usize, Span)> {
        let mut parts: Vec<(usize, Span)> = Vec::new();
        for span in self.spans.iter().chain(&self.definitions) {
            let start = parts.last().map_or(0, |(start, last)| {
                let gap = markdown.get(last.end..span.start);
                let runs_on = gap.is_some_and(|gap| gap.chars().all(|c| c == ' ' || c == '\t'));
                start + (last.end - last.start) + if runs_on { 0 } else { "\n\n".len() }
            });
            parts.push((start, *span));
        }
        parts
    }
}

/// The link reference and footnote definitions of a file. They apply to all of its bodies, and
/// belong to the text of none.
#[derive(Clone, Debug, Default)]
pub(super) struct Definitions {
    by_label: HashMap<String, Span>,
    /// All definitions in order.
    spans: Vec<Span>,
}

impl Definitions {
    pub(super) fn new(outline: &Outline) -> Self {
        let mut by_label = HashMap::new();
        for (label, span) in &outline.definitions {
            by_label.entry(label.clone()).or_insert(*span);
        }
        let mut spans: Vec<Span> = outline.definitions.iter().map(|(_, span)| *span).collect();
        spans.sort();
        Self { by_label, spans }
    }

    /// Removes the definitions from `spans`.
    fn cut_out(&self, spans: Vec<Span>) -> Vec<Span> {
        if self.spans.is_empty() {
            return spans;
        }
        let mut left = Vec::with_capacity(spans.len());
        for span in spans {
            let mut start = span.start;
            let from = self
                .spans
                .partition_point(|definition| definition.start < span.start);
            let inside = self
                .spans
                .iter()
                .skip(from)
                .take_while(|one| one.end <= span.end);
            for definition in inside {
                left.push(Span::new(start, definition.start));
                start = definition.end;
            }
            left.push(Span::new(start, span.end));
        }
        left
    }

    /// Returns the definitions that a text refers to, directly or through other definitions.
    fn used_by(&self, markdown: &str, spans: &[Span]) -> Vec<Span> {
        let mut used = BTreeSet::new();
        if self.by_label.is_empty() {
            return Vec::new();
        }
        let mut unread: Vec<Span> = Vec::new();
        let mut read = |text: &str, unread: &mut Vec<Span>| {
            for definition in labels(text).filter_map(|label| self.by_label.get(&label)) {
                if used.insert(*definition) {
                    unread.push(*definition);
                }
            }
        };
        for span in spans {
            read(excerpt(markdown, *span), &mut unread);
        }
        while let Some(span) = unread.pop() {
            read(excerpt(markdown, span), &mut unread);
        }
        used.into_iter().collect()
    }
}

/// Returns the texts in brackets, in the form in which labels are compared.
fn labels(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('[').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let end = rest
            .bytes()
            .take(LONGEST_LABEL)
            .position(|byte| byte == b'[' || byte == b']')?;
        rest.get(..end).map(label)
    })
}

/// The length of the longest label (CommonMark 0.31.2, section 4.7).
const LONGEST_LABEL: usize = 1_000;

/// The anchors of an entity's headings. An anchor is written, or the one that a forge gives the
/// heading; the second of two equal ones gets `-1`, as on a forge.
#[derive(Debug, Default)]
pub(super) struct AnchorBook {
    by_place: BTreeMap<usize, Arc<str>>,
    taken: HashSet<Arc<str>>,
    next: HashMap<String, usize>,
    /// All anchors in the order of the headings.
    pub(super) all: Vec<Arc<str>>,
    /// The anchors that are written where another heading has them already, and their places.
    pub(super) taken_twice: Vec<(Arc<str>, usize)>,
}

/// The anchor of a heading without letters and digits.
const SIGNS_ALONE: &str = "section";

/// The anchor of the page itself.
const MAIN: &str = "main";

impl AnchorBook {
    /// Collects the anchors of all headings in `spans`, in the order of the file.
    pub(super) fn new(outline: &Outline, spans: impl IntoIterator<Item = Span>) -> Self {
        let mut spans: Vec<Span> = spans.into_iter().collect();
        spans.sort();
        let mut book = Self::default();
        book.taken.insert(MAIN.into());
        for source in within(&outline.anchors, &spans, |source| source.at) {
            let anchor = book.add(source.id.as_deref(), &source.text);
            if let Some(written) = source.id.as_deref().filter(|id| **id != *anchor) {
                book.taken_twice.push((written.into(), source.at));
            }
            book.by_place.insert(source.at, anchor);
        }
        book
    }

    /// Returns the anchor of the heading that begins at a byte.
    pub(super) fn at(&self, place: usize) -> Option<Arc<str>> {
        self.by_place.get(&place).cloned()
    }

    /// Adds the anchor of something other than a heading.
    pub(super) fn add(&mut self, written: Option<&str>, text: &str) -> Arc<str> {
        let made = || Some(forge_slug(text)).filter(|slug| !slug.is_empty());
        let base = written
            .map(str::to_owned)
            .or_else(made)
            .unwrap_or_else(|| SIGNS_ALONE.to_owned());
        // A heading of signs alone has no anchor on a forge. People count from one.
        let first = usize::from(base == SIGNS_ALONE);
        let number = self.next.entry(base.clone()).or_insert(first);
        let anchor = loop {
            let anchor: Arc<str> = if *number == first {
                base.as_str().into()
            } else {
                format!("{base}-{number}").into()
            };
            *number += 1;
            if self.taken.insert(anchor.clone()) {
                break anchor;
            }
        };
        self.all.push(anchor.clone());
        anchor
    }
}

/// Creates the body of `spans` under a heading of `level`.
pub(super) fn body(
    file: &ParsedFile,
    definitions: &Definitions,
    spans: Vec<Span>,
    level: u8,
    book: &AnchorBook,
) -> Body {
    let markdown = &file.markdown;
    let mut spans = definitions.cut_out(spans);
    spans.sort();
    spans.retain(|span| !is_blank(excerpt(markdown, *span)));
    if spans.is_empty() {
        return Body::default();
    }
    let used = definitions.used_by(markdown, &spans);
    let anchors = within(&file.outline.anchors, &spans, |anchor| anchor.at);
    let anchors: Vec<Arc<str>> = anchors.filter_map(|anchor| book.at(anchor.at)).collect();
    let place = |link: &Link| link.whole.start;
    let links = within(&file.outline.links, &spans, place);
    let links = links.chain(within(&file.outline.links, &used, place));
    let mut links: Vec<Link> = links.cloned().collect();
    links.shrink_to_fit();
    let mut body = Body {
        spans,
        definitions: used,
        level,
        heading: None,
        anchors,
        links,
        named_parts: false,
        hash: None,
        text_idx: 0,
    };
    let all = body.spans.iter().chain(&body.definitions);
    let parts: Vec<&str> = all.map(|span| excerpt(markdown, *span)).collect();
    let names = |part: &&str| part.contains("[^") || part.contains("tab=");
    body.named_parts = parts.iter().any(names);
    body.hash = Some(ContentHash::new(&(parts, &body.anchors, level)));
    body
}

/// Returns the items, which are sorted by place, inside the spans.
pub(super) fn within<'a, T>(
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

/// Returns whether a text has only blanks and comments.
fn is_blank(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some((_, after)) = rest
        .strip_prefix("<!--")
        .and_then(|rest| rest.split_once("-->"))
    {
        rest = after.trim();
    }
    rest.is_empty()
}
