//! Links that are text because their path has a blank: `[a](how to write.md)`.

use super::lint_candidates::{LintKind, Slip};
use super::walk::Walk;
use crate::diag::{Code, Span, excerpt};

impl Walk<'_> {
    /// Marks the path of what was meant as a link to a file of the book.
    pub(super) fn link_with_blanks(&mut self, span: Span) {
        // The library divides text at brackets.
        let span = Span::new(span.start.saturating_sub(1), span.end);
        let text = excerpt(self.text, span);
        let Some((before, rest)) = text.split_once("](") else {
            return;
        };
        let path = rest.split(')').next().unwrap_or_default();
        let file = path.split('#').next().unwrap_or_default();
        let is_path =
            file.ends_with(".md") && file.contains(' ') && !path.contains(['<', '"', '\'']);
        if !is_path || path.len() == rest.len() {
            return;
        }
        let start = span.start + before.len() + "](".len();
        let place = Span::new(start, start + path.len());
        let slip = Slip {
            code: Code::BrokenLink,
            is_certain: true,
            message: "this is not read as a link, because its path has a blank".to_owned(),
            help: format!("write `<{path}>`"),
            fix: Some((place, format!("<{path}>"))),
        };
        self.lint(LintKind::Text(slip), place);
    }
}
