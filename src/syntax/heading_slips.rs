//! Finds lines that were meant as headings and are read as text, and headings that are not read as
//! they were meant.

use super::attribute_blocks::is_atx;
use super::lint_candidates::{LintKind, Slip};
use super::marker::marker;
use super::marker_slips::{self, Correction};
use super::walk::Walk;
use crate::config::Markers;
use crate::diag::{Code, Span, excerpt};

impl Walk<'_> {
    /// Marks lines of paragraphs that were meant as headings. `span` is a text outside of code.
    pub(super) fn heading_slip_in_text(&mut self, span: Span) {
        if self.quotes > 0 {
            return;
        }
        let before = self.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let indent = before.get(line_start..).unwrap_or_default();
        let at_start = indent.trim_matches([' ', '\t']).is_empty();
        if at_start && self.depth == 1 && !self.in_heading() {
            let line = Span::new(span.start, self.line_end(span.start));
            let words = excerpt(self.text, line);
            let may_be_heading = words.contains('#') || words.contains('＃');
            let correction = || at_line_start(words, line, self.markers);
            if let Some(correction) = may_be_heading.then(correction).flatten() {
                self.slip(correction, line);
                return;
            }
        }
        if !excerpt(self.text, span).contains('#') {
            return;
        }
        self.heading_inside_a_line(span, line_start);
    }

    /// Marks code that is code only because its line is indented, and that was meant as a heading: one
    /// with a marker or a known name, or one alone.
    pub(super) fn heading_slip_in_code(&mut self, span: Span) {
        let code = excerpt(self.text, span);
        let line = code.lines().next().unwrap_or_default();
        let start = span.start + line.len() - line.trim_start().len();
        let line = line.trim();
        let words = line.trim_start_matches('#').trim();
        let name = words.split(" {").next().unwrap_or_default();
        let hashes = line.len() - line.trim_start_matches('#').len();
        let opens = marker(words, self.markers).is_some() || self.markers.part(name).is_some();
        let is_alone = code.trim_end().lines().nth(1).is_none();
        if self.depth > 0 || hashes < 2 || !is_atx(line) || words.is_empty() || !(opens || is_alone)
        {
            return;
        }
        let before = self.text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let correction = Correction {
            span: Span::new(line_start, start),
            replacement: String::new(),
            line: line.to_owned(),
            message: INDENTED,
            code: Code::InvalidHeading,
            is_certain: true,
        };
        self.slip(correction, Span::new(start, start + line.len()));
    }

    /// Marks a heading in a list that is there because its line is indented, and that has a marker or a
    /// known name.
    pub(super) fn heading_slip_in_list(&mut self, line: Span, said: &str) {
        let before = self.text.get(..line.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let indent = before.get(line_start..).unwrap_or_default();
        let opens = || marker(said, self.markers).is_some() || self.markers.part(said).is_some();
        if self.quotes == 0 && !indent.is_empty() && indent.trim().is_empty() && opens() {
            let correction = Correction {
                span: Span::new(line_start, line.start),
                replacement: String::new(),
                line: excerpt(self.text, line).to_owned(),
                message: "this heading is indented, and belongs to the list above it",
                code: Code::InvalidHeading,
                is_certain: true,
            };
            self.slip(correction, line);
        }
    }

    /// Marks a heading with a marker that follows other text on its line.
    fn heading_inside_a_line(&mut self, span: Span, line_start: usize) {
        let line_end = self.line_end(line_start);
        let mut next = span.start;
        while let Some(found) = excerpt(self.text, Span::new(next, span.end)).find('#') {
            let hash = next + found;
            let rest = excerpt(self.text, Span::new(hash, line_end));
            let words = rest.trim_start_matches('#');
            let hashes = rest.len() - words.len();
            next = hash + hashes;
            let before = excerpt(self.text, Span::new(line_start, hash));
            let text_before = before.trim_end();
            let is_text = text_before.contains(|c: char| c.is_alphanumeric())
                && !before.ends_with(['\\', '/', '`', '&']);
            let words = words.trim_start();
            if (2..=6).contains(&hashes) && is_text && marker(words, self.markers).is_some() {
                let signs = "#".repeat(hashes);
                let line = format!("{signs} {}", words.trim_end());
                let start = line_start + text_before.len();
                let correction = Correction {
                    span: Span::new(start, next + (rest.len() - hashes - words.len())),
                    replacement: format!("\n\n{signs} "),
                    line,
                    message: "this heading does not begin its line",
                    code: Code::InvalidHeading,
                    is_certain: true,
                };
                self.slip(correction, Span::new(hash, line_end));
                return;
            }
        }
    }

    /// Marks a heading that has no text, and one whose marker is not read because of one character.
    pub(super) fn heading_slip(&mut self, source: Span, line: Span) {
        let said = excerpt(self.text, source);
        if said.trim_matches('#').is_empty() {
            let signs = excerpt(self.text, line).trim();
            let opening = signs.split(' ').next().unwrap_or_default();
            self.lint(
                LintKind::Slip(Slip {
                    code: Code::InvalidHeading,
                    is_certain: true,
                    message: "this heading has no text".to_owned(),
                    help: format!("write its text behind `{opening}`, or remove the line"),
                    fix: None,
                }),
                line,
            );
            return;
        }
        if marker_slips::is_only_a_marker(said, self.markers) {
            let help = format!("write its words behind it: `{said}: …`");
            self.lint(
                LintKind::Slip(Slip {
                    code: Code::LooksLikeAQuestion,
                    is_certain: false,
                    message: format!("the heading `{said}` is a marker without a colon and words"),
                    help,
                    fix: None,
                }),
                source,
            );
        }
        let correction = marker_slips::correction(said, source, line, self.text, self.markers);
        if let Some(correction) = correction {
            self.slip(correction, source);
        }
    }

    /// Marks a link in a heading that is opened and not closed.
    pub(super) fn unclosed_link(&mut self, source: Span) {
        let said = excerpt(self.text, source);
        let Some(open) = said.rfind("[[") else {
            return;
        };
        let (before, rest) = said.split_at_checked(open).unwrap_or((said, ""));
        if rest.contains("]]") || before.ends_with(['\\', '`']) {
            return;
        }
        self.lint(
            LintKind::Slip(Slip {
                code: Code::InvalidHeading,
                is_certain: true,
                message: "the link in this heading is not closed".to_owned(),
                help: "write `]]` behind the id, or `\\[[` if the brackets are text".to_owned(),
                fix: None,
            }),
            Span::new(source.start + open, source.end),
        );
    }

    fn slip(&mut self, correction: Correction<'_>, span: Span) {
        let line = correction.line.trim_end();
        let slip = Slip {
            code: correction.code,
            is_certain: correction.is_certain,
            message: correction.message.to_owned(),
            help: format!("write `{line}`"),
            fix: Some((correction.span, correction.replacement)),
        };
        self.lint(LintKind::Slip(slip), span);
    }
}

/// Returns the correction of a line that begins like a heading and is none.
fn at_line_start<'a>(line: &str, span: Span, markers: &Markers) -> Option<Correction<'a>> {
    if let Some(correction) =
        with_stray_sign(line, span).or_else(|| too_many_signs(line, span, markers))
    {
        return Some(correction);
    }
    let rest = line.trim_start_matches(['#', '＃']);
    let signs = line.get(..line.len() - rest.len())?;
    let count = signs.chars().count();
    if !(1..=6).contains(&count) {
        return None;
    }
    let is_wide = signs.contains('＃');
    let words = rest.trim_start_matches(is_blank);
    let blanks = rest.get(..rest.len() - words.len())?;
    let words = words.trim_end();
    let has_odd_blank = blanks.contains(|c| c != ' ' && c != '\t');
    let is_indented = !is_wide && !has_odd_blank && !blanks.is_empty();
    let has_marker = marker(words, markers).is_some();
    let is_part = || {
        let name = words.split(" {").next().unwrap_or_default();
        count >= 2 && markers.part(name.trim()).is_some()
    };
    let opens = has_marker || is_part();
    let first = words.chars().next()?;
    let is_word = match count {
        0 | 1 => false,
        2 => first.is_alphabetic(),
        _ => words.contains(char::is_alphanumeric),
    };
    let message = match () {
        () if is_wide && (opens || is_word || !blanks.is_empty()) => {
            "the `＃` of this heading is not a `#`"
        }
        () if is_wide => return None,
        // A line with four blanks in front of the `#` continues the paragraph above it.
        () if is_indented && (opens || count >= 2) && is_atx(line) => INDENTED,
        () if is_indented => return None,
        () if has_odd_blank => "the character after the `#` of this heading is not a blank",
        () if opens || is_word => "a blank is missing after the `#` of this heading",
        () => return None,
    };
    let hashes = "#".repeat(count);
    let start = span.start + signs.len() + blanks.len();
    Some(Correction {
        span: Span::new(span.start, start),
        replacement: if is_indented {
            format!("\n{hashes} ")
        } else {
            format!("{hashes} ")
        },
        line: format!("{hashes} {words}"),
        message,
        code: Code::InvalidHeading,
        is_certain: true,
    })
}

const INDENTED: &str = "this heading is indented too far";

/// Returns the correction of a line with more than six `#`. Those with a marker are reported as too
/// deep.
fn too_many_signs<'a>(line: &str, span: Span, markers: &Markers) -> Option<Correction<'a>> {
    let words = line.trim_start_matches('#');
    let hashes = line.len() - words.len();
    let said = words.trim();
    let is_heading = words.starts_with([' ', '\t']) && said.contains(char::is_alphanumeric);
    (hashes > 6 && is_heading && marker(said, markers).is_none()).then(|| Correction {
        span: Span::new(span.start, span.start + hashes),
        replacement: "######".to_owned(),
        line: format!("###### {said}"),
        message: "headings end at `######`",
        code: Code::InvalidHeading,
        is_certain: true,
    })
}

/// Returns the correction of a line whose `#` signs have another sign before, between or behind them:
/// `x### Title`, `##.# Title`, `##- Title`.
fn with_stray_sign<'a>(line: &str, span: Span) -> Option<Correction<'a>> {
    let signs = line.split([' ', '\t']).next()?;
    let hashes = signs.matches('#').count();
    let mut strays = signs.chars().filter(|c| *c != '#');
    let stray = strays.next()?;
    let is_word = stray.is_alphanumeric() && !signs.starts_with('#');
    let least = if is_word { 3 } else { 2 };
    let words = line.get(signs.len()..)?.trim();
    let has_words = words.contains(char::is_alphanumeric);
    if strays.next().is_some()
        || !(least..=6).contains(&hashes)
        || signs.starts_with('\\')
        || !has_words
    {
        return None;
    }
    let hashes = "#".repeat(hashes);
    let start = span.start + line.len() - line.get(signs.len()..)?.trim_start().len();
    Some(Correction {
        span: Span::new(span.start, start),
        replacement: format!("{hashes} "),
        line: format!("{hashes} {words}"),
        message: "a sign beside the `#` prevents this line from being a heading",
        code: Code::InvalidHeading,
        is_certain: true,
    })
}

/// Returns whether a character stands for a blank behind `#` signs.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}
