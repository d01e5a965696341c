//! The headings of a file and what stands between them.

use super::attributes::{self, Attributes};
use super::links::{self, Link};
use super::markdown::{BlockQuoteKind, CodeBlockKind, Event, PlainText, Tag, TagEnd, events};
use super::personal;
use crate::config::{Marker, Markers, Part};
use crate::diag::{Span, excerpt};

/// An ATX heading at the top level of a file, and the text up to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading's line, with the comment that holds its attributes.
    pub span: Span,
    /// The word before the colon, if it is a marker.
    pub marker: Option<Marker>,
    /// What the heading says, without marker, attributes and markup.
    pub text: String,
    pub text_span: Span,
    /// What the heading means, taken whole.
    pub part: Option<Part>,
    pub attributes: Attributes,
    /// The `[[id]]` that is all the heading says.
    pub lone_link: Option<Link>,
    /// From the heading to the next one or the end of the file.
    pub body: Span,
    pub blocks: Vec<Block>,
}

/// A block at the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// The kinds of blocks that the language tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Quote,
    /// With the span of each item.
    List(Vec<Span>),
    Other,
}

/// Any heading, wherever it stands: the target of an anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnchorSource {
    pub at: usize,
    pub text: String,
    pub id: Option<String>,
}

/// Something in the text that has a place but no meaning yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub span: Span,
}

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A line that starts with a marker but is no heading.
    MarkerOutsideHeading,
    /// A list item that ends in a question mark.
    QuestionItem,
    /// `#######` and a marker.
    TooDeep,
    Image,
    Math,
    /// A fence with more than a language in its info string.
    FenceOptions,
    /// A mail address, a phone number or `NDA`.
    PersonalData,
}

/// The outline of a file's markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Blocks before the first heading.
    pub opening: Vec<Block>,
    pub sections: Vec<Section>,
    pub anchors: Vec<AnchorSource>,
    pub links: Vec<Link>,
    pub marks: Vec<Mark>,
    /// Link reference and footnote definitions, by [`label`]; that of a footnote begins with `^`.
    pub definitions: Vec<(String, Span)>,
}

/// Reads the outline of `text` from byte `start` on. The second value is the text with every
/// attribute block blanked, of the same length, or `None` where there was none to blank.
pub fn outline(text: &str, start: usize, markers: &Markers) -> (Outline, Option<String>) {
    let blocks = attribute_blocks(text, start);
    let blanked = (!blocks.is_empty()).then(|| blank(text, blocks.iter().map(|block| block.blank)));
    let mut walk = Walk::new(blanked.as_deref().unwrap_or(text), start, markers, &blocks);
    walk.run();
    (walk.outline, blanked)
}

/// An attribute block, the heading's line it belongs to, and the bytes to blank for it.
struct AttributeBlock {
    heading_start: usize,
    attributes: Attributes,
    blank: Span,
}

/// Finds attribute blocks: at the end of top-level ATX headings, or in a comment on the next line.
fn attribute_blocks(text: &str, start: usize) -> Vec<AttributeBlock> {
    let markdown = text.get(start..).unwrap_or_default();
    if !markdown.contains('{') {
        return Vec::new();
    }
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for (event, range) in events(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. }) if depth == 0 => {
                found.extend(attributes_of(text, Span::from(range).shifted(start)));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

fn attributes_of(text: &str, heading: Span) -> Option<AttributeBlock> {
    let rest = text.get(heading.start..)?;
    let line = rest.lines().next()?;
    is_atx(line).then_some(())?;
    let heading_start = heading.start;
    // a closing run of `#` may follow the block
    let line = line.trim_end().trim_end_matches('#');
    if let Some(attributes) = attributes::trailing(line, heading.start) {
        let blank = attributes.span;
        return Some(AttributeBlock {
            heading_start,
            attributes,
            blank,
        });
    }
    let line_end = rest.find('\n')? + 1;
    let next = rest.get(line_end..)?.lines().next()?;
    let next_start = heading.start + line_end;
    let attributes = attributes::in_comment(next, next_start)?;
    let blank = Span::new(next_start, next_start + next.len());
    Some(AttributeBlock {
        heading_start,
        attributes,
        blank,
    })
}

fn is_atx(line: &str) -> bool {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let after = line.get(hashes..).unwrap_or_default();
    (1..=6).contains(&hashes) && (after.is_empty() || after.starts_with([' ', '\t']))
}

/// `text` with the given spans as blanks.
fn blank(text: &str, spans: impl Iterator<Item = Span>) -> String {
    let mut blanked = String::with_capacity(text.len());
    for span in spans {
        blanked.push_str(excerpt(text, Span::new(blanked.len(), span.start)));
        blanked.extend(std::iter::repeat_n(' ', span.end - span.start));
    }
    blanked.push_str(text.get(blanked.len()..).unwrap_or_default());
    blanked
}

/// One pass over the events of a file.
struct Walk<'a> {
    text: &'a str,
    start: usize,
    markers: &'a Markers,
    attributes: &'a [AttributeBlock],
    depth: usize,
    quotes: usize,
    /// Code blocks that are open.
    code: usize,
    heading: Option<OpenHeading>,
    outline: Outline,
}

struct OpenHeading {
    span: Span,
    said: PlainText,
    links: usize,
}

impl<'a> Walk<'a> {
    fn new(
        text: &'a str,
        start: usize,
        markers: &'a Markers,
        attributes: &'a [AttributeBlock],
    ) -> Self {
        Self {
            text,
            start,
            markers,
            attributes,
            depth: 0,
            quotes: 0,
            code: 0,
            heading: None,
            outline: Outline::default(),
        }
    }

    fn run(&mut self) {
        let markdown = self.text.get(self.start..).unwrap_or_default();
        let mut events = events(markdown).into_offset_iter();
        for (event, range) in events.by_ref() {
            let span = Span::from(range).shifted(self.start);
            if let Some(open) = &mut self.heading {
                open.said.add(&event);
            }
            match event {
                Event::Start(tag) => {
                    self.open(&tag, span);
                    self.depth += 1;
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.close(tag, span);
                }
                Event::InlineMath(_) | Event::DisplayMath(_) => self.mark(MarkKind::Math, span),
                Event::Text(_) if self.code == 0 => {
                    for found in personal::find(excerpt(self.text, span)) {
                        self.mark(MarkKind::PersonalData, found.shifted(span.start));
                    }
                }
                Event::Rule | Event::Html(_) if self.depth == 0 => {
                    self.block(BlockKind::Other, span)
                }
                _ => {}
            }
        }
        let shift = self.start;
        let definitions = events
            .reference_definitions()
            .iter()
            .map(|(name, definition)| {
                let span = Span::from(definition.span.clone()).shifted(shift);
                (label(name), span)
            });
        self.outline.definitions.extend(definitions);
        self.outline.definitions.sort_by_key(|(_, span)| *span);
        self.end_sections();
    }

    fn open(&mut self, tag: &Tag<'_>, span: Span) {
        if matches!(tag, Tag::CodeBlock(_)) {
            self.code += 1;
        }
        match tag {
            Tag::Heading { .. } => {
                let links = self.outline.links.len();
                self.heading = Some(OpenHeading {
                    span,
                    said: PlainText::default(),
                    links,
                });
            }
            Tag::BlockQuote(kind) => {
                self.quotes += 1;
                let kind = match kind {
                    None => BlockKind::Quote,
                    Some(
                        BlockQuoteKind::Note
                        | BlockQuoteKind::Tip
                        | BlockQuoteKind::Important
                        | BlockQuoteKind::Warning
                        | BlockQuoteKind::Caution,
                    ) => BlockKind::Other,
                };
                self.block(kind, span);
            }
            Tag::Paragraph => {
                self.block(BlockKind::Paragraph, span);
                self.suspicious_paragraph(span);
            }
            Tag::List(_) => self.block(BlockKind::List(Vec::new()), span),
            Tag::Item => self.item(span),
            Tag::FootnoteDefinition(label) => {
                let label = self::label(&format!("^{label}"));
                self.outline.definitions.push((label, span));
                self.block(BlockKind::Other, span);
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let link = links::link(self.text, *link_type, dest_url, span);
                self.outline.links.push(link);
            }
            Tag::Image { .. } => self.mark(MarkKind::Image, span),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                if info.split_whitespace().nth(1).is_some() {
                    self.mark(
                        MarkKind::FenceOptions,
                        Span::new(span.start, self.line_end(span.start)),
                    );
                }
                self.block(BlockKind::Other, span);
            }
            _ => self.block(BlockKind::Other, span),
        }
    }

    fn close(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::CodeBlock => self.code = self.code.saturating_sub(1),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Heading(level) => {
                if let Some(open) = self.heading.take() {
                    self.end_heading(open, level as u8);
                }
            }
            TagEnd::Item if self.quotes == 0 => {
                let said = excerpt(self.text, span).trim_end();
                let line = said.lines().next().unwrap_or_default();
                if said.lines().nth(1).is_none() && line.ends_with(['?', '？']) {
                    self.mark(
                        MarkKind::QuestionItem,
                        Span::new(span.start, span.start + line.len()),
                    );
                }
            }
            _ => {}
        }
    }

    fn mark(&mut self, kind: MarkKind, span: Span) {
        self.outline.marks.push(Mark { kind, span });
    }

    fn block(&mut self, kind: BlockKind, span: Span) {
        if self.depth > 0 {
            return;
        }
        let blocks = match self.outline.sections.last_mut() {
            Some(section) => &mut section.blocks,
            None => &mut self.outline.opening,
        };
        blocks.push(Block { kind, span });
    }

    fn item(&mut self, span: Span) {
        if self.depth == 1 {
            let blocks = match self.outline.sections.last_mut() {
                Some(section) => &mut section.blocks,
                None => &mut self.outline.opening,
            };
            if let Some(Block {
                kind: BlockKind::List(items),
                ..
            }) = blocks.last_mut()
            {
                items.push(span);
            }
        }
        let line = excerpt(self.text, Span::new(span.start, self.line_end(span.start)));
        let said = line.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) \t".contains(c));
        let said_start = span.start + line.len() - said.len();
        self.suspicious_line(said_start);
    }

    /// `**Q:** …` and `####### Q: …`.
    fn suspicious_paragraph(&mut self, span: Span) {
        let line = excerpt(self.text, Span::new(span.start, self.line_end(span.start)));
        if let Some(deep) = line.strip_prefix("#######") {
            let said = deep.trim_start_matches('#').trim_start();
            if marker(said, self.markers).is_some() {
                self.mark(
                    MarkKind::TooDeep,
                    Span::new(span.start, span.start + line.len()),
                );
            }
        } else if line.starts_with("**") || line.starts_with("__") {
            self.suspicious_line(span.start);
        }
    }

    fn suspicious_line(&mut self, start: usize) {
        let span = Span::new(start, self.line_end(start));
        let said = excerpt(self.text, span).trim_start_matches(['*', '_', '#', ' ']);
        if self.quotes == 0 && marker(said, self.markers).is_some() {
            self.mark(MarkKind::MarkerOutsideHeading, span);
        }
    }

    fn line_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        start + rest.find('\n').unwrap_or(rest.len())
    }

    fn end_heading(&mut self, open: OpenHeading, level: u8) {
        let said = open.said.finish();
        let line = Span::new(open.span.start, self.line_end(open.span.start));
        let found = self
            .attributes
            .binary_search_by_key(&open.span.start, |block| block.heading_start);
        let attributes = found.ok().and_then(|index| self.attributes.get(index));
        let id = attributes.and_then(|block| block.attributes.id.clone());
        self.outline.anchors.push(AnchorSource {
            at: open.span.start,
            text: said.clone(),
            id: id.map(|(id, _)| id),
        });
        if self.depth > 0 || !is_atx(excerpt(self.text, line)) {
            if self.depth == 0 {
                self.suspicious_line(open.span.start);
            }
            return;
        }
        let source = heading_text(self.text, line);
        let found = marker(excerpt(self.text, source), self.markers);
        let (text, text_span) = match found {
            Some((_, after)) => (
                after_colon(&said),
                trimmed(self.text, Span::new(source.start + after, source.end)),
            ),
            None => (said, source),
        };
        let links = self.outline.links.get(open.links..).unwrap_or_default();
        let lone_link = match links {
            [link] if link.whole == text_span => Some(link.clone()),
            _ => None,
        };
        let end = attributes.map_or(line.end, |block| block.blank.end.max(line.end));
        self.outline.sections.push(Section {
            level,
            span: Span::new(open.span.start, end),
            marker: found.map(|(marker, _)| marker),
            part: self.markers.part(&text),
            text,
            text_span,
            attributes: attributes
                .map(|block| block.attributes.clone())
                .unwrap_or_default(),
            lone_link,
            body: Span::point(end),
            blocks: Vec::new(),
        });
    }

    /// Each body ends where the next heading begins.
    fn end_sections(&mut self) {
        let mut end = self.text.len();
        for section in self.outline.sections.iter_mut().rev() {
            section.body = Span::new(section.span.end, end);
            end = section.span.start;
        }
    }
}

/// The words of a heading's line: without the opening and closing `#`s and the blanks around.
fn heading_text(text: &str, line: Span) -> Span {
    let source = excerpt(text, line);
    let opening = source.len() - source.trim_start_matches('#').len();
    let inner = trimmed(text, Span::new(line.start + opening, line.end));
    let words = excerpt(text, inner);
    let open = words.trim_end_matches('#');
    if open.len() < words.len() && (open.is_empty() || open.ends_with([' ', '\t'])) {
        trimmed(text, Span::new(inner.start, inner.start + open.len()))
    } else {
        inner
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let source = excerpt(text, span);
    let start = span.start + source.len() - source.trim_start().len();
    Span::new(start, start + source.trim().len())
}

/// The marker that `heading` starts with, and how many bytes it takes with its colon.
fn marker(heading: &str, markers: &Markers) -> Option<(Marker, usize)> {
    let colon = heading.find([':', '：'])?;
    let width = heading.get(colon..)?.chars().next()?.len_utf8();
    let word = heading
        .get(..colon)?
        .trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || "*_".contains(c));
    Some((markers.marker(word)?, colon + width))
}

fn after_colon(said: &str) -> String {
    let rest = said.split_once([':', '：']).map_or(said, |(_, rest)| rest);
    rest.trim().to_owned()
}

/// A label as it is compared: letter case and runs of blanks do not matter.
pub fn label(text: &str) -> String {
    let words = text.split_whitespace().map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}
