//! Diagnostics: errors and warnings as values.

use std::sync::Arc;

use super::{Code, Place, Severity};

/// An error or a warning, with its place and with advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// In lower case and without a final period; the subject is in backticks.
    pub message: String,
    pub place: Place,
    /// Related places, such as the first of two equal ids.
    pub labels: Vec<Label>,
    pub advice: Advice,
}

/// A related place, and a text that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    pub text: String,
}

/// Advice to the author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// The message needs no advice.
    #[default]
    None,
    /// Says what to type.
    Help(String),
    /// Says what to type, and contains the replacement.
    Fix(String, Fix),
    /// The name `given` is not one of `among`. The most similar names are searched only when the
    /// report is shown; if there are none, `otherwise` is the help.
    DidYouMean {
        given: String,
        among: Arc<[Arc<str>]>,
        otherwise: String,
    },
}

/// A replacement that fixes the diagnostic: `text` replaces the text at `place`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub place: Place,
    pub text: String,
}

impl Diagnostic {
    /// Creates a diagnostic with the severity of its code, without labels or advice.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place,
            labels: Vec::new(),
            advice: Advice::None,
        }
    }

    /// Adds a line of help that says what to type.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.advice = Advice::Help(text.into());
        self
    }

    /// Adds help and a fix.
    #[must_use]
    pub fn fix(mut self, help: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        self.advice = Advice::Fix(help.into(), Fix { place, text });
        self
    }

    /// Adds the most similar names of `among`, searched when shown; `otherwise` is the help if there
    /// are none.
    #[must_use]
    pub fn did_you_mean(
        mut self,
        given: impl Into<String>,
        among: Arc<[Arc<str>]>,
        otherwise: impl Into<String>,
    ) -> Self {
        self.advice = Advice::DidYouMean {
            given: given.into(),
            among,
            otherwise: otherwise.into(),
        };
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        self.labels.push(Label { place, text });
        self
    }
}

/// A list of diagnostics, in no order until [`Diagnostics::sorted`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Sorts the list by path, place and code, and removes duplicates. Every report has this order.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0
            .sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.0.dedup();
        self
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Returns the number of warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Returns every diagnostic.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Returns whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, more: T) {
        self.0.extend(more);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(from: T) -> Self {
        Self(from.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
