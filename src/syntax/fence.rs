//! The info string of a code fence: a language, and options that each have a place.

use super::attributes::{Fault, Item, Reader};
use crate::diag::Span;

/// A parsed info string of a code fence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FenceInfo {
    pub language: Option<Word>,
    /// The title above the code, written `title="…"`.
    pub title: Option<Word>,
    /// The name among adjacent fences that are variants of each other, written `tab="…"`.
    pub tab: Option<Word>,
    /// The file that contains the code, written `include="…"`.
    pub include: Option<Word>,
    /// Whether lines are numbered, written `linenos`.
    pub numbered: bool,
    /// The first and last line of each highlighted range, sorted and disjoint, written `{2,4-6}`.
    pub marked: Vec<(usize, usize)>,
    pub faults: Vec<Fault>,
}

/// A word or value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub span: Span,
}

impl FenceInfo {
    /// Parses `text`, which begins at byte `offset` of its text. Any info string parses.
    pub fn parse(text: &str, offset: usize) -> Self {
        let mut info = Self::default();
        let mut reader = Reader::from_start(text, offset);
        let mut first = true;
        loop {
            reader.skip_blanks();
            match reader.rest().chars().next() {
                None => break,
                Some('{') => info.lines(&mut reader),
                Some(_) if std::mem::take(&mut first) && !reader.at_key() => {
                    info.language(&mut reader);
                }
                Some(_) => info.option(&mut reader),
            }
            first = false;
        }
        info.values(reader);
        info.marked = merged(info.marked);
        info
    }

    /// Parses the info string of a fenced block that covers `block` of `text`.
    pub fn of_block(text: &str, block: Span) -> Self {
        let line = text.get(block.start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let info = line.trim_start().trim_start_matches(['`', '~']);
        let offset = block.start + line.len() - info.len();
        Self::parse(info.trim_end(), offset)
    }

    /// Returns the language as the author wrote it, or an empty text.
    pub fn language_name(&self) -> &str {
        self.language.as_ref().map_or("", |word| &word.text)
    }

    /// Returns whether a line, counted from 1, is highlighted.
    pub fn is_marked(&self, line: usize) -> bool {
        let after = self.marked.partition_point(|(first, _)| *first <= line);
        let range = after.checked_sub(1).and_then(|at| self.marked.get(at));
        range.is_some_and(|(_, last)| line <= *last)
    }

    /// Reads the language. In `rust,ignore` the rest belongs to another tool.
    fn language(&mut self, reader: &mut Reader<'_>) {
        let (word, span) = reader.read_until(|c| c.is_whitespace() || c == '{');
        let name = word.split(',').next().unwrap_or_default();
        if name == "linenos" {
            self.numbered = true;
            return;
        }
        self.language = Some(Word {
            text: name.to_owned(),
            span: Span::new(span.start, span.start + name.len()),
        });
    }

    fn option(&mut self, reader: &mut Reader<'_>) {
        if reader.at_key() {
            reader.item();
            return;
        }
        let (word, span) = reader.read_until(|c| c.is_whitespace() || c == '{');
        if word == "linenos" {
            if self.numbered {
                self.fault(span, "`linenos` is written twice".into(), None);
            }
            self.numbered = true;
        } else if is_nearly_option(word) {
            let message = format!("`{word}` is no option of a code fence");
            self.fault(span, message, None);
        }
    }

    /// Reads `{2,4-6}`, or `{.python}`, which names the language as other tools write it.
    fn lines(&mut self, reader: &mut Reader<'_>) {
        let (block, span) = reader.braces();
        if let Some(classes) = block.strip_prefix("{.") {
            let name = classes.split([' ', '\t', '}']).next().unwrap_or_default();
            let start = span.start + "{.".len();
            self.language.get_or_insert_with(|| Word {
                text: name.to_owned(),
                span: Span::new(start, start + name.len()),
            });
            return;
        }
        let Some(inner) = block
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        else {
            self.fault(span, "the `{` is not closed".into(), None);
            return;
        };
        let mut start = span.start + 1;
        for part in inner.split(',') {
            let span = Span::new(start, start + part.len());
            start += part.len() + 1;
            match range(part.trim()) {
                Some(range) => self.marked.push(range),
                None => {
                    let message = format!("`{}` is no line and no range of lines", part.trim());
                    self.fault(span, message, None);
                }
            }
        }
    }

    /// Reads `key="value"` options.
    fn values(&mut self, reader: Reader<'_>) {
        let attributes = reader.into_attributes();
        self.faults.extend(attributes.faults);
        for item in attributes.items {
            let Item {
                key,
                key_span,
                value,
                value_span,
            } = item;
            let place = match key.as_str() {
                "title" => &mut self.title,
                "tab" => &mut self.tab,
                "include" => &mut self.include,
                _ => {
                    let message = format!("a code fence has no option `{key}`");
                    self.fault(key_span, message, None);
                    continue;
                }
            };
            let word = Word {
                text: value,
                span: value_span,
            };
            if word.text.trim().is_empty() {
                self.fault(key_span, format!("`{key}` is empty"), None);
            } else if place.is_some() {
                self.fault(key_span, format!("`{key}` is written twice"), None);
            } else {
                *place = Some(word);
            }
        }
    }

    fn fault(&mut self, span: Span, message: String, fix: Option<String>) {
        self.faults.push(Fault { span, message, fix });
    }
}

/// Returns whether a word was meant as an option. Any other word behind the language is for another tool,
/// such as `jsx harmony`.
fn is_nearly_option(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_key = ["title", "tab", "include"].contains(&&*word);
    is_key || word.starts_with("line") || word.contains(['=', '"', ',']) || word == "numbers"
}

/// Parses `4` or `4-6`.
fn range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let first: usize = first.trim_end().parse().ok()?;
    let last: usize = last.trim_start().parse().ok()?;
    (1 <= first && first <= last).then_some((first, last))
}

/// Sorts ranges, and joins those that overlap.
fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    ranges.dedup_by(|(first, last), (_, kept)| {
        let overlaps = *first <= *kept;
        *kept = (*kept).max(if overlaps { *last } else { 0 });
        overlaps
    });
    ranges
}
