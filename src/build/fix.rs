//! Making the fixes that a machine can make: as pure as the build, what is written is up to others.

use std::collections::BTreeMap;

use super::{BuildOptions, Built, Memo, build};
use crate::diag::{Code, Fix, SourcePath};
use crate::source::SourceSet;

/// A fix may uncover another; fixes that take turns end here.
const ROUNDS: usize = 5;

/// A book after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The sources with the fixes made; nothing was written.
    pub sources: SourceSet,
    /// What a build says of these.
    pub built: Built,
    /// How many fixes were made in each file that has some.
    pub made: BTreeMap<SourcePath, usize>,
}

/// Builds the book and makes all its fixes, or those of one code, until there are none or five
/// rounds have passed.
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
