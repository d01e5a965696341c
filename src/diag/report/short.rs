//! Writes one line for each diagnostic, as compilers do, for editors and `grep`.

use super::selection::Selection;
use super::sources::Sources;
use super::visible;
use crate::diag::Diagnostic;

/// Writes lines of the form `path:line:col: severity[code]: message`.
pub(super) fn write(selection: &Selection, sources: &Sources) -> String {
    let mut report = String::new();
    for part in &selection.parts {
        report.extend(
            part.shown
                .iter()
                .map(|diagnostic| line(diagnostic, sources)),
        );
        report.extend(part.rest());
    }
    report.extend(selection.rest());
    report
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    format!(
        "{}: {}[{}]: {}\n",
        sources.pointer(&diagnostic.place),
        diagnostic.severity,
        diagnostic.code,
        visible(&diagnostic.message)
    )
}
