//! Applies the fixes that a machine can make. Nothing is written here.

use std::collections::BTreeMap;

use super::memo::Memo;
use super::options::BuildOptions;
use super::pipeline::{Built, build};
use crate::diag::{Code, Fix, SourcePath};
use crate::source::SourceSet;

/// The most rounds of fixes: a fix may uncover another, and two fixes may undo each other.
const ROUNDS: usize = 5;

/// A book after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The sources with the fixes applied; nothing was written.
    pub sources: SourceSet,
    /// The result of building these sources.
    pub built: Built,
    /// The number of fixes in each file that has any.
    pub made: BTreeMap<SourcePath, usize>,
}

/// Builds the book and applies all its fixes, or those of one code, until there are none or five rounds have
/// passed.
pub fn fix(
    mut sources: SourceSet,
    only: Option<Code>,
    options: &BuildOptions,
    memo: &mut Memo,
) -> Fixed {
    let mut made = BTreeMap::new();
    let mut built = build(&sources, options, memo);
    for _ in 0..ROUNDS {
        let before = made.clone();
        make(&built.diagnostics.fixes(only), &mut sources, &mut made);
        if made == before {
            break;
        }
        built = build(&sources, options, memo);
    }
    Fixed {
        sources,
        built,
        made,
    }
}

fn make(
    fixes: &BTreeMap<SourcePath, Vec<Fix>>,
    sources: &mut SourceSet,
    made: &mut BTreeMap<SourcePath, usize>,
) {
    for file in &mut sources.files {
        if let Some(fixes) = fixes.get(&file.path)
            && let Some((fixed, count)) = file.with_fixes(fixes)
        {
            *made.entry(file.path.clone()).or_default() += count;
            *file = fixed;
        }
    }
}
