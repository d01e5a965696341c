//! The diagnostics of a book that changed, without its pages.

use super::assembled::{Assembled, inputs_hash};
use super::memo::Memo;
use super::options::BuildOptions;
use super::pipeline::drop_in_background;
use super::root_causes::root_causes;
use crate::diag::Diagnostics;
use crate::pages::{PageSources, body_diagnostics};
use crate::source::SourceSet;

/// Returns the diagnostics of a build without making its pages, which takes a third of the time. Returns
/// `None` if only a build can tell, because the memo contains no pages, or pages of other settings, assets
/// or themes.
///
/// Two kinds of diagnostics are found only by the next [`build`](super::build()): two pages of the same
/// path, and those of texts that became visible by an edit of another file.
pub fn diagnose(
    sources: &SourceSet,
    options: &BuildOptions,
    memo: &mut Memo,
) -> Option<Diagnostics> {
    let theme = memo.theme(&sources.theme).ok()?;
    let inputs_hash = inputs_hash(sources, options);
    let is_current = |memo: &Memo| {
        let pages = memo.pages.as_ref()?;
        let has_same_theme = pages.context().theme.hash == theme.hash;
        let assembled = memo.assembled.as_ref()?;
        Some(has_same_theme && assembled.inputs_hash == inputs_hash)
    };
    if is_current(memo) != Some(true) {
        return None;
    }
    let documents = memo.documents(sources);
    (options.on_stage)("parse and lower");
    let mut last = memo.assembled.take();
    let assembled = Assembled::new(sources, documents, options, &mut last);
    memo.note_catalog(&assembled);
    let mut diagnostics = assembled.diagnostics();
    if let Some(pages) = &memo.pages {
        let page_sources = PageSources {
            catalog: &assembled.catalog,
            texts: &assembled.texts,
            theme: &theme,
            memo: &memo.bodies,
        };
        diagnostics.extend(body_diagnostics(pages, page_sources));
    }
    (options.on_stage)("bodies");
    memo.assembled = Some(assembled);
    drop_in_background(last);
    let diagnostics = root_causes(sources, diagnostics);
    Some(sources.config.leveled(diagnostics).sorted())
}
