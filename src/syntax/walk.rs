//! Reads the outline of a file in one pass over its markdown events.

use super::alerts;
use super::attribute_blocks::{AttributeBlock, heading_text, is_atx, trimmed};
use super::attributes::Fault;
use super::fence::FenceInfo;
use super::footnote_slips::FootnoteMarks;
use super::limit_exceeded::LimitExceeded;
use super::links::{self, Link, LinkForm};
use super::lint_candidates::{FenceHistory, LintCandidate, LintKind};
use super::markdown::{
    CodeBlockKind, Dialect, Event, LinkType, PlainText, Tag, TagEnd, placed_events,
};
use super::marker::{after_colon, marker};
use super::outline::{AnchorSource, Block, BlockKind, CodeBlock, Outline, Section, label};
use super::personal;
use crate::config::{Limits, Markers};
use crate::diag::{Span, char_at_or_after, excerpt};

/// The number of bytes of a line that are looked at. Headings are shorter, and nested lists on one
/// line stay linear.
const LONGEST_LINE: usize = 2_000;

/// A pass over the markdown events of a file.
pub(super) struct Walk<'a> {
    pub(super) text: &'a str,
    start: usize,
    pub(super) markers: &'a Markers,
    attributes: &'a [AttributeBlock],
    pub(super) depth: usize,
    pub(super) quotes: usize,
    /// The number of open code blocks.
    code: usize,
    /// Whether the open code block has a fence.
    fenced: bool,
    heading: Option<OpenHeading>,
    limits: &'a Limits,
    /// The number of rows of the open table.
    rows: usize,
    /// The number of its columns.
    pub(super) columns: usize,
    pub(super) image: Option<OpenImage>,
    /// The span of the include in the open fence.
    include: Option<Span>,
    pub(super) fences: FenceHistory,
    pub(super) footnotes: FootnoteMarks,
    pub(super) outline: Outline,
    /// The anchors of raw HTML and the places of their tags.
    pub(super) html_anchors: Vec<(String, Span)>,
}

/// An image whose text is being read. Images in that text are part of the text.
pub(super) struct OpenImage {
    pub(super) span: Span,
    pub(super) said: PlainText,
    pub(super) kind: LinkType,
    pub(super) inside: usize,
}

struct OpenHeading {
    span: Span,
    said: PlainText,
    /// The text with all its blanks and without tags, as forges make anchors of it.
    words: String,
    links: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        text: &'a str,
        start: usize,
        markers: &'a Markers,
        attributes: &'a [AttributeBlock],
        limits: &'a Limits,
    ) -> Self {
        Self {
            text,
            start,
            markers,
            attributes,
            depth: 0,
            quotes: 0,
            code: 0,
            fenced: false,
            heading: None,
            limits,
            rows: 0,
            columns: 0,
            image: None,
            include: None,
            fences: FenceHistory::default(),
            footnotes: FootnoteMarks::default(),
            outline: Outline::default(),
            html_anchors: Vec::new(),
        }
    }

    pub(super) fn run(&mut self) {
        let markdown = self.text.get(self.start..).unwrap_or_default();
        let mut events = placed_events(markdown, Dialect::Handbook);
        for (event, range) in events.by_ref() {
            let span = Span::from(range).shifted(self.start);
            if let Some(open) = &mut self.heading {
                open.said.add(&event);
                match &event {
                    Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => {
                        open.words.push_str(text);
                    }
                    Event::SoftBreak | Event::HardBreak => open.words.push(' '),
                    _ => {}
                }
            }
            if let Some(image) = &mut self.image {
                image.said.add(&event);
            }
            match event {
                Event::Start(tag) => {
                    self.open(&tag, span);
                    self.depth += 1;
                    self.measure(&tag, span);
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.close(tag, span);
                }
                Event::Text(_) if self.code == 0 => {
                    self.heading_slip_in_text(span);
                    self.link_with_blanks(span);
                    self.footnotes.in_text(self.text, span);
                    for span_in_text in personal::find(excerpt(self.text, span)) {
                        self.lint(LintKind::PersonalData, span_in_text.shifted(span.start));
                    }
                }
                Event::Text(text) if self.fenced => {
                    if let Some(block) = self.outline.codes.last_mut() {
                        block.code.push_str(&text);
                    }
                }
                Event::InlineHtml(_) => self.html(span),
                Event::FootnoteReference(name) => self.footnotes.met(&name),
                Event::Rule | Event::Html(_) if self.depth == 0 => {
                    self.block(BlockKind::Other, span)
                }
                _ => {}
            }
        }
        let shift = self.start;
        let definitions = events.definitions().into_iter().map(|(name, range)| {
            let span = Span::from(range).shifted(shift);
            (label(&name), span)
        });
        self.outline.definitions.extend(definitions);
        self.outline.definitions.sort_by_key(|(_, span)| *span);
        let marks = std::mem::take(&mut self.footnotes);
        for (slip, span) in marks.slips(&self.outline.definitions) {
            let line_end = self.line_end(span.start);
            self.lint(
                LintKind::Footnote(slip),
                Span::new(span.start, span.end.min(line_end)),
            );
        }
        self.place_html_anchors();
        self.end_sections();
    }

    fn open(&mut self, tag: &Tag<'_>, span: Span) {
        if let Tag::CodeBlock(kind) = tag {
            self.code += 1;
            self.fenced = kind.is_fenced();
        }
        match tag {
            Tag::Heading { .. } => {
                let links = self.outline.links.len();
                self.heading = Some(OpenHeading {
                    span,
                    said: PlainText::default(),
                    words: String::new(),
                    links,
                });
            }
            Tag::BlockQuote(kind) => {
                self.quotes += 1;
                let mark = alerts::mark_of_quote(excerpt(self.text, span));
                let alert = kind.is_some() || mark.is_some();
                if let Some((at, mark)) = mark
                    && mark.kind.is_none()
                {
                    let word = span.start + at + "[!".len();
                    self.lint(
                        LintKind::UnknownAlert,
                        Span::new(word, word + mark.word.len()),
                    );
                }
                let kind = if alert {
                    BlockKind::Other
                } else {
                    BlockKind::Quote
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
            Tag::Image {
                link_type,
                dest_url,
                ..
            } => self.open_image(*link_type, dest_url, span),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.fence(span);
                self.fence_slip(span);
                self.swallowed(span);
                self.block(BlockKind::Other, span);
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.heading_slip_in_code(span);
                self.block(BlockKind::Other, span);
            }
            Tag::HtmlBlock => {
                self.html(span);
                self.stray_attributes(span);
                self.swallowed(span);
                self.block(BlockKind::Other, span);
            }
            _ => self.block(BlockKind::Other, span),
        }
    }

    /// Notes the place where the text first exceeds a limit.
    fn measure(&mut self, tag: &Tag<'_>, span: Span) {
        let limits = self.limits;
        match tag {
            Tag::Table(columns) => {
                self.rows = 0;
                self.columns = columns.len();
                let (columns, limit) = (columns.len(), limits.table_columns);
                self.within(LimitExceeded::TableColumns, columns, limit, span);
            }
            Tag::TableRow => {
                self.rows += 1;
                let (rows, limit) = (self.rows, limits.table_rows);
                self.within(LimitExceeded::TableRows, rows, limit, span);
                self.table_row(span);
            }
            Tag::Link { .. } => {
                let links = self.outline.links.len();
                self.within(LimitExceeded::Links, links, limits.links, span);
            }
            _ => {}
        }
        self.within(LimitExceeded::Nesting, self.depth, limits.nesting, span);
    }

    fn within(&mut self, exceeded: LimitExceeded, count: usize, limit: usize, span: Span) {
        if count > limit {
            let line = Span::new(span.start, self.line_end(span.start).min(span.end));
            self.outline.limits_exceeded.entry(exceeded).or_insert(line);
        }
    }

    /// Reads the options of a fence, and starts its code.
    fn fence(&mut self, span: Span) {
        let info = FenceInfo::of_block(self.text, span);
        self.outline.codes.push(CodeBlock {
            language: info.language_name().to_owned(),
            code: String::new(),
        });
        if let Some(include) = &info.include {
            self.outline.links.push(Link {
                target: include.text.clone(),
                form: LinkForm::Include,
                span: include.span,
                whole: span,
            });
            self.include = Some(include.span);
        }
        self.outline.fence_faults.extend(info.faults);
    }

    fn end_fence(&mut self) {
        let has_code = self
            .outline
            .codes
            .last()
            .is_some_and(|block| !block.code.trim().is_empty());
        if let Some(span) = self.include.take().filter(|_| has_code) {
            let message = "the fence holds code of its own beside what it includes".to_owned();
            let fix = None;
            self.outline.fence_faults.push(Fault { span, message, fix });
        }
    }

    fn close(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::CodeBlock => {
                self.code = self.code.saturating_sub(1);
                self.end_fence();
            }
            TagEnd::Image => self.end_image(),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::Heading(level) => {
                if let Some(open) = self.heading.take() {
                    self.end_heading(open, level as u8);
                }
            }
            TagEnd::Item if self.quotes == 0 => {
                let said = excerpt(self.text, span).trim_end();
                let line = said.lines().next().unwrap_or_default();
                let words =
                    line.trim_start_matches(|c: char| "-*+_ .)".contains(c) || c.is_numeric());
                let marked = marker(words, self.markers).is_some();
                if !marked && said.lines().nth(1).is_none() && line.ends_with(['?', '？']) {
                    self.lint(
                        LintKind::QuestionItem,
                        Span::new(span.start, span.start + line.len()),
                    );
                }
            }
            _ => {}
        }
    }

    pub(super) fn in_heading(&self) -> bool {
        self.heading.is_some()
    }

    pub(super) fn lint(&mut self, kind: LintKind, span: Span) {
        self.outline
            .lint_candidates
            .push(LintCandidate { kind, span });
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

    /// Returns the end of the line, as far as it is looked at.
    pub(super) fn line_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        let longest = char_at_or_after(rest, LONGEST_LINE.min(rest.len()));
        let line = rest.get(..longest).unwrap_or_default();
        start + line.find('\n').unwrap_or(longest)
    }

    fn end_heading(&mut self, open: OpenHeading, level: u8) {
        let said = open.said.finish();
        let line = Span::new(open.span.start, self.line_end(open.span.start));
        let block = self
            .attributes
            .binary_search_by_key(&open.span.start, |block| block.heading_start);
        let attributes = block.ok().and_then(|index| self.attributes.get(index));
        let limits = self.limits;
        let (headings, letters) = (self.outline.anchors.len() + 1, said.chars().count());
        self.within(LimitExceeded::Headings, headings, limits.headings, line);
        self.within(LimitExceeded::Title, letters, limits.title, line);
        let id = attributes.and_then(|block| block.attributes.id.clone());
        self.outline.anchors.push(AnchorSource {
            at: open.span.start,
            level,
            text: open.words,
            id: id.map(|(id, _)| id),
            names: Vec::new(),
        });
        if self.depth > 0 || !is_atx(excerpt(self.text, line)) {
            if self.depth == 0 {
                self.suspicious_line(open.span.start);
            } else {
                self.heading_slip_in_list(line, &said);
            }
            return;
        }
        let source = heading_text(self.text, line);
        let own_marker = marker(excerpt(self.text, source), self.markers);
        if own_marker.is_none() {
            match marker(&said, self.markers) {
                // Markup around the marker hides it.
                Some((marker, _)) => self.lint(LintKind::MarkerOutsideHeading(marker), source),
                None => self.heading_slip(source, line),
            }
        }
        self.unclosed_link(source);
        let (text, text_span) = match own_marker {
            Some((_, after)) => (
                after_colon(&said),
                trimmed(self.text, Span::new(source.start + after, source.end)),
            ),
            None => (said.clone(), source),
        };
        let links = self.outline.links.get(open.links..).unwrap_or_default();
        let lone_link = match links {
            [link] if link.whole == text_span => Some(link.clone()),
            _ => None,
        };
        let end = attributes
            .and_then(|block| block.blanks.last())
            .map_or(line.end, |blank| blank.end.max(line.end));
        self.outline.sections.push(Section {
            level,
            span: Span::new(open.span.start, end),
            marker: own_marker.map(|(marker, _)| marker),
            part: self.markers.part(&text),
            near_part: match own_marker {
                None => self.markers.near_part(&text),
                Some(_) => None,
            },
            text,
            whole: said,
            text_span,
            attributes: attributes
                .map(|block| block.attributes.clone())
                .unwrap_or_default(),
            lone_link,
            body: Span::point(end),
            blocks: Vec::new(),
        });
    }

    /// Ends each body where the next heading begins.
    fn end_sections(&mut self) {
        let mut end = self.text.len();
        for section in self.outline.sections.iter_mut().rev() {
            section.body = Span::new(section.span.end, end);
            end = section.span.start;
        }
    }
}
