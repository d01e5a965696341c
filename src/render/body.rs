//! Bodies: an entity's markdown becomes HTML.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::html::escape_into;
use super::{FileLink, Highlighter, Html, Shared, Words, image};
use crate::config::Language;
use crate::source::{ContentHash, ContentTable};
use crate::syntax::markdown::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd, events,
    html,
};
use crate::syntax::{LinkForm, form_of, image_form, wiki_target};

/// A body, and the place it gets on its page.
#[derive(Debug)]
pub struct BodyInput<'a> {
    pub markdown: &'a str,
    /// The anchors of its headings, in order.
    pub anchors: &'a [Arc<str>],
    /// What its links lead to, by what the author wrote: address and title.
    pub links: BTreeMap<&'a str, (String, Arc<str>)>,
    /// The files that it shows or links to, by what the author wrote.
    pub files: BTreeMap<&'a str, FileLink>,
    /// The site's own texts.
    pub words: &'a Words,
    /// Its language, where it stands on a page that may be of another.
    pub language: Option<&'a Language>,
    /// The level that the author's heading above the body has.
    pub level: u8,
    /// The level that the page's heading above the body has.
    pub page_level: u8,
    /// In front of every anchor, where the body stands on another entity's page.
    pub anchor_prefix: &'a str,
    /// In front of every footnote's id, so that two bodies of one page do not meet.
    pub note_prefix: &'a str,
    /// The page that has the anchors it names but does not hold itself; empty for its own.
    pub home: &'a str,
}

/// Highlighted code, by language and text.
pub type Highlights = ContentTable<Html>;

/// What rendering bodies keeps from build to build.
#[derive(Debug, Default)]
pub struct BodyMemo {
    pub highlighter: Highlighter,
    pub highlights: Highlights,
    pub bodies: ContentTable<Shared<Html>>,
}

impl BodyMemo {
    /// Begins a new build.
    pub fn next_build(&self) {
        self.highlights.next_build();
        self.bodies.next_build();
    }
}

/// Renders a body. Raw HTML is shown as text; comments are dropped.
pub fn body(input: &BodyInput<'_>, memo: &BodyMemo) -> Html {
    let mut writer = Writer {
        input,
        memo,
        anchors: input.anchors.iter(),
        footnotes: HashMap::new(),
        table: Vec::new(),
        cell: 0,
        in_head: false,
        out: Vec::new(),
    };
    let mut stream = events(input.markdown);
    while let Some(event) = stream.next() {
        writer.event(event, &mut stream);
    }
    let mut markup = String::with_capacity(input.markdown.len() * 3 / 2);
    if let Some(language) = input.language {
        markup.push_str("<div class=\"text\" lang=\"");
        escape_into(&mut markup, language.as_str());
        markup.push_str(&format!("\" dir=\"{}\">\n", language.direction()));
    }
    html::push_html(&mut markup, writer.out.into_iter());
    if input.language.is_some() {
        markup.push_str("</div>\n");
    }
    Html::trusted(markup)
}

/// Maps the library's events to those that its HTML writer gets, with our own markup in between.
struct Writer<'a, 'i> {
    input: &'i BodyInput<'i>,
    memo: &'i BodyMemo,
    anchors: std::slice::Iter<'i, Arc<str>>,
    /// Labels with their numbers, in the order of their first reference.
    footnotes: HashMap<String, usize>,
    table: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    out: Vec<Event<'a>>,
}

impl<'a> Writer<'a, '_> {
    fn markup(&mut self, markup: impl Into<String>) {
        self.out.push(Event::Html(markup.into().into()));
    }

    fn inline(&mut self, markup: impl Into<String>) {
        self.out.push(Event::InlineHtml(markup.into().into()));
    }

    /// One of the site's own texts, as HTML.
    fn said(&self, key: &str) -> Html {
        Html::escaped(&self.input.words.text(key))
    }

    fn event(&mut self, event: Event<'a>, rest: &mut impl Iterator<Item = Event<'a>>) {
        match event {
            Event::Start(tag) => self.start(tag, rest),
            Event::End(tag) => self.end(tag),
            Event::Html(raw) | Event::InlineHtml(raw) => self.raw(&raw),
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                let prefix = self.input.note_prefix;
                self.inline(format!(
                    "<sup class=\"footnote-reference\"><a href=\"#{prefix}fn-{number}\">{number}</a></sup>"
                ));
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => self.out.push(Event::Code(text)),
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => {
                self.out.push(event)
            }
            Event::TaskListMarker(done) => {
                let (sign, key) = if done {
                    ("☑", "task-done")
                } else {
                    ("☐", "task-open")
                };
                let word = self.said(key);
                self.inline(format!(
                    "<span class=\"task\" role=\"img\" aria-label=\"{word}\">{sign}</span> "
                ));
            }
        }
    }

    fn start(&mut self, tag: Tag<'a>, rest: &mut impl Iterator<Item = Event<'a>>) {
        match tag {
            Tag::Heading { level, .. } => self.heading(level),
            Tag::CodeBlock(kind) => self.code_block(&kind, rest),
            Tag::HtmlBlock => {
                let block: String = rest
                    .take_while(|event| !matches!(event, Event::End(TagEnd::HtmlBlock)))
                    .map(|event| match event {
                        Event::Html(text) | Event::Text(text) => text.into_string(),
                        _ => String::new(),
                    })
                    .collect();
                self.raw_block(&block);
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, rest),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.image(link_type, &dest_url, &title, rest),
            Tag::BlockQuote(Some(kind)) => {
                let class = alert(kind);
                let title = self.said(&format!("alert-{class}"));
                self.markup(format!(
                    "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.footnote(&label);
                let prefix = self.input.note_prefix;
                self.markup(format!(
                    "<div class=\"footnote\" id=\"{prefix}fn-{number}\"><span class=\"footnote-number\">{number}</span>"
                ));
            }
            Tag::Table(alignments) => {
                self.table = alignments;
                let name = self.said("table");
                self.markup(format!("<div class=\"table-scroll\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\">\n<table>\n"));
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.markup("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.markup("<tr>");
            }
            Tag::TableCell => self.table_cell(rest),
            other => self.out.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let level = self.page_level(level);
                self.markup(format!("</h{level}>\n"));
            }
            TagEnd::Image => {}
            TagEnd::Link => self.inline("</a>"),
            TagEnd::BlockQuote(Some(_)) | TagEnd::FootnoteDefinition => self.markup("</div>\n"),
            TagEnd::Table => self.markup("</tbody></table>\n</div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.markup("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.markup("</tr>\n"),
            TagEnd::TableCell => {
                self.markup(if self.in_head { "</th>" } else { "</td>" });
                self.cell += 1;
            }
            other => self.out.push(Event::End(other)),
        }
    }

    /// The author's levels count from the heading above the body, the page's from its own.
    fn page_level(&self, level: HeadingLevel) -> u8 {
        let deeper = (level as u8).saturating_sub(self.input.level).max(1);
        (self.input.page_level + deeper).min(6)
    }

    fn heading(&mut self, level: HeadingLevel) {
        let level = self.page_level(level);
        let prefix = self.input.anchor_prefix;
        let anchor = self
            .anchors
            .next()
            .map(|anchor| format!(" id=\"{prefix}{anchor}\""));
        self.markup(format!("<h{level}{}>", anchor.unwrap_or_default()));
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, rest: &mut impl Iterator<Item = Event<'a>>) {
        let code: String = rest
            .take_while(|event| !matches!(event, Event::End(TagEnd::CodeBlock)))
            .map(|event| match event {
                Event::Text(text) => text.into_string(),
                _ => String::new(),
            })
            .collect();
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '{', '\t']).next().unwrap_or_default()
            }
            CodeBlockKind::Indented => "",
        };
        let key = ContentHash::of(&(language, &code));
        let highlight = || self.memo.highlighter.highlight(language, &code);
        let code = self.memo.highlights.get_or_make(key, highlight);
        let mut attributes = String::new();
        if !language.is_empty() {
            attributes.push_str(" data-language=\"");
            escape_into(&mut attributes, language);
            attributes.push('"');
        }
        let name = self.said("code");
        self.markup(format!(
            "<pre class=\"code\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\"{attributes}><code>{code}</code></pre>\n"
        ));
    }

    fn image(
        &mut self,
        kind: LinkType,
        target: &str,
        title: &str,
        rest: &mut impl Iterator<Item = Event<'a>>,
    ) {
        let target = match kind {
            LinkType::WikiLink { .. } => wiki_target(target),
            _ => target,
        };
        let said = image::alternative(rest);
        // without a text of its own, `![[x.png]]` says only where the file lies
        let alt = match kind {
            LinkType::WikiLink { has_pothole: false } => "",
            _ => &said,
        };
        let element = match (image_form(target), self.input.files.get(target)) {
            (LinkForm::RemoteImage, _) => image::element(target, None, alt, title),
            (_, Some(file)) => image::element(&file.href, file.dimensions, alt, title),
            (_, None) => String::new(),
        };
        self.inline(element);
    }

    fn link(&mut self, kind: LinkType, target: &str, rest: &mut impl Iterator<Item = Event<'a>>) {
        let target = match kind {
            LinkType::WikiLink { .. } => wiki_target(target),
            _ => target,
        };
        let form = match kind {
            LinkType::WikiLink { .. } => LinkForm::Wiki,
            LinkType::Email => LinkForm::Web,
            _ => form_of(target),
        };
        let mut open = String::from("<a href=\"");
        match form {
            LinkForm::Web => {
                let scheme = if kind == LinkType::Email {
                    "mailto:"
                } else {
                    ""
                };
                open.push_str(scheme);
                escape_into(&mut open, target);
                open.push_str("\" rel=\"noopener noreferrer nofollow ugc");
            }
            LinkForm::Anchor => {
                let anchor = target.trim_start_matches('#');
                let held = self.input.anchors.iter().any(|known| **known == *anchor);
                let (home, prefix) = match held {
                    true => ("", self.input.anchor_prefix),
                    false => (self.input.home, ""),
                };
                escape_into(&mut open, home);
                open.push('#');
                open.push_str(prefix);
                escape_into(&mut open, anchor);
            }
            LinkForm::File => {
                let found = self.input.files.get(target);
                escape_into(&mut open, found.map_or("", |file| &file.href));
            }
            LinkForm::Wiki
            | LinkForm::Markdown
            | LinkForm::Image
            | LinkForm::RemoteImage
            | LinkForm::Forbidden => {
                let found = self.input.links.get(target);
                escape_into(&mut open, found.map_or("", |(href, _)| href));
            }
        }
        open.push_str("\">");
        self.inline(open);
        if kind == (LinkType::WikiLink { has_pothole: false }) {
            // the link's text is the id: readers see the title instead
            for event in rest {
                if matches!(event, Event::End(TagEnd::Link)) {
                    break;
                }
            }
            let title = self
                .input
                .links
                .get(target)
                .map_or(target, |(_, title)| title);
            self.out.push(Event::Text(title.to_owned().into()));
            self.inline("</a>");
        }
    }

    /// A head cell with nothing in it heads nothing: it is written as an ordinary one.
    fn table_cell(&mut self, rest: &mut impl Iterator<Item = Event<'a>>) {
        let class = match self.table.get(self.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        let first = rest.next();
        if self.in_head && matches!(first, Some(Event::End(TagEnd::TableCell)) | None) {
            self.markup(format!("<td{class}></td>"));
            self.cell += 1;
            return;
        }
        let name = if self.in_head {
            "th scope=\"col\""
        } else {
            "td"
        };
        self.markup(format!("<{name}{class}>"));
        if let Some(first) = first {
            self.event(first, rest);
        }
    }

    fn footnote(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self
            .footnotes
            .entry(crate::syntax::label(label))
            .or_insert(next)
    }

    fn raw(&mut self, raw: &str) {
        let shown = without_comments(raw);
        if !shown.is_empty() {
            self.out.push(Event::Text(shown.into()));
        }
    }

    fn raw_block(&mut self, block: &str) {
        let shown = without_comments(block);
        if !shown.trim().is_empty() {
            let mut markup = String::from("<p>");
            escape_into(&mut markup, shown.trim());
            markup.push_str("</p>\n");
            self.markup(markup);
        }
    }
}

/// Raw HTML is shown as text, but comments are for authors alone.
fn without_comments(raw: &str) -> String {
    let mut shown = String::new();
    let mut rest = raw;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}

const fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
