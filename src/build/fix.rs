//! Applies the fixes that a machine can make. Nothing is written here.
//!
//! A fix is made only if the book is no worse with it: the result is built in memory first.

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
    /// The number of fixes in each file that would make the book worse.
    pub left_out: BTreeMap<SourcePath, usize>,
}

/// Builds the book and applies all its fixes, or those of one code, until there are none or five rounds have
/// passed. Leaves out every fix that makes the book worse: the fix of a warning that causes an error, and the
/// fix of an error that adds to the number of errors. The latter may uncover an error in a text that was not
/// read before.
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
        fixer.fixed.left_out.clear();
        let has_fixed_errors = fixer.round(Severity::Error, only);
        let has_fixed_warnings = fixer.round(Severity::Warning, only);
        if !has_fixed_errors && !has_fixed_warnings {
            break;
        }
    }
    fixer.fixed
}

struct Fixer<'a> {
    options: &'a BuildOptions,
    memo: &'a mut Memo,
    fixed: Fixed,
    /// The number of builds that may still fail before no more fixes are tried.
    trials: usize,
}

/// The fixes of one round that make the book no worse, and the book with them.
#[derive(Default)]
struct Choice {
    fixes: Vec<Fix>,
    left_out: Vec<Fix>,
    trial: Option<Trial>,
}

/// A book with fixes, and the number of fixes in each file.
struct Trial {
    sources: SourceSet,
    built: Built,
    made: BTreeMap<SourcePath, usize>,
}

impl Fixer<'_> {
    /// Makes the fixes of all diagnostics of one severity that make the book no worse. Returns whether
    /// there are any.
    fn round(&mut self, severity: Severity, only: Option<Code>) -> bool {
        let diagnostics = self.fixed.built.diagnostics.iter();
        let diagnostics = diagnostics.filter(|found| found.severity == severity);
        let diagnostics: Diagnostics = diagnostics.cloned().collect();
        let fixes = diagnostics.fixes(only).into_values();
        let fixes: Vec<Fix> = fixes.flatten().collect();
        let mut choice = Choice::default();
        self.choose(severity, &fixes, &mut choice);
        for fix in choice.left_out {
            *self.fixed.left_out.entry(fix.place.file).or_default() += 1;
        }
        let Some(trial) = choice.trial.filter(|trial| !trial.made.is_empty()) else {
            return false;
        };
        self.fixed.sources = trial.sources;
        self.fixed.built = trial.built;
        for (file, count) in trial.made {
            *self.fixed.made.entry(file).or_default() += count;
        }
        true
    }

    /// Adds the candidates that make the book no worse to the choice. If all of them make it worse,
    /// tries one half after the other.
    fn choose(&mut self, severity: Severity, candidates: &[Fix], choice: &mut Choice) {
        if candidates.is_empty() {
            return;
        }
        if self.trials > 0 {
            let fixes: Vec<Fix> = choice.fixes.iter().chain(candidates).cloned().collect();
            let trial = self.attempt(&fixes);
            if self.is_no_worse(severity, &trial.built.diagnostics) {
                choice.fixes = fixes;
                choice.trial = Some(trial);
                return;
            }
            self.trials -= 1;
        }
        if candidates.len() == 1 || self.trials == 0 {
            choice.left_out.extend_from_slice(candidates);
            return;
        }
        let (first, second) = candidates.split_at(candidates.len() / 2);
        self.choose(severity, first, choice);
        self.choose(severity, second, choice);
    }

    /// Builds the book with these fixes, which are sorted.
    fn attempt(&mut self, fixes: &[Fix]) -> Trial {
        let mut by_file: BTreeMap<&SourcePath, Vec<Fix>> = BTreeMap::new();
        for fix in fixes {
            by_file
                .entry(&fix.place.file)
                .or_default()
                .push(fix.clone());
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
        Trial {
            sources,
            built,
            made,
        }
    }

    /// Returns whether the fixes of diagnostics of one severity make the book no worse.
    fn is_no_worse(&self, severity: Severity, after: &Diagnostics) -> bool {
        let before = &self.fixed.built.diagnostics;
        match severity {
            Severity::Error => after.errors() <= before.errors(),
            Severity::Warning => {
                let before = errors(before);
                let known = |error| before.get(error).copied().unwrap_or_default();
                let after = errors(after);
                after.iter().all(|(error, count)| *count <= known(error))
            }
        }
    }
}

/// Returns how often each error occurs in each file. Fixes move the text below them, so places do not count.
fn errors(diagnostics: &Diagnostics) -> BTreeMap<(Code, &SourcePath, &str), usize> {
    let mut counts = BTreeMap::new();
    let errors = diagnostics.iter();
    for error in errors.filter(|found| found.severity == Severity::Error) {
        let key = (error.code, &error.place.file, &*error.message);
        *counts.entry(key).or_default() += 1;
    }
    counts
}
