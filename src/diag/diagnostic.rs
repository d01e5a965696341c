//! The author's mistakes as values.

use std::sync::Arc;

use super::{Code, Place, Severity};

/// One mistake: what it is, where it stands, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// Lower case, no final period; the thing it is about stands in backticks.
    pub message: String,
    pub place: Place,
    /// Other places that matter, such as the first of two equal ids.
    pub labels: Vec<Label>,
    pub advice: Advice,
}

/// A second place, and what is to be seen there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub place: Place,
    pub text: String,
}

/// What the author should do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Advice {
    /// The message says it all.
    #[default]
    None,
    /// What to type.
    Help(String),
    /// The same, and the machine can type it.
    Fix(String, Fix),
    /// A name that is none of `among`: the nearest is looked up only when the report shows it,
    /// and `otherwise` is the help when none is near.
    DidYouMean {
        given: String,
        among: Arc<[Arc<str>]>,
        otherwise: String,
    },
}

/// A replacement that removes the mistake: put `text` where `place` is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub place: Place,
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity, without labels or advice.
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

    /// With a line of help that says what to type.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.advice = Advice::Help(text.into());
        self
    }

    /// With help, and the replacement a machine can make.
    #[must_use]
    pub fn fix(mut self, help: impl Into<String>, place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        self.advice = Advice::Fix(help.into(), Fix { place, text });
        self
    }

    /// With the nearest of `among`, looked up when shown; `otherwise` if nothing is near.
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

    /// With a second place.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        self.labels.push(Label { place, text });
        self
    }
}

/// All mistakes found so far, in no order until [`Diagnostics::sorted`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Sorted by path, place and code, each said once: the order every report has.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0
            .sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
        self.0.dedup();
        self
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many warnings there are.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Whether nothing was found.
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
