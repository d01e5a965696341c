//! What stands behind the backticks of a code fence: a language, and options that each have a place.

use super::attributes::{Fault, Item, Reader};
use crate::diag::Span;

/// The info string of a code fence, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FenceInfo {
    pub language: Option<Word>,
    /// `title="…"`: what stands above the code.
    pub title: Option<Word>,
    /// `tab="…"`: the name among adjacent fences that are variants of one another.
    pub tab: Option<Word>,
    /// `include="…"`: the file that holds the code.
    pub include: Option<Word>,
    /// `linenos`.
    pub numbered: bool,
    /// `{2,4-6}`: first and last line of each range, in order and apart.
    pub marked: Vec<(usize, usize)>,
    pub faults: Vec<Fault>,
}

/// A word or value, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub span: Span,
}

impl FenceInfo {
    /// Takes apart `info`, which begins at byte `offset` of its text. Any info parses.
    pub fn parse(info: &str, offset: usize) -> Self {
        let mut found = Self::default();
        let mut reader = Reader::from_start(info, offset);
        let mut first = true;
        loop {
            reader.skip_blanks();
            match reader.rest().chars().next() {
                None => break,
                Some('{') => found.lines(&mut reader),
                Some(_) if std::mem::take(&mut first) && !reader.at_key() => {
                    found.language(&mut reader);
                }
                Some(_) => found.option(&mut reader),
            }
            first = false;
        }
        found.values(reader);
        found.marked = merged(found.marked);
        found
    }

    /// The options of a fenced block that covers `block` of `text`.
    pub fn of_block(text: &str, block: Span) -> Self {
        let line = text.get(block.start..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let info = line.trim_start().trim_start_matches(['`', '~']);
        let offset = block.start + line.len() - info.len();
        Self::parse(info.trim_end(), offset)
    }

    /// The language as the author wrote it; empty where there is none.
    pub fn language_name(&self) -> &str {
        self.language.as_ref().map_or("", |word| &word.text)
    }

    /// Whether a line, from 1, is marked.
    pub fn marks(&self, line: usize) -> bool {
        let after = self.marked.partition_point(|(first, _)| *first <= line);
        let range = after.checked_sub(1).and_then(|at| self.marked.get(at));
        range.is_some_and(|(_, last)| line <= *last)
    }

    /// `rust`, and for `rust,ignore` the complaint that the rest belongs to another tool.
    fn language(&mut self, reader: &mut Reader<'_>) {
        let (word, span) = reader.word(|c| c.is_whitespace() || c == '{');
        let name = word.split(',').next().unwrap_or_default();
        let rest = word.get(name.len()..).unwrap_or_default();
        if !rest.is_empty() {
            let at = Span::new(span.start + name.len(), span.end);
            let message = format!("`{rest}` is no option of a code fence");
            self.fault(at, message, Some(String::new()));
        }
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
        let (word, span) = reader.word(|c| c.is_whitespace() || c == '{');
        if word == "linenos" {
            if self.numbered {
                self.fault(span, "`linenos` is written twice".into(), None);
            }
            self.numbered = true;
        } else {
            let message = format!("`{word}` is no option of a code fence");
            self.fault(span, message, None);
        }
    }

    /// `{2,4-6}`.
    fn lines(&mut self, reader: &mut Reader<'_>) {
        let (block, span) = reader.braces();
        let Some(inner) = block
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'))
        else {
            self.fault(span, "the `{` is not closed".into(), None);
            return;
        };
        let mut at = span.start + 1;
        for part in inner.split(',') {
            let span = Span::new(at, at + part.len());
            at += part.len() + 1;
            match range(part.trim()) {
                Some(range) => self.marked.push(range),
                None => {
                    let message = format!("`{}` is no line and no range of lines", part.trim());
                    self.fault(span, message, None);
                }
            }
        }
    }

    /// Puts `key="value"` where it belongs.
    fn values(&mut self, reader: Reader<'_>) {
        let attributes = reader.found();
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

/// `4` or `4-6`.
fn range(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let first: usize = first.trim_end().parse().ok()?;
    let last: usize = last.trim_start().parse().ok()?;
    (1 <= first && first <= last).then_some((first, last))
}

/// Ranges in order, those that overlap made one.
fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    ranges.dedup_by(|(first, last), (_, kept)| {
        let overlaps = *first <= *kept;
        *kept = (*kept).max(if overlaps { *last } else { 0 });
        overlaps
    });
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::excerpt;

    fn faults(info: &str) -> Vec<(String, String)> {
        let found = FenceInfo::parse(info, 100);
        let faults = found.faults.iter().map(|fault| {
            let span = Span::new(fault.span.start - 100, fault.span.end - 100);
            (excerpt(info, span).to_owned(), fault.message.clone())
        });
        faults.collect()
    }

    #[test]
    fn an_info_string_is_taken_apart() {
        let info = r#"c++ {2,4-6} linenos title="a \"b\"" tab=C++ include="/code/two.cc#L3-L9""#;
        let found = FenceInfo::parse(info, 10);
        assert_eq!(found.faults, []);
        assert_eq!(found.language_name(), "c++");
        assert_eq!(found.marked, [(2, 2), (4, 6)]);
        assert!(found.numbered && found.marks(5) && !found.marks(3));
        let text = |word: &Option<Word>| word.as_ref().map(|word| word.text.clone());
        assert_eq!(text(&found.title).as_deref(), Some("a \"b\""));
        assert_eq!(text(&found.tab).as_deref(), Some("C++"));
        let written = |word: &Word| {
            let span = Span::new(word.span.start - 10, word.span.end - 10);
            excerpt(info, span).to_owned()
        };
        let include = found.include.as_ref().map(written);
        assert_eq!(include.as_deref(), Some("/code/two.cc#L3-L9"));
    }

    #[test]
    fn language_and_lines_may_touch_and_either_may_be_left_out() {
        assert_eq!(FenceInfo::parse("js{1}", 0).language_name(), "js");
        assert_eq!(FenceInfo::parse("js{1}", 0).marked, [(1, 1)]);
        assert_eq!(FenceInfo::parse("{1}", 0).language, None);
        let overlapping = FenceInfo::parse("js {5-9,1,2-3,6,8-12}", 0);
        assert_eq!(overlapping.marked, [(1, 1), (2, 3), (5, 12)]);
        assert_eq!(FenceInfo::parse("title=\"x\"", 0).language, None);
        assert!(FenceInfo::parse("linenos", 0).numbered);
        assert_eq!(FenceInfo::parse("", 0), FenceInfo::default());
    }

    #[test]
    fn each_mistake_has_its_place() {
        let of = |info: &str| {
            faults(info)
                .into_iter()
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        assert_eq!(of("rust,ignore"), [",ignore"]);
        assert_eq!(of("js {0,3-2,x} foo"), ["0", "3-2", "x", "foo"]);
        assert_eq!(of("js {1"), ["{1"]);
        assert_eq!(of("js size=3 title=\"\""), ["size", "title"]);
        assert_eq!(of("js tab=a tab=b linenos linenos"), ["linenos", "tab"]);
        assert_eq!(of("js title=“a b”"), ["“a b”"]);
    }
}
