//! Quick fixes: what a diagnostic says how to type, and names that are near to one that is none.

use std::collections::{BTreeMap, HashMap};

use gen_lsp_types::{CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit};

use super::atlas::Atlas;
use super::book::Book;
use super::diagnostics::shown;
use super::position::Encoding;
use super::shelf::Desk;
use crate::diag::{Advice, Diagnostic, Diagnostics, Fix, SourcePath, Span, excerpt, nearest};
use crate::source::SourceSet;

/// The kind of an action that makes every fix of a file at once.
const FIX_ALL: CodeActionKind = CodeActionKind::SourceFixAll;

/// The kinds of actions there are.
pub(super) const KINDS: [CodeActionKind; 2] = [CodeActionKind::QuickFix, FIX_ALL];

/// What can be done about the mistakes in a range of a file; where the editor wants only some kinds,
/// those.
pub(super) fn actions(
    book: &mut Book,
    file: &SourcePath,
    range: Range,
    only: Option<&[CodeActionKind]>,
    (desk, encoding): (&Desk, Encoding),
) -> Vec<CodeAction> {
    book.check();
    let mut atlas = Atlas::new(book.sources(), desk, encoding);
    let lines = atlas.lines(file);
    let asked = Span::new(lines.offset(range.start), lines.offset(range.end));
    let mut actions = Vec::new();
    if wants(only, &CodeActionKind::QuickFix) {
        let touched = |one: &&Diagnostic| {
            let span = one.place.span;
            one.place.file == *file && span.start <= asked.end && asked.start <= span.end
        };
        for one in book.diagnostics().filter(touched) {
            actions.extend(quick_fixes(one, book.sources(), &mut atlas));
        }
    }
    if wants(only, &FIX_ALL) {
        actions.extend(fix_all(book, file, &mut atlas));
    }
    actions
}

/// An editor that wants `source` takes `source.fixAll` too.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let within = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(within))
}

fn quick_fixes(one: &Diagnostic, sources: &SourceSet, atlas: &mut Atlas<'_>) -> Vec<CodeAction> {
    let fixes = proposals(one, sources);
    let sure = fixes.len() == 1;
    let shown = shown(one, atlas);
    let actions = fixes.into_iter().filter_map(|(title, fix)| {
        Some(CodeAction {
            title,
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![shown.clone()]),
            is_preferred: Some(sure),
            edit: Some(edit(&[fix], sources, atlas)?),
            ..CodeAction::default()
        })
    });
    actions.collect()
}

/// What could be typed about a mistake, each with a title.
fn proposals(one: &Diagnostic, sources: &SourceSet) -> Vec<(String, Fix)> {
    match &one.advice {
        Advice::None | Advice::Help(_) => Vec::new(),
        Advice::Fix(help, fix) => vec![(help.clone(), fix.clone())],
        Advice::DidYouMean { given, among, .. } => {
            let text = sources.text(&one.place.file).unwrap_or_default();
            if excerpt(text, one.place.span) != given {
                return Vec::new();
            }
            // what leads into the text of a target stays
            let anchor = given.find('#').and_then(|at| given.get(at..));
            let near = nearest(given, among.iter().map(AsRef::as_ref)).into_iter();
            let written = near.map(|name| match name.contains('#') {
                true => name.to_owned(),
                false => format!("{name}{}", anchor.unwrap_or_default()),
            });
            let fix = |text: String| {
                let place = one.place.clone();
                (format!("write `{text}`"), Fix { place, text })
            };
            written.map(fix).collect()
        }
    }
}

/// Every fix of a file that can be made together: what one round of `prepbook fix` does.
fn fix_all(book: &Book, file: &SourcePath, atlas: &mut Atlas<'_>) -> Option<CodeAction> {
    let all: Diagnostics = book.diagnostics().cloned().collect();
    let mut by_file: BTreeMap<SourcePath, Vec<Fix>> = all.fixes(None);
    let fixes = by_file.remove(file)?;
    Some(CodeAction {
        title: "make every fix that needs no author".into(),
        kind: Some(FIX_ALL),
        edit: Some(edit(&fixes, book.sources(), atlas)?),
        ..CodeAction::default()
    })
}

/// Replacements in files of the book as an edit of the editor. New lines end as the file's own do.
pub(super) fn edit(
    fixes: &[Fix],
    sources: &SourceSet,
    atlas: &mut Atlas<'_>,
) -> Option<WorkspaceEdit> {
    let mut changes = HashMap::new();
    for fix in fixes {
        let file = &fix.place.file;
        let source = sources.files.iter().find(|known| known.path == *file);
        let new_text = match source {
            Some(source) => fix.text.replace('\n', source.line_end()),
            None => fix.text.clone(),
        };
        let range = atlas.range(&fix.place);
        let edits: &mut Vec<TextEdit> = changes.entry(atlas.uri(file)?).or_default();
        edits.push(TextEdit { range, new_text });
    }
    Some(WorkspaceEdit {
        changes: Some(changes),
        ..WorkspaceEdit::default()
    })
}
