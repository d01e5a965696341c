//! Bodies: an entity's markdown becomes HTML.

mod alerts;
mod code;
mod links;
mod markup;
mod notes;
mod raw;
mod sanitize;
mod tables;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use pulldown_latex::config::DisplayMode;
use serde::Serialize;

use super::highlight::Highlighted;
use super::html::escape_into;
use super::model::{Frame, View};
use super::{Fault, FileLink, Highlighter, Html, Link, Shared, Strings, Theme, math};
use crate::config::{Language, RawHtml};
use crate::diag::Span;
use crate::source::{ContentHash, ContentTable};
use crate::syntax::markdown::{Dialect, Event, Events, HeadingLevel, Tag, TagEnd, placed_events};
use crate::syntax::shown;
use markup::Markup;
use notes::Notes;
use tables::Tables;

/// A body, and the place it gets on its page.
#[derive(Debug)]
pub struct BodyInput<'a> {
    pub markdown: &'a str,
    pub dialect: Dialect,
    /// What becomes of HTML in it.
    pub html: RawHtml,
    /// The anchors of its headings, in order.
    pub anchors: &'a [Arc<str>],
    /// What its links lead to, by what the author wrote.
    pub links: BTreeMap<&'a str, Link>,
    /// The files that it shows or links to, by what the author wrote.
    pub files: BTreeMap<&'a str, FileLink>,
    /// The lines that its code fences include, by what the author wrote.
    pub includes: BTreeMap<&'a str, Arc<str>>,
    /// The site's own texts.
    pub strings: &'a Strings,
    /// Its language, where it stands on a page that may be of another.
    pub language: Option<&'a Language>,
    /// The level that the author's heading above the body has.
    pub level: u8,
    /// The level that the page's heading above the body has.
    pub page_level: u8,
    /// In front of every anchor, where the body stands on another entity's page.
    pub anchor_prefix: &'a str,
    /// In front of the names of footnotes and tabs, so that two bodies of one page do not meet.
    pub part_prefix: &'a str,
    /// The page that has the anchors it names but does not hold itself; empty for its own.
    pub home: &'a str,
}

/// A body as HTML, and what its author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub html: Html,
    pub findings: Vec<Finding>,
}

/// Something in a body that is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where in the body's markdown.
    pub at: Span,
    pub reason: Reason,
}

/// What is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No grammar knows the language of this name.
    UnknownLanguage(String),
    /// A formula that cannot be drawn, and why.
    InvalidMath(String),
    /// What of raw HTML is left out.
    RawHtml(String),
    /// Code of a known language that is shown without colors, and why.
    Uncolored(&'static str),
}

/// Highlighted code, by language and text.
pub type Highlights = ContentTable<Highlighted>;

/// What rendering bodies, and single parts of pages, keeps from build to build.
#[derive(Debug, Default)]
pub struct BodyMemo {
    pub highlighter: Highlighter,
    pub highlights: Highlights,
    /// HTML by all that it is made of, with what was found in it.
    pub bodies: ContentTable<(Shared<Html>, Arc<[Finding]>)>,
    /// What the theme's components show of single values.
    pub fragments: ContentTable<Result<Shared<Html>, Fault>>,
    pub frames: ContentTable<Result<Shared<Frame>, Fault>>,
}

impl BodyMemo {
    /// Begins a new build.
    pub fn next_build(&self) {
        self.highlights.next_build();
        self.bodies.next_build();
        self.fragments.next_build();
        self.frames.next_build();
    }

    /// What stands around the pages that have this view of the site.
    ///
    /// # Errors
    /// A mistake in the theme's template.
    pub fn frame(
        &self,
        theme: &Theme,
        locale: &Strings,
        view: &View,
    ) -> Result<Shared<Frame>, Fault> {
        let key = ContentHash::new(&(theme.hash, &locale.tag, view));
        let part = |component| self.fragment(theme, locale, (component, "view"), view);
        self.frames.get_or_make(key, || {
            let frame = Frame {
                meta_html: part("page_meta")?,
                links_html: part("page_links")?,
                top_html: part("page_top")?,
                foot_html: part("page_foot")?,
            };
            Ok(Shared::made_from(key, frame))
        })
    }

    /// What a component of the theme shows of a value, given to it under the name of its parameter.
    ///
    /// # Errors
    /// A mistake in the theme's template.
    pub fn fragment<T: Hash + Serialize>(
        &self,
        theme: &Theme,
        locale: &Strings,
        (component, parameter): (&'static str, &'static str),
        value: &T,
    ) -> Result<Shared<Html>, Fault> {
        let key = ContentHash::new(&(theme.hash, &locale.tag, component, value));
        self.fragments.get_or_make(key, || {
            let html = theme.fragment(locale, (component, parameter), value)?;
            Ok(Shared::made_from(key, html))
        })
    }
}

/// Renders a body. Comments are dropped.
pub fn body(input: &BodyInput<'_>, memo: &BodyMemo) -> Rendered {
    let has_raw = || raw::has_raw(input.markdown, input.dialect);
    let out = match input.html {
        RawHtml::Sanitize if has_raw() => Markup::shielded(input.markdown),
        RawHtml::Sanitize | RawHtml::Escape | RawHtml::Allow => Markup::for_text(input.markdown),
    };
    let mut writer = Writer {
        input,
        memo,
        stream: placed_events(input.markdown, input.dialect),
        anchors: input.anchors.iter(),
        heading_from: 0,
        said: String::new(),
        notes: Notes::default(),
        tables: Tables::default(),
        tabs: code::Tabs::default(),
        out,
        findings: Vec::new(),
    };
    while let Some((event, range)) = writer.stream.next() {
        writer.event(event, range.into());
    }
    writer.close_tabs();
    writer.notes();
    let mut markup = writer.out.into_html(input.markdown.len() * 3 / 2);
    if let Some(language) = input.language {
        let mut open = String::from("<div class=\"text\" lang=\"");
        escape_into(&mut open, language.as_str());
        open.push_str(&format!("\" dir=\"{}\">\n", language.direction()));
        markup = open + &markup + "</div>\n";
    }
    Rendered {
        html: Html::trusted(&match input.dialect {
            Dialect::Plain => Cow::Borrowed(markup.as_str()),
            // what an author's editor does not show must not reach readers unseen either
            _ => shown(&markup),
        }),
        findings: writer.findings,
    }
}

/// Maps the library's events to those that its HTML writer gets, with our own markup in between.
struct Writer<'a, 'i> {
    input: &'i BodyInput<'a>,
    memo: &'i BodyMemo,
    stream: Events<'a>,
    anchors: std::slice::Iter<'a, Arc<str>>,
    /// Where the heading that is open begins.
    heading_from: usize,
    /// What the last heading says.
    said: String,
    notes: Notes<'a>,
    tables: Tables,
    tabs: code::Tabs,
    out: Markup<'a>,
    findings: Vec<Finding>,
}

impl<'a> Writer<'a, '_> {
    fn event(&mut self, event: Event<'a>, at: Span) {
        if self.input.dialect == Dialect::Plain {
            self.out.push(event);
            return;
        }
        if !matches!(event, Event::Start(Tag::CodeBlock(_))) {
            self.close_tabs();
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
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
                let word = self.word(key);
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
            } => self.image(link_type, &dest_url, &title),
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
                self.said = self.out.text_since(self.heading_from);
                self.out.close();
            }
            TagEnd::BlockQuote(_) => self.close_quote(),
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::Table => self.close_table(),
            TagEnd::TableHead => self.close_table_head(),
            TagEnd::TableRow => self.out.close(),
            TagEnd::TableCell => self.close_table_cell(),
            other => self.out.push(Event::End(other)),
        }
    }

    /// The author's levels count from the heading above the body, the page's from its own.
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

    /// One of the site's own texts, as HTML.
    fn word(&self, key: &str) -> Html {
        Html::escaped(&self.input.strings.text(key))
    }

    fn math(&mut self, tex: &str, display: DisplayMode, at: Span) {
        let markup = math::mathml(tex, display).unwrap_or_else(|reason| {
            self.find(at, Reason::InvalidMath(reason));
            math::source(tex)
        });
        self.out.inline(markup);
    }

    fn find(&mut self, at: Span, reason: Reason) {
        self.findings.push(Finding { at, reason });
    }
}
