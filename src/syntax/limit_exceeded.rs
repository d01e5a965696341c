//! Limits of a book that a text exceeds.

use crate::config::Limits;
use crate::diag::{Code, Diagnostic, Place};
use crate::source::SourceFile;

/// A limit that a text exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitExceeded {
    Title,
    Headings,
    Links,
    Nesting,
    TableColumns,
    TableRows,
}

impl LimitExceeded {
    /// Returns the diagnostic, which names the limit and the key that raises it.
    pub(super) fn diagnostic(self, file: &SourceFile, place: Place, limits: &Limits) -> Diagnostic {
        let path = &file.path;
        let (code, message, help) = match self {
            Self::Title => (
                Code::LimitTitle,
                format!(
                    "the title is longer than the limit of {} characters",
                    limits.title
                ),
                ("say it in fewer words", "title"),
            ),
            Self::Headings => (
                Code::LimitHeadings,
                format!(
                    "`{path}` has more headings than the limit of {}",
                    limits.headings
                ),
                ("divide the file", "headings"),
            ),
            Self::Links => (
                Code::LimitLinks,
                format!("`{path}` has more links than the limit of {}", limits.links),
                ("divide the file", "links"),
            ),
            Self::Nesting => (
                Code::LimitNesting,
                format!("nested deeper than the limit of {}", limits.nesting),
                ("write it flatter", "nesting"),
            ),
            Self::TableColumns => (
                Code::LimitTable,
                format!(
                    "the table has more columns than the limit of {}",
                    limits.table_columns
                ),
                ("divide the table", "table-columns"),
            ),
            Self::TableRows => (
                Code::LimitTable,
                format!(
                    "the table has more rows than the limit of {}",
                    limits.table_rows
                ),
                ("divide the table", "table-rows"),
            ),
        };
        let (help, key) = help;
        Diagnostic::new(code, place, message)
            .help(format!("{help}, or raise `{key}` under `[limits]`"))
    }
}
