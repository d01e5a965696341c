//! Finds lines that were meant as headings and are read as text, and headings whose marker is not
//! read.

use super::attribute_blocks::is_atx;
use super::lint_candidates::{LintKind, Slip};
use super::walk::{Walk, marker};
use crate::config::Markers;
use crate::diag::{Code, Span, excerpt};

/// Characters that look like the colon of a marker and are none.
const WRONG_COLONS: [char; 9] = ['；', ';', '︰', '﹕', '∶', '꞉', '˸', '︓', '፥'];

/// A line, or the rest of one, as it should be written.
struct Correction<'a> {
    /// The span that is replaced.
    span: Span,
    replacement: String,
    /// The corrected text, for the help.
    line: String,
    message: &'a str,
}

impl Walk<'_> {
    /// Marks lines of paragraphs that were meant as headings. `span` is a text outside of code.
    pub(super) fn heading_slip_in_text(&mut self, span: Span) {
        let said = excerpt(self.text, span);
        if self.quotes > 0 || !said.contains(['#', '＃']) {
            return;
        }
        let before = self.text.get(..span.start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let indent = before.get(line_start..).unwrap_or_default();
        let at_start = indent.trim_matches([' ', '\t']).is_empty();
        if at_start && self.depth == 1 && !self.in_heading() {
            let line = Span::new(span.start, self.line_end(span.start));
            let markers = self.markers;
            if let Some(correction) = at_line_start(excerpt(self.text, line), line, markers) {
                self.slip(correction, line);
                return;
            }
        }
        self.heading_inside_a_line(span, line_start);
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
        let correction = wrong_colon(said, source, self.markers)
            .or_else(|| noise_before_marker(said, source, line, self.text, self.markers));
        if let Some(correction) = correction {
            self.slip(correction, source);
        }
    }

    fn slip(&mut self, correction: Correction<'_>, span: Span) {
        let line = correction.line.trim_end();
        let slip = Slip {
            code: Code::InvalidHeading,
            is_certain: true,
            message: correction.message.to_owned(),
            help: format!("write `{line}`"),
            fix: Some((correction.span, correction.replacement)),
        };
        self.lint(LintKind::Slip(slip), span);
    }
}

/// Returns the correction of a line that begins like a heading and is none.
fn at_line_start<'a>(line: &str, span: Span, markers: &Markers) -> Option<Correction<'a>> {
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
        _ => first.is_alphanumeric() || "[*\"“‘¿¡(".contains(first),
    };
    let message = match () {
        () if is_wide && (opens || is_word || !blanks.is_empty()) => {
            "the `＃` of this heading is not a `#`"
        }
        () if is_wide => return None,
        // A line with four blanks in front of the `#` continues the paragraph above it.
        () if is_indented && opens && is_atx(line) => "this heading is indented too far",
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
    })
}

/// Returns whether a character stands for a blank behind `#` signs.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Returns the correction of a marker with another sign in place of its colon.
fn wrong_colon<'a>(said: &str, source: Span, markers: &Markers) -> Option<Correction<'a>> {
    let colon = said.find(WRONG_COLONS)?;
    let sign = said.get(colon..)?.chars().next()?;
    let end = colon + sign.len_utf8();
    let (word, rest) = (said.get(..colon)?, said.get(end..)?);
    marker(&format!("{word}:"), markers)?;
    let words = rest.trim_start();
    let word = word.trim_end();
    let span = Span::new(
        source.start + word.len(),
        source.start + end + rest.len() - words.len(),
    );
    Some(Correction {
        span,
        replacement: ": ".to_owned(),
        line: format!("{word}: {words}"),
        message: "the character after this marker is not a colon",
    })
}

/// Returns the correction of a marker behind signs that do not belong there.
fn noise_before_marker<'a>(
    said: &str,
    source: Span,
    line: Span,
    text: &str,
    markers: &Markers,
) -> Option<Correction<'a>> {
    let words = said.trim_start_matches(|c: char| !c.is_alphanumeric());
    let noise = said.get(..said.len() - words.len())?;
    let hides_on_purpose = |c: char| "*_`[\\<$~".contains(c);
    if noise.is_empty() || noise.contains(hides_on_purpose) {
        return None;
    }
    marker(words, markers)?;
    let written = excerpt(text, Span::new(line.start, source.start));
    let hashes = written.matches('#').count() + noise.matches('#').count();
    let signs = "#".repeat(hashes.min(6));
    Some(Correction {
        span: Span::new(line.start, source.start + noise.len()),
        replacement: format!("{signs} "),
        line: format!("{signs} {words}"),
        message: "characters before this marker prevent it from being read",
    })
}
