//! What a report shows of many mistakes.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::visible;
use super::words::grouped;
use crate::diag::{Diagnostic, Diagnostics, Severity, SourcePath};

/// The most diagnostics shown of one file.
const OF_A_FILE: usize = 20;

/// The most diagnostics shown in all.
const IN_ALL: usize = 200;

/// The diagnostics that a report shows, by file, and how many it leaves out.
pub(super) struct Selection<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// How many are not shown, in these files and in others.
    pub(super) left_out: usize,
}

/// What is shown of one file.
pub(super) struct Part<'a> {
    pub(super) file: &'a SourcePath,
    pub(super) shown: Vec<&'a Diagnostic>,
    pub(super) left_out: usize,
}

impl<'a> Selection<'a> {
    /// The first diagnostics of each file. Errors have the right of way: a report that fails a
    /// build with nothing but warnings in view would be a riddle.
    pub(super) fn new(diagnostics: &'a Diagnostics) -> Self {
        let (chosen, counts) = choose(diagnostics);
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

    /// All that is shown, in order.
    pub(super) fn shown(&self) -> impl Iterator<Item = &'a Diagnostic> {
        self.parts
            .iter()
            .flat_map(|part| part.shown.iter().copied())
    }

    /// The line on all that is not shown, unless there is nothing or a part has said it.
    pub(super) fn rest(&self) -> Option<String> {
        let said = self.parts.iter().any(|part| part.left_out == self.left_out);
        (self.left_out > 0 && !said)
            .then(|| format!("and {} more in all\n", grouped(self.left_out)))
    }
}

impl Part<'_> {
    /// The line on what is not shown of this file, if anything.
    pub(super) fn rest(&self) -> Option<String> {
        let (count, file) = (self.left_out, visible(self.file.as_str()));
        (count > 0).then(|| format!("and {} more in `{file}`\n", grouped(count)))
    }
}

/// Those to be shown, in order, and how many there are of each file.
fn choose(diagnostics: &Diagnostics) -> (Vec<&Diagnostic>, HashMap<&SourcePath, usize>) {
    let mut counts: HashMap<&SourcePath, usize> = HashMap::new();
    let mut chosen = HashSet::new();
    for severity in [Severity::Error, Severity::Warning] {
        let of_severity = diagnostics
            .iter()
            .enumerate()
            .filter(|(_, diagnostic)| diagnostic.severity == severity);
        for (index, diagnostic) in of_severity {
            let of_file = counts.entry(&diagnostic.place.file).or_default();
            if *of_file < OF_A_FILE && chosen.len() < IN_ALL {
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
