//! Code actions: fixes that a diagnostic carries, and names that are similar to an unknown one.

use std::collections::{BTreeMap, HashMap};

use gen_lsp_types::{CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit};

use super::book::Book;
use super::diagnostics::editor_diagnostic;
use super::location_mapper::LocationMapper;
use super::open_documents::OpenDocuments;
use super::position::Encoding;
use crate::diag::{
    Advice, Diagnostic, Diagnostics, Fix, Place, SourcePath, Span, excerpt, nearest,
};
use crate::source::SourceSet;

/// The kind of the action that makes all fixes of a file at once.
const FIX_ALL: CodeActionKind = CodeActionKind::SourceFixAll;

/// The kinds of all actions that the server offers.
pub(super) const KINDS: [CodeActionKind; 2] = [CodeActionKind::QuickFix, FIX_ALL];

/// Returns the actions for the diagnostics in a range of a file, restricted to the kinds in `only`.
pub(super) fn actions(
    book: &mut Book,
    file: &SourcePath,
    range: Range,
    only: Option<&[CodeActionKind]>,
    (documents, encoding): (&OpenDocuments, Encoding),
) -> Vec<CodeAction> {
    book.check();
    let mut mapper = LocationMapper::new(book.sources(), documents, encoding);
    let lines = mapper.lines(file);
    let selection = Span::new(lines.offset(range.start), lines.offset(range.end));
    let mut actions = Vec::new();
    if wants(only, &CodeActionKind::QuickFix) {
        let is_selected = |diagnostic: &&Diagnostic| {
            let Place { file: other, span } = &diagnostic.place;
            other == file && span.start <= selection.end && selection.start <= span.end
        };
        for diagnostic in book.diagnostics().filter(is_selected) {
            actions.extend(quick_fixes(diagnostic, book.sources(), &mut mapper));
        }
    }
    if wants(only, &FIX_ALL) {
        actions.extend(fix_all(book, file, &mut mapper));
    }
    actions
}

/// Returns whether the editor wants a kind. One that asks for `source` wants `source.fixAll` too.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let includes = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(includes))
}

fn quick_fixes(
    diagnostic: &Diagnostic,
    sources: &SourceSet,
    mapper: &mut LocationMapper<'_>,
) -> Vec<CodeAction> {
    let fixes = proposed_fixes(diagnostic, sources);
    let is_preferred = fixes.len() == 1;
    let shown = editor_diagnostic(diagnostic, mapper);
    let actions = fixes.into_iter().filter_map(|(title, fix)| {
        Some(CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![shown.clone()]),
            is_preferred: Some(is_preferred),
            edit: Some(edit(&[fix], sources, mapper)?),
            ..CodeAction::default()
        })
    });
    actions.collect()
}

/// Returns the replacements that may fix a diagnostic, each with a title.
fn proposed_fixes(diagnostic: &Diagnostic, sources: &SourceSet) -> Vec<(String, Fix)> {
    match &diagnostic.advice {
        Advice::None | Advice::Help(_) => Vec::new(),
        Advice::Fix(help, fix) => vec![(help.clone(), fix.clone())],
        Advice::DidYouMean { given, among, .. } => {
            let text = sources.text(&diagnostic.place.file).unwrap_or_default();
            if excerpt(text, diagnostic.place.span) != given {
                return Vec::new();
            }
            // an anchor behind the name stays
            let anchor = given.find('#').and_then(|start| given.get(start..));
            let anchor = anchor.unwrap_or_default();
            let similar = nearest(given, among.iter().map(AsRef::as_ref)).into_iter();
            let texts = similar.map(|name| {
                if name.contains('#') {
                    name.to_owned()
                } else {
                    format!("{name}{anchor}")
                }
            });
            let fix = |text: String| {
                let place = diagnostic.place.clone();
                (format!("write `{text}`"), Fix { place, text })
            };
            texts.map(fix).collect()
        }
    }
}

/// Returns the action that makes every fix of a file that can be made together, as one pass of
/// `prepbook fix` does.
fn fix_all(book: &Book, file: &SourcePath, mapper: &mut LocationMapper<'_>) -> Option<CodeAction> {
    let all: Diagnostics = book.diagnostics().cloned().collect();
    let mut by_file: BTreeMap<SourcePath, Vec<Fix>> = all.fixes(None);
    let fixes = by_file.remove(file)?;
    Some(CodeAction {
        title: "make every fix that needs no author".into(),
        kind: Some(FIX_ALL),
        edit: Some(edit(&fixes, book.sources(), mapper)?),
        ..CodeAction::default()
    })
}

/// Converts replacements in files of the book to an edit. New lines end as the lines of the file do.
pub(super) fn edit(
    fixes: &[Fix],
    sources: &SourceSet,
    mapper: &mut LocationMapper<'_>,
) -> Option<WorkspaceEdit> {
    let mut changes = HashMap::new();
    for fix in fixes {
        let file = &fix.place.file;
        let source = sources.files.iter().find(|known| known.path == *file);
        let new_text = match source {
            Some(source) => fix.text.replace('\n', source.line_end()),
            None => fix.text.clone(),
        };
        let range = mapper.range(&fix.place);
        let edits: &mut Vec<TextEdit> = changes.entry(mapper.uri(file)?).or_default();
        edits.push(TextEdit { range, new_text });
    }
    Some(WorkspaceEdit {
        changes: Some(changes),
        ..WorkspaceEdit::default()
    })
}
