//! Texts that look like one thing and are another. Lints decide on them once the kind of the file
//! is known.

use crate::config::Marker;
use crate::diag::Span;

/// A place in the text that a lint may report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintCandidate {
    pub kind: LintKind,
    pub span: Span,
}

/// The reason why a place may be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintKind {
    /// A line that starts with a marker but is not a heading.
    MarkerOutsideHeading(Marker),
    /// A list item that ends in a question mark.
    QuestionItem,
    /// A line with `#######` and a marker.
    TooDeep,
    /// An image without a text for readers who do not see it.
    ImageWithoutText,
    /// A mail address, a phone number or `NDA`.
    PersonalData,
    /// A comment that begins like attributes but is not alone below its heading.
    StrayAttributes,
    /// A block that is not closed and contains lines that look like headings.
    Swallowed,
    /// A quote that begins like an alert but is not one.
    UnknownAlert,
}
