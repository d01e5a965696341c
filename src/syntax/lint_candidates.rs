//! What stands in a text like one thing and is another: marks for whoever knows the file's kind.

use crate::config::Marker;
use crate::diag::Span;

/// Something in the text that has a place but no meaning yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintCandidate {
    pub kind: LintKind,
    pub span: Span,
}

/// What a mark says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintKind {
    /// A line that starts with a marker but is no heading.
    MarkerOutsideHeading(Marker),
    /// A list item that ends in a question mark.
    QuestionItem,
    /// `#######` and a marker.
    TooDeep,
    /// An image without a text for those who do not see it.
    ImageWithoutText,
    /// A mail address, a phone number or `NDA`.
    PersonalData,
    /// A comment that begins like attributes, but does not stand alone below its heading.
    StrayAttributes,
    /// A block that is not closed and swallows lines that look like headings.
    Swallowed,
    /// A quote that begins like an alert and is none.
    UnknownAlert,
}
