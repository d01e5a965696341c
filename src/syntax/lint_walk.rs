//! Finds texts that look like one thing and are another.

use super::attribute_blocks::is_atx;
use super::attribute_slips::without_code;
use super::attributes;
use super::lint_candidates::{LintKind, Slip};
use super::marker::marker;
use super::walk::Walk;
use crate::diag::{Code, Span, excerpt};

impl Walk<'_> {
    /// Marks a comment right below a heading that was not read as its attributes.
    pub(super) fn stray_attributes(&mut self, span: Span) {
        let first = self
            .outline
            .sections
            .last()
            .is_some_and(|section| section.blocks.is_empty());
        let comment = excerpt(self.text, span).trim_start().strip_prefix("<!--");
        let like = comment.is_some_and(|inner| {
            inner.trim_start().starts_with("{#")
                || inner.trim_start().starts_with('{') && inner.contains('=')
        });
        if self.depth == 0 && first && like {
            self.lint(
                LintKind::StrayAttributes,
                Span::new(span.start, self.line_end(span.start)),
            );
        }
    }

    /// Marks a comment, a tag or a fence that runs to the end of the file, because it contains
    /// everything below.
    pub(super) fn swallowed(&mut self, span: Span) {
        let source = excerpt(self.text, span);
        let at_end = self
            .text
            .get(span.end..)
            .is_none_or(|rest| rest.trim().is_empty());
        let swallows = source
            .lines()
            .skip(1)
            .any(|line| is_atx(line) && line.len() > 1);
        if self.depth == 0 && at_end && swallows && !is_closed(source) {
            self.lint(
                LintKind::Swallowed,
                Span::new(span.start, self.line_end(span.start)),
            );
        }
    }

    /// Marks `**Q:** …` and `####### Q: …` on any line of a paragraph.
    pub(super) fn suspicious_paragraph(&mut self, span: Span) {
        let said = excerpt(self.text, span).trim_end();
        let words = said.trim_matches(['*', '_', ' ']);
        let is_question = words.ends_with(['?', '？']) && !said.contains('\n');
        if self.depth == 0 && is_question && marker(words, self.markers).is_none() {
            self.lint(
                LintKind::QuestionParagraph,
                Span::new(span.start, span.start + said.len()),
            );
        }
        let name = words
            .trim_end_matches([':', '：'])
            .trim_matches(['*', '_', ' ']);
        if let Some(part) = self.markers.part(name).filter(|_| self.depth == 0) {
            let line = Span::new(span.start, span.start + said.len());
            self.lint(LintKind::PartOutsideHeading(part), line);
        }
        if self.depth == 0 {
            self.end_of_heading(span);
            if marker(said, self.markers).is_some() {
                self.suspicious_line(span.start);
            }
        }
        let mut start = span.start;
        for line in excerpt(self.text, span).split_inclusive('\n') {
            if let Some(deep) = line.strip_prefix("#######") {
                let said = deep.trim_start_matches('#').trim_start();
                if marker(said, self.markers).is_some() {
                    self.lint(
                        LintKind::TooDeep,
                        Span::new(start, start + line.trim_end().len()),
                    );
                }
            } else if line.starts_with("**") || line.starts_with("__") {
                self.suspicious_line(start);
            }
            start += line.len();
        }
    }

    /// Marks a line right below a heading that is the end of it: it ends in attributes, or both make
    /// the name of a part.
    fn end_of_heading(&mut self, span: Span) {
        let above = self.text.get(..span.start).unwrap_or_default();
        let heading = above
            .strip_suffix('\n')
            .and_then(|above| above.rsplit('\n').next());
        let line = Span::new(span.start, self.line_end(span.start));
        let words = excerpt(self.text, line);
        if words.starts_with(['#', '＃']) {
            return;
        }
        let Some(heading) = heading.filter(|line| is_atx(line)) else {
            self.attributes_of_no_heading(words, line);
            return;
        };
        let break_at = Span::new(span.start - 1, span.start);
        let slip = |code, message: &str, between: &str| Slip {
            code,
            is_certain: true,
            message: message.to_owned(),
            help: "join this line with the heading above it".to_owned(),
            fix: Some((break_at, between.to_owned())),
        };
        let plain = without_code(words);
        let block =
            attributes::trailing(&plain, line.start).filter(|block| block.span.end == line.end);
        if let Some(block) = block {
            let message = "these attributes are not on the line of their heading";
            self.lint(
                LintKind::Slip(slip(Code::InvalidAttributes, message, " ")),
                block.span,
            );
            return;
        }
        let name = heading.trim_start_matches('#').trim();
        for between in ["", " "] {
            if self
                .markers
                .part(&format!("{name}{between}{words}"))
                .is_some()
            {
                let message = "this heading is broken in two lines";
                self.lint(
                    LintKind::Slip(slip(Code::InvalidHeading, message, between)),
                    line,
                );
            }
        }
    }

    /// Marks a line of text that ends in attributes, as only headings do.
    fn attributes_of_no_heading(&mut self, words: &str, line: Span) {
        if !words.ends_with('}') {
            return;
        }
        let plain = without_code(words);
        let block =
            attributes::trailing(&plain, line.start).filter(|block| block.span.end == line.end);
        let Some(block) = block.filter(|block| block.faults.is_empty()) else {
            return;
        };
        let before = excerpt(self.text, Span::new(line.start, block.span.start));
        if before.ends_with(' ') && before.contains(char::is_alphanumeric) {
            let slip = Slip {
                code: Code::InvalidAttributes,
                is_certain: true,
                message: "these attributes belong to no heading".to_owned(),
                help: "write `#` signs in front of the line, or `\\{` if the brace is text"
                    .to_owned(),
                fix: None,
            };
            self.lint(LintKind::Slip(slip), block.span);
        }
    }

    pub(super) fn suspicious_line(&mut self, start: usize) {
        let span = Span::new(start, self.line_end(start));
        let said = excerpt(self.text, span).trim_start_matches(['*', '_', '#', ' ']);
        if self.quotes == 0
            && let Some((marker, _)) = marker(said, self.markers)
        {
            self.lint(LintKind::MarkerOutsideHeading(marker), span);
        }
    }
}

/// Returns whether a block ends with its closing mark.
fn is_closed(block: &str) -> bool {
    let start = block.trim_start();
    let last = block.trim_end().lines().last().unwrap_or_default().trim();
    if start.starts_with("<!--") {
        return block.contains("-->");
    }
    for tag in ["pre", "script", "style", "textarea"] {
        if start
            .get(1..=tag.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(tag))
        {
            return block.to_lowercase().contains(&format!("</{tag}>"));
        }
    }
    match start.chars().next() {
        Some(fence @ ('`' | '~')) => last.len() >= 3 && last.chars().all(|c| c == fence),
        _ => true,
    }
}
