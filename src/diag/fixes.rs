//! Selects the fixes that can be made together.

use std::collections::BTreeMap;

use super::{Advice, Code, Diagnostic, Diagnostics, Fix, SourcePath};

impl Diagnostics {
    /// Returns the fixes of each file that can be made at once, in the order of the file and without
    /// overlaps. With `only`, returns the fixes of that code.
    ///
    /// A similar name (`did you mean …?`) is not a fix, because only the author knows which name was
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
            remove_overlaps(fixes);
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

/// Sorts the fixes, and removes each fix that overlaps the one before or begins at the same place.
/// The next pass shows whether it is still needed.
fn remove_overlaps(fixes: &mut Vec<Fix>) {
    fixes.sort_by_key(|fix| fix.place.span);
    let mut last: Option<super::Span> = None;
    fixes.retain(|fix| {
        let span = fix.place.span;
        let is_separate = last.is_none_or(|last| last.end <= span.start && last.start < span.start);
        if is_separate {
            last = Some(span);
        }
        is_separate
    });
}
