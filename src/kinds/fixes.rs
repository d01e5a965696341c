//! Fixes of headings that a machine can apply.

use super::lowering::Lowering;
use crate::config::{Marker, Part};
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::syntax::Section;

impl Lowering<'_> {
    /// Reports a diagnostic whose help says what to type, with a fix if a machine can apply it.
    pub(super) fn report_fix(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
        fix: Option<(Span, String)>,
    ) {
        let diagnostic = Diagnostic::new(code, Place::new(&self.file.path, span), message);
        self.diagnostics.push(match fix {
            Some((at, text)) => diagnostic.fix(help, Place::new(&self.file.path, at), text),
            None => diagnostic.help(help),
        });
    }

    /// Returns the fix that gives a heading another level, unless it would move other headings in
    /// or out of it. The author has to move whole sections.
    pub(super) fn level_fix(&self, section: &Section, level: u8) -> Option<(Span, String)> {
        let (low, high) = (level.min(section.level), level.max(section.level));
        let stays = |other: &Section| level > section.level && other.level > high;
        let alone = level != section.level && self.below(section, low).all(stays);
        alone.then(|| self.releveled(section, level))
    }

    /// Returns the fix that gives a heading another level.
    pub(super) fn releveled(&self, section: &Section, level: u8) -> (Span, String) {
        let source = excerpt(&self.file.markdown, section.span);
        let width = source.len() - source.trim_start_matches('#').len();
        let hashes = Span::new(section.span.start, section.span.start + width);
        (hashes, "#".repeat(usize::from(level)))
    }

    /// Returns the headings after `section`, up to one of `level` or higher.
    pub(super) fn below(&self, section: &Section, level: u8) -> impl Iterator<Item = &Section> {
        let sections = &self.file.outline.sections;
        let start = sections.partition_point(|other| other.span.start <= section.span.start);
        let after = sections.get(start..).unwrap_or_default();
        after.iter().take_while(move |other| other.level > level)
    }

    /// Returns the fix that makes a heading of a bold line, an underlined heading or a list item of
    /// one line, each of which starts with a marker.
    pub(super) fn heading_fix(&self, at: Span, marker: Marker) -> Option<(Span, String)> {
        let markdown = &self.file.markdown;
        let start = markdown
            .get(..at.start)?
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let mut lines = markdown.get(start..)?.lines();
        let line = lines.next()?;
        let text = plain_words(line)?;
        let next = lines.next().unwrap_or_default();
        let end = start + line.len();
        let end = if is_underline(next) {
            end + 1 + next.len()
        } else if is_item(line) && next.starts_with([' ', '\t']) {
            // An indented line belongs to the item.
            return None;
        } else {
            end
        };
        let level = self.level_of_new(marker, start)?;
        let heading = format!("{} {text}", "#".repeat(usize::from(level)));
        Some((Span::new(start, end), heading))
    }

    /// Returns the level of a new heading with a marker at a byte.
    fn level_of_new(&self, marker: Marker, at: usize) -> Option<u8> {
        let sections = &self.file.outline.sections;
        let before = sections.partition_point(|section| section.span.start < at);
        let mut above: Vec<&Section> = Vec::new();
        for section in sections.get(..before)?.iter().rev() {
            if above.last().is_none_or(|below| section.level < below.level) {
                above.push(section);
            }
        }
        let skips = |pair: &[&Section]| match pair {
            [below, above] => below.level > above.level + 1,
            _ => false,
        };
        if above.windows(2).any(skips) || above.iter().any(|section| super::lints::asks(section)) {
            // The headings above are fixed first, because levels will change, or one of them may be
            // a question.
            return None;
        }
        if above
            .iter()
            .any(|section| matches!(section.part, Some(Part::Collecting(_))))
        {
            return None;
        }
        above.retain(|section| section.part.is_none());
        let asks = |section: &&&Section| {
            matches!(section.marker, Some(Marker::Question | Marker::FollowUp))
        };
        let level = match marker {
            Marker::Round => return None,
            Marker::Question => match above.iter().rfind(asks) {
                Some(question) => question.level,
                None => above.first()?.level + 1,
            },
            Marker::FollowUp => {
                let of_file = |section: &&Section| {
                    self.is_title(section) && self.file.within.starts_with("questions/")
                };
                let question = above.iter().find(|one| asks(one) || of_file(one))?;
                question.level + 1
            }
        };
        let next = sections.get(before);
        let takes_none = next.is_none_or(|next| next.level <= level);
        ((2..=6).contains(&level) && takes_none).then_some(level)
    }

    /// Returns whether the section is the file's title.
    pub(super) fn is_title(&self, section: &Section) -> bool {
        let title = self
            .title_at
            .and_then(|at| self.file.outline.sections.get(at));
        title.is_some_and(|title| title.span == section.span)
    }

    pub(super) fn second_title(&mut self, section: &Section) {
        let help = "a file has one `#` heading; make this one `##`";
        let fix = self.level_fix(section, 2);
        let place = section.text_span;
        self.report_fix(Code::SecondTitle, place, "a second title", help, fix);
    }
}

/// Returns the words of a line without the sign of a list item and without the markup around its
/// marker.
fn plain_words(line: &str) -> Option<String> {
    let words = line.strip_prefix(item_sign(line)).unwrap_or(line);
    let words = words.trim_start_matches('#').trim();
    let marks = words.len() - words.trim_start_matches(['*', '_']).len();
    let (open, rest) = words.split_at_checked(marks)?;
    if open.is_empty() {
        return Some(words.to_owned());
    }
    let (before, after) = rest.split_once(open)?;
    Some(format!("{before}{after}"))
}

fn is_item(line: &str) -> bool {
    !item_sign(line).is_empty()
}

/// Returns the `- ` or `12. ` at the start of a line, or an empty text.
fn item_sign(line: &str) -> &str {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let signs: &[char] = if digits == 0 {
        &['-', '*', '+']
    } else {
        &['.', ')']
    };
    let rest = line.get(digits..).unwrap_or_default();
    let signed = rest.starts_with(signs) && rest.get(1..).is_some_and(|rest| rest.starts_with(' '));
    let width = if signed { digits + 2 } else { 0 };
    line.get(..width).unwrap_or_default()
}

/// Returns whether a line underlines a heading.
fn is_underline(line: &str) -> bool {
    let line = line.trim_end();
    !line.is_empty() && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}
