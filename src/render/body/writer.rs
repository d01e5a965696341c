//! Writes a body: a walk over its events.

use std::sync::Arc;

use pulldown_latex::config::DisplayMode;

use super::input::{BodyInput, Finding, Reason};
use super::markup::Markup;
use super::memo::BodyMemo;
use super::state::{Notes, RawTags, Tables, Tabs};
use crate::diag::Span;
use crate::render::html::Html;
use crate::render::math;
use crate::syntax::markdown::{Dialect, Event, Events, HeadingLevel, Tag, TagEnd, placed_events};

/// Maps the events of the parser to those of the HTML writer, with our own markup in between.
pub(super) struct Writer<'a, 'i> {
    pub(super) input: &'i BodyInput<'a>,
    pub(super) memo: &'i BodyMemo,
    pub(super) stream: Events<'a>,
    pub(super) anchors: std::slice::Iter<'a, Arc<str>>,
    /// The index of the first event of the open heading.
    pub(super) heading_from: usize,
    /// The text of the last heading.
    pub(super) heading_text: String,
    pub(super) notes: Notes<'a>,
    pub(super) tables: Tables,
    pub(super) tabs: Tabs,
    pub(super) out: Markup<'a>,
    pub(super) findings: Vec<Finding>,
    /// The index of the first event of the open paragraph.
    pub(super) paragraph_from: usize,
    /// The last image of the paragraph with a caption: its element, and the caption.
    pub(super) figure: Option<(String, String)>,
    pub(super) tags: RawTags,
}

impl<'a, 'i> Writer<'a, 'i> {
    /// Creates a writer at the beginning of a body.
    pub(super) fn new(input: &'i BodyInput<'a>, memo: &'i BodyMemo, out: Markup<'a>) -> Self {
        Self {
            input,
            memo,
            stream: placed_events(input.markdown, input.dialect),
            anchors: input.anchors.iter(),
            heading_from: 0,
            heading_text: String::new(),
            notes: Notes::default(),
            tables: Tables::default(),
            tabs: Tabs::default(),
            out,
            findings: Vec::new(),
            paragraph_from: 0,
            figure: None,
            tags: RawTags::default(),
        }
    }

    /// Writes the whole body. Returns its markup and its findings.
    pub(super) fn write(mut self) -> (String, Vec<Finding>) {
        while let Some((event, range)) = self.stream.next() {
            self.event(event, range.into());
        }
        self.close_tabs();
        self.notes();
        let markup = self.out.into_html(self.input.markdown.len() * 3 / 2);
        (markup, self.findings)
    }

    pub(super) fn event(&mut self, event: Event<'a>, at: Span) {
        if self.input.dialect == Dialect::Plain {
            self.out.push(event);
            return;
        }
        if !matches!(event, Event::Start(Tag::CodeBlock(_))) {
            self.close_tabs();
        }
        self.before_edge(&event);
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => {
                self.end(tag);
                self.after_end(&tag);
            }
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw(&raw, at),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::InlineMath(tex) => self.math(&tex, DisplayMode::Inline, at),
            Event::DisplayMath(tex) => self.math(&tex, DisplayMode::Block, at),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => {
                self.out.push(event);
            }
            Event::TaskListMarker(done) => {
                let (sign, key) = if done {
                    ("☑", "task-done")
                } else {
                    ("☐", "task-open")
                };
                let word = self.string(key);
                self.out.inline(format!(
                    "<span class=\"task\" role=\"img\" aria-label=\"{word}\">{sign}</span> "
                ));
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, at: Span) {
        match tag {
            Tag::Heading { level, .. } => self.heading(level),
            Tag::CodeBlock(kind) => self.code_block(&kind, at),
            Tag::HtmlBlock => self.raw_block(at),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(link_type, &dest_url, &title),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.image(link_type, &dest_url, &title, at),
            Tag::Paragraph => {
                self.figure = None;
                self.paragraph_from = self.out.len();
                self.out.push(Event::Start(Tag::Paragraph));
            }
            Tag::BlockQuote(kind) => self.quote(kind, at),
            Tag::FootnoteDefinition(label) => self.open_note(&label),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => self.open_table_head(),
            Tag::TableRow => self.open_table_row(),
            Tag::TableCell => self.open_table_cell(),
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => {}
            TagEnd::Link => self.out.close(),
            TagEnd::Heading(_) => {
                self.heading_text = self.out.text_since(self.heading_from);
                self.out.close();
            }
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::BlockQuote(_) => self.close_quote(),
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_table_head(),
            TagEnd::TableRow => self.out.close(),
            TagEnd::TableCell => self.close_table_cell(),
            other => self.out.push(Event::End(other)),
        }
    }

    /// Opens a heading. The author's levels count from the heading above the body, those of the
    /// page from its own heading.
    fn heading(&mut self, level: HeadingLevel) {
        let deeper = (level as u8).saturating_sub(self.input.level).max(1);
        let (name, end) = match self.input.page_level + deeper {
            0..=2 => ("h2", "</h2>\n"),
            3 => ("h3", "</h3>\n"),
            4 => ("h4", "</h4>\n"),
            5 => ("h5", "</h5>\n"),
            6.. => ("h6", "</h6>\n"),
        };
        let prefix = self.input.anchor_prefix;
        let open = match self.anchors.next() {
            Some(anchor) => ["<", name, " id=\"", prefix, anchor, "\">"].concat(),
            None => ["<", name, ">"].concat(),
        };
        self.out.open(open, end);
        self.heading_from = self.out.len();
    }

    /// Returns one of the site's own texts as HTML.
    pub(super) fn string(&self, key: &str) -> Html {
        Html::escaped(&self.input.strings.text(key))
    }

    fn math(&mut self, tex: &str, display: DisplayMode, at: Span) {
        let markup = math::mathml(tex, display).unwrap_or_else(|reason| {
            self.find(at, Reason::InvalidMath(reason));
            math::source(tex)
        });
        self.out.inline(markup);
    }

    pub(super) fn find(&mut self, at: Span, reason: Reason) {
        self.findings.push(Finding { at, reason });
    }
}
