//! Footnotes that do not meet: a mark without a definition, a definition without a mark, and two
//! definitions of one name. What they say would be lost, or shown as it is typed.

use std::collections::HashSet;

use super::lint_candidates::FootnoteSlip;
use super::outline::label;
use crate::diag::{Span, excerpt};

/// The marks of footnotes in a file.
#[derive(Debug, Default)]
pub(super) struct FootnoteMarks {
    /// The labels of marks that have a definition.
    met: HashSet<String>,
    /// What looks like a mark and has no definition.
    unmet: Vec<(String, Span)>,
}

impl FootnoteMarks {
    /// Notes a mark that has a definition.
    pub(super) fn met(&mut self, name: &str) {
        self.met.insert(label(&format!("^{name}")));
    }

    /// Notes what looks like a mark in a text, which thus has no definition.
    pub(super) fn in_text(&mut self, text: &str, span: Span) {
        let words = excerpt(text, span);
        // The library gives `[`, `^name` and `]` as texts of their own.
        let is_behind_bracket = || {
            text.get(..span.start)
                .is_some_and(|text| text.ends_with('['))
        };
        let is_before_bracket = || {
            text.get(span.end..)
                .is_some_and(|text| text.starts_with(']'))
        };
        let is_escaped = || {
            text.get(..span.start)
                .is_some_and(|text| text.ends_with("\\["))
        };
        if let Some(name) = words.strip_prefix('^')
            && is_name(name)
            && is_behind_bracket()
            && is_before_bracket()
            && !is_escaped()
        {
            let mark = Span::new(span.start - 1, span.end + 1);
            self.unmet.push((name.to_owned(), mark));
        }
    }

    /// Returns the footnotes that do not meet, given the definitions of the file. In a file without a
    /// footnote, `[^a-z]` is no mark but a pattern; a number is a mark everywhere.
    pub(super) fn slips(self, definitions: &[(String, Span)]) -> Vec<(FootnoteSlip, Span)> {
        let notes = definitions.iter();
        let notes: Vec<_> = notes.filter(|(key, _)| key.starts_with('^')).collect();
        let is_number = |name: &str| name.chars().all(|c| c.is_ascii_digit());
        let unmet = self.unmet.into_iter();
        let mut slips: Vec<(FootnoteSlip, Span)> = unmet
            .filter(|(name, _)| !notes.is_empty() || is_number(name))
            .map(|(name, span)| (FootnoteSlip::Undefined(name), span))
            .collect();
        let mut seen = HashSet::new();
        for (key, span) in notes {
            let name = key.trim_start_matches('^').to_owned();
            if !seen.insert(key) {
                slips.push((FootnoteSlip::DefinedTwice(name), *span));
            } else if !self.met.contains(key) {
                slips.push((FootnoteSlip::Unmarked(name), *span));
            }
        }
        slips
    }
}

/// Returns whether a text can be the name of a footnote. `a-z` is part of a pattern.
fn is_name(text: &str) -> bool {
    let is_range = text.len() == 3 && text.get(1..2) == Some("-");
    !text.is_empty()
        && !is_range
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}
