//! What is wrong with a book, as an editor shows it.

use std::collections::BTreeMap;

use gen_lsp_types::{
    Code, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Message,
    PublishDiagnosticsParams,
};

use super::atlas::Atlas;
use super::book::Book;
use super::position::Encoding;
use super::shelf::Desk;
use crate::diag::report::help;
use crate::diag::{Diagnostic, Severity, SourcePath};

/// What an editor is to be told of a book: the files of which something else is wrong than it knows,
/// those that are right again included.
pub(super) fn news(
    book: &mut Book,
    desk: &Desk,
    encoding: Encoding,
) -> Vec<PublishDiagnosticsParams> {
    book.check();
    let mut atlas = Atlas::new(book.sources(), desk, encoding);
    let mut now: BTreeMap<SourcePath, Vec<Shown>> = BTreeMap::new();
    for one in book.diagnostics() {
        let of_file = now.entry(one.place.file.clone()).or_default();
        of_file.push(shown(one, &mut atlas));
    }
    let mended = book.told.keys().filter(|file| !now.contains_key(*file));
    let mended = mended.map(|file| (file, Vec::new()));
    let all = now.iter().map(|(file, list)| (file, list.clone()));
    let other = all.filter(|(file, list)| book.told.get(*file) != Some(list));
    let told = other.chain(mended).filter_map(|(file, diagnostics)| {
        Some(PublishDiagnosticsParams {
            uri: atlas.uri(file)?,
            version: desk.version(&book.sources().root.join(file.as_str())),
            diagnostics,
        })
    });
    let told = told.collect();
    book.told = now;
    told
}

/// One mistake. The help goes with the message: editors have no other place for it.
pub(super) fn shown(one: &Diagnostic, atlas: &mut Atlas<'_>) -> Shown {
    let message = match help(&one.advice) {
        Some(help) => format!("{}\n{help}", one.message),
        None => one.message.clone(),
    };
    let labels = one.labels.iter().filter_map(|label| {
        Some(DiagnosticRelatedInformation {
            location: atlas.location(&label.place)?,
            message: label.text.clone(),
        })
    });
    let labels: Vec<_> = labels.collect();
    Shown {
        range: atlas.range(&one.place),
        severity: Some(match one.severity {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
        }),
        code: Some(Code::String(one.code.name().into())),
        source: Some("prepbook".into()),
        message: Message::String(message),
        related_information: (!labels.is_empty()).then_some(labels),
        ..Shown::default()
    }
}
