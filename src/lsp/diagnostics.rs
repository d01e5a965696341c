//! The diagnostics of a book as an editor shows them.

use std::collections::BTreeMap;

use gen_lsp_types::{
    Code, Diagnostic as EditorDiagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    Message, PublishDiagnosticsParams,
};

use super::book::Book;
use super::location_mapper::LocationMapper;
use super::open_documents::OpenDocuments;
use super::position::Encoding;
use crate::diag::report::help;
use crate::diag::{Diagnostic, Severity, SourcePath};

/// Updates the book, and returns the diagnostics of each file that have changed since the last call. A
/// file whose last diagnostic is gone gets an empty list.
pub(super) fn updates(
    book: &mut Book,
    documents: &OpenDocuments,
    encoding: Encoding,
) -> Vec<PublishDiagnosticsParams> {
    book.update();
    let mut mapper = LocationMapper::new(book.sources(), documents, encoding);
    let mut current: BTreeMap<SourcePath, Vec<EditorDiagnostic>> = BTreeMap::new();
    for diagnostic in book.diagnostics() {
        let file = current.entry(diagnostic.place.file.clone()).or_default();
        file.push(editor_diagnostic(diagnostic, &mut mapper));
    }
    let is_fixed = |file: &&SourcePath| !current.contains_key(*file);
    let fixed = book.published.keys().filter(is_fixed);
    let fixed = fixed.map(|file| (file, Vec::new()));
    let all = current.iter().map(|(file, list)| (file, list.clone()));
    let changed = all.filter(|(file, list)| book.published.get(*file) != Some(list));
    let updates = changed.chain(fixed).filter_map(|(file, diagnostics)| {
        Some(PublishDiagnosticsParams {
            uri: mapper.uri(file)?,
            version: mapper.version(file),
            diagnostics,
        })
    });
    let updates = updates.collect();
    book.published = current;
    updates
}

/// Converts a diagnostic. The help becomes part of the message, because editors have no other place
/// for it.
pub(super) fn editor_diagnostic(
    diagnostic: &Diagnostic,
    mapper: &mut LocationMapper<'_>,
) -> EditorDiagnostic {
    let message = match help(&diagnostic.advice) {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let labels = diagnostic.labels.iter().filter_map(|label| {
        Some(DiagnosticRelatedInformation {
            location: mapper.location(&label.place)?,
            message: label.text.clone(),
        })
    });
    let labels: Vec<_> = labels.collect();
    EditorDiagnostic {
        range: mapper.range(&diagnostic.place),
        severity: Some(match diagnostic.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
        }),
        code: Some(Code::String(diagnostic.code.name().into())),
        source: Some("prepbook".into()),
        message: Message::String(message),
        related_information: (!labels.is_empty()).then_some(labels),
        ..EditorDiagnostic::default()
    }
}
