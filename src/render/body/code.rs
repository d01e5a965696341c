//! Code blocks: titles, line numbers, marked lines, and variants as tabs.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{BodyMemo, Reason, Writer};
use crate::diag::Span;
use crate::render::Html;
use crate::render::highlight::{Highlighted, Plain};
use crate::render::html::escape_into;
use crate::source::ContentHash;
use crate::syntax::markdown::{CodeBlockKind, Event, TagEnd};
use crate::syntax::{CodeBlock, FenceInfo};

/// The run of tabs that is open, and how many there were.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    open: bool,
    runs: usize,
}

/// What highlighted code is found by.
pub(super) fn key(language: &str, code: &str) -> ContentHash {
    ContentHash::new(&(language, code))
}

/// How much code one task takes: enough for lines to come again, little enough to share the work.
const TASK: usize = 128 * 1024;

impl BodyMemo {
    /// Highlights all blocks that are not known yet, each once, those of a language together.
    pub fn highlight<'c>(&self, codes: impl Iterator<Item = &'c CodeBlock>) {
        let keyed = codes.map(|block| (key(&block.language, &block.code), block));
        let unknown = keyed.filter(|(key, _)| self.highlights.get(*key).is_none());
        let distinct: BTreeMap<ContentHash, &CodeBlock> = unknown.collect();
        let mut languages: BTreeMap<&str, Vec<Vec<(ContentHash, &str)>>> = BTreeMap::new();
        for (key, block) in distinct {
            let tasks = languages.entry(&block.language).or_default();
            let size =
                |task: &Vec<(_, &str)>| task.iter().map(|(_, code)| code.len()).sum::<usize>();
            match tasks.last_mut().filter(|task| size(task) < TASK) {
                Some(task) => task.push((key, &block.code)),
                None => tasks.push(vec![(key, &block.code)]),
            }
        }
        let tasks: Vec<(&str, Vec<(ContentHash, &str)>)> = languages
            .into_iter()
            .flat_map(|(language, tasks)| tasks.into_iter().map(move |task| (language, task)))
            .collect();
        tasks.par_iter().for_each(|(language, blocks)| {
            let codes: Vec<&str> = blocks.iter().map(|(_, code)| *code).collect();
            let found = self.highlighter.highlight_all(language, &codes);
            for ((key, _), highlighted) in blocks.iter().zip(found) {
                self.highlights.get_or_make(*key, || highlighted);
            }
        });
    }
}

impl<'a> Writer<'a, '_> {
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, at: Span) {
        let own = self.code();
        let info = match kind {
            CodeBlockKind::Fenced(_) => FenceInfo::of_block(self.input.markdown, at),
            CodeBlockKind::Indented => FenceInfo::default(),
        };
        let include = info.include.as_ref();
        let included = include.and_then(|word| self.input.includes.get(word.text.as_str()));
        let code = included.map_or(own, |lines| lines.to_string());
        let language = info.language_name();
        let highlight = || self.memo.highlighter.highlight(language, &code);
        let highlights = &self.memo.highlights;
        let highlighted = highlights.get_or_make(key(language, &code), highlight);
        self.uncolored(&highlighted, &info, at);
        let listing = listing(&highlighted, &info, &self.word("code"));
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

    /// Says why code of a named language has no colors.
    fn uncolored(&mut self, highlighted: &Highlighted, info: &FenceInfo, at: Span) {
        let (Some(plain), Some(language)) = (highlighted.plain, &info.language) else {
            return;
        };
        let line = self.input.markdown.get(at.start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let whole = Span::new(at.start, at.start + line.len());
        let why = match plain {
            Plain::UnknownLanguage => {
                self.find(
                    language.span,
                    Reason::UnknownLanguage(language.text.clone()),
                );
                return;
            }
            Plain::LargeBlock => "the block has more than 64 KiB",
            Plain::LongLine => "a line has more than 2,000 characters",
            Plain::Blanks => "a line has more than 200 blanks in a row",
            Plain::LongLines => "it has too many long lines",
            Plain::Grammar => "its grammar could not go on",
        };
        self.find(whole, Reason::Uncolored(why));
    }

    /// One of several variants: adjacent ones are parts of one group, of which one is open.
    fn tab(&mut self, name: &str, listing: &str) {
        let first = !self.tabs.open;
        if first {
            self.tabs = Tabs {
                open: true,
                runs: self.tabs.runs + 1,
            };
            let name = self.word("variants");
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

/// The code in its frame.
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
    match info.numbered || !info.marked.is_empty() {
        true => lines(&mut html, highlighted.html.as_str(), info),
        false => html.push_str(highlighted.html.as_str()),
    }
    html.push_str("</code></pre>\n");
    if info.title.is_some() {
        html.push_str("</figure>\n");
    }
    html
}

/// Each line in an element of its own, which the style sheet numbers: no span runs over a line's
/// end.
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
