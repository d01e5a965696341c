//! Which replacements can be made together.

use std::collections::BTreeMap;

use super::{Advice, Code, Diagnostic, Diagnostics, Fix, SourcePath};

impl Diagnostics {
    /// What a machine can put right at once: for each file its fixes from its start to its end,
    /// none of which touches what another replaces. With `only`, those of one code.
    ///
    /// A name that is merely near (`did you mean …?`) is no fix: only the author knows what was
    /// meant.
    pub fn fixes(&self, only: Option<Code>) -> BTreeMap<SourcePath, Vec<Fix>> {
        let mut by_file: BTreeMap<SourcePath, Vec<Fix>> = BTreeMap::new();
        let wanted = self
            .iter()
            .filter(|diagnostic| only.is_none_or(|code| diagnostic.code == code));
        for fix in wanted.filter_map(fix_of) {
            let file = fix.place.file.clone();
            by_file.entry(file).or_default().push(fix.clone());
        }
        for fixes in by_file.values_mut() {
            keep_apart(fixes);
        }
        by_file
    }
}

fn fix_of(diagnostic: &Diagnostic) -> Option<&Fix> {
    match &diagnostic.advice {
        Advice::Fix(_, fix) => Some(fix),
        Advice::None | Advice::Help(_) | Advice::DidYouMean { .. } => None,
    }
}

/// Sorts the fixes and drops each that overlaps the one before, or begins where it begins: the
/// next round says whether it is still wanted.
fn keep_apart(fixes: &mut Vec<Fix>) {
    fixes.sort_by_key(|fix| fix.place.span);
    let mut last: Option<super::Span> = None;
    fixes.retain(|fix| {
        let span = fix.place.span;
        let apart = last.is_none_or(|last| last.end <= span.start && last.start < span.start);
        if apart {
            last = Some(span);
        }
        apart
    });
}
