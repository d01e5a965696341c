//! The choices of a report: its format, its colors and its counts.

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The message, the line with a caret, and the help.
    Human,
    /// One line for each diagnostic: `path:line:col: severity[code]: message`.
    Short,
    /// One JSON document.
    Json,
    /// Annotations of a GitHub workflow, one line each.
    Github,
    /// SARIF 2.1.0, for services that collect the results of analyzers.
    Sarif,
}

/// Whether the human format is colored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    Never,
    Always,
}

/// Counts of the build, such as `pages`, in the order of the JSON summary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary(pub(super) Vec<(&'static str, usize)>);

impl FromIterator<(&'static str, usize)> for Summary {
    /// Collects named counts. Names are in kebab case; the report itself adds `errors`, `warnings`
    /// and `more`.
    fn from_iter<T: IntoIterator<Item = (&'static str, usize)>>(counts: T) -> Self {
        Self(counts.into_iter().collect())
    }
}
