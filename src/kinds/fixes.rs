//! What lowering lets a machine put right: mistakes in the level of a heading.

use super::lowering::Lowering;
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::syntax::Section;

impl Lowering<'_> {
    /// Reports with help that says just what to type, and with the text and the place for it if a
    /// machine may do that.
    pub(super) fn report_fix(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
        fix: Option<(Span, String)>,
    ) {
        let found = Diagnostic::new(code, Place::new(&self.file.path, span), message);
        self.diagnostics.push(match fix {
            Some((at, text)) => found.fix(help, Place::new(&self.file.path, at), text),
            None => found.help(help),
        });
    }

    /// The replacement that gives a heading another level, if no other heading is moved in or out
    /// of it by that: whole families are for the author to move.
    pub(super) fn level_fix(&self, section: &Section, level: u8) -> Option<(Span, String)> {
        let (low, high) = (level.min(section.level), level.max(section.level));
        let stays = |other: &Section| level > section.level && other.level > high;
        let alone = level != section.level && self.below(section, low).all(stays);
        alone.then(|| self.releveled(section, level))
    }

    /// The replacement that gives a heading another level.
    pub(super) fn releveled(&self, section: &Section, level: u8) -> (Span, String) {
        let source = excerpt(&self.file.markdown, section.span);
        let width = source.len() - source.trim_start_matches('#').len();
        let hashes = Span::new(section.span.start, section.span.start + width);
        (hashes, "#".repeat(usize::from(level)))
    }

    /// The headings after `section` up to one of `level` or higher.
    pub(super) fn below(&self, section: &Section, level: u8) -> impl Iterator<Item = &Section> {
        let sections = &self.file.outline.sections;
        let start = sections.partition_point(|other| other.span.start <= section.span.start);
        let after = sections.get(start..).unwrap_or_default();
        after.iter().take_while(move |other| other.level > level)
    }

    /// Whether the section is the file's title.
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
