//! Writes markdown, block by block.

use std::borrow::Cow;

use super::escape;
use super::table::Table;

/// The separator of parts that are side by side.
const BESIDE: &str = " · ";
/// The maximum depth of blocks with a prefix. Deeper blocks get no further prefix.
const DEEPEST: usize = 64;

/// Marks around text. The opening mark is written before the first word.
#[derive(Debug)]
pub(super) struct Mark {
    open: Cow<'static, str>,
    close: Cow<'static, str>,
    opened: bool,
}

impl Mark {
    /// Creates a mark with the same sign on both sides.
    pub(super) fn new(sign: &'static str) -> Self {
        Self::between(sign, sign)
    }

    pub(super) fn between(open: &'static str, close: &'static str) -> Self {
        Self {
            open: open.into(),
            close: close.into(),
            opened: false,
        }
    }

    pub(super) fn link(href: &str) -> Self {
        Self {
            open: "[".into(),
            close: format!("]({})", escape::address(href)).into(),
            opened: false,
        }
    }
}

/// The prefix of every line of a block.
#[derive(Debug)]
pub(super) struct Prefix {
    first: String,
    rest: String,
    used: bool,
}

impl Prefix {
    pub(super) fn new(sign: &str) -> Self {
        Self {
            first: sign.to_owned(),
            rest: sign.to_owned(),
            used: false,
        }
    }

    /// Creates a prefix for a list item: a marker on the first line, and an indentation on the
    /// others.
    fn hanging(first: String, room: usize) -> Self {
        Self {
            rest: " ".repeat(room),
            first,
            used: false,
        }
    }
}

/// The gap before the next block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    Nothing,
    Line,
    Blank,
}

/// An open list.
#[derive(Debug)]
struct List {
    /// The number of the next item, if the list is numbered.
    number: Option<usize>,
    empty: bool,
    /// Whether a term is open as an item of the list.
    term: bool,
}

/// The markdown so far, and the open blocks and marks.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    /// Text that is not escaped yet, because it may continue.
    text: String,
    /// The open paragraph.
    words: String,
    marks: Vec<Mark>,
    prefixes: Vec<Prefix>,
    lists: Vec<List>,
    gap: Gap,
    /// The markers of the open heading, if there is one.
    heading: Option<String>,
    /// The open code, if there is some.
    code: Option<String>,
    /// The language of the open listing, if there is one.
    listing: Option<String>,
    table: Option<Table>,
}

impl Writer {
    /// Ends all blocks and returns the markdown.
    pub(super) fn finish(mut self) -> String {
        self.end_text();
        self.end_block();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out
    }

    /// Adds text of the page.
    pub(super) fn push_text(&mut self, text: &str) {
        match &mut self.code {
            Some(code) => code.push_str(text),
            None => self.text.push_str(text),
        }
    }

    /// Ends a run of text, because a tag follows.
    pub(super) fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        let inner: Vec<&str> = text.split_ascii_whitespace().collect();
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.blank();
        }
        if !inner.is_empty() {
            self.words(&escape::escaped(&inner.join(" ")));
            if text.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.blank();
            }
        }
    }

    /// Adds words as markdown, inside the open marks.
    pub(super) fn words(&mut self, words: &str) {
        for mark in self.marks.iter_mut().filter(|mark| !mark.opened) {
            // `!` followed by a link would be an image
            if mark.open == "[" && self.words.ends_with('!') {
                self.words.pop();
                self.words.push_str("\\!");
            }
            self.words.push_str(&mark.open);
            mark.opened = true;
        }
        self.words.push_str(words);
    }

    pub(super) fn has_words(&self) -> bool {
        !self.words.trim_ascii_end().is_empty()
    }

    /// Removes blanks and line breaks at the end of the words. Returns whether there were any.
    fn trim(&mut self) -> bool {
        let whole = self.words.len();
        loop {
            let length = self.words.trim_ascii_end().len();
            let ends = self.words.ends_with("\\\n");
            if length == self.words.len() {
                return length < whole;
            }
            self.words.truncate(length - usize::from(ends));
        }
    }

    /// Adds a blank between words.
    pub(super) fn blank(&mut self) {
        if !self.words.is_empty() && !self.words.ends_with([' ', '\n']) {
            self.words.push(' ');
        }
    }

    /// Separates the next part from the words before it, on the same line.
    pub(super) fn beside(&mut self) {
        if self.has_words() && !self.words.ends_with(BESIDE) {
            self.trim();
            self.words.push_str(BESIDE);
        }
    }

    pub(super) fn line_end(&mut self) {
        if self.code.is_some() {
            self.push_text("\n");
        } else if self.heading.is_some() || self.table.is_some() {
            self.blank();
        } else if self.has_words() {
            self.trim();
            self.words.push_str("\\\n");
        }
    }

    /// Opens a mark. Returns whether it is new: nested strong text is just strong.
    pub(super) fn mark(&mut self, mark: Mark) -> bool {
        let new = self.marks.iter().all(|known| known.open != mark.open);
        if new {
            self.marks.push(mark);
        }
        new
    }

    pub(super) fn end_mark(&mut self) {
        if let Some(mark) = self.marks.pop()
            && mark.opened
        {
            let blank = self.trim();
            self.words.push_str(&mark.close);
            if blank {
                self.words.push(' ');
            }
        }
    }

    pub(super) fn image(&mut self, alt: &str, src: &str) {
        let image = format!("![{}]({})", escape::escaped(alt), escape::address(src));
        self.words(&image);
    }

    pub(super) fn formula(&mut self, tex: &str, display: bool) {
        let tex = tex.split_whitespace().collect::<Vec<_>>().join(" ");
        match (tex.is_empty(), display) {
            (true, _) => {}
            (false, true) => self.words(&format!("$${tex}$$")),
            (false, false) => self.words(&format!("${tex}$")),
        }
    }

    /// Adds a reference to a footnote.
    pub(super) fn reference(&mut self, note: &str) {
        self.words(&format!("[^{note}]"));
    }

    pub(super) fn code(&mut self) {
        // code inside a listing is part of the listing
        self.code.get_or_insert_default();
    }

    pub(super) fn end_code(&mut self) {
        if self.listing.is_some() {
            return;
        }
        let code = self.code.take().unwrap_or_default().replace('\n', " ");
        if !code.trim().is_empty() {
            self.words(&escape::code(&code));
        }
    }

    pub(super) fn listing(&mut self, language: &str) {
        self.end_block();
        self.code = Some(String::new());
        self.listing = Some(language.to_owned());
    }

    pub(super) fn end_listing(&mut self) {
        let language = self.listing.take().unwrap_or_default();
        let code = self.code.take().unwrap_or_default();
        self.block(&escape::listing(&language, &code));
    }

    pub(super) fn heading(&mut self, level: u8) {
        self.end_block();
        self.heading = Some(format!("{} ", "#".repeat(usize::from(level))));
    }

    pub(super) fn rule(&mut self) {
        self.end_block();
        self.block("---");
    }

    pub(super) fn prefix(&mut self, prefix: Prefix) {
        self.end_block();
        self.prefixes.push(if self.prefixes.len() < DEEPEST {
            prefix
        } else {
            Prefix::new("")
        });
    }

    pub(super) fn end_prefix(&mut self) {
        self.end_block();
        if self.prefixes.last().is_some_and(|prefix| !prefix.used) {
            self.block("");
        }
        self.prefixes.pop();
    }

    pub(super) fn list(&mut self, number: Option<usize>) {
        let nested = self.in_item();
        self.end_block();
        // a list that starts with another number cannot interrupt a paragraph
        let interrupts = number.is_none_or(|number| number == 1);
        if nested && interrupts && self.gap == Gap::Blank {
            self.gap = Gap::Line;
        }
        self.lists.push(List {
            number,
            empty: true,
            term: false,
        });
    }

    pub(super) fn end_list(&mut self) {
        self.end_block();
        if self.lists.pop().is_some_and(|list| list.term) {
            self.end_prefix();
        }
    }

    /// Returns whether the next block is inside a list item.
    pub(super) fn in_item(&self) -> bool {
        !self.lists.is_empty() && !self.prefixes.is_empty()
    }

    pub(super) fn item(&mut self) {
        self.end_block();
        let mut sign = "- ".to_owned();
        if let Some(list) = self.lists.last_mut() {
            if let Some(number) = &mut list.number {
                sign = format!("{number}. ");
                *number += 1;
            }
            if !std::mem::take(&mut list.empty) && self.gap == Gap::Blank {
                self.gap = Gap::Line;
            }
        }
        let room = sign.len();
        self.prefix(Prefix::hanging(sign, room));
    }

    /// Starts a term of a definition list: an item that contains the definitions.
    pub(super) fn term(&mut self) {
        self.end_block();
        if self.lists.last().is_some_and(|list| list.term) {
            self.end_prefix();
        }
        self.item();
        if let Some(list) = self.lists.last_mut() {
            list.term = true;
        }
    }

    pub(super) fn end_term(&mut self) {
        self.end_mark();
        if self.has_words() {
            self.words.push_str(": ");
        }
    }

    /// Starts the text of a footnote.
    pub(super) fn note(&mut self, id: &str) {
        self.end_block();
        self.prefixes.push(Prefix::hanging(format!("[^{id}]: "), 4));
    }

    pub(super) fn table(&mut self) {
        self.end_block();
        self.table = Some(Table::default());
    }

    pub(super) fn row(&mut self) {
        if let Some(table) = &mut self.table {
            table.row();
        }
    }

    pub(super) fn cell(&mut self, class: &str) {
        if let Some(table) = &mut self.table {
            table.column(class);
        }
    }

    pub(super) fn end_cell(&mut self) {
        let text = self.paragraph();
        if let Some(table) = &mut self.table {
            table.cell(&text);
        }
    }

    pub(super) fn end_table(&mut self) {
        let table = self.table.take().map(|table| table.text());
        if let Some(text) = table.filter(|text| !text.is_empty()) {
            self.block(&text);
        }
    }

    /// Ends the open paragraph.
    pub(super) fn end_block(&mut self) {
        let text = self.paragraph();
        let heading = self.heading.take();
        if text.is_empty() {
            return;
        }
        match heading {
            Some(signs) => {
                let text = match text.strip_suffix('#') {
                    Some(text) => format!("{text}\\#"),
                    None => text,
                };
                self.block(&format!("{signs}{text}"));
            }
            None => {
                let lines: Vec<String> = text.lines().map(escape::line).collect();
                self.block(&lines.join("\n"));
            }
        }
    }

    /// Returns the open paragraph with its marks closed. They open again in the next one.
    fn paragraph(&mut self) -> String {
        self.trim();
        for mark in self.marks.iter_mut().rev().filter(|mark| mark.opened) {
            self.words.push_str(&mark.close);
            mark.opened = false;
        }
        std::mem::take(&mut self.words)
    }

    /// Writes a block of lines, each with the prefixes of the open blocks.
    fn block(&mut self, text: &str) {
        match std::mem::replace(&mut self.gap, Gap::Blank) {
            Gap::Nothing => {}
            Gap::Line => self.out.push('\n'),
            Gap::Blank => {
                self.out.push('\n');
                let used = self.prefixes.iter().filter(|prefix| prefix.used);
                let front: String = used.map(|prefix| prefix.rest.as_str()).collect();
                self.out.push_str(front.trim_ascii_end());
                self.out.push('\n');
            }
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            let mut front = String::new();
            for prefix in &mut self.prefixes {
                front.push_str(if prefix.used {
                    &prefix.rest
                } else {
                    &prefix.first
                });
                prefix.used = true;
            }
            self.out.push_str(&front);
            self.out.push_str(line);
            if line.is_empty() {
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
        }
    }
}
