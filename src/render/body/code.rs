//! Code blocks: titles, line numbers, marked lines, and variants as tabs.

use super::input::Reason;
use super::memo::highlight_key;
use super::state::Tabs;
use super::writer::Writer;
use crate::diag::Span;
use crate::render::highlight::{Highlighted, PlainReason};
use crate::render::html::{Html, escape_into};
use crate::syntax::FenceInfo;
use crate::syntax::markdown::{CodeBlockKind, Event, TagEnd};

impl<'a> Writer<'a, '_> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: Span) {
        let fenced = self.code();
        let info = match kind {
            CodeBlockKind::Fenced(_) => FenceInfo::of_block(self.input.markdown, at),
            CodeBlockKind::Indented => FenceInfo::default(),
        };
        let include = info.include.as_ref();
        let included = include.and_then(|word| self.input.includes.get(word.text.as_str()));
        let code = included.map_or(fenced, |lines| lines.to_string());
        let language = info.language_name();
        let highlight = || self.memo.highlighter.highlight(language, &code);
        let highlights = &self.memo.highlights;
        let highlighted = highlights.get_or_make(highlight_key(language, &code), highlight);
        self.uncolored(&highlighted, &info, at);
        let listing = listing(&highlighted, &info, &self.string("code"));
        match &info.tab {
            Some(tab) => self.tab(&tab.text, &listing),
            None => {
                self.close_tabs();
                self.out.block(listing);
            }
        }
    }

    fn code(&mut self) -> String {
        let mut code = String::new();
        for (event, _) in self.stream.by_ref() {
            match event {
                Event::Text(text) => code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        code
    }

    /// Adds a finding if code of a named language has no colors.
    fn uncolored(&mut self, highlighted: &Highlighted, info: &FenceInfo, at: Span) {
        let (Some(plain), Some(language)) = (highlighted.plain, &info.language) else {
            return;
        };
        let line = self.input.markdown.get(at.start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let whole = Span::new(at.start, at.start + line.len());
        let why = match plain {
            PlainReason::UnknownLanguage => {
                self.find(
                    language.span,
                    Reason::UnknownLanguage(language.text.clone()),
                );
                return;
            }
            PlainReason::LargeBlock => "the block has more than 64 KiB",
            PlainReason::LongLine => "a line has more than 2,000 characters",
            PlainReason::Blanks => "a line has more than 200 blanks in a row",
            PlainReason::LongLines => "it has too many long lines",
            PlainReason::Grammar => "its grammar could not go on",
        };
        self.find(whole, Reason::Uncolored(why));
    }

    /// Writes one of several variants. Adjacent variants form a group, and the first is open.
    fn tab(&mut self, name: &str, listing: &str) {
        let first = !self.tabs.open;
        if first {
            self.tabs = Tabs {
                open: true,
                runs: self.tabs.runs + 1,
            };
            let name = self.string("variants");
            let group = format!("<div class=\"tabs\" role=\"group\" aria-label=\"{name}\">\n");
            self.out.open(group, "</div>\n");
        }
        let mut tab = format!(
            "<details name=\"{}tabs-{}\"",
            self.input.part_prefix, self.tabs.runs
        );
        tab.push_str(if first { " open" } else { "" });
        tab.push_str("><summary>");
        escape_into(&mut tab, name);
        tab.push_str("</summary>\n");
        tab.push_str(listing);
        tab.push_str("</details>\n");
        self.out.block(tab);
    }

    pub(super) fn close_tabs(&mut self) {
        if std::mem::take(&mut self.tabs.open) {
            self.out.close();
        }
    }
}

/// Returns the code with its title and attributes.
fn listing(highlighted: &Highlighted, info: &FenceInfo, name: &Html) -> String {
    let language = info.language_name();
    let mut html = String::new();
    if let Some(title) = &info.title {
        html.push_str("<figure class=\"listing\"><figcaption>");
        escape_into(&mut html, &title.text);
        html.push_str("</figcaption>\n");
    }
    let class = if info.numbered {
        "code numbered"
    } else {
        "code"
    };
    html.push_str(&format!(
        "<pre class=\"{class}\" role=\"group\" aria-label=\"{name}"
    ));
    if let Some(title) = &info.title {
        html.push_str(": ");
        escape_into(&mut html, &title.text);
    }
    html.push_str("\" tabindex=\"0\"");
    if !language.is_empty() {
        html.push_str(" data-language=\"");
        escape_into(&mut html, language);
        html.push('"');
    }
    html.push_str("><code>");
    if info.numbered || !info.marked.is_empty() {
        lines(&mut html, highlighted.html.as_str(), info)
    } else {
        html.push_str(highlighted.html.as_str())
    }
    html.push_str("</code></pre>\n");
    if info.title.is_some() {
        html.push_str("</figure>\n");
    }
    html
}

/// Writes each line as an element, which the style sheet numbers. No span crosses the end of a
/// line.
fn lines(html: &mut String, code: &str, info: &FenceInfo) {
    for (index, line) in code.split_inclusive('\n').enumerate() {
        let name = if info.is_marked(index + 1) {
            "mark"
        } else {
            "span"
        };
        html.push_str(&format!("<{name} class=\"line\">{line}</{name}>"));
    }
}
