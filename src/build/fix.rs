//! Applies the fixes that a machine can make. Nothing is written here.
//!
//! A fix is made only if the book is no worse with it: the result is built in memory, and a fix that
//! brings a new error is left out.

use std::collections::BTreeMap;

use super::memo::Memo;
use super::options::BuildOptions;
use super::pipeline::{Built, build};
use crate::diag::{Code, Diagnostics, Fix, Severity, SourcePath};
use crate::source::SourceSet;

/// The most rounds of fixes: a fix may uncover another, and two fixes may undo each other.
const ROUNDS: usize = 5;

/// The most builds that search for the fixes to leave out. What is not decided then is left out.
const TRIALS: usize = 60;

/// A book after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The sources with the fixes applied; nothing was written.
    pub sources: SourceSet,
    /// The result of building these sources.
    pub built: Built,
    /// The number of fixes in each file that has any.
    pub made: BTreeMap<SourcePath, usize>,
    /// The number of fixes in each file that would have brought a new error.
    pub left_out: BTreeMap<SourcePath, usize>,
}

/// Builds the book and applies all its fixes, or those of one code, until there are none or five rounds have
/// passed. Leaves out every fix that would bring a new error.
pub fn fix(
    sources: SourceSet,
    only: Option<Code>,
    options: &BuildOptions,
    memo: &mut Memo,
) -> Fixed {
    let built = build(&sources, options, memo);
    let mut fixer = Fixer {
        options,
        memo,
        fixed: Fixed {
            sources,
            built,
            made: BTreeMap::new(),
            left_out: BTreeMap::new(),
        },
        trials: TRIALS,
    };
    for _ in 0..ROUNDS {
        let before = fixer.fixed.made.clone();
        fixer.fixed.left_out.clear();
        fixer.round(Severity::Error, only);
        fixer.round(Severity::Warning, only);
        if fixer.fixed.made == before {
            break;
        }
    }
    fixer.fixed
}

struct Fixer<'a> {
    options: &'a BuildOptions,
    memo: &'a mut Memo,
    fixed: Fixed,
    /// The number of builds that may still be made to leave fixes out.
    trials: usize,
}

impl Fixer<'_> {
    /// Makes the fixes of all diagnostics of one severity that make the book no worse.
    fn round(&mut self, severity: Severity, only: Option<Code>) {
        let diagnostics = self.fixed.built.diagnostics.iter();
        let mut wanted = Diagnostics::default();
        wanted.extend(
            diagnostics
                .filter(|found| found.severity == severity)
                .cloned(),
        );
        let fixes: Vec<Fix> = wanted.fixes(only).into_values().flatten().collect();
        let (mut chosen, mut left_out) = (Vec::new(), Vec::new());
        let mut best = None;
        self.choose(severity, &fixes, &mut chosen, &mut left_out, &mut best);
        for fix in left_out {
            *self.fixed.left_out.entry(fix.place.file).or_default() += 1;
        }
        if let Some((sources, built, made)) = best {
            self.fixed.sources = sources;
            self.fixed.built = built;
            for (file, count) in made {
                *self.fixed.made.entry(file).or_default() += count;
            }
        }
    }

    /// Adds the candidates to the chosen fixes that make the book no worse, by halves.
    fn choose(
        &mut self,
        severity: Severity,
        candidates: &[Fix],
        chosen: &mut Vec<Fix>,
        left_out: &mut Vec<Fix>,
        best: &mut Option<Trial>,
    ) {
        if candidates.is_empty() {
            return;
        }
        if self.trials > 0 {
            let all: Vec<Fix> = chosen.iter().chain(candidates).cloned().collect();
            let trial = self.attempt(all);
            if self.is_no_worse(severity, &trial.1.diagnostics) {
                chosen.extend_from_slice(candidates);
                *best = Some(trial);
                return;
            }
            self.trials -= 1;
        }
        if candidates.len() == 1 || self.trials == 0 {
            left_out.extend_from_slice(candidates);
            return;
        }
        let (first, second) = candidates.split_at(candidates.len() / 2);
        self.choose(severity, first, chosen, left_out, best);
        self.choose(severity, second, chosen, left_out, best);
    }

    /// Builds the book with these fixes.
    fn attempt(&mut self, fixes: Vec<Fix>) -> Trial {
        let mut by_file: BTreeMap<SourcePath, Vec<Fix>> = BTreeMap::new();
        for fix in fixes {
            let file = fix.place.file.clone();
            by_file.entry(file).or_default().push(fix);
        }
        let mut sources = self.fixed.sources.clone();
        let mut made = BTreeMap::new();
        for file in &mut sources.files {
            if let Some(fixes) = by_file.get(&file.path)
                && let Some((fixed, count)) = file.with_fixes(fixes)
            {
                made.insert(file.path.clone(), count);
                *file = fixed;
            }
        }
        let built = build(&sources, self.options, self.memo);
        (sources, built, made)
    }

    /// Returns whether a result is no worse than the book before. The fix of a warning brings no
    /// error. The fix of an error can uncover another error, but does not add to their number.
    fn is_no_worse(&self, severity: Severity, after: &Diagnostics) -> bool {
        let before = &self.fixed.built.diagnostics;
        if after.errors() > before.errors() {
            return false;
        }
        let (before, after) = (errors_by_code(before), errors_by_code(after));
        let count = |code: &Code| before.get(code).copied().unwrap_or_default();
        severity == Severity::Error || after.iter().all(|(code, after)| *after <= count(code))
    }
}

/// The sources with fixes, the result of building them, and the number of fixes in each file.
type Trial = (SourceSet, Built, BTreeMap<SourcePath, usize>);

fn errors_by_code(diagnostics: &Diagnostics) -> BTreeMap<Code, usize> {
    let mut counts = BTreeMap::new();
    let errors = diagnostics.iter();
    for found in errors.filter(|found| found.severity == Severity::Error) {
        *counts.entry(found.code).or_default() += 1;
    }
    counts
}
