//! Selects the diagnostics that a report shows.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::visible;
use super::words::grouped;
use crate::diag::{Diagnostic, Diagnostics, Severity, SourcePath};

/// The most diagnostics of one file.
const MAX_PER_FILE: usize = 20;

/// The most diagnostics of a report.
const MAX_TOTAL: usize = 200;

/// The diagnostics that a report shows, grouped by file, and the number of those it leaves out.
pub(super) struct Selection<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// The number of diagnostics that are left out, in these files and in others.
    pub(super) left_out: usize,
}

/// The diagnostics of one file.
pub(super) struct Part<'a> {
    pub(super) file: &'a SourcePath,
    pub(super) shown: Vec<&'a Diagnostic>,
    pub(super) left_out: usize,
}

impl<'a> Selection<'a> {
    /// Selects the diagnostics for people: the first of each file. Errors have priority over warnings,
    /// so that a report always shows why a build failed.
    pub(super) fn first(diagnostics: &'a Diagnostics) -> Self {
        Self::new(choose(diagnostics, MAX_PER_FILE, MAX_TOTAL))
    }

    /// Selects all diagnostics, for programs.
    pub(super) fn all(diagnostics: &'a Diagnostics) -> Self {
        Self::new(choose(diagnostics, usize::MAX, usize::MAX))
    }

    fn new((chosen, counts): (Vec<&'a Diagnostic>, HashMap<&SourcePath, usize>)) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for diagnostic in chosen {
            let file = &diagnostic.place.file;
            match parts.last_mut().filter(|part| part.file == file) {
                Some(part) => part.shown.push(diagnostic),
                None => parts.push(Part {
                    file,
                    shown: vec![diagnostic],
                    left_out: 0,
                }),
            }
        }
        for part in &mut parts {
            let total = counts.get(part.file).copied().unwrap_or_default();
            part.left_out = total.saturating_sub(part.shown.len());
        }
        let shown: usize = parts.iter().map(|part| part.shown.len()).sum();
        let left_out = counts.values().sum::<usize>() - shown;
        Self { parts, left_out }
    }

    /// Returns all shown diagnostics, in order.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'a Diagnostic> {
        self.parts
            .iter()
            .flat_map(|part| part.shown.iter().copied())
    }

    /// Returns the line about all diagnostics that are left out, unless the line of a part says the
    /// same.
    pub(super) fn rest(&self) -> Option<String> {
        let is_in_one_part = self.parts.iter().any(|part| part.left_out == self.left_out);
        (self.left_out > 0 && !is_in_one_part)
            .then(|| format!("and {} more in all\n", grouped(self.left_out)))
    }
}

impl Part<'_> {
    /// Returns the line about the diagnostics of this file that are left out, if there are any.
    pub(super) fn rest(&self) -> Option<String> {
        let (count, file) = (self.left_out, visible(self.file.as_str()));
        (count > 0).then(|| format!("and {} more in `{file}`\n", grouped(count)))
    }
}

/// Returns the diagnostics to show, in order, and the number of all diagnostics of each file.
fn choose(
    diagnostics: &Diagnostics,
    most_of_file: usize,
    most: usize,
) -> (Vec<&Diagnostic>, HashMap<&SourcePath, usize>) {
    let mut counts: HashMap<&SourcePath, usize> = HashMap::new();
    let mut chosen = HashSet::new();
    for severity in [Severity::Error, Severity::Warning] {
        let of_severity = diagnostics
            .iter()
            .enumerate()
            .filter(|(_, diagnostic)| diagnostic.severity == severity);
        for (index, diagnostic) in of_severity {
            let of_file = counts.entry(&diagnostic.place.file).or_default();
            if *of_file < most_of_file && chosen.len() < most {
                chosen.insert(index);
            }
            *of_file += 1;
        }
    }
    let in_order = diagnostics
        .iter()
        .enumerate()
        .filter(|(index, _)| chosen.contains(index))
        .map(|(_, diagnostic)| diagnostic);
    (in_order.collect(), counts)
}
